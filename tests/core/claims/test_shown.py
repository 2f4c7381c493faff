"""What proof words such as "thorough" and "regularly" need, and what a case shows of it."""

from datetime import date

from core.build import entry, words

from putright.core.claims import Ground, Missed
from putright.core.claims.shown import shown
from putright.core.events.entry import Entry
from putright.core.timeline.timeline import build_timeline

ON = date(2026, 4, 30)


def ground(*entries: Entry, missed: tuple[Missed, ...] = ()) -> Ground:
    timeline = build_timeline(entries, people=[], words=words())
    return Ground(timeline=timeline, on=ON, steps=words().steps, missed=missed)


def test_an_investigation_is_red_amber_or_nothing_by_its_steps() -> None:
    steps = [entry(f"step-{at}", act, "2026-03-02", to="resident" if act == "asb.visited" else [])
             for at, act in enumerate(words().steps["investigation"])]  # fmt: skip
    assert shown("investigation", ground(*steps)).colour is None
    assert shown("investigation", ground(*steps[:4])).colour == "amber"
    assert shown("investigation", ground(*steps[:2])).colour == "red"


def test_updates_are_regular_where_no_month_is_without_a_record() -> None:
    calls = [entry(f"call-{day}", "contact.made", f"2026-{day}", to="resident", channel="phone")
             for day in ("03-02", "03-20", "04-10")]  # fmt: skip
    assert shown("updates", ground(*calls)).colour == "amber"
    assert shown("updates", ground(*calls[:2])).colour == "red"
    far = entry("call-0", "contact.made", "2026-01-02", to="resident", channel="phone")
    gap = shown("updates", ground(far, *calls))
    assert (gap.colour, [item.id for item in gap.entries]) == ("red", ["call-0"])


def test_every_question_is_answered_or_the_words_are_red() -> None:
    asked = entry("asked", "contact.received", "2026-03-02", channel="email", asks="when")
    reply = entry("reply", "contact.made", "2026-03-05", to="resident", channel="email",
                  answers="asked", evidence="email")  # fmt: skip
    assert shown("answers", ground(asked)).colour == "red"
    assert shown("answers", ground(asked, reply)).colour == "amber"


def test_duties_that_were_missed_are_named_and_a_way_is_free_or_not() -> None:
    missed = (Missed(rule="r", what="Ring back", entry="gone"),)
    found = shown("duties", ground(missed=missed))
    assert found.colour == "red"
    assert "Ring back" in found.says
    assert shown("duties", ground()).colour == "amber"
    assert shown("way: phone", ground()).colour is None
