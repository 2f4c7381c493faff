"""Which names a text is found to say."""

import pytest

from putright.core.practice.naming import named_in

STAFF = ("The duty line", "Gareth Quill", "May Lund", "")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Gareth Quill did not ring.", "Gareth Quill"),
        ("It was Gareth’s call to make.", "Gareth"),
        ("Mr Quill's calls are shared out.", "Quill"),
        ("May Lund answers from now on.", "May Lund"),
        ("From May on somebody answers.", ""),
        ("The duty line is staffed. A quill is a pen.", ""),
    ],
)
def test_a_name_or_a_part_that_is_no_other_word_is_found(text: str, named: str) -> None:
    assert named_in(text, STAFF) == named
