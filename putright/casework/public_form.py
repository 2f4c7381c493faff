"""A public form as it is kept: what was told and where its files lie; and its number and words."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.kit.say import N_, _

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No two of them look or sound much alike."""
LONGEST = 200_000
"""Signs of an item's text; the rest is in what was kept as it came."""
KINDS = {
    "report": N_("Something happened"),
    "complaint": N_("They are not happy with us"),
    "more": N_("They add to what they sent"),
}
ASKED = (
    ("what", ""),
    ("outcome", N_("What would put it right:")),
    ("when_words", N_("When:")),
    ("where", N_("Where:")),
    ("against", N_("Who did it:")),
    ("hate", N_("Because of who they are:")),
    ("for_whom", N_("It is about:")),
    ("of_whom", N_("Others it is about:")),
    ("they_know", N_("Those know that this was sent:")),
    ("number", N_("A number we gave them before:")),
    ("who", N_("Name:")),
    ("address", N_("Address:")),
    ("phone", N_("Phone:")),
    ("email", N_("Email:")),
    ("best_time", N_("When it is safe:")),
    ("language", N_("Language:")),
    ("needs", N_("What makes it easier:")),
)
"""What is asked, in the order in which it is read."""
SAID = {
    "me": N_("themselves, or their home"),
    "somebody else": N_("somebody else"),
    "many": N_("several homes or people"),
    "yes": N_("yes"),
    "no": N_("no"),
    "not sure": N_("not sure"),
}
WAYS = {
    "calls": N_("calls"), "text": N_("texts"), "email": N_("email"), "post": N_("letters"),
    "visit": N_("visits"),
}  # fmt: skip
NONE_SAFE = "none"


class KeptFile(Struct, frozen=True, kw_only=True):
    """A file that came with a form and is on the disk, in the folder of the item to be."""

    name: str
    size: int
    blob: str
    salt: bytes
    digest: str


class Lost(Struct, frozen=True, kw_only=True):
    """A file of which nothing could be kept, and why."""

    name: str
    why: str


class Raw(Struct, frozen=True, kw_only=True):
    """All of it, as it is kept before anybody understands it. ``item`` is what it becomes.

    Of a ``quiet`` one no note is sent: too many were asked for from the same place.
    """

    kind: str
    item: UUID
    at: datetime
    told: dict[str, Any]
    files: list[KeptFile] = []
    lost: list[Lost] = []
    much: bool = False
    quiet: bool = False
    adds_to: UUID | None = None


def reference_of(arrival: UUID) -> str:
    """The number that is given for it: eight signs that tell of nothing and are made by nobody."""
    bits = int.from_bytes(arrival.bytes[:5])
    signs = "".join(SIGNS[(bits >> shift) & 31] for shift in range(35, -5, -5))
    return f"{signs[:4]}-{signs[4:]}"


def text_of(told: Mapping[str, Any]) -> str:
    """All that was told, as one reads it."""
    return "\n\n".join(_lines(told))[:LONGEST]


def for_others(told: Mapping[str, Any]) -> bool:
    """Whether it is about another, so that the address of whoever tells it is not where it is."""
    return told.get("for_whom") == "somebody else"


def besides(told: Mapping[str, Any]) -> tuple[str, ...]:
    """What was told that the page of a report has no question for: it stands with their words."""
    return (*(("address",) if for_others(told) else ()), "of_whom", "they_know", "number")


def lines_of(told: Mapping[str, Any], names: Collection[str]) -> list[str]:
    """Those answers, as one reads them."""
    return list(_lines({name: told[name] for name in names if told.get(name)}))


def told_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The same by the names that the page of a report has, so that nothing is asked again."""
    kept = dict(told)
    if NONE_SAFE in kept.get("safe", ()):
        kept |= {"safe": [], "unsafe": [*WAYS, "voicemail"]}
    if kept.get("for_whom") == "somebody else" and kept.get("who"):
        kept["helper"] = kept["who"]
    return kept


def notes_of(raw: Raw) -> list[str]:
    """What whoever reads it must know besides."""
    return list(_notes(raw))


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    for name, asked in ASKED:
        value = str(told.get(name, ""))
        if not value:
            continue
        if name in ("hate", "for_whom", "they_know"):
            value = _(SAID.get(value, value))
        yield f"{_(asked)} {value}" if asked else value
    if ways := told.get("safe"):
        yield _safe_words(ways)


def _safe_words(ways: list[str]) -> str:
    if NONE_SAFE in ways:
        return f"{_('No way of reaching them is safe. They will ring us.')} {_both(ways)}".strip()
    return _("Safe ways to reach them: {ways}.").format(
        ways=", ".join(_(WAYS.get(each, each)) for each in ways)
    )


def _both(ways: list[str]) -> str:
    """What was ticked beside "none of these is safe": it is told, and "none" holds."""
    others = [_(WAYS.get(each, each)) for each in ways if each != NONE_SAFE]
    if not others:
        return ""
    return _("They ticked {ways} as safe, and that none is. Until they say which, none is.").format(
        ways=", ".join(others)
    )


def _notes(raw: Raw) -> Iterator[str]:
    yield _("It came by the public form. Nobody has checked who wrote it.")
    ways = raw.told.get("safe", ())
    if raw.adds_to is not None:
        yield _("It belongs to what came before under the same number.")
    if NONE_SAFE in ways:
        yield _("They say that no way of reaching them is safe: do not write, ring or visit.")
        if both := _both(ways):
            yield both
    elif not ways and raw.kind != "more":
        yield _("They did not say how it is safe to reach them.")
    if raw.told.get("they_know") == "no":
        yield _("Those whom it is about do not know that this was sent.")
    if raw.much:
        yield _("Much came from the same place at that time.")
    for each in raw.lost:
        yield _("The file {name} came with it and was not kept. {why}").format(
            name=each.name, why=each.why
        )


def receipts_to(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """By which ways, and to where, they say that a note is safe."""
    ways = told.get("safe", ())
    if NONE_SAFE in ways:
        return []
    named = (("email", "email"), ("text", "phone"))
    return [
        (way, str(told[field]).strip()) for way, field in named if way in ways and told.get(field)
    ]
