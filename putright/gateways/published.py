"""Findings that the Housing Ombudsman has published, in a file of their own beside the database.

They are public, the same for every landlord, and made again from their source whenever it is newer;
so they are no part of the record, its backups, or the package.
"""

import csv
import gzip
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from msgspec import Struct

NEEDED = (
    "case_id", "landlord", "landlord_type", "decision_date", "category", "complaint", "finding",
    "kind", "mixed_outcomes", "url",
)  # fmt: skip
MOST_ROWS = 1_000_000
MOST_OF_A_FIELD = 4_000
BATCH = 2_000
WORD = re.compile(r"[^\W\d_]{3,}")
MOST_WORDS = 40
ENOUGH = 3
"""Findings from which a landlord is offered to compare with."""
NO_NAME = re.compile(r"^\d{1,2} \w+ \d{4}$|\d{1,2} \w+ 20\d\d$|^Complaint \d|^Unknown|^\d{6,}")
"""What stands where a name should: the day or the number of a report."""
PLAIN = frozenset(
    [
        "about", "after", "again", "against", "all", "also", "and", "any", "are", "because",
        "been", "before", "being", "but", "could", "did", "does", "for", "from", "had", "has",
        "have", "her", "him", "his", "how", "into", "its", "just", "landlord", "matter", "more",
        "not", "now", "off", "our", "out", "over", "resident", "said", "she", "should", "some",
        "than", "that", "the", "their", "them", "then", "there", "they", "this", "those",
        "through", "was", "were", "what", "when", "where", "which", "while", "who", "why",
        "will", "with", "would", "you", "your",
    ]
)  # fmt: skip
"""Words that every complaint has: they say nothing of which one is like another."""

_TABLES = """
CREATE TABLE finding (
  id INTEGER PRIMARY KEY, reference TEXT, landlord TEXT, landlord_type TEXT, decided_on TEXT,
  year TEXT, category TEXT, complaint TEXT, level TEXT, is_counted INTEGER, url TEXT);
CREATE INDEX by_landlord ON finding (landlord);
CREATE VIRTUAL TABLE words USING fts5 (
  complaint, content='finding', content_rowid='id', tokenize='porter unicode61');
CREATE TABLE told (name TEXT PRIMARY KEY, value TEXT);
"""


class NotFindings(ValueError):
    """The file is no table of findings; the message says what it lacks."""


class Brought(Struct, frozen=True, kw_only=True):
    """What an import did: rows read and kept, how many of them count, what was left out and why."""

    rows: int
    kept: int
    counted: int
    left_out: dict[str, int]


class Finding(Struct, frozen=True, kw_only=True):
    """One published finding; ``decided_on`` is ISO, a month alone, or empty."""

    reference: str
    landlord: str
    decided_on: str
    category: str
    complaint: str
    level: str
    is_counted: bool
    url: str


class Tallied(Struct, frozen=True):
    """How many counted findings of one level there are under a name."""

    name: str
    level: str
    count: int


def bring(file: Path, into: Path, *, day: str, tell: Callable[[int], None]) -> Brought:
    """Read a table of findings (CSV, also packed) in place of what was there before.

    Raises ``NotFindings`` where the file is something else; what was there then stays.
    """
    new = into.with_suffix(".new")
    new.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(new)) as made, _rows(file) as rows:
            made.executescript(_TABLES)
            brought = _write(made, rows, tell)
            facts = {"brought_on": day, "file": file.name, "rows": str(brought.kept)}
            made.executemany("INSERT INTO told VALUES (?, ?)", facts.items())
            made.commit()
        os.replace(new, into)
    finally:
        new.unlink(missing_ok=True)
    return brought


def told(path: Path) -> dict[str, str]:
    """What is known of the last import; empty where none was made."""
    if not path.exists():
        return {}
    with _opened(path) as found:
        return dict(found.execute("SELECT name, value FROM told"))


def tally(
    path: Path, *, by: str, landlord: str = "", category: str = "", since: str = ""
) -> list[Tallied]:
    """Counted findings by level, under each category, year or kind of landlord."""
    column = {"category": "category", "year": "year", "kind": "landlord_type"}[by]
    with _opened(path) as found:
        rows = found.execute(
            f"SELECT {column}, level, count(*) FROM finding WHERE is_counted = 1 "  # nosec B608
            "AND (? = '' OR landlord = ?) AND (? = '' OR category = ?) AND year >= ? "
            "GROUP BY 1, 2",
            (landlord, landlord, category, category, since),
        )
        return [Tallied(*row) for row in rows if row[0]]


def landlords(path: Path) -> list[str]:
    """Landlords with enough findings that count, by name; what is a date or a number is none."""
    with _opened(path) as found:
        rows = found.execute(
            "SELECT landlord FROM finding WHERE is_counted = 1 GROUP BY landlord "
            "HAVING count(*) >= ? ORDER BY landlord",
            (ENOUGH,),
        )
        return [name for (name,) in rows if not NO_NAME.search(name)]


def categories(path: Path) -> list[str]:
    """The subjects that findings are sorted by."""
    with _opened(path) as found:
        rows = found.execute("SELECT DISTINCT category FROM finding ORDER BY category")
        return [name for (name,) in rows if name]


def alike(path: Path, text: str, *, most: int, category: str = "") -> list[Finding]:
    """Published complaints that share the most telling words with a text, the nearest first."""
    words = [word for word in WORD.findall(text.casefold()) if word not in PLAIN]
    wanted = " OR ".join(f'"{word}"' for word in list(dict.fromkeys(words))[:MOST_WORDS])
    if not wanted:
        return []
    with _opened(path) as found:
        rows = found.execute(
            "SELECT reference, landlord, decided_on, category, f.complaint, level, is_counted, url "
            "FROM words JOIN finding f ON f.id = words.rowid WHERE words MATCH ? "
            "AND (? = '' OR category = ?) "
            # A lower figure is nearer; what only mentions an outcome comes after what decides one.
            "ORDER BY bm25(words) * (1 + is_counted), f.id LIMIT ?",
            (wanted, category, category, most),
        )
        return [
            Finding(
                reference=row[0], landlord=row[1], decided_on=row[2], category=row[3],
                complaint=row[4], level=row[5], is_counted=bool(row[6]), url=row[7],
            )
            for row in rows
        ]  # fmt: skip


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, to read and nothing else."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as found:
        yield found


@contextmanager
def _rows(file: Path) -> Iterator[Iterator[dict[str, str]]]:
    unpack = gzip.open if file.name.endswith(".gz") else open
    with unpack(file, "rt", encoding="utf-8-sig", newline="") as lines:
        try:
            reader = csv.DictReader(lines, restval="")
            lacking = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if lacking:
                raise NotFindings(
                    f"{file.name} is no table of published findings: it has no column "
                    f"{', '.join(lacking)}. Nothing was changed."
                )
            yield islice(reader, MOST_ROWS)
        except (csv.Error, UnicodeDecodeError, gzip.BadGzipFile, EOFError) as fault:
            raise NotFindings(
                f"{file.name} cannot be read as a table ({fault}). Nothing was changed."
            ) from fault


def _write(
    made: sqlite3.Connection, rows: Iterator[dict[str, str]], tell: Callable[[int], None]
) -> Brought:
    left_out, read, kept, counted = Counter[str](), 0, 0, 0
    while batch := list(islice(rows, BATCH)):
        read += len(batch)
        values = [_values(row) for row in batch if _is_whole(row, left_out)]
        kept += len(values)
        counted += sum(1 for value in values if value["is_counted"])
        made.executemany(
            "INSERT INTO finding (reference, landlord, landlord_type, decided_on, year, category, "
            "complaint, level, is_counted, url) VALUES (:reference, :landlord, :landlord_type, "
            ":decided_on, :year, :category, :complaint, :level, :is_counted, :url)",
            values,
        )
        tell(read)
    made.execute("INSERT INTO words (words) VALUES ('rebuild')")
    return Brought(rows=read, kept=kept, counted=counted, left_out=dict(left_out))


def _is_whole(row: dict[str, str], left_out: Counter[str]) -> bool:
    why = next(
        (name for name in ("case_id", "landlord", "complaint") if not (row[name] or "").strip()), ""
    )
    if why:
        left_out[why] += 1
    return not why


def _values(row: dict[str, str]) -> dict[str, str | int]:
    """A row as it is kept. Only a formal finding of one outcome is counted; the others are found by
    their words and say that they are not."""
    said = {name: _text(row[name]) for name in NEEDED}
    is_counted = said["kind"] == "formal" and said["mixed_outcomes"] in ("", "0")
    return {
        "reference": said["case_id"], "landlord": said["landlord"],
        "landlord_type": said["landlord_type"], "decided_on": said["decision_date"],
        "year": said["decision_date"][:4], "category": said["category"],
        "complaint": said["complaint"], "level": said["finding"],
        "is_counted": int(is_counted and bool(said["finding"])),
        "url": said["url"] if said["url"].startswith("https://") else "",
    }  # fmt: skip


def _text(value: str | None) -> str:
    return " ".join((value or "").replace("\0", " ").split())[:MOST_OF_A_FIELD]


def names_like(names: Iterable[str], name: str) -> str:
    """The published name of a landlord: the one that says the same words, else none."""
    ours = _key(name)
    return next((each for each in names if ours and _key(each) == ours), "")


def _key(name: str) -> frozenset[str]:
    plain = re.sub(r"\(.*?\)", " ", name.casefold())
    forms = {"limited", "ltd", "the", "of", "council", "housing", "association", "group", "trust"}
    return frozenset(re.findall(r"\w+", plain)) - forms
