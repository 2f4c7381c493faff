"""An answer to a complaint: drafted from the audit, shared, held to be whole, and made a letter."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from casework.complaining import (
    acknowledged,
    answered,
    asked,
    at,
    escalated,
    kept,
    raised,
    report,
    whole,
)
from factories import made
from msgspec.structs import replace

from putright.casework import response_draft
from putright.casework.actions import responses
from putright.casework.live import load
from putright.casework.outgoing_rules import entries_of, open_letter, stops, why_not_second
from putright.casework.queries.responses import page
from putright.casework.refused import NotRight, NotThere, Refused
from putright.casework.response_whole import left_out
from putright.core.events.entry import Entry
from putright.core.events.parts import Answer, Offer, Pledge
from putright.core.practice.response import HANDLING, Answered, Remedy, Response
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
DUE = date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case]) -> Case:
    """A complaint whose answer was due on 18 March: four weeks ago."""
    person = made.make_person(landlord, "Hana Quill")
    return make_case(person=person, entries=[report(), asked(), raised(), acknowledged()])


@pytest.fixture
def handler(actor_of: Any) -> Any:
    return actor_of("complaints handler")


def taken_further(case: Case, by: str, **told: Any) -> None:
    """Stage 1 is answered in time by somebody, and she asks for the next stage."""
    made.add_entries(
        case, *answered(by, when=at(3, 17), **told), escalated(at(3, 30)),
        acknowledged(2, when=at(4, 1)),
    )  # fmt: skip


def begin(actor: Any, case: Case, mark: str, now: datetime) -> Any:
    return responses.begin(
        actor=actor, case_id=case.id, complaint="c1", mark=mark, leads_to="/there", now=now
    )


def entries(actor: Any, case: Case, letter: Any, now: datetime) -> list[Any]:
    return entries_of(open_letter(actor, case.id, letter, now=now).row)


def test_a_late_answer_has_its_own_handling_as_a_point_told_from_the_audit(
    handler: Any, case: Case, now: datetime
) -> None:
    seen = page(handler, case.id, "c1", now=now)

    assert seen.order == ("p1", HANDLING)
    own = seen.response.on(HANDLING)
    assert own.decision == "upheld"
    assert "Our answer to your complaint was due by 18 March 2026." in own.reasons
    assert f"It is {seen.days_late} working days late today." in own.reasons
    assert "We did not tell you before 18 March 2026 that we needed longer." in own.reasons
    assert (seen.is_late, seen.days_late) == (True, 17)


def test_a_point_has_the_findings_that_its_words_are_about(
    handler: Any, case: Case, now: datetime
) -> None:
    point = next(each for each in page(handler, case.id, "c1", now=now).points if each.id == "p1")

    assert any("You asked us something on 16 February 2026." in f.says for f in point.findings)
    assert "Asked to be rung back." in [each.text for each in point.entries]
    assert not point.is_answered


def test_pulling_fills_what_is_empty_and_leaves_what_somebody_wrote(
    handler: Any, case: Case, now: datetime
) -> None:
    ours = Response(answers=(Answered(point="p1", refers="Our promise"),))

    kept(handler, case, now, ours, pull=True)

    answer = page(handler, case.id, "c1", now=now).response.on("p1")
    assert "You asked us something on 16 February 2026." in answer.reasons
    assert (answer.refers, answer.decision) == ("Our promise", "")
    assert "16 February 2026" in answer.weighed


def test_a_draft_is_shared_and_a_colleagues_is_not_replaced_unread(
    handler: Any, actor_of: Any, case: Case, now: datetime
) -> None:
    leader = actor_of("team leader")
    kept(handler, case, now, Response(sorry="We are sorry."))

    assert page(leader, case.id, "c1", now=now).response.sorry == "We are sorry."
    with pytest.raises(NotRight, match="changed meanwhile"):
        kept(leader, case, now, Response(), mark="")
    kept(leader, case, now, Response())
    writers = page(leader, case.id, "c1", now=now).response.writers
    assert writers == (handler.key, leader.key)


def test_an_answer_that_lacks_something_is_no_letter(
    handler: Any, case: Case, now: datetime
) -> None:
    lacking = replace(whole(handler.key, DUE, "p1", HANDLING), failings="We did not ring.")

    with pytest.raises(NotRight, match="this answer is late"):
        begin(handler, case, kept(handler, case, now, lacking), now)


def test_a_whole_answer_becomes_a_letter_with_all_that_sending_it_writes(
    handler: Any, case: Case, now: datetime
) -> None:
    mark = kept(handler, case, now, whole(handler.key, DUE, "p1", HANDLING))

    letter = begin(handler, case, mark, now)

    drafting = open_letter(handler, case.id, letter, now=now)
    assert drafting.row.needs_second
    assert (
        "This answer was due by 18 March 2026. It is late, and we are sorry." in drafting.row.body
    )
    assert "## “Nobody rang me back about the noise”" in drafting.row.body
    first, decided = entries(handler, case, letter, now)
    assert first.does == ("complaint.responded", "apology.given")
    assert set(first.contains) >= {
        "stage", "definition", "decision", "reasons", "remedy", "outstanding actions",
        "how to go on",
    }  # fmt: skip
    assert [(d.point, d.decision) for d in first.decides] == [
        ("p1", "upheld"),
        (HANDLING, "upheld"),
    ]
    assert first.admits == ("complaints",)
    assert [(p.what, p.due) for p in first.promises] == [
        ("Ring you each Monday (The complaints handler)", DUE)
    ]
    assert (decided.does, decided.by) == (("complaint.decided_by",), handler.key)


def test_a_sent_answer_keeps_the_promise_of_the_stage_and_makes_its_own(
    handler: Any, case: Case, now: datetime
) -> None:
    mark = kept(handler, case, now, whole(handler.key, DUE, "p1", HANDLING))
    letter = begin(handler, case, mark, now)
    written = entries(handler, case, letter, now)
    sent = [
        replace(each, at=now, to=("resident",), channel="email", evidence=made_of_mail(),
                by=handler.key, complaint="c1")
        for each in written
    ]  # fmt: skip
    made.add_entries(case, *sent)

    live = load(case)
    owed = [each.what for each in live.promises(live.run(now=now), now=now) if each.is_open]
    assert "Ring you each Monday (The complaints handler)" in owed
    seen = page(handler, case.id, "c1", now=now)
    assert seen.closed
    codes = [each.says for each in seen.points[-1].findings]
    assert not any("did not deal with all" in says for says in codes)
    with pytest.raises(Refused, match="settled"):
        kept(handler, case, now, Response())


def test_stage_2_always_looks_at_its_own_handling(
    handler: Any, actor_of: Any, case: Case, now: datetime
) -> None:
    taken_further(case, actor_of("team leader").key)

    seen = page(handler, case.id, "c1", now=now)

    assert (seen.stage.number, seen.order) == (2, ("p1", HANDLING))
    assert not seen.is_late
    assert seen.following is None


def test_whoever_decided_or_drafted_stage_1_writes_no_stage_2(
    handler: Any, actor_of: Any, case: Case, now: datetime
) -> None:
    leader, head = actor_of("team leader"), actor_of("head of service")
    taken_further(case, leader.key, facts={"drafted_by": head.key})

    for who in (leader, head):
        assert "Somebody else answers this one" in page(who, case.id, "c1", now=now).why_not
        with pytest.raises(Refused, match="earlier stage"):
            kept(who, case, now, Response())
    assert page(handler, case.id, "c1", now=now).why_not == ""


def test_the_second_reader_wrote_none_of_it_and_had_no_part_in_stage_1(
    handler: Any, actor_of: Any, case: Case, now: datetime
) -> None:
    leader, head = actor_of("team leader"), actor_of("head of service")
    approver = made.as_actor(made.make_user(case.landlord, "approver", team=case.team))
    taken_further(case, leader.key)
    kept(head, case, now, Response())
    mark = kept(handler, case, now, whole(handler.key, DUE, "p1", HANDLING))
    letter = begin(handler, case, mark, now)

    def why(actor: Any) -> str:
        drafting = open_letter(actor, case.id, letter, now=now)
        return why_not_second(drafting.opened, drafting.row)

    assert "You wrote in this" in why(handler)
    assert "You wrote in this" in why(head)
    assert "earlier stage" in why(leader)
    assert why(approver) == ""


def test_whoever_is_complained_of_finds_no_answer_to_write(
    officer: Any, actor_of: Any, make_case: Callable[..., Case], now: datetime
) -> None:
    named = raised(about_staff=(actor_of("team leader").key,))
    case = make_case(entries=[report(), named])

    with pytest.raises(NotThere):
        page(actor_of("team leader"), case.id, "c1", now=now)
    choices = page(actor_of("complaints handler"), case.id, "c1", now=now).handlers.choices
    assert "The team leader" not in [name for _key, name in choices]
    assert "The officer" in [name for _key, name in choices]


def test_an_officer_without_the_role_may_not_write_an_answer(
    actor_of: Any, case: Case, now: datetime
) -> None:
    with pytest.raises(Refused):
        page(actor_of("officer"), case.id, "c1", now=now)


def made_of_mail() -> Any:
    return raised().evidence


def test_nothing_is_said_to_be_left_where_a_remedy_is_not_done_yet(
    handler: Any, case: Case, now: datetime
) -> None:
    answer = whole(handler.key, DUE, "p1", HANDLING)
    said = Remedy(kind="explanation", what="This letter explains it")
    mark = kept(handler, case, now, replace(answer, remedies=(said,)))

    body = open_letter(handler, case.id, begin(handler, case, mark, now), now=now).row.body

    assert "Nothing is left to be done." not in body
    assert "still holds" in body


def test_a_promise_about_the_resident_is_said_to_them(
    handler: Any, case: Case, now: datetime
) -> None:
    pledge = Pledge(id="contact-1", what="to tell the resident that their contact is now Lin")
    passed = Entry(
        id="passed", does=("staff.handed_over",), at=at(4, 13), by="landlord", channel="internal",
        evidence=raised().evidence, promises=(pledge,),
    )  # fmt: skip
    made.add_entries(case, passed)
    mark = kept(handler, case, now, whole(handler.key, DUE, "p1", HANDLING))

    body = open_letter(handler, case.id, begin(handler, case, mark, now), now=now).row.body

    assert "to tell you that your contact is now Lin" in body.lower().replace("lin", "Lin")
    assert "the resident" not in body


def test_the_draft_is_gone_once_the_answer_is_on_record(
    handler: Any, case: Case, now: datetime
) -> None:
    mark = kept(handler, case, now, whole(handler.key, DUE, "p1", HANDLING))
    written = entries(handler, case, begin(handler, case, mark, now), now)[0]

    response_draft.sent(landlord=case.landlord_id, case=case.id, entry=written)

    assert page(handler, case.id, "c1", now=now).mark == ""


def test_an_offer_that_was_agreed_to_joins_the_answer_and_one_that_waits_does_not(
    handler: Any, case: Case, now: datetime
) -> None:
    shared: dict[str, Any] = {
        "by": "landlord", "channel": "internal", "evidence": raised().evidence, "complaint": "c1",
    }  # fmt: skip
    offer = Offer(head="asb", amount=Decimal("250"))
    given = (Answer(question="asb", answer="line", says="Weeks of waiting."),)
    wanted = Entry(
        id="wanted", does=("redress.approval_asked",), at=at(4, 13), offers=(offer,), given=given,
        form="redress-offer", **shared,
    )  # fmt: skip
    made.add_entries(case, wanted)
    mark = kept(handler, case, now, whole(handler.key, DUE, "p1", HANDLING))
    assert "waits for a second person" in page(handler, case.id, "c1", now=now).offering.waits
    assert (
        "redress.offered"
        not in entries(handler, case, begin(handler, case, mark, now), now)[0].does
    )

    yes = Entry(
        id="yes",
        does=("redress.approved",),
        at=at(4, 14, 9),
        answers=("wanted",),
        facts={"amount": "250"},
        **shared,
    )
    made.add_entries(case, yes)

    letter = begin(handler, case, mark, now)
    first = entries(handler, case, letter, now)[0]
    assert first.does == ("complaint.responded", "apology.given", "redress.offered")
    assert first.offers == (offer,)
    assert first.answers == ("wanted", "yes")
    assert (
        "£250 for antisocial behaviour. Weeks of waiting."
        in open_letter(handler, case.id, letter, now=now).row.body
    )


def test_a_letter_that_leaves_a_point_or_a_promise_out_again_cannot_go(
    handler: Any, case: Case, now: datetime
) -> None:
    mark = kept(handler, case, now, whole(handler.key, DUE, "p1", HANDLING))
    drafting = open_letter(handler, case.id, begin(handler, case, mark, now), now=now)
    opened, row = drafting.opened, drafting.row
    body = row.body

    assert left_out(opened, entries_of(row), body) == []
    without = body.replace("## “Nobody rang me back about the noise”", "##").replace(
        "- “Nobody rang me back about the noise”", ""
    )
    assert left_out(opened, entries_of(row), without) == [
        "The letter leaves a point out: Nobody rang me back about the noise."
    ]
    softened = body.replace("Ring you each Monday", "Ring you now and then")
    assert "no longer says what sending it promises: Ring you each Monday" in " ".join(
        stops(opened, replace(row, body=softened), ())
    )
