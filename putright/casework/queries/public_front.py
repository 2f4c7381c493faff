"""What the public forms show of a landlord: its name, its number, and how the Ombudsman is reached.

Nothing else is shown to somebody who has not signed in; what is found for staff stays with them.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from msgspec import Struct

from putright.casework.complaint_clocks import ACKNOWLEDGEMENT
from putright.casework.policies import engine_of
from putright.casework.refused import NotThere
from putright.casework.triage_words import due, told_flags
from putright.core.events.entry import Entry, Person
from putright.core.events.parts import Evidence
from putright.core.timeline.timeline import build_timeline
from putright.core.workdays import to_datetime, when_at
from putright.kit.say import _
from putright.stores.accounts.models import Landlord, Team
from putright.stores.accounts.scope import SIGN_IN, landlord_scope
from putright.stores.people.models import Home

SLUG = re.compile(r"[a-z0-9-]{1,50}")
POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b")
MOST = 200
STREET = 2
"""More words than these name a street as well: "1 Alder Row", not "Flat 2"."""
LONGEST = 1_000
"""Signs of an address that are looked at."""


class Front(Struct, frozen=True, kw_only=True):
    """A landlord as anybody may see it."""

    id: UUID
    slug: str
    name: str
    phone: str
    is_sample: bool


def front(slug: str) -> Front:
    """The landlord of that short name, if it can take what is sent; else as if there were none."""
    if not SLUG.fullmatch(slug):
        raise NotThere
    with landlord_scope(SIGN_IN):
        found = Landlord.objects.filter(slug=slug).first()
    if found is None:
        raise NotThere
    with landlord_scope(found.id):
        if not Team.objects.filter(landlord_id=found.id).exists():
            raise NotThere
    return Front(
        id=found.id, slug=found.slug, name=found.name, phone=found.phone,
        is_sample=found.is_sample,
    )  # fmt: skip


def ombudsman(landlord: UUID, *, now: datetime) -> str:
    """How the Ombudsman is reached on that day, as this landlord's letters say it."""
    rows = engine_of(_pack(landlord)).stack.practice_on("ombudsman_contact", now.date())
    return " ".join(row.says for row in rows)


def read_by(landlord: UUID, *, is_urgent: bool = False, now: datetime) -> datetime:
    """By when somebody has read what comes now, as the landlord's own pack has it."""
    return due(_pack(landlord), now, is_urgent=is_urgent)


def sounds_urgent(landlord: UUID, told: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether what is sent now stands with what is urgent."""
    return bool(told_flags(_pack(landlord), told, at=now).urgent)


def _pack(landlord: UUID) -> str:
    with landlord_scope(landlord):
        return str(Landlord.objects.values_list("pack", flat=True).get(id=landlord))


def acknowledged_by(landlord: UUID, *, now: datetime) -> date | None:
    """By which day a complaint that comes now is acknowledged, if it is one, by the policy."""
    engine = engine_of(_pack(landlord))
    made = Entry(
        id="~sent", does=("complaint.raised",), at=now, by="resident", channel="web form",
        text="~", evidence=(Evidence(kind="letter"),),
    )  # fmt: skip
    people = [Person(id="resident", side="resident")]
    timeline = build_timeline([made], people=people, words=engine.stack.words)
    run = engine.run(timeline, now=when_at(now).first)
    duties = run.duties.get(ACKNOWLEDGEMENT.format(stage=1), [])
    due = next((each.due for each in duties if each.due and not each.is_replaced), None)
    return to_datetime(due.last).date() if due else None


class Place(Struct, frozen=True, kw_only=True):
    """Whose what came in is to begin with; ``home`` is one that a typed address seems to mean."""

    team: UUID
    pack: str
    home: UUID | None = None
    why: str = ""


def place_for(landlord: UUID, typed: Sequence[str]) -> Place:
    """The team of the patch of the home whose address was typed; else the first team.

    It tells staff whose patch it seems to be, and the sender nothing.
    """
    pack = _pack(landlord)
    home = next((found for text in typed if (found := _home(landlord, text))), None)
    if home is not None:
        why = _("This home's address was typed on the form.")
        patch = home.patch
        if patch is not None:
            return Place(team=patch.team_id, pack=pack, home=home.id, why=why)
        return Place(team=_first_team(landlord), pack=pack, home=home.id, why=why)
    return Place(team=_first_team(landlord), pack=pack)


def _first_team(landlord: UUID) -> UUID:
    team = Team.objects.filter(landlord_id=landlord).order_by("name", "id").first()
    if team is None:
        raise NotThere
    return team.id


def _home(landlord: UUID, text: str) -> Home | None:
    """The one home that the text names by postcode and address; none where two could be meant."""
    typed = _plain(text)
    codes = {f"{out} {into}" for out, into in POSTCODE.findall(typed.upper())[:3]}
    known = Home.objects.select_related("patch").filter(landlord_id=landlord)
    if codes:
        there = known.filter(postcode__in=codes | {one.replace(" ", "") for one in codes})
        found = [home for home in there if _names(_plain(home.address).split(",")[0], typed)]
    else:
        found = [home for home in _begin_alike(known, typed) if _names_whole(home, typed)]
    return found[0] if len(found) == 1 else None


def _begin_alike(known: QuerySet[Home], typed: str) -> QuerySet[Home]:
    """Homes whose address begins as what was typed without a postcode."""
    words = typed.replace(",", " , ").split()[:2]
    if len(words) < 2 or not any(sign.isdigit() for sign in "".join(words)):
        return known.none()
    return known.filter(address__istartswith=" ".join(words).removesuffix(" ,"))[:MOST]


def _names_whole(home: Home, typed: str) -> bool:
    """Whether the text names its street too: a flat's number alone is in many streets."""
    parts = [" ".join(one.split()) for one in _plain(home.address).split(",")]
    wanted = parts[: 1 if len(parts[0].split()) > STREET else 2]
    return sum(len(one.split()) for one in wanted) > STREET and all(
        _names(one, typed) for one in wanted
    )


def _names(words: str, text: str) -> bool:
    """Whether whole words of the text name it: "1 Alder Row" is not in "11 Alder Row"."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _plain(text: str) -> str:
    return " ".join(text[:LONGEST].casefold().split())
