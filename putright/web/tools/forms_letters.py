"""The form of a letter to the other party, which draws the letter before it can be kept."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms

from putright.casework.actions.other_letters import BEHAVIOURS, WAYS, Drawn, Going, Told
from putright.casework.refused import NotRight
from putright.kit.forms import DayField, RadioField, TextField, TimeField, offer
from putright.kit.say import N_, _
from putright.sheets.forms import Writing
from putright.web.tools.forms import Choices, later

ASKS = {
    "visit": ("behaviour", "first", "last", "day", "time", "place"),
    "warning": ("behaviour", "first", "last", "clause", "asked", "until"),
    "agreement": (
        "behaviour", "first", "last", "asked", "clause", "until", "day", "time", "place",
    ),
    "support": ("asked", "day", "time", "place"),
}  # fmt: skip
"""What each kind of letter is written from."""
NEEDS = {
    "visit": ("behaviour", "first", "last", "day", "time", "place"),
    "warning": ("behaviour", "first", "last", "clause", "asked", "until"),
    "agreement": ("behaviour", "first", "last", "asked", "until"),
    "support": ("asked",),
}
FACTS = ("behaviour", "first", "last", "clause", "asked", "until", "day", "time", "place")
SENDING = ("way", "only_from", "confirmed", "anyway")
HOW = {
    "post": N_("By post"), "email": N_("By email"), "handed over": N_("Handed over"),
    "read out": N_("Read out, and left with them"),
}  # fmt: skip
BY_KIND = {
    "noise": "noise", "drugs": "substances", "alcohol": "substances", "vandalism": "damage",
    "rubbish": "damage", "garden": "damage", "graffiti": "damage", "pets": "animals",
    "vehicles": "vehicles", "communal areas": "shared",
}  # fmt: skip
"""The general words that a kind of report comes nearest to; any other is how people are treated."""


class LetterForm(Writing):
    """What a letter is written from; then how it goes, and who it could only be from."""

    whom = forms.ChoiceField(label=_("To whom?"))
    behaviour = forms.ChoiceField(label=_("What is it about, in general words?"))
    first = DayField(
        label=_("From when?"), help_text=_("The letter says the month alone, never a day.")
    )
    last = DayField(label=_("Until when?"))
    clause = TextField(
        label=_("What does the tenancy agreement say?"), rows=2, max_length=1000,
        help_text=_("The clause and its words."),
    )  # fmt: skip
    asked = TextField(label=_("What do we ask, or offer?"), rows=3, max_length=2000)
    until = DayField(label=_("Until when does it hold, or when do we look again?"))
    day = DayField(label=_("Which day do we meet?"))
    time = TimeField(label=_("What time?"), help_text=_("For example, 2:30pm"))
    place = forms.CharField(label=_("Where?"), max_length=200)
    own_words = TextField(
        label=_("Anything else, in your own words"), rows=3, required=False, max_length=2000,
        help_text=_("Only what they may know. No day, no hour, nobody's words."),
    )  # fmt: skip
    way = RadioField(label=_("How does it go?"), required=False)
    only_from = TextField(
        label=_("Who could this only be from?"), rows=2, required=False, max_length=1000,
        help_text=_("If one person alone can have told us this, change the letter first."),
    )  # fmt: skip
    confirmed = forms.BooleanField(
        label=_("I have read the letter as they will, and nothing in it tells who spoke to us"),
        required=False,
    )  # fmt: skip
    anyway = TextField(
        label=_("If something must come first and cannot: why could this not wait?"), rows=2,
        required=False, max_length=2000,
    )  # fmt: skip

    def __init__(
        self, *args: Any, kind: str, now: datetime, readers: Choices,
        draw: Callable[[Told], Drawn], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.kind, self.now, self.draw = kind, now, draw
        self.drawn: Drawn | None = None
        for name in FACTS:
            if name not in ASKS[kind]:
                del self.fields[name]
            else:
                self.fields[name].required = name in NEEDS[kind]
        offer(self, "whom", readers, first=_("Choose") if len(readers) != 1 else "")
        if "behaviour" in self.fields:
            words = [(key, _(says)) for key, says in BEHAVIOURS.items()]
            offer(self, "behaviour", words, first=_("Choose"))
        offer(self, "way", [(key, _(HOW[key])) for key in WAYS])

    @property
    def is_looking(self) -> bool:
        """Whether the letter is only to be shown."""
        return self.is_bound and "look" in self.data

    @property
    def facts(self) -> list[Any]:
        """The fields that the letter is written from."""
        return [one for one in self.visible_fields() if one.name not in SENDING]

    @property
    def sending(self) -> list[Any]:
        """The fields about its going; they are asked once the letter is drawn."""
        return [self[name] for name in SENDING]

    def is_valid(self) -> bool:
        """Nothing is saved while the letter is only looked at."""
        return super().is_valid() and not self.is_looking

    def clean_until(self) -> date | None:
        """A day that is still to come."""
        return later(self.cleaned_data["until"], self.now)

    def clean_day(self) -> date | None:
        """A day that is still to come."""
        return later(self.cleaned_data["day"], self.now)

    def clean(self) -> dict[str, Any]:
        """Draw the letter; say what in it may not leave, and what must be said before it goes."""
        told = super().clean() or {}
        if self.errors:
            return told
        try:
            self.drawn = self.draw(self.told)
        except NotRight as no:
            self.add_error(no.field if no.field in self.fields else None, no.reason)
            return told
        if not self.is_looking and not self.drawn.hits:
            self._ask_before_it_goes(told)
        return told

    def _ask_before_it_goes(self, told: dict[str, Any]) -> None:
        missing = {
            "way": _("How does it go? Choose an answer"),
            "only_from": _("Who could this only be from? Fill this in"),
            "confirmed": _("Read the letter as they will, and say that you did"),
        }
        for name, words in missing.items():
            if not told.get(name):
                self.add_error(name, words)

    @property
    def told(self) -> Told:
        """What the letter is written from."""
        said = self.cleaned_data
        at = self._appointment()
        today = self.now.date()
        return Told(
            kind=self.kind, whom=said["whom"], behaviour=said.get("behaviour") or "noise",
            first=said.get("first") or today, last=said.get("last") or today,
            clause=said.get("clause", ""), asked=said.get("asked", ""), appointment=at,
            place=said.get("place", ""), until=said.get("until"), own_words=said["own_words"],
        )  # fmt: skip

    @property
    def going(self) -> Going:
        """How it goes, and what the writer answered."""
        said = self.cleaned_data
        return Going(way=said["way"], only_from=said["only_from"], anyway=said["anyway"])

    def _appointment(self) -> datetime | None:
        day, at = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        return datetime.combine(day, at, self.now.tzinfo) if day and at else None
