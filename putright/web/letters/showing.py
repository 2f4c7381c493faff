"""How a mark of the check, and a letter's own HTML, are put for the templates."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from markupsafe import Markup
from msgspec import Struct

from putright.casework.outgoing_shown import ENOUGH, ENTRY
from putright.casework.queries.case_entries import Pointer
from putright.casework.queries.outgoing import MarkSeen
from putright.core.claims.mark import UNCHECKED
from putright.kit.say import _, ngettext
from putright.kit.shown import Link
from putright.sheets import shown
from putright.sheets.address import of_entry

FEW, SNIPPET = 3, 140
"""So many likely entries are offered in sight, each with so many signs of what it says."""
MOST_OPTIONS = 150
"""With more entries than this their numbers are typed, with the list to help."""


class Likely(Struct, frozen=True, kw_only=True):
    """An entry that may show what a sentence says, to be chosen without typing."""

    number: int
    value: str
    word: str
    says: str
    href: str


class MarkShown(Struct, frozen=True, kw_only=True):
    """A mark of the check as the page draws it.

    Of what could not be checked: ``likely`` are the entries offered, ``without`` those that
    have no record, each with where one is added; ``answer`` is what is chosen
    ("entry:12", "another", "because" or nothing), ``number`` the other entry. ``words`` are the
    answer as it is kept, ``by`` says who gave it, ``refused`` why it is none.
    """

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
    words: str
    by: str
    refused: str
    is_kept: bool
    is_unchecked: bool
    likely: tuple[Likely, ...]
    without: tuple[tuple[Link, Link], ...]
    answer: str
    number: str
    shown_at: str


def marked(seen: MarkSeen, case_id: UUID, typed: Mapping[str, str]) -> MarkShown:
    """A mark; a reason that was just typed stands before the one that was kept."""
    mark, reason = seen.mark, typed.get(seen.mark.key, "") or seen.reason
    likely = _likely(seen, case_id)
    return MarkShown(
        key=mark.key,
        is_red=mark.colour == "red",
        says=mark.says,
        quote=mark.quote,
        instead=mark.instead,
        mended=seen.mended,
        reason=reason,
        has_reason=_is_answered(seen, reason),
        entries=tuple(
            Link(word=each.words, href=shown.entry_href(case_id, each.number))
            for each in seen.entries
        ),
        proofs=tuple(
            Link(word=each.words, href=of_entry("cases:proof", case_id, each.number))
            for each in seen.entries
        ),
        words=seen.answer.words,
        by=seen.by,
        refused=seen.answer.refused if reason == seen.reason else "",
        is_kept=reason == seen.reason,
        is_unchecked=mark.kind == UNCHECKED,
        likely=likely,
        without=_without(seen, case_id),
        answer=_chosen(reason, likely) if mark.kind == UNCHECKED else "",
        number=reason.removeprefix(ENTRY) if reason.startswith(ENTRY) else "",
        shown_at=shown.entry_href(case_id, seen.answer.entry) if seen.answer.entry else "",
    )


def _is_answered(seen: MarkSeen, reason: str) -> bool:
    """Whether a reason is one, as far as the page knows; the gate of the server says so anew."""
    if reason == seen.reason:
        return seen.answer.is_enough
    if seen.mark.kind == UNCHECKED and reason.startswith(ENTRY):
        return reason.removeprefix(ENTRY) in {str(one.number) for one in seen.others}
    return len(reason.strip()) >= ENOUGH


def _chosen(reason: str, likely: Sequence[Likely]) -> str:
    if reason in {one.value for one in likely}:
        return reason
    if reason.startswith(ENTRY):
        return "another"
    return "because" if reason.strip() else ""


def _likely(seen: MarkSeen, case_id: UUID) -> tuple[Likely, ...]:
    """The entries that may be meant and have a record, the likeliest first."""
    may_show = {one.number for one in seen.others}
    found = [one for one in seen.entries if one.number in may_show]
    return tuple(_offered(one, case_id) for one in found[:FEW])


def _without(seen: MarkSeen, case_id: UUID) -> tuple[tuple[Link, Link], ...]:
    """The entries that may be meant and show nothing yet, each with where proof is added."""
    may_show = {one.number for one in seen.others}
    return tuple(
        (
            Link(word=one.words, href=shown.entry_href(case_id, one.number)),
            Link(word=one.words, href=of_entry("cases:proof", case_id, one.number)),
        )
        for one in seen.entries
        if one.number not in may_show
    )


def _offered(one: Pointer, case_id: UUID) -> Likely:
    says = " ".join(one.text.split())
    return Likely(
        number=one.number,
        value=f"{ENTRY}{one.number}",
        word=one.words,
        says=says if len(says) <= SNIPPET else says[:SNIPPET].rsplit(" ", 1)[0] + " ...",
        href=shown.entry_href(case_id, one.number),
    )


def said_of(marks: Sequence[MarkShown]) -> str:
    """What the check comes to, in a sentence."""
    red = sum(mark.is_red for mark in marks)
    amber = sum(_is_open(mark) and not mark.is_unchecked for mark in marks)
    unchecked = sum(_is_open(mark) and mark.is_unchecked for mark in marks)
    said = []
    if red:
        said.append(ngettext("{n} thing cannot be sent.", "{n} things cannot be sent.", red))
    if amber:
        said.append(ngettext("{n} thing needs a reason.", "{n} things need a reason.", amber))
    if unchecked:
        said.append(ngettext("Look at {n} thing yourself.", "Look at {n} things yourself.",
                             unchecked))  # fmt: skip
    if marks and not said:
        return _("Each thing that needs a reason has one.")
    return " ".join(said) or _("The check found nothing against this letter.")


def _is_open(mark: MarkShown) -> bool:
    return not mark.is_red and not mark.has_reason


def safe(html: str) -> Markup:
    """HTML of a letter, which ``letter_text.to_html`` made of the few tags that it knows."""
    return Markup(html)  # nosec B704 - made by to_html, which lets seven tags through
