"""Forms read what people type, say plainly what is wrong, and can be sent once."""

from datetime import date, time

import pytest
from drawn import draw
from gallery import filled, wrong

from putright.kit.forms import Said
from putright.kit.typed import day_from, time_from


@pytest.mark.parametrize(
    "typed",
    ["27/3/2026", "27-03-2026", "27.3.2026", "27 3 2026", "2026-03-27", "27 March 2026",
     "27 mar 2026", "27th March 2026", "Fri 27 March 2026", "Friday, 27 March, 2026",
     " 27/3/2026 "],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert day_from(typed) == date(2026, 3, 27)


@pytest.mark.parametrize("typed", ["", "soon", "31/2/2026", "27/13/2026", "27 Mars 2026", "3/26"])
def test_what_is_no_day_is_not_guessed(typed: str) -> None:
    assert day_from(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [("4:30pm", time(16, 30)), ("4.30 pm", time(16, 30)), ("16:30", time(16, 30)),
     ("1630", time(16, 30)), ("4pm", time(16)), ("4 p.m.", time(16)), ("12am", time(0)),
     ("12pm", time(12)), ("noon", time(12)), ("09:05", time(9, 5))],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed: str, read: time) -> None:
    assert time_from(typed) == read


@pytest.mark.parametrize("typed", ["", "4", "25:00", "13pm", "0am", "4:75pm", "teatime"])
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert time_from(typed) is None


def test_a_right_form_gives_values() -> None:
    form = filled()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2026, 3, 27)
    assert form.cleaned_data["at"] == time(16, 30)
    assert [one.name for one in form.cleaned_data["photos"]] == ["door.jpg"]
    assert form.mistakes == ()


def test_a_wrong_form_names_the_question_and_what_to_write() -> None:
    words = [mistake.words for mistake in wrong().mistakes]
    assert "Who is this about? Fill this in" in words
    assert "Which day? Write a day such as 27 March 2026" in words
    assert "What time? Write a time such as 4:30pm" in words
    assert "How did it go? Choose one of the answers here" in words


def test_a_new_form_has_an_id_and_keeps_it_when_it_comes_back() -> None:
    fresh, other = type(filled())(), type(filled())()
    assert fresh["once"].value() != other["once"].value()
    once = str(fresh["once"].value())
    back = type(fresh)({"once": once})
    assert once in draw("{{ forms.hidden('t', form) }}", form=back)


def test_a_form_that_was_not_sent_has_no_mistakes() -> None:
    assert type(filled())().mistakes == ()


def test_a_choice_can_carry_a_hint() -> None:
    assert (Said("Spoke", "You talked"), Said("Spoke", "You talked").hint) == (
        "Spoke",
        "You talked",
    )
