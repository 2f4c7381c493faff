"""What somebody's own words to the other party may not hold, whatever the case says (security T6).

The fixed text of a letter is ours, and is not searched for these: only what somebody typed. So the
lists may be long: a false alarm costs other words, a miss can cost somebody their home.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAYS = ("Mon", "Tues?", "Wed", "Thur?s?", "Fri", "Sat", "Sun")
"""Only with a capital: "he sat in the sun" tells no day."""
NEAR_DAYS = (
    "yesterday", "today", "tonight", "weekends?", "bank holiday", "boxing day", "new year's",
    "easter", "christmas", "halloween", "bonfire night",
    r"(?:last|this|that|same|other|previous|next) (?:night|morning|afternoon|evening|week|day)",
    r"(?:day|night|morning|evening) before", r"(?:days?|nights?|weeks?) ago",
)  # fmt: skip
ORDINALS = (
    "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth", "thirtieth", r"twenty[- ]\w+(?:st|nd|rd|th)",
    r"thirty[- ]first",
)  # fmt: skip
"""Without "the first", "the second" and "the third", which are seldom days."""
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
           "twelve")  # fmt: skip
PLACES = (
    "upstairs", "downstairs", r"next[- ]door", "your neighbour", "a neighbour", "the neighbour",
    "one of your neighbours", r"(?:across|over) the (?:landing|hall|hallway|road|street|way|yard)",
    r"(?:flat|floor|house|home|door|lives?|living|neighbours?|people) "
    r"(?:opposite|above|below|beneath|underneath|beside)",
    r"(?:opposite|above|below|beneath|underneath|beside|next to) (?:you|yours|your (?:home|flat))",
    "through (?:the|your) (?:wall|floor|ceiling)",
)  # fmt: skip
PEOPLE = (
    "woman", "women", "lady", "gentleman", "man", "couple", "mother", "mum", "father", "dad",
    "widow", "widower", "pensioner", "girl", "boy", "child", "children", "baby", "family",
    "complainant", "victim", "witness", "witnesses", "reporter", "resident", "tenant",
)  # fmt: skip
"""After "the", "a", "an", "this", "that" or "another"; "your family" is the reader's own."""
HOUSEHOLD = ("children", "child", "kids?", "baby", "babies", "toddlers?", "sons?", "daughters?",
             "dogs?", "cats?", "wheelchair")  # fmt: skip
WHO = ("she", "he", "they", "who", "somebody", "someone", "neighbours?", "people")
TOLD = (
    "rang", "told", "said", "says", "saw", "seen", "heard", "hears", "phoned", "called", "wrote",
    "reported", "complained", "recorded", "filmed", "noticed", "witnessed",
)  # fmt: skip
TOLD_US = (
    r"(?:told|rang|phoned|called|emailed|texted|contacted|wrote to|spoke (?:to|with)|came to) us",
    "complained", r"(?:saw|heard|filmed|recorded|reported) you",
    "afraid", "scared", "frightened", "terrified", "in tears", "crying",
)  # fmt: skip
"""Nothing of it where it says what "you" told us or are."""
COMMON = frozenset({
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "ask", "at",
    "be", "because", "been", "before", "but", "by", "call", "can", "could", "did", "do", "does",
    "for", "from", "get", "had", "has", "have", "he", "help", "her", "him", "his", "how", "i",
    "if", "in", "into", "is", "it", "its", "know", "let", "like", "may", "me", "more", "my",
    "need", "no", "not", "of", "off", "on", "or", "our", "out", "please", "possible", "ring",
    "she", "so", "soon", "tell", "that", "the", "their", "them", "then", "there", "they",
    "this", "time", "to", "up", "us", "want", "was", "we", "were", "what", "when", "which",
    "who", "will", "with", "would", "you", "your",
})  # fmt: skip
"""Words of which four in a row are nobody's in particular."""
ORDINARY = frozenset({
    "art", "bill", "bob", "dawn", "drew", "faith", "frank", "gene", "grace", "grant", "hope",
    "ivy", "jack", "joy", "june", "king", "lee", "long", "mark", "may", "miles", "nick",
    "north", "page", "pat", "penny", "pop", "ray", "read", "rich", "rob", "rose", "rusty",
    "short", "sky", "stone", "summer", "sue", "violet", "wade", "ward", "way", "west", "will",
    "wood", "young",
})  # fmt: skip
"""Names that are words: found as a name alone, with a capital."""
LONG = 5
"""A name of so many letters is found with one letter more, less or changed."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TO_YOU = re.compile(r"\byou(?:\s+\w+){0,2}\s+$", re.IGNORECASE)
_MONTH = "|".join(f"{one}|{one[:3]}" for one in MONTHS) + "|Sept"
_DAYS = re.compile(
    rf"\b(?:{'|'.join(WEEKDAYS)})s?\b"
    rf"|\b(?:{'|'.join(NEAR_DAYS)})\b"
    r"|(?<![\d/.])(?!24/7)(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d{2,4})?(?![\d/])"
    r"|(?<![\d.])(?:0?[1-9]|[12]\d|3[01])[.-](?:0?[1-9]|1[0-2])[.-]\d{2,4}\b"
    r"|\b\d{4}-\d{1,2}-\d{1,2}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?:{_MONTH})\b"
    rf"|\b(?:{_MONTH})[\s-]+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\b"
    rf"|\b(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)\b(?!\s+(?:floor|letter|time|visit|warning))"
    rf"|\bthe\s+(?:{'|'.join(ORDINALS)})\b"
    rf"|\b(?:first|second|third)\s+of\s+(?:{_MONTH})\b",
    re.IGNORECASE,
)
_SHORT = re.compile(rf"\b(?:{'|'.join(SHORT_DAYS)})\b")
_HOURS = re.compile(
    rf"\b(?:\d{{1,2}}|{'|'.join(COUNTED)})\s+(?:at\s+night|in\s+the\s+(?:morning|afternoon|evening))\b"
    rf"|\b(?:at|after|before|until|till|past|around)\s+(?:{'|'.join(COUNTED[1:])}|\d{{1,2}})"
    r"\b(?!\s+\w+s\b|\s+(?-i:[A-Z])|[:./]\d)",
    re.IGNORECASE,
)
_POINTS = re.compile(
    rf"\b(?:{'|'.join(PLACES)})\b"
    rf"|\b(?:the|an?|this|that|another)\s+(?:\w+\s+)?(?:{'|'.join(PEOPLE)})\b"
    rf"|\bwith\s+(?!your\b)(?:\w+\s+){{0,2}}(?:{'|'.join(HOUSEHOLD)})\b"
    rf"|\b(?:{'|'.join(WHO)})\s+(?:\w+\s+)?(?:{'|'.join(TOLD)})\b",
    re.IGNORECASE,
)
_TOLD_US = re.compile(rf"\b(?:{'|'.join(TOLD_US)})\b", re.IGNORECASE)
Place = tuple[int, int]


def days(text: str) -> Iterator[Place]:
    """Every day that the text names or points to."""
    for pattern in (_DAYS, _SHORT):
        yield from (found.span() for found in pattern.finditer(text))


def hours(text: str) -> Iterator[Place]:
    """Hours in words."""
    yield from (found.span() for found in _HOURS.finditer(text))


def pointers(text: str) -> Iterator[Place]:
    """Words that point to who spoke: where they live, what they are like, that they told us."""
    yield from (found.span() for found in _POINTS.finditer(text))
    for found in _TOLD_US.finditer(text):
        if not _TO_YOU.search(text[: found.start()]):
            yield found.span()


def names(text: str, withheld: Iterable[str], own: Iterable[str]) -> Iterator[Place]:
    """Parts of a name in small letters, and near spellings of one."""
    theirs = {word.casefold() for name in own for word in _WORD.findall(name)}
    parts = {word.casefold() for name in withheld for word in _WORD.findall(name)}
    for found in _WORD.finditer(text):
        low = found[0].casefold().removesuffix("'s")
        if low in theirs or low in ORDINARY or low in COMMON:
            continue
        is_named = found[0][:1].isupper()
        if any(_is_like(low, part, is_named=is_named) for part in parts - theirs):
            yield found.span()


def is_telling(run: Sequence[str]) -> bool:
    """Whether so few words in a row can be somebody's own."""
    return not COMMON.issuperset(run)


def _is_like(word: str, part: str, *, is_named: bool) -> bool:
    """The same, or one letter off where it is long; in small letters, short ones are words."""
    if word == part:
        return len(part) > 2
    wanted = LONG if is_named else LONG + 2
    return len(part) >= wanted and _is_one_off(word, part)


def _is_one_off(one: str, other: str) -> bool:
    """Whether one letter added, left out, changed, or two swapped make one of the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((at for at, sign in enumerate(short) if sign != long[at]), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = short[same + 1 : same + 2] + short[same : same + 1] + short[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or swapped == long[same:]
