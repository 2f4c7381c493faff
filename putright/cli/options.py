"""What the verbs' arguments and options have in common: days, moments, packs, JSON."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)")
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class Day(click.ParamType[date]):
    """A day written as 2024-03-29."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day, or say how to write it."""
        if isinstance(value, date):
            return value
        found = read_day(str(value))
        if found is None:
            self.fail(f'"{value}" is not a day; write it as {_mend(str(value))}.', param, ctx)
        return found


class DayOrMoment(Day):
    """A day, or a moment of London time written as 2024-03-29T14:30."""

    name = "day or moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day or a moment; a ``datetime`` is a moment."""
        found = _MOMENT.fullmatch(str(value))
        if found is None:
            return super().convert(value, param, ctx)
        from putright.core.workdays import when_at

        try:
            moment = datetime.fromisoformat(f"{found[1]}T{found[2]}")
        except ValueError:
            self.fail(f'"{value}" is no moment; write it as 2024-03-29T14:30.', param, ctx)
        try:
            when_at(moment)
        except (OverflowError, ValueError) as error:
            self.fail(f"{error}.", param, ctx)
        return moment


def read_day(text: str) -> date | None:
    """The day that a text names in the one form that leaves no doubt."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _mend(text: str) -> str:
    found = _BRITISH.fullmatch(text)
    if found:
        turned = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
        if read_day(turned):
            return turned
    return "year-month-day, as in 2024-03-29"


def json_option(verb: F) -> F:
    """Give a verb ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(verb)


def case_options(verb: F) -> F:
    """Give a verb a case, the day it is looked at, and the packs it is held against."""
    options = [
        click.argument("case", metavar="CASE"),
        click.option(
            "--as-of",
            type=Day(),
            metavar="DAY",
            help="Look at the case as it stood at the end of this day. Without it: the day that "
            "the case file names, else the day of its last entry.",
        ),
        click.option(
            "--pack",
            "packs",
            multiple=True,
            metavar="PACK",
            help="Use this pack (a name or a path) in place of the landlord's that the case file "
            "names. Give it again to add more.",
        ),
        click.option("--no-practice", is_flag=True, help="Leave the good-practice pack out."),
    ]
    for option in reversed(options):
        verb = option(verb)
    return verb
