"""Going through the risk questions: what is asked, kept half done, shown, and never shown."""

import re
from typing import Any

import pytest
from django.urls import reverse
from factories.made import NOW, a_report, add_entries

pytestmark = pytest.mark.django_db
MILD = {
    "often": "first", "worse": "no", "aimed": "nobody", "motive": "no", "known": "no",
    "violence": "none", "health": "little", "support": "many", "household": "nobody",
    "others": "yes", "fear": "not", "before": "no",
}  # fmt: skip


def to(name: str, case: Any) -> str:
    return reverse(f"risk:{name}", kwargs={"case_id": case.id})


def hidden(page: str) -> dict[str, str]:
    form = page.split("data-draft=", 1)[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))


def shown(client: Any, name: str, case: Any) -> str:
    answer = client.get(to(name, case))
    assert answer.status_code == 200
    return answer.content.decode()


def answers(**more: str) -> dict[str, str]:
    told = {f"q_{key}": value for key, value in MILD.items()}
    return told | {"channel": "phone", "on": "14/4/2026"} | more


def send(client: Any, name: str, case: Any, **told: Any) -> Any:
    return client.post(to(name, case), hidden(shown(client, name, case)) | told)


def entries(case: Any) -> list[Any]:
    from putright.stores.record.ledger.read import entries as read

    return [one.entry for one in read(landlord=case.landlord_id, stream=case.id)]


def test_before_anybody_asked_the_promise_stands_first(officers: Any, case: Any) -> None:
    page = shown(officers, "page", case)
    assert "Go through the risk questions with the resident" in page
    assert "Nobody has gone through the questions yet" in page
    assert "treated as standard" in page


def test_questions_are_asked_without_points_and_finished_into_a_level(
    officers: Any, case: Any
) -> None:
    page = shown(officers, "assess", case)
    assert "12. Have you told us before" in page and "illustrative" in page
    assert not re.search(r"\d+ points?\b", page) and "checked" not in page.split("About this")[0]
    told = answers(q_violence="weapon", s_violence="He showed a <knife>")
    answer = send(officers, "assess", case, **told)
    assert answer.status_code == 302 and answer["Location"] == to("page", case)
    page = shown(officers, "page", case)
    for words in ("High risk", "Held there by", "A knife or another weapon was used or shown",
                  "6 in all, which alone would be standard risk", "He showed a &lt;knife&gt;",
                  "Look again by", "Lifts the level", "illustrative"):  # fmt: skip
        assert words in page, words
    new = entries(case)[-1]
    assert new.does == ("asb.risk_assessed", "contact.made") and new.form == "risk 1"
    assert (new.level, new.kinds, new.contains) == ("high", ("weapon",), ("welfare", "needs"))
    assert "6" not in new.text and len(new.given) == 12


def test_a_question_left_open_is_named_and_nothing_is_lost(officers: Any, case: Any) -> None:
    told = answers(s_often="Every single night")
    del told["q_often"]
    page = send(officers, "assess", case, **told).content.decode()
    assert "How often does it happen? Choose an answer" in page
    assert "Every single night" in page and len(entries(case)) == 1


def test_half_done_answers_wait_for_their_writer_alone(
    officers: Any, case: Any, client: Any, signed_in: Any
) -> None:
    told = {"q_often": "daily", "q_worse": "yes", "part": "yes"}
    answer = send(officers, "assess", case, **told)
    assert answer.status_code == 302 and len(entries(case)) == 1
    assert "Saved, 2 of 12" in shown(officers, "page", case)
    page = shown(officers, "assess", case)
    assert re.search(r'value="daily" checked', page)
    signed_in(client, "team leader")
    assert "Saved, 2" not in shown(client, "page", case)
    assert not re.search(r'value="daily" checked', shown(client, "assess", case))


def test_new_incident_asks_anew_with_the_old_answers_beside_and_none_chosen(
    officers: Any, case: Any, clock_at: Any
) -> None:
    from datetime import timedelta

    send(officers, "assess", case, **answers(q_often="weekly", s_often="Each Friday"))
    send(officers, "assess", case, q_often="daily", part="yes")
    later = NOW + timedelta(hours=2)
    clock_at(later)
    add_entries(case, a_report(later, text="He kicked the door."), now=later)
    page = shown(officers, "page", case)
    assert "Something new was reported" in page and "He kicked the door." in page
    assert "again within two working days of a new incident" in page
    page = shown(officers, "assess", case)
    assert "Last time, on Tue 14 Apr 2026: Every week. “Each Friday”" in page
    assert "choose the answers again" in page
    assert "checked" not in page.split("About this talk")[0]


def test_way_that_is_not_safe_has_no_choice(officers: Any, landlord: Any, make_case: Any) -> None:
    from factories.made import make_person

    from putright.core.events.person import Way

    ways = {"calls": Way(says="not ok")}
    case = make_case(person=make_person(landlord, "Ada Quill", ways=ways))
    page = shown(officers, "assess", case)
    assert 'value="phone"' not in page and 'value="visit"' in page
    sent = send(officers, "assess", case, **answers())
    assert sent.status_code == 200 and len(entries(case)) == 1


def test_putting_off_plans_a_day_and_the_promise_stays(officers: Any, case: Any) -> None:
    page = send(officers, "put_off", case, why="Not alone", until="13/4/2026").content.decode()
    assert "That day is over" in page
    answer = send(officers, "put_off", case, why="Not alone", until="16/4/2026")
    assert answer.status_code == 302
    page = shown(officers, "page", case)
    assert "To go through the risk questions" in page and "Thu 16 Apr 2026" in page
    assert "Go through the risk questions with the resident within two working days" in page
    send(officers, "assess", case, **answers())
    page = shown(officers, "page", case).split("What this level changes")[0]
    assert "Look at the risk again at least" in page
    assert "To go through the risk questions" not in page
    assert "Go through the risk questions with the resident within" not in page


def test_higher_level_holds_at_once_with_its_reason(officers: Any, case: Any) -> None:
    assert officers.get(to("level", case))["Location"] == to("page", case)
    send(officers, "assess", case, **answers())
    page = shown(officers, "level", case)
    assert "There is no lower level" in page
    assert send(officers, "level", case, level="high", reason="").status_code == 200
    send(officers, "level", case, level="high", reason="He was seen at her door with a bat.")
    page = shown(officers, "page", case)
    assert "High risk" in page and "By judgement, because" in page
    assert "He was seen at her door with a bat." in page


def test_lower_level_waits_for_a_second_person(
    officers: Any, case: Any, client: Any, signed_in: Any
) -> None:
    grave = {"q_often": "daily", "q_health": "badly", "q_aimed": "us"}
    send(officers, "assess", case, **answers(**grave))
    send(officers, "level", case, level="low", reason="He has moved away for good.")
    page = shown(officers, "page", case)
    assert "Medium risk" in page and "You asked for it yourself" in page
    assert officers.get(to("agree", case)).status_code == 302
    signed_in(client, "team leader")
    assert "Agree or not" in shown(client, "page", case)
    assert "He has moved away for good." in shown(client, "agree", case)
    send(client, "agree", case, agrees="yes", reason="The police say so too.")
    page = shown(client, "page", case)
    assert "Standard risk" in page and "The police say so too." in page
    assert "Agree or not" not in page
    assert client.get(to("agree", case)).status_code == 302


def test_refusal_of_a_lower_level_is_kept_and_the_level_stays(
    officers: Any, case: Any, client: Any, signed_in: Any
) -> None:
    grave = {"q_often": "daily", "q_health": "badly", "q_aimed": "us"}
    send(officers, "assess", case, **answers(**grave))
    send(officers, "level", case, level="low", reason="It is quiet.")
    signed_in(client, "team leader")
    send(client, "agree", case, agrees="no", reason="It was quiet before.")
    page = shown(client, "page", case)
    assert "Medium risk" in page and "It was quiet before." in page
    assert "Did not agree to a lower risk level" in page


def test_answers_about_suicide_say_what_to_do_now(officers: Any, case: Any) -> None:
    send(officers, "assess", case, **answers(q_health="suicide"))
    page = shown(officers, "page", case)
    assert "what to do now" in page and "116 123" in page
    assert "Think of safeguarding on the day" in page
    send(
        officers, "safeguarding", case, whom=["resident"], text="She has a plan and tablets.",
        decision="no referral", why="An ambulance took her; the crisis team has her.",
    )  # fmt: skip
    page = shown(officers, "page", case)
    assert "what to do now" not in page and "Considered safeguarding" in page
    assert entries(case)[-1].facts == {"decision": "no referral"}


def test_referral_needs_to_whom_and_its_record(officers: Any, case: Any) -> None:
    told = {"text": "A child is hit.", "decision": "refer", "why": "Harm."}
    page = send(officers, "safeguarding", case, **told).content.decode()
    for words in ("Choose who it went to", "How did it go? Choose", "Keep the referral as it went"):
        assert words in page, words
    assert len(entries(case)) == 1
    told |= {"to": "children-and-families-team", "channel": "email", "basis": "danger",
             "words": "We ask you to look at a child in danger."}  # fmt: skip
    assert send(officers, "safeguarding", case, **told).status_code == 302
    thought, made = entries(case)[-2:]
    assert thought.does == ("safeguarding.considered",) and made.does == ("referral.made",)
    assert made.to == ("children-and-families-team",) and made.facts == {"basis": "danger"}
    page = shown(officers, "page", case)
    assert "Referred to a support or safeguarding service" in page


def test_questions_to_read_out_name_the_interpreter(
    officers: Any, landlord: Any, make_case: Any
) -> None:
    from factories.made import make_person

    case = make_case(person=make_person(landlord, "Ada Quill", interpreter="Tigrinya, by phone"))
    for name in ("aloud", "assess"):
        assert "Interpreter: Tigrinya, by phone" in shown(officers, name, case)
    assert "Who is there for you?" in shown(officers, "aloud", case)


def test_reader_who_does_no_casework_sees_and_changes_nothing(
    client: Any, signed_in: Any, case: Any
) -> None:
    signed_in(client, "auditor")
    page = shown(client, "page", case)
    assert "Begin the questions" not in page
    for name in ("assess", "put_off", "level", "safeguarding"):
        assert client.get(to(name, case)).status_code == 403
        assert client.post(to(name, case), answers()).status_code == 403
    assert len(entries(case)) == 1


def test_points_are_shown_on_the_page_of_risk_alone(officers: Any, case: Any) -> None:
    send(officers, "assess", case, **answers(q_often="daily", q_health="badly", q_aimed="us"))
    assert "Points" in shown(officers, "page", case)
    for name in ("cases:page", "cases:timeline", "cases:promises", "cases:people", "tools:page"):
        page = officers.get(reverse(name, kwargs={"case_id": case.id})).content.decode()
        assert "Medium risk" in page and "points" not in page.lower(), name


def test_way_is_refused_that_is_not_safe_for_whom_it_was_with(
    officers: Any, landlord: Any, make_case: Any
) -> None:
    from factories.made import make_person

    from putright.core.events.person import Way
    from putright.stores.record.cases import NewParty

    niece = make_person(landlord, "Bea Quill", ways={"calls": Way(says="not ok")})
    case = make_case(parties=[NewParty(key="niece", side="helper", person=niece)])
    page = send(officers, "assess", case, **answers(whom="niece")).content.decode()
    assert "How? They told us that this way is not safe" in page and len(entries(case)) == 1
    assert send(officers, "assess", case, **answers(whom="resident")).status_code == 302
