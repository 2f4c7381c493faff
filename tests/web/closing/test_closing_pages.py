"""The pages of closing: what is missing, each step in its turn, a letter with nothing unproved."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from factories.made import a_note, a_report, add_entries

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
Url = Callable[..., str]


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form that a page is about."""
    form = page.split("data-draft=", 1)[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))


def send(client: "Client", address: str, **told: Any) -> Any:
    """Fill in and send a form, with what its page carries."""
    hidden = fields(client.get(address).content.decode())
    return client.post(address, hidden | {"on": "14/4/2026"} | told)


def read(client: "Client", address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return str(answer.content.decode())


def test_gaps_come_first_with_the_page_that_settles_each(
    officers: "Client", neglected: "Case", url: Url
) -> None:
    page = read(officers, url(neglected))

    assert "4 things are missing." in page and "This case cannot close." in page
    assert page.index("Cannot close: no action plan.") < page.index("Was each report answered?")
    assert "No reason excuses this." in page
    assert f"/cases/{neglected.id}/closing/hear/" in page
    assert "closing/ask/" not in page


def test_each_line_that_is_shown_links_to_its_proof(
    officers: "Client", handled: "Case", url: Url
) -> None:
    page = read(officers, url(handled))

    assert "1 thing is missing." in page
    assert f"/cases/{handled.id}/entries/3/" in page
    assert "Nothing to settle" in page


@pytest.mark.parametrize("step", ["ask", "decide", "letter", "close"])
def test_bare_post_closes_nothing(
    step: str, officers: "Client", neglected: "Case", url: Url, acts: Callable[..., list[str]]
) -> None:
    before = acts(neglected)
    told = {"ground": "resolved", "reasons": "All done.", "decision": "grant", "reason": "Fine."}

    answer = officers.post(url(neglected, step), told)

    assert answer.status_code == 403
    assert acts(neglected) == before


def test_gap_without_a_reason_comes_back_with_what_was_typed(
    officers: "Client", neglected: "Case", url: Url, acts: Callable[..., list[str]]
) -> None:
    hears(officers, neglected, url)
    before = acts(neglected)
    answer = send(
        officers, url(neglected, "ask"), ground="resolved", reasons="It has stopped.",
        why_risk="She moved away.",
    )  # fmt: skip
    page = answer.content.decode()

    assert answer.status_code == 200 and "<title>Error:" in page
    assert "Cannot close: no action plan. Settle it, or write the reason" in page
    assert "She moved away." in page and "It has stopped." in page
    assert acts(neglected) == before


def hears(client: "Client", case: "Case", url: Url, says: str = "agrees", **told: str) -> Any:
    told = {"text": "Close it. I sleep again.", "channel": "phone"} | told
    return send(client, url(case, "hear"), whom="resident", says=says, **told)


def test_way_from_the_view_to_the_closing(
    officers: "Client", leaders: "Client", handled: "Case", url: Url,
    acts: Callable[..., list[str]],
) -> None:  # fmt: skip
    assert hears(officers, handled, url)["Location"] == url(handled)
    assert "Nothing is missing" in read(officers, url(handled))

    send(officers, url(handled, "ask"), ground="resolved", reasons="The music stopped.")
    assert "somebody else decides" in read(officers, url(handled))
    deciding = read(leaders, url(handled, "decide"))
    assert "The music stopped." in deciding and "I sleep again" in deciding
    send(leaders, url(handled, "decide"), decision="grant", reason="Every line is shown.")

    told = {"own_words": "Thank you for the diary.", "channel": "letter"}
    look = send(officers, url(handled, "letter"), look="1", **told).content.decode()
    assert "Thank you for the diary." in look and "asb.closure_announced" not in acts(handled)
    letter = read(officers, url(handled, "letter"))
    for words in ("The music stopped.", "ASB Case Review", "right to complain", "a new case"):
        assert words in letter
    send(officers, url(handled, "letter"), **told)
    assert "What is not yet due ends with it" in read(officers, url(handled, "close"))
    send(officers, url(handled, "close"))

    assert acts(handled)[-1] == "asb.case_closed"
    page = read(officers, url(handled))
    assert "This case closed on 14 April 2026." in page and "Undo the closing" in page
    assert f"/reports/new?after={handled.id}" in page


def test_who_asked_is_shown_no_form_to_decide(leaders: "Client", handled: "Case", url: Url) -> None:
    hears(leaders, handled, url)
    send(leaders, url(handled, "ask"), ground="resolved", reasons="The music stopped.")

    page = read(leaders, url(handled, "decide"))
    assert "Somebody else must decide" in page and "Save the decision" not in page


def test_objection_without_a_day_comes_back_and_with_one_keeps_the_case_open(
    officers: "Client", handled: "Case", url: Url
) -> None:
    answer = hears(officers, handled, url, "objects", text="It goes on at night.")
    assert "Say on which day the closing is looked at again" in answer.content.decode()

    hears(officers, handled, url, "objects", text="It goes on at night.", again_on="28/4/2026")
    page = read(officers, url(handled))
    assert "The case stays open, and is looked at again on 28 April 2026." in page
    assert "It goes on at night." in page and "closing/ask/" not in page


def test_could_not_be_reached_is_no_choice_before_the_tries(
    officers: "Client", handled: "Case", url: Url, acts: Callable[..., list[str]]
) -> None:
    assert 'value="not reached"' not in read(officers, url(handled, "hear"))

    answer = hears(officers, handled, url, "not reached", text="Rang once.")
    assert answer.status_code == 200 and "<title>Error:" in answer.content.decode()
    assert "asb.closure_consulted" not in acts(handled)


def test_letter_that_asks_first_is_kept_and_names_the_tries(
    officers: "Client", handled: "Case", url: Url, now: datetime, acts: Callable[..., list[str]]
) -> None:
    page = send(officers, url(handled, "write"), channel="letter", answer_by="1/4/2026")
    assert "It must be to come" in page.content.decode()

    send(officers, url(handled, "write"), channel="letter", answer_by="28/4/2026")
    assert acts(handled)[-1] == "contact.made"


def test_closing_is_undone_with_a_reason_and_the_case_goes_on(
    officers: "Client", shut: "Case", url: Url, acts: Callable[..., list[str]]
) -> None:
    send(officers, url(shut, "take_back"), how="error", reason="The wrong case was closed.")

    assert acts(shut)[-1] == "asb.case_reopened"
    assert "Step by step" in read(officers, url(shut))


def test_after_the_closing_comes_a_check_and_a_survey(
    officers: "Client", shut: "Case", url: Url, acts: Callable[..., list[str]]
) -> None:
    told = {"whom": "resident", "channel": "phone"}
    send(officers, url(shut, "follow_up"), text="All quiet, he says.", unhappy="on", **told)
    send(officers, url(shut, "survey"), text="Asked how we did.", **told)

    assert acts(shut)[-3:] == ["asb.followed_up", "contact.received", "asb.survey_sent"]
    assert "All quiet, he says." in read(officers, url(shut))


def test_incident_page_of_a_closed_case_leads_to_a_new_report_with_all_that_is_known(
    officers: "Client", shut: "Case"
) -> None:
    page = read(officers, f"/cases/{shut.id}/incident/")
    assert (
        f"/reports/new?after={shut.id}" in page
        and "<form" not in page.split("<main")[1].split("</main>")[0]
    )

    form = read(officers, f"/reports/new?after={shut.id}")
    assert f'name="join" value="{shut.id}"' in form


def test_case_review_counts_for_each_victim_and_says_until_when(
    officers: "Client", make_case: Callable[..., "Case"], url: Url, now: datetime
) -> None:
    days = [now - timedelta(days=each) for each in (100, 60, 4)]
    case = make_case(entries=[a_report(day) for day in days], now=days[-1])

    page = read(officers, url(case, "review"))
    assert "3 reports count: the review must be carried out if it is asked for." in page
    assert "Last day to ask: 3 July 2026." in page
    assert "Nobody has told them of the case review." in page and "<circle" in page
    assert "Nobody has asked for a case review." in page


def test_case_review_is_told_asked_for_answered_and_decided(
    officers: "Client", case: "Case", url: Url, acts: Callable[..., list[str]]
) -> None:
    told = {"channel": "phone", "text": "You can ask the council for it."}
    send(officers, url(case, "review_tell"), whom="resident", **told)
    send(officers, url(case, "review_asked"), by="agency", channel="phone", text="Your dates?")
    assert "Not answered yet." in read(officers, url(case, "review"))

    waiting = fields(read(officers, url(case, "review_answer")))
    assert waiting
    asked = next(e for e in entries_of(case) if "asb.case_review_asked" in e.does)
    send(officers, url(case, "review_answer"), to=asked.id, channel="phone", text="Sent them.")
    send(officers, url(case, "review_decided"), by="agency", decision="carried out", text="Done.")

    page = read(officers, url(case, "review"))
    assert "Not answered yet." not in page and "It was carried out" in page
    assert "Told of the case review on 14 April 2026." in page
    assert acts(case)[-4:] == [
        "asb.case_review_told", "asb.case_review_asked", "asb.case_review_answered",
        "asb.case_review_decided",
    ]  # fmt: skip


def entries_of(case: "Case") -> list[Any]:
    from putright.stores.record.ledger.read import entries

    return [one.entry for one in entries(landlord=case.landlord_id, stream=case.id)]


def test_panel_that_asks_starts_a_promise_to_answer(
    officers: "Client", case: "Case", url: Url
) -> None:
    send(officers, url(case, "review_asked"), by="agency", channel="phone", text="Your dates?")

    promised = read(officers, f"/cases/{case.id}/promises/")
    assert "Answer what the panel of an ASB Case Review asks" in promised
    assert "Tue 28 Apr 2026" in promised


def test_new_report_after_the_page_was_opened_is_shown_before_anything_is_saved(
    officers: "Client", handled: "Case", url: Url, now: datetime, acts: Callable[..., list[str]]
) -> None:
    hears(officers, handled, url)
    hidden = fields(read(officers, url(handled, "ask")))
    add_entries(handled, a_note(now, "She rang: it began again."))

    told = hidden | {"ground": "resolved", "reasons": "Stopped."}
    page = officers.post(url(handled, "ask"), told).content.decode()
    assert "it began again" in page and acts(handled)[-1] == "contact.made"
