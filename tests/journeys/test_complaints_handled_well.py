"""The complaints of the two published cases as they should have been handled, from first word to
payment, in a browser; and as they were handled, which an audit of the live case still finds."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from journeys.complaining import (
    FIRST_HANDLER,
    HEAD,
    OFFICER,
    SECOND_HANDLER,
    Complaint,
    Days,
    accepted_and_paid,
    agreed,
    answer,
    goes,
    handled_by,
    landlord,
    letter,
    logged,
    offered,
    rang,
    said_in_a_call,
    save,
)
from journeys.westward import audited
from playwright.sync_api import expect

from putright.casework import audits

HEXAGON = Days(
    said=date(2024, 7, 16), acknowledged=date(2024, 7, 18), extended=date(2024, 7, 26),
    until=date(2024, 8, 9), answered=date(2024, 8, 8), further=date(2024, 8, 12),
    taken_up=date(2024, 8, 14), decided=date(2024, 8, 29), accepted=date(2024, 9, 2),
    paid=date(2024, 9, 9),
)  # fmt: skip
WESTWARD = Days(
    said=date(2023, 5, 4), acknowledged=date(2023, 5, 9), extended=date(2023, 5, 16),
    until=date(2023, 5, 30), answered=date(2023, 5, 26), further=date(2023, 5, 31),
    taken_up=date(2023, 6, 2), decided=date(2023, 6, 15), accepted=date(2023, 6, 19),
    paid=date(2023, 6, 26),
)  # fmt: skip
POINTS = "Nobody rang me back\nI was told to keep away from my own yard"
ANSWERS = {
    "call": ("You asked to be rung. Nobody rang.", "Abe Thornquist rings you each week."),
    "yard": ("Nobody should tell you that. It is your home.", "We tell all our staff so."),
}
HANDLING = {"handling": ("Each step of your complaint was taken in its time.", "")}


@pytest.mark.parametrize(
    ("pack", "days"), [("hexagon", HEXAGON), ("westward", WESTWARD)], ids=["hexagon", "westward"]
)
def test_complaint_handled_well_ends_without_a_failing_of_its_handling(
    pack: str, days: Days, tmp_path: Path, visit: Any, picture: Any
) -> None:
    site = landlord(pack, days.said - timedelta(days=1), tmp_path / "made", tmp_path / "site")
    try:
        them = Complaint(site, visit)
        first_stage(them, days)
        second_stage(them, days)
        accepted_and_paid(them, days)

        told = audited(site, them.case, (days.paid + timedelta(days=1)).isoformat())

        shows_what_was_done(them)
        handling = [each for each in told["findings"] if is_of_handling(each, days)]
        assert handling == []
        picture(them.of(SECOND_HANDLER), f"complaint-{pack}-handled-well")
    finally:
        site.stop()


def first_stage(them: Complaint, days: Days) -> None:
    them.at(days.said)
    said_in_a_call(them, "She waits for a call for weeks and is told to keep away from her yard.")
    them.at(days.said, 11)
    logged(them, POINTS, "To be rung when it is promised\nAn apology")
    barred(them)
    them.at(days.said, 12)
    agreed(them, POINTS)
    rang(them, "You have me now: Abe. I ring you each week.")
    them.at(days.acknowledged)
    letter(them, "acknowledge")
    goes(them, FIRST_HANDLER)
    them.at(days.extended)
    until = f"{days.until.day}/{days.until.month}/{days.until.year}"
    letter(them, "longer", until=until, reason="We still need to hear a witness.")
    goes(them, FIRST_HANDLER)
    them.at(days.answered)
    answer(them, FIRST_HANDLER, ANSWERS, by=days.answered + timedelta(days=14))
    goes(them, FIRST_HANDLER, HEAD)
    them.at(days.answered, 15)
    rang(them, "Rang, as promised, and will each Monday.")


def second_stage(them: Complaint, days: Days) -> None:
    """She rings and is not content: one click, no reason; somebody else answers, with money."""
    them.at(days.further)
    page = them.of("abe")
    page.goto(them.one("escalate/"))
    save(page, "Save that they go on")
    them.at(days.taken_up)
    handled_by(them, "Rhys Callow")
    letter(them, "acknowledge", who=SECOND_HANDLER)
    goes(them, SECOND_HANDLER)
    them.at(days.decided)
    refused = them.of(FIRST_HANDLER)
    refused.goto(them.one("answer"))
    expect(refused.locator("main")).to_contain_text("Somebody else answers this one.")
    offered(them)
    answer(them, SECOND_HANDLER, ANSWERS | HANDLING, by=days.decided + timedelta(days=14))
    goes(them, SECOND_HANDLER, HEAD)
    them.at(days.decided, 15)
    rang(them, "Rang, as promised.")


def barred(them: Complaint) -> None:
    """Who is complained of finds neither the complaint nor its answer."""
    page = them.of(OFFICER)
    assert page.request.get(them.one()).status in (403, 404)
    assert page.request.get(them.one("answer")).status in (403, 404)


def shows_what_was_done(them: Complaint) -> None:
    """The complaint answered twice, and the offer that went with the answer paid with its proof."""
    page = them.of(SECOND_HANDLER)
    page.goto(f"{them.address}/money/")
    expect(page.locator("main")).to_contain_text("£250")
    page.goto(them.one())
    expect(page.locator("main")).to_contain_text("Stage 2, answered")
    expect(page.locator("main")).to_contain_text("How we dealt with your complaint")


def is_of_handling(finding: list[str], days: Days) -> bool:
    """Whether a finding is about the complaint: its codes, from the day that it was said."""
    code, on, _what = finding
    return code in CODES and date.fromisoformat(on) >= days.said


CODES = {
    "unrecognised-complaint", "complaint-not-logged", "no-acknowledgement", "late-response",
    "no-extension-notice", "late-extension-notice", "ignored-escalation", "conflict-of-interest",
    "letter-incomplete", "same-decider", "points-unanswered", "late-to-ombudsman",
    "offer-below-band", "promise-not-kept",
}  # fmt: skip


@pytest.mark.parametrize(
    ("like", "name", "as_of"),
    [
        ("hexagon-%", "hexagon-202427054", "2025-06-24"),
        ("westward-%", "westward-202305098", "2025-01-15"),
    ],
)
def test_complaint_as_it_was_handled_audits_to_what_the_ombudsman_found(
    like: str, name: str, as_of: str, site_at: Any
) -> None:
    site = site_at()
    case = site.ask("select id from record_case where reference like ?", like)[0]

    told = audited(site, case, as_of)

    published = audits.audit(audits.open_case(name), as_of=date.fromisoformat(as_of))
    ours = [each for each in told["findings"] if each[0] in CODES]
    theirs = [[f.code, f.on.isoformat(), f.what] for f in published.findings if f.code in CODES]
    assert ours == theirs
    assert {"late-response", "offer-below-band"} <= {code for code, _on, _what in ours}
