"""Kinds of orders, headings and grades: suggested by the words of the packs, never more."""

import pytest

from putright.core.practice.order_kinds import grade_of, kind_of, suggested_head, suggested_kind
from tests.core.build import shipped

ROWS = shipped("good-practice").practice


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to the resident to apologise for its failings", "apology"),
        ("a written apology", "apology"),
        ("Pay the resident £500 directly", "payment"),
        ("review training needs on the policy", "training-review"),
        ("an update on proposed action, or why none", "update"),
        ("consider what more support there is", "support"),
        ("complaint handling courses for front-line staff", "courses"),
        ("Review its record keeping policy and tell its board", "policy-review"),
        ("Inspect the resident\u2019s front door", "inspection"),
        ("dance", ""),
    ],
)  # fmt: skip
def test_the_kind_whose_words_stand_first_is_suggested(text: str, kind: str) -> None:
    assert suggested_kind(text, ROWS["order_kind"]) == kind


def test_what_a_person_chose_stands_before_what_the_words_say() -> None:
    chosen = kind_of("update", "a written apology", ROWS["order_kind"])
    suggested = kind_of("", "a written apology", ROWS["order_kind"])

    assert chosen is not None and chosen.id == "update"
    assert suggested is not None and suggested.apology
    assert kind_of("", "dance", ROWS["order_kind"]) is None


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("its handling of the reports of ASB", "asb"),
        ("its complaint handling", "complaint"),
        ("distress and inconvenience", ""),
        ("its handling of the complaint about noise", ""),
    ],
)
def test_a_heading_is_suggested_where_the_words_mean_one_alone(text: str, head: str) -> None:
    assert suggested_head(text, ROWS["head_words"], ("asb", "complaint")) == head


def test_a_heading_that_the_case_has_not_is_not_suggested() -> None:
    assert suggested_head("complaint handling", ROWS["head_words"], ("asb",)) == ""


@pytest.mark.parametrize(
    ("post", "grade"),
    [("Chief Executive", 5), ("Director of Homes", 4), ("Interim Assistant Director", 3),
     ("team leader", 2), ("Housing Officer", 1), ("Lantern keeper", 0)],
)  # fmt: skip
def test_a_post_has_the_grade_of_its_longest_words(post: str, grade: int) -> None:
    assert grade_of(post, ROWS["staff_post"]) == grade
