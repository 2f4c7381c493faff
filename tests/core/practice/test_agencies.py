"""Which desk covers a home, in whatever words its areas were typed."""

import pytest

from putright.core.practice.agencies import covers, district, named_in, serves


@pytest.mark.parametrize("postcode", ["ZZ1 1AD", "zz11ad", "ZZ1", " zz1 "])
def test_district_is_the_first_half_of_a_postcode(postcode: str) -> None:
    assert district(postcode) == "zz1"


@pytest.mark.parametrize(
    ("served", "districts", "is_covered"),
    [
        (["Weir  End"], [], True),
        (["castle rise"], [], False),
        ([], ["zz2"], True),
        (["castle rise"], ["ZZ2 1EA"], True),
        ([], ["ZZ1"], False),
        ([], [], False),
    ],
)
def test_desk_covers_a_home_by_area_or_by_postcode(
    served: list[str], districts: list[str], is_covered: bool
) -> None:
    assert covers(served, districts, area="weir end", postcode="ZZ2 1EA") is is_covered


def test_home_of_which_nothing_is_known_is_covered_by_nobody() -> None:
    assert not covers(["", "weir end"], ["", "ZZ2"], area="", postcode="")


def test_desk_that_covers_the_home_serves_it_in_the_words_of_the_home() -> None:
    assert serves(["WEIR END", "Mere"], [], area="weir end", postcode="") == ("Mere", "weir end")
    assert serves([], ["zz2"], area="weir end", postcode="ZZ2 1EA") == ("zz2", "weir end")


def test_desk_that_does_not_cover_the_home_never_serves_it() -> None:
    assert serves(["mere"], ["zz1"], area="weir end", postcode="ZZ2 1EA") == ("mere", "zz1")
    assert serves([], [], area="weir end", postcode="ZZ2 1EA") == ()
    assert serves(["mere"], [], area="", postcode="") == ("mere",)


def test_name_is_found_by_either_half_whatever_its_capitals() -> None:
    people = ["Mrs Theresa Gallowhill", "Jo Ng", "Amina O’Dell-Pike"]

    assert named_in("We spoke with theresa.", people) == ("Mrs Theresa Gallowhill",)
    assert named_in("It is Theresa's and THERESA’S.", people) == ("Mrs Theresa Gallowhill",)
    assert named_in("Told by O’Dell-Pike, Mrs", people) == ("Amina O’Dell-Pike",)
    assert named_in("Jo, and the gallows", people) == ()
