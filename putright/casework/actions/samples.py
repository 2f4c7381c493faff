"""Loads the invented landlord and the published cases, each under a landlord of its own.

Everything goes through the same doors as real work: people and cases through the desk.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk
from putright.casework.actions import links, samples_incoming, samples_lessons, samples_letters
from putright.casework.actor import Actor, staff_key, system
from putright.core.events.entry import Entry
from putright.core.events.person import Authority, Details, Need, PersonNote, Way
from putright.core.timeline.casefile import CaseFile
from putright.gateways import files
from putright.gateways.clock import LONDON
from putright.gateways.sample_values import Sample, SampleCase, SamplePerson
from putright.gateways.samples import load_sample
from putright.stores.accounts import staffing
from putright.stores.accounts.scope import landlord_scope
from putright.stores.people import agencies, places
from putright.stores.record.cases import NewCase, NewParty

BEGINNING = timedelta(days=400)
PUBLISHED_STAFF = (
    ("Ines Marlowe", "ines", "officer"),
    ("Abe Thornquist", "abe", "team leader"),
    ("Lotte Vance", "lotte", "auditor"),
)
"""Invented people who work through the published cases."""

Step = Callable[[str], None]


def quiet(name: str) -> None:
    """Say nothing of the progress."""


def load_meadowbank(*, now: datetime, step: Step = quiet) -> UUID:
    """The invented landlord with a dozen cases, their days counted from ``now``."""
    sample = load_sample("meadowbank", now=now, calendar=files.load_calendar())
    return _Loader(sample, now).load(step)


def load_published(name: str, *, now: datetime, step: Step = quiet) -> UUID:
    """A published case under its own landlord, with invented staff."""
    case = _published(name)
    slug = case.header.landlord
    landlord = uuid4()
    with transaction.atomic(), landlord_scope(landlord):
        pack = files.load_pack(slug).header
        staffing.add_landlord(
            staffing.NewLandlord(
                slug=slug,
                name=pack.title.partition(":")[0],
                prefix=slug[:3].upper(),
                pack=slug,
                is_sample=True,
            ),
            id=landlord,
        )
        team = staffing.add_team(landlord=landlord, name="Neighbourhoods")
        users = [
            _user(landlord, name, f"{key}@{slug}.example", role, team, now.date())
            for name, key, role in PUBLISHED_STAFF
        ]
        staffing.add_patch(
            landlord=landlord, name="All homes", team=team, officer=users[0], cover=users[1]
        )
        step(case.header.id)
        _open_published(case, landlord, team, users[0], now)
    return landlord


def renew_passwords(*, landlord: UUID, password: str) -> list[tuple[str, str]]:
    """Give the accounts of a sample landlord a password made at this moment."""
    with landlord_scope(landlord):
        return staffing.set_password_of_samples(landlord=landlord, password=password)


def _published(name: str) -> CaseFile:
    path = files.find_case(name)
    pack = files.load_pack(files.landlord_named(path))
    return files.load_case(path, files.words_with(pack))


def _open_published(
    case: CaseFile, landlord: UUID, team: UUID, officer: UUID, now: datetime
) -> None:
    actor = system(landlord)
    header = msgspec.to_builtins(case.header)
    parties = [
        NewParty(key=each.id, side=each.side, role=each.role, core=_core(each))
        for each in case.people
    ]
    desk.open_case(
        actor=actor,
        case=NewCase(
            id=uuid4(),
            title=case.header.title,
            team=team,
            officer=officer,
            reference=case.header.id,
            imported={"header": header, "headings": msgspec.to_builtins(case.headings)},
        ),
        parties=parties,
        entries=case.entries,
        now=now,
        source="import",
    )


def _core(person: Any) -> dict[str, Any]:
    """What the file says of a person beyond part and side, as the engine wants it."""
    told: dict[str, Any] = msgspec.to_builtins(person)
    return {
        name: value
        for name, value in told.items()
        if name not in ("id", "side", "role") and value not in ("", None, False, 0, [])
    }


def _user(landlord: UUID, name: str, email: str, role: str, team: UUID | None, today: date) -> UUID:
    user = staffing.add_user(landlord=landlord, name=name, email=email, skips_second_factor=True)
    staffing.give_role(
        landlord=landlord, user=user, role=role, team=team, starts_on=today - BEGINNING
    )
    return user


class _Keys(Struct):
    """Our ids by the keys of the sample's file."""

    teams: dict[str, UUID] = {}
    staff: dict[str, UUID] = {}
    patches: dict[str, UUID] = {}
    areas: dict[str, str] = {}
    homes: dict[str, UUID] = {}
    tenancies: dict[str, UUID] = {}
    people: dict[str, UUID] = {}
    cases: dict[str, UUID] = {}


class _Loader:
    """Loads one sample landlord."""

    def __init__(self, sample: Sample, now: datetime) -> None:
        self.sample = sample
        self.now = now
        self.landlord = uuid4()
        self.keys = _Keys()
        self.actor = system(self.landlord)

    def load(self, step: Step) -> UUID:
        with transaction.atomic(), landlord_scope(self.landlord):
            told = self.sample.landlord
            staffing.add_landlord(
                staffing.NewLandlord(
                    slug=told.id, name=told.name, prefix=told.prefix, pack=told.pack,
                    phone=told.phone, is_sample=True,
                ),
                id=self.landlord,
            )  # fmt: skip
            self._staff()
            self._homes()
            self._people()
            self._agencies()
            for case in self.sample.cases:
                step(case.id)
                self._case(case)
            self._links()
            self._letters()
            self._lessons()
            self._incoming()
        return self.landlord

    def _staff(self) -> None:
        today = self.now.date()
        vacant = {each.id for each in self.sample.staff if each.vacant}
        for team in self.sample.teams:
            self.keys.teams[team.id] = staffing.add_team(landlord=self.landlord, name=team.name)
        for each in self.sample.staff:
            if each.vacant:
                continue
            user = staffing.add_user(
                landlord=self.landlord,
                name=each.name,
                email=each.email or f"{each.id}@{self.sample.landlord.id}.example",
                skips_second_factor=True,
                is_active=each.left is None,
            )
            self.keys.staff[each.id] = user
            for role in each.roles:
                team_id = self.keys.teams[each.team] if each.team else None
                staffing.give_role(
                    landlord=self.landlord, user=user, role=role, team=team_id,
                    starts_on=today - BEGINNING,
                )  # fmt: skip
        self._away()
        for patch in self.sample.patches:
            officer = None if patch.officer in vacant else self.keys.staff[patch.officer]
            self.keys.patches[patch.id] = staffing.add_patch(
                landlord=self.landlord,
                name=patch.name,
                team=self.keys.teams[patch.team],
                officer=officer,
                cover=self.keys.staff[patch.cover],
            )
            self.keys.areas[patch.id] = patch.area

    def _away(self) -> None:
        told_by = next(self.keys.staff[team.leader] for team in self.sample.teams)
        for each in self.sample.staff:
            start = each.away.start if each.away else each.left
            end = each.away.end if each.away else None
            if start is None:
                continue
            staffing.add_away(
                landlord=self.landlord,
                user=self.keys.staff[each.id],
                starts_on=start,
                ends_on=end,
                cover=self.keys.staff[each.cover],
                told_by=told_by,
                told_at=self.now,
                is_leaving=each.left is not None,
            )

    def _homes(self) -> None:
        for home in self.sample.homes:
            self.keys.homes[home.id] = places.add_home(
                landlord=self.landlord,
                address=home.address,
                postcode=home.postcode,
                uprn=home.uprn,
                area=self.keys.areas[home.patch],
                patch=self.keys.patches[home.patch],
            )
        for tenancy in self.sample.tenancies:
            self.keys.tenancies[tenancy.id] = places.add_tenancy(
                landlord=self.landlord,
                reference=tenancy.id,
                home=self.keys.homes[tenancy.home],
                starts_on=tenancy.start,
                ends_on=tenancy.end,
            )

    def _people(self) -> None:
        for person in self.sample.people:
            home = self.keys.homes.get(person.home) or self._home_of(person)
            self.keys.people[person.id] = desk.write_person(
                actor=self.actor,
                person=None,
                written=_notes(person, self.now),
                now=self.now,
                home=home,
                source="import",
            )
        self._authorities()
        self._members()

    def _home_of(self, person: SamplePerson) -> UUID | None:
        tenancies = [
            each for each in self.sample.tenancies
            if each.id == person.tenancy or person.id in each.tenants
        ]  # fmt: skip
        return self.keys.homes[tenancies[-1].home] if tenancies else None

    def _authorities(self) -> None:
        """Who may speak for whom stands with the person who is spoken for."""
        spoken: dict[str, list[Authority]] = {}
        for helper in self.sample.people:
            for each in helper.speaks_for:
                spoken.setdefault(each.person, []).append(
                    Authority(
                        person=str(self.keys.people[helper.id]),
                        name=helper.name,
                        may_be_told=each.may_be_told,
                        until=each.until,
                    )
                )
        for person, authorities in spoken.items():
            note = PersonNote(
                id="", does="person.authority_given", at=self.now,
                sets=Details(authorities=tuple(authorities)),
            )  # fmt: skip
            desk.write_person(
                actor=self.actor, person=self.keys.people[person], written=[note], now=self.now,
                source="import",
            )  # fmt: skip

    def _members(self) -> None:
        for tenancy in self.sample.tenancies:
            for key in tenancy.tenants:
                self._member(tenancy.id, key, "tenant")
        for person in self.sample.people:
            if person.tenancy:
                self._member(person.tenancy, person.id, person.relation or "household")

    def _member(self, tenancy: str, person: str, part: str) -> None:
        places.add_member(
            landlord=self.landlord,
            tenancy=self.keys.tenancies[tenancy],
            person=self.keys.people[person],
            part=part[:20],
        )

    def _links(self) -> None:
        """Cases that belong together are joined once all of them are there."""
        for case in self.sample.cases:
            for each in case.header.linked:
                links.join(
                    actor=self.actor, case_id=self.keys.cases[case.id],
                    other=self.keys.cases[each.case], what=each.what, why=each.why, now=self.now,
                )  # fmt: skip

    def _as(self, key: str) -> Actor:
        """Somebody of the staff, who may do anything while the sample is loaded."""
        names = {each.id: each.name for each in self.sample.staff}
        return Actor(
            user_id=self.keys.staff[key], landlord_id=self.landlord, name=names[key],
            is_system=True,
        )  # fmt: skip

    def _incoming(self) -> None:
        ids = {
            "teams": self.keys.teams, "staff": self.keys.staff, "patches": self.keys.patches,
            "people": self.keys.people,
        }  # fmt: skip
        for each in self.sample.incoming:
            samples_incoming.write(
                landlord=self.landlord, pack=self.sample.landlord.pack, one=each, ids=ids,
                now=self.now,
            )  # fmt: skip

    def _lessons(self) -> None:
        for each in self.sample.lessons:
            samples_lessons.write(
                actor=self._as(each.by), lesson=each, staff=self.keys.staff,
                case_id=self.keys.cases.get(each.case), now=self.now,
            )  # fmt: skip

    def _letters(self) -> None:
        for each in self.sample.letters:
            actor = self._as(each.by)
            samples_letters.write(
                actor=actor, case_id=self.keys.cases[each.case], letter=each, now=self.now
            )

    def _agencies(self) -> None:
        for each in self.sample.agencies:
            told = agencies.Told(
                name=each.name, kind=each.kind, areas=each.areas, postcodes=each.postcodes,
                route=each.route, address=each.address, higher=each.higher,
            )  # fmt: skip
            checked = _at(each.checked) if each.checked else self.now
            user = self.keys.staff.get(each.by)
            made = agencies.add(landlord=self.landlord, told=told, user=user, now=checked)
            if each.wrong:
                agencies.mark_wrong(
                    landlord=self.landlord, agency=made, why=each.wrong, user=user, now=self.now
                )

    def _case(self, case: SampleCase) -> None:
        head = case.header
        self.keys.cases[case.id] = uuid4()
        renamed = {
            key: staff_key(self.keys.staff[named])
            for key, named in case.keys.items()
            if named in self.keys.staff
        }
        parties = [
            NewParty(
                key=renamed.get(each.id, each.id),
                side=each.side,
                role=each.role,
                person=self.keys.people.get(case.keys.get(each.id, "")),
                user=self.keys.staff.get(case.keys.get(each.id, "")),
                core=_core(each),
            )
            for each in case.file.people
        ]
        desk.open_case(
            actor=self.actor,
            case=NewCase(
                id=self.keys.cases[case.id],
                title=case.file.header.title,
                team=self.keys.teams[head.team],
                officer=self.keys.staff.get(head.officer),
                home=self.keys.homes.get(head.home),
                is_restricted=bool(head.restricted),
                imported={"headings": msgspec.to_builtins(case.file.headings)},
                opened_at=min(_at(head.started), self.now),
            ),
            parties=parties,
            entries=[_renamed(entry, renamed) for entry in case.file.entries],
            now=self.now,
            cleared=[self.keys.staff[key] for key in head.cleared],
            source="import",
        )


def _renamed(entry: Entry, keys: Mapping[str, str]) -> Entry:
    """The entry with staff under the keys that live entries use."""

    def each(listed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(keys.get(key, key) for key in listed)

    return replace(
        entry,
        by=keys.get(entry.by, entry.by),
        to=each(entry.to),
        about_staff=each(entry.about_staff),
        against=each(entry.against),
        for_whom=keys.get(entry.for_whom, entry.for_whom),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 0), LONDON)


def _notes(person: SamplePerson, now: datetime) -> list[PersonNote]:
    checked_at = _at(person.checked.on) if person.checked else now
    kinds = {"professional": "professional", "resident": "resident", "household": "resident"}
    born = person.born
    first = Details(
        name=person.name,
        kind=kinds.get(person.kind, "other"),  # type: ignore[arg-type]
        organisation=person.organisation or None,
        role=person.role or None,
        born_on=born,
        is_child=_is_child(born, now.date()) or None,
        phone=person.phone or None,
        email=person.email or None,
        language=person.language,
        interpreter=_interpreter(person),
        code_word=person.code_word or None,
        best_time=person.best_time or None,
        needs=_needs(person) or None,
    )
    written = [
        PersonNote(id="", does="person.registered", at=_at(now.date() - BEGINNING), sets=first)
    ]
    if person.safe:
        ways: dict[str, Way] = {
            each.channel: Way(says=each.rule, when=each.when) for each in person.safe
        }
        written.append(
            PersonNote(
                id="", does="person.safe_contact_checked", at=checked_at,
                how=person.checked.how if person.checked else "", sets=Details(ways=ways),
            )
        )  # fmt: skip
    return written


def _interpreter(person: SamplePerson) -> str | None:
    if not person.interpreter:
        return None
    return person.interpreter_note or f"needed for talks in {person.language}"


def _needs(person: SamplePerson) -> tuple[Need, ...]:
    return tuple(
        Need(what=each.what, helps=each.helps, review_on=each.review) for each in person.needs
    )


def _is_child(born: date | None, today: date) -> bool:
    return born is not None and (today - born).days < 18 * 365.25
