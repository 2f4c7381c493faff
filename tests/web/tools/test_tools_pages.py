"""P16 in the browser's hands: the ladder, its forms, and what each refuses with words why."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from factories import made

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
FORMS = ("weigh", "talk", "ask", "use", "order", "hold", "ask_legal", "letter", "add", "counter")


@pytest.mark.parametrize("name", FORMS)
def test_each_form_opens_for_the_officer_and_comes_back_with_what_to_put_right(
    name: str, officers: "Client", two_sided: Any, url: Callable[..., str], entries: Any
) -> None:
    case = two_sided()
    page = officers.get(url(case, name))
    assert page.status_code == 200 and b"<h1" in page.content
    again = officers.post(url(case, name), {"seen": "1"})
    assert again.status_code == 200 and "There is a problem" in again.content.decode()
    assert len(entries(case)) == 1


def test_the_page_shows_the_ladder_the_person_apart_and_what_is_owed(
    officers: "Client", two_sided: Any, url: Callable[..., str]
) -> None:
    page = officers.get(url(two_sided(kinds=("threat",)))).content.decode()
    for words in ("Craig Dunmallet", "Never fits here", "a threat of violence", "Not weighed yet",
                  "Nobody has spoken with them yet", "Weigh the tools"):  # fmt: skip
        assert words in page
    assert "a person not known" not in page


def test_weighed_tools_are_saved_and_lead_back_to_the_ladder(
    send: Any, officers: "Client", two_sided: Any, url: Callable[..., str], entries: Any
) -> None:
    case = two_sided()
    told = {"outcome_advice": "done", "why_advice": "A card.", "whom": ["neighbour"]}
    answer = send(url(case, "weigh"), **told)
    assert (answer.status_code, answer["Location"]) == (302, url(case))
    assert entries(case)[-1].does == ("asb.tools_considered",)
    assert "A card." in officers.get(url(case)).content.decode()


def test_no_police_action_comes_back_beside_its_own_box(
    send: Any, two_sided: Any, url: Callable[..., str], entries: Any
) -> None:
    case = two_sided()
    told = {"outcome_injunction": "not used", "why_injunction": "No police action"}
    page = send(url(case, "weigh"), **told).content.decode()
    assert 'id="id_why_injunction-error"' in page and "civil standard" in page
    assert len(entries(case)) == 1


def test_a_tool_that_never_fits_has_no_box(
    officers: "Client", two_sided: Any, url: Callable[..., str]
) -> None:
    page = officers.get(url(two_sided(kinds=("hate", "threat")), "weigh")).content.decode()
    assert "outcome_mediation" not in page and "Never fits here." in page


def test_a_warning_before_hearing_warns_first_and_says_what_is_missing(
    send: Any, two_sided: Any, url: Callable[..., str], entries: Any
) -> None:
    case = two_sided()
    told = {
        "tool": "verbal-warning", "outcome": "done", "whom": ["neighbour"], "text": "Warned.",
        "until": "14/7/2026", "channel": "visit", "proof": "note",
    }  # fmt: skip
    page = send(url(case, "use"), **told).content.decode()
    assert 'id="id_anyway-error"' in page and "heard" in page and len(entries(case)) == 1
    talk = {"whom": "neighbour", "heard": "on", "text": "He denies it.", "channel": "visit"}
    assert send(url(case, "talk"), **talk).status_code == 302
    assert send(url(case, "use"), **told).status_code == 302
    assert [one.does[-1] for one in entries(case)[1:]] == [
        "asb.other_party_heard", "asb.warning_given",
    ]  # fmt: skip


def test_her_no_to_mediation_is_kept_and_ends_it(
    send: Any, officers: "Client", two_sided: Any, url: Callable[..., str]
) -> None:
    case = two_sided()
    told = {"tool": "mediation", "victim": "resident", "says": "no", "words": "Not with him.",
            "channel": "phone"}  # fmt: skip
    assert send(url(case, "ask"), **told).status_code == 302
    assert "Not with him." in officers.get(url(case)).content.decode()
    use = {"tool": "mediation", "outcome": "offered", "whom": ["neighbour"], "text": "Asked him.",
           "channel": "visit", "proof": "note"}  # fmt: skip
    assert "said no to this" in send(url(case, "use"), **use).content.decode()


def test_a_legal_step_is_decided_by_a_leader_and_never_by_the_officer(
    send: Any, two_sided: Any, url: Callable[..., str], entries: Any, signed_in: Any,
    officers: "Client",
) -> None:  # fmt: skip
    from django.test import Client
    from web.tools.conftest import fields

    case = two_sided()
    send(url(case, "ask_legal"), tool="injunction", why="Nothing less has worked.")
    number = len(entries(case))
    assert officers.get(url(case, "decide_legal", number=number)).status_code == 403
    leader = signed_in(Client(), "team leader")
    path = url(case, "decide_legal", number=number)
    assert "Decide on it" in leader.get(url(case)).content.decode()
    hidden = fields(leader.get(path).content.decode())
    assert leader.post(path, hidden | {"agrees": "yes", "why": "Right."}).status_code == 302
    assert entries(case)[-1].does == ("asb.legal_step_agreed",)
    assert leader.get(url(case, "decide_legal", number=1)).status_code == 404


def test_people_are_added_apart_and_a_known_one_is_chosen(
    send: Any, officers: "Client", two_sided: Any, url: Callable[..., str], landlord: Any
) -> None:
    case = two_sided()
    person = made.make_person(landlord, "Rhiannon Thorley")
    page = send(url(case, "add"), what="other party", name="Thorley").content.decode()
    assert "Is it one of these people?" in page and str(person) in page
    told = {"what": "other party", "name": "Thorley", "chosen": str(person), "role": "visitor"}
    assert send(url(case, "add"), **told).status_code == 302
    send(url(case, "add"), what="not known")
    send(url(case, "add"), what="victim", name="Walter Oakshott")
    send(url(case, "add"), what="witness", name="Jo Penrose")
    page = officers.get(url(case)).content.decode()
    for words in ("Rhiannon Thorley", "Somebody not known", "Walter Oakshott", "Jo Penrose",
                  "The ladder for a person not known"):  # fmt: skip
        assert words in page
    parts = {row.key: (row.side, row.role) for row in case.parties.all()}
    assert parts["witness"] == ("helper", "witness")
    assert parts["other-party"] == ("other party", "visitor")
    assert parts["other-party-2"] == ("other party", "not known")
    assert parts["resident-2"][0] == "resident"


def test_somebody_nobody_could_name_is_named_in_the_part_that_is_there(
    send: Any, officers: "Client", two_sided: Any, url: Callable[..., str]
) -> None:
    case = two_sided()
    send(url(case, "add"), what="not known")
    assert "Name them" in officers.get(url(case)).content.decode()
    path = f"{url(case, 'add')}?whom=other-party"

    assert "Name the other party" in officers.get(path).content.decode()
    assert send(path, name="Ray Tolland", role="visitor").status_code == 302

    page = officers.get(url(case)).content.decode()
    assert "Ray Tolland" in page
    assert "Name them" not in page
    (party,) = case.parties.filter(key__startswith="other-party")
    assert party.role == "visitor"


def test_what_they_report_themselves_is_a_case_of_its_own_with_nothing_of_the_first(
    send: Any, officers: "Client", two_sided: Any, url: Callable[..., str]
) -> None:
    from putright.stores.record.models import Case

    case = two_sided()
    answer = send(
        url(case, "counter"), whom="neighbour", what="She bangs on the wall with a stick.",
        hate="no", kinds=["noise"],
    )  # fmt: skip
    assert answer.status_code == 302
    (new,) = Case.objects.exclude(id=case.id)
    assert answer["Location"].startswith(f"/cases/{new.id}/")
    page = officers.get(f"/cases/{new.id}/timeline/").content.decode()
    assert "bangs on the wall" in page and "nosy old cow" not in page
    assert case.reference not in page and "Brambletoe" not in page
    assert [row.side for row in new.parties.all()] == ["resident"]


def test_a_reader_who_may_not_write_sees_the_ladder_and_no_way_to_change_it(
    signed_in: Any, two_sided: Any, url: Callable[..., str]
) -> None:
    from django.test import Client

    case = two_sided()
    auditor = signed_in(Client(), "auditor")
    page = auditor.get(url(case)).content.decode()
    assert "Craig Dunmallet" in page and "Offer or use" not in page
    assert auditor.get(url(case, "weigh")).status_code == 403


def test_a_hold_asks_again_no_later_than_its_end(
    send: Any, officers: "Client", two_sided: Any, url: Callable[..., str], now: datetime
) -> None:
    case = two_sided()
    told = {"why": "DC Brand, Millside", "until": "30/4/2026", "review": "1/5/2026", "tool": ""}
    assert "on or before" in send(url(case, "hold"), **told).content.decode()
    assert send(url(case, "hold"), **(told | {"review": "28/4/2026"})).status_code == 302
    page = officers.get(url(case)).content.decode()
    assert "The police asked us to wait until" in page and "DC Brand" in page
    later = (now + timedelta(days=1)).date()
    assert str(later.year) in page
