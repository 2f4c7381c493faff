"""What logging a contact needs: whom, by which safe ways, what is owed, how often it was tried."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct, structs

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.conflict import Barred, barred
from putright.casework.live import CHANNELS_OF
from putright.casework.promises import Promise, promises_of
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_identity import identity, tabs
from putright.casework.queries.case_open import Open, Part, open_for
from putright.casework.queries.drafts import writing_now
from putright.casework.queries.recognising_asked import AskedSeen, asked_about
from putright.casework.questions import Question, questions_in
from putright.casework.refused import NotThere
from putright.core.duties.duty import Duty
from putright.core.policy.rules import Pattern
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import build_timeline
from putright.kit import dates
from putright.kit.say import _
from putright.kit.shown import EntryShown, IdentityShown, PromiseShown, Tab

ATTEMPTS = frozenset({"contact.attempted", "asb.visit_attempted"})
REACHED = frozenset(
    {"contact.made", "asb.visited", "asb.interviewed", "asb.other_party_contacted"}
)  # fmt: skip
LOGGED = REACHED | {"contact.acknowledged", "agency.requested", "agency.chased"}
"""Acts that logging a contact can be; what another act must answer has a page of its own."""
SPEAKS = frozenset({"contact.made", "contact.attempted"})
OF_THE_OMBUDSMAN = frozenset({"order.carried_out", "ombudsman.answered"})
"""Acts of promises that only their own pages keep, for these ask for the proof."""
END_OF_DAY = (23, 59)
SEARCH = ("contact.another_way", "contact.then_visit")
"""What tries that reach nobody lead to, together and not one by one."""
TRIES = 3
"""The third try in a row that reaches nobody asks for another way."""
WAY_OF = {channel: way for way, channels in CHANNELS_OF.items() for channel in channels}


class Whom(Struct, frozen=True):
    """Somebody of the case with whom there can be a contact."""

    key: str
    name: str
    side: str
    role: str


class Rule(Struct, frozen=True):
    """Whether a channel is safe for somebody, in words; barred ones have no choice on the page."""

    channel: str
    says: str
    words: str

    @property
    def is_barred(self) -> bool:
        """Whether it may not be used."""
        return self.says == "not ok"


class Answerable(Struct, frozen=True):
    """An open promise that a contact can keep by saying so; ``fits`` ticks it beforehand."""

    key: str
    words: str
    hint: str
    fits: bool


class Writing(Struct, frozen=True, kw_only=True):
    """Everything that the page for logging a contact is drawn from."""

    case_id: UUID
    identity: IdentityShown
    tabs: tuple[Tab, ...]
    seen: int
    people: tuple[Whom, ...]
    whom: Whom
    rules: tuple[Rule, ...]
    best_time: str
    answerable: tuple[Answerable, ...]
    failed: int
    colleagues: tuple[str, ...]
    asked_acts: tuple[str, ...] = ()
    """Acts that keep the promise for which the page was opened."""
    conflict: Barred = Barred()
    """The complaints that name whoever writes."""


class Logged(Struct, frozen=True, kw_only=True):
    """What a saved contact came to."""

    case_id: UUID
    identity: IdentityShown
    tabs: tuple[Tab, ...]
    title: str
    text: str
    evidence: str
    late: str
    is_past_proof: bool
    is_unsafe: bool
    questions: tuple[Question, ...]
    unhappy: tuple[AskedSeen, ...]
    whom: str
    promised: tuple[PromiseShown, ...]
    kept: tuple[PromiseShown, ...]


def writing(
    actor: Actor, case_id: UUID, *, now: datetime, whom: str = "", promise: str = ""
) -> Writing:
    """The page for logging a contact with somebody of a case; ``promise`` is ticked beforehand."""
    opened = open_for(actor, case_id, now=now)
    permissions.check(actor, "contact.log", opened.near)
    people = people_of(opened)
    chosen = next((one for one in people if one.key == whom), people[0])
    return Writing(
        case_id=case_id,
        identity=identity(opened),
        tabs=tabs(opened, "contact"),
        seen=opened.head,
        people=people,
        whom=chosen,
        rules=rules_for(opened, chosen.key),
        best_time=_best_time(opened, chosen.key),
        answerable=tuple(answerable_by(opened, chosen, promise)),
        failed=failed_in_row(opened.run.timeline.items, chosen.key),
        colleagues=writing_now(actor, case_id, now=now),
        asked_acts=next((each.acts for each in opened.owed if each.key == promise), ()),
        conflict=barred(actor, opened.whole),
    )


def added_since(actor: Actor, case_id: UUID, seen: int, *, now: datetime) -> list[EntryShown]:
    """What was added to a case after the page was drawn, the newest first."""
    opened = open_for(actor, case_id, now=now)
    items = [item for item in opened.run.timeline.items if _number(opened, item) > seen]
    newest = sorted(items, key=lambda item: _number(opened, item), reverse=True)
    return [_shown(one) for one in Entries(opened).seen(newest)]


def logged(actor: Actor, case_id: UUID, number: int, *, now: datetime) -> Logged:
    """A contact that was just saved: what it says, what it kept, and what is now promised."""
    opened = open_for(actor, case_id, now=now)
    items = _of_number(opened, number)
    if not items:
        raise NotThere
    first = Entries(opened).seen(items[:1])[0]
    keys = {item.id for item in items}
    entry = items[0].entry
    return Logged(
        case_id=case_id,
        identity=identity(opened),
        tabs=tabs(opened, "contact"),
        title=first.title,
        text=entry.text,
        evidence=first.evidence,
        late=first.written_late,
        is_past_proof=bool(entry.evidence) and not items[0].proven,
        is_unsafe=is_unsafe(opened, items[0]),
        questions=_questions(items),
        unhappy=_unhappy(opened, items),
        whom=entry.by if not items[0].from_landlord else next(iter(entry.to), ""),
        promised=tuple(
            _asked_or_owed(opened, each)
            for each in opened.owed
            if not keys.isdisjoint((each.entry, each.root)) or _searches(opened, each, items[0])
        ),
        kept=tuple(shown_promise(each, now=now) for each in _kept(opened, keys)),
    )


def _searches(opened: Open, promise: Promise, tried: Item) -> bool:
    """Whether it is the next step after this try; it may hang on an earlier try of the same row."""
    if promise.rule not in SEARCH or ATTEMPTS.isdisjoint(tried.acts):
        return False
    before = opened.run.timeline.by_id.get(promise.entry)
    return before is not None and not set(tried.entry.to).isdisjoint(before.entry.to)


def _kept(opened: Open, keys: set[str]) -> list[Promise]:
    """What these entries met; of a rhythm, whose turn is then over and gone, what was due."""
    met = [each for each in opened.promises if not keys.isdisjoint(each.met_by)]
    named = {each.key for each in (*met, *opened.owed)}
    before = build_timeline(
        (item.entry for item in opened.run.timeline.items if item.id not in keys),
        people=opened.live.people.values(),
        words=opened.live.engine.stack.words,
    )
    run = opened.live.engine.run(before, now=opened.run.now)
    turns = [each for each in promises_of(run) if each.is_open and each.key not in named]
    over = {"overdue": "met late"}
    return [each for each in met if not each.is_open] + [
        structs.replace(each, over=over.get(each.state_at(opened.at), "met"), claimed_by=())
        for each in turns
    ]


def people_of(opened: Open) -> tuple[Whom, ...]:
    """Everybody of a case but our own staff; the resident first, the other party last."""
    order = {"resident": 0, "helper": 1, "agency": 2, "ombudsman": 3, "anonymous": 4}
    found = [
        Whom(part.key, part.name, part.side, _part_of(opened, part))
        for part in opened.parts.values()
        if part.side != "landlord"
    ]
    found.sort(key=lambda one: (order.get(one.side, 9), _is_child(opened, one.key)))
    if not any(one.side == "resident" for one in found):
        found.insert(0, Whom("resident", opened.name("resident"), "resident", ""))
    return tuple(found)


def _part_of(opened: Open, part: Part) -> str:
    """The part somebody plays, in words; of the other party always that they are it."""
    if part.side == "other party":
        return _("the other party")
    if _is_child(opened, part.key):
        return _("child")
    return _(part.role) if part.role else ""


def rules_for(opened: Open, key: str) -> tuple[Rule, ...]:
    """What somebody said of each channel; what an imported case bars is barred too."""
    details = _details(opened, key)
    ways: dict[str, Any] = details.get("ways") or {}
    known = opened.live.people.get(key)
    barred = set(known.cannot_use) if known else set()
    return tuple(_rule(channel, ways, channel in barred) for channel in WAY_OF)


def failed_in_row(items: Sequence[Item], key: str) -> int:
    """How many tries to reach somebody came to nothing since there last was word either way."""
    count = 0
    for item in reversed(items):
        if item.struck_by:
            continue
        if item.from_landlord and key in item.entry.to and not ATTEMPTS.isdisjoint(item.acts):
            count += 1
        elif _is_word(item, key):
            return count
    return count


def is_unsafe(opened: Open, item: Item) -> bool:
    """Whether it went by a way that the person had said is not safe."""
    if not item.from_landlord:
        return False
    barred = opened.run.facts.channels_barred(item.entry.to, item.when.first)
    return item.entry.channel in barred


def shown_promise(promise: Promise, *, now: datetime) -> PromiseShown:
    """A promise as one line: what, by when, why, what record will meet it."""
    what = dates.sentence_case(promise.what.rstrip("."))
    why = promise.why
    if promise.pledge:
        made = promise.starts_at
        day = dates.list_day(made.date()) if made else ""
        why = _("what we said on {day}").format(day=day) if day else _("what we said")
    return PromiseShown(
        what=what,
        by=_by(promise),
        why=why,
        record=promise.proof or _("an entry that says it was done, with its record"),
        state=promise.state_at(now),
        note=_("said to be done, no record") if promise.is_open and promise.claimed_by else "",
    )


def said_by(promise: Promise) -> str:
    """The due moment to be said aloud: a time of day only where the clock runs in hours."""
    at = promise.due_at
    if at is None:
        return ""
    if is_whole_day(promise):
        return _("the end of {day}").format(day=dates.list_day(at.date()))
    return dates.moment(at)


def is_whole_day(promise: Promise) -> bool:
    """Whether it is due by the end of a day; some rules run in hours for one level only."""
    at, since = promise.due_at, promise.starts_at
    if at is None or (at.hour, at.minute) != END_OF_DAY:
        return False
    return since is None or (since.hour, since.minute) != END_OF_DAY or not promise.in_hours


def _by(promise: Promise) -> str:
    at = promise.due_at
    if at is None:
        return ""
    return dates.list_day(at.date()) if is_whole_day(promise) else dates.moment(at)


def _asked_or_owed(opened: Open, promise: Promise) -> PromiseShown:
    """A promise; where a question waits for its answer, the question itself."""
    shown = shown_promise(promise, now=opened.at)
    item = opened.run.timeline.by_id.get(promise.entry)
    if item is None or promise.pledge or promise.acts or not item.entry.asks:
        return shown
    words = _("Answer what they asked: {asked}").format(asked="; ".join(item.entry.asks))
    return replace(shown, what=words)


def answerable_by(opened: Open, whom: Whom, asked_for: str) -> Iterator[Answerable]:
    """The open promises that are kept by saying so: our own words, and what waits for an answer."""
    waiting = {(d.id, d.item.id) for group in opened.run.duties.values() for d in group
               if d.verb == "do" and wants_answer(d)}  # fmt: skip
    for each in opened.owed:
        if not each.pledge and (each.rule, each.entry) not in waiting:
            continue
        if each.pledge and not OF_THE_OMBUDSMAN.isdisjoint(each.acts):
            continue
        shown = shown_promise(each, now=opened.at)
        by = _("by {by}").format(by=shown.by) if shown.by else ""
        item = opened.run.timeline.by_id.get(each.entry)
        asked = "; ".join(item.entry.asks) if item and not each.pledge else ""
        words = _("Answer: {asked}").format(asked=asked) if asked else shown.what
        fits = each.key == asked_for or _fits(each, item, whom)
        yield Answerable(each.key, words, by, fits)


def wants_answer(duty: Duty) -> bool:
    """Whether only an entry that says it answers can meet the duty, and a contact can be one."""
    return _asks_answer(duty.rule.rule.by)


def _asks_answer(pattern: Pattern | None) -> bool:
    if pattern is None:
        return False
    is_logged = not pattern.act or not LOGGED.isdisjoint(pattern.act)
    return (bool(pattern.answers) and is_logged) or any(
        _asks_answer(each) for each in (*pattern.any, *pattern.all)
    )


def _fits(promise: Promise, item: Item | None, whom: Whom) -> bool:
    """Whether being in touch with that person is by itself what was promised or asked for."""
    if item is None:
        return False
    if promise.pledge:
        told = not item.entry.to or whom.key in item.entry.to
        return told and not SPEAKS.isdisjoint(promise.acts)
    return bool(item.entry.facts.get("call_back")) and item.entry.by == whom.key


def _rule(channel: str, ways: dict[str, Any], is_barred: bool) -> Rule:
    told = ways.get(WAY_OF[channel]) or {}
    says = "not ok" if is_barred else str(told.get("says") or "not asked")
    when = str(told.get("when") or "")
    words = {
        "ok": _("safe"),
        "not ok": _("not safe: they asked us not to"),
        "only when": _("only when: {when}").format(when=when),
    }.get(says, _("we have not asked whether it is safe"))
    if when and says in ("ok", "not ok"):
        words = f"{words} ({when})"
    return Rule(channel, says, words)


def _details(opened: Open, key: str) -> dict[str, Any]:
    rows = (row for row in opened.rows if row.key == key and row.person is not None)
    return next((dict(row.person.details) for row in rows if row.person), {})


def _best_time(opened: Open, key: str) -> str:
    return str(_details(opened, key).get("best_time") or "")


def _is_child(opened: Open, key: str) -> bool:
    known = opened.live.people.get(key)
    return bool(known and known.child)


def _is_word(item: Item, key: str) -> bool:
    if item.entry.by == key:
        return True
    return (
        item.from_landlord
        and key in item.entry.to
        and item.is_settled
        and not REACHED.isdisjoint(item.acts)
    )


def _number(opened: Open, item: Item) -> int:
    kept = opened.kept(item.id)
    return kept.number if kept else 0


def _of_number(opened: Open, number: int) -> list[Item]:
    """The entry of that number and those that were written down with it."""
    first = next((one for one in opened.live.kept if one.number == number), None)
    if first is None:
        return []
    with_it = (
        one
        for one in opened.live.kept
        if one.number >= number
        and one.recorded_at == first.recorded_at
        and one.actor_id == first.actor_id
    )
    by_id = opened.run.timeline.by_id
    return [by_id[one.entry.id] for one in with_it if one.entry.id in by_id]


def _unhappy(opened: Open, items: Sequence[Item]) -> tuple[AskedSeen, ...]:
    """What is asked of these entries: is this a complaint? Or anew, at this contact."""
    numbers = {_number(opened, item) for item in items}
    asked = asked_about(opened)
    return tuple(one for one in asked if one.number in numbers or one.why == "again")


def _questions(items: Sequence[Item]) -> tuple[Question, ...]:
    """What the words raise that was not answered in the form itself; only for an entry of words."""
    if items[0].entry.promises and "note.made" in items[0].acts:
        return ()
    promised = sum(len(item.entry.promises) for item in items)
    return tuple(questions_in(items[0].entry.text, promised=promised))


def _shown(seen: EntrySeen) -> EntryShown:
    evidence: Any = seen.evidence
    return EntryShown(
        id=str(seen.number),
        title=seen.title,
        happened=seen.happened,
        summary=seen.text,
        who=seen.who,
        channel=seen.channel,
        evidence=evidence,
        is_disputed=bool(seen.disputed_by),
        written=seen.written,
        written_by=seen.written_by,
        written_late=seen.written_late,
    )
