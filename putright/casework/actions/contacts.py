"""Logging a contact or an attempt, and promising something: each becomes entries of the case.

What was done, asked, felt and promised is one form and several entries: ours say what we did and
promised, theirs what they asked. An attempt that nothing shows is saved as claimed, and says so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from msgspec import Struct
from msgspec.structs import replace

from putright.casework import desk, permissions
from putright.casework.actions import files as kept_files
from putright.casework.actions.files import NotKept
from putright.casework.actor import Actor
from putright.casework.conflict import UNAVOIDABLE
from putright.casework.promises import Promise
from putright.casework.queries import cases
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.contacts import people_of, rules_for
from putright.casework.refused import Refused, SentTwice
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.kit.say import _
from putright.stores.record import drafts
from putright.stores.record.cases import NewParty

TALKS = ("phone", "in person", "meeting")
WRITES = ("text", "email", "letter")
CHANNELS: Mapping[str, tuple[str, ...]] = {
    "spoke": TALKS,
    "no answer": ("phone",),
    "left message": ("voicemail",),
    "sent": WRITES,
    "visited in": ("visit",),
    "visited out": ("visit",),
    "they contacted": (*TALKS, "voicemail", *WRITES, "web form"),
}
"""The outcomes of P10, each with the channels that it can have come by; the first is the usual."""
FAILED = frozenset({"no answer", "left message", "visited out"})
ACTS: Mapping[str, Mapping[str, str]] = {
    "resident": {
        "spoke": "contact.made", "no answer": "contact.attempted",
        "left message": "contact.attempted", "sent": "contact.made", "visited in": "asb.visited",
        "visited out": "asb.visit_attempted", "they contacted": "contact.received",
    },
    "other party": {
        "spoke": "asb.other_party_contacted", "sent": "asb.other_party_contacted",
        "visited in": "asb.other_party_contacted", "visited out": "contact.attempted",
    },
    "helper": {"visited in": "contact.made", "visited out": "contact.attempted"},
    "agency": {
        "spoke": "agency.requested", "sent": "agency.requested", "visited in": "agency.requested",
        "visited out": "contact.attempted", "they contacted": "agency.replied",
    },
    "ombudsman": {"visited in": "contact.made", "visited out": "contact.attempted"},
    "anonymous": {"visited in": "contact.made", "visited out": "contact.attempted"},
}  # fmt: skip
"""Which act of the vocabulary an outcome is, by the side of whom it was with."""

PROMISED: Mapping[str, tuple[str, ...]] = {
    "call back": ("contact.made", "asb.visited"),
    "police": (),
    "social worker": (),
    "form": ("form.sent",),
    "repair": ("works.done",),
    "visit": ("asb.visited", "asb.visit_attempted"),
    "write": ("contact.made",),
    "other": (),
}
"""What is promised by a word of the form, with the acts any of which keeps it. What is asked of an
agency is kept only by an entry that says so: one agency's request must not keep another's."""

AGENCIES = frozenset({"police", "social worker"})
"""Those words that speak of asking an agency; the promise says which kind."""


class Promised(Struct, frozen=True):
    """Something that was promised: which chip, by when, and the words that were used."""

    kind: str
    words: str
    due: date | None = None


class Contact(Struct, frozen=True, kw_only=True):
    """What the form tells of one contact or one attempt.

    ``channel`` may be empty: then it is the outcome's usual one. ``knowingly`` says that it went
    by a way that is not safe and that this is known. ``proofs`` are kinds of evidence.
    ``barred_contact`` is why somebody whom a complaint names was in touch all the same.
    """

    outcome: str
    whom: str
    at: datetime
    channel: str = ""
    note: str = ""
    record: str = ""
    knowingly: bool = False
    promised: tuple[Promised, ...] = ()
    asks: tuple[str, ...] = ()
    wants_call: bool = False
    welfare: str = ""
    unhappy: bool = False
    contains: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ("note",)
    no_record: str = ""
    files: tuple[UUID, ...] = ()
    barred_contact: str = ""


class Sent(Struct, frozen=True):
    """What each form of a case carries: the last entry on its page, and its one use."""

    seen: int | None = None
    form: UUID | None = None
    place: str = ""


class Done(Struct, frozen=True):
    """What was saved: the case, its first new entry."""

    case_id: UUID
    reference: str
    number: int


class Upload(Struct, frozen=True):
    """A file as it comes in, before anything looked at it."""

    name: str
    chunks: Iterable[bytes]


def keep_files(
    *, actor: Actor, case_id: UUID, uploads: Sequence[Upload], before: Sequence[UUID], now: datetime
) -> tuple[dict[UUID, str], tuple[str, ...]]:
    """Keep what came with a form, whatever else is wrong with it: names by id, and what was not."""
    near = cases.near_to(actor, case_id, now=now)
    permissions.check(actor, "case.note", near)
    names = kept_files.names_kept(actor=actor, near=near, ids=before)
    faults: list[str] = []
    for one in uploads:
        try:
            kept = kept_files.keep(
                actor=actor, near=near, name=one.name, chunks=one.chunks, now=now
            )
        except NotKept as refused:
            faults.append(refused.reason)
        else:
            names |= kept_files.names_kept(actor=actor, near=near, ids=[kept.id])
    return names, tuple(faults)


def log(*, actor: Actor, case_id: UUID, told: Contact, sent: Sent, now: datetime) -> Done:
    """Write a contact or an attempt down; ``Changed`` where somebody added meanwhile."""
    opened = open_for(actor, case_id, now=now)
    told = _by_its_channel(told)
    refuse_unsafe(opened, told)
    whom = {one.key: one for one in people_of(opened)}.get(told.whom)
    if whom is None:
        raise Refused(_("Choose somebody of this case."))
    entries = list(entries_of(actor, opened, told, whom.side))
    is_current = sent.seen is None or sent.seen >= opened.head
    if is_current and _is_there(opened, entries[0]):
        raise SentTwice({"case": str(case_id)})
    held = kept_files.kept_before(actor=actor, near=opened.near, ids=told.files)
    known = opened.parts
    new = () if told.whom in known else (NewParty(key=told.whom, side=whom.side),)
    saved = desk.add(
        actor=actor,
        permission="contact.log",
        near=opened.near,
        entries=entries,
        now=now,
        seen=sent.seen,
        form=sent.form,
        parties=new,
        files={0: held} if held else None,
        also=lambda: _forget(actor, sent),
    )
    return Done(saved.case_id, saved.reference, saved.numbers[0])


def _is_there(opened: Open, entry: Entry) -> bool:
    """Whether this very contact stands in the case: a page gone back to and saved again is one."""
    if entry.at is None:
        return False
    told = replace(entry, id="", recorded_at=None, recorded_on=None)
    return any(
        replace(one.entry, id="", recorded_at=None, recorded_on=None) == told
        for one in opened.whole.kept
        if one.entry.at == entry.at
    )


def promise(
    *, actor: Actor, case_id: UUID, promised: Promised, whom: str, sent: Sent, now: datetime
) -> Done:
    """Write down a promise by itself: whoever made it, it is now owed."""
    near = cases.near_to(actor, case_id, now=now)
    entry = Entry(
        id="",
        does=("note.made",),
        text=_("We promised: {words}").format(words=promised.words),
        at=now,
        by=actor.key,
        to=(whom,) if whom else (),
        channel="internal",
        about=("asb",),
        evidence=(Evidence(kind="note"),),
        promises=(pledge_of(promised),),
    )
    saved = desk.add(
        actor=actor, permission="case.note", near=near, entries=(entry,), now=now, seen=sent.seen,
        form=sent.form, also=lambda: _forget(actor, sent),
    )  # fmt: skip
    return Done(saved.case_id, saved.reference, saved.numbers[0])


def pledge_of(promised: Promised) -> Pledge:
    """A promise as the timeline holds it, under a name of its own."""
    return Pledge(
        id=f"p-{uuid4().hex[:10]}",
        what=promised.words,
        due=promised.due,
        does=PROMISED.get(promised.kind, ()),
        agency=promised.kind if promised.kind in AGENCIES else "",
    )


def barred_for(opened: Open, whom: str) -> frozenset[str]:
    """The channels that somebody told us not to use."""
    return frozenset(rule.channel for rule in rules_for(opened, whom) if rule.is_barred)


def _by_its_channel(told: Contact) -> Contact:
    """With the outcome's usual channel where none, or none that can be, was chosen."""
    possible = CHANNELS[told.outcome]
    if told.channel in possible:
        return told
    if told.channel and len(possible) > 1 and told.outcome == "sent":
        raise Refused(_("Say how it was sent: by text, email or letter."))
    return replace(told, channel=possible[0])


def refuse_unsafe(opened: Open, told: Contact) -> None:
    """Refuse a way that the person told us is not safe, unless it is known and said."""
    if told.outcome == "they contacted" or told.knowingly:
        return
    if told.channel in barred_for(opened, told.whom):
        words = _("They asked us not to use this way: {channel}. Nothing was saved.")
        raise Refused(words.format(channel=_(told.channel)))


def entries_of(actor: Actor, opened: Open, told: Contact, side: str) -> Iterator[Entry]:
    """Ours first; then each thing they asked, so that each is a promise to answer of its own."""
    asks = [*told.asks, *([_("to be rung back")] if told.wants_call else [])]
    if told.outcome == "they contacted":
        yield _theirs(told, side, asks[:1], opened)
        asks = asks[1:]
        if told.promised or told.welfare or told.contains or told.keeps:
            yield _ours(actor, opened, told, ("note.made",))
    else:
        yield _ours(actor, opened, told, (_act(opened, told, side),))
        if told.unhappy and not asks:
            yield _asked(told, side, "", first=True)
    for place, ask in enumerate(asks):
        yield _asked(told, side, ask, first=place == 0 and told.outcome != "they contacted")


def _act(opened: Open, told: Contact, side: str) -> str:
    act = ACTS.get(side, {}).get(told.outcome) or ACTS["resident"][told.outcome]
    if act == "agency.requested" and _is_waiting_for(opened, told.whom):
        return "agency.chased"
    return act


def _is_waiting_for(opened: Open, agency: str) -> bool:
    """Whether that agency was asked and has not answered since."""
    asked = False
    for item in opened.run.timeline.doing(("agency.requested", "agency.replied")):
        if "agency.requested" in item.acts and agency in item.entry.to:
            asked = True
        elif item.entry.by == agency:
            asked = False
    return asked


def _ours(actor: Actor, opened: Open, told: Contact, does: tuple[str, ...]) -> Entry:
    failed = told.outcome in FAILED
    keeps, answers = ((), ()) if failed else _kept(opened, told.keeps)
    is_note = does == ("note.made",)
    return Entry(
        id="",
        does=does,
        text=_("Said in the same contact.") if is_note else _text(told),
        at=told.at,
        by=actor.key,
        to=(told.whom,),
        channel=told.channel,
        about=("asb",),
        evidence=_evidence(told) if not is_note else (Evidence(kind="note"),),
        reason=told.no_record,
        facts={UNAVOIDABLE: told.barred_contact} if told.barred_contact else {},
        contains=_contains(told),
        promises=tuple(pledge_of(each) for each in told.promised),
        keeps=keeps,
        answers=answers,
    )


def _theirs(told: Contact, side: str, asks: Sequence[str], opened: Open) -> Entry:
    is_agency = side == "agency"
    return Entry(
        id="",
        does=("agency.replied",) if is_agency else ("contact.received",),
        text=_text(told),
        at=told.at,
        by=told.whom,
        channel=told.channel,
        about=("asb",),
        asks=tuple(asks),
        facts={"call_back": True} if _is_call_back(told, asks) else {},
        evidence=_evidence(told),
        reason=told.no_record,
        dissatisfied=told.unhappy,
        answers=_kept(opened, told.keeps)[1] if is_agency else (),
    )


def _asked(told: Contact, side: str, ask: str, *, first: bool) -> Entry:
    """What they said in a contact of ours: it asks for an answer, or was said in displeasure."""
    return Entry(
        id="",
        does=("contact.received",),
        text=_("They asked: {ask}").format(ask=ask) if ask else _("They sounded unhappy with us."),
        at=told.at,
        by=told.whom,
        channel=told.channel,
        about=("asb",),
        asks=(ask,) if ask else (),
        facts={"call_back": True} if _is_call_back(told, [ask]) else {},
        evidence=(Evidence(kind="note"),),
        dissatisfied=told.unhappy and first,
    )


def _is_call_back(told: Contact, asks: Sequence[str]) -> bool:
    return told.wants_call and _("to be rung back") in asks


def _contains(told: Contact) -> tuple[str, ...]:
    if told.outcome in FAILED:
        return ()
    return tuple(dict.fromkeys([*told.contains, *(["welfare"] if told.welfare else [])]))


def _kept(opened: Open, keys: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pledges that are kept and the entries that are answered, by the keys of promises."""
    chosen: list[Promise] = [each for each in opened.owed if each.key in keys]
    keeps = tuple(each.pledge for each in chosen if each.pledge)
    answers = tuple(dict.fromkeys(each.entry for each in chosen if not each.pledge))
    return keeps, answers


def _evidence(told: Contact) -> tuple[Evidence, ...]:
    """What shows it; nothing at all where somebody says that there is no record."""
    if told.no_record:
        return ()
    return tuple(Evidence(kind=kind) for kind in dict.fromkeys(told.proofs))


def _text(told: Contact) -> str:
    parts = [told.note, told.record]
    if told.welfare:
        parts.append(_("How they are: {words}").format(words=told.welfare))
    if told.knowingly:
        parts.append(
            _("Made by a way that they asked us not to use: {channel}.").format(
                channel=_(told.channel)
            )
        )
    if told.no_record:
        parts.append(_("No record, because: {why}").format(why=told.no_record))
    return "\n".join(part for part in parts if part)


def _forget(actor: Actor, sent: Sent) -> None:
    if sent.place:
        drafts.forget(landlord=actor.landlord_id, user=actor.user_id, place=sent.place)
