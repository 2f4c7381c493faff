"""The forms of recognising: the shape of what is typed, and nothing about rules."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.casework.actions.recognising import NotNow, Settled, Wanted
from putright.kit.forms import DayField, FilesField, RadioField, Said, TextField, offer
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated, WithFiles, Writing

Choices = Sequence[tuple[str, str]]
PROOFS = (
    ("photo", _("A photo")),
    ("document", _("A document: a job sheet, an order, a letter")),
    ("system record", _("A record in another system of ours")),
    ("message", _("A message from whoever asked")),
    ("", Said(_("There is no record"), _("It is saved as said, and keeps no promise"))),
)


class SaidForm(Dated):
    """What somebody told us: who, how, when."""

    whom = forms.ChoiceField(label=_("Who says so?"))
    channel = forms.ChoiceField(label=_("How?"), initial="phone")

    def __init__(self, *args: Any, people: Choices, channels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "whom", people)
        offer(self, "channel", channels)


class NotNowForm(SaidForm):
    """They were asked, and want no complaint for now."""

    words = TextField(
        label=_("What did they say, in their words?"), rows=4, max_length=LONGEST,
        help_text=_("Their own words, as they said them. They are read back at the next contact."),
    )  # fmt: skip
    uploads = FilesField(label=_("What they sent with it"), required=False, allow_empty_file=True)

    field_order = ("whom", "words", "channel", "on", "at", "uploads")

    @property
    def told(self) -> NotNow:
        """Their answer."""
        given = self.cleaned_data
        return NotNow(
            whom=given["whom"], channel=given["channel"], words=given["words"], when=self.when
        )


class NoForm(WithFiles):
    """A person decides that it is no complaint."""

    why = TextField(
        label=_("Why is it no complaint?"), rows=4, max_length=LONGEST,
        help_text=_("It stands on the timeline under your name. The resident may read it."),
    )  # fmt: skip
    uploads = FilesField(label=_("What shows it"), required=False, allow_empty_file=True)


class NotAskedForm(Writing):
    """They are unhappy with us, and nobody has asked them yet: there is nothing to type."""


class RequestForm(SaidForm):
    """Somebody asks for something to be put right."""

    words = TextField(
        label=_("What do they ask for, in their words?"), rows=4, max_length=LONGEST
    )  # fmt: skip
    promised = forms.CharField(
        label=_("What did we say that we would do?"), max_length=300, required=False
    )
    due = DayField(
        label=_("By which day?"), required=False,
        help_text=_("Only if a day was named to them. It is then a promise."),
    )  # fmt: skip
    uploads = FilesField(label=_("What they sent with it"), required=False, allow_empty_file=True)

    field_order = ("whom", "words", "channel", "on", "at", "promised", "due", "uploads")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"].label = _("Who asks?")
        self.fields["on"].label = _("Since when do they ask?")

    def clean(self) -> dict[str, Any]:
        """A promise has its day, and the day is not before it was asked for."""
        told = super().clean() or {}
        due, on = told.get("due"), told.get("on")
        if told.get("promised") and due is None and "due" not in self.errors:
            self.add_error("due", ValidationError(_("By which day? A promise needs one")))
        if due is not None and isinstance(on, date) and due < on:
            self.add_error("due", ValidationError(_("By which day? It is before they asked")))
        return told

    @property
    def told(self) -> Wanted:
        """The request."""
        given = self.cleaned_data
        return Wanted(
            whom=given["whom"], channel=given["channel"], words=given["words"], when=self.when,
            promised=given["promised"], due=given["due"],
        )  # fmt: skip


class DoneForm(Dated):
    """A request was put right."""

    words = TextField(label=_("What was done?"), rows=3, max_length=LONGEST)
    proof = RadioField(label=_("What shows it?"), choices=PROOFS, required=False)
    uploads = FilesField(label=_("The photo or file"), required=False, allow_empty_file=True)
    no_record = forms.CharField(
        label=_("If there is no record: why?"), max_length=300, required=False
    )

    field_order = ("words", "on", "at", "proof", "uploads", "no_record")

    @property
    def told(self) -> Settled:
        """What was done, and what shows it."""
        given = self.cleaned_data
        return Settled(
            words=given["words"], proof=given["proof"], when=self.when,
            no_record=given["no_record"],
        )  # fmt: skip


class ReviewForm(Writing):
    """Somebody looked at an open request again."""

    words = TextField(
        label=_("What did you see?"), rows=4, max_length=LONGEST,
        help_text=_("What holds it up, whom you asked, and what happens next."),
    )  # fmt: skip
