"""The dated events as a case file, for a person to go through: a draft, and nothing is proved.

Each entry cites its paragraph and quotes its sentence. What the sentence does not say plainly is an
account of the Ombudsman's, with a remark that asks who did what.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import json

from putright.core.determinations.events import Event

_TOLD = 'told_in = "report"'
PACK = "good-practice"
"""The pack that a draft is held against until somebody names the landlord's."""
_HEAD = """\
# A draft made from a published determination: go through every entry before you rely on it.
# Nothing in it is proved: `evidence` is for whoever has seen the thing itself. Put the landlord's
# own pack in place of "{pack}", and give `complaint` to the entries of each complaint.
[case]
id = {id}
title = {title}
landlord = "{pack}"
source = {source}
{as_of}
[[person]]
id = "resident"
side = "resident"
"""

_REPORT = """
[[entry]]
id = "report"
does = "account.given"
on = {day}
by = "ombudsman"
text = "The determination, which tells of what lies before the days that can be counted from."
"""


def case_file(
    events: Sequence[Event],
    *,
    reference: str,
    landlord: str,
    day: date | None,
    title: str,
    known: tuple[date, date],
) -> str:
    """The draft as the text of a case file; ``known`` are the days that can be counted from.

    What lies before them has no day of its own: the report tells of it, and the text says when.
    """
    when = f", {day.day} {day:%B %Y}" if day else ""
    report = day if day and known[0] <= day <= known[1] else None
    head = _HEAD.format(
        pack=PACK,
        id=_quoted(f"draft-{_letters(reference or 'unknown')}"),
        title=_quoted(title or "A determination, not yet gone through"),
        source=_quoted(f"Housing Ombudsman determination {reference}, {landlord}{when}"),
        as_of=f"as_of = {report.isoformat()}\n" if report else "",
    )
    last = report or known[1]
    held = [one for one in events if known[0] <= one.first <= last]
    held.sort(key=lambda one: (one.first, one.last))
    parts = [head]
    told = [one for one in events if report and one.first < known[0]]
    if told and report:
        parts.append(_REPORT.format(day=report.isoformat()))
        parts += [_entry(f"t{at}", one, report, _TOLD) for at, one in enumerate(told, 1)]
    parts += [_entry(f"e{at}", one, report, _when(one, last)) for at, one in enumerate(held, 1)]
    return "".join(parts)


def _when(one: Event, last: date) -> str:
    end = min(one.last, last)
    if one.first == end:
        return f"on = {one.first.isoformat()}"
    return f"between = [{one.first.isoformat()}, {end.isoformat()}]"


def _entry(name: str, one: Event, report: date | None, when: str) -> str:
    return "\n".join(["", "[[entry]]", *_lines(name, one, report, when), ""])


def _lines(name: str, one: Event, report: date | None, when: str) -> Iterator[str]:
    is_told = when == _TOLD
    yield f'id = "{name}"'
    if not one.is_sure:
        yield "# Who did what is for a person to say."
    yield f'does = "{one.act}"'
    yield when
    if not one.is_sure and not is_told and report and report > one.last:
        yield f"recorded_on = {report.isoformat()}"
    yield f'by = "{one.by}"'
    if one.stage:
        yield f"stage = {one.stage}"
    days = f"{one.first.isoformat()} to {one.last.isoformat()}: " if is_told else ""
    yield f"text = {_quoted(days + one.text)}"
    yield f"refs = [{_quoted(f'{one.under} {one.paragraph}'.strip())}]"


def _quoted(text: str) -> str:
    return json.encode(text).decode()


def _letters(text: str) -> str:
    return "".join(one if one.isalnum() and one.isascii() else "-" for one in text.lower())
