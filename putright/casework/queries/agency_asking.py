"""What asking an agency needs: the kinds of request, the desks that cover the home, the letter."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import agency_letters, permissions
from putright.casework.actor import Actor
from putright.casework.agency_letters import Asked
from putright.casework.agency_words import PLEDGED
from putright.casework.promises import Promise
from putright.casework.queries import agency_threads
from putright.casework.queries.agency_threads import Thread, desks_of, thread_of
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import by_when
from putright.casework.refused import NotThere, Refused
from putright.core.letters import Letter
from putright.core.policy.practice import RequestKind
from putright.core.practice.agencies import covers
from putright.kit.dates import sentence_case
from putright.kit.say import _
from putright.stores.people.agencies import Desk

PERMISSION = "case.agencies"
SENT_ON = ("agency.bounced", "agency.wrong_team")


class DeskSeen(Struct, frozen=True, kw_only=True):
    """A desk of the directory beside a home; ``is_ours`` is None where nobody knows its areas."""

    desk: Desk
    is_ours: bool | None
    suits: bool

    @property
    def is_right(self) -> bool:
        """Whether a request can go there without a word."""
        return self.is_ours is not False and self.desk.wrong_at is None


class ToKeep(Struct, frozen=True):
    """A promise that a request can keep; ``fits`` ticks it beforehand."""

    pledge: str
    words: str
    fits: bool


class Again(Struct, frozen=True):
    """The request that came back and is now sent on."""

    number: int
    what: str
    agency: str
    desk: UUID | None


class Asking(Struct, frozen=True, kw_only=True):
    """Everything that the page for asking an agency is drawn from."""

    around: Around
    kinds: tuple[RequestKind, ...]
    kind: RequestKind | None
    desks: tuple[DeskSeen, ...]
    home: str
    about: tuple[tuple[str, str], ...]
    keeps: tuple[ToKeep, ...]
    again: Again | None

    @property
    def first_choice(self) -> UUID | None:
        """The desk that covers the home, where there is one."""
        return next((one.desk.id for one in self.desks if one.is_ours and one.is_right), None)


class Request(Struct, frozen=True, kw_only=True):
    """A request as somebody fills it in; ``desk`` is None for one that the directory lacks."""

    kind: str
    about: str
    basis: str
    asks: str
    desk: UUID | None = None
    typed: str = ""
    typed_address: str = ""
    crime_reference: str = ""
    words: str = ""
    keeps: tuple[str, ...] = ()
    again: int = 0


class Preview(Struct, frozen=True):
    """The letter as it would go out, and what to look at first."""

    letter: Letter
    not_needed: tuple[str, ...]


def asking(
    actor: Actor, case_id: UUID, *, now: datetime, kind: str = "", promise: str = "", again: int = 0
) -> Asking:
    """The page for asking; ``promise`` is one to keep, ``again`` a request that came back."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, PERMISSION, opened.near)
    owed = next((each for each in opened.owed if each.key == promise), None)
    thread = thread_of(opened, again or _came_back(opened, owed))
    if again and thread is None:
        raise NotThere
    told = kind or (str(thread.request.entry.facts.get("request", "")) if thread else "")
    kinds = _kinds(opened, owed)
    chosen = next((one for one in agency_threads.kinds(opened) if one.id == told), None)
    return Asking(
        around=around(opened, "agencies"),
        kinds=kinds,
        kind=chosen,
        desks=tuple(desks_seen(opened, chosen)),
        home=str(opened.case.home) if opened.case.home else "",
        about=_about(opened, chosen),
        keeps=tuple(to_keep(opened, owed)),
        again=_again(opened, thread) if thread else None,
    )


def preview(actor: Actor, case_id: UUID, told: Request, *, now: datetime) -> Preview:
    """The letter that these answers make."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, PERMISSION, opened.near)
    asked = asked_of(opened, told)
    return Preview(
        letter=agency_letters.request(opened, asked, now=now),
        not_needed=agency_letters.not_needed(opened, asked),
    )


def asked_of(opened: Open, told: Request) -> Asked:
    """The request in the shape of its letter. Raises ``Refused`` for what no form offers."""
    kind = next((one for one in agency_threads.kinds(opened) if one.id == told.kind), None)
    if kind is None or told.about not in {key for key, _words in _about(opened, kind)}:
        raise Refused(_("Choose what you ask for, and whom it is about."))
    thread = thread_of(opened, told.again) if told.again else None
    return Asked(
        kind=kind,
        agency=chosen_desk(opened, told).name if told.desk else told.typed,
        about=told.about,
        basis=told.basis,
        asks=told.asks,
        crime_reference=told.crime_reference,
        words=told.words,
        first_sent=agency_letters.day_of(thread.request) if thread else None,
    )


def chosen_desk(opened: Open, told: Request) -> Desk:
    """The desk of the directory that was chosen."""
    found = next((one for one in desks_of(opened) if one.id == told.desk), None)
    if found is None:
        raise Refused(_("Choose a desk of the directory, or type where it goes."))
    return found


def desks_seen(opened: Open, kind: RequestKind | None) -> list[DeskSeen]:
    """The desks that can be asked: those that cover the home and suit the request first."""
    wanted = set(kind.to) if kind else set()
    found = [
        DeskSeen(desk=desk, is_ours=is_ours(opened, desk), suits=desk.kind in wanted)
        for desk in desks_of(opened)
        if desk.kind in wanted or (desk.kind == "other" and wanted)
    ]
    return sorted(found, key=lambda one: (not one.is_right, one.is_ours is not True, one.desk.name))


def is_ours(opened: Open, desk: Desk) -> bool | None:
    """Whether a desk covers the home of the case; None where that cannot be said."""
    home = opened.case.home
    if home is None or not (desk.areas or desk.postcodes):
        return None
    return covers(desk.areas, desk.postcodes, area=home.area, postcode=home.postcode)


def speaks_of_agency(promise: Promise) -> bool:
    """Whether a promise was made in words and is about asking an agency."""
    return bool(promise.pledge) and any(act.startswith("agency.") for act in promise.acts)


def to_keep(opened: Open, owed: Promise | None) -> Sequence[ToKeep]:
    """The promises in words that something about an agency can keep."""
    keys = {owed.key} if owed else set()
    return [
        ToKeep(each.pledge, _worded(each), each.key in keys)
        for each in opened.owed
        if speaks_of_agency(each) or (each.pledge and not each.acts)
    ]


def _kinds(opened: Open, owed: Promise | None) -> tuple[RequestKind, ...]:
    """The kinds of request; those that the promise speaks of first."""
    wanted = PLEDGED.get(owed.agency, frozenset()) if owed else frozenset()
    found = agency_threads.kinds(opened)
    return tuple(sorted(found, key=lambda kind: wanted.isdisjoint(kind.to) and bool(wanted)))


def _came_back(opened: Open, owed: Promise | None) -> int:
    """The request that a promise to send on is about."""
    item = opened.run.timeline.by_id.get(owed.entry) if owed else None
    if item is None or set(SENT_ON).isdisjoint(item.acts):
        return 0
    found = (one for one in agency_threads.threads(opened) if one.back is item)
    return next((agency_threads.number_of(opened, one.request) for one in found), 0)


def _again(opened: Open, thread: Thread) -> Again:
    desk = agency_threads.desk_of(opened, thread.request, desks_of(opened))
    return Again(
        number=agency_threads.number_of(opened, thread.request),
        what=agency_threads.name_of(opened, thread.request),
        agency=agency_threads.agency_of(opened, thread.request),
        desk=desk.id if desk else None,
    )


def _about(opened: Open, kind: RequestKind | None) -> tuple[tuple[str, str], ...]:
    sides = {"resident": ("resident",), "other party": ("other party",)}.get(
        kind.for_whom if kind else "any", ("resident", "other party")
    )
    parts = [part for side in sides for part in opened.parts.values() if part.side == side]
    found = tuple((part.key, _with_side(part.name, part.side)) for part in parts)
    return found or (("resident", _("The resident")),)


def _with_side(name: str, side: str) -> str:
    return f"{name} ({_('the other party')})" if side == "other party" else name


def _worded(promise: Promise) -> str:
    what = sentence_case(promise.what.rstrip("."))
    by = by_when(promise)
    return _("{what}, by {by}").format(what=what, by=by) if by else what
