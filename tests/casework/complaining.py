"""A complaint about calls that nobody returned, with staff who can answer it, for tests."""

from datetime import datetime
from typing import Any

from factories import made

from putright.casework.actions import responses
from putright.casework.queries.responses import page
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Point
from putright.core.practice.response import Answered, Remedy, Response
from putright.gateways.clock import LONDON

CALLS = Point(id="p1", what="Nobody rang me back about the noise")
MAIL = (Evidence(kind="email"),)


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=LONDON)


def report() -> Entry:
    return made.a_report(at(2, 2), id="report")


def asked() -> Entry:
    """She asked something, and no answer is on record."""
    return Entry(
        id="asked", does=("contact.received",), at=at(2, 16), by="resident", channel="email",
        evidence=MAIL, asks=("when does somebody come",), text="Asked to be rung back.",
    )  # fmt: skip


def raised(**told: Any) -> Entry:
    named: dict[str, Any] = {
        "id": "raised", "does": ("complaint.raised",), "at": at(3, 2), "by": "resident",
        "channel": "email", "evidence": MAIL, "complaint": "c1", "points": (CALLS,),
        "asks": ("to be rung when something is promised",), "stage": 1,
    }  # fmt: skip
    return Entry(**(named | told))


def acknowledged(stage: int = 1, *, when: datetime | None = None) -> Entry:
    return Entry(
        id=f"acknowledged-{stage}", does=("complaint.acknowledged",), at=when or at(3, 4),
        by="landlord", to=("resident",), channel="email", evidence=MAIL, complaint="c1",
        stage=stage, contains=("definition", "ombudsman details"),
    )  # fmt: skip


def answered(by: str, *, when: datetime, **told: Any) -> list[Entry]:
    """Stage 1, answered and decided by somebody."""
    shared: dict[str, Any] = {"at": when, "by": by, "complaint": "c1", "stage": 1, "evidence": MAIL}
    return [
        Entry(id="answer", does=("complaint.responded",), to=("resident",), **(shared | told)),
        Entry(id="decided", does=("complaint.decided_by",), **shared),
    ]


def escalated(when: datetime) -> Entry:
    return Entry(
        id="escalated", does=("complaint.escalated",), at=when, by="resident", channel="phone",
        evidence=made.NOTE, complaint="c1", stage=2,
    )  # fmt: skip


def whole(owner: str, due: Any, *points: str) -> Response:
    """An answer that lacks nothing, whether it is late or not."""
    answers = [
        Answered(point=point, decision="upheld", reasons="We did not ring you back, and should "
                 "have.", remedy="We tell you by when we ring, and do.")
        for point in points
    ]  # fmt: skip
    return Response(
        answers=tuple(answers),
        failings="We did not ring you back. This answer is late.",
        effect="You waited for a call that did not come.",
        sorry="We are sorry.",
        remedies=(Remedy(kind="action", what="Ring you each Monday", who=owner, due=due),),
        learning="Calls to be returned are shared out each morning.",
    )


def kept(actor: Any, case: Any, now: datetime, response: Response, **told: Any) -> str:
    """Keep a draft over the one that is there; its mark."""
    mark = told.pop("mark", page(actor, case.id, "c1", now=now).mark)
    return responses.keep(
        actor=actor, case_id=case.id, complaint="c1", response=response, mark=mark, now=now, **told
    )
