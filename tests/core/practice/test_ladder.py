"""When somebody is told: over nights, weekends, Christmas and clock changes, and who comes next."""

import tomllib
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from putright.core.policy.opening import Opening
from putright.core.policy.practice_ladder import Digest, LadderRung, parse_wait
from putright.core.practice import ladder
from putright.core.practice.ladder import Office, by_harm, is_time_to_write, reached, who
from putright.core.workdays import Calendar, calendar_from_data, to_datetime, when_at

LONDON = ZoneInfo("Europe/London")
SOURCE = {"document": "A policy", "paragraph": "1"}
HERE = Path(__file__).resolve().parents[3] / "putright"


@cache
def calendar() -> Calendar:
    days = ("2026-04-03", "2026-04-06", "2026-12-25", "2026-12-28", "2027-01-01")
    return calendar_from_data({
        "name": "test", "version": "1", "first": date(2026, 1, 2),
        "last": date(2027, 3, 1),
        "holiday": [{"day": date.fromisoformat(day), "name": "off"} for day in days],
    })  # fmt: skip


def at(text: str, fold: int = 0) -> int:
    return when_at(datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold)).first


@cache
def office(**told: object) -> Office:
    opening = Opening(**told) if told else None  # type: ignore[arg-type]
    return Office(opening, calendar(), since=at("2026-01-05 00:00"), until=at("2027-01-31 00:00"))


def rung(**told: object) -> LadderRung:
    usual = {
        "id": "one", "of": "promise", "tells": "acting", "since": "due", "says": "It waits.",
        "source": SOURCE,
    }  # fmt: skip
    return msgspec.convert(usual | told, LadderRung)


def told_at(one: LadderRung, due: str) -> str:
    """When a rung speaks of something due then, as a clock in London shows it."""
    start = at(due)
    for minute in range(start - 480, start + 20 * 1440):
        if told := reached([one], {"due": start}, office(), now=minute):
            assert told["acting"].at == minute
            return to_datetime(minute).strftime("%a %d %b %H:%M")
    return "never"


@pytest.mark.parametrize(
    ("due", "told", "when"),
    [
        ("2026-04-14 11:00", {}, "Tue 14 Apr 11:00"),
        ("2026-04-14 23:59", {}, "Wed 15 Apr 09:00"),  # midnight
        ("2026-04-17 23:59", {}, "Mon 20 Apr 09:00"),  # a weekend
        ("2026-04-02 17:00", {}, "Tue 07 Apr 09:00"),  # Easter
        ("2026-12-24 23:59", {}, "Tue 29 Dec 09:00"),  # Christmas, Boxing Day on a Saturday
        ("2026-12-24 23:59", {"nights": True}, "Thu 24 Dec 23:59"),
        ("2026-12-24 16:00", {"after": "1 working day"}, "Tue 29 Dec 09:00"),
        ("2026-12-24 16:00", {"after": "2 working hours"}, "Tue 29 Dec 10:00"),
        ("2026-12-31 16:00", {"after": "9 working hours"}, "Mon 04 Jan 17:00"),
        ("2026-04-14 11:00", {"after": "30 minutes"}, "Tue 14 Apr 11:30"),
        ("2026-04-14 11:00", {"before": "4 hours", "nights": True}, "Tue 14 Apr 07:00"),
        ("2026-04-14 20:00", {"after": "1 working hour"}, "Wed 15 Apr 10:00"),
    ],
)
def test_rung_waits_for_the_office_unless_it_speaks_by_night(
    due: str, told: dict[str, object], when: str
) -> None:
    # the wait that ends at closing is told at the next opening
    expected = {"Mon 04 Jan 17:00": "Tue 05 Jan 09:00"}.get(when, when)

    assert told_at(rung(**told), due) == expected


@pytest.mark.parametrize(
    ("due", "hours", "when"),
    [
        ("2026-03-28 12:00", 24, "2026-03-29 13:00"),  # the hour that spring leaves out
        ("2026-10-24 12:00", 24, "2026-10-25 11:00"),  # the hour that autumn has twice
        ("2026-03-29 00:30", 1, "2026-03-29 02:30"),
    ],
)
def test_hours_are_real_hours_over_a_change_of_the_clocks(due: str, hours: int, when: str) -> None:
    one = rung(nights=True, after=f"{hours} hours", again=f"{hours} hours")
    moments = {"due": at(due)}

    assert not reached([one], moments, office(), now=at(when) - 1)
    assert reached([one], moments, office(), now=at(when))["acting"].round == 0
    assert reached([one], moments, office(), now=at(when) + 60 * hours)["acting"].round == 1


def test_hour_that_comes_twice_is_two_hours_of_waiting() -> None:
    one = rung(nights=True, again="1 hour")
    first, second = at("2026-10-25 01:30", fold=0), at("2026-10-25 01:30", fold=1)

    assert second - first == 60
    assert reached([one], {"due": first}, office(), now=second)["acting"].round == 1


def test_working_day_of_the_week_in_which_the_clocks_change_begins_at_nine() -> None:
    for friday, monday in (("2026-03-27", "2026-03-30"), ("2026-10-23", "2026-10-26")):
        told = reached(
            [rung(after="1 working day")], {"due": at(f"{friday} 16:00")}, office(),
            now=at(f"{monday} 12:00"),
        )  # fmt: skip
        assert told["acting"].at == at(f"{monday} 09:00")


def test_rung_is_told_again_on_working_days_and_on_no_other() -> None:
    one = rung(again="1 working day")

    def rounds(now: str) -> int:
        return reached([one], {"due": at("2026-04-16 11:00")}, office(), now=at(now))[
            "acting"
        ].round

    assert rounds("2026-04-17 08:59") == 0
    assert rounds("2026-04-17 09:00") == 1
    assert rounds("2026-04-19 23:59") == 1
    assert rounds("2026-04-20 09:00") == 2


def test_highest_rung_of_each_is_the_one_that_speaks() -> None:
    rungs = [
        rung(id="soon", since="soon"), rung(id="due", tells="acting"),
        rung(id="up", tells="team leader", after="2 working days"), rung(id="none", since="start"),
    ]  # fmt: skip
    moments = {"soon": at("2026-04-14 10:00"), "due": at("2026-04-16 11:00")}

    def spoken(now: str) -> dict[str, str]:
        told = reached(rungs, moments, office(), now=at(now))
        return {name: one.rung.id for name, one in told.items()}

    assert spoken("2026-04-15 10:00") == {"acting": "soon"}
    assert spoken("2026-04-16 11:00") == {"acting": "due"}
    assert spoken("2026-04-20 09:00") == {"acting": "due", "team leader": "up"}
    assert reached(reversed(rungs), moments, office(), now=at("2026-04-20 09:00"))[
        "acting"
    ].rung.id == "due"  # fmt: skip


def test_office_of_the_pack_has_its_own_hours() -> None:
    saturdays = office(saturday="10:00-12:00")

    assert saturdays.is_open(at("2026-04-18 10:00"))
    assert not saturdays.is_open(at("2026-04-18 12:00"))
    assert saturdays.next_open(at("2026-04-14 10:00")) == at("2026-04-18 10:00")
    assert not office().is_open(at("2026-01-05 08:59"))


def test_office_that_never_opens_again_silences_nobody() -> None:
    shut = office(bank_holidays=False, monday="")
    noon = at("2026-04-14 12:00")

    assert shut.next_open(noon) == noon
    assert shut.after(noon, parse_wait("2 working days")) == noon + 2880
    assert shut.after(noon, parse_wait("2 working hours")) == noon + 120


RUNGS = [
    rung(id=name, tells=name)
    for name in ("head of service", "team leader", "cover", "acting", "administrator")
]
EVERYBODY = {
    "acting": ["officer"], "cover": ["cover"], "team leader": ["leader"],
    "head of service": ["head"], "administrator": ["keeper"],
}  # fmt: skip


def test_each_rung_tells_somebody_else() -> None:
    assert who(RUNGS, EVERYBODY, lambda user: user) == {
        "acting": "officer", "cover": "cover", "team leader": "leader", "head of service": "head",
        "administrator": "keeper",
    }  # fmt: skip


def test_where_somebody_may_not_know_the_next_one_up_is_told() -> None:
    found = who(RUNGS, EVERYBODY, lambda user: None if user in ("cover", "leader") else user)

    assert found == {"acting": "officer", "cover": "head", "administrator": "keeper"}


def test_cover_who_acts_already_is_not_told_twice() -> None:
    found = who(RUNGS, EVERYBODY, lambda user: "cover" if user == "officer" else user)

    assert found["acting"] == "cover"
    assert found["cover"] == "leader"
    assert found["team leader"] == "head"
    assert "head of service" not in found


def test_nobody_but_the_keeper_is_told_in_place_of_the_keeper_save_who_leads() -> None:
    only = [rung(tells="administrator")]

    assert who(only, EVERYBODY, lambda user: user) == {"administrator": "keeper"}
    assert who(only, EVERYBODY | {"administrator": []}, lambda user: user) == {
        "administrator": "leader"
    }


DIGEST = Digest(
    id="usual", times=("14:00", "09:00"), urgent_gap="30 minutes",
    source=msgspec.convert(SOURCE, ladder.LadderRung.__annotations__["source"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("last", "urgent", "now", "writes"),
    [
        (None, False, "2026-04-14 10:00", True),
        (None, False, "2026-04-14 20:00", False),
        (None, True, "2026-04-14 20:00", True),
        ("2026-04-14 10:00", False, "2026-04-14 13:59", False),
        ("2026-04-14 10:00", False, "2026-04-14 14:00", True),
        ("2026-04-14 14:00", False, "2026-04-14 16:59", False),
        ("2026-04-14 14:00", False, "2026-04-14 18:00", False),
        ("2026-04-14 14:00", False, "2026-04-15 09:00", True),
        ("2026-04-17 14:00", False, "2026-04-18 10:00", False),
        ("2026-04-14 10:00", True, "2026-04-14 10:29", False),
        ("2026-04-14 10:00", True, "2026-04-14 10:30", True),
        ("2026-04-14 22:00", True, "2026-04-14 22:29", False),
    ],
)
def test_mail_comes_once_in_a_part_of_the_day_and_sooner_only_for_what_cannot_wait(
    last: str | None, urgent: bool, now: str, writes: bool
) -> None:
    before = at(last) if last else None

    assert is_time_to_write(
        DIGEST, office(), last=before, is_urgent=urgent, now=at(now)
    ) is writes  # fmt: skip


def test_part_of_the_day_before_the_first_begins_at_midnight() -> None:
    early = office(tuesday="07:00-17:00")

    assert not is_time_to_write(
        DIGEST, early, last=at("2026-04-14 07:30"), is_urgent=False, now=at("2026-04-14 08:00")
    )


def test_oldest_harm_comes_first() -> None:
    waiting = [("", 1), ("medium", 9), ("high", 20), ("high", 10)]

    assert sorted(waiting, key=lambda one: by_harm(*one)) == [
        ("high", 10), ("high", 20), ("medium", 9), ("", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        {"after": "soon"}, {"again": "1 working hour"}, {"again": "2 hours"},
        {"again": "4 working hours", "nights": True}, {"before": "1 working day"},
        {"before": "1 hour", "after": "1 hour"}, {"after": "0 hours"},
    ],
)  # fmt: skip
def test_rung_that_could_not_be_counted_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        rung(**told)


@pytest.mark.parametrize(
    "told", [{"times": []}, {"times": ["9am"]}, {"urgent_gap": "1 working day"}]
)
def test_digest_that_could_not_be_sent_is_refused(told: dict[str, object]) -> None:
    usual = {"id": "usual", "times": ["09:00"], "urgent_gap": "1 hour", "source": SOURCE}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(usual | told, Digest)


def test_ladder_of_good_practice_tells_four_people_of_every_promise() -> None:
    data = tomllib.loads((HERE / "packs/good-practice/escalation.toml").read_text("utf-8"))
    rungs = msgspec.convert(data["ladder_rung"], list[LadderRung])

    for of in ("promise", "high-risk promise", "24-hour promise", "message", "urgent message"):
        mine = [one for one in rungs if one.of == of]
        assert {one.tells for one in mine} == set(ladder.UPWARDS)
    assert len({one.id for one in rungs}) == len(rungs)
    day = timedelta(days=1) // timedelta(minutes=1)
    urgent = [one for one in rungs if one.of == "urgent message"]
    start = at("2026-04-14 09:00")
    told = reached(urgent, {"start": start, "due": start + 60}, office(), now=start + day)
    assert set(told) == set(ladder.UPWARDS)
