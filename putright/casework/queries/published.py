"""What the Ombudsman published of others: shares upheld beside one's own, complaints alike."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.core.findings.shares import Share, shares_of, together
from putright.gateways import published
from putright.gateways.published import Finding
from putright.kit.dates import long_day
from putright.kit.say import N_, _
from putright.stores.accounts.models import Landlord
from putright.stores.record import readings

Shares = dict[str, Share]
MOST_ALIKE = 20
LONGEST = 5_000
NOBODY = "Unknown"
TABLES = (
    ("category", N_("By subject")), ("kind", N_("By kind of landlord")), ("year", N_("By year")),
)  # fmt: skip


class Line(Struct, frozen=True):
    """One line of a table: everybody's share, and one's own where there is one."""

    name: str
    all: Share
    own: Share | None


class Figures(Struct, frozen=True, kw_only=True):
    """The page of figures; ``brought_on`` is empty where nothing was imported yet."""

    brought_on: str
    rows: str
    landlord: str
    landlords: tuple[str, ...]
    chosen: str
    all: Share | None
    own: Share | None
    tables: tuple[tuple[str, tuple[Line, ...]], ...]


class Alike(Struct, frozen=True, kw_only=True):
    """What a search found; ``is_there`` says whether anything was imported to search in."""

    is_there: bool
    is_search: bool
    found: tuple[Finding, ...]
    categories: tuple[str, ...]


def library() -> Path:
    """Where published findings are kept."""
    path: Path = settings.PUBLISHED
    return path


def figures(actor: Actor, *, landlord: str = "") -> Figures:
    """Shares of the sector beside those of one landlord: the chosen one, else one's own name."""
    permissions.check(actor, "published.see")
    path = library()
    facts = published.told(path)
    if not facts:
        return Figures(brought_on="", rows="", landlord="", landlords=(), chosen="", all=None,
                       own=None, tables=())  # fmt: skip
    names = published.landlords(path)
    own_name = published.names_like(names, Landlord.objects.get(id=actor.landlord_id).name)
    chosen = landlord if landlord in names else own_name
    shares = {
        by: (_shares(path, by=by), _shares(path, by=by, landlord=chosen) if chosen else {})
        for by, _word in TABLES
    }
    everybody, own = shares["kind"]
    return Figures(
        brought_on=_day(facts["brought_on"]), rows=f"{int(facts['rows']):,}", landlord=own_name,
        landlords=tuple(names), chosen=chosen,
        all=together(_("All landlords"), everybody.values()),
        own=together(chosen, own.values()) if chosen else None,
        tables=tuple((_(word), tuple(_lines(by, *shares[by]))) for by, word in TABLES),
    )  # fmt: skip


def alike(actor: Actor, text: str, *, now: datetime, category: str = "") -> Alike:
    """Published complaints like a text; what was typed is kept nowhere. Empty: no search yet."""
    permissions.check(actor, "published.see")
    facts = published.told(library())
    subjects = tuple(published.categories(library())) if facts else ()
    if not facts or not text:
        return Alike(is_there=bool(facts), is_search=False, found=(), categories=subjects)
    readings.note_list(landlord=actor.landlord_id, user=actor.user_id, what="published", at=now)
    found = published.alike(library(), text[:LONGEST], most=MOST_ALIKE, category=category)
    dated = (replace(one, decided_on=_day(one.decided_on)) for one in found)
    return Alike(is_there=True, is_search=True, found=tuple(dated), categories=subjects)


def _day(told: str) -> str:
    """An ISO day in words; a month alone, or nothing, as it stands."""
    try:
        return long_day(date.fromisoformat(told))
    except ValueError:
        return told


def _lines(by: str, everybody: Shares, own: Shares) -> Iterator[Line]:
    order = sorted(everybody.values(), key=lambda one: (-one.decided, one.name))
    if by == "year":
        order = sorted(everybody.values(), key=lambda one: one.name, reverse=True)
    for share in order:
        name = _("Not known") if share.name == NOBODY else share.name
        yield Line(name, share, own.get(share.name))


def _shares(path: Path, *, by: str, landlord: str = "") -> Shares:
    found = published.tally(path, by=by, landlord=landlord)
    return shares_of((one.name, one.level, one.count) for one in found)
