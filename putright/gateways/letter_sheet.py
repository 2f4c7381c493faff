"""A letter as it stands on paper: whose it is, whom it goes to, its words, and how it is read.

The same sheet becomes a PDF (``letter_pdf``), a Word file (``letter_docx``) or a plain-text mail.
"""

import re
import tomllib
import unicodedata
from datetime import date
from functools import cache

import msgspec
from msgspec import Struct

from putright.gateways.files import ROOT
from putright.gateways.letter_text import clean, to_plain

LETTERS = ROOT / "letters"
GROUPS = re.compile(r"(?<!\w)\+?\d+(?: \d+)+(?!\w)")
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


class Sheet(Struct, frozen=True, kw_only=True):
    """A letter with all that stands around its words.

    ``day`` is the date in words, as the letter's language says it. ``body`` and ``english`` are
    Markdown (``letter_text``). ``reach`` is a direct way to reach the sender. ``language`` is a
    tag such as "pl" or "en-GB". Where it is not English, ``english`` is the same letter in English,
    which follows it, under ``english_title``; ``translated_by`` says who put it into the language.
    """

    landlord: str
    reader: str
    day: str
    reference: str
    title: str
    body: str
    sender: str
    reach: str
    landlord_lines: tuple[str, ...] = ()
    reader_lines: tuple[str, ...] = ()
    language: str = "en-GB"
    large_print: bool = False
    english: str = ""
    english_title: str = ""
    translated_by: str = ""


class FixedWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands around every letter in one language (``letters/<language>/_words.toml``).

    ``unchecked`` says that no person who reads the language has looked at them yet.
    """

    name: str
    reference: str
    page: str
    closing: str
    reach: str
    translated: str
    english: str
    months: tuple[str, ...]
    language: str = "en-GB"
    unchecked: bool = False


def fixed_words(language: str) -> FixedWords:
    """The fixed words in a language; in English, and saying so, where there are none in it."""
    short = base_of(language)
    return _words().get(short) or _words()["en"]


def base_of(language: str) -> str:
    """The language of a tag, without its country: "en" of "en-GB"."""
    return language.partition("-")[0].lower()


def direction_of(language: str) -> str:
    """Which way a language is written: "ltr" or "rtl"."""
    return "rtl" if base_of(language) in RIGHT_TO_LEFT else "ltr"


def day_of(day: date, language: str) -> str:
    """A day in words of a language, or in figures where we have no words for it."""
    words = _words().get(base_of(language))
    if words is None:
        return f"{day.day}/{day.month}/{day.year}"
    return f"{day.day} {words.months[day.month - 1]} {day.year}"


def line_direction(line: str) -> str:
    """Which way a name or a line of an address reads, by its first letter."""
    kinds = (unicodedata.bidirectional(one) for one in line)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def in_order(text: str, direction: str) -> str:
    """The text with groups of figures, as of a phone number, kept in their order.

    Between words that read from the right, "01632 960" would else be shown as "960 01632".
    """
    if direction == "ltr":
        return text
    return GROUPS.sub(lambda found: f"\u2066{found[0]}\u2069", text)


def plain_of(sheet: Sheet) -> str:
    """The letter as a plain-text mail says it."""
    words = fixed_words(sheet.language)
    said = [
        sheet.title,
        f"{words.reference}: {sheet.reference}" if sheet.reference else "",
        to_plain(sheet.body).strip("\n"),
        f"{words.closing}\n\n{sheet.sender}\n{sheet.landlord}",
        words.reach.format(reach=sheet.reach) if sheet.reach else "",
    ]
    if sheet.english:
        said += [
            translated_words(sheet),
            fixed_words("en").english,
            sheet.english_title,
            to_plain(sheet.english).strip("\n"),
        ]
    return "\n\n".join(clean(text) for text in said if text) + "\n"


def translated_words(sheet: Sheet) -> str:
    """Who made the translation, in its own language where we have the words; "" if nobody is."""
    words = fixed_words(sheet.language)
    if not sheet.translated_by:
        return ""
    return words.translated.format(who=sheet.translated_by, language=language_name(sheet.language))


def language_name(language: str) -> str:
    """The English name of a language that we have words in; else its tag."""
    found = _words().get(base_of(language))
    return found.name if found else language


@cache
def _words() -> dict[str, FixedWords]:
    found = {}
    for path in sorted(LETTERS.glob("*/_words.toml")):
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        tag = "en-GB" if path.parent.name == "en" else path.parent.name
        found[path.parent.name] = msgspec.convert({**given, "language": tag}, FixedWords)
    return found
