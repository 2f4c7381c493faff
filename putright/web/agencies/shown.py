"""How requests, their ladders and the directory are put for the pages."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import Struct

from putright.casework.agency_words import CHANNELS, KINDS, ROUTES
from putright.casework.queries.agencies import About, AgenciesPage, EnquirySeen, RequestSeen, Rung
from putright.casework.queries.agency_asking import Asking, Preview
from putright.casework.queries.agency_directory import Directory, Line
from putright.casework.queries.case_promises import PromiseSeen
from putright.kit.dates import list_day
from putright.kit.say import _, ngettext
from putright.kit.shown import EntryShown, Link, PromiseShown
from putright.sheets import shown as put
from putright.sheets.address import Query, of_case, of_entry
from putright.web.agencies.forms import AskForm

SHAPES = {
    "done": "met", "claimed": "none", "due": "due", "overdue": "overdue", "back": "barred",
    "none": "excused",
}  # fmt: skip
"""The shape beside each rung, so that none is told by its colour alone."""


class RungShown(Struct, frozen=True):
    """A rung of a ladder: its name, its shape, and how it stands in words."""

    name: str
    shape: str
    words: str


class RequestShown(Struct, frozen=True, kw_only=True):
    """A request as a card."""

    id: int
    heading: str
    what: str
    state: str
    rungs: tuple[RungShown, ...]
    lines: tuple[str, ...]
    promises: tuple[PromiseShown, ...]
    entries: tuple[EntryShown, ...]
    actions: tuple[Link, ...]
    is_back: bool = False


class Unsent(Struct, frozen=True):
    """A promise to ask an agency that nobody has kept."""

    promise: PromiseShown
    href: str


class Told(Struct, frozen=True, kw_only=True):
    """The page of a case."""

    unsent: tuple[Unsent, ...]
    open: tuple[RequestShown, ...]
    over: tuple[RequestShown, ...]
    enquiries: tuple[RequestShown, ...]


class DeskShown(Struct, frozen=True, kw_only=True):
    """A desk of the directory as a row."""

    id: UUID
    name: str
    kind: str
    covers: str
    route: str
    checked: str
    is_old: bool
    wrong: str
    higher: str


def told(page: AgenciesPage) -> Told:
    """The page of a case."""
    case = page.around.id
    return Told(
        unsent=tuple(_unsent(one, case) for one in page.unsent),
        open=tuple(_request(one, case, page.may) for one in page.open),
        over=tuple(_request(one, case, page.may) for one in page.over),
        enquiries=tuple(_enquiry(one, case, page.may) for one in page.enquiries),
    )


def kinds(page: Asking, told: Mapping[str, str]) -> tuple[Link, ...]:
    """The kinds of request, each leading to its form with what brought us here."""
    address = of_case("agencies:ask", page.around.id)
    carried = {name: [told[name][:400]] for name in ("promise", "again") if told.get(name)}
    return tuple(
        Link(word=one.name, href=Query({"kind": [one.id], **carried}).on(address))
        for one in page.kinds
    )


def warnings(form: AskForm, look: Preview) -> tuple[str, ...]:
    """What to look at before a request goes."""
    found = []
    chosen = form.chosen
    if chosen is None:
        found.append(
            _("This address was typed by hand: {address}. Read it letter by letter.").format(
                address=form["typed_address"].value()
            )
        )
    elif chosen.desk.wrong_at:
        found.append(_("The directory marks {name} as wrong.").format(name=chosen.desk.name))
    if chosen is not None and chosen.is_ours is False:
        words = _("{name} does not cover this home. It keeps no promise to the resident: only a "
                  "request to the right team does.")  # fmt: skip
        found.append(words.format(name=chosen.desk.name))
    if look.not_needed:
        words = _("Your words name {names}. This request does not need that.")
        found.append(words.format(names=", ".join(look.not_needed)))
    return tuple(found)


def send_to(form: AskForm) -> str:
    """Where the request goes, and by which way that desk takes it."""
    chosen = form.chosen
    if chosen is None:
        return _("It goes to {address}.").format(address=form["typed_address"].value())
    route = _(ROUTES.get(chosen.desk.route, chosen.desk.route)).lower()
    words = _("They take requests by {way}: {address}")
    return words.format(way=route, address=chosen.desk.address)


def where(found: About, higher: bool) -> Iterator[str]:
    """Where a chaser goes."""
    yield about(found)
    if found.desk is None:
        return
    if higher and found.desk.higher:
        yield _("Their manager: {who}").format(who=found.desk.higher)
    elif not higher:
        route = _(ROUTES.get(found.desk.route, found.desk.route)).lower()
        yield _("They take requests by {way}: {address}").format(
            way=route, address=found.desk.address
        )


def about(found: About) -> str:
    """Which request a form is about."""
    return _("{what}, asked of {agency}").format(what=found.what, agency=found.agency)


def to_tell(found: About) -> Iterator[str]:
    """What to tell, and by which ways it is safe."""
    yield _("They answered: {words}").format(words=found.reply)
    yield _("Only ways that are safe for {name} are offered.").format(name=found.whom)


def channel_of(desk: Any) -> str:
    """The usual channel of a desk."""
    return CHANNELS.get(desk.route, "") if desk else ""


def directory(page: Directory) -> dict[str, Any]:
    """The directory: rows marked wrong, then those of each kind."""
    groups = [(_(KINDS.get(g.kind, g.kind)), [_desk(one) for one in g.lines]) for g in page.groups]
    return {"wrong": [_desk(one) for one in page.wrong], "groups": groups}


def _unsent(one: PromiseSeen, case: UUID) -> Unsent:
    """A promise with the way to ask; chasing is done at the request itself, further down."""
    is_to_ask = "agency.requested" in one.acts
    return Unsent(one.shown, put.act_href(one, case) if is_to_ask else "")


def _request(one: RequestSeen, case: UUID, may: bool) -> RequestShown:
    entries = [each for each in (one.entry, one.back, one.reply) if each is not None]
    return RequestShown(
        id=one.number,
        heading=one.agency,
        what=one.what,
        state=_state(one),
        rungs=tuple(_rung(each) for each in one.rungs),
        lines=tuple(_lines(one)),
        promises=tuple(each.shown for each in one.promises),
        entries=tuple(put.entry(each, case) for each in entries),
        actions=tuple(_actions(one, case)) if may else (),
        is_back=one.state == "came back",
    )


def _state(one: RequestSeen) -> str:
    days = ngettext("{n} working day", "{n} working days", one.days)
    return {
        "waiting": _("Waiting for {days}"),
        "came back": _("Came back after {days}: send it to the right desk now"),
        "sent on": _("Came back after {days}, then sent on"),
        "answered": _("Answered after {days}"),
    }[one.state].format(days=days)


def _lines(one: RequestSeen) -> Iterator[str]:
    if one.entry.evidence == "claimed":
        yield _("There is no record that it went. Add the record, or send it.")
    if one.basis:
        yield one.basis
    if one.is_wrong_desk:
        yield _("This desk does not cover the home: the audit of the case says so.")
    if one.doubt:
        yield _("Why this desk: {why}").format(why=one.doubt)
    if one.sent_from:
        yield _("The same request went to another desk first; that one stays in the books.")


def _actions(one: RequestSeen, case: UUID) -> Iterator[Link]:
    def link(word: str, name: str) -> Link:
        return Link(word=word, href=of_entry(f"agencies:{name}", case, one.number))

    if one.state == "waiting":
        yield link(_("Log their answer"), "reply")
        yield link(_("Chase"), "chase")
        yield link(_("It came back, or is not their team's"), "back")
        yield link(_("Take it to their manager"), "higher")
    if one.state == "came back":
        ask = of_case("agencies:ask", case)
        href = Query({"again": [str(one.number)]}).on(ask)
        yield Link(word=_("Send it to the right desk"), href=href)
    if one.state == "answered" and not one.is_told:
        yield link(_("Tell the resident"), "tell")


def _enquiry(one: EnquirySeen, case: UUID, may: bool) -> RequestShown:
    days = ngettext("{n} working day", "{n} working days", one.days)
    words = _("Answered after {days}") if one.answer else _("Waiting for our answer for {days}")
    entries = [each for each in (one.entry, one.answer) if each is not None]
    href = of_entry("agencies:answer", case, one.number)
    is_open = may and one.answer is None
    return RequestShown(
        id=one.number,
        heading=one.who,
        what="; ".join(one.entry.asks),
        state=words.format(days=days),
        rungs=(),
        lines=(one.basis,) if one.basis else (),
        promises=tuple(each.shown for each in one.promises),
        entries=tuple(put.entry(each, case) for each in entries),
        actions=(Link(word=_("Answer the enquiry"), href=href),) if is_open else (),
    )


def _rung(one: Rung) -> RungShown:
    day = list_day(one.on) if isinstance(one.on, date) else ""
    words = {
        "done": _("on {day}"), "claimed": _("said to be done on {day}, no record"),
        "due": _("due {day}"), "overdue": _("was due {day}"), "back": _("on {day}"),
        "none": _("not yet"),
    }[one.state]  # fmt: skip
    return RungShown(one.name, SHAPES[one.state], words.format(day=day))


def _desk(line: Line) -> DeskShown:
    desk = line.desk
    covers = ", ".join((*desk.areas, *desk.postcodes))
    route = _("{way}: {address}").format(way=_(ROUTES.get(desk.route, "")), address=desk.address)
    return DeskShown(
        id=desk.id,
        name=desk.name,
        kind=_(KINDS.get(desk.kind, desk.kind)),
        covers=covers or _("nobody said"),
        route=route,
        checked=_checked(line),
        is_old=line.is_old,
        wrong=desk.wrong_why,
        higher=desk.higher,
    )


def _checked(line: Line) -> str:
    if line.desk.checked_on is None:
        return _("never")
    day = list_day(line.desk.checked_on)
    return _("{day} by {who}").format(day=day, who=line.checked_by) if line.checked_by else day
