"""A letter goes: checked once more at that moment, kept as it went, told on the timeline.

What came back puts the promise back: the entry that it corrects counts no more.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk, letter_files, outgoing_rules, permissions, response_draft
from putright.casework.actions import outbox
from putright.casework.actions.adding import Saved, Sent, When, shown_by
from putright.casework.actions.contacts import barred_for
from putright.casework.actions.outbox import KeptLetter
from putright.casework.actor import Actor
from putright.casework.outgoing_rules import Drafting, check_not_barred, open_letter
from putright.casework.outgoing_shown import answer_to
from putright.casework.queries.case_file import item_of
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.outgoing import (
    BY_EMAIL,
    PRINTED,
    WAYS,
    Way,
    is_letter,
    lives_there,
)
from putright.casework.queries.postal import has_printer, postal_of
from putright.casework.queries.posting import email_in
from putright.casework.refused import Changed, NotRight, Refused
from putright.casework.response_people import DRAFTED, drafted_by
from putright.core.claims import Mark
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.core.practice.complaints import RESPONDED
from putright.core.timeline.items import Item
from putright.kit.say import _
from putright.stores.post.outbox import EMAIL, LETTER
from putright.stores.record import outgoing as rows
from putright.stores.record.ledger.translate import Attached
from putright.stores.record.outgoing import Overtaken, Row

HELD_TO_CONTENTS = frozenset(
    {"complaint.acknowledged", "complaint.refused", "complaint.escalation_refused",
     "complaint.responded"}
)  # fmt: skip
"""Acts whose letters are held to what they contain, once all of it is listed."""


class Going(Struct, frozen=True, kw_only=True):
    """How a letter goes: by which way and when, who it was made sure to reach, in which print.

    By email it goes as a file, or ``in_message``. ``posted_to`` is the address that the page showed
    for a letter that is printed and posted for us.
    """

    version: int
    way: str
    when: When
    is_sure: bool = False
    large_print: bool = False
    in_message: bool = False
    posted_to: str = ""


def send(*, actor: Actor, sent: Sent, letter: UUID, going: Going, now: datetime) -> Saved:
    """Send a letter: it and its entries are kept, or nothing is."""
    drafting = open_letter(actor, sent.near.case_id, letter, now=now, what="letter sending")
    opened, row = drafting.opened, drafting.row
    permissions.check(actor, row.permission, opened.near)
    check_not_barred(opened, row.party)
    desk.check_fresh(actor=actor, head=opened.head, seen=sent.seen, form=sent.form)
    if row.version != going.version or not row.is_open:
        raise Overtaken
    if sent.seen is None:
        raise Changed(opened.head)
    way = _way(opened, row, going)
    to = _to(opened, row, going)
    going = _from_here(going, to, now)
    marks = outgoing_rules.marks_of(opened, row, channel=way.needs)
    if found := outgoing_rules.stops(opened, row, marks):
        raise NotRight(" ".join([_("This letter cannot go."), *found]))
    _check_moment(row, going, now)
    others = outgoing_rules.translations_of(opened, row)
    # Queued is not sent: until a server took it, nothing shows it (decision 0016).
    way = replace(way, shows="") if to else way
    entries = _entries(drafting, going, way, marks, others)
    papers = [_papers(drafting, each, going, to) for each in (row, *others)]
    with transaction.atomic():  # what the desk refuses leaves no file behind
        return _kept_with(drafting, sent, entries, others, papers, to, going, now)


def _to(opened: Open, row: Row, going: Going) -> tuple[str, ...]:
    """Where it goes from here: an address of email, the lines of one for post, or nothing."""
    if going.way == PRINTED:
        found = postal_of(opened, row.party)
        if found.why_not:
            words = _("It cannot be posted for us: {why}.").format(why=found.why_not)
            raise NotRight(words, field="way")
        if found.words != going.posted_to:
            raise NotRight(_("Their address changed meanwhile. Look at it again."), field="way")
        return found.lines
    known = email_in(opened, row.party) if going.way == BY_EMAIL else ""
    return (known,) if known else ()


def _from_here(going: Going, to: Sequence[str], now: datetime) -> Going:
    """What we send ourselves goes now, whatever time was typed."""
    if not to:
        return going
    if going.when.on != now.date():
        raise NotRight(_("It goes from here, so it goes today."), field="on")
    return replace(going, when=When(on=now.date(), at=now))


def _kept_with(
    drafting: Drafting, sent: Sent, entries: Sequence[Entry], others: Sequence[Row],
    papers: Sequence[Mapping[str, bytes]], to: Sequence[str], going: Going, now: datetime,
) -> Saved:  # fmt: skip
    """The letter and those beside it, each held by its entry; the desk says the last word."""
    opened, row = drafting.opened, drafting.row
    places = [0, *range(len(entries) - len(others), len(entries))]
    kept = zip(places, (row, *others), papers, strict=True)
    files = {place: letter_files.keep(opened, each, made, now=now) for place, each, made in kept}
    keys = [f"e{opened.head + place}" for place in range(1, len(entries) + 1)]

    def also() -> None:
        _went(opened, row, others, keys)
        if to:
            held = [files[place] for place in places]
            mail = KeptLetter(
                opened=opened, party=row.party, to=to, entries=keys,
                files=_goes(papers, held, going), in_message=_is_plain(papers, going),
                way=LETTER if going.way == PRINTED else EMAIL,
            )  # fmt: skip
            outbox.queue(landlord=opened.case.landlord_id, mail=mail, now=now)

    return desk.add(
        actor=opened.actor, permission=row.permission, near=opened.near, entries=entries, now=now,
        seen=opened.head, form=sent.form, files=files, also=also,
    )  # fmt: skip


def _is_plain(papers: Sequence[Mapping[str, bytes]], going: Going) -> bool:
    """Whether the words stand in the message: chosen, or no machine here draws a file of them."""
    return going.in_message or not any(name.endswith(".pdf") for name in papers[0])


def _goes(
    papers: Sequence[Mapping[str, bytes]], held: Sequence[Sequence[Attached]], going: Going
) -> list[UUID]:
    """Which kept files go: what was drawn of the letter and those beside it, or their words."""
    wanted = ".txt" if _is_plain(papers, going) else ".pdf"
    return [
        file.id
        for made, kept in zip(papers, held, strict=True)
        for name, file in zip(made, kept, strict=True)
        if name.endswith(wanted)
    ]


def came_back(
    *, actor: Actor, sent: Sent, number: int, how: str, when: When, now: datetime
) -> Saved:
    """A letter came back: nobody had it, so what it kept is owed again."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    permissions.check(actor, "letter.write", opened.near)
    item = item_of(opened, number)
    if not is_letter(opened, item):
        raise Refused(_("This entry holds no letter of ours."))
    if item.struck_by:
        raise Refused(_("This letter came back before, or its entry was corrected."))
    entries = [_came_back(actor, opened, each, how, when) for each in _sent_with(opened, item)]
    shows = shown_by(actor, sent, "note")
    waiting = outbox.waiting_for(opened, item.id)

    def also() -> None:
        outbox.withdraw(opened, waiting)

    return desk.add(
        actor=actor, permission="letter.write", near=opened.near, now=now, seen=sent.seen,
        entries=[replace(each, evidence=shows) for each in entries], form=sent.form,
        files={0: sent.files} if sent.files else None, also=also,
    )  # fmt: skip


def take_back(*, actor: Actor, sent: Sent, number: int, why: str, now: datetime) -> Saved:
    """A letter that is queued does not go after all; what it was to keep is owed as before."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    permissions.check(actor, "letter.write", opened.near)
    item = item_of(opened, number)
    waiting = outbox.waiting_for(opened, item.id)
    if waiting is None:
        raise Refused(_("It does not wait any more: it has gone, or was taken back."))
    when = When(on=now.date(), at=now)
    said = _("Taken back before it went: {why}").format(why=why.strip())
    entries = [_came_back(actor, opened, each, said, when) for each in _sent_with(opened, item)]

    def also() -> None:
        if not outbox.withdraw(opened, waiting):
            raise Refused(_("It is being sent at this moment. Nothing was saved."))

    return desk.add(
        actor=actor, permission="letter.write", near=opened.near, now=now, seen=sent.seen,
        entries=[replace(each, evidence=shown_by(actor, sent, "note")) for each in entries],
        form=sent.form, also=also,
    )  # fmt: skip


def _way(opened: Open, row: Row, going: Going) -> Way:
    way = WAYS.get(going.way)
    if way is None or (going.way == PRINTED and not has_printer()):
        raise NotRight(_("Say how it goes."), field="way")
    if way.needs in barred_for(opened, row.party):
        raise NotRight(_("They asked us not to use this way. Nothing was sent."), field="way")
    if not going.is_sure:
        raise NotRight(_("Make sure that it reaches them and nobody else."), field="is_sure")
    return way


def _check_moment(row: Row, going: Going, now: datetime) -> None:
    """Nothing goes before it was written and agreed to, nor later than now."""
    at = going.when.at
    ready = max(row.changed_at, row.agreed_at or row.changed_at).astimezone(now.tzinfo)
    too_early = going.when.on < ready.date() or (at is not None and at < _minute(ready))
    if too_early:
        raise NotRight(_("It cannot have gone then: it was not ready yet."), field="on")
    if going.when.on > now.date() or (at is not None and at > now):
        raise NotRight(_("That has not come yet."), field="on")


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _entries(
    drafting: Drafting, going: Going, way: Way, marks: Sequence[Mark], others: Sequence[Row]
) -> list[Entry]:
    row, actor = drafting.row, drafting.opened.actor
    filled = [_filled(each, actor, row, going, way) for each in outgoing_rules.entries_of(row)]
    first = filled[0]
    facts: dict[str, Any] = {"letter": row.kind, "how": going.way, **first.facts}
    if first.contains and not HELD_TO_CONTENTS.isdisjoint(first.does):
        facts["contents_listed"] = True
    if RESPONDED in first.does:
        facts[DRAFTED] = drafted_by(first, row.writers)
    said = [first.reason, *_reasons(drafting, marks), _read_by(drafting)]
    filled[0] = replace(
        first, text=first.text or row.title, facts=facts, reason="\n".join(s for s in said if s)
    )
    return [*filled, *(_translated(each, filled[0]) for each in others)]


def _filled(entry: Entry, actor: Actor, row: Row, going: Going, way: Way) -> Entry:
    """An entry as it was begun, with what only the sending knows where it leaves that empty."""
    is_dated = entry.at is not None or entry.on is not None
    return replace(
        entry,
        at=entry.at if is_dated else going.when.at,
        on=entry.on if is_dated or going.when.at else going.when.on,
        by=actor.key if entry.by in ("", "landlord") else entry.by,
        to=entry.to or (row.party,),
        channel=entry.channel or way.channel,
        evidence=entry.evidence or ((Evidence(kind=way.shows),) if way.shows else ()),
        complaint=entry.complaint or row.complaint,
    )


def _reasons(drafting: Drafting, marks: Sequence[Mark]) -> list[str]:
    """What was said although the check asked about it, why, and who said so."""
    row, opened = drafting.row, drafting.opened
    words = _("Said although the check asked (“{quote}”): {why}.")
    said = []
    for mark in (one for one in marks if one.key in row.reasons):
        why = answer_to(opened, mark, row.reasons[mark.key]).words.rstrip(".")
        line = words.format(quote=mark.quote or mark.says, why=why)
        said.append(f"{line} {outgoing_rules.answered_by(opened, row, mark)}".rstrip())
    return said


def _read_by(drafting: Drafting) -> str:
    row = drafting.row
    if not row.is_agreed:
        return ""
    name = drafting.opened.staff_name(row.agreed_by)
    return _("Read and agreed to by {name}.").format(name=name)


def _translated(other: Row, first: Entry) -> Entry:
    """The same letter in another language went with the English."""
    how = {"machine": _("by a machine"), "person": _("by a person")}[other.translated_how]
    said = [_("Put into another language {how}: {who}.").format(how=how, who=other.translated_by)]
    if other.translation_checked_by:
        said.append(_("Checked by {who}.").format(who=other.translation_checked_by))
    return Entry(
        id="", does=("letter.translated",), text=" ".join(said), at=first.at, on=first.on,
        by=first.by, to=first.to, channel=first.channel, about=first.about,
        complaint=first.complaint, evidence=first.evidence,
        facts={"letter": other.kind, "language": other.language},
    )  # fmt: skip


def _papers(drafting: Drafting, row: Row, going: Going, to: Sequence[str]) -> dict[str, bytes]:
    opened, english = drafting.opened, drafting.row
    return letter_files.papers(
        opened, row, on=going.when.on, large_print=going.large_print,
        english=english if row.id != english.id else None,
        with_home=going.way == "post" and lives_there(opened, row.party),
        in_window=to if going.way == PRINTED else (),
    )  # fmt: skip


def _went(opened: Open, row: Row, others: Sequence[Row], keys: Sequence[str]) -> None:
    """The letter is on record: its words are not kept a second time."""
    for entry in outgoing_rules.entries_of(row):
        response_draft.sent(landlord=opened.case.landlord_id, case=opened.case.id, entry=entry)
    for each in others:
        rows.empty(row=each, state="sent", wrote=keys)
    rows.empty(row=row, state="sent", wrote=keys)


def _sent_with(opened: Open, item: Item) -> list[Item]:
    """The entries that one sending wrote; of an older letter, its own."""
    landlord, case = opened.case.landlord_id, opened.case.id
    found = rows.of_case(landlord=landlord, case=case)
    keys = next((row.wrote for row in found if item.id in row.wrote), (item.id,))
    there = opened.run.timeline.by_id
    return [there[key] for key in keys if key in there and not there[key].struck_by]


def _came_back(actor: Actor, opened: Open, item: Item, how: str, when: When) -> Entry:
    return Entry(
        id="", does=("letter.returned",), at=when.at, on=None if when.at else when.on,
        by=actor.key, text=how.strip(), about=item.entry.about, complaint=item.entry.complaint,
        corrects=item.id, facts={"letter": str(item.entry.facts.get("letter", "letter"))},
    )  # fmt: skip
