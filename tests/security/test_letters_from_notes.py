"""No path puts a note of ours into a letter by itself (security R9): only steps and their days."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from casework.writing import begun_by_hand, row_of
from factories import made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.casework.queries import outgoing as read
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.stores.record.cases import NewParty

pytestmark = pytest.mark.django_db
WORD = "Quillfeather"
LOG = (Evidence(kind="call log"), Evidence(kind="note"))
ACTS = [
    ("note.made",), ("contact.made",), ("asb.visited",), ("asb.risk_assessed",),
    ("asb.other_party_heard",), ("agency.replied",), ("asb.witness_contacted",),
    ("asb.interviewed",), ("contact.attempted",), ("letter.sent",),
]  # fmt: skip
WRITTEN = st.builds(
    dict,
    does=st.sampled_from(ACTS),
    by=st.sampled_from(["landlord", "resident", "neighbour", "police"]),
    to=st.sampled_from([(), ("resident",), ("neighbour",), ("police",), ("husband",)]),
    channel=st.sampled_from(["internal", "phone", "letter"]),
)


def entry_of(told: dict[str, Any], at: datetime) -> Entry:
    """An entry with the word wherever somebody writes words of their own."""
    words = f"{WORD} said so."
    return Entry(
        id="", at=at, text=words, reason=words, asks=(words,), contains=(), evidence=LOG, **told
    )


@given(written=st.lists(WRITTEN, min_size=1, max_size=6))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_letter_begun_with_all_there_is_to_choose_says_no_word_of_a_note(
    written: list[dict[str, Any]], landlord: Any, make_case: Any, actor_of: Any, now: datetime
) -> None:
    start = now - timedelta(days=9)
    entries = [entry_of(told, start + timedelta(hours=n)) for n, told in enumerate(written)]
    case = make_case(
        entries=[made.a_report(start - timedelta(hours=1)), *entries],
        parties=[
            NewParty(key="neighbour", side="other party"), NewParty(key="police", side="agency"),
            NewParty(key="husband", side="resident"),
        ],
    )  # fmt: skip
    actor = actor_of("officer")

    for whom in ("resident", "husband", "police"):
        before = read.beginning(actor, case.id, now=now, whom=whom)
        letter = begun_by_hand(
            actor, case, now, whom=whom,
            **{name: tuple(key for key, _word in getattr(before, name))
               for name in ("entries", "promises", "settles")},
        )  # fmt: skip
        page = read.letter(actor, case.id, letter, now=now)

        assert WORD not in row_of(case, letter).body
        assert WORD not in page.html
