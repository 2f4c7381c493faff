"""Replay a case: run it forward in time with only what was in the books."""

from datetime import date

from putright.casework.audits import Opened
from putright.core.findings.replay import Replay, replay_case


def replay(opened: Opened, *, booked: bool = False, as_of: date | None = None) -> Replay:
    """Replay an opened case up to a day, by default the one that its file names."""
    until = as_of or opened.case.audit_day
    return replay_case(opened.case, opened.engine, until=until, booked=booked)
