"""Letters of a complaint as they are begun: the resident's own words stop none of them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from casework.complaining import whole
from casework.test_complaint_letters import begins, sends, told, weighs
from casework.test_complaints import Doing, days_of
from casework.writing import row_of
from factories import made
from msgspec.structs import replace

from putright.casework.actions import responses
from putright.casework.outgoing_rules import open_letter, stops
from putright.casework.queries import outgoing as read
from putright.casework.queries.responses import page

pytestmark = pytest.mark.django_db
POINTS = (
    "After four calls in November nobody came to look at the banging",
    "I rang you on 3 November and was told to wait, and you rang me back twice at night.",
    "Your officer wrote to me on 5 January that “you were told” nothing could be done",
)
WANTS = ("A written apology for the four calls that you did not return since 3 November",)


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def doing(actor_of: Callable[[str], Any], case: Any, now: Any) -> Callable[..., Doing]:
    return lambda role="complaints handler", days=0: Doing(
        actor_of(role), case, now + timedelta(days=days)
    )


@pytest.fixture
def taken(doing: Callable[..., Doing], staff: Any) -> str:
    """A complaint with days, counts and acts in its points, told and wanted in those words."""
    text = "I rang you four times, on 3 and 9 November. Nobody rang me back on 12 November."
    handler = staff("complaints handler").id
    return doing().logs(text, points=POINTS, wants=WANTS, handler=handler)


def reds(worker: Doing, letter: Any) -> list[str]:
    seen = read.letter(worker.actor, worker.case.id, letter.id, now=worker.now)
    return [f"{one.mark.quote}: {one.mark.says}" for one in seen.marks if one.mark.colour == "red"]


def checked(worker: Doing, letter: Any, body: str) -> list[tuple[str, str]]:
    seen = read.checks(worker.actor, worker.case.id, letter.id, body=body, now=worker.now)
    return [(one.mark.colour, one.mark.kind) for one in seen]


def test_acknowledgement_as_it_is_begun_has_nothing_red(
    doing: Callable[..., Doing], taken: str
) -> None:
    worker = doing(days=1)
    letter = begins(worker, "acknowledge", taken)
    assert all(f"“{point.rstrip('.')}" in letter.body for point in (*POINTS, *WANTS))
    assert reds(worker, letter) == []
    assert not any(red == "red" for red, _kind in checked(worker, letter, _bare(letter.body)))


def test_refusal_as_it_is_begun_has_nothing_red(doing: Callable[..., Doing], taken: str) -> None:
    for role in ("complaints handler", "team leader"):
        weighs(doing(role), taken)
    worker = doing()
    letter = begins(worker, "refuse", taken, told=told())
    assert reds(worker, letter) == []
    assert not any(red == "red" for red, _kind in checked(worker, letter, _bare(letter.body)))


def test_answer_as_it_is_begun_has_nothing_red_and_leaves_no_point_out(
    doing: Callable[..., Doing], taken: str
) -> None:
    worker = doing(days=1)
    seen = page(worker.actor, worker.case.id, taken, now=worker.now)
    due = (worker.now + timedelta(days=20)).date()
    answer = whole(worker.actor.key, due, *[one.answer.point for one in seen.points])
    answer = replace(answer, learning="A team leader will look at the calls that wait.")
    mark = responses.keep(
        actor=worker.actor, case_id=worker.case.id, complaint=taken, response=answer,
        mark=seen.mark, now=worker.now,
    )  # fmt: skip
    begun = responses.begin(
        actor=worker.actor, case_id=worker.case.id, complaint=taken, mark=mark, leads_to="/",
        now=worker.now,
    )  # fmt: skip
    letter = row_of(worker.case, begun)
    assert reds(worker, letter) == []
    drafting = open_letter(worker.actor, worker.case.id, begun, now=worker.now)
    assert not [words for words in stops(drafting.opened, letter, []) if "point" in words]


def test_what_we_say_around_their_words_is_still_checked(
    doing: Callable[..., Doing], taken: str
) -> None:
    worker = doing(days=1)
    letter = begins(worker, "acknowledge", taken)
    false = f"{letter.body}\nWe rang you on 2 March 2026.\n\nWe say: {POINTS[0]}, we rang you twice"
    found = checked(worker, letter, false)
    assert ("red", "date") in found and ("red", "count") in found


def extension(doing: Callable[..., Doing], taken: str, reason: str = "") -> tuple[Doing, Any, date]:
    worker = doing()
    sends(worker, begins(worker, "acknowledge", taken))
    due = days_of(worker.one(taken))["Stage 1 answered"][1]
    later = due + timedelta(days=7)
    letter = begins(
        worker, "extend", taken, until=later, reason=reason or "Your caretaker is away until then."
    )
    return worker, letter, later


def test_extension_as_it_is_begun_has_nothing_red(doing: Callable[..., Doing], taken: str) -> None:
    worker, letter, _later = extension(doing, taken)
    assert reds(worker, letter) == [] and ("amber", "reason") not in checked(
        worker, letter, letter.body
    )


def test_extension_that_names_another_day_than_it_will_keep_is_red(
    doing: Callable[..., Doing], taken: str
) -> None:
    worker, letter, later = extension(doing, taken)
    said = f"{later.day} {later:%B %Y}"
    other = later + timedelta(days=31)
    body = letter.body.replace(said, f"{other.day} {other:%B %Y}")
    assert body != letter.body
    assert checked(worker, letter, body).count(("red", "promise")) == 2


def test_extension_for_being_busy_needs_a_reason(doing: Callable[..., Doing], taken: str) -> None:
    worker, letter, _later = extension(doing, taken, reason="We are busy.")
    assert ("amber", "reason") in checked(worker, letter, letter.body)


def test_unsent_letter_is_no_record_of_itself(doing: Callable[..., Doing], taken: str) -> None:
    worker = doing(days=1)
    letter = begins(worker, "acknowledge", taken)
    for claim in ("We wrote to you on 12 March 2026.", "We have written to you twice."):
        seen = read.checks(
            worker.actor, worker.case.id, letter.id, body=f"Dear you\n\n{claim}", now=worker.now
        )
        found = [one for one in seen if one.mark.kind in ("date", "count", "contact", "act")]
        assert found and not any(one.mended or "acknowledged" in one.mark.says for one in found)


@pytest.mark.parametrize(
    ("claim", "mended"),
    [
        ("We rang you on 7 April 2026.", "We rang you on 6 April 2026"),
        ("We acknowledged your complaint on 7 April 2026.", ""),
        ("You told us on 7 April 2026.", ""),
        ("The police wrote to us on 7 April 2026.", ""),
        ("We rang you on Monday 7 April 2026.", ""),
        ("I wrote to you yesterday.", ""),
    ],
)
def test_another_day_is_offered_only_for_what_we_did_ourselves(
    claim: str, mended: str, doing: Callable[..., Doing], taken: str, case: Any, now: Any
) -> None:
    call = made.a_note(now - timedelta(days=8), evidence=(made.Evidence(kind="call log"),))
    made.add_entries(case, call)
    worker = doing(days=1)
    letter = begins(worker, "acknowledge", taken)
    seen = read.checks(
        worker.actor, case.id, letter.id, body=f"Dear you\n\n{claim}", now=worker.now
    )
    (one,) = [one for one in seen if one.mark.kind == "date"]
    assert one.mark.colour == "red" and one.mended == mended
    assert "acknowledged the complaint" not in one.mark.says


def _bare(body: str) -> str:
    """The letter with the marks of quotation taken out by hand."""
    return body.replace("“", "").replace("”", "")
