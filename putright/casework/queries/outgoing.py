"""The letters of a case: what is being written, by whom, what waits, what went, what came back."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import conflict, permissions
from putright.casework.actor import Actor
from putright.casework.letter_facts import day_of, is_past, promised_to, tellable
from putright.casework.outgoing_rules import (
    Drafting,
    answered_by,
    can_be_asked,
    is_hidden,
    kind_word,
    language_word,
    marks_of,
    may_read,
    needs_second,
    open_letter,
    stops,
    template_of,
    translations_of,
    why_not_second,
    why_not_translated,
)
from putright.casework.outgoing_shown import Answer, answer_to, may_show
from putright.casework.promises import Promise
from putright.casework.queries.case_entries import Entries, EntrySeen, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.contacts import answerable_by, people_of, rules_for
from putright.casework.queries.moves import letters_in
from putright.casework.queries.postal import Postal, has_printer, is_only_laid, postal_of
from putright.casework.queries.posting import email_in, has_server
from putright.casework.queries.safe_ways import can_agree, has_fled
from putright.casework.refused import Refused
from putright.core.claims import Mark, mending
from putright.core.claims.mark import UNCHECKED
from putright.core.timeline.items import Item
from putright.gateways.clock import LONDON
from putright.gateways.letter_sheet import direction_of
from putright.gateways.letter_templates import all_kinds
from putright.gateways.letter_text import to_html
from putright.gateways.reading import Reading, reading_of
from putright.kit.dates import long_day, time_of
from putright.kit.forms import Said
from putright.kit.say import N_, _
from putright.stores.record import outgoing as rows
from putright.stores.record.outgoing import Row

Choices = tuple[tuple[str, str], ...]
READERS = frozenset({"resident", "helper", "agency"})
RETURNED, SENT = "letter.returned", "letter.sent"


class Way(Struct, frozen=True):
    """A way for a letter to go: the channel it is, the one that must be safe, what shows it."""

    word: str
    channel: str
    needs: str
    shows: str


WAYS = {
    "post": Way(N_("By post, in a plain envelope"), "letter", "letter", "letter"),
    "printed": Way(N_("By post, printed and posted for us"), "letter", "letter", "letter"),
    "email": Way(N_("By email"), "email", "email", "email"),
    "handed over": Way(N_("Handed over at a visit"), "document", "visit", "document"),
    "read out by phone": Way(N_("Read out by phone"), "phone", "phone", "note"),
    "read out in person": Way(N_("Read out in person"), "in person", "in person", "note"),
}


BY_POST, BY_EMAIL, PRINTED = "post", "email", "printed"
AT_A_HOME = (BY_POST, "handed over")
"""Ways that go to where somebody lives."""


class LetterSeen(Struct, frozen=True, kw_only=True):
    """A letter before it goes, as a list names it."""

    id: UUID
    title: str
    kind: str
    to: str
    state: str
    begun_by: str
    changed_by: str
    changed_at: datetime
    languages: str
    may_read: bool


class LettersPage(Struct, frozen=True, kw_only=True):
    """Every letter of a case. ``queued``, ``sent`` and ``returned`` are entries of its timeline;
    ``can_stop`` are the keys of those that still wait."""

    around: Around
    writing: tuple[LetterSeen, ...]
    waiting: tuple[LetterSeen, ...]
    queued: tuple[EntrySeen, ...]
    sent: tuple[EntrySeen, ...]
    returned: tuple[EntrySeen, ...]
    can_stop: frozenset[str]
    may_begin: bool
    is_barred: bool


class MarkSeen(Struct, frozen=True):
    """What the check found, with the reason that was given for it and links to the entries.

    ``mended`` is the marked wording as it would be true, where that takes no person to word.
    ``answer`` is the reason as it would be kept, ``by`` says who gave it. Of what could not be
    checked, ``others`` are the entries that may be named as showing it, the newest first.
    """

    mark: Mark
    reason: str
    entries: tuple[Pointer, ...]
    mended: str = ""
    answer: Answer = Answer()
    by: str = ""
    others: tuple[Pointer, ...] = ()


class TranslationSeen(Struct, frozen=True, kw_only=True):
    """A letter in another language; ``stops`` says why it cannot go with the English."""

    language: str
    word: str
    direction: str
    title: str
    html: str
    body: str
    made_by: str
    made_how: str
    checked_by: str
    stops: str


class LetterPage(Struct, frozen=True, kw_only=True):
    """A letter with everything that stands beside it."""

    around: Around
    letter: LetterSeen
    body: str
    html: str
    version: int
    marks: tuple[MarkSeen, ...]
    stops: tuple[str, ...]
    language: str
    direction: str
    is_open: bool
    is_agreed: bool
    may_write: bool
    may_ask: bool
    needs_second: bool
    not_second: str
    agreed_by: str
    sent_back: str
    sent_back_by: str
    translations: tuple[TranslationSeen, ...]
    ways: tuple[tuple[str, Said], ...]
    left_out: tuple[str, ...]
    home: str
    way: str
    leads_to: str
    letters_in: str
    email: str
    posted_to: str
    in_message: bool
    reading: Reading
    answers: tuple[str, ...]


class Beginning(Struct, frozen=True, kw_only=True):
    """What a letter can be begun with. ``entries`` and ``promises`` are those its reader may be
    told; ``settles`` the promises that this letter may keep."""

    around: Around
    kinds: Choices
    people: Choices
    whom: str
    ways: tuple[tuple[str, Said], ...]
    entries: Choices
    promises: Choices
    settles: Choices


def page(actor: Actor, case_id: UUID, *, now: datetime) -> LettersPage:
    """The letters of a case."""
    opened = open_for(actor, case_id, now=now, what="letters")
    found = rows.of_case(landlord=actor.landlord_id, case=case_id)
    ours = [row for row in found if row.is_open and not row.english and not is_hidden(opened, row)]
    seen = [letter_seen(opened, row) for row in ours]
    entries = Entries(opened)
    items = list(reversed(opened.run.timeline.items))
    barred = bool(conflict.barred(actor, opened.whole).open)
    gone = entries.seen([i for i in items if is_letter(opened, i) and not i.struck_by])
    not_out = {key for key, each in entries.deliveries.items() if not each.is_out}
    return LettersPage(
        around=around(opened, "letters"),
        writing=tuple(each for each in seen if each.state != "asked"),
        waiting=tuple(each for each in seen if each.state == "asked"),
        queued=tuple(each for each in gone if each.key in not_out),
        sent=tuple(each for each in gone if each.key not in not_out),
        returned=tuple(entries.seen([i for i in items if RETURNED in i.acts])),
        can_stop=frozenset(k for k, each in entries.deliveries.items() if each.state == "queued"),
        may_begin=permissions.can(actor, "letter.write", opened.near) and not barred,
        is_barred=barred,
    )


def beginning(actor: Actor, case_id: UUID, *, now: datetime, whom: str = "") -> Beginning:
    """What a letter to somebody of a case can be begun with."""
    opened = open_for(actor, case_id, now=now, what="letters")
    permissions.check(actor, "letter.write", opened.near)
    people = [one for one in people_of(opened) if is_reader(opened, one.key, one.side)]
    if not people:
        raise Refused(_("Nobody of this case can be written to. Add an adult to it first."))
    chosen = next((one for one in people if one.key == whom), people[0])
    said = tellable(opened, chosen.key)
    return Beginning(
        around=around(opened, "letters"),
        kinds=tuple((kind, kind_word(kind)) for kind in free_kinds()),
        people=tuple((one.key, named(one.name, one.role)) for one in people),
        whom=chosen.key,
        ways=ways_for(opened, chosen.key)[0],
        entries=tuple((i.id, _choice(i, words)) for i, words in reversed([*said])),
        promises=tuple(
            (each.key, _promised(opened, each)) for each in promised_to(opened, chosen.key)
        ),
        settles=tuple((e.key, Said(e.words, e.hint)) for e in answerable_by(opened, chosen, "")),
    )


def _promised(opened: Open, promise: Promise) -> str:
    """A promise to be ticked, with a note where its day has gone and the writer says a new one."""
    if promise.due_at is None or not is_past(opened, promise):
        return promise.what
    return _("{what} (late: its day was {day}; write yourself when it will be done)").format(
        what=promise.what, day=long_day(promise.due_at.date())
    )


def letter(actor: Actor, case_id: UUID, letter_id: UUID, *, now: datetime) -> LetterPage:
    """A letter with its check, who reads it, and in which languages it is."""
    return shown(open_letter(actor, case_id, letter_id, now=now))


def checks(
    actor: Actor, case_id: UUID, letter_id: UUID, *, body: str, now: datetime
) -> tuple[MarkSeen, ...]:
    """What the check finds in a text that is being typed."""
    drafting = open_letter(actor, case_id, letter_id, now=now, what="letter check")
    return marks_seen(drafting, marks_of(drafting.opened, drafting.row, body=body))


def shown(drafting: Drafting) -> LetterPage:
    """An opened letter as its page shows it."""
    opened, row = drafting.opened, drafting.row
    marks = marks_of(opened, row) if row.is_open else ()
    postal = postal_of(opened, row.party) if row.is_open and has_printer() else None
    ways, left_out = ways_for(opened, row.party, postal=postal)
    return LetterPage(
        around=around(opened, "letters"),
        letter=letter_seen(opened, row),
        body=row.body,
        html=to_html(row.body),
        version=row.version,
        marks=marks_seen(drafting, marks),
        stops=tuple(stops(opened, row, marks)) if row.is_open else (),
        language=row.language,
        direction=direction_of(row.language),
        reading=reading_of(row.body, language=row.language),
        is_open=row.is_open,
        is_agreed=row.is_agreed,
        may_write=permissions.can(opened.actor, row.permission, opened.near),
        may_ask=can_be_asked(opened, row, marks),
        needs_second=needs_second(row),
        not_second=why_not_second(opened, row),
        agreed_by=opened.staff_name(row.agreed_by),
        sent_back=row.sent_back,
        sent_back_by=opened.staff_name(row.sent_back_by),
        translations=tuple(_translation(opened, row, e) for e in translations_of(opened, row)),
        ways=ways,
        left_out=left_out,
        home=str(opened.case.home) if opened.case.home and lives_there(opened, row.party) else "",
        way=next((way for way, one in WAYS.items() if one.needs == row.channel), ""),
        leads_to=row.leads_to,
        letters_in=letters_in(opened, row.party),
        email=email_in(opened, row.party),
        posted_to=postal.words if postal is not None else "",
        in_message=_is_only_sometimes(opened, row.party),
        answers=() if row.is_open else _answers(opened, row),
    )


def letter_seen(opened: Open, row: Row) -> LetterSeen:
    """A letter as a list names it."""
    others = [language_word(each.language) for each in translations_of(opened, row)]
    return LetterSeen(
        id=row.id,
        title=row.title,
        kind=kind_word(row.kind),
        to=opened.name(row.party),
        state=row.state,
        begun_by=opened.staff_name(row.begun_by),
        changed_by=opened.staff_name(row.changed_by),
        changed_at=row.changed_at,
        languages=", ".join([language_word(row.language), *others] if others else []),
        may_read=may_read(opened, row),
    )


def marks_seen(drafting: Drafting, marks: Iterable[Mark]) -> tuple[MarkSeen, ...]:
    """Marks with what was answered to them, and links to the entries that they name."""
    opened, row, found = drafting.opened, drafting.row, tuple(marks)
    entries = Entries(opened)
    others = may_show(opened) if any(mark.kind == UNCHECKED for mark in found) else ()
    return tuple(
        MarkSeen(
            mark,
            row.reasons.get(mark.key, ""),
            tuple(one for key in mark.entries if (one := entries.pointer(key)) is not None),
            mending.mended(mark, opened.at.date()),
            answer_to(opened, mark, row.reasons.get(mark.key, "")),
            answered_by(opened, row, mark),
            others if mark.kind == UNCHECKED else (),
        )
        for mark in found
    )


def _answers(opened: Open, row: Row) -> tuple[str, ...]:
    """What was answered to the check of a letter that went, as its entry keeps it."""
    item = opened.run.timeline.by_id.get(row.wrote[0]) if row.wrote else None
    return tuple(item.entry.reason.splitlines()) if item is not None else ()


def ways_for(
    opened: Open, whom: str, *, postal: Postal | None = None
) -> tuple[tuple[tuple[str, Said], ...], tuple[str, ...]]:
    """The ways by which a letter may go to somebody, and why the others may not.

    ``postal`` is where it would be posted for us, on the page where it goes.
    """
    rules = {rule.channel: rule for rule in rules_for(opened, whom)}
    away = _("They fled: never to the home of this case.") if has_fled(opened, whom) else ""
    offered: list[tuple[str, Said]] = []
    left_out: list[str] = []
    for way, one in WAYS.items():
        if way == PRINTED and postal is None:
            continue
        rule = rules.get(one.needs)
        why_not = rule.words if rule and rule.is_barred else _why_not(opened, whom, way, postal)
        if why_not:
            left_out.append(f"{_(one.word)}: {why_not}")
            continue
        said = [away if way in AT_A_HOME else "", rule.words if rule else ""]
        offered.append((way, Said(_(one.word), _joined([*said, _how(opened, whom, way, postal)]))))
    return tuple(offered), tuple(left_out)


def _why_not(opened: Open, whom: str, way: str, postal: Postal | None) -> str:
    """Why a way that nobody barred cannot be used."""
    if way == PRINTED and postal is not None:
        return postal.why_not
    if way == BY_POST and _has_no_address(opened, whom):
        return _("we know of no address of theirs")
    return ""


def _how(opened: Open, whom: str, way: str, postal: Postal | None) -> str:
    """Where it goes from and where to, of a way that leaves from here."""
    if way == BY_EMAIL:
        return _how_by_email(opened, whom)
    if way != PRINTED or postal is None:
        return ""
    words = (
        _("nobody fetches letters to {address} from here: it would lie in a folder and not be sent")
        if is_only_laid()
        else _("it goes to {address}, in an envelope of whoever posts it")
    )
    return words.format(address=postal.words)


def _joined(said: Iterable[str]) -> str:
    """What is said of a way: each a sentence of its own, none of it beginning small."""
    return " ".join(f"{words[:1].upper()}{words[1:].rstrip('.')}." for words in said if words)


def _is_only_sometimes(opened: Open, whom: str) -> bool:
    """Whether email is safe for somebody under a condition: then better no file stays behind."""
    return any(
        one.channel == BY_EMAIL and one.says == "only when" for one in rules_for(opened, whom)
    )


def _how_by_email(opened: Open, whom: str) -> str:
    """Whether it goes from here, and where to."""
    to = email_in(opened, whom)
    if not to:
        return _("we know of no address: you send it yourself, from your own mailbox")
    if not has_server():
        return _("no mail server is set up here: it would lie in a folder and not be sent")
    return _("it goes from here to {address}").format(address=to)


def _has_no_address(opened: Open, whom: str) -> bool:
    """Whether a resident whom we know lives nowhere that we know of, so that no letter finds them.

    Where helpers and agencies are is not kept here: whoever writes to them knows.
    """
    found = [row.person for row in opened.rows if row.key == whom and row.side == "resident"]
    known = [person for person in found if person is not None]
    homes = {person.home_id for person in known} | {opened.case.home_id}
    return bool(known) and homes == {None}


def is_reader(opened: Open, key: str, side: str) -> bool:
    """Whether somebody of the case can be written to here: no child, nobody who only saw it."""
    return side == "agency" or can_agree(opened, key, side)


def is_letter(opened: Open, item: Item) -> bool:
    """Whether an entry holds a letter of ours as it went."""
    kept = opened.kept(item.id)
    held = kept is not None and bool(kept.files)
    return item.from_landlord and held and not READERS.isdisjoint(item.to_sides) and (
        SENT in item.acts or "letter" in item.entry.facts or item.written
    )  # fmt: skip


def lives_there(opened: Open, whom: str) -> bool:
    """Whether the home of the case is where somebody lives, as far as we know.

    Never for whoever fled from it, or asked for their post elsewhere: there may live who must not
    open their letters (security T1, T10).
    """
    part = opened.parts.get(whom)
    if part is None:
        return True
    people = [row.person for row in opened.rows if row.key == whom and row.person]
    homes = {person.home_id for person in people}
    is_elsewhere = not homes <= {None, opened.case.home_id}
    is_elsewhere = is_elsewhere or any(one.details.get("post_to") for one in people)
    return part.side == "resident" and not is_elsewhere and not has_fled(opened, whom)


def free_kinds() -> Sequence[str]:
    """The kinds of letter that anybody may begin by hand, the general one first."""
    found = [kind for kind in all_kinds() if (one := template_of(kind)) is not None and one.free]
    return sorted(found, key=lambda kind: (kind != "general", kind))


def named(name: str, role: str) -> str:
    """Somebody of the case as a choice says it."""
    return f"{name} ({role})" if role and role.lower() != name.lower() else name


def _choice(item: Item, words: str) -> str:
    """A step as a choice: with its hour, where two of one day would read alike."""
    at = item.entry.at
    said = f"{words}: {day_of(item)}"
    return f"{said}, {time_of(at.astimezone(LONDON).time())}" if at else said


def _translation(opened: Open, row: Row, other: Row) -> TranslationSeen:
    return TranslationSeen(
        language=other.language,
        word=language_word(other.language),
        direction=direction_of(other.language),
        title=other.title,
        html=to_html(other.body),
        body=other.body,
        made_by=other.translated_by,
        made_how=other.translated_how,
        checked_by=other.translation_checked_by,
        stops=why_not_translated(opened, row, other),
    )
