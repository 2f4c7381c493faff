"""What comes after a determination: recommendations, the Ombudsman's word, reviews, findings."""

from datetime import date
from typing import Any

from putright.core.practice.ombudsman_replies import (
    Finding,
    findings_of,
    gravest,
    recommended,
    replies,
    reviews,
)
from tests.core.build import entry, timeline

TOLD = (
    "Maladministration: the reports\nService failure: the complaint\nNo maladministration: rent\n"
)
REPORT = entry(
    "report", "ombudsman.determined", "2026-03-02", text=TOLD, facts={"recommended": 2},
    reason="Of interest.\nRecommended: look at the policy\nspeak with the police",
    orders=[{"id": "sorry", "what": "a written apology"}],
)  # fmt: skip


def line(*entries: Any) -> Any:
    return timeline(entries)


def test_findings_are_the_lines_that_begin_with_a_level_against_us() -> None:
    (item,) = line(REPORT).items

    found = findings_of(item)
    assert found == (Finding("maladministration", "the reports"),
                     Finding("service failure", "the complaint"))  # fmt: skip
    assert gravest(found) == "maladministration" and gravest(()) == ""


def test_each_recommendation_has_its_newest_answer() -> None:
    said = [
        entry(f"a{day}", "recommendation.considered", f"2026-03-0{day}", form="recommendations",
              given=[{"question": "report.1", "answer": answer, "says": "why"}])
        for day, answer in ((3, "no"), (4, "yes"))
    ]  # fmt: skip
    first, second = recommended(line(REPORT, *said))

    assert (first.what, second.what) == ("look at the policy", "speak with the police")
    assert first.answer is not None and first.answer.answer == "yes"
    assert first.answered is not None and first.answered.id == "a4" and second.answer is None


def test_the_ombudsman_s_word_is_of_the_orders_that_it_names() -> None:
    more = entry(
        "more", "ombudsman.asked", "2026-04-14", by="ombudsman",
        facts={"step": "more proof", "orders": "sorry pay"},
        wants=[{"id": "w", "what": "the letter", "due": date(2026, 4, 28)}],
    )  # fmt: skip
    good = entry("good", "ombudsman.satisfied", "2026-04-20", by="ombudsman",
                 facts={"orders": "sorry"})  # fmt: skip
    wrong = entry("wrong", "ombudsman.satisfied", "2026-04-21", by="ombudsman",
                  facts={"orders": "pay"})  # fmt: skip
    struck = entry("put-right", "note.made", "2026-04-22", corrects="wrong", evidence=["email"])

    asked, agreed = replies(line(REPORT, more, good, wrong, struck), "sorry")
    (only,) = replies(line(REPORT, more, good), "pay")

    assert not asked.is_satisfied and asked.by == date(2026, 4, 28)
    assert agreed.is_satisfied and agreed.by is None and not only.is_satisfied


def test_whoever_asked_for_a_review_is_told_in_order() -> None:
    ours = entry("ours", "ombudsman.review_asked", "2026-03-10")
    theirs = entry("theirs", "ombudsman.review_asked", "2026-03-05", by="resident")

    assert [one.id for one in reviews(line(REPORT, ours, theirs))] == ["theirs", "ours"]
