"""Whose each of a list of items may be, in one line: the guesses of their own pages, all at once.

A few questions for the whole list; what else may be guessed of one stands on its own page.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from putright.casework.actor import Actor
from putright.casework.queries.people import guarded, known_people
from putright.casework.queries.triage_guess import DIGITS
from putright.casework.queries.triage_who import guessed
from putright.stores.people.models import Home
from putright.stores.post.items import Row


def likeliest(actor: Actor, rows: Sequence[Row], *, now: datetime) -> dict[UUID, str]:
    """Somebody known by their address, number or name, and the home that it is about."""
    homes = _homes(actor, rows)
    people = _people(actor, rows, now)
    found = {}
    for row in rows:
        who = next((people[key] for key in _keys(row) if key in people), "")
        home = homes.get(row.home or guessed(row, "home") or row.id, "")
        found[row.id] = ", ".join(one for one in (who, home) if one)
    return found


def _homes(actor: Actor, rows: Sequence[Row]) -> dict[UUID, str]:
    ids = {home for row in rows if (home := row.home or guessed(row, "home"))}
    homes = Home.objects.filter(landlord_id=actor.landlord_id, id__in=ids)
    return {one.id: str(one) for one in homes}


def _keys(row: Row) -> Iterator[str]:
    """By what somebody is looked for, the surest first."""
    if "@" in row.sender:
        yield row.sender.casefold()
    if len(number := _digits(row.fields.get("phone") or row.sender)) == DIGITS:
        yield number
    yield " ".join(row.sender_name.split()).casefold()


def _people(actor: Actor, rows: Sequence[Row], now: datetime) -> dict[str, str]:
    """Names by address, number and name; a guarded person's address and number find nobody."""
    wanted = {key for row in rows for key in _keys(row) if key}
    if not wanted:
        return {}
    fits = Q()
    for key in sorted(wanted):
        fits |= Q(details__email__iexact=key) if "@" in key else Q(name__iexact=key)
    if numbers := sorted(key for key in wanted if key.isdigit()):
        either = "|".join(r"[^0-9]*".join(one) for one in numbers)
        fits |= Q(details__phone__iregex=either) | Q(details__other_phone__iregex=either)
    known = guarded(actor, known_people(actor).filter(erased_at__isnull=True), now=now)
    columns = ("name", "is_guarded", "details__email", "details__phone", "details__other_phone")
    found: dict[str, str] = {}
    for name, is_guarded, email, *phones in (
        known.filter(fits).order_by("name", "id").values_list(*columns)
    ):
        reached = () if is_guarded else (str(email or "").casefold(), *map(_digits, phones))
        for key in (*reached, name.casefold()):
            if key in wanted:
                found.setdefault(key, name)
    return found


def _digits(text: object) -> str:
    return re.sub(r"\D", "", str(text or ""))[-DIGITS:]
