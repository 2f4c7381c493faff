"""Letters to the other party: from facts that the template names, held against what is withheld.

A letter in which anything of the protected side stands cannot be kept. Whoever writes it says, too,
who it could only be from: what only one person can have told, no search finds (security T6).
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID, uuid4

from msgspec import Struct

from putright.casework import desk
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.contacts import barred_for
from putright.casework.actions.tools import check_order
from putright.casework.actor import Actor
from putright.casework.letters import compose, keep
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.other_letters import Reader, reader_of, was_heard
from putright.casework.queries.other_side import allowed, withheld
from putright.casework.queries.tools import ARRANGED
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge, ToolUse
from putright.core.letters import Letter
from putright.core.practice.other_side import Hit, hits, hours_in
from putright.core.practice.period import in_months
from putright.kit.dates import list_day, long_day, time_of
from putright.kit.say import N_, _
from putright.stores.record.cases import NewParty

KINDS: Mapping[str, str] = {
    "visit": N_("An appointment"),
    "warning": N_("A warning"),
    "agreement": N_("An offer of an agreement"),
    "support": N_("An offer of help"),
}
DOES: Mapping[str, tuple[str, str, str]] = {
    "visit": ("asb.other_party_written", "", ""),
    "warning": ("asb.warning_given", "written-warning", "done"),
    "agreement": ("asb.tool_offered", "acceptable-behaviour-agreement", "offered"),
    "support": ("asb.support_offered", "support-referral", "offered"),
}
"""Which act a letter of that kind is, which tool it uses, and what becomes of the tool by it."""
BEHAVIOURS: Mapping[str, str] = {
    "noise": N_("noise that others can hear"),
    "treating": N_("how people who live near you are treated"),
    "shared": N_("how shared places are used"),
    "damage": N_("damage, litter or mess"),
    "animals": N_("animals"),
    "vehicles": N_("vehicles and parking"),
    "substances": N_("drugs or drinking"),
    "visitors": N_("people who visit your home"),
}
"""Kinds of behaviour in words so general that they tell nothing of who spoke."""
WAYS: Mapping[str, tuple[str, str]] = {
    "post": ("letter", "letter"),
    "email": ("email", "email"),
    "handed over": ("visit", "letter"),
    "read out": ("in person", "letter"),
}
"""How it went, with the channel and the kind of evidence that this is."""


class Told(Struct, frozen=True, kw_only=True):
    """What the form tells of a letter; all of it but the sending can stand in the letter."""

    kind: str
    whom: str
    behaviour: str
    first: date
    last: date
    clause: str = ""
    asked: str = ""
    appointment: datetime | None = None
    place: str = ""
    until: date | None = None
    own_words: str = ""


class Going(Struct, frozen=True, kw_only=True):
    """How it goes, and what the writer answered to "who could this only be from?"."""

    way: str
    only_from: str
    anyway: str = ""


class Drawn(Struct, frozen=True):
    """The letter as it would go, whom it is for, and what in it may not leave."""

    letter: Letter
    reader: Reader
    hits: tuple[Hit, ...]


def draw(*, actor: Actor, case_id: UUID, told: Told, now: datetime) -> Drawn:
    """The letter that these facts make, held against what the other side may not learn."""
    opened = open_for(actor, case_id, now=now, what="writing")
    return _drawn(opened, told, now)


def send(
    *, actor: Actor, sent: Sent, told: Told, going: Going, now: datetime
) -> Saved:  # fmt: skip
    """Keep a letter to the other party as it went, with the step that it is."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    drawn = _drawn(opened, told, now)
    if drawn.hits:
        raise NotRight(_("This letter cannot be kept: something in it points to who spoke to us."))
    if len(going.only_from.strip()) < 2:
        raise NotRight(_("Say who this could only be from."), field="only_from")
    channel, evidence = WAYS[going.way]
    if channel in barred_for(opened, drawn.reader.key):
        raise NotRight(_("They asked us not to use this way."), field="way")
    entry = _entry(actor, told, going, drawn, channel, evidence, now)
    check_order(opened, entry, anyway=going.anyway, now=now)
    kept = keep(actor=actor, near=sent.near, letter=drawn.letter, now=now)
    entries = [entry, *_visit(actor, told, drawn, now)]
    return desk.add(
        actor=actor, permission="case.tools", near=sent.near, entries=entries, now=now,
        seen=sent.seen, form=sent.form, files={0: (kept,)}, parties=_new_part(drawn.reader),
    )  # fmt: skip


def _drawn(opened: Open, told: Told, now: datetime) -> Drawn:
    reader = reader_of(opened, told.whom)
    if reader is None:
        raise NotRight(
            _("A letter never goes to a child, nor to nobody: choose the tenant, or add them to "
              "the case first."), field="whom",
        )  # fmt: skip
    hours = hours_in(f"{told.asked} {told.clause}")  # what is asked from now on may name some
    if told.appointment is not None:
        hours = (*hours, *hours_in(time_of(told.appointment)))
    facts = _facts(opened, told, reader, now)
    letter = compose(f"other_party_{told.kind}", facts, own_words=told.own_words)
    # a name that was only typed may hold whoever reported it: it is no name that may be said
    own = (reader.name,) if reader.row is not None else ()
    may = allowed(opened, reader=reader.row, names=(*own, opened.actor.name), hours=hours)
    # the day of the letter itself is no day of an incident, though a report can have come on it
    texts = [
        line
        for block in letter.blocks
        for line in (block.text, *block.items)
        if line != facts["date"]
    ]
    found = hits(
        texts, withheld(opened), may, own=(told.own_words, told.place), asked=(told.asked,)
    )  # fmt: skip
    return Drawn(letter, reader, found)


def _facts(opened: Open, told: Told, reader: Reader, now: datetime) -> dict[str, str]:
    at = told.appointment
    is_heard = was_heard(opened, reader, since=told.first)
    return {
        "landlord": opened.case.landlord.name,
        "date": long_day(now.date()),
        "name": reader.name,
        "behaviour": _(BEHAVIOURS[told.behaviour]),
        "period": in_months(told.first, told.last),
        "whose": _("somebody in your household") if reader.is_for_child else _("you"),
        "clause": told.clause,
        "asked": told.asked,
        "day": list_day(at.date()) if at else "",
        "time": time_of(at.time()) if at else "",
        "place": told.place,
        "until": long_day(told.until) if told.until else "",
        "officer": opened.actor.name,
        "phone": opened.case.landlord.phone,
        "phoneless": "" if opened.case.landlord.phone else "yes",
        "heard": "yes" if is_heard else "",
        "unheard": "" if is_heard else "yes",
    }


def _entry(
    actor: Actor, told: Told, going: Going, drawn: Drawn, channel: str, evidence: str, now: datetime
) -> Entry:
    act, tool, outcome = DOES[told.kind]
    uses = (ToolUse(tool=tool, outcome=outcome),) if tool else ()  # type: ignore[arg-type]
    said = _("Who it could only be from, as the writer said: {words}")
    return Entry(
        id="", does=(act,), at=now, by=actor.key, to=(drawn.reader.key,),
        against=(drawn.reader.about,), channel=channel, text=drawn.letter.title,
        evidence=(Evidence(kind=evidence),), tools=uses, until=told.until,
        reason="\n".join(
            part for part in (going.anyway, said.format(words=going.only_from)) if part
        ),
        facts={"how": going.way, "side": "other"},
    )  # fmt: skip


def _visit(actor: Actor, told: Told, drawn: Drawn, now: datetime) -> list[Entry]:
    """An appointment that a letter names is a visit arranged: a promise to come."""
    if told.appointment is None:
        return []
    pledge = Pledge(
        id=f"p-{uuid4().hex[:10]}", what=_("Visit the person complained of"),
        due=told.appointment.date(), does=("asb.other_party_contacted", "asb.other_party_heard"),
    )  # fmt: skip
    arranged = Entry(
        id="", does=(ARRANGED,), at=now, by=actor.key, to=(drawn.reader.key,), about=("asb",),
        until=told.appointment.date(), text=told.place, evidence=(Evidence(kind="note"),),
        promises=(pledge,),
        facts={"side": "other", "hour": told.appointment.time().isoformat("minutes")},
    )  # fmt: skip
    return [arranged]


def _new_part(reader: Reader) -> tuple[NewParty, ...]:
    if not reader.is_new:
        return ()
    return (
        NewParty(key=reader.key, side="other party", role="tenant", person=reader.person),
    )  # fmt: skip
