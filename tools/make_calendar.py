"""Write the calendar of England and Wales's bank holidays from the kept library `holidays`.

Run it when a holiday is proclaimed and the library knows it:
`python tools/make_calendar.py --version 2`. Give every changed list a new version: due dates that
were told to people keep the version they were worked out with.
"""

import argparse
from datetime import date
from importlib.metadata import version as library_version
from pathlib import Path

import holidays

TARGET = Path(__file__).parents[1] / "putright/packs/calendar/england-and-wales.toml"
FIRST_YEAR, LAST_YEAR = 2015, 2032
NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Platinum Jubilee of Elizabeth II": "Platinum Jubilee bank holiday",
    "State Funeral of Queen Elizabeth II": "Bank holiday for the State Funeral of the late Queen",
    "Coronation of Charles III": "Bank holiday for the coronation of King Charles III",
}


def bank_holidays(year: int) -> dict[date, str]:
    """The bank holidays of one year that fall on Monday to Friday, by day."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    return {day: as_people_say(name) for day, name in sorted(found.items()) if day.weekday() < 5}


def as_people_say(name: str) -> str:
    """The name as the government's own list has it: the library's is older or longer."""
    plain = name.replace("(observed)", "(substitute day)")
    return NAMES.get(plain, plain)


def render(version: str, first_year: int, last_year: int) -> str:
    """The whole file, as text."""
    head = [
        "# Bank holidays in England and Wales, Monday to Friday only: one on a weekend appears as",
        "# its substitute day. When one is proclaimed, add a [[holiday]] table and a new version.",
        'name = "England and Wales"',
        f'version = "{version}"',
        f'source = "python-holidays {library_version("holidays")}, GB, subdivision ENG"',
        f"first = {first_year}-01-01",
        f"last = {last_year}-12-31",
    ]
    tables = [
        f'\n[[holiday]]\nday = {day}\nname = "{name}"'
        for year in range(first_year, last_year + 1)
        for day, name in bank_holidays(year).items()
    ]
    return "\n".join([*head, *tables]) + "\n"


def main() -> None:
    """Write the file; the version is asked for, so that nobody forgets it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--version", required=True, help="version of the new list, as in 2")
    parser.add_argument("--last-year", type=int, default=LAST_YEAR)
    chosen = parser.parse_args()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(render(chosen.version, FIRST_YEAR, chosen.last_year), encoding="utf-8")


if __name__ == "__main__":
    main()
