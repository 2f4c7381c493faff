"""The same agency is the agency that was asked, not the officer who asked it."""

from tests.core import build

CHASED = build.rule(
    "agency.chased",
    """
when = { act = "agency.requested" }
within = "5 working days"
by = { act = "agency.chased", same = ["agency"] }
""",
)
PEOPLE = (
    build.person("officer", "landlord"),
    build.person("police", "agency"),
    build.person("council", "agency"),
)


def state_after_chasing(agency: str) -> str:
    entries = [
        build.entry("asked", "agency.requested", "2026-03-02", by="officer", to="police"),
        build.entry("chased", "agency.chased", "2026-03-05", by="officer", to=agency),
    ]
    return build.state(entries, build.pack(CHASED), now="2026-03-31", people=PEOPLE)


def test_chasing_the_agency_that_was_asked_meets_it() -> None:
    assert state_after_chasing("police") == "met"


def test_the_same_officer_chasing_another_agency_does_not() -> None:
    assert state_after_chasing("council") == "overdue"
