"""The form of an answer to a complaint: the shape of what is typed, and nothing about rules."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from putright.casework.queries.responses import PointSeen, ResponsePage
from putright.core.practice.response import Answered, Lack, Remedy, Response
from putright.kit.forms import DayField, RadioField, TextField
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Writing

FEWEST, STEP, MOST = 3, 3, 30
NEEDED = _("(needed for the letter)")
IF_UPHELD, IF_NOT = _("(needed if it is upheld)"), _("(needed if it is not upheld)")
IN_A_LINE = _("(needed in each line that you begin)")
WHEN = {
    "decision": NEEDED, "reasons": NEEDED, "weighed": IF_NOT, "refers": IF_NOT, "remedy": IF_UPHELD,
    "failings": IF_UPHELD, "effect": IF_UPHELD, "sorry": IF_UPHELD, "learning": IF_UPHELD,
    "kind": IN_A_LINE, "what": IN_A_LINE,
    "who": _("(needed unless the letter itself does it)"),
    "due": _("(needed unless the letter itself does it)"),
}  # fmt: skip
"""When a field must be filled in that a draft may leave empty."""
SHORT = 2_000
PARTS = ("decision", "reasons", "weighed", "refers", "remedy")
TEXTS = ("failings", "effect", "sorry", "outstanding", "learning", "contributors")
DECISIONS = (
    ("upheld", _("Upheld")),
    ("partly upheld", _("Upheld in part")),
    ("not upheld", _("Not upheld")),
)


class AnswerForm(Writing):
    """An answer as it is being written: each point, the apology, the remedies, and the rest."""

    rows = forms.CharField(required=False, widget=forms.HiddenInput)
    mark = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    complaint = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)
    failings = TextField(
        label=_("What went wrong?"), required=False, rows=3, max_length=LONGEST,
        help_text=_("Each failing by name. “We did not ring you back on 3 May.”"),
    )  # fmt: skip
    effect = TextField(
        label=_("What did it mean for them?"), required=False, rows=3, max_length=LONGEST,
        help_text=_("What they told us, in words they would know again."),
    )  # fmt: skip
    sorry = TextField(
        label=_("Our apology"), required=False, rows=3, max_length=LONGEST,
        help_text=_("“We are sorry that …”, without “if” and without “but”."),
    )  # fmt: skip
    outstanding = TextField(
        label=_("What else is still to be done?"), required=False, rows=2, max_length=LONGEST
    )
    learning = TextField(
        label=_("What did we learn, and what changes?"), required=False, rows=3, max_length=LONGEST
    )
    contributors = TextField(
        label=_("Who helped to answer?"), required=False, rows=2, max_length=SHORT
    )

    def __init__(self, *args: Any, page: ResponsePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.order = {point: place for place, point in enumerate(page.order)}
        self.count = _count(self.data if self.is_bound else self.initial)
        for point in page.points:
            self.fields |= _point_fields(self.order[point.id], point)
        for place in range(self.count):
            self.fields |= _remedy_fields(place, page)
        for name, field in self.fields.items():
            if when := WHEN.get(name.rpartition("_")[2]):
                is_apology = name in ("failings", "effect", "sorry")
                when = NEEDED if page.is_late and is_apology else when
                field.when_needed = when  # type: ignore[attr-defined]
        self.initial["rows"] = self.count
        self.initial["complaint"] = page.complaint

    @property
    def points(self) -> Iterator[tuple[PointSeen, Mapping[str, BoundField]]]:
        """Each point with the fields of its answer, in the order of the page."""
        for point in self.page.points:
            place = self.order[point.id]
            yield point, {part: self[f"p{place}_{part}"] for part in PARTS}

    @property
    def remedies(self) -> Iterator[tuple[int, tuple[BoundField, ...]]]:
        """The rows of remedies, each with its number."""
        for place in range(self.count):
            yield (
                place + 1,
                tuple(self[f"r{place}_{part}"] for part in ("kind", "what", "who", "due")),
            )

    def lack(self, page: ResponsePage, found: Sequence[tuple[Lack, str]]) -> None:
        """Say all that keeps it from being a letter, each at its field; the draft is kept."""
        self.page = page
        self.show_again(mark=page.mark)
        places = [(self._field_of(lack), words) for lack, words in found]
        for name, words in places:  # an error takes away what was typed: all places come first
            self.add_error(name if name in self.fields else None, words)

    def _field_of(self, lack: Lack) -> str:
        if lack.place in self.order:
            return f"p{self.order[lack.place]}_{lack.part}"
        if lack.place.startswith("remedy "):
            return f"r{self._row(int(lack.place.removeprefix('remedy ')))}_{lack.part}"
        return "r0_kind" if lack.place == "remedies" else lack.place

    def _row(self, number: int) -> int:
        """The row of the form in which the remedy of that number was typed."""
        typed = [n for n in range(self.count) if self._is_typed(n)]
        return typed[number - 1]

    def _is_typed(self, row: int) -> bool:
        told = self.cleaned_data
        return any(told[f"r{row}_{part}"] for part in ("what", "who", "due"))

    def response(self) -> Response:
        """What was written."""
        told = self.cleaned_data
        answers = tuple(
            Answered(point=point, **{part: told[f"p{place}_{part}"] for part in PARTS})
            for point, place in self.order.items()
        )
        rows = [[told[f"r{n}_{part}"] for part in ("kind", "what", "who", "due")]
                for n in range(self.count) if self._is_typed(n)]  # fmt: skip
        remedies = tuple(
            Remedy(kind=kind, what=what, who=who, due=due) for kind, what, who, due in rows
        )
        return Response(answers=answers, remedies=remedies, **{name: told[name] for name in TEXTS})


def initial_of(response: Response, order: tuple[str, ...]) -> dict[str, Any]:
    """What the form begins with."""
    told: dict[str, Any] = {name: getattr(response, name) for name in TEXTS}
    for place, point in enumerate(order):
        answer = response.on(point)
        told |= {f"p{place}_{part}": getattr(answer, part) for part in PARTS}
    for place, remedy in enumerate(response.remedies):
        told |= {
            f"r{place}_{part}": getattr(remedy, part) for part in ("kind", "what", "who", "due")
        }
    return told | {"rows": len(response.remedies) + 1}


def _point_fields(place: int, point: PointSeen) -> dict[str, forms.Field]:
    lines: dict[str, forms.Field] = {
        f"p{place}_decision": RadioField(
            label=_("Is it upheld?"), required=False, choices=DECISIONS
        ),
        f"p{place}_reasons": TextField(
            label=_("Why? What happened, and what should have happened?"), required=False,
            rows=6, max_length=LONGEST,
        ),
        f"p{place}_weighed": TextField(
            label=_("What did we look at?"), required=False, rows=2, max_length=LONGEST
        ),
        f"p{place}_refers": TextField(
            label=_("Which rule, policy, law or good practice?"), required=False, rows=2,
            max_length=SHORT,
        ),
        f"p{place}_remedy": TextField(
            label=_("What puts this right?"), required=False, rows=3, max_length=LONGEST,
            help_text=_("This explains it and promises nothing. What is still to be done goes into "
                        "the list “What puts it right” below, with who does it and by when: that "
                        "list makes the promise."),
        ),
    }  # fmt: skip
    return lines


def _remedy_fields(place: int, page: ResponsePage) -> dict[str, forms.Field]:
    kinds = [("", _("Choose")), *((kind.id, kind.says) for kind in page.kinds)]
    whos = [("", _("Choose")), *page.handlers.choices]
    return {
        f"r{place}_kind": forms.ChoiceField(
            label=_("What kind is it?"), required=False, choices=kinds
        ),
        f"r{place}_what": forms.CharField(
            label=_("What will be done, or was done?"), required=False, max_length=300
        ),
        f"r{place}_who": forms.ChoiceField(
            label=_("Who sees to it?"), required=False, choices=whos
        ),
        f"r{place}_due": DayField(label=_("By which day?"), required=False),
    }


def _count(told: Mapping[str, Any]) -> int:
    said = str(told.get("rows") or "")
    count = int(said) if said.isdecimal() and len(said) < 4 else 0
    more = STEP if "more" in told else 0
    return min(max(count, FEWEST) + more, MOST)
