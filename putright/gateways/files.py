"""Reads packs, calendars, words and case files from the disk; the core gets their text."""

import re
import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

import putright
from putright.core.events.faults import Fault, FileFault, Lines
from putright.core.events.words import Words, join_words
from putright.core.policy.packs import Pack, read_pack
from putright.core.timeline.casefile import CaseFile, read_case
from putright.core.workdays import Calendar, calendar_from_data

ROOT = Path(putright.__file__).parent
PACKS = ROOT / "packs"
REPLAYS = ROOT / "replays"
AT_LINE = re.compile(r"line (\d+)")
CURLY = re.compile("[=\\[{,(]\\s*[\u201c\u201d\u201e\u2018\u2019]")
DAY = re.compile(
    r"=\s*(\d{1,4}\s*[-/. ]\s*\w{1,9}\s*[-/. ]\s*\d{1,4}|\d{1,2}(st|nd|rd|th)? [A-Za-z])"
)
MOST_QUOTED = 80
NOT_PACKS = frozenset({"calendar", "vocabulary"})
CALENDAR = Path("calendar") / "england-and-wales.toml"


class _Own:
    """The installation's own folder of packs, which an upgrade leaves alone."""

    packs: Path | None = None


def use_packs(folder: Path | None) -> None:
    """Look into that folder too: for packs by name, and for a newer list of bank holidays."""
    _Own.packs = folder


@cache
def load_words() -> Words:
    """The vocabulary that holds for every case and pack."""
    text = (PACKS / "vocabulary" / "words.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Words)


def words_with(pack: Pack) -> Words:
    """The vocabulary with the words of a pack."""
    return join_words([load_words(), pack.words])


def load_calendar() -> Calendar:
    """The bank holidays of England and Wales: the installation's own list, else the shipped one.

    An own list that cannot be read is passed over, so that work goes on: ``calendar_fault`` tells.
    """
    for path in calendar_files():
        with suppress(ValueError, OSError):
            return _calendar(path, path.stat().st_mtime_ns)
    return _calendar(PACKS / CALENDAR, 0)


def calendar_files() -> list[Path]:
    """Where bank holidays are listed, the list that goes first at the front."""
    own = _Own.packs / CALENDAR if _Own.packs else None
    return [*([own] if own and own.is_file() else []), PACKS / CALENDAR]


def calendar_fault() -> str:
    """What is wrong with the installation's own list of bank holidays; empty while all is well."""
    path = calendar_files()[0]
    try:
        _calendar(path, path.stat().st_mtime_ns)
    except (ValueError, OSError) as fault:
        return str(fault)
    return ""


@cache
def _calendar(path: Path, stamp: int) -> Calendar:
    return calendar_from_data(tomllib.loads(path.read_text(encoding="utf-8")))


def ground_files() -> list[Path]:
    """The files that every pack stands on: the vocabulary and the calendar."""
    return [*sorted((PACKS / "vocabulary").glob("*.toml")), *calendar_files()]


def shipped_packs() -> list[str]:
    """Names of the packs that come with Putright."""
    return sorted(p.parent.name for p in PACKS.glob("*/pack.toml"))


def own_folder() -> Path | None:
    """The installation's own folder of packs, where it has one."""
    return _Own.packs


def own_packs_ever(kept: str) -> list[str]:
    """Names of own packs of which a copy is kept in that folder, though they may be gone."""
    folders = (_Own.packs / kept).glob("*/pack.toml") if _Own.packs else ()
    return sorted(path.parent.name for path in folders)


def own_packs() -> list[str]:
    """Names of the packs in the installation's own folder; a shipped name means the shipped one."""
    folders = _Own.packs.glob("*/pack.toml") if _Own.packs else ()
    return sorted({path.parent.name for path in folders} - set(shipped_packs()))


def load_pack(name_or_path: str, *, beside: Path | None = None) -> Pack:
    """A pack by its name, or from a folder or file.

    ``beside`` is the folder of a case file: a pack that lies there is found by its name first.
    Raises ``FileFault``, also where there is no such pack.
    """
    path = find_pack(name_or_path, beside)
    stamp = tuple(sorted((str(p), p.stat().st_mtime_ns) for p in pack_files(path)))
    return _read(path, stamp)


@cache
def _read(path: Path, stamp: tuple[tuple[str, int], ...]) -> Pack:
    files = {file.name: read_text(file) for file in pack_files(path)}
    try:
        return read_pack(path.name, files, words=load_words())
    except FileFault as fault:
        for name, text in files.items():
            _check_toml(str(path / name) if path.is_dir() else str(path), text, fault)
        raise


def pack_files(path: Path) -> list[Path]:
    """The TOML files of a pack, which is a folder or a single file."""
    return [path] if path.is_file() else sorted(path.glob("*.toml"))


def find_pack(name_or_path: str, beside: Path | None = None) -> Path:
    """Where a pack lies: beside the case, at a path, or among the shipped ones."""
    places = [Path(name_or_path), PACKS / name_or_path]
    if _Own.packs is not None:
        places.append(_Own.packs / name_or_path)
    if beside is not None:
        near = [beside / name_or_path, beside / f"{name_or_path}.toml", beside / "pack"]
        places = [*near, *places]
    for place in places:
        if (place.is_file() and place.suffix == ".toml") or (place / "pack.toml").is_file():
            return place
    known = ", ".join(shipped_packs())
    raise FileFault(
        name_or_path,
        [Fault(0, "pack", "is not to be found", f"Give a folder with a pack.toml, or: {known}.")],
    )


def find_case(name_or_path: str) -> Path:
    """The file of a case: a file, a folder that holds case.toml, or a shipped replay's name."""
    for place in (Path(name_or_path), REPLAYS / name_or_path):
        if place.is_file():
            return place
        if (place / "case.toml").is_file():
            return place / "case.toml"
    what = "there is no such file or folder"
    if Path(name_or_path).is_dir():
        what = "this folder holds no case.toml"
    mend = f"Give a case file, a folder with a case.toml, or: {', '.join(shipped_cases())}."
    raise FileFault(name_or_path, [Fault(0, "case", what, mend)])


def shipped_cases() -> list[str]:
    """Names of the cases that come with Putright."""
    return sorted(p.parent.name for p in REPLAYS.glob("*/case.toml"))


def read_text(path: Path) -> str:
    """The text of a file, or a fault that says what is wrong with it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault(0, "file", "is not UTF-8 text", "Save it as UTF-8.")
        raise FileFault(str(path), [fault]) from error
    except OSError as error:
        fault = Fault(0, "file", f"cannot be read: {error.strerror}", "Check the path.")
        raise FileFault(str(path), [fault]) from error


def load_case(path: Path, words: Words) -> CaseFile:
    """A case file, checked against the vocabulary of its packs."""
    text = read_text(path)
    try:
        return read_case(str(path), text, words=words)
    except FileFault as fault:
        _check_toml(str(path), text, fault)
        raise


def _check_toml(name: str, text: str, cause: FileFault) -> None:
    """Say of a file that is not TOML which line it is and what is likely wrong with it."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _at, place = str(error).partition(" (at ")
        found = AT_LINE.match(place)
        lines = text.splitlines() or [""]
        number = min(int(found[1]), len(lines)) if found else len(lines)
        line = lines[number - 1].strip()[:MOST_QUOTED]
        says = f"is not TOML, {what[:1].lower()}{what[1:]}: {line}"
        raise FileFault(name, [Fault(number, "file", says, _likely(line))]) from cause


def _likely(line: str) -> str:
    if CURLY.search(line):
        return 'It has curly quotes: write straight ones, as in "email".'
    if DAY.search(line):
        return "Write days as 2025-04-12, without quotes."
    return (
        "Mend this line or the one before it. Words stand in straight quotes, days are written as "
        "2025-04-12 without quotes."
    )


def landlord_named(path: Path) -> str:
    """The pack that a case file names; empty where the file cannot be read so far.

    Raises ``FileFault`` where there is no such pack.
    """
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return ""
    case = data.get("case", {})
    name = str(case.get("landlord", "")) if isinstance(case, dict) else ""
    if not name:
        return ""
    try:
        find_pack(name, path.parent)
    except FileFault as fault:
        line = Lines(text).key("case", 0, "landlord")
        raise FileFault(str(path), [_no_landlord(line, name)]) from fault
    return name


def _no_landlord(line: int, name: str) -> Fault:
    others = [p for p in shipped_packs() if load_pack(p).header.rank == "landlord"]
    return Fault(
        line,
        "landlord",
        f'there is no pack "{name}"',
        "Make a folder pack/ with a pack.toml beside the case file, or write landlord = "
        f'"good-practice", or one of: {", ".join(others)}.',
    )
