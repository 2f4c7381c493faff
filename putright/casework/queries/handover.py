"""The handover of a case: made from its timeline, for whoever takes it on (P21)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.cover import acting_on
from putright.casework.handed import Handover, handover, judgement
from putright.casework.queries import case_file
from putright.casework.queries.board import teams_of
from putright.casework.queries.case_entries import Entries, EntrySeen, Pointer
from putright.casework.queries.case_file import Around
from putright.casework.queries.case_gaps import contacts_of, gaps
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.case_story import StoryLine, story
from putright.casework.queries.cases import visible_to
from putright.casework.queries.kept_out import kept_out
from putright.casework.queries.owed import heads_of
from putright.casework.queries.staff import names_of, staffing_of
from putright.casework.queries.takers import next_officer
from putright.casework.refused import NotThere
from putright.kit.dates import list_day
from putright.kit.say import _, ngettext
from putright.stores.record import readings


class Said(Struct, frozen=True):
    """What somebody said at a handover."""

    who: str
    at: datetime
    text: str


class PromiseHanded(Struct, frozen=True):
    """An open promise, and whether the next officer took it on; "new" was promised since."""

    seen: PromiseSeen
    state: str
    asked: Said | None = None


class HandoverPage(Struct, frozen=True, kw_only=True):
    """All that a new officer needs, before the timeline itself."""

    around: Around
    passed_at: datetime | None
    passed_by: str
    why: str
    taker: str
    is_taker: bool
    waiting: int
    story: tuple[StoryLine, ...]
    promises: tuple[PromiseHanded, ...]
    questions: tuple[Pointer, ...]
    told: EntrySeen | None
    worries: tuple[str, ...]
    judgement: tuple[Said, ...]


class CaseToPass(Struct, frozen=True):
    """A case of somebody who leaves, with how far its handover is."""

    case: UUID
    reference: str
    title: str
    risk: str
    acts: str
    handed_at: datetime | None
    unaccepted: int


class LeaverPage(Struct, frozen=True):
    """The cases of a leaver."""

    name: str
    last_day: date | None
    cases: tuple[CaseToPass, ...]


class Waiting(Struct, frozen=True):
    """A handover that nobody has taken on yet."""

    case: UUID
    reference: str
    title: str
    at: datetime
    taker: str
    is_mine: bool
    count: int


class Leaver(Struct, frozen=True):
    """Somebody who leaves or left and still has cases."""

    id: UUID
    name: str
    last_day: date
    cases: int


def page(actor: Actor, case_id: UUID, *, now: datetime) -> HandoverPage:
    """The handover of a case."""
    opened = open_for(actor, case_id, now=now, what="handover")
    entries = Entries(opened)
    passed = handover(opened.run.timeline, opened.promises)
    taker = taker_of(opened, passed, now=now)
    contacts = contacts_of(opened)
    return HandoverPage(
        around=case_file.around(opened, "handover"),
        passed_at=passed.at if passed else None,
        passed_by=opened.name(passed.by) if passed else "",
        why=passed.why if passed else "",
        taker=opened.staff_name(taker),
        is_taker=taker == actor.user_id,
        waiting=len(passed.waiting) if passed else 0,
        story=tuple(story(opened, entries)),
        promises=tuple(_promises(opened, entries, passed)),
        questions=tuple(_questions(opened, entries)),
        told=entries.seen(contacts[-1:])[0] if contacts else None,
        worries=tuple(_worries(opened)),
        judgement=tuple(
            Said(opened.name(one.by), one.at, one.text) for one in judgement(opened.run.timeline)
        ),
    )


def taker_of(opened: Open, passed: Handover | None, *, now: datetime) -> UUID | None:
    """Who is to take the case on: whom it went to, or whoever acts for its officer."""
    case = opened.case
    staffing = staffing_of(case.landlord_id, today=now.date())
    patch = case.home.patch_id if case.home else None
    post = next((one for one in staffing.posts if one.id == patch), None)
    walls = kept_out(
        landlord=case.landlord_id, restricted=[case.id] if case.is_restricted else [], now=now
    )
    may = walls.may(
        staffing, case=case.id, officer=case.officer_id, is_restricted=case.is_restricted
    )
    return acting_on(
        staffing, owner="", officer=case.officer_id, team=case.team_id, post=post,
        holder=passed.to if passed else None, may=may,
    ).user  # fmt: skip


def leaver(actor: Actor, user: UUID, *, now: datetime) -> LeaverPage:
    """The cases of somebody who leaves or left, in the order of harm."""
    permissions.check(actor, "board.see")
    readings.note_list(
        landlord=actor.landlord_id, user=actor.user_id, what="cases of a leaver", at=now
    )
    names = names_of(actor.landlord_id)
    if user not in names:
        raise NotThere
    staffing = staffing_of(actor.landlord_id, today=now.date())
    cases = visible_to(actor, now=now).filter(
        officer_id=user, team_id__in=teams_of(actor, staffing), card__is_open=True
    )
    acts = staffing.acting_for(user)
    heads = sorted(heads_of(cases), key=lambda head: (head.level != "high", head.reference))
    last = next((one for one in staffing.away if one.user == user and one.is_leaving), None)
    return LeaverPage(
        name=names[user],
        last_day=last.starts_on if last else None,
        cases=tuple(
            CaseToPass(
                case=head.id, reference=head.reference, title=head.title, risk=head.risk,
                acts=names.get(acts, "") if acts else "",
                handed_at=head.handed_at, unaccepted=head.unaccepted,
            )
            for head in heads
        ),
    )  # fmt: skip


def waiting(actor: Actor, *, now: datetime) -> list[Waiting]:
    """Handovers that wait to be taken on, in the cases that somebody may see and works in."""
    permissions.check(actor, "work.see")
    readings.note_list(landlord=actor.landlord_id, user=actor.user_id, what="handovers", at=now)
    names = names_of(actor.landlord_id)
    staffing = staffing_of(actor.landlord_id, today=now.date())
    found = []
    teams = teams_of(actor, staffing)
    heads = heads_of(visible_to(actor, now=now).filter(card__unaccepted__gt=0))
    restricted = [head.id for head in heads if head.is_restricted]
    walls = kept_out(landlord=actor.landlord_id, restricted=restricted, now=now)
    for head in heads:
        taker = next_officer(head, staffing, walls)
        mine = taker == actor.user_id
        if head.handed_at and (mine or head.team in teams):
            name = names.get(taker, "") if taker else ""
            found.append(
                Waiting(head.id, head.reference, head.title, head.handed_at, name, mine,
                        head.unaccepted)
            )  # fmt: skip
    return sorted(found, key=lambda one: (not one.is_mine, one.at))


def leavers(actor: Actor, *, now: datetime) -> list[Leaver]:
    """Those of one's teams who leave or left and are still the officer of open cases."""
    if not permissions.can(actor, "board.see"):
        return []
    names = names_of(actor.landlord_id)
    staffing = staffing_of(actor.landlord_id, today=now.date())
    last = {one.user: one.starts_on for one in staffing.away if one.is_leaving}
    cases = visible_to(actor, now=now).filter(
        officer_id__in=last, team_id__in=teams_of(actor, staffing), card__is_open=True
    )
    counts: dict[UUID, int] = {}
    for user in cases.values_list("officer_id", flat=True):
        if user is not None:
            counts[user] = counts.get(user, 0) + 1
    return [Leaver(user, names[user], last[user], n) for user, n in sorted(counts.items())]


def _promises(opened: Open, entries: Entries, passed: Handover | None) -> Iterable[PromiseHanded]:
    for seen in promises_seen(opened, opened.owed, entries):
        if passed is None or seen.key not in passed.asked | frozenset(passed.queried):
            yield PromiseHanded(seen, "new" if passed else "")
            continue
        if seen.key in passed.accepted:
            yield PromiseHanded(seen, "taken on")
            continue
        word = passed.queried.get(seen.key)
        asked = Said(opened.name(word.by), word.at, word.text) if word else None
        yield PromiseHanded(seen, "asked about" if asked else "waiting", asked)


def _questions(opened: Open, entries: Entries) -> Iterable[Pointer]:
    """What residents and others asked and nobody answered."""
    for item in opened.run.timeline.items:
        if entries.waits(item) and (found := entries.pointer(item.id)) is not None:
            yield Pointer(found.number, "; ".join(item.entry.asks), found.words)


def _worries(opened: Open) -> Iterable[str]:
    """What a careful colleague would point at."""
    late = [one for one in opened.owed if one.state_at(opened.at) == "overdue"]
    if late:
        yield ngettext("{n} promise is overdue.", "{n} promises are overdue.", len(late))
    claimed = sum(bool(one.claimed_by) for one in opened.owed)
    if claimed:
        yield ngettext(
            "{n} promise is said to be kept, without a record.",
            "{n} promises are said to be kept, without a record.",
            claimed,
        )
    silence = next((gap for gap in gaps(opened) if not gap.ends), None)
    if silence is not None:
        yield _("No record shows that we reached the resident since {day}.").format(
            day=list_day(silence.start)
        )
    if not opened.run.timeline.doing(("asb.risk_assessed",)):
        yield _("Nobody has gone through the risk questions yet.")
    if opened.run.facts.level_at(opened.run.now, {}) == "high":
        yield _("The risk is high.")
    if any(item.disputed_by for item in opened.run.timeline.items):
        yield _("Two accounts stand against each other; see the timeline.")
    unhappy = [item for item in opened.run.timeline.items if item.entry.dissatisfied]
    if unhappy:
        yield _("The resident has told us that they are not happy with us.")
