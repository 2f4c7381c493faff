"""The forms of an action plan: the shape of what is typed, and nothing about rules."""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.casework.actions.plans import Agreement, Doing
from putright.casework.plan_draft import Draft
from putright.casework.queries.plan_words import HOW
from putright.casework.queries.plan_writing import AgreeingPage, SendingPage, WritingPage
from putright.casework.queries.plans import LineSeen
from putright.casework.queries.safe_ways import Ways
from putright.kit.forms import DayField, FilesField, RadioField, Said, TextField, offer
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated, Writing
from putright.web.plan.rows import (
    Row,
    add_rows,
    count_of,
    lines_of,
    rows_of,
    without_words,
)

RECORDS = (
    ("call log", _("A line of the call log, or a recording of the call")),
    ("signed", _("The plan with their signature, or a photo of it")),
    ("message", _("Their own message that says yes")),
    (
        "note",
        Said(
            _("My note of the talk alone"),
            _("Saved as said: the promise to agree a plan stays open until a record comes"),
        ),
    ),
)
RECORD_OF: Mapping[str, tuple[str, ...]] = {
    "phone": ("call log", "note"),
    "visit": ("signed", "note"),
    "portal": ("message",),
    "signature": ("signed",),
}
"""What can show each way of agreeing."""
DONE_BY = (
    ("note", _("My note of what was done")),
    ("file", _("A photo, letter or other file, added below")),
    ("none", Said(_("Nothing shows it"), _("Saved as said: the line stays open"))),
)


class WriteForm(Writing):
    """A plan as it is being written."""

    rows = forms.CharField(required=False, widget=forms.HiddenInput)
    mark = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    wants = TextField(
        label=_("What does the resident want?"), required=False, rows=3, max_length=LONGEST,
        help_text=_("In their own words."),
    )  # fmt: skip
    cannot = TextField(
        label=_("What can we not do, and why?"), required=False, rows=3, max_length=LONGEST,
        help_text=_("It goes into the letter: a plain no with its reason is better than silence."),
    )  # fmt: skip
    advice = TextField(
        label=_("Did we advise them to do something, or to keep away from something?"),
        required=False, rows=2, max_length=2000,
        help_text=_("One a line. Advice that asks the family to give way is looked at by a "
                    "second person; it is never a line of the plan."),
    )  # fmt: skip
    review_on = DayField(
        label=_("By which day do you go through it together again?"), required=False
    )

    def __init__(self, *args: Any, page: WritingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.tools = {tool.id: tool.name for tool in page.tools if not tool.never}
        told = self.data if self.is_bound else self.initial
        self.count = count_of(told)
        add_rows(self, self.count, page.whos)
        self.initial["rows"] = self.count
        self.is_stale = False

    @property
    def lines(self) -> Iterator[Row]:
        """The rows to be drawn."""
        return rows_of(self, self.count, self.tools)

    def clean(self) -> dict[str, Any]:
        """A row says what is done, or is empty; a colleague's draft is not replaced unread."""
        told = super().clean() or {}
        for name in without_words(told, self.count):
            self.add_error(name, _("What will be done? Fill this in, or empty the line"))
        if told.get("mark", "") != self.page.mark:
            self.is_stale = True
            self.add_error(None, _("The draft was changed meanwhile: read the other one below. "
                                   "Keep yours again to put it in its place"))  # fmt: skip
            self.show_again(mark=self.page.mark)
        return told

    def draft(self) -> Draft:
        """What was written."""
        told = self.cleaned_data
        known = frozenset(self.tools)
        lines = lines_of(told, self.count)
        return Draft(
            wants=told["wants"],
            cannot=told["cannot"],
            advice=told["advice"],
            review_on=told["review_on"],
            lines=tuple(line for line in lines if not line.tool or line.tool in known),
        )


class AgreeForm(Dated):
    """How the resident agreed to the plan."""

    mark = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    how = RadioField(label=_("How did they agree?"))
    whom = forms.ChoiceField(label=_("Who agreed?"))
    record = RadioField(label=_("What shows that they agreed?"), choices=RECORDS)
    words = TextField(
        label=_("The line of the log, or their message, word for word"), required=False, rows=2,
        max_length=2000,
    )  # fmt: skip
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = ("how", "whom", "on", "at", "record", "words", "uploads")

    def __init__(self, *args: Any, page: AgreeingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        safe = {way.channel for way in page.ways.offered}
        ways = [(key, _how(key)) for key in HOW if key in safe or key in ("portal", "signature")]
        offer(self, "how", ways)
        offer(self, "whom", page.ways.people)
        self.initial["mark"] = page.mark

    def clean(self) -> dict[str, Any]:
        """Each way has its own record; a safe way; and the draft that was read."""
        told = super().clean() or {}
        how, record = told.get("how", ""), told.get("record", "")
        if told.get("mark") != self.page.mark:
            self.add_error(None, _("The draft was changed meanwhile. Read it again, then agree"))
            self.show_again(mark=self.page.mark)
        refuse_barred(self, self.page.ways, told, "how", {"signature": "", "portal": ""})
        if how and record and record not in RECORD_OF[how]:
            self.add_error("record", _("What shows that they agreed? Choose what fits the way"))
        elif record in ("call log", "message") and not (told.get("words") or self.has_files):
            self.add_error("words", _("The line or the message: fill this in, or add the file"))
        elif record == "signed" and not self.has_files:
            self.add_error("uploads", _("Files: add the signed plan, or a photo of it"))
        return told

    @property
    def has_files(self) -> bool:
        """Whether a file came with it, now or before."""
        return bool(self.cleaned_data.get("uploads") or self.kept_ids)

    def told(self) -> Agreement:
        """How it was agreed, as the casework takes it."""
        given = self.cleaned_data
        return Agreement(
            how=given["how"], whom=given["whom"], when=self.when, record=given["record"],
            words=given["words"], mark=given["mark"],
        )  # fmt: skip


class SendForm(Dated):
    """How the plan went out."""

    channel = RadioField(label=_("How was it sent?"))
    whom = forms.ChoiceField(label=_("To whom?"))
    words = TextField(
        label=_("A line of your own in the letter"), required=False, rows=2, max_length=1000
    )
    uploads = FilesField(
        label=_("Files that went with it"), required=False, allow_empty_file=True,
        help_text=_("For example the letter in their language, or a proof of posting."),
    )  # fmt: skip

    field_order = ("channel", "whom", "on", "at", "words", "uploads")

    def __init__(self, *args: Any, page: SendingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = page.ways
        hints = {"phone": _("Read out. That sends nothing in writing"),
                 "document": _("Not where somebody could find it who must not")}  # fmt: skip
        ways = [(w.channel, Said(_sent(w.channel, w.word), hints.get(w.channel, w.says)))
                for w in page.ways.offered]  # fmt: skip
        offer(self, "channel", ways)
        offer(self, "whom", page.ways.people)

    def clean(self) -> dict[str, Any]:
        """By a way that is safe for that person."""
        told = super().clean() or {}
        refuse_barred(self, self.ways, told, "channel")
        return told


class NotWantedForm(Dated):
    """That the resident does not want a plan, in their words."""

    whom = forms.ChoiceField(label=_("Who said so?"))
    channel = forms.ChoiceField(label=_("How did they tell us?"))
    text = TextField(label=_("What did they say, in their words?"), rows=4, max_length=LONGEST)

    field_order = ("whom", "channel", "text", "on", "at")

    def __init__(self, *args: Any, ways: Ways, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "whom", ways.people)
        heard = ("phone", "visit", "in person", "email", "text", "letter")
        words = (_("By phone"), _("At a visit"), _("In person, elsewhere"), _("By email"),
                 _("By text"), _("By post"))  # fmt: skip
        offer(self, "channel", tuple(zip(heard, words, strict=True)))


class DoneForm(Dated):
    """That a line of the plan was done."""

    line = RadioField(label=_("Which line was done?"))
    text = TextField(label=_("What was done?"), rows=3, max_length=LONGEST)
    record = RadioField(label=_("What shows it?"), choices=DONE_BY)
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = ("line", "text", "on", "at", "record", "uploads")

    def __init__(self, *args: Any, lines: tuple[LineSeen, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "line", tuple((line.id, Said(line.what, line.who)) for line in lines))

    def clean(self) -> dict[str, Any]:
        """A file that shows it is there."""
        told = super().clean() or {}
        if told.get("record") == "file" and not (told.get("uploads") or self.kept_ids):
            self.add_error("uploads", _("Files: add what shows it"))
        return told

    def told(self) -> Doing:
        """What was done, as the casework takes it."""
        given = self.cleaned_data
        return Doing(line=given["line"], when=self.when, text=given["text"], record=given["record"])


def refuse_barred(
    form: forms.Form, ways: Ways, told: Mapping[str, Any], name: str,
    channels: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Refuse a way that this person asked us not to use."""
    chosen = told.get(name, "")
    channel = (channels or {}).get(chosen, chosen)
    if channel and ways.is_barred(told.get("whom", ""), channel):
        form.add_error(name, _("This person asked us not to use that way: choose another"))


def to_come(day: date | None, today: date, words: str) -> date | None:
    """A day that is still to come."""
    if day is not None and day <= today:
        raise ValidationError(words)
    return day


def digest_of(told: Mapping[str, Any]) -> str:
    """What tells one set of answers from another."""
    said = sorted((name, str(value)) for name, value in told.items())
    return sha256(repr(said).encode()).hexdigest()[:16]


def _how(key: str) -> str:
    words = {
        "phone": Said(_("By phone")),
        "visit": Said(_("At a visit, or when we met")),
        "portal": Said(_("In the portal or by a message"), _("In words of their own")),
        "signature": Said(_("By signing it")),
    }
    return words[key]


def _sent(channel: str, word: str) -> str:
    return _("Read out by phone") if channel == "phone" else word
