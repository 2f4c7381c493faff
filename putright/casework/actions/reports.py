"""Taking a report: a case with its first entries, or one more incident in a case that is open.

After a closing it is a new case, joined with the old one; the old one's clocks stay its own.

Nothing that is missing stops a clock: a name may be refused, a home unknown, the person complained
of a stranger. Hate is what the caller says it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk, permissions
from putright.casework.actions import files as kept_files
from putright.casework.actions import links
from putright.casework.actions import people as people_actions
from putright.casework.actions.contacts import Upload
from putright.casework.actions.files import NotKept
from putright.casework.actions.triage_new import came_with, reported
from putright.casework.actor import Actor
from putright.casework.closing import is_closed
from putright.casework.queries import cases, reports, staff
from putright.casework.queries.case_open import open_for
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.events.person import CHANNELS, Details, Need, PersonNote, Way
from putright.kit import dates
from putright.kit.say import _
from putright.stores.record import drafts
from putright.stores.record.cases import NewCase, NewParty
from putright.stores.record.ledger.translate import Attached

STRANGER = re.compile(
    r"(?:(?:they |i )?(?:do not|don['’]?t) know(?: who| them| him| her| it)?(?: it was)?|"
    r"not known|unknown|no idea|nobody|no|none|\?+|n/?a)\.?",
    re.IGNORECASE,
)


class Report(Struct, frozen=True, kw_only=True):
    """What the form tells. Only ``what`` and somebody (a person, a name, or ``nameless``).

    What came in writing counts from when it came (``at``), by its own channel.
    """

    what: str
    person: UUID | None = None
    name: str = ""
    nameless: bool = False
    kinds: tuple[str, ...] = ()
    day: date | None = None
    when_words: str = ""
    home: UUID | None = None
    where_words: str = ""
    spot: str = ""
    against: UUID | None = None
    against_words: str = ""
    hate: str = ""
    because: str = ""
    phone: str = ""
    email: str = ""
    safe: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()
    best_time: str = ""
    needs: str = ""
    police_reference: str = ""
    language: str = ""
    helper: str = ""
    helper_is: str = ""
    in_danger: bool = False
    complains: bool = False
    join: UUID | None = None
    to_check: tuple[str, ...] = ()
    at: datetime | None = None
    channel: str = "phone"
    proof: str = "note"


class Taken(Struct, frozen=True):
    """What was saved: the case, the entry that the report is, and files that were not kept."""

    case_id: UUID
    entry: str
    not_kept: tuple[str, ...] = ()


def take(
    *, actor: Actor, told: Report, form: UUID | None, now: datetime, place: str = "",
    uploads: Sequence[Upload] = (),
) -> Taken:  # fmt: skip
    """Save a report: all of it, or none, save files that could not be kept."""
    permissions.check(actor, "report.take")
    told = _without_opening(actor, told, now)
    old = told.join if _is_closed(actor, told.join, now) else None
    came = came_with(actor, form, now=now)
    if came is not None:
        told = replace(told, at=came.at, channel=came.channel, proof=came.proof)
        uploads = (*came.uploads, *uploads)
    with transaction.atomic():
        if told.join is not None and old is None:
            taken = _join(actor, told, told.join, form, now)
        else:
            taken = _open(actor, told, form, now)
        if old is not None:
            why = _("Reported again after it had closed.")
            links.follow(actor=actor, old=old, new=taken.case_id, why=why, now=now)
        if came is not None:
            reported(actor, came, case=taken.case_id, entry=taken.entry, now=now)
    if place:
        drafts.forget(landlord=actor.landlord_id, user=actor.user_id, place=place)
    return _with_files(actor, taken, uploads, now) if uploads else taken


def _is_closed(actor: Actor, case_id: UUID | None, now: datetime) -> bool:
    """Whether what is told now cannot go into that case, which closed (semantics 14)."""
    return case_id is not None and is_closed(open_for(actor, case_id, now=now, what="writing"))


def _without_opening(actor: Actor, told: Report, now: datetime) -> Report:
    """Whoever rings in a guarded person's name cannot open a way that was barred (security T3)."""
    barred = reports.barred_now(actor, told.person, told.safe, now=now) if told.person else []
    safe = tuple(way for way in told.safe if way not in barred)
    return replace(told, safe=safe, to_check=tuple(barred)) if barred else told


def _open(actor: Actor, told: Report, form: UUID | None, now: datetime) -> Taken:
    where = reports.place_for(actor, home=told.home, person=told.person)
    people = _people(actor, told, {}, now)
    entries = (
        *_entries(told, people, now),
        Entry(
            id="opened",
            does=("asb.case_opened",),
            text=_("Opened while the report was taken, by {name}.").format(name=actor.name),
            at=now,
            by=actor.key,
            evidence=(Evidence(kind="system record"),),
            promises=_to_ask(actor, told),
        ),
    )
    is_restricted = told.hate == "yes" or "domestic abuse" in told.kinds
    case = NewCase(
        id=uuid4(), title=_title(told), team=where.team, officer=where.officer, home=where.home,
        is_restricted=is_restricted,
    )  # fmt: skip
    saved = desk.open_case(
        actor=actor, case=case, parties=people.new, entries=entries, now=now, form=form,
        cleared=_cleared(actor, where.team, now) if is_restricted else (),
    )  # fmt: skip
    return Taken(saved.case_id, "report")


def _cleared(actor: Actor, team: UUID, now: datetime) -> list[UUID]:
    """Who sees a restricted case from its first minute, besides its officer and the cover.

    Whoever took the report knows what was said; the leaders must see that somebody acts.
    """
    staffing = staff.staffing_of(actor.landlord_id, today=now.date())
    named = [actor.user_id, *staffing.leaders.get(team, ()), *staffing.heads]
    return list(dict.fromkeys(named))


def _to_ask(actor: Actor, told: Report) -> tuple[Pledge, ...]:
    """How it is safe to reach somebody is asked at the next contact where nobody knows it yet."""
    known = reports.details_now(actor, told.person).ways if told.person else None
    nobody = told.nameless and not (told.phone or told.email)
    if told.safe or told.unsafe or known or nobody:
        return ()
    what = _("Ask at the next contact how it is safe to reach them.")
    return (Pledge(id=people_actions.SAFE_WAYS, what=what, does=("contact.safe_ways_asked",)),)


def _join(actor: Actor, told: Report, case_id: UUID, form: UUID | None, now: datetime) -> Taken:
    near = cases.near_to(actor, case_id, now=now)
    people = _people(actor, told, reports.party_keys(case_id), now)
    key = f"report-{uuid4().hex[:10]}"
    entries = [
        _renamed(entry, key) if entry.id == "report" else _renamed(entry, "")
        for entry in _entries(told, people, now)
    ]
    desk.add(
        actor=actor, permission="case.note", near=near, entries=entries, now=now, form=form,
        parties=people.new,
    )  # fmt: skip
    return Taken(case_id, key)


def _with_files(actor: Actor, taken: Taken, uploads: Sequence[Upload], now: datetime) -> Taken:
    """Keep what the caller sent. The report stands, whatever becomes of a file."""
    near = cases.near_to(actor, taken.case_id, now=now)
    held: list[Attached] = []
    faults: list[str] = []
    for one in uploads:
        try:
            held.append(
                kept_files.keep(actor=actor, near=near, name=one.name, chunks=one.chunks, now=now)
            )
        except NotKept as refused:
            faults.append(refused.reason)
    if held:
        entry = Entry(
            id="", does=("note.made",), text=_("What came with the report."), at=now, by=actor.key,
            refs=(taken.entry,), evidence=(Evidence(kind="document"),),
        )  # fmt: skip
        desk.add(
            actor=actor, permission="case.note", near=near, entries=(entry,), now=now,
            files={0: tuple(held)},
        )  # fmt: skip
    return Taken(taken.case_id, taken.entry, tuple(faults))


class _People(Struct, frozen=True):
    """The parts people play: who reports, who is told of, which of them are new to the case."""

    by: str
    victim: str
    against: tuple[str, ...]
    new: tuple[NewParty, ...]


def _people(actor: Actor, told: Report, there: Mapping[str, UUID | None], now: datetime) -> _People:
    new: list[NewParty] = []
    victim = _victim(actor, told, there, new, now)
    by = victim
    if told.helper:
        by = _key("helper", there)
        person = _registered(actor, told.helper, "other", told.helper_is, now)
        new.append(NewParty(key=by, side="helper", role=told.helper_is[:60], person=person))
    return _People(by, victim, _against(told, there, new), tuple(new))


def _victim(
    actor: Actor, told: Report, there: Mapping[str, UUID | None], new: list[NewParty], now: datetime
) -> str:
    """Whom it happened to. Without name, number and address nobody can be answered."""
    if told.person is None and not told.name and not (told.phone or told.email):
        return "anonymous"
    if told.person is not None:
        known = next((key for key, person in there.items() if person == told.person), "")
        _tell_more(actor, told, told.person, now)
        if known:
            return known
    person = told.person or _new_person(actor, told, now)
    key = _key("resident", there)
    new.append(NewParty(key=key, side="resident", person=person))
    return key


def _against(
    told: Report, there: Mapping[str, UUID | None], new: list[NewParty]
) -> tuple[str, ...]:
    """Who is complained of, apart; a stranger of whom nothing is known is nobody to approach.

    Somebody whom we do not know keeps the name that was typed, for this case alone.
    """
    words = told.against_words.strip()
    if told.against is None and (not words or STRANGER.fullmatch(words)):
        return ()
    if told.against is not None:
        known = next((key for key, person in there.items() if person == told.against), "")
        if known:
            return (known,)
    key = _key("other-party", there)
    core = {} if told.against is not None else {"name": words.rstrip(".")}
    new.append(NewParty(key=key, side="other party", person=told.against, core=core))
    return (key,)


def _key(name: str, there: Mapping[str, UUID | None]) -> str:
    number = 1
    while (key := name if number == 1 else f"{name}-{number}") in there:
        number += 1
    return key


def _registered(actor: Actor, name: str, kind: str, role: str, now: datetime) -> UUID:
    sets = Details(name=name, kind="other" if kind == "other" else "resident", role=role or None)
    note = PersonNote(id="", does="person.registered", at=now, by=actor.key, how=_told(), sets=sets)
    return desk.write_person(actor=actor, person=None, written=(note,), now=now)


def _new_person(actor: Actor, told: Report, now: datetime) -> UUID:
    name = told.name or _("Caller who gave no name")
    first = PersonNote(
        id="", does="person.registered", at=now, by=actor.key, how=_told(),
        sets=Details(name=name, kind="resident"),
    )  # fmt: skip
    more = _notes(actor, told, Details(), now)
    return desk.write_person(actor=actor, person=None, written=(first, *more), now=now)


def _tell_more(actor: Actor, told: Report, person: UUID, now: datetime) -> None:
    """What the caller told of themselves besides, added to what is known."""
    notes = tuple(_notes(actor, told, reports.details_now(actor, person), now))
    if notes:
        desk.write_person(actor=actor, person=person, written=notes, now=now)


def _notes(actor: Actor, told: Report, known: Details, now: datetime) -> Iterator[PersonNote]:
    def note(does: str, sets: Details) -> PersonNote:
        return PersonNote(id="", does=does, at=now, by=actor.key, how=_told(), sets=sets)  # type: ignore[arg-type]

    details = _contact_details(told, known)
    if details != Details():
        yield note("person.details_changed", details)
    if told.safe or told.unsafe:
        sets = Details(ways=_ways(told, known), best_time=told.best_time or None)
        yield note("person.safe_contact_checked", sets)
    elif told.best_time:
        yield note("person.details_changed", Details(best_time=told.best_time))
    if told.needs:
        needs = (*(known.needs or ()), Need(what=told.needs))
        yield note("person.need_noted", Details(needs=needs))


def _contact_details(told: Report, known: Details) -> Details:
    """A number other than the one on file is a further one; what is on file stays."""
    is_new = told.phone not in ("", known.phone, known.other_phone)
    return Details(
        phone=told.phone if is_new and not known.phone else None,
        other_phone=told.phone if is_new and known.phone else None,
        email=told.email if told.email and not known.email else None,
        language=told.language or None,
        interpreter=_("needed") if told.language else None,
    )


def _ways(told: Report, known: Details) -> dict[str, Way]:
    ways = dict(known.ways or {})
    for channel in CHANNELS:
        if channel in told.unsafe:
            ways[channel] = Way(says="not ok")
        elif channel in told.safe:
            ways[channel] = Way(says="ok")
    return ways


def _told() -> str:
    return _("They said so when they made a report")


def _entries(told: Report, people: _People, now: datetime) -> Iterator[Entry]:
    kinds = tuple(dict.fromkeys([*(["hate"] if told.hate == "yes" else []), *told.kinds]))
    note, at = (Evidence(kind=told.proof),), told.at or now
    yield Entry(
        id="report",
        does=("asb.reported",),
        text=_text(told),
        at=at,
        by=people.by,
        channel=told.channel,
        about=("asb", "hate") if "hate" in kinds else ("asb",),
        evidence=note,
        kinds=kinds,
        against=people.against,
        victims=(people.victim,) if people.victim not in (people.by, "anonymous") else (),
        incident_on=told.day,
        gives=("crime reference",) if told.police_reference else (),
    )
    if told.complains and people.by != "anonymous":
        yield Entry(
            id="complaint", does=("complaint.raised",), at=at, by=people.by, channel=told.channel,
            text=_("Wants it taken as a complaint about us too. {what}").format(what=told.what),
            evidence=note, complaint=f"c-{uuid4().hex[:8]}",
        )  # fmt: skip


def _renamed(entry: Entry, key: str) -> Entry:
    return replace(entry, id=key)


def _text(told: Report) -> str:
    """The caller's words first; then, line by line, what else was told."""
    because = told.because or _("no reason given")
    lines = (
        (told.what, "{}"),
        (told.in_danger, _("Said that somebody is in danger now; told to ring 999.")),
        (_when(told), _("When: {}.")),
        (told.where_words, _("Where: {}.")),
        (told.spot, _("Where it happened: {}.")),
        (told.against_words, _("Who did it, in their words: {}.")),
        (because if told.hate == "yes" else "", _("They feel it was because of who they are: {}.")),
        (
            because if told.hate == "not sure" else "",
            _("They are not sure whether it was because of who they are: {}."),
        ),
        (told.police_reference, _("Police reference: {}.")),
        (
            ", ".join(told.to_check),
            _("Said to be safe now, but barred on their card; check by a safe way: {}."),
        ),
        (_spoken_for(told), _("Told for the resident by {}.")),
    )
    said = (words.format(str(value).rstrip(".") if words != "{}" else value)
            for value, words in lines if value)  # fmt: skip
    return "\n".join(said)


def _when(told: Report) -> str:
    day = dates.list_day(told.day) if told.day else ""
    return ", ".join(part for part in (day, told.when_words) if part)


def _spoken_for(told: Report) -> str:
    return ", ".join(part for part in (told.helper, told.helper_is) if part)


def _title(told: Report) -> str:
    """What lists call the case: what kind of thing it is, never who."""
    named = {
        "assault": _("violence"), "weapon": _("a weapon"), "threat": _("threats"),
        "arson": _("fire"), "child at risk": _("a child at risk"),
        "suicidal thoughts": _("somebody at risk"), "domestic abuse": _("abuse at home"),
        "no safe home": _("a home that is not safe"), "vandalism": _("damage"),
        "noise": _("noise"), "hate graffiti": _("graffiti"), "verbal abuse": _("abusive words"),
    }  # fmt: skip
    said = [named[kind] for kind in told.kinds if kind in named]
    if told.hate == "yes":
        return dates.sentence_case(", ".join([_("hate incident"), *said]))[:120]
    if not said:
        return _("Report of antisocial behaviour")
    return dates.sentence_case(", ".join(said))[:120]
