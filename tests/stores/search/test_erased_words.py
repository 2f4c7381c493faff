"""Words that were erased are found no more, wherever in an entry they stood."""

from uuid import UUID

import pytest
from factories.made import NOW, a_note, a_report, add_entries

from putright.casework import desk
from putright.core.events.parts import Pledge
from putright.stores.record.ledger.translate import row_of_entry
from putright.stores.record.models import Case, Erasure, Wording
from putright.stores.worklist.models import Findable

pytestmark = pytest.mark.django_db


def test_words_within_a_promise_are_kept_apart_from_the_chain() -> None:
    pledge = Pledge(id="p1", what="Ring her sister")

    row = row_of_entry(a_note(NOW, promises=(pledge,), asks=("Who told?",)))

    assert row.words["promises.0.what"] == "Ring her sister"
    assert row.words["asks"] == ["Who told?"]
    assert "sister" not in str(row.data) and "told?" not in str(row.data)


def test_only_entries_that_were_added_are_indexed(make_case) -> None:
    case = make_case(entries=[a_report(NOW, text="A drum.")])
    before = rows_of(case)

    add_entries(case, a_note(NOW, text="A trumpet."))

    assert rows_of(case)[1:-1] == before[1:]
    assert rows_of(case)[-1][1:] == ("entry", 2, "a trumpet")


def test_erased_words_leave_the_index_when_the_case_is_looked_at_again(make_case) -> None:
    case = make_case(entries=[a_report(NOW, text="A drum.")])
    add_entries(case, a_note(NOW, text="A trumpet."))

    erase(case.landlord_id, case.id, 1)
    desk.reassess(case, now=NOW)

    assert [row[2:] for row in rows_of(case) if row[1] == "entry"] == [(2, "a trumpet")]


def rows_of(case: Case) -> list[tuple[int, str, int, str]]:
    found = Findable.objects.filter(landlord_id=case.landlord_id, of=case.id)
    return list(found.order_by("kind", "number").values_list("id", "kind", "number", "words"))


def erase(landlord: UUID, stream: UUID, number: int) -> None:
    Erasure.objects.create(
        landlord_id=landlord, stream_id=stream, number=number, erased_at=NOW, rule="r", why="w"
    )
    Wording.objects.filter(landlord_id=landlord, stream_id=stream, number=number).delete()
