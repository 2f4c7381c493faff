"""Lessons are read by many: they tell of no case that a reader may not open, nor count one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from factories import made

from putright.casework import erased
from putright.casework.actions import lessons as actions
from putright.casework.actions.erasure import erase_lesson
from putright.casework.actions.lessons import Done, Raised, Upload
from putright.casework.actor import staff_key
from putright.casework.operations.erasures import replay
from putright.casework.queries import lesson_pages
from putright.casework.refused import NotRight, Refused
from putright.stores.record.ledger.erase import Rule
from putright.stores.record.ledger.verify import verify
from putright.stores.record.models import Case, File, Lesson, Reading, StoredEntry, Wording

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 who was there"
PLANTED = "quillfeather"


@pytest.fixture
def raised(actor_of: Any, staff: Any, now: datetime) -> Callable[..., UUID]:
    def make(*, role: str = "complaints handler", **changed: Any) -> UUID:
        usual: dict[str, Any] = {
            "what": "to staff the duty line on Saturdays", "why": f"Nobody rang {PLANTED}.",
            "owner": staff("team leader").id, "due": now.date() + timedelta(days=30),
            "answers": "Report of 4 May, paragraph 12", "rules": ("asb.first_action",),
        }  # fmt: skip
        return actions.raise_lesson(
            actor=actor_of(role), told=Raised(**(usual | changed)), now=now - timedelta(days=60)
        )

    return make


def answers_of(client: Client, lesson: Any) -> list[Any]:
    told = {"says": PLANTED, "on": "14/4/2026", "shown_by": "shared", "reason": "No more of it"}
    paths = ("", "done/", "give-up/")
    posts = ("done/", "give-up/", "measure/")
    at = f"/learning/{lesson}/"
    return [client.get(at + path) for path in paths] + [
        client.post(at + path, {"once": str(uuid4()), "seen": "1"} | told) for path in posts
    ]


@pytest.mark.parametrize("who", ["other landlord", "whom a complaint names"])
def test_lesson_one_may_not_know_of_is_not_there_by_any_address(
    who: str, raised: Any, case: Case, staff: Any, other_landlord: Any, signed_in: Any, now: Any
) -> None:
    user, lesson = staff("head of service"), raised(answers=case.reference)
    if who == "other landlord":
        user = made.make_user(other_landlord, "head of service")
    else:
        made.add_entries(case, made.a_report(
            now, does=("complaint.raised",), kinds=(), complaint="c1",
            about_staff=(staff_key(user.id),)))  # fmt: skip
    before = list(Lesson.objects.values())
    client = signed_in(Client(), user)

    answers = answers_of(client, lesson)

    assert {answer.status_code for answer in answers} == {404}
    said = "".join(answer.content.decode() for answer in [*answers, client.get("/learning/")])
    assert PLANTED not in said and "duty line" not in said
    assert list(Lesson.objects.values()) == before


def test_file_of_a_lesson_is_not_handed_to_another_landlord(
    raised: Any, actor_of: Any, other_landlord: Any, signed_in: Any, now: datetime
) -> None:
    lesson = raised()
    told = Done(on=now.date(), says="It runs.", shown_by="changed document")
    actions.done(actor=actor_of("complaints handler"), lesson_id=lesson, told=told, now=now,
                 uploads=[Upload("list.pdf", iter([PDF]))])  # fmt: skip
    file = File.objects.get(name="list.pdf")

    stranger = signed_in(Client(), made.make_user(other_landlord, "head of service"))
    assert stranger.get(f"/files/{file.id}/").status_code == 404
    assert stranger.get(f"/files/{file.id}").status_code in (301, 404)


def test_restricted_case_is_answered_alike_to_one_that_is_not_there(
    raised: Any, case: Case, actor_of: Any
) -> None:
    Case.objects.filter(id=case.id).update(is_restricted=True, officer=None)
    said = []
    for reference in (case.reference, case.reference[:-1] + "9"):
        with pytest.raises(NotRight) as no:
            raised(answers=f"{reference} late-action")
        said.append(str(no.value).replace(reference, "-"))
    assert said[0] == said[1]


def test_lesson_page_names_no_case_that_its_reader_may_not_open(
    raised: Any, case: Case, signed_in: Any
) -> None:
    lesson = raised(answers=f"{case.reference} late-action")
    Case.objects.filter(id=case.id).update(is_restricted=True, officer=None)

    client = signed_in(Client(), "contact centre")
    for path in ("/learning/", f"/learning/{lesson}/"):
        shown = client.get(path).content.decode()
        assert case.reference not in shown and str(case.id) not in shown
    raising = signed_in(Client(), "complaints handler").get(f"/learning/raise/?case={case.id}")
    assert raising.status_code == 302 and "break-glass" in raising["Location"]


@pytest.mark.parametrize("role", ["contact centre", "officer", "auditor", "approver"])
def test_small_count_is_told_only_to_those_who_work_on_lessons(
    role: str, raised: Any, make_case: Any, actor_of: Any, signed_in: Any, now: datetime
) -> None:
    """A promise that fell due once points at one home (T15)."""
    lesson = raised()
    make_case(now=now - timedelta(days=70), entries=[made.a_report(now - timedelta(days=71))])
    handler = actor_of("complaints handler")
    told = Done(on=(now - timedelta(days=40)).date(), says="It runs.", shown_by="changed document")
    actions.done(actor=handler, lesson_id=lesson, told=told, now=now,
                 uploads=[Upload("list.pdf", iter([PDF]))])  # fmt: skip
    actions.measure(actor=handler, lesson_id=lesson, now=now)
    sides = lesson_pages.one(handler, lesson, now=now).sides
    assert any(0 < side.tally.due < 5 for side in sides)

    theirs = signed_in(Client(), role).get(f"/learning/{lesson}/").content.decode()
    assert "Before and after, to give outside" in theirs and theirs.count("<table") == 1
    ours = signed_in(Client(), "complaints handler").get(f"/learning/{lesson}/").content.decode()
    assert ours.count("<table") == 2


def test_restricted_case_is_in_no_count_that_others_read(
    raised: Any, make_case: Any, actor_of: Any, staff: Any, now: datetime
) -> None:
    lesson = raised()
    guarded = make_case(
        now=now - timedelta(days=70), entries=[made.a_report(now - timedelta(days=71))]
    )
    handler, leader = actor_of("complaints handler"), staff("complaints handler")
    Case.objects.filter(id=guarded.id).update(is_restricted=True, officer=leader)
    told = Done(on=(now - timedelta(days=40)).date(), says="It runs.", shown_by="changed document")
    actions.done(actor=handler, lesson_id=lesson, told=told, now=now,
                 uploads=[Upload("list.pdf", iter([PDF]))])  # fmt: skip

    actions.measure(actor=handler, lesson_id=lesson, now=now)

    sides = lesson_pages.one(handler, lesson, now=now).sides
    assert [side.tally.due for side in sides] == [0, 0]


def test_each_look_at_a_lesson_is_written(raised: Any, signed_in: Any, staff: Any) -> None:
    lesson, client = raised(), signed_in(Client(), "officer")
    client.get(f"/learning/{lesson}/")
    client.get("/learning/")

    looked = Reading.objects.filter(user_id=staff("officer").id)
    assert looked.filter(detail=str(lesson)).exists()
    assert looked.count() >= 2


@pytest.mark.parametrize(
    "case_id", ["%00", "x", "00000000-0000-0000-0000-000000000000", "1' OR 1=1"]
)
def test_strange_cases_to_raise_from_are_not_there(case_id: str, signed_in: Any) -> None:
    client = signed_in(Client(), "complaints handler")
    assert client.get(f"/learning/raise/?case={case_id}&code=%00").status_code == 404
    assert client.get("/learning/raise/?code=%00%0a<script>").status_code == 200


def test_erased_words_of_a_lesson_stand_nowhere(
    raised: Any, actor_of: Any, signed_in: Any, now: datetime, tmp_path: Any, settings: Any
) -> None:
    settings.HOME = tmp_path
    lesson = raised(what=f"to ring {PLANTED}", answers=f"What {PLANTED} said on 4 May")
    done = Done(on=now.date(), says=f"{PLANTED} was rung.", shown_by="changed document")
    actions.done(actor=actor_of("complaints handler"), lesson_id=lesson, told=done, now=now,
                 uploads=[Upload(f"{PLANTED}.pdf", iter([PDF]))])  # fmt: skip
    under = Rule(rule="asked", why="They asked")

    with pytest.raises(Refused):
        erase_lesson(actor=actor_of("complaints handler"), lesson=lesson, keys=["e1", "e2"],
                     under=under, now=now)  # fmt: skip
    erase_lesson(actor=actor_of("head of service"), lesson=lesson, keys=["e1", "e2"], under=under,
                 now=now)  # fmt: skip

    client = signed_in(Client(), "head of service")
    shown = [client.get(path).content.decode() for path in ("/learning/", f"/learning/{lesson}/")]
    assert PLANTED not in "".join(shown) and "erased words of it under a rule" in shown[1]
    landlord = actor_of("officer").landlord_id
    for model in (Lesson, File, StoredEntry, Wording):
        assert PLANTED not in repr(list(model.objects.filter(landlord_id=landlord).values()))
    assert not verify(landlord=landlord).broken


def test_lesson_that_a_restored_copy_brought_back_is_erased_again(
    raised: Any, actor_of: Any, now: datetime, tmp_path: Any, settings: Any
) -> None:
    settings.HOME, lesson = tmp_path, raised()
    landlord = actor_of("officer").landlord_id
    erased.write([erased.Line(landlord, lesson, "lesson", 1, "asked")])

    assert (replay(now=now), replay(now=now)) == (1, 0)
    assert PLANTED not in repr(list(Wording.objects.filter(stream_id=lesson).values()))
