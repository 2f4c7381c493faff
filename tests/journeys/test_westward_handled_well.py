"""The Westward case, handled well from the first call: an audit without a failing at its end."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from journeys.site import LONDON, Site, prepare
from journeys.westward import (
    FIRST_CALL,
    LEADER,
    LOAD_WESTWARD,
    NEIGHBOUR,
    OFFICER,
    RESIDENT,
    audited,
)
from playwright.sync_api import expect

from putright.casework import audits

TALK = "Put to the neighbour what was reported and hear the answer"
MEDIATION = "Mediation or restorative meeting"
HEARD = "He shouts at my son from the path and says we should go back where we came from."


@pytest.fixture
def westward(tmp_path: Path) -> Any:
    site = Site(prepare(tmp_path / "made", FIRST_CALL, LOAD_WESTWARD), tmp_path / "site").start()
    yield site
    site.stop()


def at(site: Site, month: int, day: int, hour: int, minute: int = 0) -> None:
    site.set_clock(datetime(2022, month, day, hour, minute, tzinfo=LONDON))


def save(page: Any, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def report(page: Any) -> str:
    """The first call, taken while she speaks; the id of the case."""
    page.get_by_label("What happened?").fill(HEARD)
    page.get_by_label("Who is calling?").fill(RESIDENT)
    page.get_by_role("radio", name=RESIDENT).first.check()
    page.get_by_label("Shouting or abusive words").check()
    page.get_by_role("group", name="because of who they are").get_by_label("Yes").check()
    page.get_by_label("What makes them feel so?").fill("The words that he uses.")
    page.get_by_label("Who did it, if they know?").fill(NEIGHBOUR)
    page.get_by_role("radio", name=NEIGHBOUR).first.check()
    save(page, "Save the report")
    page.get_by_role("heading", name="Before you ring off").wait_for()
    found = re.search(r"/reports/([0-9a-f-]{36})/", page.url)
    assert found
    return found[1]


def visited(page: Any, site: Site, address: str) -> None:
    """The officer is at her door the same afternoon, asks how they are and what can be done."""
    page.goto(f"{address}/visit/arrange/")
    page.get_by_label("Which day?").fill("4/8/2022")
    page.get_by_label("What time?").fill("3:30pm")
    page.get_by_label("What is it for").fill("To hear what happens. Agreed on the phone.")
    save(page, "Save")
    at(site, 8, 4, 15, 30)
    page.goto(f"{address}/visit/arrived/")
    page.get_by_label("An hour", exact=True).check()
    save(page, "I am here")
    at(site, 8, 4, 16, 20)
    page.goto(f"{address}/visit/left/")
    page.get_by_label("What was said and done?").fill(
        "Heard both. Went through what we and the police can do, and a support group."
    )
    page.get_by_label("How are they?").fill("Afraid to let him play outside. Sleeping badly.")
    page.get_by_role("group", name="keep or answer").get_by_role("checkbox").first.check()
    page.get_by_text("What else it dealt with").click()
    page.locator("main [name=contains][value=needs]").check()
    save(page, "Save, I have left")


def assessed(page: Any, address: str) -> None:
    """The risk questions, gone through with her at the visit."""
    page.goto(f"{address}/risk/questions/")
    told = {
        "often": "weekly", "worse": "yes", "aimed": "us", "motive": "yes", "known": "yes",
        "violence": "none", "health": "some", "support": "few", "household": "one",
    }  # fmt: skip
    for question, answer in told.items():
        page.locator(f"main [name=q_{question}][value='{answer}']").check()
    for group in page.locator("main fieldset").all():
        if not group.locator(":checked").count():
            group.get_by_role("radio").first.check()
    page.locator("main [name=s_worse]").fill("Every day now, since school ended.")
    save(page, "Finish and see the level")
    expect(page.locator("main")).to_contain_text("Medium risk")


def planned(page: Any, site: Site, address: str) -> None:
    """A plan agreed by phone and sent the same day, and how often she hears from us."""
    at(site, 8, 5, 10, 20)
    page.goto(f"{address}/plan/write")
    page.get_by_label("What does the resident want?").fill("To be left in peace.")
    lines = (
        (TALK, "Us: Ines Marlowe", "10/8/2022", "So that he knows it must stop"),
        ("Look into the reports", "The police", "19/8/2022", "It may be a crime"),
    )
    for number, (what, who, due, why) in enumerate(lines):
        page.locator(f"[name=l{number}_what]").fill(what)
        page.locator(f"[name=l{number}_who]").select_option(label=who)
        page.locator(f"[name=l{number}_due]").fill(due)
        page.locator(f"[name=l{number}_why]").fill(why)
    page.get_by_label("By which day do you go through it").fill("2/9/2022")
    save(page, "Keep it and agree it")
    page.get_by_label("By phone").check()
    page.get_by_label("A line of the call log").check()
    page.get_by_label("The line of the log").fill("5 Aug 10:05, rang 14 minutes")
    save(page, "They agreed to this plan")
    page.goto(f"{address}/plan/send")
    page.get_by_label("By email").check()
    save(page, "It was sent like this")
    page.goto(f"{address}/updates/agree")
    for choice in ("Every two weeks", "By phone"):
        page.get_by_label(choice).first.check()
    page.locator("[name=how][value=phone]").check()
    save(page, "They agreed to this")


def police_asked(page: Any, site: Site, address: str) -> None:
    at(site, 8, 8, 11)
    page.goto(f"{address}/agencies/ask/?kind=police-disclosure")
    page.get_by_label("Quayside neighbourhood").check()
    page.get_by_label(f"{NEIGHBOUR} (the other party)").check()
    page.get_by_label("The law lets us").check()
    page.get_by_label("What do you ask?").fill("Which hate incidents are on record there?")
    save(page, "Show me the letter")
    page.get_by_label("Email", exact=True).check()
    save(page, "Save: it went")
    at(site, 8, 12, 9)
    page.get_by_role("link", name="Log their answer").click()
    page.get_by_label("Yes, or they refuse to").check()
    page.get_by_label("What did they say?").fill("Two incidents; we may use both.")
    page.get_by_label("Email", exact=True).check()
    save(page, "Save the answer")
    page.get_by_role("link", name="Tell the resident").click()
    page.get_by_label("Phone", exact=True).check()
    page.get_by_label("What did you tell them?").fill("The police hold two incidents.")
    page.get_by_label("What time?").fill("8:50am")
    save(page, "Save: they were told")


def toolkit(page: Any, site: Site, address: str) -> None:
    """Mediation is put to her first and refused; he is heard, and only then warned."""
    at(site, 8, 10, 14)
    page.goto(f"{address}/tools/ask/")
    page.get_by_label("Which tool?").select_option(label=MEDIATION)
    page.get_by_label("No. That ends it").check()
    page.get_by_label("In their words").fill("I will not sit in a room with him.")
    page.get_by_label("How?").select_option(label="Phone")
    page.get_by_label("What time?").fill("10:50am")
    save(page, "Save the answer")
    page.goto(f"{address}/tools/talk/")
    page.get_by_label("I put to them what was reported").check()
    page.get_by_label("What was said?").fill("Put it to him. He says that he will stop.")
    page.get_by_label("How?").select_option(label="Visit")
    page.get_by_label("What time?").fill("1:30pm")
    save(page, "Save the talk")
    page.goto(f"{address}/plan/done")
    page.get_by_label(TALK).check()
    page.get_by_label("What was done?").fill("Visited him and heard his answer.")
    page.get_by_label("My note of what was done").check()
    save(page, "Save")
    warned(page, address)


def warned(page: Any, address: str) -> None:
    page.goto(f"{address}/tools/weigh/")
    page.locator("[name=outcome_advice]").select_option("not used")
    page.locator("[name=why_advice]").fill("He knows how it is felt; it goes on.")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("I will not sit in a room with him.")
    page.goto(f"{address}/tools/use/")
    page.get_by_label("Which tool?").select_option(label="Spoken warning")
    page.get_by_label("It was done, given").check()
    page.get_by_label(NEIGHBOUR).check()
    page.get_by_label("What was said, signed or done?").fill("That it must stop.")
    page.get_by_label("When do we look at it again").fill("12/10/2022")
    page.get_by_label("How?").select_option(label="Visit")
    page.get_by_label("What shows it?").select_option(label="Document")
    page.locator("main input[type=file]").set_input_files(
        {"name": "warning.txt", "mimeType": "text/plain", "buffer": b"It must stop."}
    )
    save(page, "Save the step")


def councillor(page: Any, site: Site, address: str) -> None:
    at(site, 8, 18, 9)
    page.goto(f"{address}/agencies/enquiry/")
    page.get_by_label("Who enquires?").select_option(label="Councillor Prosser")
    page.get_by_label("They act for their").check()
    page.get_by_label("What do they ask?").fill("What is being done for the family?")
    page.get_by_label("Their words").fill("Please tell me what you are doing.")
    page.get_by_label("Email", exact=True).check()
    save(page, "Save the enquiry")
    at(site, 8, 19, 9)
    page.get_by_role("link", name="Answer the enquiry").click()
    page.get_by_label("What do you answer?").fill("A plan was agreed and he was warned.")
    page.get_by_label("Email", exact=True).check()
    save(page, "Save: it went")


def in_touch(page: Any, address: str, words: str) -> None:
    page.goto(f"{address.replace('/cases/', '/contact/')}/log")
    page.get_by_label("Spoke").check()
    page.get_by_label("What was said or done?").fill(words)
    page.locator("[name=contains][value=progress]").evaluate("box => box.click()")
    save(page, "Save")


def move(page: Any, leader: Any, site: Site, address: str) -> None:
    """She asks to move; somebody other than the officer decides, with reasons for each test."""
    at(site, 8, 22, 9)
    page.goto(f"{address}/moves/request/")
    page.get_by_label("How?").select_option(label="Phone")
    page.get_by_label("Why do they want to move").fill("We cannot stay next to him.")
    page.get_by_label("Management move").check()
    save(page, "Save the request")
    refused = page.request.get(f"{address}/moves/decide/")
    assert refused.status == 403
    at(site, 8, 26, 11)
    leader.goto(f"{address}/moves/decide/")
    for number, (answer, why) in enumerate(
        (("met", "The police show it."), ("not met", "He has kept to the warning."))
    ):
        leader.locator(f"[name=answer_{number}][value='{answer}']").check()
        leader.locator(f"[name=why_{number}]").fill(why)
    leader.locator("[name=outcome][value=refused]").check()
    leader.locator("[name=reasons]").fill("The warning works so far. We look again if it does not.")
    leader.locator("[name=how][value=email]").check()
    save(leader, "Look at the letter")
    save(leader, "Save the decision and keep the letter")


def test_westward_handled_well_ends_without_a_failing(
    westward: Site, visit: Any, picture: Any
) -> None:
    page = visit(westward, OFFICER, to="/reports/new")
    leader = visit(westward, LEADER)
    case = report(page)
    address = f"{westward.address}/cases/{case}"
    visited(page, westward, address)
    assessed(page, address)
    planned(page, westward, address)
    police_asked(page, westward, address)
    toolkit(page, westward, address)
    councillor(page, westward, address)
    in_touch(page, address, "He has been quiet since the visit. She sleeps better.")
    move(page, leader, westward, address)
    at(westward, 9, 1, 10)
    in_touch(page, address, "Went through what has been done, and what comes next.")

    told = audited(westward, case, "2022-09-02")

    assert told["findings"] == []
    kept = re.search(r"(\d+) times kept", told["verdict"])
    assert kept and int(kept[1]) >= 12
    page.goto(f"{address}/promises/")
    expect(page.locator("main")).not_to_contain_text("Overdue")
    page.goto(f"{address}/")
    picture(page, "case-westward-handled-well")


def test_westward_as_it_was_handled_ends_in_what_the_ombudsman_found(
    site_at: Any, visit: Any, picture: Any
) -> None:
    site = site_at()
    case = site.ask("select id from record_case where reference like 'westward-%'")[0]

    told = audited(site, case, "2025-01-15")

    found = {code for code, _on, _what in told["findings"]}
    assert {"missed-visit", "no-risk-assessment", "no-action-plan", "tools-not-considered"} <= found
    published = audits.audit(audits.open_case("westward-202305098"), as_of=date(2025, 1, 15))
    assert told["findings"] == [[f.code, f.on.isoformat(), f.what] for f in published.findings]
    page = visit(site, "ines@westward.example", to=f"/cases/{case}/?on=2022-08-08")
    expect(page.locator("main")).to_contain_text("within 24 hours")
    picture(page, "case-westward-as-it-was")
