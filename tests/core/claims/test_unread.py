"""What nothing surely bears out is amber; two ways of reading must agree on what is red."""

import tomllib
from datetime import date

import pytest
from core.claims.checked import ROOT, ground, lists

from putright.core.claims import check_text

CASE = "labelled/claims/larkspur-close.toml"
ON = date(2026, 5, 29)


@pytest.mark.parametrize("half", ["further_a", "further_c", "further_d"])
def test_sentences_that_are_true_are_mostly_left_alone_and_wrong_ones_held(half: str) -> None:
    told = tomllib.loads((ROOT / f"labelled/claims/{half}.toml").read_text(encoding="utf-8"))
    wrong = held = true = asked = 0
    for row in told["sentences"]:
        found = check_text(
            row["text"], ground(f"labelled/claims/{row['case']}.toml", row["written_on"]), lists()
        )
        wrong += row["is"] == "wrong"
        held += row["is"] == "wrong" and bool(found)
        true += row["is"] == "true"
        asked += row["is"] == "true" and bool(found)
    assert held / wrong > 0.75
    assert asked / true < 0.4


def test_day_of_an_entry_that_the_words_are_much_like_is_asked_about_and_not_refused() -> None:
    found = check_text(
        "Your diary I had on 3 November, and I answered it with my letter of 10 November.",
        ground("labelled/claims/bittern-close.toml", date(2025, 11, 12)), lists(),
    )  # fmt: skip
    assert [each.colour for each in found if each.kind == "date"] == ["amber"]


def test_what_puts_it_right_from_now_on_is_no_claim_of_the_past() -> None:
    told = "How we put this right: the officer rings you each week."
    assert check_text(told, ground(CASE, ON), lists()) == ()
