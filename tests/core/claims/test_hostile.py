"""Places lie in the text, evidence never makes an act red, and no text is slow or a fault."""

import sys
import time
from datetime import date

import pytest
from core.build import entry, words
from core.claims.checked import lists, marks
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.core.claims import Ground, check_text
from putright.core.timeline.timeline import build_timeline

CASE, ON = "labelled/claims/fell-street.toml", date(2025, 11, 20)
PARTS = (
    "We rang you", "on 3 May 2025", "and", "three times", "visited you", "“we called”", "\n- ",
    "? ", ". ", "You told us that", "our officer", "did not", "Tuesday 6 May", "£200", "ﬁ½",
    "a risk assessment was done", "within two days of your report", "sorry if", "every week",
    "until", "your email of", "half a dozen calls", "١٢", "the 9th", "\u202eabc", "We then:",
    "Mr. ", "since", "12/5/25",
)  # fmt: skip
STEEPEST, LEAST = 50, 0.05
"""Ten times the text takes ten times as long, or somewhat more; a square would be a hundred."""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), max_size=25))
def test_places_lie_in_the_text_and_quote_it(parts: list[str]) -> None:
    text = " ".join(parts)
    for each in marks(CASE, ON, text):
        assert 0 <= each.start <= each.end <= len(text)
        assert text[each.start : each.end] == each.quote


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["We visited you.", "We rang you.", "We assessed the risk.", "We warned him."]),
    st.lists(
        st.sampled_from(["asb.visited", "contact.made", "asb.risk_assessed", "asb.warning_given"]),
        min_size=1, max_size=4,
    ),
)  # fmt: skip
def test_more_evidence_never_makes_an_act_red(text: str, acts: list[str]) -> None:
    more = [entry(f"e{at}", act, f"2025-05-{at + 1:02}", to="resident", channel="phone")
            for at, act in enumerate(acts)]  # fmt: skip
    reds = []
    for entries in (more[:-1], more):
        timeline = build_timeline(entries, people=[], words=words())
        ground = Ground(timeline=timeline, on=ON, steps=words().steps)
        found = check_text(text, ground, lists())
        reds.append(sum(each.colour == "red" for each in found))
    assert reds[1] <= reds[0]


@pytest.mark.parametrize(
    "piece",
    ["“", '"', "on 3 and ", "We rang you and ", "1, ", "the the ", "\n", "not until ", "May ",
     "£9,", "you told us that we said that ", "to the ", "3/3/", "١", "a-"],
)  # fmt: skip
def test_no_text_of_a_hundred_thousand_signs_is_slow(piece: str) -> None:
    short, long = (_taken((piece * (size // len(piece) + 1))[:size]) for size in (10_000, 100_000))

    assert long < STEEPEST * max(short, LEAST)


def _taken(text: str) -> float:
    """Seconds of this process's own work, whatever else the machine does, and not of the counting
    of lines, which takes far longer than what is measured."""
    counting = sys.gettrace()
    sys.settrace(None)
    try:
        began = time.process_time()
        marks(CASE, ON, text)
        return time.process_time() - began
    finally:
        sys.settrace(counting)
