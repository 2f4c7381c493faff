"""What taking a report needs: who is calling, which home, what is open already, what to read out.

Nothing is shown of a case that the taker may not open; of a case in which the caller is the one
complained of, nothing at all (what one side says never meets the other's).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.live import load
from putright.casework.promises import Promise, promises_of
from putright.casework.queries import cases, people_found
from putright.casework.queries.contacts import said_by, shown_promise
from putright.casework.queries.people import details_of, guarded, known_people, unreached
from putright.casework.refused import NotThere, Refused
from putright.casework.walls import seen_by
from putright.core.events.person import CHANNELS, Details, Way
from putright.kit import dates
from putright.kit.say import _
from putright.kit.shown import PromiseShown
from putright.stores.accounts.models import Team
from putright.stores.people.models import Home, SafeAddress
from putright.stores.post import items
from putright.stores.record import readings
from putright.stores.record.models import Case, Party

MOST = 6
FEWEST = 2
RINGS = frozenset({"contact.made", "asb.visited", "asb.interviewed"})


class Found(Struct, frozen=True):
    """A person or home to choose from, in words."""

    id: UUID
    words: str
    hint: str = ""


class Beside(Struct, frozen=True):
    """An open case of the same person or home that this report may belong to."""

    id: UUID
    words: str
    hint: str


class Place(Struct, frozen=True):
    """Where a new case goes: the home, the patch's team and officer (None: the post is vacant)."""

    team: UUID
    officer: UUID | None = None
    home: UUID | None = None


class Told(Struct, frozen=True, kw_only=True):
    """What is read out after a report was saved, and all that is now owed."""

    case_id: UUID
    reference: str
    title: str
    officer: str
    is_on_line: bool
    none_safe: bool
    say: tuple[str, ...]
    promised: tuple[PromiseShown, ...]


def people_like(
    actor: Actor, typed: str, *, now: datetime, chosen: UUID | None = None
) -> tuple[Found, ...]:
    """People whom a caller may be, by name, address, reference or phone; the chosen one first."""
    permissions.check(actor, "report.take")
    found: list[Found] = []
    if chosen is not None and (row := _person(actor, chosen, now)) is not None:
        found.append(row)
    if len(typed.strip()) >= FEWEST:
        for one in people_found.look_for(actor, typed, now=now).people:
            if one.id != chosen and one.details.kind != "professional":
                found.append(Found(one.id, one.name, _hint(one.home, one.details)))
    return tuple(found[:MOST])


def homes_like(actor: Actor, typed: str, *, chosen: UUID | None = None) -> tuple[Found, ...]:
    """Homes by a part of the address, or the postcode; the chosen one first."""
    permissions.check(actor, "report.take")
    words = " ".join(typed.replace("\0", " ").split())[:80]
    homes = Home.objects.filter(landlord_id=actor.landlord_id).order_by("address", "id")
    found = list(homes.filter(id=chosen)) if chosen is not None else []
    if len(words) >= FEWEST:
        fits = Q(address__icontains=words) | Q(postcode__istartswith=words) | Q(uprn=words)
        found += [row for row in homes.filter(fits)[:MOST] if row.id != chosen]
    return tuple(Found(row.id, str(row), row.area) for row in found)


def _person(actor: Actor, person: UUID, now: datetime) -> Found | None:
    row = guarded(actor, known_people(actor), now=now).select_related("home").filter(
        id=person
    ).first()  # fmt: skip
    if row is None:
        return None
    home = "" if row.home is None or _is_held(row.id) else str(row.home)
    details = details_of(row)
    is_guarded = bool(row.is_guarded)  # type: ignore[attr-defined]
    return Found(row.id, row.name, _hint(home, unreached(details) if is_guarded else details))


def _hint(home: str, details: Details) -> str:
    """Where somebody lives and what they told us of reaching them, so that nobody asks again."""
    ways = details.ways or {}
    words = {
        "calls": _("calls"), "voicemail": _("voicemail"), "text": _("texts"), "email": _("email"),
        "post": _("post"), "visit": _("visits"),
    }  # fmt: skip
    barred = [words[key] for key, way in ways.items() if way.says == "not ok" and key in words]
    unsafe = _("not safe: {ways}").format(ways=", ".join(barred)) if barred else ""
    return "; ".join(part for part in (home, unsafe, details.best_time or "") if part)


def open_beside(
    actor: Actor, *, person: UUID | None, home: UUID | None, now: datetime
) -> tuple[Beside, ...]:
    """Cases of that person or home, the open ones first, only those that the actor may open."""
    if person is None and home is None:
        return ()
    own = Party.objects.filter(case_id=OuterRef("pk"), person__isnull=False)
    own = own.filter(person_id=person) if person is not None else own.none()
    theirs = Q(Exists(own.filter(side__in=("resident", "helper"))))
    found = cases.visible_to(actor, now=now).filter(card__isnull=False)
    found = found.filter(theirs | Q(home_id=home, home_id__isnull=False))
    found = found.exclude(Exists(own.filter(side="other party"))).select_related(
        "home", "officer", "card"
    )
    readings.note(
        landlord=actor.landlord_id, user=actor.user_id, what="cases beside", at=now, person=person
    )
    return tuple(
        Beside(
            row.id,
            f"{row.reference}: {row.title}",
            _beside_words(row),
        )
        for row in found.order_by("-card__is_open", "-opened_at", "id")[:MOST]
    )


def _beside_words(row: Case) -> str:
    """Since when, and whose it is; of a closed one, that a report makes a new case."""
    said = _("Opened {day}; {officer}").format(
        day=dates.list_day(row.opened_at.date()),
        officer=row.officer.name if row.officer else _("the post is vacant"),
    )
    if row.card.is_open:
        return said
    return _("{opened}. Closed: this becomes a new case, joined with it").format(opened=said)


def after(actor: Actor, case_id: UUID, *, now: datetime) -> tuple[UUID | None, UUID | None]:
    """The resident and the home of a case that closed, so that nobody asks for them again."""
    case, _near = cases.find(actor, case_id, now=now)
    parts = Party.objects.filter(case_id=case.id, side="resident", person__isnull=False)
    return parts.order_by("id").values_list("person_id", flat=True).first(), case.home_id


def details_now(actor: Actor, person: UUID) -> Details:
    """What is known of somebody, to be added to. Raises ``NotThere``."""
    row = known_people(actor).filter(id=person).first()
    if row is None:
        raise NotThere
    return details_of(row)


def barred_now(actor: Actor, person: UUID, ways: Sequence[str], *, now: datetime) -> list[str]:
    """Those of the ways that a guarded person's card bars: a caller's word does not open them."""
    found = guarded(actor, known_people(actor), now=now).filter(id=person).first()
    if found is None or not found.is_guarded:  # type: ignore[attr-defined]
        return []
    known = details_of(found).ways or {}
    return [way for way in ways if way in known and known[way].says in ("not ok", "only when")]


def place_for(actor: Actor, *, home: UUID | None, person: UUID | None) -> Place:
    """The team and officer of the home's patch; without a home that of the person's own home.

    With neither, the first team: nobody waits because an address is missing.
    """
    row = _home(actor, home) or _home_of(actor, person)
    if row is not None and row.patch is not None:
        return Place(row.patch.team_id, row.patch.officer_id, row.id)
    team = Team.objects.filter(landlord_id=actor.landlord_id).order_by("name", "id").first()
    if team is None:
        raise Refused(
            _("There is no team yet that could take a report. Set the landlord up first.")
        )
    return Place(team.id, None, row.id if row else None)


def party_keys(case_id: UUID) -> dict[str, UUID | None]:
    """The keys of the people of a case, with the person behind each."""
    return dict(Party.objects.filter(case_id=case_id).values_list("key", "person_id"))


def promised(actor: Actor, case_id: UUID, entry: str, *, now: datetime) -> Told:
    """What a report set going, to be read out while the caller is still there.

    Of one that was taken from what had come in nobody is there, and nothing is to be said.
    """
    case, _near = cases.find(actor, case_id, now=now)
    live = seen_by(actor, load(case)).live
    run = live.run(now=now)
    new = [
        each
        for each in promises_of(run)
        if each.is_open and (not entry or entry in (each.root, each.entry))
    ]
    new.sort(key=lambda each: (each.due_at is None, each.due_at or now))
    item = run.timeline.by_id.get(entry)
    teller = item.entry.by if item else "resident"
    row = next((p.person for p in case.parties.all() if p.key == teller), None)
    details = details_of(row) if row is not None else Details()
    is_on_line = not items.began(landlord=actor.landlord_id, case=case.id, key=entry)
    return Told(
        case_id=case.id,
        reference=case.reference,
        title=case.title,
        officer=case.officer.name if case.officer else "",
        is_on_line=is_on_line,
        none_safe=_none_safe(details.ways or {}),
        say=_say(new, details) if is_on_line else (),
        promised=tuple(shown_promise(each, now=now) for each in new),
    )


def _none_safe(ways: Mapping[str, Way]) -> bool:
    return all(way in ways and ways[way].says == "not ok" for way in CHANNELS)


def _say(new: Sequence[Promise], details: Details) -> tuple[str, ...]:
    if _none_safe(details.ways or {}):
        return (_("You told us that no way to reach you is safe. So we will not write, ring or "
                  "visit. When it is safe for you, ring us."),)  # fmt: skip
    return (*_spoken(new, details.ways or {}), *_at_best(details))


def _at_best(details: Details) -> tuple[str, ...]:
    """The time that they said is safe, said back to them."""
    if not details.best_time:
        return ()
    said = _("You told us when it is safe and good to reach you: {time}. We will keep to that.")
    return (said.format(time=details.best_time.rstrip(". ")),)


def _spoken(promises: Sequence[Promise], ways: dict[str, Way]) -> list[str]:
    """What to tell the caller: the promises that are about them, in words to say aloud."""
    said: list[str] = []
    for promise in promises:
        words = _you_words(promise, ways)
        if words and promise.due_at is not None:
            line = words.format(by=said_by(promise))
            if line not in said:
                said.append(line)
    return said


def _you_words(promise: Promise, ways: dict[str, Way]) -> str:
    acts = frozenset(promise.acts)
    if promise.pledge:
        return ""
    if acts & {"contact.made"} and acts <= RINGS:
        return _first_word(promise, ways)
    if acts == {"asb.visited"}:
        return _("We will visit you, or meet you where you like, by {by}.")
    if acts == {"asb.risk_assessed"}:
        return _("We will go through some questions with you about how safe you are, by {by}.")
    if acts == {"asb.plan_agreed"}:
        return _("We will agree with you what we do next, with dates, by {by}.")
    if acts & {"complaint.acknowledged"}:
        return _("You will have our answer that your complaint is with us by {by}.")
    if "welfare" in promise.rule:
        return _("We will ask how you, and everybody at home, are by {by}.")
    return ""


def _first_word(promise: Promise, ways: dict[str, Way]) -> str:
    if "rhythm" in promise.rule:
        return _("After that you will hear from us at least once more by {by}.")
    if ways.get("calls", Way()).says == "not ok":
        return _("We will get in touch in the way you told us is safe, by {by}. We will not ring.")
    return _("We will ring you by {by}.")


def _home(actor: Actor, home: UUID | None) -> Home | None:
    if home is None:
        return None
    rows = Home.objects.select_related("patch").filter(landlord_id=actor.landlord_id, id=home)
    if (found := rows.first()) is None:
        raise NotThere
    return found


def _home_of(actor: Actor, person: UUID | None) -> Home | None:
    """The person's own home, unless it is held back from whoever is not cleared."""
    if person is None or _is_held(person):
        return None
    row = known_people(actor).select_related("home__patch").filter(id=person).first()
    return row.home if row else None


def _is_held(person: UUID) -> bool:
    return SafeAddress.objects.filter(person_id=person, ended_at__isnull=True).exists()
