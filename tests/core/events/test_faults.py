"""Where a fault stands in a file that a person wrote."""

from putright.core.events.faults import Fault, Lines, explain

TEXT = """[case]
id = "c"
[[entry]]
id = "one"
[[entry]]
id = "two"
does = { on = 1, at = 2 }
[entry.more]
by = "x"
[[person]]
by = "y"
"""


def test_the_line_of_a_table_and_of_a_key_in_it() -> None:
    lines = Lines(TEXT)

    assert lines.table("entry", 1) == 5
    assert lines.table("absent") == 0
    assert lines.key("entry", 1, "id") == 6
    assert lines.key("entry", 1, "at") == 7
    assert lines.key("entry", 1, "by") == 9
    assert lines.key("entry", 0, "by") == 3
    assert lines.key("person", 0, "side") == 10


def test_a_fault_reads_as_one_line_with_its_line_where_it_has_one() -> None:
    assert str(Fault(3, "by", "is missing", "Say who.")) == "line 3: by: is missing. Say who."
    assert str(Fault(0, "by", "is missing", "Say who.")) == "by: is missing. Say who."


def test_a_validation_message_in_plain_words() -> None:
    unknown = "Object contains unknown field `colour` - at `$.when`"
    missing = "Object missing required field `id`"

    assert explain(unknown) == ("is not a key that can stand here", "when.colour")
    assert explain(missing) == ("is missing", "id")
    assert explain("Expected `str`, got `int`") == ("expected `str`, got `int`", "value")
