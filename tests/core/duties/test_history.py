"""The states of past days, read from one run, are those that a run on each of those days gives."""

from datetime import date, timedelta

from putright.core.duties.history import history, states_on
from putright.core.workdays import day_end
from tests.core import build

REPLY = build.rule(
    "contact.reply",
    """
when = { act = "contact.received", by = "resident" }
within = "5 working days"
by = { by = "landlord", answers = true }
unless = { excused_by = { act = "asb.consent_refused" } }
""",
)
WORKS = build.rule(
    "asb.works",
    'when = { act = "works.raised" }\nwithin = "24 hours"\nby = { act = "works.done" }',
)
CLOSING = build.rule("asb.closing", 'when = { act = "asb.case_closed" }\nwithin = ""\n', verb="bar")
ENTRIES = (
    build.entry("asked", "contact.received", "2026-03-02 14:05"),
    build.entry("asked-again", "contact.received", "2026-03-03 to 2026-03-05"),
    build.entry("asked-late", "contact.received", "2026-03-12"),
    build.entry("raised", "works.raised", "2026-03-04 09:00"),
    build.entry("raised-last", "works.raised", "2026-03-19 17:00"),
    build.entry("answered", "contact.made", "2026-03-11", answers=["asked"]),
    build.entry("answered-again", "contact.made", "2026-03-06 10:00", answers=["asked-again"]),
    build.entry("refused", "asb.consent_refused", "2026-03-13"),
    build.entry("done", "works.done", "2026-03-09 12:00"),
    build.entry("closed", "asb.case_closed", "2026-03-20 09:00"),
)
FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def test_each_day_has_the_states_that_a_run_on_that_day_gives() -> None:
    engine = build.engine(build.pack(REPLY, WORKS, CLOSING))
    timeline = build.timeline(ENTRIES)
    last = LAST.toordinal()
    past = history(engine.duties(timeline, now=day_end(last)), until=last)

    for count in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=count)
        now = day_end(day.toordinal())
        then = engine.duties(timeline.as_of(day), now=now)
        assert sorted((duty.key, state) for duty, state in states_on(past, day.toordinal())) == (
            sorted((duty.key, duty.state_at(now)) for duty in then)
        ), day


def test_a_duty_is_due_until_the_day_it_is_met() -> None:
    engine = build.engine(build.pack(WORKS))
    until = build.day("2026-03-31").toordinal()
    entries = [ENTRIES[3], build.entry("done", "works.done", "2026-03-06 12:00")]

    past = history(engine.duties(build.timeline(entries), now=day_end(until)), until=until)

    assert [(each.state, date.fromordinal(each.first).day) for each in past] == [
        ("due", 4),
        ("overdue", 5),
        ("met late", 6),
    ]


def test_what_turns_after_the_last_day_is_left_out() -> None:
    engine = build.engine(build.pack(WORKS))
    until = build.day("2026-03-05").toordinal()
    run_on = day_end(build.day("2026-03-31").toordinal())

    past = history(engine.duties(build.timeline(ENTRIES), now=run_on), until=until)

    assert [(each.state, each.last) for each in past][-1] == ("overdue", until)
    assert history(engine.duties(build.timeline(ENTRIES), now=run_on), until=until - 3) == []
