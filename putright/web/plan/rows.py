"""Rows of a form: lines of a plan, several at once, moved by buttons and without a script."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from putright.casework.plan_draft import Line
from putright.kit.forms import DayField
from putright.kit.say import _

Choices = Sequence[tuple[str, str]]
EMPTY, MOST = 5, 40
PARTS = ("what", "who", "due", "why", "tool", "offered")
MOVES = ("more", "up", "down", "take")
"""Buttons that change the rows and save nothing."""


class Row:
    """One row: its number, its fields, and the name of the tool that it was taken from."""

    def __init__(self, form: forms.Form, number: int, tools: Mapping[str, str]) -> None:
        self.number = number
        self.what, self.who, self.due, self.why, self.tool, self.offered = (
            form[name_of(number, part)] for part in PARTS
        )
        self.tool_name = tools.get(str(self.tool.value() or ""), "")

    @property
    def fields(self) -> tuple[BoundField, ...]:
        """Its fields in order, the hidden one left out."""
        return (self.what, self.who, self.due, self.why, self.offered)


def add_rows(form: forms.Form, count: int, whos: Choices) -> None:
    """Give a form so many rows."""
    for number in range(count):
        form.fields |= {
            name_of(number, "what"): forms.CharField(
                label=_("What will be done?"), required=False, max_length=300
            ),
            name_of(number, "who"): forms.ChoiceField(
                label=_("Who does it?"), required=False, choices=[("", _("Choose")), *whos]
            ),
            name_of(number, "due"): DayField(label=_("By which day?"), required=False),
            name_of(number, "why"): forms.CharField(
                label=_("Why?"), required=False, max_length=300
            ),
            name_of(number, "tool"): forms.CharField(
                required=False, max_length=80, widget=forms.HiddenInput
            ),
            name_of(number, "offered"): forms.BooleanField(
                label=_("The resident offered to do this"), required=False
            ),
        }


def rows_of(form: forms.Form, count: int, tools: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a form."""
    return (Row(form, number, tools) for number in range(count))


def lines_of(told: Mapping[str, Any], count: int) -> tuple[Line, ...]:
    """The lines that were written; an empty row is none."""
    lines = (
        Line(
            what=told.get(name_of(number, "what"), ""),
            who=told.get(name_of(number, "who"), ""),
            due=told.get(name_of(number, "due")),
            why=told.get(name_of(number, "why"), ""),
            tool=told.get(name_of(number, "tool"), ""),
            offered=bool(told.get(name_of(number, "offered"))),
        )
        for number in range(count)
    )
    return tuple(line for line in lines if line.what)


def without_words(told: Mapping[str, Any], count: int) -> Iterator[str]:
    """The fields of rows in which all is said but what will be done."""
    for number in range(count):
        rest = [told.get(name_of(number, part)) for part in ("who", "due", "why")]
        if any(rest) and not told.get(name_of(number, "what")):
            yield name_of(number, "what")


def initial_of(lines: Sequence[Line]) -> dict[str, Any]:
    """What the rows of a form begin with."""
    return {
        name_of(number, part): getattr(line, part)
        for number, line in enumerate(lines)
        for part in PARTS
    }


def count_of(told: Mapping[str, Any], least: int = EMPTY) -> int:
    """How many rows a form that was sent has."""
    said = str(told.get("rows") or "")
    return min(max(int(said) if said.isdecimal() and len(said) < 4 else 0, least), MOST)


def moved(told: Mapping[str, Any], tools: Mapping[str, str]) -> dict[str, Any]:
    """What a form shows after one of its buttons moved, added or took rows."""
    count = count_of(told)
    values: dict[str, Any] = {name: told[name] for name in told}
    if "take" in told:
        count = _take(values, count, str(told.get("taken") or ""), tools)
    if "more" in told:
        count = min(count + EMPTY, MOST)
    for name, step in (("up", -1), ("down", 1)):
        place = str(told.get(name) or "")
        if place.isdecimal() and 0 <= int(place) < count and 0 <= int(place) + step < count:
            _swap(values, int(place), int(place) + step)
    return values | {"rows": count}


def name_of(number: int, part: str) -> str:
    """The name of a field of a row."""
    return f"l{number}_{part}"


def _take(values: dict[str, Any], count: int, tool: str, tools: Mapping[str, str]) -> int:
    """Put a tool of the toolkit into the first empty row."""
    if tool not in tools:
        return count
    empty = (n for n in range(count) if not values.get(name_of(n, "what")))
    place = next(empty, min(count, MOST - 1))
    values[name_of(place, "what")] = tools[tool]
    values[name_of(place, "tool")] = tool
    return max(count, place + 1)


def _swap(values: dict[str, Any], one: int, other: int) -> None:
    for part in PARTS:
        here, there = name_of(one, part), name_of(other, part)
        values[here], values[there] = values.get(there, ""), values.get(here, "")
