"""The forms at the door: a few large choices, a few words, a photo."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from putright.casework.actions.contacts import Promised
from putright.casework.queries.contacts import Answerable
from putright.kit.forms import (
    DayField,
    FilesField,
    RadioField,
    Said,
    SeveralFilesInput,
    TextField,
    TickField,
    TimeField,
)
from putright.kit.say import _
from putright.sheets.forms import LONGEST, WithFiles, Writing

STAYS = (
    ("30", _("Half an hour")), ("60", _("An hour")), ("90", _("An hour and a half")),
    ("120", _("Two hours")),
)  # fmt: skip
CARD = (
    ("photo", Said(_("A photo of the card through the door"), _("It shows that you were there"))),
    ("none", Said(_("There is no record"), _("It is saved as said, and keeps no promise"))),
)
CHIPS = (
    ("call back", _("Ring them back")), ("visit", _("Visit again")),
    ("police", _("Ask the police")),
    ("social worker", _("Contact the social worker")), ("form", _("Send a form")),
    ("repair", _("Get a repair done")), ("other", _("Something else")),
)  # fmt: skip
ALSO = (
    ("needs", _("What their needs ask of us")),
    ("progress", _("What was done so far, and what comes next")),
)
YES_NO = (("yes", _("Yes")), ("no", _("No")))
CAMERA = {"accept": "image/*", "capture": "environment"}
"""A phone opens its camera at once, and leaves no picture among one's own."""


def camera(label: str, *, required: bool = False) -> FilesField:
    """Photos, taken then and there."""
    return FilesField(
        label=label, required=required, allow_empty_file=True,
        widget=SeveralFilesInput(attrs=dict(CAMERA)),
    )  # fmt: skip


class Knowing(Writing):
    """A form of a visit; where visits are not safe it goes on only if that is known and said."""

    knowingly = forms.BooleanField(
        label=_("I know that they asked us not to visit. This visit is made all the same."),
        error_messages={
            "required": _("They asked us not to visit: say that you know, or choose another way")
        },
    )  # fmt: skip

    def __init__(self, *args: Any, barred: bool, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        if not barred:
            del self.fields["knowingly"]

    @property
    def is_known(self) -> bool:
        """Whether somebody said that they know."""
        return bool(self.cleaned_data.get("knowingly"))


class ArrangeForm(Knowing):
    """A visit that was agreed."""

    day = DayField(label=_("Which day?"), help_text=_("For example, 27/3/2026"))
    hour = TimeField(label=_("What time?"), help_text=_("For example, 2:30pm"))
    purpose = TextField(
        label=_("What is it for, and how was it agreed?"), rows=3, max_length=LONGEST
    )

    field_order = ("knowingly", "day", "hour", "purpose")

    def clean_day(self) -> date:
        """No visit is arranged for a day that is over."""
        day: date = self.cleaned_data["day"]
        if day < self.now.date():
            raise ValidationError(_("Which day? That day is over"))
        return day


class ArrivedForm(Knowing):
    """That somebody is there now, and for how long."""

    stay = RadioField(
        label=_("How long will you stay?"), choices=STAYS, initial="60",
        help_text=_("If you have not left by then, your team leader sees it."),
    )  # fmt: skip

    field_order = ("knowingly", "stay")


class NoAnswerForm(WithFiles, Knowing):
    """That nobody was in."""

    proof = RadioField(label=_("What shows it?"), choices=CARD, initial="photo")
    uploads = camera(_("The photo of the card"))
    words = TextField(label=_("What did you see and do?"), rows=3, required=False,
                      max_length=LONGEST)  # fmt: skip
    no_record = forms.CharField(
        label=_("If there is no record: why?"), required=False, max_length=300
    )

    field_order = ("knowingly", "proof", "uploads", "words", "no_record")

    def clean(self) -> dict[str, Any]:
        """A photo is a photo; having none has a reason."""
        told = super().clean() or {}
        has_photo = bool(told.get("uploads") or self.kept_ids)
        if told.get("proof") == "photo" and not has_photo:
            self.add_error("uploads", _("The photo of the card: take it, or say there is none"))
        if told.get("proof") == "none" and not told.get("no_record"):
            self.add_error("no_record", _("If there is no record: say why"))
        if told.get("proof") == "photo" or has_photo:
            told["no_record"] = ""
        return told


class NoteForm(WithFiles):
    """Words written at the door."""

    words = TextField(label=_("Your note"), rows=6, max_length=LONGEST)
    uploads = camera(_("Photo"))

    field_order = ("words", "uploads")


class PhotoForm(WithFiles):
    """A photo taken at the door."""

    uploads = camera(_("Photo"))
    words = TextField(label=_("What does it show?"), rows=3, max_length=LONGEST)

    field_order = ("uploads", "words")

    def clean(self) -> dict[str, Any]:
        """The photo itself, now or kept from before."""
        told = super().clean() or {}
        if not told.get("uploads") and not self.kept_ids and "uploads" not in self.errors:
            self.add_error("uploads", _("Photo: take one, or choose one"))
        return told


class LeftForm(WithFiles, Knowing):
    """What a visit to somebody on our side came to."""

    words = TextField(label=_("What was said and done?"), rows=6, max_length=LONGEST)
    welfare = forms.CharField(required=False, max_length=500, label=_("How are they?"))
    unhappy = RadioField(required=False, choices=YES_NO, label=_("Did they sound unhappy with us?"))
    asked = TextField(
        required=False, rows=2, label=_("What did they ask?"), max_length=LONGEST,
        help_text=_("One question a line. Each becomes a promise to answer."),
    )  # fmt: skip
    keeps = TickField(required=False, label=_("Does this keep or answer one of these?"))
    contains = TickField(required=False, label=_("It also dealt with"), choices=ALSO)
    uploads = camera(_("Photo"))

    def __init__(self, *args: Any, answerable: Sequence[Answerable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, _word in CHIPS:
            for name, field in _chip(_slug(kind)):
                self.fields[name] = field
        keeps: Any = self.fields["keeps"]
        keeps.choices = [(one.key, Said(one.words, one.hint)) for one in answerable]
        if not self.is_bound:
            self.initial.setdefault("keeps", [one.key for one in answerable if one.fits])

    @property
    def chips(self) -> Iterator[tuple[str, BoundField, BoundField, BoundField]]:
        """Each thing that may have been promised: its word, tick, day and own words."""
        for kind, word in CHIPS:
            name = _slug(kind)
            yield word, self[name], self[f"{name}_by"], self[f"{name}_words"]

    def clean(self) -> dict[str, Any]:
        """No promise for a day that is over, and none without words."""
        told = super().clean() or {}
        for kind, _word in CHIPS:
            day = told.get(f"{_slug(kind)}_by")
            if day and day < self.now.date():
                self.add_error(f"{_slug(kind)}_by", _("By which day? That day is over"))
        begun = told.get("p_other") or told.get("p_other_by")
        if begun and not told.get("p_other_words"):
            self.add_error("p_other_words", _("In your words: say what was promised"))
        return told

    @property
    def promised(self) -> tuple[Promised, ...]:
        """What was promised at the door."""
        told = self.cleaned_data
        return tuple(
            Promised(kind, told[f"{name}_words"] or str(word), told[f"{name}_by"])
            for kind, word, name in ((kind, word, _slug(kind)) for kind, word in CHIPS)
            if told[name] or told[f"{name}_words"] or told[f"{name}_by"]
        )

    @property
    def asks(self) -> tuple[str, ...]:
        """What they asked, a line each."""
        lines = (line.strip() for line in self.cleaned_data["asked"].splitlines())
        return tuple(line for line in lines if line)


class OtherLeftForm(WithFiles, Knowing):
    """What a visit to the person complained of came to."""

    heard = RadioField(
        label=_("Did you put it to them?"),
        choices=(
            ("yes", Said(_("Yes"), _("In general words, and they could answer"))),
            ("no", Said(_("No"), _("We only spoke"))),
        ),
    )
    words = TextField(
        label=_("What was said, by you and by them?"), rows=6, max_length=LONGEST,
        help_text=_("Their words as theirs. They are an account, not a fact."),
    )  # fmt: skip
    uploads = camera(_("Photo"))

    field_order = ("knowingly", "heard", "words", "uploads")


class SafeForm(Writing):
    """How we know that somebody is out and safe; nobody has to prove that of themselves."""

    words = TextField(
        label=_("How do you know that they are safe?"), rows=2, max_length=500,
        help_text=_("For example: “I spoke with her, she is in the car.”"),
    )  # fmt: skip

    def __init__(self, *args: Any, is_me: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_me:
            words = self.fields["words"]
            words.required, words.label, words.help_text = False, _("Anything to say?"), ""


def _slug(kind: str) -> str:
    return "p_" + kind.replace(" ", "_")


def _chip(name: str) -> Iterator[tuple[str, forms.Field]]:
    yield name, forms.BooleanField(required=False, label=_("Promised"))
    yield (
        f"{name}_by",
        DayField(
            required=False, label=_("By which day?"),
            error_messages={"invalid": _("By which day? Write a day such as 27 March 2026")},
        ),
    )  # fmt: skip
    yield (
        f"{name}_words",
        forms.CharField(required=False, max_length=200, label=_("In your words")),
    )
