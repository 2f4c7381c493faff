"""Reads a sample landlord and its cases, with every day counted from the moment of loading."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec

from putright.core.events.faults import Fault, FileFault, Lines, explain
from putright.core.events.words import Words, join_words
from putright.core.timeline.casefile import read_case
from putright.core.workdays import Calendar
from putright.gateways import files
from putright.gateways.sample_days import MEND, Loading, before_now, not_days, with_days
from putright.gateways.sample_values import Sample, SampleCase, SampleHeader

SAMPLES = files.ROOT / "samples"
SHAPE = "See putright/gateways/sample_values.py for what it takes."

Data = dict[str, Any]


def samples() -> list[str]:
    """Names of the sample landlords that come with Putright."""
    return sorted(path.parent.name for path in SAMPLES.glob("*/landlord.toml"))


def load_sample(name: str, *, now: datetime, calendar: Calendar) -> Sample:
    """A sample landlord and its cases as they stand at the moment of loading.

    ``name`` is that of a shipped one, or a folder of the same shape. Nothing in it has happened
    after ``now``, which is aware. Raises ``FileFault``.
    """
    folder = SAMPLES / name
    loading = Loading(now, calendar)
    sample: Sample = _landlord(folder / "landlord.toml", loading)
    words = join_words([files.load_words(), files.load_pack(sample.landlord.pack).words])
    read = _Cases(sample, loading, words)
    cases = tuple(read.case(path) for path in sorted((folder / "cases").glob("*.toml")))
    return msgspec.structs.replace(sample, cases=cases)


def _landlord(path: Path, loading: Loading) -> Sample:
    text, data = _read(path, loading)
    try:
        sample = msgspec.convert(data, Sample)
    except msgspec.ValidationError as error:
        what, key = explain(str(error))
        raise FileFault(str(path), [Fault(0, key, what, SHAPE)]) from error
    if faults := list(_strangers(sample, Lines(text))):
        raise FileFault(str(path), faults)
    return sample


def _read(path: Path, loading: Loading) -> tuple[str, Data]:
    """The text of a file and its data, days worked out."""
    text = files.read_text(path)
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        fault = Fault(0, "file", f"is not TOML: {error}", "Mend the line it names.")
        raise FileFault(str(path), [fault]) from error
    if wrong := list(not_days(data)):
        faults = [Fault(0, key, f"says {value!r}, which is no day", MEND) for key, value in wrong]
        raise FileFault(str(path), faults)
    worked_out: Data = with_days(data, loading)
    return text, worked_out


def _strangers(sample: Sample, lines: Lines) -> Iterator[Fault]:
    """Each key that names nobody, or nothing, of the sample."""
    staff = {each.id for each in sample.staff}
    people = {each.id for each in sample.people}
    homes = {each.id for each in sample.homes}
    tenancies = {each.id for each in sample.tenancies}
    teams, patches = {each.id for each in sample.teams}, {each.id for each in sample.patches}
    named: list[tuple[str, int, str, tuple[str, ...], set[str]]] = []
    for at, team in enumerate(sample.teams):
        named.append(("team", at, "leader", (team.leader,), staff))
    for at, patch in enumerate(sample.patches):
        named.append(("patch", at, "team", (patch.team,), teams))
        named.append(("patch", at, "officer", (patch.officer, patch.cover), staff))
    for at, member in enumerate(sample.staff):
        named.append(("staff", at, "team", (member.team,), teams))
        named.append(("staff", at, "cover", (member.cover,), staff))
    for at, home in enumerate(sample.homes):
        named.append(("home", at, "patch", (home.patch,), patches))
    for at, tenancy in enumerate(sample.tenancies):
        named.append(("tenancy", at, "home", (tenancy.home,), homes))
        named.append(("tenancy", at, "tenants", tenancy.tenants, people))
    for at, person in enumerate(sample.people):
        named.append(("person", at, "home", (person.home,), homes))
        named.append(("person", at, "tenancy", (person.tenancy,), tenancies))
        spoken_for = tuple(each.person for each in person.speaks_for)
        named.append(("person", at, "speaks_for", spoken_for, people))
        checked_by = (person.checked.by,) if person.checked else ()
        named.append(("person", at, "checked", checked_by, staff))
    named.append(("agency", 0, "by", tuple(map(attrgetter("by"), sample.agencies)), staff))
    named.append(("letter", 0, "by", tuple(map(attrgetter("by"), sample.letters)), staff))
    came = sample.incoming
    named.append(("incoming", 0, "team", tuple(map(attrgetter("team"), came)), teams))
    named.append(("incoming", 0, "officer", tuple(map(attrgetter("officer"), came)), staff))
    named.append(("incoming", 0, "patch", tuple(map(attrgetter("patch"), came)), patches))
    named.append(("incoming", 0, "person", tuple(map(attrgetter("person"), came)), people))
    told = (key for each in sample.lessons for key in (each.by, each.owner, *each.people))
    named.append(("lesson", 0, "by", tuple(told), staff))
    for table, at, key, values, known in named:
        for value in values:
            if value and value not in known:
                line = lines.key(table, at, key)
                yield Fault(line, f"{table} {key}", f"names {value!r}", "Use an id of this file.")


class _Cases:
    """Reads the cases of one sample."""

    def __init__(self, sample: Sample, loading: Loading, words: Words) -> None:
        self.pack = sample.landlord.pack
        self.loading = loading
        self.words = words
        self.known = {
            "home": {each.id for each in sample.homes},
            "officer": {each.id for each in sample.staff},
            "cleared": {each.id for each in sample.staff},
            "team": {each.id for each in sample.teams},
            "person": {each.id for each in sample.people} | {each.id for each in sample.staff},
        }

    def case(self, path: Path) -> SampleCase:
        """One case; raises ``FileFault`` with what is wrong in it."""
        text, data = _read(path, self.loading)
        lines = Lines(text)
        table = dict(data.get("case", {}))
        ours = {key: table.pop(key) for key in SampleHeader.__struct_fields__ if key in table}
        keys = {
            str(each.get("id")): str(each.pop("person"))
            for each in data.get("person", [])
            if "person" in each
        }
        faults = [*self._strangers(ours, keys, lines), *self._to_come(data, lines)]
        if faults:
            raise FileFault(str(path), faults)
        before_now(data.get("entry", []), self.loading)
        data["case"] = {"id": path.stem, "landlord": self.pack, **table}
        header = _header(path, ours, lines)
        file = read_case(str(path), text, words=self.words, data=data)
        return SampleCase(id=path.stem, header=header, file=file, keys=keys)

    def _strangers(self, ours: Data, keys: dict[str, str], lines: Lines) -> Iterator[Fault]:
        named = [("case", 0, key, ours.get(key, "")) for key in ("home", "officer", "team")]
        named += [("case", 0, "cleared", each) for each in ours.get("cleared", [])]
        named += [("person", at, "person", key) for at, key in enumerate(keys.values())]
        for table, at, key, value in named:
            if value not in self.known[key]:
                mend = "Use an id of landlord.toml."
                yield Fault(lines.key(table, at, key), key, f"names {value!r}", mend)

    def _to_come(self, data: Data, lines: Lines) -> Iterator[Fault]:
        """Each entry on a day that is still to come."""
        for at, entry in enumerate(data.get("entry", [])):
            for key in ("on", "at", "between"):
                value = entry.get(key)
                days = [d.date() if isinstance(d, datetime) else d for d in _listed(value)]
                if any(isinstance(day, date) and day > self.loading.today for day in days):
                    mend = "An entry has happened: count back."
                    yield Fault(lines.key("entry", at, key), key, "is still to come", mend)


def _header(path: Path, ours: Data, lines: Lines) -> SampleHeader:
    try:
        return msgspec.convert(ours, SampleHeader)
    except msgspec.ValidationError as error:
        what, key = explain(str(error))
        fault = Fault(lines.key("case", 0, key), f"case {key}", what, SHAPE)
        raise FileFault(str(path), [fault]) from error


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
