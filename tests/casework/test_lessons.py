"""Lessons below the doors: who may, what they answer, what is done and what is only said."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from factories import made

from putright.casework.actions import lessons as actions
from putright.casework.actions.files import blobs
from putright.casework.actions.lessons import Done, Raised, Upload
from putright.casework.actor import staff_key
from putright.casework.operations import chains
from putright.casework.queries import case_files, lesson_pages, lessons
from putright.casework.refused import Changed, NotRight, NotThere, Refused, SentTwice
from putright.core.practice.lessons import Tally
from putright.stores.record.ledger.read import entries
from putright.stores.record.models import Case, File, Lesson

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 who was there"


@pytest.fixture
def told(staff: Callable[[str], Any], now: datetime) -> Callable[..., Raised]:
    def tell(**changed: Any) -> Raised:
        usual: dict[str, Any] = {
            "what": "to staff the duty line on Saturdays",
            "why": "Nobody rang at weekends.",
            "owner": staff("team leader").id,
            "due": now.date() + timedelta(days=30),
            "answers": "Report of 4 May, paragraph 12",
            "rules": ("asb.first_action",),
        }
        return Raised(**(usual | changed))

    return tell


@pytest.fixture
def raised(
    actor_of: Callable[[str], Any], told: Callable[..., Raised], now: datetime
) -> Callable[..., UUID]:
    def make(*, at: datetime = now, role: str = "complaints handler", **changed: Any) -> UUID:
        return actions.raise_lesson(actor=actor_of(role), told=told(**changed), now=at)

    return make


def proof(name: str = "list.pdf") -> list[Upload]:
    return [Upload(name, iter([PDF]))]


def done_of(on: date, shown_by: str = "changed document") -> Done:
    return Done(on=on, says="The rota runs.", shown_by=shown_by)


def test_lesson_is_recorded_in_a_stream_of_its_own(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], staff: Any, now: datetime
) -> None:
    lesson = raised()

    kept = entries(landlord=actor_of("officer").landlord_id, stream=lesson)
    assert [one.entry.does for one in kept] == [("learning.recorded",)]
    row = Lesson.objects.get(id=lesson)
    assert (row.state, row.owner) == ("to do", staff_key(staff("team leader").id))
    page = lesson_pages.listed(actor_of("officer"), now=now)
    assert [one.id for one in page.ahead] == [lesson]
    assert [each.words for each in page.ahead[0].answers] == ["Report of 4 May, paragraph 12"]
    assert not page.may_work


@pytest.mark.parametrize("role", ["officer", "contact centre", "auditor", "approver"])
def test_those_who_only_see_lessons_change_nothing(
    role: str, raised: Callable[..., UUID], actor_of: Callable[[str], Any], told: Any, now: datetime
) -> None:
    lesson, actor = raised(), actor_of(role)

    for attempt in (
        lambda: actions.raise_lesson(actor=actor, told=told(), now=now),
        lambda: actions.done(actor=actor, lesson_id=lesson, told=done_of(now.date()), now=now),
        lambda: actions.give_up(actor=actor, lesson_id=lesson, reason="No.", now=now),
        lambda: actions.measure(actor=actor, lesson_id=lesson, now=now),
        lambda: lesson_pages.to_write(actor, lesson, now=now),
        lambda: lesson_pages.to_raise(actor, now=now),
    ):
        with pytest.raises(Refused):
            attempt()


def test_what_cannot_stand_is_said_at_its_field(
    raised: Callable[..., UUID], case: Case, now: datetime, actor_of: Callable[[str], Any]
) -> None:
    reference = case.reference
    wrong = {
        "owner": {"owner": uuid4()},
        "people": {"people": (uuid4(),)},
        "due": {"due": now.date() - timedelta(days=1)},
        "measure": {"rules": ("no.such_rule",)},
    }

    for field, changed in wrong.items():
        with pytest.raises(NotRight) as no:
            raised(**changed)
        assert no.value.field == field
    prefix = reference.partition("-")[0]
    for answers in (f"{prefix}-NOWHERE", f"{reference} no-such-code", "x\n" * 21, "x" * 201):
        with pytest.raises(NotRight) as no:
            raised(answers=answers)
        assert no.value.field == "answers"


@pytest.mark.parametrize("field", ["what", "why"])
def test_a_lesson_that_names_a_member_of_staff_is_sent_back(
    raised: Callable[..., UUID], staff: Any, field: str
) -> None:
    colleague = staff("officer")
    colleague.name = "Gareth Quill"
    colleague.save()

    with pytest.raises(NotRight, match="names Gareth") as no:
        raised(**{field: "Gareth did not ring."})
    assert no.value.field == field


def test_failing_of_a_case_leads_there_only_for_those_who_may_open_it(
    raised: Callable[..., UUID], case: Case, actor_of: Callable[[str], Any], now: datetime
) -> None:
    lesson = raised(answers=f"{case.reference} late-action\n{case.reference}")
    open_to_all = lesson_pages.one(actor_of("officer"), lesson, now=now).line.answers

    Case.objects.filter(id=case.id).update(is_restricted=True, officer=None)

    assert [each.case for each in open_to_all] == [case.id, case.id]
    assert open_to_all[0].words == f"{case.reference}: Late action"
    closed = lesson_pages.one(actor_of("auditor"), lesson, now=now).line.answers
    assert [each.case for each in closed] == [None, None]
    assert all(case.reference not in each.words for each in closed)


def test_case_that_one_may_not_open_is_no_failing_to_name(
    raised: Callable[..., UUID], case: Case
) -> None:
    Case.objects.filter(id=case.id).update(is_restricted=True)

    with pytest.raises(NotRight, match="no such case"):
        raised(answers=case.reference)


def test_whoever_is_complained_of_finds_no_lesson_of_that_case(
    raised: Callable[..., UUID], make_case: Callable[..., Case], staff: Any,
    actor_of: Callable[[str], Any], now: datetime,
) -> None:  # fmt: skip
    about = staff_key(staff("officer").id)
    case = make_case(entries=[
        made.a_report(now - timedelta(hours=2)),
        made.a_note(now, does=("complaint.raised",), by="resident", to=(), complaint="c1",
                    about_staff=(about,)),
    ])  # fmt: skip
    lesson = raised(answers=f"{case.reference} late-action")

    assert lesson_pages.listed(actor_of("officer"), now=now).ahead == ()
    with pytest.raises(NotThere):
        lessons.read(actor_of("officer"), lesson)
    assert len(lesson_pages.listed(actor_of("team leader"), now=now).ahead) == 1


def test_another_landlord_finds_nothing(
    raised: Callable[..., UUID], other_landlord: Any, now: datetime
) -> None:
    lesson = raised()
    stranger = made.as_actor(made.make_user(other_landlord, "head of service"))

    assert lesson_pages.listed(stranger, now=now).ahead == ()
    with pytest.raises(NotThere):
        lessons.read(stranger, lesson)


def test_said_without_a_file_is_not_done_and_a_file_makes_it_so(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], now: datetime
) -> None:
    lesson, actor = raised(), actor_of("complaints handler")
    told = done_of(now.date())

    actions.done(actor=actor, lesson_id=lesson, told=told, now=now)
    assert Lesson.objects.get(id=lesson).state == "said"
    actions.done(actor=actor, lesson_id=lesson, told=told, now=now, uploads=proof())

    assert Lesson.objects.get(id=lesson).state == "done"
    with pytest.raises(NotRight, match="over"):
        actions.done(actor=actor, lesson_id=lesson, told=told, now=now)


def test_telling_people_is_no_proof_even_with_the_minutes_attached(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], now: datetime
) -> None:
    lesson, actor = raised(), actor_of("team leader")

    actions.done(actor=actor, lesson_id=lesson, told=done_of(now.date(), "shared"), now=now,
                 uploads=proof("minutes.pdf"))  # fmt: skip

    assert Lesson.objects.get(id=lesson).state == "said"


def test_training_wants_the_list_of_who_was_there(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], staff: Any, now: datetime
) -> None:
    lesson, actor = raised(people=(staff("officer").id,)), actor_of("team leader")

    with pytest.raises(NotRight) as no:
        actions.done(actor=actor, lesson_id=lesson, told=done_of(now.date()), now=now,
                     uploads=proof())  # fmt: skip
    assert no.value.field == "shown_by"
    actions.done(actor=actor, lesson_id=lesson, told=done_of(now.date(), "attendance list"),
                 now=now, uploads=proof())  # fmt: skip

    assert Lesson.objects.get(id=lesson).state == "done"
    assert lesson_pages.one(actor, lesson, now=now).people == ("The officer",)


def test_proof_is_read_by_whoever_sees_the_lesson_and_nobody_else(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], other_landlord: Any, now: datetime
) -> None:
    lesson = raised()
    actions.done(actor=actor_of("team leader"), lesson_id=lesson, told=done_of(now.date()),
                 now=now, uploads=proof())  # fmt: skip
    file = lesson_pages.one(actor_of("officer"), lesson, now=now).steps[-1].files[0]

    assert case_files.find_file(actor_of("officer"), file.id, now=now).name == "list.pdf"
    stranger = made.as_actor(made.make_user(other_landlord, "head of service"))
    with pytest.raises(NotThere):
        case_files.find_file(stranger, file.id, now=now)
    with pytest.raises(Refused):
        case_files.find_file(actor_of("administrator"), file.id, now=now)


def test_nothing_is_done_before_it_was_recorded(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], now: datetime
) -> None:
    lesson, early = raised(), done_of(now.date() - timedelta(days=1))

    with pytest.raises(NotRight) as no:
        actions.done(actor=actor_of("team leader"), lesson_id=lesson, told=early, now=now)

    assert no.value.field == "on"


def test_overdue_lessons_come_first_and_what_was_given_up_last(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], now: datetime
) -> None:
    late, ahead = raised(due=now.date()), raised(due=now.date() + timedelta(days=90))
    gone, actor = raised(), actor_of("head of service")
    actions.give_up(actor=actor, lesson_id=gone, reason="The team moved.", now=now)

    page = lesson_pages.listed(actor, now=now + timedelta(days=1))

    assert [[one.id for one in group] for group in (page.overdue, page.ahead, page.given_up)] == [
        [late], [ahead], [gone],
    ]  # fmt: skip
    assert page.given_up[0].lesson.given_up == "The team moved."


def test_the_same_form_counts_once_and_a_stale_one_is_told(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], told: Any, now: datetime
) -> None:
    actor, form = actor_of("team leader"), uuid4()
    first = actions.raise_lesson(actor=actor, told=told(), now=now, form=form)

    with pytest.raises(SentTwice) as again:
        actions.raise_lesson(actor=actor, told=told(), now=now, form=form)
    assert again.value.led_to == {"lesson": str(first)}
    actions.done(actor=actor, lesson_id=first, told=done_of(now.date()), now=now, seen=1)
    with pytest.raises(Changed):
        actions.give_up(actor=actor, lesson_id=first, reason="Old page.", now=now, seen=1)


def test_measure_counts_the_same_promise_before_and_after(
    raised: Callable[..., UUID], make_case: Callable[..., Case], actor_of: Callable[[str], Any],
    now: datetime,
) -> None:  # fmt: skip
    actor, recorded, done = actor_of("head of service"), now, now + timedelta(days=10)
    later = done + timedelta(days=60)
    for start, is_kept in (
        (now - timedelta(days=30), False),
        (now - timedelta(days=20), True),
        (done + timedelta(days=10), True),
        (done + timedelta(days=17), True),
    ):
        rung = [made.a_note(start + timedelta(hours=1), about=("asb",))] if is_kept else []
        make_case(entries=[made.a_report(start), *rung], now=start + timedelta(hours=2))
    lesson = raised(at=recorded)
    actions.done(actor=actor, lesson_id=lesson, told=done_of(done.date()), now=done,
                 uploads=proof())  # fmt: skip

    with pytest.raises(NotRight, match="too early"):
        actions.measure(actor=actor, lesson_id=lesson, now=done + timedelta(days=20))
    actions.measure(actor=actor, lesson_id=lesson, now=later)

    found = lesson_pages.one(actor, lesson, now=later)
    assert found.line.lesson.measured is not None
    assert found.line.lesson.measured.days == 60
    before, after = found.sides
    assert (before.tally, after.tally) == (Tally(due=2, kept=1), Tally(due=2, kept=2))
    assert (before.due, before.kept, before.share) == ("fewer than 5", "not given", "not given")


def test_only_what_is_shown_is_measured(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], now: datetime
) -> None:
    actor = actor_of("head of service")
    unchosen, said = raised(rules=()), raised()
    actions.done(actor=actor, lesson_id=said, told=done_of(now.date(), "shared"), now=now)

    for lesson in (unchosen, said):
        with pytest.raises(NotRight):
            actions.measure(actor=actor, lesson_id=lesson, now=now + timedelta(days=90))
    pages = [lesson_pages.one(actor, each, now=now).not_yet for each in (unchosen, said)]
    assert ["Nothing was chosen" in pages[0], "something shows" in pages[1]] == [True, True]


def test_raising_from_a_case_brings_its_reference_and_what_to_count(
    case: Case, actor_of: Callable[[str], Any], now: datetime
) -> None:
    handler = actor_of("complaints handler")

    found = lesson_pages.to_raise(handler, now=now, case_id=case.id, code="late-acknowledgement")

    assert found.answers == f"{case.reference} late-acknowledgement"
    assert lesson_pages.to_raise(handler, now=now, code="asb.first_action").rules == (
        "asb.first_action",
    )
    with pytest.raises(NotThere):
        lesson_pages.to_raise(handler, now=now, case_id=uuid4())


def test_chain_of_a_lesson_holds_with_its_proof_and_shows_when_that_is_gone(
    raised: Callable[..., UUID], actor_of: Callable[[str], Any], now: datetime
) -> None:
    actor, lesson = actor_of("team leader"), raised()
    actions.done(actor=actor, lesson_id=lesson, told=done_of(now.date()), now=now,
                 uploads=proof())  # fmt: skip

    def broken() -> int:
        return sum(len(each.found.broken) for each in chains.verify_all())

    assert broken() == 0
    kept = File.objects.get(lesson=lesson)
    blobs().erase(landlord=actor.landlord_id, case=lesson, name=kept.blob)
    assert broken() == 1
