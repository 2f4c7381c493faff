"""The forms of a case: the shape of what is typed, and nothing about rules."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.kit.forms import (
    DayField,
    FilesField,
    Form,
    RadioField,
    TextField,
    TickField,
    offer,
)
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated, WithFiles, Writing

Choices = Sequence[tuple[str, str]]


class NoteForm(Dated):
    """A note."""

    text = TextField(label=_("Your note"), rows=6, max_length=LONGEST)
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = ("text", "on", "at", "uploads")


class EvidenceForm(Dated):
    """Something that shows what happens."""

    kind = forms.ChoiceField(label=_("What is it?"))
    source = forms.ChoiceField(label=_("Where does it come from?"), required=False)
    text = TextField(
        label=_("What does it show?"),
        rows=4,
        max_length=LONGEST,
        help_text=_("In a sentence or two: what can be seen, heard or read in it."),
    )
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)
    held = forms.CharField(
        label=_("If it is not a file: where is it kept?"), required=False, max_length=300
    )

    field_order = ("kind", "source", "text", "uploads", "held", "on", "at")

    def __init__(self, *args: Any, proofs: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [("", _("Choose")), *proofs])
        if "source" in self.fields:
            offer(self, "source", [("", _("We gathered it ourselves")), *people])

    def clean(self) -> dict[str, Any]:
        """A record is a file, or it lies somewhere; saying that there is one is no record."""
        told = super().clean() or {}
        if not (told.get("uploads") or told.get("held") or self.kept_ids):
            self.add_error("uploads", _("Add the file, or say where the record is kept"))
        return told

    @property
    def said(self) -> str:
        """What it shows, and where it lies where it is no file."""
        text: str = self.cleaned_data["text"]
        held = self.cleaned_data.get("held")
        return f"{text}\n{_('Kept at: {place}').format(place=held)}" if held else text


class ProofForm(EvidenceForm):
    """Proof of an entry that came later."""

    source = None  # type: ignore[assignment]
    on = None  # type: ignore[assignment]
    at = None  # type: ignore[assignment]
    text = TextField(label=_("What does it show?"), rows=4, required=False, max_length=LONGEST)

    def clean_on(self) -> date:
        """Proof counts from today, the day it came."""
        return self.now.date()


class IncidentForm(WithFiles):
    """Something new that happened, told now."""

    teller = forms.ChoiceField(label=_("Who tells us?"))
    channel = forms.ChoiceField(label=_("How?"), initial="phone")
    text = TextField(label=_("What happened, in their words?"), rows=6, max_length=LONGEST)
    incident_on = DayField(
        label=_("When did it happen?"),
        required=False,
        help_text=_("Leave it empty if nobody knows the day."),
    )
    kinds = TickField(label=_("What kind of thing was it?"), required=False)
    against = TickField(label=_("Who did it?"), required=False)
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    def __init__(
        self, *args: Any, now: datetime, tellers: Choices, channels: Choices, kinds: Choices,
        others: Choices, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.now = now
        offer(self, "teller", tellers)
        offer(self, "channel", channels)
        offer(self, "kinds", kinds)
        offer(self, "against", others)
        if not others:
            del self.fields["against"]

    def clean_incident_on(self) -> date | None:
        """No day that is yet to come."""
        day: date | None = self.cleaned_data["incident_on"]
        if day is not None and day > self.now.date():
            raise ValidationError(_("When did it happen? That day has not come yet"))
        return day


class CorrectForm(Dated):
    """What an entry should have said."""

    text = TextField(label=_("What should it say?"), rows=6, max_length=LONGEST)
    why = TextField(label=_("What was wrong, and how do you know?"), rows=3, max_length=2000)

    field_order = ("text", "on", "at", "why")


class DisputeForm(Dated):
    """Another account of the same thing."""

    by = forms.ChoiceField(label=_("Whose account is it?"), required=False)
    channel = forms.ChoiceField(label=_("How did they give it?"))
    text = TextField(label=_("What do they say happened?"), rows=6, max_length=LONGEST)
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = ("by", "channel", "text", "on", "at", "uploads")

    def __init__(self, *args: Any, people: Choices, channels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "by", [("", _("My own, or a colleague's")), *people])
        offer(self, "channel", channels)


class ExcuseForm(Dated):
    """What excuses a promise."""

    act = RadioField(label=_("What happened?"))
    by = forms.ChoiceField(label=_("Who said or did so?"), required=False)
    text = TextField(label=_("What was said or done, in their words?"), rows=4, max_length=LONGEST)
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = ("act", "by", "text", "on", "at", "uploads")

    def __init__(self, *args: Any, acts: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "act", acts)
        offer(self, "by", [*people, ("", _("We did"))])


class RestrictForm(Writing):
    """Restrict a case, or open it again."""

    what = forms.CharField(widget=forms.HiddenInput)
    user = forms.UUIDField(required=False, widget=forms.HiddenInput)
    why = TextField(label=_("Why?"), rows=3, max_length=400)


class ClearForm(Writing):
    """Let somebody see a restricted case."""

    what = forms.CharField(widget=forms.HiddenInput, initial="clear")
    user = forms.ChoiceField(label=_("Who?"))
    why = TextField(label=_("Why do they need to see it?"), rows=2, max_length=400)

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", [("", _("Choose")), *others])


class GlassForm(Form):
    """Open a restricted case with a reason."""

    why = TextField(
        label=_("Why do you need to open it?"),
        rows=4,
        min_length=10,
        max_length=380,
        help_text=_("For example: who is on the line, and what they need now."),
    )
