"""The forms about moving home: the shape of what is typed, and nothing about rules."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.casework.queries.moves import Asking, RouteSeen
from putright.casework.queries.moves_deciding import Deciding, Told
from putright.core.events.parts import Answer
from putright.kit.forms import DayField, FilesField, RadioField, Said, TextField, offer
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated, WithFiles, Writing

Choices = Sequence[tuple[str, str]]
KEPT_AT = _("If it is not a file: where is the record kept?")


class TellForm(Dated):
    """What somebody told us about moving, in their words."""

    asker = forms.ChoiceField(label=_("Who tells us?"))
    channel = forms.ChoiceField(label=_("How?"), initial="phone")
    text = TextField(label=_("What do they say, in their words?"), rows=6, max_length=LONGEST)
    uploads = FilesField(label=_("What they sent with it"), required=False, allow_empty_file=True)

    field_order = ("asker", "channel", "text", "areas", "route", "on", "at", "uploads")

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "asker", asking.askers)
        offer(self, "channel", asking.channels)


class RequestForm(TellForm):
    """Somebody asks to move."""

    areas = TextField(
        label=_("Which areas do they wish for, and which are not safe?"), rows=3,
        required=False, max_length=2000, help_text=_("One on each line, in their words."),
    )  # fmt: skip
    route = RadioField(label=_("Which route is it?"), required=False)

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, asking=asking, **kwargs)
        routes = [(one.id, Said(one.name, one.route.fits)) for one in asking.routes]
        offer(self, "route", [*routes, ("", _("They do not know, and need not"))])
        self.fields["text"].label = _("Why do they want to move, in their words?")

    @property
    def lines(self) -> tuple[str, ...]:
        """The areas, one by one."""
        told = str(self.cleaned_data["areas"])
        return tuple(line.strip() for line in told.splitlines() if line.strip())


class AcknowledgeForm(Writing):
    """How the resident hears that the request has come."""

    how = RadioField(label=_("How do they hear it?"))
    text = TextField(
        label=_("What did you say besides?"), rows=3, required=False, max_length=LONGEST
    )

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = [one for one in asking.ways if not one[0].startswith("read out")]
        offer(self, "how", [*written, *asking.talks])


class FormForm(WithFiles):
    """A form goes to whoever fills it in; there is nobody else to choose."""

    to = RadioField(label=_("Who gets the form?"))
    how = RadioField(label=_("How does it go?"))
    whom = forms.CharField(label=_("Which landlord, and whom there?"), max_length=300)
    uploads = FilesField(label=_("The form as it was sent"), required=False, allow_empty_file=True)

    def __init__(
        self, *args: Any, asking: Asking, route: RouteSeen, to: tuple[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", [to])
        self.initial.setdefault("to", to[0])
        usual = [
            ("email", _("By email")),
            ("post", _("By post")),
            ("handed over", _("Handed over")),
        ]
        written = [one for one in asking.ways if not one[0].startswith("read out")]
        is_ours, is_theirs = to[0] == "landlord", route.route.fills_in == "other landlord"
        offer(self, "how", usual if is_theirs else written)
        for name, unwanted in (("how", is_ours), ("whom", not is_theirs)):
            if unwanted:
                del self.fields[name]


class DiscussForm(Dated):
    """Moving was talked about, and nothing was offered."""

    asker = forms.ChoiceField(label=_("With whom?"))
    channel = forms.ChoiceField(label=_("How?"), initial="phone")
    text = TextField(label=_("What was said?"), rows=6, max_length=LONGEST)
    said_no_offer = forms.BooleanField(
        label=_("I told them that this is no offer, and who decides"), required=False
    )

    field_order = ("asker", "channel", "text", "said_no_offer", "on", "at")

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "asker", asking.askers)
        offer(self, "channel", asking.channels)


class Recorded(WithFiles):
    """Something that counts only with its record."""

    def clean(self) -> dict[str, Any]:
        """A record is a file, or it lies somewhere."""
        told = super().clean() or {}
        if not (told.get("uploads") or told.get("held") or self.kept_ids):
            self.add_error("uploads", _("Add the file, or say where the record is kept"))
        return told


class OfferForm(Recorded):
    """A home was offered, by a letter."""

    how = RadioField(label=_("How did the offer go?"))
    text = TextField(
        label=_("What was offered?"), rows=4, max_length=LONGEST,
        help_text=_("The reference of the home, its size, its area. Never its address."),
    )  # fmt: skip
    until = DayField(label=_("Until when can they answer?"), required=False)
    uploads = FilesField(label=_("The offer as it went"), required=False, allow_empty_file=True)
    held = forms.CharField(label=KEPT_AT, required=False, max_length=300)

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "how", [one for one in asking.ways if not one[0].startswith("read out")])


class StayForm(Dated, Recorded):
    """Somewhere safe to stay for now."""

    text = TextField(
        label=_("Why is home not safe, and what was arranged?"), rows=4, max_length=LONGEST,
        help_text=_("Do not write where it is: the wrong eyes could read the address."),
    )  # fmt: skip
    until = DayField(label=_("Until when?"))
    cost = forms.DecimalField(
        label=_("What does it cost us, in pounds?"), required=False, min_value=0,
        max_digits=8, decimal_places=2,
    )  # fmt: skip
    uploads = FilesField(label=_("The booking"), required=False, allow_empty_file=True)
    held = forms.CharField(label=KEPT_AT, required=False, max_length=300)

    field_order = ("text", "on", "at", "until", "cost", "uploads", "held")


class LookForm(Dated):
    """The weekly look at a stay."""

    what = RadioField(label=_("How does it go on?"))
    until = DayField(label=_("If it goes on: until when?"), required=False)
    text = TextField(
        label=_("What did you find, and what comes next?"), rows=4, max_length=LONGEST,
        help_text=_("Is everybody safe and well there? What about school, work, health?"),
    )  # fmt: skip

    field_order = ("what", "until", "text", "on", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "what", [("goes on", _("It goes on")), ("ends", _("It has ended"))])


class DecideForm(Writing):
    """A decision: each criterion with its reasons, then what it comes to."""

    outcome = RadioField(label=_("What do you decide?"))
    instead = forms.ChoiceField(label=_("If another route: which?"), required=False)
    reasons = TextField(
        label=_("Why?"), rows=5, max_length=LONGEST,
        help_text=_("For the resident to read. Short sentences. Nothing about the other party."),
    )  # fmt: skip
    view = TextField(
        label=_("What do they say of your reasons?"), rows=3, required=False, max_length=LONGEST,
        help_text=_("Before you refuse, ask them. Their words stand in the letter."),
    )  # fmt: skip
    what_else = TextField(
        label=_("What else will we do?"), rows=3, required=False, max_length=2000,
        help_text=_("What you write here is promised to the resident."),
    )  # fmt: skip
    what_else_by = DayField(label=_("By which day?"), required=False)
    how = RadioField(label=_("How does the letter go?"))

    def __init__(self, *args: Any, before: Deciding, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before, self.today = before, today
        for place, criterion in enumerate(before.route.criteria):
            self.fields[f"answer_{place}"] = _answer_field(criterion.says, place + 1)
            self.fields[f"why_{place}"] = _why_field(place + 1)
        offer(self, "outcome", _outcomes(before))
        offer(self, "instead", [("", _("Choose")), *((o.id, o.name) for o in before.others)])
        offer(self, "how", before.ways)

    def clean_what_else_by(self) -> date | None:
        """A promise is for a day to come."""
        day: date | None = self.cleaned_data["what_else_by"]
        if day is not None and day < self.today:
            raise ValidationError(_("By which day? That day has passed"))
        return day

    @property
    def criteria(self) -> list[tuple[Any, Any, Any]]:
        """Each criterion with the fields of its answer and its reasons."""
        return [
            (criterion, self[f"answer_{place}"], self[f"why_{place}"])
            for place, criterion in enumerate(self.before.route.criteria)
        ]

    @property
    def rest(self) -> list[Any]:
        """The fields below the criteria."""
        names = ("outcome", "instead", "reasons", "view", "what_else", "what_else_by", "how")
        return [self[name] for name in names]

    @property
    def told(self) -> Told:
        """The decision."""
        data = self.cleaned_data
        given = tuple(
            Answer(question=one.id, answer=data[f"answer_{place}"], says=data[f"why_{place}"])
            for place, one in enumerate(self.before.route.criteria)
        )
        return Told(
            given=given, outcome=data["outcome"], reasons=data["reasons"], how=data["how"],
            instead=data["instead"], view=data["view"], what_else=data["what_else"],
            what_else_by=data["what_else_by"],
        )  # fmt: skip


def _answer_field(says: str, number: int) -> RadioField:
    words = _("Criterion {number}: Choose an answer").format(number=number)
    field = RadioField(label=says, error_messages={"required": words, "invalid_choice": words})
    field.choices = [
        ("met", _("Met")),
        ("not met", _("Not met")),
        ("not known", _("Not known")),
    ]
    return field


def _why_field(number: int) -> TextField:
    words = _("Criterion {number}: Say why you find so").format(number=number)
    return TextField(
        label=_("Why do you find so?"), rows=2, max_length=2000,
        help_text=_("In a sentence or two, for the resident to read."),
        error_messages={"required": words},
    )  # fmt: skip


def _outcomes(before: Deciding) -> Choices:
    stays = [("stands", Said(_("The decision stays"), _("Say why, point by point.")))]
    first = [("refused", Said(_("Refuse"), _("With the reasons, and what else we will do.")))]
    return [
        ("granted", Said(_("Agree"), _("The letter is no offer yet: that comes by itself."))),
        *(stays if before.again else first),
        ("other route", _("Another route fits better")),
    ]
