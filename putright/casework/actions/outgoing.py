"""Letters and messages before they go out: begun from a page, written, read by a second person.

Every area that writes to somebody begins a letter here and leads to its page (``letters:write``):
there it is changed, checked against the timeline, agreed to and sent. Sending it writes the entries
that it was begun with; the first of them holds the letter as it went.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk, letters, outgoing_rules, permissions
from putright.casework.actions.adding import NOTE
from putright.casework.actor import Actor
from putright.casework.letter_facts import facts_of
from putright.casework.outgoing_rules import (
    Drafting,
    check_may_write,
    check_not_barred,
    open_letter,
)
from putright.casework.permissions import Nearness
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.contacts import people_of
from putright.casework.queries.outgoing import WAYS, free_kinds, is_reader
from putright.casework.refused import NotRight, Refused, SentTwice
from putright.core.claims import Mark, mending
from putright.core.events.entry import HOUSEHOLD, Entry
from putright.core.letters import Letter
from putright.gateways.letter_text import escaped, from_letter, to_plain
from putright.kit.say import _
from putright.stores.record import drafts, forms
from putright.stores.record import outgoing as rows
from putright.stores.record.outgoing import Overtaken as Overtaken

LONGEST = 40_000
"""Characters of a letter."""
MOST_LINES = 2_000
"""Lines of a letter: the time in which it is drawn grows with them."""
MOST_REASONS = 400
"""Reasons that are kept with a letter, the newest: no check asks for as many."""


class Begun(Struct, frozen=True, kw_only=True):
    """A letter that somebody begins.

    ``to`` is the key of whom it goes to, ``body`` Markdown. ``entries`` are what sending it will
    write, without ``id``, ``at``, ``by``, ``to``, ``channel`` and ``evidence``, which sending fills
    in on each that leaves them empty. ``permission`` is a line of the permissions table that
    whoever sends it needs. ``needs_second`` asks for a second reader. ``leads_to`` is the address
    where sending leads.
    """

    kind: str
    to: str
    title: str
    body: str
    entries: Sequence[Entry]
    permission: str
    channel: str = ""
    needs_second: bool = False
    complaint: str = ""
    leads_to: str = ""


class Chosen(Struct, frozen=True, kw_only=True):
    """What somebody chose to begin a letter with; ``way`` may be empty."""

    kind: str
    whom: str
    way: str = ""
    entries: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()


class Text(Struct, frozen=True, kw_only=True):
    """A letter as it was typed: which version it was typed over, the words, the reasons."""

    version: int
    body: str
    reasons: Mapping[str, str] = {}


def begin(*, actor: Actor, near: Nearness, letter: Begun, now: datetime) -> UUID:
    """Begin a letter of a case; returns the id for its page. Raises ``Refused``."""
    permissions.check(actor, letter.permission, near)
    opened = open_for(actor, near.case_id, now=now, what="writing")
    part = opened.parts.get(letter.to)
    if "other party" in (letter.to, part.side if part is not None else ""):
        raise Refused(_("Letters to the other party are written on the page of the other party, "
                        "from facts that tell nothing of who spoke."))  # fmt: skip
    check_not_barred(opened, letter.to)
    return rows.begin(
        landlord=actor.landlord_id, user=actor.user_id, begun=_row(near.case_id, letter), now=now
    )


def begin_by_hand(
    *, actor: Actor, case_id: UUID, chosen: Chosen, form: UUID | None, now: datetime
) -> UUID:
    """Begin a letter of a kind that anybody may choose, filled from the case."""
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, "letter.write", opened.near)
    if chosen.kind not in free_kinds():
        raise NotRight(_("There is no such letter."), field="kind")
    sides = {one.key: one.side for one in people_of(opened)}
    if not is_reader(opened, chosen.whom, sides.get(chosen.whom, "")):
        raise NotRight(_("Choose an adult of this case."), field="whom")
    facts = facts_of(opened, chosen.whom, entries=chosen.entries, promises=chosen.promises)
    letter = letters.compose(chosen.kind, facts)
    way = WAYS.get(chosen.way)
    begun = Begun(
        kind=chosen.kind, to=chosen.whom, title=letter.title, body=from_letter(letter),
        entries=[_written(opened, chosen, sides[chosen.whom], letter)], permission="letter.write",
        channel=way.needs if way else "",
    )  # fmt: skip
    with transaction.atomic():
        try:
            used = forms.use(
                landlord=actor.landlord_id, form=form, user=actor.user_id, now=now
            ) if form else None  # fmt: skip
        except forms.UsedBefore as before:
            raise SentTwice(before.led_to) from None
        made = begin(actor=actor, near=opened.near, letter=begun, now=now)
        if used is not None:
            forms.led_to(used, {"case": str(case_id), "letter": str(made)})
    return made


def write(*, actor: Actor, case_id: UUID, letter: UUID, text: Text, now: datetime) -> None:
    """Keep a letter as it was typed. ``Overtaken`` where somebody else changed it meanwhile."""
    drafting = _to_write(actor, case_id, letter, now)
    _keep(actor, drafting, text, now)


def use_instead(
    *, actor: Actor, case_id: UUID, letter: UUID, text: Text, key: str, now: datetime
) -> None:
    """Keep a letter as it was typed, with what the check offers in place of what it marked."""
    drafting = _to_write(actor, case_id, letter, now)
    marks = outgoing_rules.marks_of(drafting.opened, drafting.row, body=text.body)
    mark = next((mark for mark in marks if mark.key == key), None)
    body = mended(text.body, mark, now.date()) if mark is not None else None
    _keep(actor, drafting, replace(text, body=text.body if body is None else body), now)
    if body is None:
        raise NotRight(_("Those words are not found in one piece. Change them by hand."))


def mended(body: str, mark: Mark, on: date) -> str | None:
    """A body with what is true in place of what a mark found; None if that is not to be found."""
    new, before = mending.mended(mark, on), to_plain(body)[: mark.start].count(mark.quote)
    for quote in dict.fromkeys([mark.quote, escaped(mark.quote)]) if new else ():
        pieces = body.split(quote)
        place = min(before, len(pieces) - 2) + 1
        if len(pieces) > 1:
            return quote.join(pieces[:place]) + escaped(new) + quote.join(pieces[place:])
    return None


def drop(
    *, actor: Actor, case_id: UUID, letter: UUID, version: int, why: str, now: datetime
) -> None:
    """Give a letter up: its words go, and where somebody had agreed to it, an entry says so."""
    drafting = _to_write(actor, case_id, letter, now)
    row = drafting.row
    if row.version != version:
        raise Overtaken
    if not row.is_agreed:
        _forget(drafting, state="dropped")
        return
    told = Entry(
        id="", does=("note.made",), at=now, by=actor.key, channel="internal", reason=why.strip(),
        text=_("A letter that a second person had agreed to was not sent: {title}.").format(
            title=row.title
        ),
        complaint=row.complaint, evidence=NOTE,
    )  # fmt: skip
    desk.add(
        actor=actor, permission=row.permission, near=drafting.opened.near, entries=[told], now=now,
        also=lambda: _forget(drafting, state="dropped"),
    )  # fmt: skip


def draft_place(case_id: UUID, letter: UUID) -> str:
    """Where the draft of a letter is kept: the name of a place has letters and no digits."""
    name = letter.hex.translate(str.maketrans("0123456789", "ghijklmnop"))
    return f"letter.{name}:{case_id}"


def _to_write(actor: Actor, case_id: UUID, letter: UUID, now: datetime) -> Drafting:
    """A letter that can still go, for whoever may send it."""
    drafting = open_letter(actor, case_id, letter, now=now, what="letter writing")
    check_may_write(drafting)
    if not drafting.row.is_open:
        raise Refused(_("This letter went already. What went stands on the timeline."))
    return drafting


def _keep(actor: Actor, drafting: Drafting, text: Text, now: datetime) -> None:
    row = drafting.row
    if row.version != text.version:
        raise Overtaken
    if is_too_long(text.body):
        raise NotRight(_("The letter is too long."), field="body")
    body = text.body.replace("\r\n", "\n").replace("\0", "").strip() + "\n"
    told = {key: why.replace("\0", "").strip() for key, why in text.reasons.items()}
    given = [(key, why) for key, why in (row.reasons | told).items() if why]
    reasons = dict(given[-MOST_REASONS:])
    if (body.strip(), reasons) != (row.body.strip(), row.reasons):
        rows.change(row=row, user=actor.user_id, now=now, body=body, reasons=reasons)
    drafts.forget(
        landlord=actor.landlord_id, user=actor.user_id, place=draft_place(row.case_id, row.id)
    )


def is_too_long(body: str) -> bool:
    """Whether a text is more than a letter can be."""
    return len(body) > LONGEST or body.count("\n") > MOST_LINES


def _forget(drafting: Drafting, *, state: str) -> None:
    """The words of a letter go, and those of every language it was in."""
    for each in outgoing_rules.translations_of(drafting.opened, drafting.row):
        rows.empty(row=each, state=state)
    rows.empty(row=drafting.row, state=state)


def _written(opened: Open, chosen: Chosen, side: str, letter: Letter) -> Entry:
    """What sending a letter writes that was begun by hand: to the household it is a contact."""
    template = outgoing_rules.template_of(chosen.kind)
    own = template.does if template is not None else ()
    settled = [each for each in opened.owed if each.key in chosen.settles]
    is_contact = side in HOUSEHOLD
    return Entry(
        id="",
        does=(*own, *(("contact.made",) if is_contact else ()), "letter.sent"),
        about=("asb",),
        contains=tuple(dict.fromkeys([*letter.contains, *letter.lacks])),
        keeps=tuple(each.pledge for each in settled if each.pledge),
        answers=tuple(dict.fromkeys(each.entry for each in settled if not each.pledge)),
    )


def _row(case_id: UUID, letter: Begun) -> rows.Begun:
    return rows.Begun(
        case=case_id,
        kind=letter.kind,
        party=letter.to,
        title=letter.title,
        body=letter.body,
        entries=msgspec.to_builtins(list(letter.entries) or [Entry(id="", does=("letter.sent",))]),
        permission=letter.permission,
        channel=letter.channel,
        needs_second=letter.needs_second,
        complaint=letter.complaint,
        leads_to=letter.leads_to,
    )
