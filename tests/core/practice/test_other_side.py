"""What the other side may not learn is found in a letter however it is written there."""

from datetime import date

import pytest

from putright.core.practice.other_side import Allowed, Hit, Withheld, hits, hours_in

HER = Withheld(
    names=("Ada Brambletoe", "Kit Brambletoe", "May Oke", "Li"),
    addresses=("Flat 7, 23 Weavers Row, ZZ4 4ZZ", "12 Cobblers Rise", "The Lodge", "9 9 Lane"),
    numbers=("07700 900123", "ada@post.example", "999"),
    references=("A-77XQ2", " "),
    days=(date(2026, 4, 3),),
    said=("He called me a nosy old cow in front of the street.", "Music until two"),
)


def kinds(text: str, **allowed: tuple[str, ...]) -> list[str]:
    return [each.kind for each in hits([text], HER, Allowed(**allowed))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We spoke with ADA  BRAMBLETOE about it.", "name"),
        ("Mrs Brambletoe's door", "name"),
        ("Kit is afraid", "name"),
        ("KIT is afraid", "name"),
        ("Do not speak with May again", "name"),
        ("the home at 23 Weavers Row", "address"),
        ("the people of flat 7 hear you", "address"),
        ("number 23 hears you", "address"),
        ("near ZZ44ZZ", "address"),
        ("next to 12, Cobblers Rise", "address"),
        ("ring +44 7700 900 123", "number"),
        ("write to ADA@post.example", "number"),
        ("our reference a-77xq2", "reference"),
        ("on 3 April 2026", "day"),
        ("on the 3rd of April", "day"),
        ("on April 3", "day"),
        ("on 03/04/26", "day"),
        ("on 3.4.2026", "day"),
        ("on 2026-04-03", "day"),
        ("the noise at 11.30 pm", "hour"),
        ("the noise at 2am", "hour"),
        ("about two, then at 3 o'clock", "hour"),
        ("You called somebody: a “nosy old COW, in front of the” others.", "words"),
    ],
)
def test_what_is_withheld_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please keep music down after eleven at night.",
        "It was in May 2026, between 2 May and the end of the month, during May.",
        "A kit of tools, may we say; 123 Weavers Row and 77 other homes.",
        "Ring 999 in an emergency.",
        "She called me a nosy neighbour",
        "Here is a list.",
    ],
)
def test_what_only_looks_alike_is_not(text: str) -> None:
    assert kinds(text) == []


def test_a_letter_may_name_its_reader_the_home_our_number_and_the_appointment() -> None:
    text = "Mr Brambletoe, 23 Weavers Row: we come at 2:30pm. Ring 07700 900123 or number 23."
    own = Allowed(
        names=("Tom Brambletoe",), addresses=("23 Weavers Row",), numbers=("+447700900123",),
        hours=("2:30pm",),
    )  # fmt: skip
    assert hits([text], HER, own) == ()
    assert len(kinds(text)) == 5


def test_a_hit_shows_its_place_and_one_quote_is_one_hit() -> None:
    text = (
        "We heard that he called me a nosy old cow in front of the street, and again: "
        "a nosy old cow in front of the shops."
    )
    first, second = hits(["Nothing here.", text], HER)
    assert first == Hit(
        "words", "he called me a nosy old cow in front of the street", "We heard that ",
        ", and again: a nosy old cow in front of …",
    )  # fmt: skip
    assert second.found == "a nosy old cow in front of the"


def test_a_whole_name_is_one_hit_and_a_far_beginning_is_cut() -> None:
    (found,) = hits(["We write to you because of what we were told by Ada Brambletoe."], HER)
    assert (found.found, found.before[:1], found.after) == ("Ada Brambletoe", "…", ".")


def test_nothing_withheld_finds_nothing() -> None:
    assert hits(["Ada lives at 23 Weavers Row."], Withheld()) == ()


def test_hours_are_found_as_they_are_written_and_clauses_are_none() -> None:
    text = "Clause 12.10: quiet from 11pm to 7.30 am, at 16:05, or 10 o'clock."
    assert hours_in(text) == ("11pm", "7.30 am", "16:05", "10 o'clock")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ms O\N{RIGHT SINGLE QUOTATION MARK}Neil is upset.", "Sinead O'Neil"),
        ("Renee told us.", "Ren\u00e9e Quill"),
        ("Ren\u00e9e told us.", "Rene\u0301e Quill"),
        ("Jo told us.", "Jo Bellweather"),
        ("The Bellweathers have moved.", "Ann Bellweather"),
        ("Mrs Macdonald was there.", "Ann MacDonald"),
        ("Bell\u200bweather", "Ann Bellweather"),
    ],
)
def test_name_is_found_however_it_is_typed(text: str, name: str) -> None:
    assert [hit.kind for hit in hits([text], Withheld(names=(name,)))] == ["name"]


def test_titles_and_small_words_are_no_names() -> None:
    text = "Dear Mr Dunmallet. Do call us. So it is."

    assert hits([text], Withheld(names=("Mr Do Quill", "So Yi Quill"))) == ()


@pytest.mark.parametrize("text", ["9-Apr", "April the 9th", "on 09/04"])
def test_day_is_found_however_it_is_written(text: str) -> None:
    assert [hit.kind for hit in hits([text], Withheld(days=(date(2026, 4, 9),)))] == ["day"]


@pytest.mark.parametrize("text", ["half past eleven", "quarter to one", "2340 hours", "midnight"])
def test_hour_in_words_is_an_hour(text: str) -> None:
    assert [hit.kind for hit in hits([f"It was {text}."], Withheld())] == ["hour"]
