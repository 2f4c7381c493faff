"""The form for going through a plan again: each line, new lines, and what changes by it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField

from putright.casework.actions.plans import Doing, Dropped, Moved, Review
from putright.casework.plan_draft import US, Line
from putright.casework.queries.plan_writing import ReviewPage
from putright.casework.queries.plans import LineSeen
from putright.kit.dates import list_day
from putright.kit.forms import DayField, FilesField, RadioField, Said, TextField, offer
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated
from putright.web.plan import rows
from putright.web.plan.forms import digest_of, refuse_barred

BECAME = (
    ("stays", _("It stays as it is")),
    ("done", _("It is done")),
    ("moved", Said(_("Another day"), _("The first day still counts"))),
    ("dropped", _("We give it up")),
)
SHOWN_BY = (
    ("note", _("My note of it")),
    ("file", _("A file added below")),
    ("none", _("Nothing: saved as said")),
)
NEW = 3


class Reviewed:
    """A line of the plan with the fields that ask what became of it."""

    def __init__(self, form: forms.Form, number: int, line: LineSeen) -> None:
        self.line = line
        self.became, self.due, self.words, self.record = (
            form[f"r{number}_{part}"] for part in ("became", "due", "words", "record")
        )

    @property
    def fields(self) -> tuple[BoundField, ...]:
        """Its fields in order."""
        return (self.became, self.due, self.words, self.record)


class ReviewForm(Dated):
    """Going through the plan; saved once the changes were listed and stand."""

    listed = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    channel = RadioField(label=_("How did you go through it?"))
    whom = forms.ChoiceField(label=_("With whom?"))
    says = TextField(
        label=_("What did they say, and what was done since?"), rows=4, max_length=LONGEST
    )
    review_on = DayField(label=_("By which day do you go through it again?"))
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, page: ReviewPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.changes: list[str] = []
        offer(self, "channel", [(way.channel, way.word) for way in page.ways.offered])
        offer(self, "whom", page.ways.people)
        for number, _line in enumerate(page.lines):
            self.fields |= _asked(number)
        rows.add_rows(self, NEW, page.whos)

    @property
    def reviewed(self) -> list[Reviewed]:
        """The lines with their fields."""
        return [Reviewed(self, number, line) for number, line in enumerate(self.page.lines)]

    @property
    def new_lines(self) -> Iterator[rows.Row]:
        """Rows for new lines."""
        return rows.rows_of(self, NEW, {})

    def clean(self) -> dict[str, Any]:
        """What is changed is said in full."""
        told = super().clean() or {}
        refuse_barred(self, self.page.ways, told, "channel")
        for number in range(len(self.page.lines)):
            self._check_line(told, number)
        for name in rows.without_words(told, NEW):
            self.add_error(name, _("What will be done? Fill this in, or empty the line"))
        for number in range(NEW):
            self._check_new(told, number)
        day = told.get("review_on")
        if day is not None and day <= self.now.date():
            self.add_error("review_on", _("By which day? It must be still to come"))
        return told

    def is_valid(self) -> bool:
        """Whole, and its changes were on the page before."""
        if not super().is_valid():
            return False
        besides = ("once", "seen", "listed", "uploads", "kept_files")
        told = {name: v for name, v in self.cleaned_data.items() if name not in besides}
        digest = digest_of(told)
        if self.cleaned_data.get("listed") == digest:
            return True
        self.changes = list(self._changes())
        self.show_again(listed=digest)
        return False

    def told(self) -> Review:
        """What going through it came to, as the casework takes it."""
        given = self.cleaned_data
        return Review(
            channel=given["channel"],
            whom=given["whom"],
            when=self.when,
            says=given["says"],
            review_on=given["review_on"],
            done=tuple(
                Doing(line=line.id, when=self.when, text=words, record=record)
                for line, words, record in self._done()
            ),
            moved=tuple(Moved(line.id, given[f"r{n}_due"]) for n, line in self._that_are("moved")),
            dropped=tuple(
                Dropped(line.id, given[f"r{n}_words"]) for n, line in self._that_are("dropped")
            ),
            new=self._new(),
        )

    def _done(self) -> Iterator[tuple[LineSeen, str, str]]:
        given = self.cleaned_data
        for number, line in self._that_are("done"):
            yield line, given[f"r{number}_words"], given[f"r{number}_record"]

    def _new(self) -> tuple[Line, ...]:
        return rows.lines_of(self.cleaned_data, NEW)

    def _that_are(self, became: str) -> Iterator[tuple[int, LineSeen]]:
        for number, line in enumerate(self.page.lines):
            if self.cleaned_data.get(f"r{number}_became") == became:
                yield number, line

    def _check_line(self, told: dict[str, Any], number: int) -> None:
        became, day = told.get(f"r{number}_became"), told.get(f"r{number}_due")
        words = told.get(f"r{number}_words")
        if became == "moved" and (day is None or day < self.now.date()):
            self.add_error(f"r{number}_due", _("Another day: write one that is still to come"))
        if became in ("done", "dropped") and not words:
            said = {"done": _("Say what was done"), "dropped": _("Say why it is given up")}
            self.add_error(f"r{number}_words", said[became])
        files = told.get("uploads") or self.kept_ids
        if became == "done" and told.get(f"r{number}_record") == "file" and not files:
            self.add_error("uploads", _("Files: add what shows that it was done"))

    def _check_new(self, told: dict[str, Any], number: int) -> None:
        def name(part: str) -> str:
            return rows.name_of(number, part)

        if not told.get(name("what")):
            return
        if not told.get(name("who")):
            self.add_error(name("who"), _("Who does it? Choose an answer"))
        day = told.get(name("due"))
        if day is None or day < self.now.date():
            self.add_error(name("due"), _("By which day? Write one that is still to come"))
        if told.get(name("who")) in self.page.residents and not told.get(name("offered")):
            words = _("The resident owes us nothing for our help. Take it over, or say that they "
                      "offered to do it")  # fmt: skip
            self.add_error(name("offered"), words)

    def _changes(self) -> Iterator[str]:
        """What the review changes, line by line, to be read before it is saved."""
        given = self.cleaned_data
        for line, words, record in self._done():
            said = _("Done: {what}. {words}").format(what=line.what.rstrip("."), words=words)
            yield (
                f"{said} {_('No record shows it: the line stays open.')}"
                if (record == "none")
                else said
            )
        for number, line in self._that_are("moved"):
            yield _("Another day: {what}, by {day}. The day promised first still counts.").format(
                what=line.what.rstrip("."), day=list_day(given[f"r{number}_due"])
            )
        for number, line in self._that_are("dropped"):
            yield _("Given up: {what}. {words}").format(
                what=line.what.rstrip("."), words=given[f"r{number}_words"]
            )
        for line_new in self._new():
            who = dict(self.page.whos).get(line_new.who, _("Us")) if line_new.who != US else _("us")
            day = list_day(line_new.due) if line_new.due else ""
            yield _("New: {what}, by {day}, by {who}.").format(
                what=line_new.what.rstrip("."), day=day, who=who
            )
        stays = sum(1 for _each in self._that_are("stays"))
        yield _("Lines that stay as they are: {n}.").format(n=stays)
        yield _("Gone through again by {day}.").format(day=list_day(given["review_on"]))


def _asked(number: int) -> dict[str, forms.Field]:
    return {
        f"r{number}_became": RadioField(
            label=_("What becomes of it?"), choices=BECAME, initial="stays"
        ),
        f"r{number}_due": DayField(label=_("The other day"), required=False),
        f"r{number}_words": forms.CharField(
            label=_("What was done, or why it is given up"), required=False, max_length=1000
        ),
        f"r{number}_record": forms.ChoiceField(
            label=_("What shows that it was done?"), choices=SHOWN_BY, required=False,
            initial="note",
        ),
    }  # fmt: skip
