"""Closing: what is shown, what is a gap, what may be excused, and what an audit would say of it."""

from datetime import date
from typing import Any

import pytest

from putright.core.duties.run import Run
from putright.core.events.entry import Entry
from putright.core.policy.packs import Pack
from putright.core.practice.closing import Checklist, checklist, says_too_much, tries_of
from tests.core.build import audit as audited
from tests.core.build import (
    codes,
    duties,
    engine,
    entry,
    minute,
    pack,
    person,
    rule,
    shipped,
    timeline,
)

NOW = "2026-06-01"
PEOPLE = [
    person("neighbour", "other party"), person("police", "agency"), person("council", "agency"),
]  # fmt: skip
REPORT = entry("report", "asb.reported", "2026-03-02", channel="phone")
CALL = entry("call", "contact.made", "2026-03-03", to="resident", channel="phone")
RISK = entry("risk", "asb.risk_assessed", "2026-03-04", level="medium")
PLAN = entry(
    "plan", "asb.plan_agreed", "2026-03-05", to="resident", contains="target dates",
    promises=[{"id": "lock", "what": "to fit a lock", "due": date(2026, 3, 20)},
              {"id": "diary", "what": "to keep a diary", "who": "resident"}],
)  # fmt: skip
DONE = entry("done", "asb.plan_action_done", "2026-03-18", keeps=["lock", "diary"])
VIEW = entry(
    "view", "asb.closure_consulted", "2026-05-20", to="resident", contains=["resident's view"],
    facts={"decision": "agrees"},
)  # fmt: skip
TOLD = entry("told", "asb.case_review_told", "2026-05-20", to="resident")
WHOLE = (REPORT, CALL, RISK, PLAN, DONE, VIEW, TOLD)
LETTER = entry(
    "letter", "asb.closure_announced", "2026-06-01 12:00", to="resident", channel="letter",
    evidence="letter", contains=["reasons", "case review"],
)  # fmt: skip
CLOSED = entry("closed", "asb.case_closed", "2026-06-01 12:00", channel="internal")


def ran(*entries: Entry, packs: tuple[Pack, ...] = (), now: str = NOW) -> tuple[Run, Any]:
    made = engine(*packs, shipped("good-practice"))
    return made.run(timeline(entries, PEOPLE), now=minute(now)), made


def checked(*entries: Entry, packs: tuple[Pack, ...] = (), now: str = NOW) -> Checklist:
    run, made = ran(*entries, packs=packs, now=now)
    return checklist(run, made, closing=(LETTER, CLOSED))


def gaps(*entries: Entry, **told: Any) -> list[str]:
    return [each.line.id for each in checked(*entries, **told).gaps]


def line(found: Checklist, key: str) -> Any:
    return next(each for each in found.lines if each.line.id == key)


def without(*keys: str) -> list[Entry]:
    return [each for each in WHOLE if each.id not in keys]


def test_case_whose_steps_are_all_shown_lacks_nothing_and_its_closing_breaks_no_bar() -> None:
    found = checked(*WHOLE)

    assert found.gaps == () and found.bars == ()
    assert [item.id for item in line(found, "risk").proofs] == ["risk"]
    assert [item.id for item in line(found, "plan-done").proofs] == ["done"]
    assert line(found, "move").state == line(found, "tools").state == "falls away"
    audit = audited([*WHOLE, LETTER, CLOSED], shipped("good-practice"), as_of=NOW)
    assert {"premature-closure", "no-closing-letter"}.isdisjoint(codes(audit))


@pytest.mark.parametrize(
    ("left_out", "gap"),
    [("call", ["answered"]), ("risk", ["risk"]), ("plan", ["plan"]), ("done", ["plan-done"]),
     ("view", ["view"]), ("told", ["told"])],
)  # fmt: skip
def test_each_step_left_out_is_a_gap_of_its_own(left_out: str, gap: list[str]) -> None:
    left = without(left_out, "done") if left_out == "plan" else without(left_out)
    if left_out == "call":
        left = [each for each in left if each.id != "view"] + [VIEW]

    assert gaps(*left) == gap


def test_what_nothing_shows_is_a_gap_still() -> None:
    claimed = entry("risk", "asb.risk_assessed", "2026-03-04", level="medium", evidence=[])

    assert gaps(*without("risk"), claimed) == ["risk"]


def test_new_incident_asks_for_an_answer_and_a_fresh_look_at_the_risk() -> None:
    again = entry("again", "asb.reported", "2026-05-28", channel="phone")
    found = checked(*WHOLE, again)

    assert [each.line.id for each in found.gaps] == ["answered", "risk"]
    assert [item.id for item in line(found, "answered").waiting] == ["again"]


def test_what_the_other_party_reports_is_no_matter_of_this_case() -> None:
    counter = entry("counter", "asb.reported", "2026-05-28", by="neighbour", against="resident")

    assert gaps(*WHOLE, counter) == []


def test_line_of_the_plan_is_settled_by_being_done_or_given_up_with_a_reason() -> None:
    half = entry("done", "asb.plan_action_done", "2026-03-18", keeps=["lock"])
    dropped = entry("review", "asb.plan_reviewed", "2026-04-01", to="resident", drops=["diary"])
    why = entry("review", "asb.plan_reviewed", "2026-04-01", to="resident", drops=["diary"],
                reason="She keeps one on her phone.")  # fmt: skip

    assert [each.id for each in line(checked(*without("done"), half), "plan-done").lines] == [
        "diary"
    ]
    assert gaps(*without("done"), half, dropped) == ["plan-done"]
    assert gaps(*without("done"), half, why) == []


def test_line_said_again_in_a_review_is_one_line_and_its_act_settles_it() -> None:
    review = entry(
        "review", "asb.plan_reviewed", "2026-04-01", to="resident",
        promises=[{"id": "lock-2", "what": "to fit the lock", "repeats": "lock",
                   "does": ["works.done"]}],
        keeps=["diary"],
    )  # fmt: skip
    fitted = entry("fitted", "works.done", "2026-04-08")
    claimed = entry("fitted", "works.done", "2026-04-08", evidence=[])

    open_lines = line(checked(*without("done"), review), "plan-done").lines
    assert [each.id for each in open_lines] == ["lock-2"]
    assert gaps(*without("done"), review, claimed) == ["plan-done"]
    assert gaps(*without("done"), review, fitted) == []


def test_promise_outside_the_plan_is_open_until_it_is_kept() -> None:
    said = entry(
        "said", "contact.made", "2026-05-05", to="resident",
        promises=[{"id": "bin", "what": "to move the bins", "due": date(2026, 5, 12)}],
    )  # fmt: skip
    kept = entry("kept", "note.made", "2026-05-11", keeps=["bin"])
    found = checked(*WHOLE, said)

    assert [duty.pledge.id for duty in line(found, "promises").owed] == ["bin"]
    assert gaps(*WHOLE, said) == ["promises"]
    assert [item.id for item in line(checked(*WHOLE, said, kept), "promises").proofs] == ["kept"]


def test_agency_that_was_asked_must_have_answered() -> None:
    asked = entry("asked", "agency.requested", "2026-05-05", to="police", channel="email",
                  evidence="email")  # fmt: skip
    answer = entry("answer", "agency.replied", "2026-05-08", by="police", answers=["asked"])

    assert gaps(*WHOLE, asked) == ["agencies"]
    assert gaps(*WHOLE, asked, answer) == []


def test_promises_of_a_request_to_the_wrong_team_are_those_of_the_later_one() -> None:
    chase = rule("agency.chased", """
when = { act = "agency.requested" }
within = "5 working days"
by = { act = ["agency.chased", "agency.replied"], same = ["agency"] }
then = { finding = "not-chased" }
""")  # fmt: skip
    asked = entry("asked", "agency.requested", "2026-05-05", to="police")
    back = entry("back", "agency.wrong_team", "2026-05-06", by="police", answers=["asked"])
    onward = entry("onward", "agency.requested", "2026-05-07", to="council", answers=["back"])
    answer = entry("answer", "agency.replied", "2026-05-08", by="council", answers=["onward"])
    packs = (pack(chase),)

    assert gaps(*WHOLE, asked, back, packs=packs) == ["agencies"]
    found = checked(*WHOLE, asked, back, onward, packs=packs)
    assert [item.id for item in line(found, "agencies").waiting] == ["onward"]
    assert gaps(*WHOLE, asked, back, onward, answer, packs=packs) == []


def test_review_of_a_move_that_nobody_made_is_a_gap_and_an_open_promise() -> None:
    review = rule("move.review", """
when = { act = "move.review_asked" }
within = "10 working days"
by = { act = "move.reviewed" }
then = { finding = "unanswered-contact" }
""")  # fmt: skip
    move = (
        entry("m", "move.requested", "2026-05-01"),
        entry("d", "move.decided", "2026-05-10 11:00"),
        entry("again", "move.review_asked", "2026-05-10"),
    )
    looked = entry("looked", "move.reviewed", "2026-05-15")
    found = checked(*WHOLE, *move, packs=(pack(review),))

    assert [each.line.id for each in found.gaps] == ["promises", "move"]
    assert [item.id for item in line(found, "move").waiting] == ["again"]
    assert [duty.id for duty in line(found, "promises").owed] == ["move.review"]
    assert gaps(*WHOLE, *move, looked, packs=(pack(review),)) == []


def test_rhythm_is_open_only_where_it_is_late() -> None:
    weekly = rule("agency.rhythm", """
when = { act = "asb.reported" }
every = "4 weeks"
while = { case = "open" }
by = { act = "contact.made", to = "resident" }
then = { finding = "contact-gap" }
""")  # fmt: skip
    update = entry("update", "contact.made", "2026-05-20", to="resident")

    assert gaps(*WHOLE, packs=(pack(weekly),)) == ["agencies"]
    assert gaps(*WHOLE, update, packs=(pack(weekly),)) == []


def test_complaint_move_and_safety_works_must_be_settled() -> None:
    complaint = entry("c", "complaint.raised", "2026-05-01", complaint="c1")
    move = entry("m", "move.requested", "2026-05-01")
    works = entry("w", "works.raised", "2026-05-01", safety=True)
    ends = (
        entry("c2", "complaint.responded", "2026-05-10", complaint="c1", stage=1),
        entry("m2", "move.decided", "2026-05-10"),
        entry("w2", "works.done", "2026-05-10", safety=True, answers=["w"]),
    )
    found = checked(*WHOLE, complaint, move, works)

    assert [each.line.id for each in found.gaps] == ["works", "complaint", "move"]
    assert line(found, "complaint").matter == "complaint"
    assert gaps(*WHOLE, complaint, move, works, *ends) == []


def test_tools_are_asked_for_where_somebody_is_complained_of() -> None:
    named = entry("report", "asb.reported", "2026-03-02", against="neighbour")
    weighed = entry("tools", "asb.tools_considered", "2026-03-06")

    assert gaps(named, *WHOLE[1:]) == ["tools"]
    assert gaps(named, *WHOLE[1:], weighed) == []


def objection(when: str = "2026-05-22", decision: str = "objects") -> Entry:
    return entry(f"view-{decision}", "asb.closure_consulted", when, to="resident",
                 contains=["resident's view"], facts={"decision": decision})  # fmt: skip


def test_resident_who_objects_is_a_gap_until_she_is_asked_again() -> None:
    assert gaps(*WHOLE, objection()) == ["objection"]
    assert gaps(*WHOLE, objection(), objection("2026-05-29", "agrees")) == []
    assert line(checked(*WHOLE, objection()), "objection").is_excusable


def attempt(key: str, when: str, channel: str = "phone", **told: Any) -> Entry:
    return entry(key, "contact.attempted", when, to="resident", channel=channel,
                 evidence=told.pop("evidence", "call log"), **told)  # fmt: skip


NOT_REACHED = entry("view", "asb.closure_consulted", "2026-05-20", to="resident",
                    facts={"decision": "not reached"})  # fmt: skip
RANG = (attempt("rang", "2026-05-05"), attempt("again", "2026-05-08"))
WROTE = entry("wrote", "contact.made", "2026-05-12", to="resident", channel="letter",
              evidence="letter")  # fmt: skip


@pytest.mark.parametrize(
    ("tries", "gap"),
    [
        ((*RANG, WROTE), []),
        (RANG, ["view"]),
        ((*RANG, attempt("third", "2026-05-12")), ["view"]),
        ((*RANG, attempt("text", "2026-05-12", "text", evidence=[])), ["view"]),
        ((*RANG, WROTE, entry("rings", "contact.received", "2026-05-15", channel="phone")),
         ["view"]),
    ],
    ids=["enough", "too few", "only by phone", "nothing shows one", "she was heard since"],
)  # fmt: skip
def test_resident_could_not_be_reached_only_after_tries_that_are_shown(
    tries: tuple[Entry, ...], gap: list[str]
) -> None:
    assert gaps(*without("view"), *tries, NOT_REACHED) == gap


def test_tries_alone_say_nothing_of_closing() -> None:
    run, made = ran(*without("view"), *RANG, WROTE)
    lines = {each.id: each for each in made.stack.practice("closing_line")}

    assert [item.id for item in tries_of(lines["view"], run, made)] == ["rang", "again", "wrote"]
    assert tries_of(lines["risk"], run, made) == ()
    assert gaps(*without("view"), *RANG, WROTE) == ["view"]


def test_gap_is_settled_by_a_reason_only_where_it_may_be_excused() -> None:
    found = checked(*without("told", "view"))

    assert [each.line.id for each in found.unsettled({})] == ["view", "told"]
    assert [each.line.id for each in found.unsettled({"view": "Busy", "told": "  "})] == [
        "view", "told",
    ]  # fmt: skip
    assert [each.line.id for each in found.unsettled({"told": "Told by the council."})] == ["view"]


def test_what_a_policy_bars_nobody_excuses() -> None:
    found = checked(*without("plan", "done"))

    assert line(found, "plan").barred and not line(found, "plan").is_excusable
    assert found.bars == ()


def test_bar_of_which_no_line_speaks_stands_by_itself() -> None:
    own = rule("asb.closing_visit", """
when = { act = "asb.case_closed" }
unless = { first = { act = "asb.visited", name = "a visit" } }
then = { finding = "premature-closure" }
""", verb="bar")  # fmt: skip
    never = rule("asb.closing_never", """
when = { act = "asb.case_closed" }
then = { finding = "premature-closure" }
""", verb="bar")  # fmt: skip
    found = checked(*WHOLE, packs=(pack(own, never),))

    assert len(checked(*without("told"), packs=(pack(own, never),)).bars) == len(found.bars)
    assert found.gaps == ()
    assert [(bar.id, bar.missing) for bar in found.bars] == [
        ("asb.closing_visit", ("a visit",)), ("asb.closing_never", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("After a Thorough investigation", "Thorough"),
        ("We fully investigated it.", "fully investigat"),
        ("We looked at the risk.", ""),
    ],
)
def test_large_words_are_found(text: str, word: str) -> None:
    assert says_too_much(text).startswith(word) and bool(says_too_much(text)) is bool(word)


def test_closing_undone_keeps_the_old_clocks_and_the_miss() -> None:
    """Semantics 14: the same case; a new report is none of it."""
    owed = rule("asb.action_plan", """
when = { act = "asb.reported" }
for_each = "once"
within = "10 working days"
by = { act = "asb.plan_agreed" }
then = { finding = "no-action-plan" }
""")  # fmt: skip
    closing = entry("closing", "asb.case_closed", "2026-03-20")
    undone = entry("undone", "asb.case_reopened", "2026-04-01")

    (before,) = duties([REPORT], pack(owed), now="2026-04-02")
    (after,) = duties([REPORT, closing, undone], pack(owed), now="2026-04-02")
    assert (after.root.id, after.due) == (before.root.id, before.due)
    assert after.state_at(minute("2026-04-02")) == "overdue"
