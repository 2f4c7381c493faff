"""The form of a new report: seven questions in speaking order, and what may be asked besides."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from putright.casework.actions.reports import STRANGER, Report
from putright.kit.forms import DayField, FilesField, Form, RadioField, TextField, TickField
from putright.kit.say import _

KINDS = (
    ("assault", _("Somebody was hurt or attacked")),
    ("weapon", _("A weapon was used or shown")),
    ("threat", _("Somebody was threatened")),
    ("arson", _("Fire, or talk of fire")),
    ("child at risk", _("A child was harmed, or may be")),
    ("suicidal thoughts", _("Thoughts of harming themselves")),
    ("domestic abuse", _("It is a partner, an ex or family")),
    ("no safe home", _("They cannot stay safely at home")),
    ("verbal abuse", _("Shouting or abusive words")),
    ("vandalism", _("Damage")),
    ("noise", _("Noise")),
)
HATE = (("yes", _("Yes")), ("no", _("No")), ("not sure", _("Not sure")))
WAYS = (
    ("calls", _("Calls")), ("voicemail", _("Voicemail")), ("text", _("Texts")),
    ("email", _("Email")), ("post", _("Post")), ("visit", _("Visits")),
)  # fmt: skip
NONE = "none"
"""What the choice "no" sends: whoever types said themselves that it is none of those found."""
PICKS = {"who": "person", "where": "home", "against": "against_person"}
"""What is typed, and the choice of what it may mean."""


class NearDay(DayField):
    """A day, which may be said as "today" or "yesterday"."""

    today: date | None = None

    def to_python(self, value: Any) -> date | None:
        word = value.strip().lower() if isinstance(value, str) else ""
        if self.today and word in ("today", "yesterday"):
            return self.today - timedelta(days=word == "yesterday")
        return super().to_python(value)


class Line(forms.CharField):
    """One line of text."""

    def __init__(self, *, most: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=most, required=False, **kwargs)
        self.widget.attrs = {"autocomplete": "off"}


class Pick(forms.UUIDField):
    """One of those found, or that it is none of them."""

    def to_python(self, value: Any) -> Any:
        return None if value == NONE else super().to_python(value)


class ReportForm(Form):
    """Only somebody (or that they give no name) and what happened are needed."""

    who = Line(most=120, label=_("Who is calling?"), help_text=_("Name, address or phone number"))
    person = Pick(required=False)
    nameless = forms.BooleanField(required=False, label=_("They will not give a name"))
    what = TextField(rows=6, label=_("What happened? Their own words"), max_length=20_000)
    kinds = TickField(required=False, label=_("Was there any of this?"), choices=KINDS)
    day = NearDay(required=False, label=_("When was it?"),
                  help_text=_("Today, yesterday, or a day such as 27/3/2026"))  # fmt: skip
    when_words = Line(label=_("At what time, or about when?"))
    where = Line(label=_("Which home is it about?"), help_text=_("Part of the address or postcode"))
    home = Pick(required=False)
    spot = Line(label=_("Where did it happen, if not in that home?"))
    against = Line(label=_("Who did it, if they know?"))
    against_person = Pick(required=False)
    hate = RadioField(
        required=False, choices=HATE,
        label=_("Do they feel it was because of who they are?"),
        help_text=_("Their view decides. They need not prove it."),
    )  # fmt: skip
    because = Line(label=_("What makes them feel so?"))
    phone = Line(most=40, label=_("Which number is safe to ring?"))
    safe = TickField(required=False, label=_("Safe ways to reach them"), choices=WAYS)
    unsafe = TickField(required=False, label=_("Ways that are not safe"), choices=WAYS)
    best_time = Line(label=_("When is it safe and good to reach them?"))
    in_danger = forms.BooleanField(
        required=False, label=_("Yes, now: I have told them to ring 999")
    )
    needs = Line(label=_("Needs in the household, and what helps"))
    police_reference = Line(most=60, label=_("Police reference"))
    language = Line(most=60, label=_("Interpreter: which language?"))
    email = forms.EmailField(required=False, label=_("Email address"))
    helper = Line(most=120, label=_("Who is calling for them?"))
    helper_is = Line(most=60, label=_("What are they to them?"),
                     help_text=_("Daughter, councillor, support worker"))  # fmt: skip
    complains = forms.BooleanField(required=False, label=_("They also want to complain about us"))
    papers = FilesField(required=False, label=_("Photos, recordings, letters"))
    join = forms.UUIDField(required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.asked: list[str] = []
        day = self.fields["day"]
        assert isinstance(day, NearDay)
        day.today = today
        self.fields["what"].widget.attrs["data-focus"] = ""
        self.fields["hate"].error_messages["invalid_choice"] = _("Choose yes, no or not sure")

    def clean_day(self) -> date | None:
        """It cannot have happened on a day that is still to come."""
        day: date | None = self.cleaned_data["day"]
        if day is not None and day > self.today:
            raise ValidationError(_("When was it? That day is still to come"))
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not (given.get("person") or given.get("who") or given.get("nameless")):
            words = _("Write who is calling, or tick that they will not give a name")
            self.add_error("who", words)
        both = set(given.get("safe", ())) & set(given.get("unsafe", ()))
        if both:
            words = _("Say of each way either that it is safe or that it is not")
            self.add_error("unsafe", words)
        return given

    def ask(self, found: Mapping[str, Sequence[Any]]) -> None:
        """Ask once which of those found is meant, of words that were typed and nothing chosen.

        ``found`` holds the matches by what was typed. Sent again as it is, the words stand.
        """
        data: Any = self.data
        before = data.getlist("asked")
        for typed, choice in PICKS.items():
            words = str(self[typed].value() or "").strip()
            if not self._is_open(typed, words) or self[choice].value() or not found[typed]:
                continue
            self.asked.append(words)
            if words not in before:
                self.add_error(typed, self._which(words, len(found[typed])))

    def _is_open(self, typed: str, words: str) -> bool:
        """Whether there are words of which one can ask who or where is meant."""
        if typed == "who" and self["nameless"].value():
            return False
        return bool(words) and not (typed == "against" and STRANGER.fullmatch(words))

    @staticmethod
    def _which(words: str, many: int) -> str:
        asked = _("{words}. Is it one of these? Choose one below, or choose “No”")
        if many == 1:
            asked = _("{words}. Is it this one? Choose it below, or choose “No”")
        return asked.format(words=words.rstrip("."))

    def told(self) -> Report:
        """What was told, as the casework takes it."""
        given = self.cleaned_data
        person = None if given["nameless"] else given["person"]
        return Report(
            what=given["what"],
            person=person,
            name="" if given["nameless"] or person else given["who"],
            nameless=given["nameless"],
            kinds=tuple(given["kinds"]),
            day=given["day"],
            when_words=given["when_words"],
            home=given["home"],
            where_words="" if given["home"] else given["where"],
            against=given["against_person"],
            against_words="" if given["against_person"] else given["against"],
            hate=given["hate"],
            join=given["join"],
            safe=tuple(given["safe"]),
            unsafe=tuple(given["unsafe"]),
            **{name: given[name] for name in SAME},
        )


SAME = (
    "spot", "because", "phone", "email", "best_time", "needs", "police_reference", "language",
    "helper", "helper_is", "in_danger", "complains",
)  # fmt: skip


def uuid_or_none(value: Any) -> UUID | None:
    """The id that a hidden choice carries, if it is one."""
    try:
        return UUID(str(value))
    except ValueError:
        return None
