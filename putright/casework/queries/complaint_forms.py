"""What the forms of a complaint offer: people, ways, colleagues, grounds, the dates that hold."""

from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actions.complaint_handling import may_reopen
from putright.casework.actions.complaint_letters import may_extend, stage_name
from putright.casework.actions.complaints import found, next_stage
from putright.casework.actor import Actor
from putright.casework.complaint_gate import DECISION, GROUND, TO_REFUSE, WEIGHED
from putright.casework.conflict import kept_away, user_meant
from putright.casework.queries.case_entries import Entries, EntrySeen
from putright.casework.queries.case_file import Around, around, item_of
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.contacts import people_of
from putright.casework.queries.safe_ways import can_agree, ways_of
from putright.casework.queries.staff import colleagues, staffing_of
from putright.casework.queries.takers import takers
from putright.core.policy.practice_complaints import ExclusionGround
from putright.core.practice.complaints import DEFINED, Complaint
from putright.kit.dates import sentence_case
from putright.kit.forms import Said
from putright.kit.say import _

Choices = tuple[tuple[str, str], ...]
OURS = ("phone", "in person", "visit", "email", "letter", "text")
HEARD = ("phone", "in person", "visit", "email", "letter", "text", "web form", "meeting")


class Logging(Struct, frozen=True, kw_only=True):
    """What the form for taking a complaint offers.

    ``source`` is the entry it was first said in. ``officer`` is the key of the case's officer,
    ``meanwhile`` who could look after the case, the likeliest first.
    """

    around: Around
    source: EntrySeen | None
    source_is_theirs: bool
    people: Choices
    channels: Choices
    staff: Choices
    handlers: Choices
    officer: str
    officer_name: str
    meanwhile: Choices


class Asking(Struct, frozen=True, kw_only=True):
    """What a form about one complaint offers.

    ``channels`` are the ways in which they may have told us, ``ways`` those in which we may turn to
    them: what they asked us not to use is not among the latter.
    """

    around: Around
    key: str
    stage: str
    people: Choices
    channels: Choices
    ways: Choices
    handlers: Choices
    points: tuple[tuple[str, str, str, str], ...]
    wants: tuple[str, ...]
    grounds: tuple[ExclusionGround, ...]
    due: date | None = None
    longest: date | None = None
    next_stage: str = ""
    weighed: tuple[tuple[str, str], ...] = ()


def logging(actor: Actor, case_id: UUID, entry: int, *, now: datetime) -> Logging:
    """The form for taking a complaint, from an entry if one is named."""
    opened = open_for(actor, case_id, now=now, what="complaint")
    permissions.check(actor, "complaint.log", opened.near)
    item = item_of(opened, entry) if entry else None
    officer = opened.case.officer_id
    return Logging(
        around=around(opened, "complaints"),
        source=Entries(opened).seen([item])[0] if item else None,
        source_is_theirs=bool(item and not item.from_landlord),
        people=_people(opened),
        channels=_channels(opened),
        staff=staff_choices(actor, now=now),
        handlers=_handlers(opened, None, now=now),
        officer=str(officer) if officer else "",
        officer_name=opened.staff_name(officer),
        meanwhile=_meanwhile(opened, now=now),
    )


def asking(
    actor: Actor, case_id: UUID, key: str, *, now: datetime, permission: str = "complaint.handle",
    extends: bool = False, goes_on: bool = False, reopens: bool = False,
) -> Asking:  # fmt: skip
    """The same for a form about one complaint; refused where it cannot be done now."""
    opened = open_for(actor, case_id, now=now, what="complaint", detail=key)
    permissions.check(actor, permission, opened.near)
    complaint = found(opened, key)
    clock = may_extend(opened, complaint, now=now) if extends else None
    further = next_stage(opened, complaint) if goes_on else 0
    if reopens:
        may_reopen(complaint)
    return Asking(
        around=around(opened, "complaints"),
        key=complaint.key,
        stage=stage_name(opened, complaint, complaint.stage),
        people=_people(opened),
        channels=_channels(opened),
        ways=tuple(
            (way.channel, Said(way.word, way.says)) for way in ways_of(opened, OURS).offered
        ),
        handlers=_handlers(opened, complaint, now=now),
        points=_points(complaint),
        wants=complaint.wants,
        grounds=_grounds(opened, complaint),
        due=clock.due_at.date() if clock and clock.due_at else None,
        longest=clock.longest if clock else None,
        next_stage=stage_name(opened, complaint, further) if further else "",
        weighed=_weighed(opened, complaint),
    )


def staff_choices(actor: Actor, *, now: datetime) -> Choices:
    """Everybody who works here, by name: whoever is complained of may be any of them."""
    everybody = colleagues(actor, today=now.date())
    return tuple(
        (str(one.id), f"{one.name} ({', '.join(_(role) for role in one.roles)})"
         if one.roles else one.name)
        for one in everybody if one.is_active
    )  # fmt: skip


def _people(opened: Open) -> Choices:
    listed = people_of(opened)
    able = [one for one in listed if can_agree(opened, one.key, one.side)]
    return tuple((one.key, f"{one.name} ({one.role})" if one.role else one.name)
                 for one in able or listed[:1])  # fmt: skip


def _channels(opened: Open) -> Choices:
    words = opened.run.words.channels
    return tuple((word, sentence_case(_(word))) for word in HEARD if word in words)


def _handlers(opened: Open, complaint: Complaint | None, *, now: datetime) -> Choices:
    """Who can handle it: here, allowed to, not named, and nobody who decided an earlier stage."""
    out = set(kept_away(opened.whole))
    if complaint is not None:
        keys = complaint.about_staff | complaint.decided_before(complaint.stage)
        out |= {user for key in keys if (user := user_meant(opened.whole, key)) is not None}
    actor = opened.actor
    found = {one.id: (one.name, one.roles) for one in takers(actor, [opened.case.id], now=now)}
    found[actor.user_id] = (actor.name, tuple(actor.roles))
    allowed = permissions.TABLE["complaint.handle"].roles
    return tuple(
        (str(user), name) for user, (name, roles) in sorted(found.items(), key=lambda x: x[1][0])
        if user not in out and not allowed.isdisjoint(roles)
    )  # fmt: skip


def _meanwhile(opened: Open, *, now: datetime) -> Choices:
    """Who can look after the case: its cover first, then a leader of its team, then the others."""
    case, actor = opened.case, opened.actor
    here = staffing_of(case.landlord_id, today=now.date())
    away = here.away_today(case.officer_id) if case.officer_id else None
    post = next((one for one in here.posts if case.home and one.id == case.home.patch_id), None)
    first = [one.cover for one in (away, post) if one is not None]
    first += [*here.leaders.get(case.team_id, ()), *here.heads]
    found = {one.id: one.name for one in takers(actor, [case.id], now=now)}
    if actor.user_id != case.officer_id and permissions.can(actor, "case.work", opened.near):
        found[actor.user_id] = actor.name
    out = kept_away(opened.whole) | {case.officer_id}
    order = [*(one for one in first if one in found), *sorted(found, key=lambda one: found[one])]
    return tuple((str(one), found[one]) for one in dict.fromkeys(order) if one not in out)


def _points(complaint: Complaint) -> tuple[tuple[str, str, str, str], ...]:
    """Each point with its words, whether we answer for it, and why."""
    last = complaint.last(DEFINED)
    told = {each.question: (each.answer, each.says) for each in (last.entry.given if last else ())}
    return tuple(
        (point.id, point.what, *told.get(point.id, ("", ""))) for point in complaint.points
    )


def _grounds(opened: Open, complaint: Complaint) -> tuple[ExclusionGround, ...]:
    first = complaint.received
    day = first.when.date if first else opened.at.date()
    return opened.live.engine.stack.practice_on("exclusion_ground", day)


def _weighed(opened: Open, complaint: Complaint) -> tuple[tuple[str, str], ...]:
    """Who weighed what: the name, and what it came to in words."""
    grounds = {one.id: one.says for one in _grounds(opened, complaint)}
    words = {TO_REFUSE: _("to refuse it"), "take": _("to take it all the same")}
    return tuple(
        (opened.name(item.entry.by),
         f"{grounds.get(str(item.entry.facts.get(GROUND)), '')}: "
         f"{words.get(str(item.entry.facts.get(DECISION)), '')}")
        for item in complaint.doing(WEIGHED)
    )  # fmt: skip
