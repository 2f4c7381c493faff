"""When the resident hears from us next, how the last updates went, and what the silence is like."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import letters, permissions
from putright.casework.actor import Actor
from putright.casework.queries.case_entries import Entries, EntrySeen, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_gaps import Gap, gaps, last_contact
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.contacts import ATTEMPTS, SEARCH, failed_in_row, people_of
from putright.casework.queries.plan_words import officer_of
from putright.casework.queries.safe_ways import Ways, ways_of
from putright.casework.queries.update_rhythm import Rhythm, counts_for, rhythm_of
from putright.core.letters import Letter
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.contacts import REACHES, is_from_resident
from putright.kit.dates import list_day
from putright.kit.say import _

LAST = 6
TURNS = ATTEMPTS | REACHES | {"contact.made", "contact.acknowledged"}
"""Acts in which we turn to somebody; only some of them end a silence."""
WAYS = ("phone", "text", "email", "letter", "visit", "in person")
SENDS = ("phone", "text", "email", "letter", "in person")


class UpdateSeen(Struct, frozen=True, kw_only=True):
    """One time that we turned to somebody: whether it counts as an update, and if not, why."""

    entry: EntrySeen
    counts: bool
    why_not: str


class Search(Struct, frozen=True, kw_only=True):
    """Tries in a row that reached nobody, and what they have led to."""

    name: str
    tries: int
    led_to: tuple[PromiseSeen, ...]


class UpdatesPage(Struct, frozen=True, kw_only=True):
    """The page of updates."""

    around: Around
    next: PromiseSeen | None
    rhythm: Rhythm
    officer: str
    schedule: tuple[PromiseSeen, ...]
    updates: tuple[UpdateSeen, ...]
    gaps: tuple[Gap, ...]
    last_reached: date | None
    last_heard: date | None
    heard: Pointer | None
    silent_days: int
    search: Search
    skipped: Pointer | None


class AgreeingPage(Struct, frozen=True, kw_only=True):
    """What the forms about updates are drawn from."""

    around: Around
    rhythm: Rhythm
    ways: Ways
    sends: Ways
    next: PromiseSeen | None
    reference: str
    landlord: str
    officer: str


def page(actor: Actor, case_id: UUID, *, now: datetime) -> UpdatesPage:
    """When the next update is due, and how the last ones went."""
    opened = open_for(actor, case_id, now=now, what="updates")
    entries = Entries(opened)
    heard = _last_heard(opened)
    day = to_datetime(heard.when.first).date() if heard else None
    rhythm = rhythm_of(opened, entries)
    schedule = [each for each in opened.owed if each.rule.startswith("asb.update")]
    return UpdatesPage(
        around=around(opened, "updates"),
        next=_next(opened, entries, rhythm),
        rhythm=rhythm,
        officer=officer_of(opened) or opened.case.team.name,
        schedule=tuple(promises_seen(opened, schedule, entries)),
        updates=tuple(_updates(opened, entries, rhythm)),
        gaps=tuple(reversed(gaps(opened)))[:LAST],
        last_reached=last_contact(opened),
        last_heard=day,
        heard=entries.pointer(heard.id) if heard else None,
        silent_days=opened.run.calendar.count(day, opened.at.date()) if day else 0,
        search=_search(opened, entries),
        skipped=_pointer_to(opened, entries, "asb.update_not_wanted"),
    )


def agreeing(actor: Actor, case_id: UUID, *, now: datetime) -> AgreeingPage:
    """The forms about updates, for whoever may agree them."""
    opened = open_for(actor, case_id, now=now, what="updates")
    permissions.check(actor, "case.plan", opened.near)
    entries = Entries(opened)
    rhythm = rhythm_of(opened, entries)
    return AgreeingPage(
        around=around(opened, "updates"),
        rhythm=rhythm,
        ways=ways_of(opened, WAYS),
        sends=ways_of(opened, SENDS),
        next=_next(opened, entries, rhythm),
        reference=opened.case.reference,
        landlord=opened.case.landlord.name,
        officer=officer_of(opened),
    )


class NothingNew(Struct, frozen=True, kw_only=True):
    """An update without news: what is waited for, until when, what then, when we are in touch."""

    waiting: str
    until: date
    then: str
    next_on: date


def letter_of(page: AgreeingPage, told: NothingNew) -> Letter:
    """The update without news, in the words that go out."""
    return letters.compose(
        "nothing_new",
        {
            "reference": page.reference,
            "landlord": page.landlord,
            "officer": page.officer,
            "waiting": told.waiting.rstrip("."),
            "until": list_day(told.until),
            "then": told.then.rstrip("."),
            "next": list_day(told.next_on),
        },
    )


def _next(opened: Open, entries: Entries, rhythm: Rhythm) -> PromiseSeen | None:
    found = [each for each in opened.owed if each.rule in rhythm.rules]
    seen = promises_seen(opened, found[:1], entries)
    return seen[0] if seen else None


def _updates(opened: Open, entries: Entries, rhythm: Rhythm) -> list[UpdateSeen]:
    ours = [
        i for i in opened.run.timeline.items if i.from_landlord and not TURNS.isdisjoint(i.acts)
    ]
    last = [item for item in ours if item.entry.to and item.to_sides != {"landlord"}][-LAST:]
    seen = entries.seen(last[::-1])
    found = []
    for item, entry in zip(last[::-1], seen, strict=True):
        counts = counts_for(opened, rhythm, item)
        why_not = "" if counts else _why_not(opened, item)
        found.append(UpdateSeen(entry=entry, counts=counts, why_not=why_not))
    return found


def _why_not(opened: Open, item: Item) -> str:
    """Why a turn to somebody is no update, in words."""
    barred = opened.run.facts.channels_barred(item.entry.to, item.when.first)
    named = ", ".join(opened.name(key) for key in item.entry.to)
    reasons = (
        (bool(item.struck_by), _("it was corrected, or it came back")),
        (ATTEMPTS.issuperset(item.acts), _("a try that reached nobody")),
        ("resident" not in item.to_sides, _("it went to {names}").format(names=named)),
        (item.entry.channel in barred, _("by a way they asked us not to use")),
        (not item.proven, _("no record shows it")),
    )
    return next((words for is_so, words in reasons if is_so), _("not what the clause means by it"))


def _search(opened: Open, entries: Entries) -> Search:
    people = [one for one in people_of(opened) if one.side == "resident"]
    items = opened.run.timeline.items
    first = people[0]
    led = [each for each in opened.owed if each.rule in SEARCH]
    tried = {i.id for i in items if not ATTEMPTS.isdisjoint(i.acts)}
    led += [each for each in opened.owed if each.pledge and each.entry in tried]
    return Search(
        name=first.name,
        tries=max(failed_in_row(items, one.key) for one in people),
        led_to=tuple(promises_seen(opened, led, entries)),
    )


def _last_heard(opened: Open) -> Item | None:
    found = [i for i in opened.run.timeline.items if is_from_resident(i) and i.can_start]
    return found[-1] if found else None


def _pointer_to(opened: Open, entries: Entries, act: str) -> Pointer | None:
    found = [item for item in opened.run.timeline.standing(act) if item.is_settled]
    return entries.pointer(found[-1].id) if found else None
