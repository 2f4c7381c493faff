"""Closing: refused while something is missing, granted by a second person, told in a letter."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from factories.made import NOTE, a_note, a_report, add_entries

if TYPE_CHECKING:
    from putright.casework.actor import Actor
    from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
REASONS = "The music stopped in March, and you said that you sleep again."


def whole(now: datetime) -> list[Any]:
    """All that a case needs before anybody asks to close it, but the resident's view."""
    from putright.core.events.entry import Entry
    from putright.core.events.parts import Evidence, Pledge

    form, log = (Evidence(kind="form"),), (Evidence(kind="call log"),)
    return [
        a_report(now - timedelta(days=60)),
        a_note(now - timedelta(days=59), evidence=log),
        Entry(id="", does=("asb.risk_assessed",), at=now - timedelta(days=58), by="landlord",
              level="low", evidence=form),
        Entry(id="", does=("asb.plan_agreed",), at=now - timedelta(days=57), by="landlord",
              to=("resident",), contains=("target dates",), evidence=form,
              promises=(Pledge(id="lock", what="to fit a lock", due=now.date()),)),
        Entry(id="", does=("works.done",), at=now - timedelta(days=40), by="landlord",
              keeps=("lock",), evidence=(Evidence(kind="system record"),)),
        Entry(id="", does=("asb.case_review_told",), at=now - timedelta(days=30), by="landlord",
              to=("resident",), channel="phone", evidence=log),
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def handled(make_case: Callable[..., "Case"], now: datetime) -> "Case":
    """A case in which all was done, and nobody has asked about closing."""
    return make_case(entries=whole(now), now=now - timedelta(days=20))


@pytest.fixture
def neglected(make_case: Callable[..., "Case"], now: datetime) -> "Case":
    """A report that was answered, and nothing else."""
    first = now - timedelta(days=3)
    return make_case(entries=[a_report(first), a_note(first + timedelta(hours=2))], now=now)


class Doing:
    """One person who works on one case."""

    def __init__(self, actor: "Actor", case: "Case", now: datetime) -> None:
        self.actor, self.case, self.now = actor, case, now

    def __call__(self, name: str, seen: int | None = None, form: Any = None, **told: Any) -> Any:
        from putright.casework.actions import closing
        from putright.casework.actions.adding import Sent
        from putright.casework.queries.cases import near_to

        near = near_to(self.actor, self.case.id, now=self.now)
        sent = Sent(near=near, seen=seen, form=form)
        return getattr(closing, name)(actor=self.actor, sent=sent, now=self.now, **told)

    def hears(self, says: str = "agrees", **told: Any) -> Any:
        from putright.casework.actions.adding import When
        from putright.casework.actions.closing import Heard

        heard = {
            "whom": "resident", "says": says, "text": "Close it. I sleep again.",
            "channel": "phone", "when": When(on=self.now.date(), at=self.now),
        }  # fmt: skip
        return self("hear", heard=Heard(**(heard | told)))

    def asks(self, reasons: str = REASONS, **excused: str) -> Any:
        return self("ask", ground="resolved", reasons=reasons, excused=excused)

    def page(self) -> Any:
        from putright.casework.queries import closing

        return closing.page(self.actor, self.case.id, now=self.now)

    def entries(self) -> list[Any]:
        from putright.stores.record.ledger.read import entries

        case = self.case
        return [one.entry for one in entries(landlord=case.landlord_id, stream=case.id)]

    def acts(self) -> list[str]:
        return [entry.does[0] for entry in self.entries()]


@pytest.fixture
def doing(actor_of: Callable[[str], "Actor"], now: datetime) -> Callable[..., Doing]:
    return lambda role, case: Doing(actor_of(role), case, now)


def refusal(work: Callable[[], Any]) -> str:
    from putright.casework.refused import Refused

    with pytest.raises(Refused) as refused:
        work()
    return refused.value.reason


def test_case_with_gaps_is_refused_and_nothing_is_written(
    doing: Callable[..., Doing], neglected: "Case"
) -> None:
    officer = doing("officer", neglected)
    before = officer.acts()

    said = refusal(officer.asks)

    assert "no action plan" in said or "nobody has heard what the resident thinks" in said
    assert [each.key for each in officer.page().lines if each.state == "gap"] == [
        "risk", "plan", "view", "told",
    ]  # fmt: skip
    assert officer.page().missing == 4
    assert officer.acts() == before


def test_gap_that_may_be_excused_needs_a_reason_each(
    doing: Callable[..., Doing], neglected: "Case"
) -> None:
    officer = doing("officer", neglected)
    officer.hears()

    said = refusal(lambda: officer.asks(risk="She moved away on the second day."))
    assert "no action plan" in said and "risk" not in said

    officer.asks(risk="She moved away.", plan="She moved away.", told="She moved away.")
    given = {each.question: (each.answer, each.says) for each in officer.entries()[-1].given}
    assert given["plan"] == ("excused", "She moved away.")
    assert given["answered"] == ("shown", "") and given["move"] == ("falls away", "")


def closed(doing: Callable[..., Doing], case: "Case", role: str = "officer") -> Doing:
    officer, leader = doing(role, case), doing("team leader", case)
    officer.hears()
    officer.asks()
    leader("decide", grant=True, reason="Every line is shown.")
    officer("announce", whom="resident", channel="letter", own_words="Thank you.")
    officer("close")
    return officer


def test_closing_goes_from_view_to_letter_to_closed_and_no_audit_finds_fault(
    doing: Callable[..., Doing], handled: "Case", now: datetime
) -> None:
    officer = closed(doing, handled)

    assert officer.acts()[-5:] == [
        "asb.closure_consulted", "asb.closure_asked", "asb.closure_reviewed",
        "asb.closure_announced", "asb.case_closed",
    ]  # fmt: skip
    assert officer.page().stage == "closed"
    from putright.casework.live import load
    from putright.stores.record.models import Case as Row

    run = load(Row.objects.select_related("landlord", "home").get(id=handled.id)).run(now=now)
    bars = [d.id for group in run.duties.values() for d in group if d.verb == "bar"]
    assert [each for each in bars if each.startswith("asb.clos")] == []


def test_who_asked_does_not_decide(doing: Callable[..., Doing], handled: "Case") -> None:
    leader = doing("team leader", handled)
    leader.hears()
    leader.asks()

    said = refusal(lambda: leader("decide", grant=True, reason="Mine."))
    assert "Somebody else must decide" in said
    assert leader.page().is_own


def test_officer_decides_on_no_closing(doing: Callable[..., Doing], handled: "Case") -> None:
    doing("head of service", handled).hears()
    doing("head of service", handled).asks()

    said = refusal(lambda: doing("officer", handled)("decide", grant=True, reason="Fine."))
    assert "You may not" in said


def test_what_came_up_since_is_refused_at_each_later_step(
    doing: Callable[..., Doing], handled: "Case", now: datetime
) -> None:
    officer, leader = doing("officer", handled), doing("team leader", handled)
    officer.hears()
    officer.asks()
    add_entries(handled, a_report(now))

    said = refusal(lambda: leader("decide", grant=True, reason="Fine."))
    assert "a report that nobody answered" in said
    leader("decide", grant=False, reason="She rang again today.")
    assert officer.page().steps["kept_open"].words == "She rang again today."
    assert officer.page().stage == "open"


def test_report_after_the_letter_stops_the_closing(
    doing: Callable[..., Doing], handled: "Case", now: datetime
) -> None:
    officer, leader = doing("officer", handled), doing("team leader", handled)
    officer.hears()
    officer.asks()
    leader("decide", grant=True, reason="Fine.")
    officer("announce", whom="resident", channel="letter", own_words="")
    add_entries(handled, a_report(now))

    assert "a report that nobody answered" in refusal(lambda: officer("close"))
    officer("take_back", how="error", reason="She rang again.")
    assert officer.acts()[-1] == "asb.closure_withdrawn" and officer.page().stage == "open"


@pytest.mark.parametrize("step", ["decide", "announce", "close", "take_back"])
def test_no_step_is_taken_before_its_turn(
    step: str, doing: Callable[..., Doing], handled: "Case"
) -> None:
    told: dict[str, dict[str, Any]] = {
        "decide": {"grant": True, "reason": "Fine."},
        "announce": {"whom": "resident", "channel": "letter", "own_words": ""},
        "close": {},
        "take_back": {"how": "error", "reason": "Wrong."},
    }
    leader = doing("team leader", handled)

    assert refusal(lambda: leader(step, **told[step]))


def test_resident_who_objects_keeps_it_open_until_the_day_named(
    doing: Callable[..., Doing], handled: "Case", now: datetime, actor_of: Any
) -> None:
    officer = doing("officer", handled)
    assert "to come" in refusal(lambda: officer.hears("objects", again_on=now.date()))

    officer.hears("objects", text="It goes on at night.", again_on=date(2026, 4, 28))
    assert "The case stays open" in refusal(lambda: officer.asks(objection="Quiet since March."))

    later = Doing(actor_of("officer"), handled, now + timedelta(days=20))
    later.asks(objection="Quiet since March, by the recordings.", promises="Asked in writing.")
    assert later.page().stage == "asked"


def test_nobody_closes_because_nobody_answered_the_phone(
    doing: Callable[..., Doing], handled: "Case", now: datetime
) -> None:
    from putright.core.events.parts import Evidence

    officer = doing("officer", handled)
    log = (Evidence(kind="call log"),)
    for days in (9, 8, 7):
        rang = a_note(now - timedelta(days=days), does=("contact.attempted",), evidence=log)
        add_entries(handled, rang)
    assert "nobody answered the phone" in refusal(lambda: officer.hears("not reached"))

    officer("write_first", whom="resident", channel="letter", answer_by=date(2026, 4, 24))
    officer.hears("not reached", text="Rang three times and wrote.")
    assert officer.page().lines[9].state == "shown"
    officer.asks()
    assert len(officer.entries()[-2].refs) == 4


def text_of(case: "Case") -> str:
    from putright.casework.actions.files import blobs
    from putright.stores.record.models import File

    row = File.objects.get(case_id=case.id)
    with blobs().open(landlord=case.landlord_id, case=case.id, name=row.blob) as kept:
        return kept.read().decode()


def test_letter_says_only_what_is_shown_and_how_to_come_back(
    doing: Callable[..., Doing], handled: "Case", now: datetime
) -> None:
    from putright.core.events.entry import Entry

    claimed = Entry(id="", does=("asb.visited",), at=now - timedelta(days=50), by="landlord",
                    to=("resident",))  # fmt: skip
    add_entries(handled, claimed)
    letter = text_of(closed(doing, handled).case)

    assert "We agreed a plan with you: 16 February 2026." in letter
    assert "We visited you" not in letter
    assert REASONS in letter and "“Close it. I sleep again.”" in letter and "Thank you." in letter
    for right in ("ASB Case Review", "right to complain", "Housing Ombudsman", "a new case"):
        assert right in letter


def test_letter_tells_what_is_owed_to_her_and_nothing_of_the_other_side(
    doing: Callable[..., Doing], handled: "Case", now: datetime
) -> None:
    from putright.core.events.entry import Entry
    from putright.core.events.parts import Pledge

    def promised(to: str, what: str, act: str) -> Entry:
        pledge = Pledge(id=what[:9], what=what, due=now.date() + timedelta(days=30))
        return Entry(id="", does=(act,), at=now - timedelta(days=2), by="landlord", to=(to,),
                     channel="phone", evidence=NOTE, text="Quillfeather said so.",
                     promises=(pledge,))  # fmt: skip

    add_entries(
        handled,
        promised("resident", "to send her the key", "contact.made"),
        promised("other party", "to find Quillfeather a band", "asb.other_party_contacted"),
    )
    officer, leader = doing("officer", handled), doing("team leader", handled)
    officer.hears()
    officer.asks(promises="Both are booked for May.")
    leader("decide", grant=True, reason="Booked.")
    officer("announce", whom="resident", channel="letter", own_words="")

    letter = text_of(handled)
    assert "To send her the key." in letter and "Both are booked for May." in letter
    assert "Quillfeather" not in letter and "other party" not in letter


def test_letter_does_not_praise_what_was_left_out(
    doing: Callable[..., Doing], neglected: "Case"
) -> None:
    officer, leader = doing("officer", neglected), doing("team leader", neglected)
    officer.hears()
    why = {key: "She moved away." for key in ("risk", "plan", "told")}

    said = refusal(lambda: officer.asks("After a thorough investigation we close it.", **why))
    assert "“thorough”" in said
    officer.asks(**why)
    leader("decide", grant=True, reason="She has gone.")
    praise = {"whom": "resident", "channel": "letter", "own_words": "We were thorough."}
    assert "thorough" in refusal(lambda: officer("announce", **praise))


def test_letter_that_is_refused_leaves_no_file(
    doing: Callable[..., Doing], handled: "Case"
) -> None:
    from uuid import uuid4

    from putright.casework.refused import Changed, SentTwice
    from putright.stores.record.models import File

    officer, leader = doing("officer", handled), doing("team leader", handled)
    officer.hears()
    officer.asks()
    told = {"whom": "resident", "channel": "letter"}
    asking = told | {"answer_by": date(2026, 4, 24)}
    leader("decide", grant=True, reason="Fine.")
    with pytest.raises(Changed):
        officer("announce", seen=1, own_words="", **told)
    assert not File.objects.exists()

    form = uuid4()
    officer("write_first", form=form, **asking)
    with pytest.raises(SentTwice):
        officer("write_first", form=form, seen=1, **asking)
    assert File.objects.count() == 1


def test_letter_may_say_so_where_every_step_is_shown(
    doing: Callable[..., Doing], handled: "Case"
) -> None:
    officer = doing("officer", handled)
    officer.hears()
    officer.asks("After a thorough look at everything we close it.")

    assert officer.page().stage == "asked"


def test_letter_never_goes_by_a_way_that_is_not_safe(
    doing: Callable[..., Doing], make_case: Callable[..., "Case"], landlord: Any, now: datetime
) -> None:
    from factories.made import make_person

    from putright.core.events.person import Way

    ways = {"email": Way(says="not ok"), "visit": Way(says="not ok")}
    person = make_person(landlord, "Ada", ways=ways)
    case = make_case(entries=whole(now), person=person)
    officer, leader = doing("officer", case), doing("team leader", case)
    officer.hears()
    officer.asks()
    leader("decide", grant=True, reason="Fine.")

    for channel in ("email", "document"):
        sent = {"whom": "resident", "channel": channel, "own_words": ""}
        assert "asked us not to" in refusal(lambda sent=sent: officer("announce", **sent))
    officer("announce", whom="resident", channel="letter", own_words="")


def test_closing_undone_is_the_same_case_and_what_was_owed_stays_owed(
    doing: Callable[..., Doing], handled: "Case", now: datetime
) -> None:
    officer = closed(doing, handled)
    assert {"asb.closing_survey", "asb.follow_up"} <= {each.rule for each in owed(officer)}

    officer("take_back", how="review", reason="The review found that nobody asked her sister.")
    assert officer.acts()[-1] == "asb.case_reopened"
    assert officer.page().stage == "open"
    assert "asb.contact_rhythm" in {each.rule for each in owed(officer)}


def owed(officer: Doing) -> list[Any]:
    from putright.casework.queries.case_open import open_for

    return open_for(officer.actor, officer.case.id, now=officer.now).owed


def test_after_closing_they_are_asked_how_they_are_and_how_satisfied(
    doing: Callable[..., Doing], handled: "Case", now: datetime
) -> None:
    from putright.casework.actions.adding import When

    officer = doing("officer", handled)
    when = When(on=now.date(), at=now)
    told = {"whom": "resident", "channel": "phone", "text": "All quiet.", "when": when}
    assert "open" in refusal(lambda: officer("follow_up", unhappy=False, **told))
    assert "open" in refusal(lambda: officer("survey", **told))

    closed(doing, handled)
    officer("follow_up", unhappy=True, **told)
    officer("survey", **told)
    assert officer.acts()[-3:] == ["asb.followed_up", "contact.received", "asb.survey_sent"]
    assert officer.entries()[-2].dissatisfied
    assert {"asb.follow_up", "asb.closing_survey"}.isdisjoint(each.rule for each in owed(officer))


def test_complaint_that_is_kept_back_from_somebody_still_keeps_the_case_open(
    doing: Callable[..., Doing], handled: "Case", officer: Any, now: datetime
) -> None:
    from putright.core.events.entry import Entry

    about_me = Entry(
        id="", does=("complaint.raised",), at=now, by="resident", channel="phone",
        complaint="c1", about_staff=(f"staff-{officer.id}",), evidence=NOTE,
        text="Quillfeather never rang me back.",
    )  # fmt: skip
    worker = doing("officer", handled)
    worker.hears()
    add_entries(handled, about_me)

    line = next(each for each in worker.page().lines if each.key == "complaint")
    assert line.state == "gap" and line.proofs == line.missing == ()
    assert "Quillfeather" not in repr(worker.page().lines)
