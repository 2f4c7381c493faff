"""P24 by the doors: the answer is written point by point, kept, and made a letter once whole."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from casework.complaining import acknowledged, asked, raised, report
from django.urls import reverse
from factories import made

from putright.core.events.parts import Point

if TYPE_CHECKING:
    from django.test import Client

    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
ANSWERS = {
    "p0_decision": "upheld", "p0_reasons": "You asked on 16 February. We did not ring.",
    "p0_remedy": "We ring each Monday.",
    "p1_decision": "upheld", "p1_reasons": "This answer was due on 18 March.",
    "p1_remedy": "Answers are now shared out.",
    "failings": "We did not ring. This answer is late.", "effect": "You waited.",
    "sorry": "We are sorry.", "learning": "Calls are shared out each morning.",
    "r0_kind": "action", "r0_what": "Ring each Monday", "r0_due": "1/5/2026",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _standing_clock(
    clock_at: "Callable[[datetime], None]", now: "datetime", tmp_path: Any, settings: Any
) -> None:
    clock_at(now)
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., "Case"]) -> "Case":
    """A complaint whose answer was due four weeks ago."""
    person = made.make_person(landlord, "Hana Quill")
    return make_case(person=person, entries=[report(), asked(), raised(), acknowledged()])


@pytest.fixture
def handlers(client: "Client", signed_in: Callable[..., "Client"]) -> "Client":
    return signed_in(client, "complaints handler")


def url(case: "Case") -> str:
    return reverse("responses:page", kwargs={"case_id": case.id, "complaint": "c1"})


def seen(client: "Client", case: "Case") -> str:
    return str(client.get(url(case)).content.decode())


def send(client: "Client", case: "Case", **told: str) -> Any:
    form = seen(client, case).split("data-draft=", 1)[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))
    return client.post(url(case), hidden | told)


def owner(staff: Any) -> dict[str, str]:
    return {"r0_who": f"staff-{staff('officer').id}"}


def test_each_point_stands_beside_what_the_timeline_shows(handlers: "Client", case: "Case") -> None:
    page = seen(handlers, case)

    assert "Nobody rang me back about the noise" in page
    assert "You asked us something on 16 February 2026." in page
    assert "How we dealt with your complaint" in page
    assert "This answer is late." in page
    assert page.index("Nobody rang me back") < page.index("How we dealt with your complaint")
    assert "What it still lacks" in page


def test_the_draft_is_kept_and_answered_points_go_below(handlers: "Client", case: "Case") -> None:
    answer = send(handlers, case, **{k: v for k, v in ANSWERS.items() if k.startswith("p0")})

    assert answer.status_code == 302
    page = seen(handlers, case)
    assert "It is no answer until the letter is sent." in page
    assert page.index("How we dealt with your complaint</h2>") > 0
    assert "We did not ring." in page


def test_pulling_in_the_audit_writes_its_sentences_into_the_answer(
    handlers: "Client", case: "Case"
) -> None:
    send(handlers, case, pull="yes")

    page = seen(handlers, case)
    box = page.split('name="p0_reasons"', 1)[1].split("</textarea>", 1)[0]
    assert "You asked us something on 16 February 2026." in box


def test_a_point_that_no_finding_bears_on_is_left_empty_and_named(
    handlers: "Client", landlord: Any, make_case: Callable[..., "Case"]
) -> None:
    points = (Point(id="p1", what="Nobody rang me back"), Point(id="p2", what="The visit"),
              Point(id="p3", what="The rude manner of the call"))  # fmt: skip
    case = make_case(entries=[report(), asked(), raised(points=points), acknowledged()])

    send(handlers, case, pull="yes")

    page = seen(handlers, case)
    boxes = [page.split(f'name="p{place}_reasons"', 1)[1].split("</textarea>", 1)[0]
             for place in range(3)]  # fmt: skip
    assert "You asked us something on 16 February 2026." in boxes[0]
    assert [box.rpartition(">")[2].strip() for box in boxes[1:]] == ["", ""]
    assert "no step that was late" not in page
    assert "nothing was filled in: The visit; The rude manner of the call." in page


def test_more_lines_keep_what_was_typed(handlers: "Client", case: "Case") -> None:
    answer = send(handlers, case, **ANSWERS, more="yes")

    page = answer.content.decode()
    assert 'name="r5_what"' in page
    assert "Ring each Monday" in page


def test_what_lacks_something_comes_back_with_everything_that_was_typed(
    handlers: "Client", case: "Case", staff: Any
) -> None:
    told = {**ANSWERS, **owner(staff), "failings": "We did not ring.", "letter": "yes"}

    page = send(handlers, case, **told).content.decode()

    assert "this answer is late. Say so, and say sorry for it." in page
    assert "We did not ring." in page
    assert "<title>Error:" in page


def test_all_that_lacks_is_said_at_once_each_at_its_field_and_the_points_stand_as_answered(
    handlers: "Client", case: "Case"
) -> None:
    told = ANSWERS | {
        "sorry": "We are sorry that we did not ring you back, but we were busy.", "effect": "",
        "p1_decision": "not upheld", "r0_due": "", "r1_what": "Send a list", "letter": "yes",
    }  # fmt: skip

    page = send(handlers, case, **told).content.decode()

    summary = page.split("govuk-error-summary", 1)[1].split("</ul>", 1)[0]
    for field in ("sorry", "effect", "p1_decision", "p1_weighed", "p1_refers", "r0_due", "r0_who",
                  "r1_kind", "r1_who", "r1_due"):  # fmt: skip
        assert f'href="#id_{field}"' in summary, field
        assert f'id="id_{field}-error"' in page
    assert "takes the apology back" in summary
    assert "Not answered yet" not in page
    assert "but we were busy" in page.split('name="sorry"', 1)[1]


def test_fields_say_when_they_are_needed(handlers: "Client", case: "Case") -> None:
    page = seen(handlers, case)

    for field, when in (("p0_reasons", "needed for the letter"), ("sorry", "needed for the letter"),
                        ("p0_remedy", "needed if it is upheld"),
                        ("p0_refers", "needed if it is not upheld"),
                        ("contributors", "if you can")):  # fmt: skip
        label = page.split(f'for="id_{field}"', 1)[1].split("</label>", 1)[0]
        assert f"({when})" in label


def test_a_whole_answer_leads_to_its_letter(handlers: "Client", case: "Case", staff: Any) -> None:
    answer = send(handlers, case, **ANSWERS, **owner(staff), letter="yes")

    assert answer.status_code == 302, answer.content.decode()
    assert "/letters/" in answer.url


def test_a_colleagues_newer_draft_is_not_replaced_unread(handlers: "Client", case: "Case") -> None:
    send(handlers, case, sorry="We are sorry.")

    answer = handlers.post(url(case), {"mark": "", "rows": "3", "sorry": "Mine"})

    page = answer.content.decode()
    assert "The draft was changed meanwhile" in page
    assert "Mine" in page


def test_a_denial_of_what_the_audit_shows_is_named_with_its_words(
    handlers: "Client", case: "Case"
) -> None:
    send(handlers, case, p0_reasons="We followed our procedure.")

    assert "“followed our procedure”" in seen(handlers, case)


@pytest.mark.parametrize("role", ["officer", "contact centre", "auditor"])
def test_only_those_who_handle_or_read_answers_see_the_page(
    client: "Client", signed_in: Any, case: "Case", role: str
) -> None:
    assert signed_in(client, role).get(url(case)).status_code == 403


def test_whoever_is_complained_of_finds_no_such_page(
    client: "Client", signed_in: Any, staff: Any, make_case: Callable[..., "Case"]
) -> None:
    named = raised(about_staff=(f"staff-{staff('team leader').id}",))
    case = make_case(entries=[report(), named])

    assert signed_in(client, "team leader").get(url(case)).status_code == 404
