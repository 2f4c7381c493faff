"""Words made alike before they are indexed or looked for: the same on both engines.

Marks above letters go, so do capitals and apostrophes; what is no letter or digit parts words. Both
engines are given plain words only, so nothing that is typed is ever an operator to them.
"""

import re
import unicodedata

from msgspec import Struct

LONGEST = 200
MOST_WORDS = 12
LONGEST_WORD = 60
FEWEST_DIGITS = 6
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
"""Letters that no mark can be taken off."""
JOINED = re.compile(r"[^\W_]+(?:[-/.:][^\W_]+)+")


class Typed(Struct, frozen=True):
    """What somebody typed, made ready to look for; ``digits`` where it may be a phone number."""

    text: str
    words: tuple[str, ...]
    digits: str = ""


def fold(text: str) -> str:
    """Plain words with single spaces between them."""
    plain = text
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    plain = plain.casefold().translate(LETTERS).replace("'", "").replace("’", "")
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def findable(text: str) -> str:
    """The words of a text as they are indexed: references also in one piece."""
    whole = {fold(each).replace(" ", "") for each in JOINED.findall(text) if re.search(r"\d", each)}
    return " ".join([fold(text), *sorted(whole)]).strip()


def typed(text: str) -> Typed:
    """What was typed, cut to what a person means by a search."""
    clean = " ".join(text.replace("\0", " ")[:LONGEST].split())
    words = tuple(word[:LONGEST_WORD] for word in fold(clean).split()[:MOST_WORDS])
    return Typed(clean, words, "" if re.search(r"[^\W\d]", clean) else phone_digits(clean))


def phone_digits(number: str) -> str:
    """The digits of a phone number without what stands for the country; "" if they are few."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", number))
    digits = digits.removeprefix("0044").removeprefix("44").lstrip("0")
    return digits[:LONGEST_WORD] if len(digits) >= FEWEST_DIGITS else ""


def phone_words(number: str) -> list[str]:
    """A phone number as it is indexed: whole, as people write it, and its last six digits."""
    digits = phone_digits(number)
    return [digits, f"0{digits}", digits[-FEWEST_DIGITS:]] if digits else []


def in_one_piece(reference: str) -> str:
    """A postcode or reference without what parts it."""
    return fold(reference).replace(" ", "")
