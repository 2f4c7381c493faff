"""Writing the answer to a complaint: a draft that colleagues share, then a letter.

A draft is no answer: the clock of the stage runs until the letter was sent (Code 6.3, 6.14).
"""

from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from putright.casework import permissions, response_draft, response_words
from putright.casework.actions import outgoing
from putright.casework.actions.response_letter import letter_of, titles_of
from putright.casework.actor import Actor
from putright.casework.queries.responses import Answering, answering_for, begun
from putright.casework.refused import NotRight, Refused
from putright.casework.response_lacks import Lacking
from putright.casework.response_people import why_not_answer
from putright.core.practice.response import Response, lacks
from putright.kit.say import _


def keep(
    *, actor: Actor, case_id: UUID, complaint: str, response: Response, mark: str, now: datetime,
    pull: bool = False,
) -> str:  # fmt: skip
    """Keep the draft for everybody who works on it; returns its mark.

    ``mark`` is that of the draft the writer had before them: another's is not replaced unread.
    ``pull`` fills what is still empty from the audit.
    """
    answering = _writable(actor, case_id, complaint, now)
    before = _found(actor, answering, case_id)
    if mark != (response_draft.mark_of(before) if before else ""):
        raise NotRight(_("The draft was changed meanwhile: read the other one. Keep yours again "
                         "to put it in its place."), field="mark")  # fmt: skip
    if pull:
        response = response_words.filled(response, answering.drafts())
    earlier = before.writers if before else ()
    kept = replace(response, writers=tuple(dict.fromkeys([*earlier, actor.key])))
    response_draft.keep(
        landlord=actor.landlord_id, user=actor.user_id, case=case_id, complaint=complaint,
        stage=answering.number, response=kept, now=now,
    )  # fmt: skip
    return response_draft.mark_of(kept)


def begin(
    *, actor: Actor, case_id: UUID, complaint: str, mark: str, leads_to: str, now: datetime
) -> UUID:
    """Make the draft a letter, where nothing lacks; whoever does so decides the complaint."""
    answering = _writable(actor, case_id, complaint, now)
    response = _found(actor, answering, case_id)
    if response is None:
        response = begun(answering.drafts())
    elif mark != response_draft.mark_of(response):
        raise NotRight(_("The draft was changed meanwhile. Read it again first."), field="mark")
    offering = answering.offering
    stack = answering.opened.live.engine.stack
    found = lacks(
        response, answering.setting(money=bool(offering.offers)),
        kinds=stack.practice("remedy_kind"), barred=stack.practice("barred_words"),
    )  # fmt: skip
    if found:
        raise Lacking(found, titles_of(answering))
    letter = letter_of(answering, response, offering, leads_to=leads_to)
    return outgoing.begin(actor=actor, near=answering.opened.near, letter=letter, now=now)


def _writable(actor: Actor, case_id: UUID, complaint: str, now: datetime) -> Answering:
    answering = answering_for(actor, case_id, complaint, now=now)
    permissions.check(actor, "complaint.handle", answering.opened.near)
    if why := why_not_answer(answering.opened, answering.complaint, answering.number):
        raise Refused(why)
    if not answering.complaint.is_open:
        raise Refused(_("This stage is settled: there is nothing to answer now."))
    return answering


def _found(actor: Actor, answering: Answering, case_id: UUID) -> Response | None:
    found = response_draft.found(
        landlord=actor.landlord_id, case=case_id, complaint=answering.complaint.key,
        stage=answering.number,
    )  # fmt: skip
    return found.response if found else None
