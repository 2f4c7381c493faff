"""The forms of logging a contact. What may be chosen follows from whom it was with."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from putright.casework import questions
from putright.casework.actions.contacts import CHANNELS, FAILED, Contact, Promised
from putright.casework.queries.contacts import TRIES, Writing
from putright.gateways.clock import LONDON
from putright.kit.forms import (
    DayField,
    FilesField,
    Form,
    RadioField,
    Said,
    TextField,
    TickField,
    TimeField,
)
from putright.kit.say import _

OUTCOMES: Mapping[str, Said] = {
    "spoke": Said(_("Spoke"), _("They answered and you talked")),
    "no answer": Said(_("No answer")),
    "left message": Said(_("Left a message"), _("On voicemail")),
    "sent": Said(_("Sent"), _("Text, email or letter")),
    "visited in": Said(_("Visited: in")),
    "visited out": Said(_("Visited: out")),
    "they contacted": Said(_("They contacted us")),
}
CHANNEL_WORDS = {
    "phone": _("Call"), "voicemail": _("Voicemail"), "text": _("Text"), "email": _("Email"),
    "letter": _("Letter"), "visit": _("Visit"), "in person": _("In person, here or elsewhere"),
    "meeting": _("Meeting"), "web form": _("Web form"),
}  # fmt: skip
CHIPS = (
    ("call back", _("Ring them back")),
    ("police", _("Ask the police")),
    ("social worker", _("Contact the social worker")),
    ("form", _("Send a form")),
    ("repair", _("Get a repair done")),
    ("other", _("Something else")),
)
BARRED = (
    ("they rang us", _("They got in touch with me")),
    ("it could not wait", _("Somebody was in danger, and it could not wait")),
    ("it had happened", _("It had happened before the complaint was made")),
)
"""Why somebody whom a complaint names was in touch with the household all the same."""
YES_NO = (("yes", _("Yes")), ("no", _("No")))
PROOFS = (
    ("note", Said(_("My note of the talk"), _("Shows a talk; not a try, and not a message sent"))),
    ("call log", _("A line of the call log")),
    ("sent", _("The message as it was sent")),
    ("photo", _("A photo of the card that was left")),
    ("file", _("Another file")),
    ("none", Said(_("There is no record"), _("It is saved as said, and keeps no promise"))),
)
ALSO = (
    ("needs", _("What their needs ask of us")),
    ("progress", _("What was done so far, and what comes next")),
    ("visit_offered", _("Offered a visit or a meeting")),
)
WRITTEN = frozenset({"text", "email", "letter"})
SHOWN_BY: Mapping[str, frozenset[str]] = {
    "spoke": frozenset({"note", "call log", "file", "none"}),
    "no answer": frozenset({"call log", "file", "none"}),
    "left message": frozenset({"call log", "file", "none"}),
    "sent": frozenset({"sent", "photo", "file", "none"}),
    "visited in": frozenset({"note", "photo", "file", "none"}),
    "visited out": frozenset({"photo", "file", "none"}),
    "they contacted": frozenset({"note", "call log", "sent", "photo", "file", "none"}),
}
"""What can show each outcome: words that somebody typed never show a try."""
SKEW = timedelta(minutes=5)
"""A clock at the wall may be a little ahead of ours."""


class ContactForm(Form):
    """One contact, or one attempt."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    whom = RadioField(label=_("Who was it with?"))
    outcome = RadioField(label=_("What happened?"))
    anyway = forms.ChoiceField(required=False, label=_("It was done all the same"))
    barred = RadioField(
        required=False, choices=BARRED, label=_("Why were you in touch, and not somebody else?")
    )
    channel = RadioField(required=False, label=_("How?"))
    day = DayField(label=_("Day"))
    at = TimeField(label=_("Time"))
    note = TextField(required=False, rows=5, max_length=20_000, label=_("What was said or done?"))
    asked = TextField(
        required=False, rows=2, label=_("What did they ask?"),
        help_text=_("One question a line. Each becomes a promise to answer."),
    )  # fmt: skip
    wants_call = forms.BooleanField(required=False, label=_("They asked to be rung back"))
    welfare = forms.CharField(required=False, max_length=500, label=_("How are they?"))
    unhappy = RadioField(required=False, choices=YES_NO, label=_("Did they sound unhappy with us?"))
    keeps = TickField(required=False, label=_("Does this keep or answer one of these?"))
    contains = TickField(required=False, label=_("It also dealt with"), choices=ALSO)
    proof = RadioField(choices=PROOFS, label=_("What shows it?"))
    log_line = forms.CharField(required=False, max_length=300, label=_("The line of the call log"))
    sent_text = TextField(required=False, rows=3, label=_("The message, word for word"))
    papers = FilesField(required=False, label=_("Photo or file"))
    no_record = forms.CharField(required=False, max_length=300, label=_("Why is there no record?"))
    next_way = RadioField(required=False, label=_("Which way next?"))
    next_day = DayField(required=False, label=_("By which day?"))

    def __init__(self, *args: Any, page: Writing, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.now = page, now
        self.kept: dict[UUID, str] = {}
        for kind, _word in CHIPS:
            self.fields[f"p_{_slug(kind)}"] = forms.BooleanField(
                required=False, label=_("Promised")
            )
            self.fields[f"p_{_slug(kind)}_by"] = DayField(required=False, label=_("By which day?"))
            self.fields[f"p_{_slug(kind)}_words"] = forms.CharField(
                required=False, max_length=200, label=_("In your words")
            )
        self._choices()
        if not self.is_bound:
            self._fill_in()

    @property
    def chips(self) -> Iterator[tuple[str, BoundField, BoundField, BoundField]]:
        """Each thing that may have been promised: its word, tick, day and own words."""
        for kind, word in CHIPS:
            name = f"p_{_slug(kind)}"
            yield word, self[name], self[f"{name}_by"], self[f"{name}_words"]

    @staticmethod
    def word_of(channel: str) -> str:
        """What a channel is called on the page."""
        return CHANNEL_WORDS.get(channel, channel)

    @property
    def asks_for_another_way(self) -> bool:
        """Whether one more try without an answer is the third in a row."""
        return self.page.failed + 1 >= TRIES

    def _choices(self) -> None:
        barred = {rule.channel for rule in self.page.rules if rule.is_barred}
        self._choose("whom", [(one.key, _person(one.name, one.role)) for one in self.page.people])
        self._choose("outcome", [(key, word) for key, word in OUTCOMES.items()
                                 if _is_open(key, barred)])  # fmt: skip
        rules = {rule.channel: rule.words for rule in self.page.rules}
        self._choose("channel", [(key, Said(word, rules.get(key, "")))
                                 for key, word in CHANNEL_WORDS.items()
                                 if key not in barred])  # fmt: skip
        self._choose("anyway", [("", _("No")), *_done_anyway(barred)])
        self._choose("keeps", [(one.key, Said(one.words, one.hint))
                               for one in self.page.answerable])  # fmt: skip
        ways = [("visit", _("Visit"))] if "visit" not in barred else []
        ways += [(one, CHANNEL_WORDS[one]) for one in ("text", "email", "letter")
                 if one not in barred]  # fmt: skip
        self._choose("next_way", ways)

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def _fill_in(self) -> None:
        channels = [value for value, _word in _listed(self.fields["channel"])]
        told = {
            "seen": self.page.seen,
            "whom": self.page.whom.key,
            "channel": channels[0] if channels else "",
            "day": self.now.date(),
            "at": self.now.time().replace(second=0, microsecond=0),
            "proof": "note",
            "keeps": [one.key for one in self.page.answerable if one.fits],
        }
        for name, value in told.items():
            self.initial.setdefault(name, value)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("anyway"):
            for name in ("outcome", "channel"):
                self.errors.pop(name, None)
        outcome, channel = self._what_happened(given)
        given["outcome"], given["channel"] = outcome, channel
        if not outcome:
            return given
        self._check_moment(given)
        self._check_conflict(given, outcome)
        self._check_attempt(given, outcome)
        self._check_proof(given, outcome)
        self._check_promises(given)
        return given

    def _what_happened(self, given: Mapping[str, Any]) -> tuple[str, str]:
        if given.get("anyway"):
            outcome, channel = str(given["anyway"]).split(":")
            return outcome, channel
        outcome, channel = str(given.get("outcome") or ""), str(given.get("channel") or "")
        possible = CHANNELS.get(outcome, ())
        if channel not in possible and possible:
            if outcome == "sent":
                self.add_error("channel", _("How? Choose text, email or letter"))
            barred = {rule.channel for rule in self.page.rules if rule.is_barred}
            usual = [one for one in possible if one not in barred or outcome == "they contacted"]
            channel = usual[0] if usual else possible[0]
        return outcome, channel

    def _check_moment(self, given: dict[str, Any]) -> None:
        day, at = given.get("day"), given.get("at")
        if day is None or at is None:
            return
        moment = datetime.combine(day, at, LONDON)
        if moment > self.now + SKEW:
            self.add_error("at", _("Time: that moment is still to come"))
        given["moment"] = min(moment, self.now)

    def _check_conflict(self, given: Mapping[str, Any], outcome: str) -> None:
        """Whoever an open complaint names says why they turned to somebody."""
        if self.page.conflict.open and outcome != "they contacted" and not given.get("barred"):
            self.add_error(
                "barred", _("Why were you in touch, and not somebody else? A complaint names you: "
                            "choose what was so, or leave it to whoever handles it")
            )  # fmt: skip

    def _check_attempt(self, given: Mapping[str, Any], outcome: str) -> None:
        if outcome not in FAILED:
            return
        if words := questions.says_several(given.get("note", "")):
            self.add_error(
                "note", _("One entry for each try. You wrote “{words}”: save this one, then log "
                          "the others").format(words=words)
            )  # fmt: skip
        if given.get("asked") or given.get("wants_call") or given.get("welfare"):
            self.add_error("asked", _("They were not reached, so they cannot have said this"))
        if self.asks_for_another_way and not given.get("next_way"):
            words = _("Which way next? This is the third try without an answer: choose another way")
            self.add_error("next_way", words)

    def _check_proof(self, given: Mapping[str, Any], outcome: str) -> None:
        proof, files = given.get("proof"), self.kept
        if proof and proof not in SHOWN_BY[outcome]:
            self.add_error("proof", _not_shown(outcome))
            return
        missing = {
            "call log": ("log_line", given.get("log_line") or files,
                         _("The line of the call log: fill this in")),
            "sent": ("sent_text", given.get("sent_text") or files,
                     _("The message, word for word: fill this in, or attach it")),
            "photo": ("papers", files, _("Photo or file: choose the photo")),
            "file": ("papers", files, _("Photo or file: choose the file")),
            "none": ("no_record", given.get("no_record"),
                     _("Why is there no record? Fill this in")),
        }  # fmt: skip
        name, there, words = missing.get(str(proof), ("", True, ""))
        if not there:
            self.add_error(name, words)

    def _check_promises(self, given: Mapping[str, Any]) -> None:
        names = ["next_day", *(f"p_{_slug(kind)}_by" for kind, _word in CHIPS)]
        for name in names:
            if (day := given.get(name)) and day < self.now.date():
                self.add_error(name, _("By which day? That day is over"))
        told = given.get("p_other") or given.get("p_other_by")
        if told and not given.get("p_other_words"):
            self.add_error("p_other_words", _("In your words: say what was promised"))

    def told(self) -> Contact:
        """What was told, as the casework takes it."""
        given = self.cleaned_data
        return Contact(
            outcome=given["outcome"],
            channel=given["channel"],
            whom=given["whom"],
            at=given["moment"],
            note=given["note"],
            record=_record_words(given),
            knowingly=bool(given["anyway"]),
            promised=tuple(self._promised()),
            asks=tuple(line.strip() for line in given["asked"].splitlines() if line.strip()),
            wants_call=given["wants_call"],
            welfare=given["welfare"],
            unhappy=given["unhappy"] == "yes",
            contains=tuple(given["contains"]),
            keeps=tuple(given["keeps"]),
            proofs=_proofs(given),
            no_record=given["no_record"] if given["proof"] == "none" else "",
            files=tuple(self.kept),
            barred_contact=self._barred_contact(),
        )

    def _barred_contact(self) -> str:
        """Kept only where it is asked for, so that nobody else's entry carries it."""
        given = self.cleaned_data
        asked = self.page.conflict.open and given["outcome"] != "they contacted"
        return str(given["barred"]) if asked else ""

    def _promised(self) -> Iterator[Promised]:
        given = self.cleaned_data
        for kind, word in CHIPS:
            name = f"p_{_slug(kind)}"
            if given[name] or given[f"{name}_words"] or given[f"{name}_by"]:
                yield Promised(kind, given[f"{name}_words"] or str(word), given[f"{name}_by"])
        if given["outcome"] in FAILED and given["next_way"]:
            kind = "visit" if given["next_way"] == "visit" else "write"
            word = {
                "visit": _("Visit, after three tries without an answer"),
                "text": _("Send a text, after three tries without an answer"),
                "email": _("Send an email, after three tries without an answer"),
                "letter": _("Send a letter, after three tries without an answer"),
            }[given["next_way"]]
            yield Promised(kind, word, given["next_day"])


class PromiseForm(Form):
    """Something that was promised, by itself."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kind = RadioField(label=_("What did you promise?"), choices=CHIPS, initial="other")
    words = forms.CharField(
        max_length=200,
        label=_("In your words"),
        help_text=_("Begin with what will be done: “Send her the form”"),
    )
    due = DayField(required=False, label=_("By which day?"),
                   help_text=_("Without a day it is owed in ten working days"))  # fmt: skip
    whom = forms.ChoiceField(required=False, label=_("To whom?"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today
        whom = self.fields["whom"]
        assert isinstance(whom, forms.ChoiceField)
        whom.choices = [*people, ("", _("Nobody outside"))]

    def clean_due(self) -> date | None:
        """What was promised for a day that is over cannot be kept any more."""
        due: date | None = self.cleaned_data["due"]
        if due is not None and due < self.today:
            raise ValidationError(_("By which day? That day is over"))
        return due

    def told(self) -> Promised:
        """What was promised, as the casework takes it."""
        given = self.cleaned_data
        return Promised(given["kind"], given["words"], given["due"])


def _not_shown(outcome: str) -> str:
    """Which record the outcome needs, in words."""
    needed = {
        "no answer": _("a line of the call log or a file"),
        "left message": _("a line of the call log or a file"),
        "sent": _("the message itself, or a photo or file of it"),
        "visited out": _("a photo of the card, or a file"),
        "visited in": _("your note, a photo or a file"),
    }.get(outcome, _("your note, a line of the call log or a file"))
    words = _("What shows it? This needs {record}, or say why there is no record")
    return words.format(record=needed)


def _slug(kind: str) -> str:
    return kind.replace(" ", "_")


def _person(name: str, role: str) -> str:
    return f"{name} ({role})" if role and role.lower() != name.lower() else name


def _is_open(outcome: str, barred: set[str]) -> bool:
    return outcome == "they contacted" or not barred.issuperset(CHANNELS[outcome])


def _done_anyway(barred: set[str]) -> Iterator[tuple[str, str]]:
    """What can have been done by a way that is not safe, to be logged and marked."""
    for outcome, channels in CHANNELS.items():
        for channel in channels:
            if channel in barred and outcome != "they contacted":
                yield f"{outcome}:{channel}", f"{CHANNEL_WORDS[channel]}: {OUTCOMES[outcome]}"


def _listed(field: forms.Field) -> list[tuple[Any, Any]]:
    assert isinstance(field, forms.ChoiceField)
    return list(field.choices)  # type: ignore[arg-type]


def _record_words(given: Mapping[str, Any]) -> str:
    if given["proof"] == "call log" and given["log_line"]:
        return _("Call log: {words}").format(words=given["log_line"])
    if given["proof"] == "sent" and given["sent_text"]:
        return _("The message: {words}").format(words=given["sent_text"])
    return ""


def _proofs(given: Mapping[str, Any]) -> tuple[str, ...]:
    """The kinds of evidence; a note stands beside whatever else there is."""
    sent = given["channel"] if given["channel"] in WRITTEN else "document"
    kind = {"call log": "call log", "sent": sent, "photo": "photo", "file": "document"}
    own = kind.get(given["proof"])
    return ("note", own) if own else ("note",)
