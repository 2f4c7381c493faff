"""The writer's own words name no day and no hour, and do not point to whoever spoke."""

import pytest

from putright.core.practice.other_side import Allowed, Withheld, hits

HER = Withheld(
    names=("Wilhelmina Quill", "Rose Oke", "Theresa Bly", "Ada Brambletoe"),
    addresses=("Flat 7, 23 Weavers Row, ZZ4 4ZZ", "Flat 12, Lapwing House, Aldermere"),
    said=("I was in the bath when he came at my door.", "If you want to, you can."),
)
HIM = Allowed(names=("Craig Ade",), addresses=("Flat 16, Lapwing House, Aldermere",))


def kinds(text: str) -> list[str]:
    return [each.kind for each in hits([], HER, HIM, own=[text])]


@pytest.mark.parametrize(
    "day",
    ["Saturday", "on Saturday 21 November", "Saturdays", "on Sat", "21/11/2026", "21/11",
     "21.11.26", "2026-11-21", "21 November", "November 21st", "the 9th", "the twenty-first",
     "the ninth", "the first of May", "yesterday", "Today", "tonight", "last night",
     "the other day", "this morning", "two days ago", "at the weekend"],
)  # fmt: skip
def test_any_day_is_found_whatever_the_case_says(day: str) -> None:
    found = hits([], Withheld(), own=[f"It was {day}."])
    assert {each.kind for each in found} == {"day"}
    assert hits([f"It was {day}."], Withheld()) == ()


@pytest.mark.parametrize("hour", ["at eleven", "after 11", "two in the morning", "9 at night",
                                  "2:30pm"])  # fmt: skip
def test_any_hour_is_found_even_that_of_the_appointment(hour: str) -> None:
    found = hits([], Withheld(), Allowed(hours=("2:30pm",)), own=[f"It was {hour}."])
    assert [each.kind for each in found] == ["hour"]


@pytest.mark.parametrize(
    "words",
    ["the woman upstairs", "your neighbour above", "the lady downstairs", "next door",
     "across the landing", "She rang us", "he told us", "she said so", "they also saw you",
     "is afraid of that", "is scared", "with two children", "with children", "in the flat opposite",
     "an elderly couple", "somebody who lives below", "a neighbour has complained"],
)  # fmt: skip
def test_words_that_point_to_who_spoke_are_found_with_their_place(words: str) -> None:
    text = f"We write of it: {words}."
    found = hits([], Withheld(), own=[text])
    assert found
    assert {each.kind for each in found} == {"pointer"}
    assert all(f"{each.before}{each.found}{each.after}" == text for each in found)
    assert hits([text], Withheld()) == ()
    assert hits([], Withheld(), asked=[text])


@pytest.mark.parametrize(
    "text",
    ["You told us that you are afraid, and you also said that we can ring you with your children.",
     "You may rose-water the hall; he sat in the sun of Aldermere, 24/7.",
     "This is the 2nd letter, after two visits, at 12 Market Street, on the first floor.",
     "Call in at our office in May. Bring somebody. It is in clause 4.2.1.",
     "Ring us if you want to. Ask for help with drink or with money.",
     "Ade, come to Lapwing House. These are three of the adages."],
)  # fmt: skip
def test_what_is_plain_of_the_reader_or_of_us_is_no_hit(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Leave wilhelmina alone.", "name"), ("Wilhelminna is upset.", "name"),
     ("Ask wilhelmna.", "name"), ("Ask Wilhelmian's friend.", "name"), ("Rose is upset.", "name"),
     ("Teresa is upset.", "name"), ("Do not go to Weavers Row.", "address"),
     ("Do not go to 7 Weavers Row.", "address"), ("Ask at 12 Lapwing House.", "address"),
     ("What of the door? When he came at last.", "words")],
)  # fmt: skip
def test_a_name_a_street_and_four_words_are_found_in_own_words(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_four_words_that_are_nobodys_own_are_no_quote() -> None:
    assert kinds("Ask us if you want to.") == []
    assert kinds("It was in the bath.") == ["words"]


def test_what_is_asked_from_now_on_may_name_a_day_but_nobody() -> None:
    text = "No music after 11pm on Saturdays. Leave the woman and Weavers Row in peace."
    found = hits([], HER, Allowed(hours=("11pm",)), asked=[text])
    assert [(each.kind, each.found) for each in found] == [
        ("pointer", "the woman"), ("address", "Weavers Row"),
    ]  # fmt: skip


def test_what_stands_in_own_words_and_in_the_letter_is_shown_once() -> None:
    found = hits(["Where: with Ada.", "Dear Ada"], HER, own=["with Ada"])
    assert [(each.found, each.before) for each in found] == [("Ada", "with ")]
