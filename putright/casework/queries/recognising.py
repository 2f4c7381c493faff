"""The pages that ask whether something is a complaint, and what they choose from."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.queries.case_entries import Entries
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import open_for
from putright.casework.queries.case_promises import PromiseSeen, promises_seen
from putright.casework.queries.recognising_asked import AskedSeen as AskedSeen
from putright.casework.queries.recognising_asked import asked_about as asked_about
from putright.casework.queries.service import Choices, RequestSeen, askers, channels, of_case
from putright.casework.refused import NotThere

OFFER = "complaints.dissatisfaction_offered"
"""The rule by which whoever is unhappy is offered the choice to complain."""


class AskPage(Struct, frozen=True, kw_only=True):
    """One entry that is asked about, with what can be answered."""

    around: Around
    asked: AskedSeen
    people: Choices
    channels: Choices
    promise: PromiseSeen | None
    complaint_is_open: bool


class CasePage(Struct, frozen=True, kw_only=True):
    """What is asked in a case, and its open requests for service."""

    around: Around
    asked: tuple[AskedSeen, ...]
    requests: tuple[RequestSeen, ...]


def page(actor: Actor, case_id: UUID, *, now: datetime) -> CasePage:
    """Everything that is asked in a case, and what was asked for and is not yet put right."""
    opened = open_for(actor, case_id, now=now, what="recognising")
    return CasePage(
        around=around(opened, "page"), asked=asked_about(opened), requests=of_case(opened)
    )


def asking(actor: Actor, case_id: UUID, number: int, *, now: datetime) -> AskPage:
    """The page about one entry; not there where nothing is asked about it, or no longer."""
    opened = open_for(actor, case_id, now=now, what="recognising")
    permissions.check(actor, "complaint.log", opened.near)
    asked = next((one for one in asked_about(opened) if one.number == number), None)
    if asked is None:
        raise NotThere
    owed = [each for each in opened.owed if each.rule == OFFER]
    return AskPage(
        around=around(opened, "page"),
        asked=asked,
        people=askers(opened),
        channels=channels(opened),
        promise=next(iter(promises_seen(opened, owed, Entries(opened))), None),
        complaint_is_open=opened.run.facts.complaint_is_open(opened.run.now),
    )
