"""The dated events of the background: one for each day, month or time that a paragraph names.

Who acted and what was done are taken from the sentence only where it says so plainly; any other
event stands as an account of the Ombudsman's, for a person to put right.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from putright.core.determinations.dates import Dated, dates_in, is_range
from putright.core.determinations.lines import Line
from putright.core.determinations.outline import Paragraph, walk

_SENTENCE = re.compile(r"(?<=[.!?])[”\"’)]?\s+(?=[A-Z“\"‘])")
_ACTORS: tuple[tuple[str, str], ...] = (
    ("resident", r"[Tt]he (?:resident|leaseholder|tenant|complainant)s?(?: and (?:her|his) "
     r"\w+)?|[Ss]he"),
    ("landlord", r"[Tt]he landlord|[Ii]ts? contractors?|[Tt]he contractor"),
    ("helper", r"[Tt]he (?:resident’s |resident's )?(?:local )?(?:councillor|MP|representative|"
     r"support worker|"
     r"solicitor|social worker)"),
    ("ombudsman", r"[Tt]his Service|[Tt]he Ombudsman|[Ww]e\b"),
)  # fmt: skip
_ACTOR = re.compile("|".join(f"(?P<{who}>{form})" for who, form in _ACTORS))
_POSSESSIVE = re.compile(r"[’']s?\b|s[’']")
_ACTS: tuple[tuple[str, str, str], ...] = (
    ("landlord", "complaint.responded", r"(?:issued|sent|provided|gave|responded|replied|"
     r"answered)\b.{0,40}?\bstage "
     r"(?P<stage>1|2|one|two)\b(?! complaint\b)(?!.{0,25}\backnowledg)"),
    ("landlord", "complaint.acknowledged", r"acknowledged\b.{0,30}?\b(?:complaint|escalat)"),
    ("resident", "complaint.escalated", r"(?:requested|asked|wanted|sought)?\s*(?:to "
     r")?(?:escalate[d]?\b.{0,20}"
     r"(?:complaint|stage 2)|.{0,20}escalation)"),
    ("resident", "complaint.raised", r"(?:made|raised|submitted|logged|"
     r"lodged)\b.{0,20}?\b(?:formal |stage 1 |new )?complaint\b"),
    ("landlord", "contact.made", r"(?:contacted|called|telephoned|rang|emailed|wrote|told|"
     r"informed|advised|"
     r"updated|replied|responded)\b"),
    ("resident", "contact.received", r"(?:contacted|called|telephoned|rang|emailed|wrote|told|"
     r"informed|reported|"
     r"asked|requested|said|complained|chased|provided|responded|replied|outlin\w+)\b"),
    ("helper", "contact.received", r"(?:contacted|called|emailed|wrote|asked|requested|chased)\b"),
)  # fmt: skip
_MADE = tuple(
    (who, act, re.compile(rf"^\W*(?:also |then |again |had |later )?{form}"))
    for who, act, form in _ACTS
)
_YEAR = re.compile(
    r"\b(?:in|since|during|until|from|early|late|mid|between|and) (19\d\d|20[0-4]\d)\b(?![/’'-])"
)
_BEGUN = re.compile(r"\d{1,2}(?:st|nd|rd|th)?(?: [A-Z][a-z]{2,8})?")
_REST = re.compile(r"(?:[A-Z][a-z]{2,8} )?(?:19|20)\d\d")
_FEW = 12
_CLAUSE = 40
ACCOUNT = "account.given"


class Event(Struct, frozen=True):
    """One dated event, as the paragraph tells it."""

    first: date
    last: date
    text: str
    paragraph: str
    under: str
    by: str = "ombudsman"
    act: str = ACCOUNT
    stage: int = 0

    @property
    def is_sure(self) -> bool:
        """Whether the sentence says plainly who did what."""
        return self.act != ACCOUNT


def events_of(paragraphs: Sequence[Paragraph], under: str) -> tuple[Event, ...]:
    """The dated events of a section, in its order; a day that a paragraph names twice, once."""
    found: list[Event] = []
    for one in walk(paragraphs):
        seen: set[tuple[date, date]] = set()
        for event in _of_paragraph(one, under):
            if (event.first, event.last) not in seen:
                seen.add((event.first, event.last))
                found.append(event)
    return tuple(found)


def rows_of(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """The rows of a table of dates, each day with what happened on it."""
    rows: list[str] = []
    for text in _whole_days([line.text for line in lines]):
        days = dates_in(text)
        if days and days[0].start < _FEW:
            is_alone = days[-1].end >= len(text.rstrip("."))
            rows.append(f"{text}:" if is_alone else text)
        elif rows:
            rows[-1] = f"{rows[-1]} {text}"
    return tuple(Paragraph("", row) for row in rows)


def _whole_days(texts: list[str]) -> list[str]:
    """The lines, a day that its narrow cell broke over two of them put together again."""
    whole = list(texts)
    for at, text in enumerate(whole):
        if _BEGUN.fullmatch(text):
            rest = range(at + 1, min(at + 4, len(whole)))
            end = next((each for each in rest if _REST.fullmatch(whole[each])), None)
            if end is not None and dates_in(f"{text} {whole[end]}"):
                whole[at], whole[end] = f"{text} {whole[end]}", ""
    return [text for text in whole if text]


def _of_paragraph(one: Paragraph, under: str) -> Iterator[Event]:
    for sentence in _SENTENCE.split(one.text):
        found = _with_years(sentence, _ends(sentence, dates_in(sentence)))
        for at, dated in enumerate(found):
            by, act, stage = (
                _deed(sentence, dated) if at == 0 or not _is_told(sentence, dated) else _NOT_SURE
            )
            yield Event(
                dated.first,
                dated.last,
                sentence.strip(),
                one.number,
                under,
                by=by,
                act=act,
                stage=stage,
            )


def _with_years(text: str, found: list[Dated]) -> list[Dated]:
    """The times, with the years that stand alone ("in 2006")."""
    years = [
        Dated(date(int(one[1]), 1, 1), date(int(one[1]), 12, 31), one.start(1), one.end(1))
        for one in _YEAR.finditer(text)
        if not any(each.start < one.end(1) and one.start(1) < each.end for each in found)
    ]
    return sorted([*found, *years], key=lambda one: one.start)


_NOT_SURE = ("ombudsman", ACCOUNT, 0)


def _ends(text: str, found: Sequence[Dated]) -> list[Dated]:
    """The times that a sentence names, two days between which something lasted as one."""
    kept: list[Dated] = []
    for one in found:
        if kept and one.is_day and kept[-1].is_day and kept[-1].first < one.first and is_range(
            text, kept[-1], one
        ):  # fmt: skip
            before = kept.pop()
            kept.append(Dated(before.first, one.first, before.start, one.end))
        else:
            kept.append(one)
    return kept


def _is_told(sentence: str, dated: Dated) -> bool:
    """Whether a later date of a sentence only says when something else was."""
    return not re.search(r"(?:,| and|;) (?:and )?(?:again )?(?:on|in) $", sentence[: dated.start])


def _deed(sentence: str, dated: Dated) -> tuple[str, str, int]:
    """Who did what on the day: the first one named after it, or the subject before it."""
    if not dated.is_day:
        return _NOT_SURE
    after = sentence[dated.end :]
    opens = len(sentence[: dated.start].split()) <= 2
    actor = _ACTOR.search(after) if opens else _ACTOR.match(sentence)
    text = after if opens else sentence
    if actor is None or (opens and actor.start() > _CLAUSE):
        return _NOT_SURE
    who, rest = actor.lastgroup or "", text[actor.end() :]
    if _POSSESSIVE.match(rest) or re.match(r" (?:was|were|had been|is)\b", rest):
        return _NOT_SURE
    for by, act, form in _MADE:
        if by == who and (made := form.match(rest)):
            stage = made.groupdict().get("stage") or ""
            number = {"1": 1, "one": 1, "2": 2, "two": 2}.get(stage, 0)
            return who, act, number
    return _NOT_SURE
