"""What letters to the resident make of sentences about them, of points and of sums."""

from decimal import Decimal
from typing import Any

import pytest

from putright.casework.redress import OfferLine
from putright.casework.said_to_you import for_what, quoted, to_you, why_of


def line(**told: Any) -> OfferLine:
    named: dict[str, Any] = {
        "head": "c1/p1", "title": "Nobody rang back.", "amount": Decimal(100), "how": "adds",
        "reason": "for the calls", "after": Decimal(100), "place": "within",
    }  # fmt: skip
    return OfferLine(**(named | told))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tell the resident that their contact is Lin", "tell you that your contact is Lin"),
        ("Nothing ends before the resident is told.", "Nothing ends before you are told."),
        ("It covers the resident's area.", "It covers your area."),
        ("Ring the police on their line.", "Ring the police on their line."),
    ],
)  # fmt: skip
def test_a_sentence_about_the_resident_is_said_to_them(text: str, said: str) -> None:
    assert to_you(text) == said


def test_a_point_is_quoted_and_a_sum_for_it_reads_as_a_sentence() -> None:
    assert quoted("Nobody came.") == "“Nobody came”"
    assert (for_what(line()), why_of(line())) == ("“Nobody rang back”", "For the calls.")
    plain = line(head="asb", title="Antisocial behaviour", reason="")
    assert (for_what(plain), why_of(plain)) == ("antisocial behaviour", "")
    own = line(head="c1/own-handling", title="How we dealt with your complaint")
    assert for_what(own) == "how we dealt with your complaint"
