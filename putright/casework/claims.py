"""A letter of a case held against the case: what may not be sent, what needs a reason."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from putright.casework import conflict
from putright.casework.actor import user_of_key
from putright.casework.claims_held import lists_of as lists_of
from putright.casework.claims_held import missed_by as missed_by
from putright.casework.claims_kept import past_promises, poor_reasons, promised_days
from putright.casework.claims_theirs import without_theirs
from putright.casework.live import Live
from putright.casework.queries.case_open import Open
from putright.casework.queries.contacts import rules_for
from putright.casework.queries.other_side import details_of, withheld
from putright.core.claims import Asked, Ground, Letter, Mark, check
from putright.core.claims.check import in_order
from putright.core.claims.days import days_in
from putright.core.claims.marking import whole
from putright.core.claims.reading import folded
from putright.core.events.entry import HOUSEHOLD, Entry, Person
from putright.core.events.parts import Evidence
from putright.core.practice.other_side import Allowed, Withheld
from putright.core.timeline.items import BUILT_IN
from putright.core.timeline.timeline import Timeline, build_timeline
from putright.gateways.letter_text import to_plain

ANSWERS = "complaint.responded"
OURSELVES = re.compile(r"\b(?:we|i)\b", re.IGNORECASE)
TALK = frozenset({"contact.made", "contact.attempted", "letter.sent"})
IN_TOUCH = re.compile(
    r"\b(?:rang|rung|ring|call|phone|wrote|writ|email|text|contact|spoke|spoken|talk|visit|letter"
    r"|touch|tried|reach|met|came|sent|messag)",
    re.IGNORECASE,
)
DRAFT = "this letter"
"""What the entries that a letter would write are called while it is held against the case."""


class Drafted(Struct, frozen=True, kw_only=True):
    """A letter as it stands: ``body`` is Markdown, ``to`` the key of whom it goes to, ``entries``
    what sending it would write; ``writer`` is the key of who "I" is, where that is known."""

    kind: str
    to: str
    title: str
    body: str
    channel: str = ""
    language: str = "en"
    complaint: str = ""
    entries: tuple[Entry, ...] = ()
    writer: str = ""


def check_letter(opened: Open, letter: Drafted) -> tuple[Mark, ...]:
    """What the check finds in a letter, the gravest first; places are those of its plain text.

    What the letter itself will write shows what it does by being sent, and nothing of a day or a
    number: such words are held against the case as it stands without it.
    """
    side, today = _side(opened, letter.to), opened.at.date()
    told = _told(opened, letter, side)
    lists = lists_of(opened.live.engine.stack)
    before, after = (
        without_theirs(
            told.text, check(told, _ground(opened, letter, side, entries), lists), opened.live,
            letter.complaint, letter.entries,
        )
        for entries in ((), letter.entries)
    )  # fmt: skip
    found = [one for one in after if not is_past(one, today)]
    found += [one for one in before if is_past(one, today)]
    found += _conflict(opened, side)
    if letter.language == "en":
        found += promised_days(told.text, letter.entries, _owed_days(opened), today)
        found += past_promises(told.text, today)
        found += poor_reasons(told.text, letter.entries)
    marks = in_order(_without_draft(own_words(opened.live, one)) for one in found)
    return tuple({one.key: one for one in reversed(marks)}.values())[::-1]


def is_past(mark: Mark, today: date) -> bool:
    """Whether it is about a day gone by, or about how often: no letter shows that of itself."""
    days = days_in(folded(mark.quote), today)
    if mark.kind in ("count", "date") and not days:
        return True
    return mark.kind == "count" or any(
        one.first <= today and not (one.relative and one.last >= today) for one in days
    )


def own_words(live: Live, mark: Mark) -> Mark:
    """A mark that offers another day or number only where all it names was done by us."""
    if mark.kind not in ("date", "count") or not mark.instead:
        return mark
    in_touch = bool(IN_TOUCH.search(mark.quote))
    ours = {
        one.entry.id
        for one in live.kept
        if live.side_of(one.entry.by) == "landlord"
        and (in_touch or not TALK.issuperset(one.entry.does))
    }
    named = [key for key in mark.entries if not key.startswith(DRAFT)]
    if named and ours.issuperset(named) and OURSELVES.search(mark.quote):
        return mark
    return replace(mark, instead="")


def _told(opened: Open, letter: Drafted, side: str) -> Letter:
    barred = _barred(opened, letter.to)
    return Letter(
        kind=letter.kind,
        text=to_plain(letter.body),
        title=letter.title,
        hidden=_hidden(opened, side, letter.to),
        allowed=Allowed(names=(opened.name(letter.to),)),
        asked=tuple(_open_questions(opened, letter)),
        late=_late(opened, letter),
        barred_way=letter.channel if letter.channel in barred else "",
        signs=_may_not_sign(opened) if side in HOUSEHOLD else (),
        english=letter.language == "en",
    )


def _ground(opened: Open, letter: Drafted, side: str, entries: Sequence[Entry]) -> Ground:
    return Ground(
        timeline=_with_draft(opened.live, entries, opened.at.date()),
        on=opened.at.date(),
        to="resident" if side in HOUSEHOLD else side,
        steps=opened.live.engine.stack.words.steps,
        missed=missed_by(opened.run),
        barred=_barred(opened, letter.to),
        colleagues=_colleagues(opened, letter.writer) if letter.writer else {},
    )


def _colleagues(opened: Open, writer: str) -> dict[str, str]:
    """The staff who did something in the case, but for the writer, by key."""
    keys = {one.entry.by for one in opened.live.kept} - {writer}
    names = {key: opened.staff_name(user_of_key(key)) for key in keys}
    return {key: name for key, name in names.items() if name}


def _owed_days(opened: Open) -> set[date]:
    """Days by which the case owes something already."""
    return {each.due_at.date() for each in opened.owed if each.due_at is not None}


def _side(opened: Open, key: str) -> str:
    part = opened.parts.get(key)
    return part.side if part is not None else key if key in BUILT_IN else "resident"


def _barred(opened: Open, key: str) -> frozenset[str]:
    return frozenset(rule.channel for rule in rules_for(opened, key) if rule.is_barred)


def _with_draft(live: Live, entries: Sequence[Entry], today: date) -> Timeline:
    """The timeline as it will stand with the letter: what it does by itself, it may say."""
    shown = (Evidence(kind="letter"),)
    drafted = [
        replace(entry, id=f"{DRAFT} {at}", on=today, at=None, between=None, evidence=shown,
                told_in=(), keeps=(), corrects="")
        for at, entry in enumerate(entries)
    ]  # fmt: skip
    kept = [one.entry for one in live.kept]
    named = {key for each in drafted for key in (each.by, *each.to) if user_of_key(key)}
    staff = {key: Person(id=key, side="landlord") for key in named}
    people = (staff | live.people).values()
    return build_timeline([*kept, *drafted], people=people, words=live.engine.stack.words)


def _without_draft(mark: Mark) -> Mark:
    kept = tuple(key for key in mark.entries if not key.startswith(DRAFT))
    return mark if kept == mark.entries else replace(mark, entries=kept)


def _hidden(opened: Open, side: str, to: str) -> Withheld:
    """What the reader may not learn: of the household, or of whoever is complained of."""
    if side == "other party":
        return withheld(opened)
    if side in HOUSEHOLD:
        return details_of(opened, "other party", but=to)
    return Withheld()


def _open_questions(opened: Open, letter: Drafted) -> Iterator[Asked]:
    """What the household asked and no entry, nor this letter's own, answers. What was struck
    asks nothing and answers nothing.

    What somebody wants of a complaint is answered by the answer to it, not by a letter on the way.
    """
    is_answer = any(ANSWERS in entry.does for entry in letter.entries)
    items = opened.live.timeline.by_id
    kept = [one.entry for one in opened.live.kept]
    entries = [one for one in kept if one.id in items and not items[one.id].struck_by]
    settled = {key for entry in (*entries, *letter.entries) for key in entry.answers}
    for entry in entries:
        waits = is_answer or not any(act.startswith("complaint.") for act in entry.does)
        is_theirs = opened.live.side_of(entry.by) in HOUSEHOLD
        if is_theirs and entry.id not in settled and waits:
            yield from (Asked(asks, entry.id) for asks in entry.asks)


def _late(opened: Open, letter: Drafted) -> str:
    """Which answer of the complaint was due before today and goes out only now."""
    answering = any(ANSWERS in entry.does for entry in letter.entries)
    if not answering:
        return ""
    due = [
        each.what
        for each in opened.owed
        if ANSWERS in each.acts and each.due_at is not None and each.due_at < opened.at
    ]
    return due[0].rstrip(".") if due else ""


def _may_not_sign(opened: Open) -> tuple[str, ...]:
    """The names of those whom an open complaint names."""
    return tuple(sorted(opened.staff_name(user) for user in conflict.kept_away(opened.whole)))


def _conflict(opened: Open, side: str) -> Iterator[Mark]:
    if side in HOUSEHOLD and conflict.barred(opened.actor, opened.whole).open:
        says = "A complaint names you, so somebody else writes this letter."
        yield whole("red", "conflict", says, "writer")
