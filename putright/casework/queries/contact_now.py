"""Whose residents are to hear that their contact is now somebody else, and by which safe way.

That is so where a cover acts for an officer who is away, and where a case went to another officer.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from msgspec import Struct

from putright.casework import conflict, permissions
from putright.casework.actor import Actor
from putright.casework.cover import Staffing
from putright.casework.queries.board import teams_of
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.cases import visible_to
from putright.casework.queries.contacts import people_of, rules_for
from putright.casework.queries.kept_out import kept_out
from putright.casework.queries.outgoing import is_reader
from putright.casework.queries.owed import Actors, heads_of
from putright.casework.queries.posting import email_in, is_safe
from putright.casework.queries.safe_ways import has_fled
from putright.casework.queries.staff import names_of, staffing_of
from putright.kit.say import _
from putright.stores.record.models import Case
from putright.stores.worklist.models import Owed

CONTACT = "contact"
"""The fact of an entry that told a resident whom to turn to: who that is."""
PLEDGE = "contact-"
"""How the promise to tell so is named, since a case went to somebody else."""
MOST = 30
EMAIL = "email"


class ToTell(Struct, frozen=True, kw_only=True):
    """A case whose resident does not know yet who acts; ``by_hand`` says why no email may go."""

    case: UUID
    reference: str
    title: str
    whom: str
    name: str
    contact: UUID
    contact_name: str
    until: datetime | None
    to: str
    by_hand: str
    pledges: tuple[str, ...]

    @property
    def can_go(self) -> bool:
        """Whether an email may go from the list."""
        return not self.by_hand


class Page(Struct, frozen=True):
    """The cases of one's teams in which somebody is to be told; ``more`` are not looked at yet."""

    rows: tuple[ToTell, ...]
    more: int


def page(actor: Actor, *, now: datetime) -> Page:
    """The cases of one's teams whose residents are to be told."""
    permissions.check(actor, "board.see")
    here = staffing_of(actor.landlord_id, today=now.date())
    found = list(_cases(actor, here, now).order_by("reference")[: MOST * 4])
    rows = [row for case in found[:MOST] if (row := one(actor, case.id, here, now=now)) is not None]
    return Page(tuple(rows), max(len(found) - MOST, 0))


def one(
    actor: Actor, case: UUID, here: Staffing, *, now: datetime
) -> ToTell | None:  # fmt: skip
    """A case as the list has it; None where its resident knows, or there is nobody to tell."""
    opened = open_for(actor, case, now=now, what="contact")
    contact = _acts(opened, here, now)
    people = [p for p in people_of(opened) if p.side == "resident"]
    readers = [p for p in people if is_reader(opened, p.key, p.side)]
    if contact is None or not readers or _is_told(opened, contact):
        return None
    whom = readers[0]
    officer = opened.case.officer_id
    away = here.away_today(officer) if officer else None
    ends = away.ends_on if away and contact != officer else None
    to = email_in(opened, whom.key)
    return ToTell(
        case=case, reference=opened.case.reference, title=opened.case.title, whom=whom.key,
        name=whom.name, contact=contact,
        contact_name=names_of(actor.landlord_id).get(contact, ""),
        until=datetime(ends.year, ends.month, ends.day, tzinfo=now.tzinfo) if ends else None,
        to=to, by_hand=_by_hand(opened, whom.key, to),
        pledges=tuple(each.pledge for each in opened.owed if each.pledge.startswith(PLEDGE)),
    )  # fmt: skip


def _cases(actor: Actor, here: Staffing, now: datetime) -> QuerySet[Case]:
    """Open cases of an officer who is away, and those with such a promise."""
    away = [
        time.user for time in here.away
        if time.holds_on(here.day) and here.acting_for(time.user) not in (None, time.user)
    ]  # fmt: skip
    promised = Owed.objects.filter(landlord_id=actor.landlord_id, pledge__startswith=PLEDGE)
    seen = visible_to(actor, now=now).filter(team_id__in=teams_of(actor, here), card__is_open=True)
    return seen.filter(Q(officer_id__in=away) | Q(id__in=promised.values("case_id")))


def _acts(opened: Open, here: Staffing, now: datetime) -> UUID | None:
    """Who acts for the case today, of those who may know of it and turn to the household."""
    landlord = opened.case.landlord_id
    heads = heads_of(Case.objects.filter(landlord_id=landlord, id=opened.case.id))
    if not heads:
        return None
    restricted = [head.id for head in heads if head.is_restricted]
    walls = kept_out(landlord=landlord, restricted=restricted, now=now)
    return Actors(here, walls).acting(heads[0], "", None, heads[0].kept_from).user


def _is_told(opened: Open, contact: UUID) -> bool:
    """Whether the last that somebody was told of their contact is this."""
    told: Iterable[str] = [
        str(item.entry.facts[CONTACT])
        for item in opened.run.timeline.items
        if CONTACT in item.entry.facts and not item.struck_by
    ]
    return [*told][-1:] == [str(contact)]


def _by_hand(opened: Open, whom: str, to: str) -> str:
    """Why no email may go without somebody looking at this case; "" where one may."""
    rule = next((rule for rule in rules_for(opened, whom) if rule.channel == EMAIL), None)
    landlord = opened.case.landlord_id
    if conflict.barred(opened.actor, opened.whole).open:
        return _("A complaint names you: somebody else is in touch with them.")
    if opened.case.is_restricted:
        return _("The case is restricted.")
    if has_fled(opened, whom):
        return _("They fled, so each message is looked at by itself.")
    if rule is None or rule.says != "ok" or not to:
        return _("We do not know an email address of theirs that is safe.")
    if not is_safe(landlord, way=EMAIL, to=to, by_itself=True):
        return _("Somebody who uses this address asked us not to write to it.")
    return ""
