"""The forms about updates: the shape of what is typed, and nothing about rules."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.casework.actions.updates import Schedule, Wish
from putright.casework.queries.safe_ways import Ways
from putright.casework.queries.update_rhythm import SPANS
from putright.casework.queries.updates import AgreeingPage, NothingNew
from putright.core.letters import Letter
from putright.kit.dates import sentence_case
from putright.kit.forms import DayField, FilesField, RadioField, Said, TextField, offer
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated

HOW = (
    ("phone", _("By phone")),
    ("visit", _("At a visit")),
    ("in person", _("In person, elsewhere")),
    ("email", _("In their own email")),
    ("text", _("In their own text")),
)
"""The ways to agree. A message of ours that nobody answered agrees to nothing."""


class AgreeForm(Dated):
    """How often, and by which way, we are in touch."""

    every = RadioField(label=_("How often?"))
    channel = RadioField(label=_("By which way would they like to hear from us?"))
    best = forms.CharField(
        label=_("What else did they say about it?"), required=False, max_length=300,
        help_text=_("For example mornings only, or which number."),
    )  # fmt: skip
    whom = forms.ChoiceField(label=_("Who agreed to it?"))
    how = RadioField(label=_("How did they agree?"))
    first_on = DayField(
        label=_("By which day do they hear from us first?"), required=False,
        help_text=_("Leave it empty to count from the day on which it was agreed."),
    )  # fmt: skip

    field_order = ("every", "channel", "best", "whom", "how", "on", "at", "first_on")

    def __init__(self, *args: Any, page: AgreeingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = page.ways
        offer(self, "every", [(key, sentence_case(_(word))) for key, word in SPANS.items()])
        offer(self, "channel", [(w.channel, Said(w.word, w.says)) for w in page.ways.offered])
        offer(self, "whom", page.ways.people)
        safe = {way.channel for way in page.ways.offered}
        offer(self, "how", [(key, word) for key, word in HOW if key in safe])

    def clean_first_on(self) -> date | None:
        """A day that is still to come."""
        return _to_come(self.cleaned_data["first_on"], self.now.date())

    def clean(self) -> dict[str, Any]:
        """Ways that are safe for that person."""
        told = super().clean() or {}
        for name in ("channel", "how"):
            _refuse_barred(self, self.ways, told, name)
        return told

    def told(self) -> Schedule:
        """What was agreed, as the casework takes it."""
        given = self.cleaned_data
        return Schedule(
            every=given["every"], channel=given["channel"], best=given["best"],
            whom=given["whom"], how=given["how"], when=self.when, first_on=given["first_on"],
        )  # fmt: skip


class NothingNewForm(Dated):
    """An update without news: its words are shown first, then it is saved as it was sent."""

    made = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    waiting = forms.CharField(
        label=_("What are we waiting for, and from whom?"), max_length=300,
        help_text=_("It goes into the message: “the crime report from the police”."),
    )  # fmt: skip
    until = DayField(label=_("Until when do we wait?"))
    then = forms.CharField(
        label=_("What do we do if it has not come by then?"), required=False, max_length=300
    )
    next_on = DayField(
        label=_("By which day do they hear from us again, whatever has come?"),
        help_text=_("This becomes a promise."),
    )
    channel = RadioField(label=_("How is it sent?"))
    whom = forms.ChoiceField(label=_("To whom?"))
    uploads = FilesField(
        label=_("Files"), required=False, allow_empty_file=True,
        help_text=_("For example the message as it was sent, where its words were others."),
    )  # fmt: skip

    field_order = ("waiting", "until", "then", "next_on", "channel", "whom", "on", "at", "uploads")

    def __init__(
        self, *args: Any, page: AgreeingPage, letter: Callable[[NothingNew], Letter], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.ways, self.make = page.sends, letter
        self.letter: Letter | None = None
        hints = {"phone": _("Read out. Only a talk counts, not a message on the machine")}
        offer(self, "channel", [(w.channel, Said(w.word, hints.get(w.channel, w.says)))
                                 for w in page.sends.offered])  # fmt: skip
        offer(self, "whom", page.sends.people)

    def clean_until(self) -> date | None:
        """A day that is still to come."""
        return _to_come(self.cleaned_data["until"], self.now.date())

    def clean_next_on(self) -> date | None:
        """A day that is still to come."""
        return _to_come(self.cleaned_data["next_on"], self.now.date())

    def clean(self) -> dict[str, Any]:
        """By a way that is safe for that person."""
        told = super().clean() or {}
        _refuse_barred(self, self.ways, told, "channel")
        return told

    def is_valid(self) -> bool:
        """Whole, and its words were on the page before."""
        if not super().is_valid():
            return False
        told = self.told()
        self.letter = self.make(told)
        digest = sha256(repr(told).encode()).hexdigest()[:16]
        if self.cleaned_data.get("made") == digest:
            return True
        self.show_again(made=digest)
        return False

    def told(self) -> NothingNew:
        """What it says."""
        given = self.cleaned_data
        return NothingNew(
            waiting=given["waiting"], until=given["until"], then=given["then"],
            next_on=given["next_on"],
        )  # fmt: skip


class SkipForm(Dated):
    """That somebody does not want the next update."""

    whom = forms.ChoiceField(label=_("Who said so?"))
    channel = forms.ChoiceField(label=_("How did they tell us?"))
    text = TextField(label=_("What did they say, in their words?"), rows=4, max_length=LONGEST)
    until = DayField(
        label=_("By which day do they want to hear from us again?"),
        help_text=_("They can get in touch at any time before."),
    )

    field_order = ("whom", "channel", "text", "until", "on", "at")

    def __init__(self, *args: Any, page: AgreeingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "whom", page.ways.people)
        offer(self, "channel", HOW)

    def clean_until(self) -> date | None:
        """A day that is still to come."""
        return _to_come(self.cleaned_data["until"], self.now.date())

    def told(self) -> Wish:
        """Their wish, as the casework takes it."""
        given = self.cleaned_data
        return Wish(
            whom=given["whom"], channel=given["channel"], when=self.when, words=given["text"],
            until=given["until"],
        )  # fmt: skip


def _to_come(day: date | None, today: date) -> date | None:
    if day is not None and day <= today:
        raise ValidationError(_("That day is not still to come: write a later one"))
    return day


def _refuse_barred(form: forms.Form, ways: Ways, told: dict[str, Any], name: str) -> None:
    if ways.is_barred(told.get("whom", ""), told.get(name, "")):
        form.add_error(name, _("This person asked us not to use that way: choose another"))
