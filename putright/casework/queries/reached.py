"""Whom a promise is for and how it is safe to reach them, for many rows at once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.casework.queries.owed import Held
from putright.kit.say import _
from putright.stores.record.models import Party

WAYS = ("calls", "voicemail", "text", "email", "post", "visit")


class Reached(Struct, frozen=True):
    """Somebody, and in words which ways to reach them are safe."""

    name: str
    ways: str
    is_limited: bool
    is_known: bool


def reached(
    *, landlord: UUID, held: Sequence[Held], initials: bool
) -> dict[tuple[UUID, str], Reached]:
    """By case and part: the people whom these promises are for; "" is the case's resident."""
    cases = {one.head.id for one in held}
    if not cases:
        return {}
    found: dict[tuple[UUID, str], Reached] = {}
    parties = Party.objects.filter(
        landlord_id=landlord, case_id__in=cases, person__isnull=False, side="resident"
    )
    rows = parties.order_by("id").values_list("case_id", "key", "person__name", "person__details")
    for case, key, name, details in rows:
        who = _reached(name, details, initials)
        found[case, key] = who
        found.setdefault((case, ""), who)
    return found


def _reached(name: str, details: Mapping[str, Any], initials: bool) -> Reached:
    ways = details.get("ways") or {}
    words, barred = _in_words(ways)
    return Reached(
        name=_initials(name) if initials else name,
        ways=words,
        is_limited=barred,
        is_known=bool(ways),
    )


def _in_words(ways: Mapping[str, Any]) -> tuple[str, bool]:
    named = {
        "calls": _("calls"), "voicemail": _("voicemail"), "text": _("text"),
        "email": _("email"), "post": _("post"), "visit": _("visits"),
    }  # fmt: skip
    said: dict[str, list[str]] = {"ok": [], "not ok": []}
    for way in WAYS:
        told = ways.get(way) or {}
        says = told.get("says")
        if says in said:
            said[says].append(named[way])
        elif told.get("when"):
            said["ok"].append(f"{named[way]} ({told['when']})")
    parts = []
    if said["ok"]:
        parts.append(_("Safe: {ways}").format(ways=", ".join(said["ok"])))
    if said["not ok"]:
        parts.append(_("not: {ways}").format(ways=", ".join(said["not ok"])))
    return "; ".join(parts), bool(said["not ok"])


def _initials(name: str) -> str:
    return " ".join(f"{word[0]}." for word in name.split() if word)
