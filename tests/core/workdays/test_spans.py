"""Reading and writing spans of time."""

import msgspec
import pytest

from putright.core.workdays import Span, SpanFault, parse_span

READ = {
    "10 working days": Span(10, "working days"),
    "1 working day": Span(1, "working days"),
    "24 hours": Span(24, "hours"),
    "8 calendar days": Span(8, "days"),
    "4 weeks": Span(4, "weeks"),
    "1 month": Span(1, "months"),
    "less than 1 month": Span(1, "months", less=True),
    "3 years": Span(3, "years"),
    "same day": Span(0, "same day"),
    "28 calendar days beginning with the day": Span(28, "days", inclusive=True),
    "less than 2 weeks beginning with the day": Span(2, "weeks", less=True, inclusive=True),
}


@pytest.mark.parametrize("text", READ)
def test_a_clear_span_is_read_and_written_back(text: str) -> None:
    assert parse_span(text) == READ[text]
    assert str(READ[text]) == text


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("10 days", 'write "10 working days" or "10 calendar days"'),
        ("1 day", 'write "1 working days" or "1 calendar days"'),
        ("24 h", 'write the unit in full, as in "24 hours"'),
        ("48hrs", 'as in "48 hours"'),
        ("5 wd", 'as in "5 working days"'),
        ("5 business days", 'as in "5 working days"'),
        ("4 wks", 'as in "4 weeks"'),
        ("3 mths", 'as in "3 months"'),
        ("2 yrs", 'as in "2 years"'),
        ("-3 weeks", "it cannot be negative"),
        ("one month", "write the number in figures"),
        ("", "write the number in figures"),
        ("0 hours", 'write 1 or more, or "same day"'),
        ("24 hours beginning with the day", "hours run from the minute"),
    ],
)
def test_a_span_in_doubt_is_refused_with_how_to_write_it(text: str, mend: str) -> None:
    with pytest.raises(SpanFault, match=mend):
        parse_span(text)


def test_a_unit_nobody_knows_is_refused_with_the_list() -> None:
    with pytest.raises(SpanFault, match='"fortnights" is not a unit; write one of: working days'):
        Span(1, "fortnights")


@pytest.mark.parametrize("extra", [{"number": 1}, {"less": True}, {"inclusive": True}])
def test_same_day_with_anything_more_is_refused(extra: dict[str, object]) -> None:
    with pytest.raises(SpanFault, match='write only "same day"'):
        Span(**({"number": 0, "unit": "same day"} | extra))


def test_a_span_read_from_stored_data_is_checked_too() -> None:
    with pytest.raises(msgspec.ValidationError, match="no time to act in"):
        msgspec.json.decode(b'{"number": 0, "unit": "weeks"}', type=Span)


@pytest.mark.parametrize("text", READ)
def test_only_a_plain_length_can_be_counted_back(text: str) -> None:
    is_plain = not any(word in text for word in ("less", "beginning", "same"))

    assert parse_span(text).can_count_back == is_plain
