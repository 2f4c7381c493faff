"""The two published cases run forward: what the system would have told whom, and when."""

from datetime import date

import pytest

from putright.casework import audits, replays
from putright.core.findings.audit import Audit
from putright.core.findings.finding import Finding
from putright.core.findings.replay import Replay
from tests.replays import key
from tests.replays.test_published_cases import CASES

NOBODY_CAN_WARN = {"disputed-account", "for-review"}
"""Two accounts are kept side by side, and tone is a person's to judge: the map's live column
names no warning for either."""


@pytest.fixture(scope="module", params=sorted(CASES))
def played(request: pytest.FixtureRequest) -> tuple[str, Audit, Replay, Replay]:
    """Each case: its audit, the run from the books as they were, the run with all in the books."""
    opened = audits.open_case(CASES[request.param])
    audit = audits.audit(opened)
    return request.param, audit, replays.replay(opened), replays.replay(opened, booked=True)


def breached_from(finding: Finding) -> date:
    """The first day on which the failing is there: the day after it was due, else its own day."""
    return finding.due if isinstance(finding.due, date) else finding.on


def test_each_failing_was_warned_of_or_refused_before_the_breach(
    played: tuple[str, Audit, Replay, Replay],
) -> None:
    name, audit, _, booked = played
    missed, _ = key.assign(key.load_key()[name], [*audit.findings, *audit.for_review])
    assert not missed

    silent = [
        (f.code, f.on)
        for f in audit.findings
        if f.code not in NOBODY_CAN_WARN and not is_foreseen(f, booked)
    ]

    assert silent == []


def is_foreseen(finding: Finding, replay: Replay) -> bool:
    """Whether a warning about the same entry came by the day of the breach, or it cannot arise."""
    entry = finding.entries[0]
    if finding.code in ("unevidenced-claim", "complaint-not-logged"):
        outside = entry.startswith(("call-", "complaint-"))
        if outside:
            return True
    chained = {
        "late-extension-notice", "no-action-plan", "no-update-schedule", "promise-not-kept"
    }  # fmt: skip
    entries = set(finding.entries) if finding.code in chained else {entry}
    return any(
        entries & set(warning.entries)
        and warning.at.date() <= breached_from(finding)
        and warning.kind in ("due soon", "refused")
        for warning in replay.warnings
    )


def test_a_false_letter_is_refused_on_the_day_it_is_written(
    played: tuple[str, Audit, Replay, Replay],
) -> None:
    _, audit, asis, _ = played
    letters = [f for f in audit.findings if f.code == "letter-contradicts-record"]

    refused = {(w.entries[0], w.at.date()) for w in asis.warnings if w.kind == "refused"}

    assert letters
    assert all((f.entries[0], f.on) in refused for f in letters)


def test_a_contact_that_was_never_written_down_is_named_as_one_nobody_could_be_warned_of() -> None:
    replay = replays.replay(audits.open_case(CASES["hexagon"]))

    unseen = {each.entry for each in replay.unseen}

    assert {"call-21-sep", "call-26-oct", "call-30-oct"} <= unseen
    warned = {
        entry for w in replay.warnings for entry in w.entries if w.at.date() < date(2024, 8, 30)
    }
    assert not unseen & warned


def test_with_every_contact_in_the_books_the_lost_calls_are_warned_of_the_same_day() -> None:
    replay = replays.replay(audits.open_case(CASES["hexagon"]), booked=True)

    first = {
        entry: min(w.at.date() for w in replay.warnings if entry in w.entries)
        for entry in ("call-21-sep", "call-26-oct", "call-30-oct")
    }

    assert first == {
        "call-21-sep": date(2023, 9, 21),
        "call-26-oct": date(2023, 10, 26),
        "call-30-oct": date(2023, 10, 30),
    }
    assert replay.unseen == ()


def test_a_replay_knows_nothing_of_what_was_written_down_later() -> None:
    opened = audits.open_case(CASES["hexagon"])
    whole = replays.replay(opened)

    until = date(2024, 3, 1)
    cut = replays.replay(opened, as_of=until)

    assert cut.warnings == tuple(w for w in whole.warnings if w.at.date() <= until)


def test_before_the_first_entry_there_is_nothing_to_tell_and_no_level_to_suggest() -> None:
    opened = audits.open_case(CASES["hexagon"])
    before = date(2020, 1, 1)

    assert replays.replay(opened, as_of=before).warnings == ()
    assert {heading.suggestion for heading in audits.audit(opened, as_of=before).headings} == {""}


def test_a_duty_whose_clock_began_before_its_entry_says_from_when_it_was_counted() -> None:
    audit = audits.audit(audits.open_case(CASES["hexagon"]))

    (plan,) = [f for f in audit.findings if f.code == "no-action-plan"]

    assert "counted from 19 September 2023, when the step before it fell due" in plan.what
