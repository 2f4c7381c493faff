"""The cases that come with Putright, audited and replayed: their figures side by side."""

from collections import Counter
from typing import Annotated

from msgspec import Meta

from putright.casework import audits, replays
from putright.casework.audit_json import failings_of, verdict_of
from putright.casework.shape import Shape
from putright.core.findings.audit import Audit
from putright.core.findings.replay import Replay


class DemoCaseJson(Shape, frozen=True):
    """One case in figures."""

    case: str
    title: str
    verdict: str
    by_theme: Annotated[dict[str, int], Meta(description="How many failings of each theme.")]
    done_well: int
    for_review: int
    unsettled: int
    warnings: Annotated[
        dict[str, int], Meta(description="Warnings by kind, with the books as they were.")
    ]
    warnings_booked: Annotated[
        dict[str, int], Meta(description="By kind, with every contact in the books at once.")
    ]
    unwarned: Annotated[int, Meta(description="What was written down too late to warn of.")]
    page: Annotated[str, Meta(description="The HTML page of its audit.")]


class DemoJson(Shape, frozen=True):
    """What `putright demo` ran and wrote."""

    cases: tuple[DemoCaseJson, ...]


class Played(Shape, frozen=True):
    """One case, audited and replayed twice."""

    audit: Audit
    as_it_was: Replay
    booked: Replay


def play(name: str) -> Played:
    """Audit one case and replay it, with the books as they were and with all in the books."""
    opened = audits.open_case(name)
    return Played(
        audit=audits.audit(opened),
        as_it_was=replays.replay(opened),
        booked=replays.replay(opened, booked=True),
    )


def shape_case(played: Played, *, page: str) -> DemoCaseJson:
    """The figures of one case."""
    audit = played.audit
    failings = failings_of(audit)
    return DemoCaseJson(
        case=audit.case,
        title=audit.title,
        verdict=verdict_of(audit),
        by_theme=dict(Counter(finding.theme for finding in failings)),
        done_well=len(audit.done_well),
        for_review=len(audit.for_review),
        unsettled=len(audit.unsettled) + len(audit.findings) - len(failings),
        warnings=_kinds(played.as_it_was),
        warnings_booked=_kinds(played.booked),
        unwarned=len(played.as_it_was.unseen),
        page=page,
    )


def _kinds(replay: Replay) -> dict[str, int]:
    return dict(Counter(told.kind for told in replay.warnings))
