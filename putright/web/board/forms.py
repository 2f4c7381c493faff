"""What is asked of absence, patches and the spreading of work."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from putright.casework.cover_rules import Absence
from putright.casework.queries.absence import Choice
from putright.kit.forms import DayField, Form, TextField
from putright.kit.say import _

LONG = 1000
NO_COVER = _("Choose who covers. Nobody can be away without cover.")


class Chooses(Form):
    """A form that offers colleagues."""

    def offer(self, name: str, choices: Iterable[Choice], *, first: str = "") -> None:
        """Let a field choose among these colleagues."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", first or _("Choose")), *((str(one.id), one.name) for one in choices)]

    def chosen(self, name: str) -> UUID | None:
        """The colleague who was chosen; None for nobody."""
        value = self.cleaned_data.get(name)
        return UUID(value) if value else None


class AwayMeForm(Chooses):
    """One's own time away."""

    starts_on = DayField(label=_("First day away"))
    ends_on = DayField(
        label=_("Last day away"), required=False,
        help_text=_("Leave this empty if you do not know yet: the cover acts until the return."),
    )  # fmt: skip
    cover = forms.ChoiceField(
        label=_("Who covers?"), error_messages={"required": NO_COVER},
        help_text=_("From the first day they see these promises on their list, and act."),
    )  # fmt: skip

    def __init__(self, *args: Any, covers: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("cover", covers, first=_("Nobody yet"))

    def absence(self, user: UUID) -> Absence:
        """The time away that is asked for."""
        told = self.cleaned_data
        return Absence(user=user, starts_on=told["starts_on"], ends_on=told["ends_on"])


class AwayForm(AwayMeForm):
    """A colleague's time away."""

    user = forms.ChoiceField(label=_("Who is away?"))
    field_order = ("user", "starts_on", "ends_on", "cover")

    def __init__(self, *args: Any, staff: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("user", staff)


class LeavingForm(Chooses):
    """A colleague leaves: the last day, and who acts from the day after."""

    last_day = DayField(label=_("Last day here"))
    cover = forms.ChoiceField(
        label=_("Who covers until somebody takes over?"), error_messages={"required": NO_COVER},
        help_text=_("They act on every open promise from the next day on."),
    )  # fmt: skip

    def __init__(self, *args: Any, covers: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("cover", covers, first=_("Nobody yet"))

    def absence(self, user: UUID) -> Absence:
        """The leaving that is asked for."""
        day: date = self.cleaned_data["last_day"]
        return Absence(user=user, starts_on=day, ends_on=None, is_leaving=True)


class PatchForm(Chooses):
    """Who holds a patch, and who covers it."""

    officer = forms.ChoiceField(label=_("Who holds the patch?"), required=False)
    cover = forms.ChoiceField(
        label=_("Who covers it?"),
        error_messages={"required": _("Choose who covers. A patch cannot be without cover.")},
        help_text=_("The cover acts while the post is vacant or its officer has nobody."),
    )  # fmt: skip

    def __init__(self, *args: Any, able: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = tuple(able)
        self.offer("officer", listed, first=_("Nobody: the post is vacant"))
        self.offer("cover", listed, first=_("Nobody yet"))


class AssignForm(Chooses):
    """One case goes to another officer."""

    officer = forms.ChoiceField(label=_("Who takes the case?"))
    note = TextField(
        label=_("Why, and what should they know?"), rows=3, max_length=LONG,
        help_text=_("This is written into the timeline of the case."),
    )  # fmt: skip

    def __init__(self, *args: Any, able: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("officer", able)


class NoteForm(Form):
    """Why several cases go to others; whom each goes to is asked beside each case."""

    note = TextField(
        label=_("Why is the work spread?"), rows=3, max_length=LONG,
        help_text=_("This is written into the timeline of each case that moves."),
    )  # fmt: skip
