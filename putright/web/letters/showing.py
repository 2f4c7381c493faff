"""How a mark of the check, and a letter's own HTML, are put for the templates."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from markupsafe import Markup
from msgspec import Struct

from putright.casework.outgoing_rules import ENOUGH
from putright.casework.queries.outgoing import MarkSeen
from putright.kit.say import _, ngettext
from putright.kit.shown import Link
from putright.sheets import shown
from putright.sheets.address import of_entry


class MarkShown(Struct, frozen=True, kw_only=True):
    """A mark of the check as the page draws it."""

    key: str
    is_red: bool
    says: str
    quote: str
    instead: str
    mended: str
    reason: str
    has_reason: bool
    entries: tuple[Link, ...]
    proofs: tuple[Link, ...]


def marked(seen: MarkSeen, case_id: UUID, typed: Mapping[str, str]) -> MarkShown:
    """A mark; a reason that was just typed stands before the one that was kept."""
    mark, reason = seen.mark, typed.get(seen.mark.key, "") or seen.reason
    return MarkShown(
        key=mark.key,
        is_red=mark.colour == "red",
        says=mark.says,
        quote=mark.quote,
        instead=mark.instead,
        mended=seen.mended,
        reason=reason,
        has_reason=len(reason.strip()) >= ENOUGH,
        entries=tuple(
            Link(word=each.words, href=shown.entry_href(case_id, each.number))
            for each in seen.entries
        ),
        proofs=tuple(
            Link(word=each.words, href=of_entry("cases:proof", case_id, each.number))
            for each in seen.entries
        ),
    )


def said_of(marks: Sequence[MarkShown]) -> str:
    """What the check comes to, in a sentence."""
    red = sum(mark.is_red for mark in marks)
    amber = sum(not mark.is_red and not mark.has_reason for mark in marks)
    said = []
    if red:
        said.append(ngettext("{n} thing cannot be sent.", "{n} things cannot be sent.", red))
    if amber:
        said.append(ngettext("{n} thing needs a reason.", "{n} things need a reason.", amber))
    if marks and not said:
        return _("Each thing that needs a reason has one.")
    return " ".join(said) or _("The check found nothing against this letter.")


def safe(html: str) -> Markup:
    """HTML of a letter, which ``letter_text.to_html`` made of the few tags that it knows."""
    return Markup(html)  # nosec B704 - made by to_html, which lets seven tags through
