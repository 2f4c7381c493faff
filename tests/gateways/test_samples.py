"""The sample landlord loads on any day, and each case is in the state that its header says."""

import re
import shutil
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from putright.casework.audits import always_packs, make_engine
from putright.core.duties.engine import Engine
from putright.core.events.faults import FileFault
from putright.core.workdays import when_at
from putright.gateways import files, samples
from putright.gateways.sample_days import LONDON, Loading
from putright.gateways.sample_values import Sample, SampleCase

OPEN = {"due", "due soon", "overdue", "part met", "may be late"}
ODD_MOMENTS = [
    "2026-01-01 00:05", "2026-12-28 09:00", "2027-01-04 14:00", "2027-03-26 10:00",
    "2027-03-28 01:30", "2027-03-29 11:00", "2027-03-30 08:15", "2027-05-04 16:20",
    "2027-06-01 00:05", "2027-08-31 12:00", "2027-10-31 01:30", "2027-12-29 23:50",
    "2028-01-04 00:00", "2028-02-29 15:42", "2028-03-01 07:00", "2028-04-18 23:59",
]  # fmt: skip
THROUGH_A_YEAR = [
    f"{date(2026, 11, 20) + timedelta(days=9 * step)} {hour}"
    for step, hour in zip(range(41), ["09:30", "14:00", "17:45"] * 14, strict=False)
]
NOW = "2026-11-24 14:00"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@cache
def loaded(text: str = NOW) -> Sample:
    return samples.load_sample("meadowbank", now=moment(text), calendar=files.load_calendar())


@cache
def engine() -> Engine:
    return make_engine((files.load_pack("meadowbank"), *always_packs()))


def duties_of(case: SampleCase, now: datetime) -> list[tuple[str, str]]:
    """Each duty's rule and state."""
    minute = when_at(now).first
    timeline = case.file.timeline(engine().stack.words)
    found = engine().duties(timeline, now=minute)
    return [(duty.id, duty.state_at(minute)) for duty in found]


def named(key: str, text: str = NOW) -> SampleCase:
    return next(case for case in loaded(text).cases if case.id == key)


@pytest.mark.slow
@pytest.mark.parametrize("text", [*ODD_MOMENTS, *THROUGH_A_YEAR])
def test_on_any_day_each_case_is_in_the_state_that_it_is_an_example_of(text: str) -> None:
    now = moment(text)

    for case in loaded(text).cases:
        duties = duties_of(case, now)
        overdue = {rule for rule, state in duties if state == "overdue"}
        still_open = sum(state in OPEN for _, state in duties)
        expects = case.header.expects
        assert (case.id, overdue) == (case.id, set(expects.overdue))
        assert (case.id, still_open >= expects.open_at_least) == (case.id, True)


@pytest.mark.slow
@pytest.mark.parametrize("text", [*ODD_MOMENTS, *THROUGH_A_YEAR])
def test_nothing_has_happened_after_loading_nor_an_answer_before_its_question(text: str) -> None:
    now = when_at(moment(text)).first

    for case in loaded(text).cases:
        items = case.file.timeline(engine().stack.words).by_id
        assert [key for key, item in items.items() if item.when.first > now] == []
        for key, item in items.items():
            told = (*item.entry.answers, *item.entry.replies_to, *item.entry.disputes)
            assert [a for a in told if items[a].when.first > item.when.last] == [], (case.id, key)


@pytest.mark.parametrize("text", ["2026-11-24 00:00", "2026-11-24 00:05", "2026-11-24 15:50"])
def test_a_report_of_this_afternoon_loaded_earlier_is_minutes_old(text: str) -> None:
    entries = named("hate-report-today", text).file.entries

    times = [entry.at for entry in entries if entry.at is not None]
    assert [entry.id for entry in entries] == ["report", "opened", "first-word", "paint-order"]
    assert times == sorted(times)
    assert times[-1] == moment(text) - timedelta(minutes=1)


def test_loaded_in_the_evening_the_report_keeps_its_time() -> None:
    assert named("hate-report-today", "2026-11-24 23:50").file.entries[0].at == moment(
        "2026-11-24 15:42"
    )


def test_there_is_a_case_in_every_state() -> None:
    cases = {case.id: case for case in loaded().cases}

    assert len(cases) >= 12
    assert max(len(case.file.entries) for case in cases.values()) >= 60
    nine = duties_of(cases["handover-nine-promises"], moment(NOW))
    assert sum(state in OPEN for _, state in nine) == 9
    assert duties_of(cases["closed-lockkeepers-yard"], moment(NOW))
    assert [c.id for c in cases.values() if c.header.restricted] == ["restricted-otter-house"]
    for case in cases.values():
        assert {each.case for each in case.header.linked} <= set(cases)
        assert bool(case.header.restricted) == bool(case.header.cleared)


def test_everybody_who_cannot_act_has_cover_that_is_here() -> None:
    sample = loaded()
    staff = {member.id: member for member in sample.staff}
    gone = {m.id for m in sample.staff if m.vacant or m.away or m.left}

    assert {key for key in gone if staff[key].cover in {"", *gone}} == set()
    assert Counter(role for m in sample.staff for role in m.roles)["officer"] >= 4
    assert all(patch.cover and patch.officer for patch in sample.patches)
    away = staff["tom"].away
    assert away is not None and away.start <= date(2026, 11, 24) <= away.end


def test_homes_and_people_are_invented_ones() -> None:
    sample = loaded()

    assert len({home.uprn for home in sample.homes}) == len(sample.homes) >= 20
    assert all(re.fullmatch(r"\d{12}", home.uprn) for home in sample.homes)
    assert all(re.fullmatch(r"ZZ\d \d[A-Z]{2}", home.postcode) for home in sample.homes)
    phones = [each.phone for each in (*sample.people, *sample.staff) if each.phone]
    assert all(re.fullmatch(r"01632 960\d{3}|07700 900\d{3}", phone) for phone in phones)
    emails = [each.email for each in (*sample.people, *sample.staff) if each.email]
    assert all(email.endswith(".example") for email in emails)


def test_each_person_of_a_case_is_somebody_on_file_on_the_right_side() -> None:
    sample = loaded()
    staff = {member.id for member in sample.staff}

    for case in sample.cases:
        for person in case.file.people:
            on_staff = case.keys[person.id] in staff
            assert on_staff == (person.side == "landlord"), (case.id, person.id)


def test_a_day_in_words_stands_in_a_note() -> None:
    text = next(e.text for e in named("noise-update-due").file.entries if e.id == "update-2")

    assert "Tuesday 24 November" in text


@pytest.mark.parametrize(
    ("today", "counted", "means"),
    [
        ("2026-11-24", "-12d", "2026-11-12"),
        ("2026-11-23", "-1wd", "2026-11-20"),
        ("2026-11-22", "0wd", "2026-11-20"),
        ("2027-03-30", "-1wd", "2027-03-25"),
        ("2027-03-25", "+1wd", "2027-03-30"),
        ("2028-02-28", "+1d", "2028-02-29"),
    ],
)
def test_days_are_counted_from_loading(today: str, counted: str, means: str) -> None:
    loading = Loading(moment(f"{today} 12:00"), files.load_calendar())

    assert loading.worked_out(counted) == date.fromisoformat(means)


def test_today_is_the_day_in_london() -> None:
    just_after = datetime(2027, 6, 30, 23, 10, tzinfo=UTC)

    assert Loading(just_after, files.load_calendar()).today == date(2027, 7, 1)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The sample on its own, with one case."""
    folder = tmp_path / "meadowbank"
    shutil.copytree(samples.SAMPLES / "meadowbank", folder)
    for path in (folder / "cases").glob("*.toml"):
        if path.stem != "noise-update-due":
            path.unlink()
    return folder


@pytest.mark.parametrize(
    ("file", "was", "now", "says"),
    [
        ("case", 'at = "-31wd 09:20"', 'at = "-31wk 09:20"', "which is no day"),
        ("case", 'at = "-31wd 09:20"', 'at = "+1d 09:20"', "line 32: at: is still to come"),
        ("case", 'person = "kayleigh"', 'person = "kayla"', "person: names 'kayla'"),
        ("case", 'officer = "priya"', 'officer = "pryia"', "officer: names 'pryia'"),
        ("case", 'kind = "asb"', 'kind = "noise"', "case kind: invalid enum value"),
        ("case", 'level = "medium"', 'level = "middling"', "is not a word it knows"),
        ("case", "[[entry]]", "[[entry]", "is not TOML"),
        ("landlord", 'officer = "priya"', 'officer = "pryia"', "patch officer: names 'pryia'"),
        ("landlord", 'kind = "household"', 'kind = "child"', "invalid enum value"),
        ("landlord", "[landlord]", "[landlord", "is not TOML"),
    ],
)
def test_a_slip_in_a_sample_is_named(copy: Path, file: str, was: str, now: str, says: str) -> None:
    path = copy / "landlord.toml" if file == "landlord" else copy / "cases/noise-update-due.toml"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")

    with pytest.raises(FileFault) as caught:
        samples.load_sample(str(copy), now=moment(NOW), calendar=files.load_calendar())

    assert says in str(caught.value)


def test_a_sample_that_is_not_there_is_said() -> None:
    with pytest.raises(FileFault, match="cannot be read"):
        samples.load_sample("nowhere", now=moment(NOW), calendar=files.load_calendar())

    assert samples.samples() == ["meadowbank"]
