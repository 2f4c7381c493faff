"""Asking an agency, chasing it, and taking a request to its manager: each with what shows it.

A request that goes to a desk that does not cover the home keeps no promise: the resident was
promised an answer, not a letter to strangers. It stays in the books, and so does its finding.
"""

from datetime import datetime

from putright.casework import agency_letters
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.agency_sending import Went, send
from putright.casework.actor import Actor
from putright.casework.agency_letters import Asked
from putright.casework.agency_words import ROLES
from putright.casework.queries import agency_asking, agency_threads
from putright.casework.queries.agency_asking import Request
from putright.casework.queries.agency_threads import Thread, key_of
from putright.casework.queries.case_open import Open, open_for
from putright.casework.refused import NotRight, NotThere, Refused
from putright.core.events.entry import Entry
from putright.core.practice.agencies import serves
from putright.kit.say import _
from putright.stores.people.agencies import Desk
from putright.stores.record.cases import NewParty


def ask(
    *, actor: Actor, sent: Sent, told: Request, went: Went, now: datetime, why: str = ""
) -> Saved:
    """Ask an agency; ``why`` is owed where the desk is not the one that the directory leads to."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    asked = agency_asking.asked_of(opened, told)
    desk = agency_asking.chosen_desk(opened, told) if told.desk else None
    is_ours = agency_asking.is_ours(opened, desk) if desk else None
    if (desk is None or desk.wrong_at or is_ours is False) and not why:
        words = _("Say why it goes to this desk, and how you know that it is right")
        raise NotRight(words, field="why_there")
    thread = agency_threads.thread_of(opened, told.again) if told.again else None
    party = _party(opened, desk, told.typed)
    entry = Entry(
        id="",
        does=("agency.requested",),
        text=_text(asked, told),
        to=(party.key,),
        about=("asb",),
        reason=why,
        facts={"request": asked.kind.id, "basis": told.basis},
        keeps=() if is_ours is False else told.keeps,
        answers=(thread.back.id,) if thread and thread.back else (),
        replies_to=(thread.request.id,) if thread else (),
    )
    letter = agency_letters.request(opened, asked, now=now)
    return send(
        actor=actor, sent=sent, entry=entry, letter=letter, went=went, now=now, parties=(party,)
    )


def chase(
    *, actor: Actor, sent: Sent, number: int, words: str, went: Went, now: datetime,
    higher: bool = False,
) -> Saved:  # fmt: skip
    """Ask again, or (``higher``) ask the agency's manager."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    thread = waiting(opened, number)
    act = "agency.taken_higher" if higher else "agency.chased"
    said = _("Taken to their manager.") if higher else _("Asked again.")
    entry = Entry(
        id="",
        does=(act,),
        text="\n".join(part for part in (said, words) if part),
        to=thread.request.entry.to,
        about=("asb",),
        replies_to=(thread.request.id,),
    )
    letter = agency_threads.chase_letter(opened, thread, higher=higher, words=words)
    return send(actor=actor, sent=sent, entry=entry, letter=letter, went=went, now=now)


def _text(asked: Asked, told: Request) -> str:
    words = [_("{kind}. {asks}").format(kind=asked.kind.name, asks=asked.asks)]
    if told.desk is None:
        words.append(_("Sent to an address that is not in the directory: {address}").format(
            address=told.typed_address))  # fmt: skip
    return "\n".join(words)


def waiting(opened: Open, number: int) -> Thread:
    """A request that is still waiting for its answer."""
    thread = agency_threads.thread_of(opened, number)
    if thread is None:
        raise NotThere
    if thread.state != "waiting":
        raise Refused(_("This request waits no longer: it was answered, or it came back."))
    return thread


def _party(opened: Open, desk: Desk | None, typed: str) -> NewParty:
    """The agency as a part of the case, with the areas it serves as the directory has them now.

    A part never changes, so a desk whose areas did gets a new one: what was asked before is still
    judged by what was known then.
    """
    if desk is None:
        return _free_party(opened, typed)
    home = opened.case.home
    area, postcode = (home.area, home.postcode) if home else ("", "")
    served = serves(desk.areas, desk.postcodes, area=area, postcode=postcode)
    known = {key for key in opened.whole.people if key in opened.parts}
    same = (
        key
        for key in sorted(known)
        if opened.parts[key].side == "agency"
        and (opened.parts[key].name == desk.name or key.startswith(key_of(desk)))
        and set(opened.whole.people[key].serves) == set(served)
    )
    key = next(same, "") or _free_key(opened, key_of(desk))
    core = {"serves": list(served), "name": desk.name}
    return NewParty(key=key, side="agency", role=ROLES.get(desk.kind, ""), core=core)


def _free_party(opened: Open, name: str) -> NewParty:
    same = (p.key for p in opened.parts.values() if p.side == "agency" and p.name == name)
    key = next(same, "") or _free_key(opened, "agency-typed")
    return NewParty(key=key, side="agency", core={"name": name})


def _free_key(opened: Open, key: str) -> str:
    taken = opened.whole.people
    return next(
        one
        for one in (key, *(f"{key}-{number}" for number in range(2, len(taken) + 3)))
        if one not in taken
    )
