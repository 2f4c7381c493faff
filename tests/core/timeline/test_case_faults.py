"""A case file with a fault names line, field and mend for every one."""

import pytest

from putright.core.events.faults import FileFault
from putright.core.timeline.casefile import CaseFile, read_case
from tests.core.build import day, words

CASE = '[case]\nid = "c"\ntitle = "A case"\nlandlord = "l"\n'
PERSON = '[[person]]\nid = "ann"\nside = "resident"\n'


def case(*tables: str) -> CaseFile:
    return read_case("case.toml", CASE + PERSON + "\n".join(tables), words=words())


def entry(
    body: str, key: str = "e1", does: str = "note.made", when: str = "on = 2026-03-02"
) -> str:
    return f'[[entry]]\nid = "{key}"\ndoes = "{does}"\n{when}\n{body}\n'


def faults_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(FileFault) as caught:
        case(text)
    return [(fault.field, fault.what) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("body", "field", "says"),
    [
        ("at = 2026-03-02T10:00:00", "at", "stands beside on"),
        ("recorded_on = 2026-03-01", "recorded_on", "is before it happened"),
        ("recorded_on = 1999-03-01", "recorded_on", "1999-03-01 cannot be counted from"),
        ('answers = "e9"', "answers", "names 'e9', which is no entry"),
        ('keeps = "p9"', "keeps", "names 'p9', which is no promise, want or order"),
        ('to = "nobody"', "to", "'nobody' is nobody in the case"),
        ('kinds = "thret"', "kinds", "'thret' is not a word it knows"),
        ('channel = "pigeon"', "channel", "'pigeon' is not a word it knows"),
        ('by = "ann"', "by", "says that the resident did 'note.made', an act of the landlord"),
        ('every = "often"', "every", "says 'often'"),
        ('level = "high"', "level", "stands on an act that sets none"),
        (
            'promises = [{ id = "p1", what = "x", repeats = "p9" }]',
            "repeats", "names 'p9', which is no promise, want or order",
        ),
        (
            'promises = [{ id = "p1", what = "x", does = ["asb.flown"] }]',
            "does", "names 'asb.flown', which is no act",
        ),
        (
            'promises = [{ id = "p1", what = "x", within = "soon" }]',
            "within", "says 'soon'",
        ),
        (
            'counts = [{ start = "e1", end = "e9", days = 3 }]',
            "counts", "names 'e9', which is no entry",
        ),
    ],
)  # fmt: skip
def test_a_fault_of_an_entry_names_its_key(body: str, field: str, says: str) -> None:
    assert (f"entry e1 {field}", says) in faults_of(entry(body))


@pytest.mark.parametrize(
    ("when", "field", "says"),
    [
        ("", "on", "is missing"),
        ("between = [2026-03-05, 2026-03-02]", "between", "ends before it begins"),
        ("at = 2026-03-29T01:30:00", "at", "is no moment"),
    ],
)
def test_a_fault_of_the_day(when: str, field: str, says: str) -> None:
    assert (f"entry e1 {field}", says) in faults_of(entry("", when=when))


def test_an_entry_that_does_nothing() -> None:
    text = '[[entry]]\nid = "e1"\ndoes = []\non = 2026-03-02\n'

    assert faults_of(text) == [("entry e1 does", "is empty")]


def test_two_entries_of_one_id() -> None:
    assert ("entry e1 id", "stands twice") in faults_of(entry("") + entry(""))


def test_headings_and_points_are_held_against_those_that_stand() -> None:
    text = (
        '[[heading]]\nid = "asb"\ntitle = "T"\nareas = "asb"\n'
        + entry('points = [{ id = "p", what = "w" }]', does="complaint.raised")
        + entry(
            'decides = [{ point = "q" }]\noffers = [{ head = "abs", amount = 5 }]',
            key="e2",
            does="complaint.responded",
        )
    )

    found = faults_of(text)

    assert ("entry e2 point", "names 'q', which is no point raised") in found
    assert ("entry e2 head", "names 'abs', which is no heading of the case") in found


def test_a_word_like_none_is_offered_the_whole_list() -> None:
    with pytest.raises(FileFault) as caught:
        case(entry('level = "xqz"'))

    assert "Use one of: high, low, medium." in str(caught.value)


def test_an_unknown_table_key_or_missing_header_is_named() -> None:
    with pytest.raises(FileFault, match="is no table of a case file"):
        case("[[entrie]]\nid = 1")
    with pytest.raises(FileFault, match=r"entry e1 colour: is not a key that can stand here"):
        case(entry('colour = "red"'))
    with pytest.raises(FileFault, match="case: is missing"):
        read_case("c", "", words=words())
    with pytest.raises(FileFault, match="is not TOML"):
        read_case("c", "[case", words=words())


def test_the_audit_day_is_the_one_named_else_that_of_the_last_entry() -> None:
    both = entry("") + entry("", key="e2", when="on = 2026-05-05")

    assert case(both).audit_day == day("2026-05-05")
    named = read_case("c", CASE + "as_of = 2026-04-04\n" + both, words=words())
    assert named.audit_day == day("2026-04-04")


def test_a_lone_word_stands_for_a_list_and_a_kind_of_evidence_for_itself() -> None:
    found = case(entry('to = "ann"\nevidence = ["note", { kind = "email" }]\nfacts = {}'))

    (only,) = found.entries
    assert only.to == ("ann",)
    assert [each.kind for each in only.evidence] == ["note", "email"]
