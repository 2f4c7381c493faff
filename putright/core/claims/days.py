"""Every day that a text names, however it is worded, worked out against the letter's own day."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from putright.core.claims.reading import UNIT_DAYS

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SATURDAY = 5
_WINTER = {(1, 1), (1, 2), (1, 3), (12, 25), (12, 26), (12, 27), (12, 28)}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONES = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
ORDINALS = (
    {word: at for at, word in enumerate(_ONES, start=1)}
    | {
        f"{tens}{sign}{one}": 10 * at + n
        for tens, at in (("twenty", 2), ("thirty", 3))
        for sign in ("-", " ")
        for n, one in enumerate(_ONES[:9], start=1)
        if 10 * at + n <= 31
    }
    | {"thirtieth": 30}
)
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2,
}  # fmt: skip
_SO_MANY = r"\d{1,2}|a couple of|" + "|".join(word for word in _NUMBERS if " " not in word)
_ORD = "|".join(sorted(ORDINALS, key=len, reverse=True))
_MON = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?|{_ORD})"
_WKD = rf"(?:(?P<NAMED>{'|'.join(_WEEKDAYS)}|mon|tues?|wed|thurs?|thu|fri|sat|sun)\b[ ,]{{0,2}})?"
_YEAR = (
    r"(?:[ ,]{1,2}(?:of )?(?P<NAMED>(?:19|20)\d\d\b|'\d\d\b|last year|this year|the same year))?"
)
_BETWEEN = r"(?: ?, ?(?:and )?| and | or | ?& ?| to | until | ?- ?)"
_DAY_MONTH = re.compile(
    r"(?:\bthe )?" + _WKD.replace("NAMED", "wa") + rf"(?:the )?(?<![\d/.:£])\b(?P<da>{_DAY}"
    rf"(?:{_BETWEEN}(?:on )?(?:the )?(?:(?:{'|'.join(_WEEKDAYS)}) )?{_DAY}\b){{0,8}})"
    rf"(?: of)?[ -](?P<ma>{_MON})\b(?:\.(?= ?\d{4}))?" + _YEAR.replace("NAMED", "ya"),
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    r"\b" + _WKD.replace("NAMED", "wb")
    + rf"(?P<mb>{_MON})\b(?:(?<=\b\w\w\w)\.|(?<=\bsept)\.)? (?:the )?(?P<db>{_DAY})\b(?![:/.]\d)"
    + _YEAR.replace("NAMED", "yb"),
    re.IGNORECASE,
)  # fmt: skip
_FIGURES = re.compile(
    r"\b" + _WKD.replace("NAMED", "wc")
    + r"(?<![\d/.,£-])(?:(?P<yi>20\d\d)-(?P<mi>\d\d)-(?P<di>\d\d)"
    r"|(?P<dc>3[01]|[12]\d|0?[1-9])(?P<sep>[/.-])(?P<mc>1[0-2]|0?[1-9])(?:(?P=sep)(?P<yc>20\d\d|\d\d))?)"
    r"(?![\d/-]|[.,]\d)",
    re.IGNORECASE,
)  # fmt: skip
_MONTH_ONLY = re.compile(
    r"\b(?P<q>(?:(?:the )?(?:early|mid|late|middle of|beginning of|start of|end of|first half of|"
    r"second half of|(?:first|second|third|last|final) week (?:of|in))[ -])?(?:of )?)(?P<md>"
    + _MON
    + r")\b(?! \d{1,2}\b)"
    + _YEAR.replace("NAMED", "yd"),
    re.IGNORECASE,
)
_FEASTS = {
    "christmas eve": (24, 12), "christmas day": (25, 12), "boxing day": (26, 12),
    "new year's eve": (31, 12), "new year's day": (1, 1),
}  # fmt: skip
_FEAST = re.compile(rf"\b(?P<feast>{'|'.join(_FEASTS)})\b" + _YEAR.replace("NAMED", "yf"),
                    re.IGNORECASE)  # fmt: skip
_LISTED = re.compile(r"(?:,| and|, and| or) ", re.IGNORECASE)
_BEFORE_LIST = re.compile(r"[,:(-] ?$")
_NOT_OF = r"(?! (?:your|our|the|that|you|we|i|she|he|it|my|his|her|their|they)\b)"
_ALONE = r"(?= *(?:[,.;:)]|$| (?:we|i|you|he|she|they|it|the|our|your)\b))"
_ABOUT_DAY = re.compile(
    r"\b(?:(?P<near>yesterday|today|tonight|this (?:morning|afternoon|evening|week|month|year)"
    r"|last (?:night|week|month|weekend)|the day before yesterday"
    r"|(?:the|that) same (?:day|afternoon|morning|evening|night)"
    r"|that (?:day|afternoon|evening|morning|night)"
    r"|(?:the|that) same week|that week|the (?:following|next) week"
    rf"|the week after{_NOT_OF}"
    r"|the (?:next|following) (?:working )?(?:day|morning)"
    rf"|the day (?:after|before)(?: that{_ALONE}|{_NOT_OF}))"
    r"|(?P<which>last|this|next|previous|a(?= \w+day\b)|the following|the next|the|that)? ?"
    rf"(?<!easter )(?<!good )(?P<wd>{'|'.join(_WEEKDAYS)})\b"
    r"(?P<gone> last| of last week| last week| this week)?"
    rf"(?P<after> following| after(?: that{_ALONE}|{_NOT_OF}))?"
    rf"|(?P<later>{_SO_MANY}) (?P<lunit>(?:working )?day|week|fortnight|month)s? "
    r"(?:later(?! than)|afterwards|after that|(?P<back>earlier(?! than)|before that))"
    rf"|(?P<n>{_SO_MANY}) (?P<unit>day|week|month|fortnight)s? ago"
    r"|(?:the|(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat|satur|sun)(?:day)?)"
    r" (?P<dn>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b"
    r"(?P<dm> of (?:last|this|that|the same) month)?"
    r"(?! (?:floor|time|letter|visit|call|stage|of)))\b",
    re.IGNORECASE,
)
_BEFORE_MONTH = re.compile(
    r"\b(?:in|during|of|since|until|by|to|and|from|between|before|after|around|about|through|late"
    r"|early|mid|last|throughout|through)[ -](?:the )?(?:whole )?(?:of )?$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r" ?[,(-]? ?(?:just |only |some |that is,? |which was |a full |fully )?")
"""Between a day and the same told again: "on 10 July, four working days later"."""
_SURE = frozenset({"may", "march", "mar", "jan", "dec", "sat", "sun", "nov", "oct", "sep", "apr"})
_ONE_DAY = timedelta(days=1)
_CLOSE = 160
_THEN = frozenset({"the", "that", "the following", "the next"})
_NEXT = re.compile("following|next|after")
_YEARS = 156
"""So many weeks back "the Tuesday" may be meant."""


class Said(Struct, frozen=True):
    """A day, or a stretch of days, as the text says it; ``others`` are other days it may mean.

    ``whole`` says that it is a stretch of which any day may be meant ("in May"). ``wrong`` is the
    weekday that does not fit. ``sure`` says that the year (and month) stand there.
    """

    start: int
    end: int
    first: date
    last: date
    whole: bool = False
    wrong: str = ""
    sure: bool = False
    relative: bool = False
    others: tuple[date, ...] = ()

    def holds(self, first: date, last: date) -> bool:
        """Whether something that happened within those days fits."""
        if first <= self.last and last >= self.first:
            return True
        return any(first <= other <= last for other in self.others)


def days_in(text: str, on: date) -> list[Said]:
    """The days named in a folded text, in their order, without those that no calendar has."""
    taken: list[tuple[int, int]] = []
    found: list[Said] = []
    for read in (_of_day_month, _of_figures, _of_month_day, _of_month, _of_feast):
        for said in read(text, on):
            if not any(said.start < end and start < said.end for start, end in taken):
                found.append(said)
        taken = [(each.start, each.end) for each in found]
    near = [each for each in _near(text, on, sorted(found, key=_place)) if _is_free(each, taken)]
    return sorted([*found, *near], key=_place)


def _place(said: Said) -> tuple[int, int]:
    return said.start, said.end


def _is_free(said: Said, taken: Iterable[tuple[int, int]]) -> bool:
    return not any(said.start < end and start < said.end for start, end in taken)


def _of_day_month(text: str, on: date) -> Iterator[Said]:
    for found in _DAY_MONTH.finditer(text):
        month = _month(found["ma"])
        listed = list(re.finditer(rf"\b{_DAY}\b", found["da"], re.IGNORECASE))
        several = len(listed) > 1
        if _is_word(found["ma"], known=bool(found["ya"]) or _is_capital(found["ma"])):
            continue
        spans = _spans(found, listed)
        days = [_day(one[0]) for one in listed]
        if (
            several
            and re.search(r"\b(?:to|until)\b|-", found["da"])
            and "twenty-" not in found["da"]
        ):
            yield from _stretch(text, found, (days[0], days[-1]), month, on)
            continue
        for (start, end), day in zip(spans, days, strict=True):
            made = _made(day, month, found["ya"], on)
            if made is not None:
                weekday = "" if several else found["wa"]
                yield Said(
                    start, end, made, made, wrong=_wrong(weekday, made), sure=bool(found["ya"])
                )


def _spans(found: re.Match[str], listed: list[re.Match[str]]) -> list[tuple[int, int]]:
    """Where each of several days that share a month stands; the last has the month too."""
    if len(listed) == 1:
        return [found.span()]
    begin = found.start("da")
    spans = [(begin + one.start(), begin + one.end()) for one in listed]
    return [*spans[:-1], (spans[-1][0], found.end())]


def _stretch(
    text: str, found: re.Match[str], edges: tuple[int, int], month: int, on: date
) -> Iterator[Said]:
    first, last = (_made(day, month, found["ya"], on) for day in edges)
    if first is not None and last is not None and first <= last:
        yield Said(found.start(), found.end(), first, last, whole=True, sure=bool(found["ya"]))


def _of_month_day(text: str, on: date) -> Iterator[Said]:
    for found in _MONTH_DAY.finditer(text):
        if not _is_capital(found["mb"]):
            continue
        made = _made(_day(found["db"]), _month(found["mb"]), found["yb"], on)
        if made is not None:
            wrong = _wrong(found["wb"], made)
            yield Said(*found.span(), made, made, wrong=wrong, sure=bool(found["yb"]))


def _of_figures(text: str, on: date) -> Iterator[Said]:
    for found in _FIGURES.finditer(text):
        year = found["yi"] or found["yc"]
        if year is None and found["sep"] != "/":
            continue
        if found[0] == "24/7":
            continue
        month, day = int(found["mi"] or found["mc"]), int(found["di"] or found["dc"])
        full = (year if len(year) == 4 else f"20{year}") if year else None
        made = _made(day, month, full, on)
        if made is not None:
            yield Said(
                *found.span(), made, made, wrong=_wrong(found["wc"], made), sure=year is not None
            )


def _of_feast(text: str, on: date) -> Iterator[Said]:
    for found in _FEAST.finditer(text):
        day, month = _FEASTS[found["feast"].lower()]
        made = _made(day, month, found["yf"], on) or on
        yield Said(*found.span(), made, made, sure=bool(found["yf"]))


def _of_month(text: str, on: date) -> Iterator[Said]:
    every = [one for one in _MONTH_ONLY.finditer(text) if _is_capital(one["md"])]
    for found, year in _led_months(text, every):
        name = found["md"]
        first = _made(1, _month(name), year, on) or on
        last = _month_end(first)
        part = found["q"].lower()
        if "week" in part:
            first, last = _week_of(part, first, last)
        elif "early" in part or "beginning" in part or "start" in part or "first" in part:
            last = first + timedelta(days=14)
        elif "late" in part or "end" in part or "second" in part:
            first = last - timedelta(days=14)
        elif "mid" in part:
            first, last = first + timedelta(days=7), first + timedelta(days=22)
        yield Said(*found.span(), first, last, whole=True, sure=bool(year))


def _led_months(
    text: str, every: Sequence[re.Match[str]]
) -> Iterator[tuple[re.Match[str], str | None]]:
    """Months that a word before, a year or a list shows to be days, with the year they share."""
    held: list[re.Match[str]] = []
    for one, after in zip_longest(every, every[1:]):
        held.append(one)
        if after is not None and _LISTED.fullmatch(text, one.end(), after.start()):
            continue
        first = held[0].start("md")
        led = _BEFORE_MONTH.search(text, max(0, first - 24), first)
        listed = len(held) > 1 and _BEFORE_LIST.search(text, max(0, first - 3), first)
        if led or listed or one["yd"]:
            yield from ((each, each["yd"] or one["yd"]) for each in held)
        held = []


def _week_of(part: str, first: date, last: date) -> tuple[date, date]:
    """Those days of a month that "the second week of" may mean, with two to spare."""
    at = next((n for n, word in enumerate(_ONES[:3]) if word in part), None)
    if at is None:
        return last - timedelta(days=8), last
    begins = first + timedelta(days=7 * at)
    return max(first, begins - 2 * _ONE_DAY), begins + timedelta(days=8)


def _near(text: str, on: date, named: list[Said]) -> Iterator[Said]:
    """Days that are told by another one: the letter's day, or the day named last before."""
    for found in _ABOUT_DAY.finditer(text):
        past = [each for each in named if each.end <= found.start()]
        before = [each.last for each in past if not each.whole or found["dn"]]
        the = (found["which"] or "").lower() in ("the", "that")
        if the and not (found["after"] or _is_on(text, found.start())):
            continue
        if the and not (before and _is_close(text, past[-1].end, found.start())):
            before = []
        if found["later"] and before and _AGAIN.fullmatch(text, past[-1].end, found.start()):
            before.pop()
        made = _near_day(found, on, before[-1] if before else None)
        if made is None:
            continue
        first, last, others = made
        if first <= on or found["which"] in ("next", "Next"):
            start = found.end() - len(found[0].lstrip())
            yield Said(
                start, found.end(), first, last, whole=first != last, relative=True, others=others
            )


def _is_on(text: str, start: int) -> bool:
    """Whether "on" stands before: "on the Tuesday" is a day, "the Saturday" may be any."""
    return text[max(0, start - 4) : start].lower().strip() in ("on", "by")


def _is_close(text: str, start: int, end: int) -> bool:
    """Whether no sentence ends between two days."""
    return end - start < _CLOSE and not re.search(r"[.;!?\n]", text[start:end])


def _near_day(
    found: re.Match[str], on: date, before: date | None
) -> tuple[date, date, tuple[date, ...]] | None:
    if found["near"]:
        return _named_near(found["near"].lower(), on, before)
    if found["wd"]:
        return _weekday(found, on, before)
    if found["dn"]:
        made = _numbered(found, before or on, on)
        return (made, made, ()) if made else None
    if found["later"]:
        return _later(found, before)
    n = _NUMBERS.get(found["n"].lower()) or int(found["n"])
    length = UNIT_DAYS[found["unit"].lower()]
    middle = on - timedelta(days=n * length)
    slack = timedelta(days=0 if length == 1 else length // 3)
    return middle - slack, middle + slack, ()


def _later(found: re.Match[str], before: date | None) -> tuple[date, date, tuple[date, ...]] | None:
    """ "Three days later": after the day named before; working days may skip two weekends."""
    if before is None:
        return None
    n = _NUMBERS.get(found["later"].lower()) or int(found["later"])
    unit = found["lunit"].lower()
    days = n * UNIT_DAYS.get(unit, 1)
    if "working" in unit and not found["back"]:
        return *_working_later(before, n), ()
    slack = 2 * (n // 5 + 1) + 2 if "working" in unit else 0
    spare = 0 if unit.endswith("day") else 10 if unit == "month" else 3
    if found["back"]:
        first = before - timedelta(days=days + slack + spare)
        return first, before - timedelta(days=days - spare), ()
    return before + timedelta(days=days - spare), before + timedelta(days=days + slack + spare), ()


def _working_later(before: date, n: int) -> tuple[date, date]:
    """The day so many working days later, without holidays and with all that there may be."""
    soonest = latest = before
    few = many = 0
    while many < n:
        latest += timedelta(days=1)
        is_weekday = latest.weekday() < _SATURDAY
        few += is_weekday
        many += is_weekday and not may_be_free(latest)
        if few == n and is_weekday and soonest == before:
            soonest = latest
    return soonest, latest


def may_be_free(day: date) -> bool:
    """Whether a weekday may be a holiday somewhere in the United Kingdom."""
    if day.weekday() == 0 and day.month in (5, 8):
        return day.day <= 7 or day.day >= 25
    if day.month in (3, 4) and day.weekday() in (0, 4):
        return (day.month, day.day) >= (3, 20)
    return (day.month, day.day) in _WINTER


def working_between(first: date, last: date) -> tuple[int, int]:
    """How many working days lie between, at least and at most: holidays are only guessed."""
    days = [first + timedelta(days=at) for at in range(1, (last - first).days + 1)]
    week = [day for day in days if day.weekday() < 5]
    return sum(not may_be_free(day) for day in week), len(week)


def _named_near(
    said: str, on: date, before: date | None
) -> tuple[date, date, tuple[date, ...]] | None:
    monday = on - timedelta(days=on.weekday())
    month = on.replace(day=1)
    fixed = {
        "yesterday": (on - _ONE_DAY, on - _ONE_DAY),
        "the day before yesterday": (on - 2 * _ONE_DAY, on - 2 * _ONE_DAY),
        "last night": (on - _ONE_DAY, on - _ONE_DAY),
        "last week": (monday - timedelta(days=7), max(monday - _ONE_DAY, on - timedelta(days=4))),
        "last weekend": (monday - timedelta(days=2), monday - _ONE_DAY),
        "last month": ((month - _ONE_DAY).replace(day=1), month - _ONE_DAY),
        "this week": (monday, on),
        "this month": (month, on),
        "this year": (on.replace(month=1, day=1), on),
    }
    if said in fixed:
        first, last = fixed[said]
        return first, last, ()
    if said in ("today", "tonight") or said.startswith("this "):
        return on, on, ()
    if before is None:
        return None
    if "week" in said:
        monday = before - timedelta(days=before.weekday() - (7 if _NEXT.search(said) else 0))
        return monday, monday + 6 * _ONE_DAY, ()
    if "same" in said or said.startswith("that"):
        return before, before, ()
    if said.startswith("the day before"):
        return before - _ONE_DAY, before - _ONE_DAY, ()
    more = 3 if "working" in said and before.weekday() >= 4 else 1
    return before + _ONE_DAY, before + more * _ONE_DAY, ()


def _weekday(
    found: re.Match[str], on: date, before: date | None
) -> tuple[date, date, tuple[date, ...]] | None:
    """The last such day before the letter; "last" may mean the one of the week before too."""
    which = (found["which"] or "").lower()
    at = _WEEKDAYS.index(found["wd"].lower())
    if before is not None and (which in _THEN or found["after"]):
        made = before + timedelta(days=(at - before.weekday() - 1) % 7 + 1)
        near = which in ("the", "that") and not found["after"]
        return made, made, (made - timedelta(days=7),) if near else ()
    back = (on.weekday() - at) % 7
    if which == "next":
        made = on + timedelta(days=7 - back)
        return made, made, ()
    if which in ("the following", "the next", "previous") or found["after"]:
        return None
    made = on - timedelta(days=back or 7)
    if which in ("the", "that", "a"):
        return made, made, tuple(made - timedelta(days=7 * n) for n in range(1, _YEARS))
    others = (on,) if not back and not which else ()
    if which == "last" or found["gone"]:
        others = (*others, made - timedelta(days=7))
    return made, made, others


def _numbered(found: re.Match[str], near: date, on: date) -> date | None:
    """ "The 9th", "the 9th of last month"."""
    month = (found["dm"] or "").lower()
    day = _day(found["dn"])
    if "last" in month:
        last = on.replace(day=1) - _ONE_DAY
        return _safe(last.year, last.month, day)
    if "this" in month:
        return _safe(on.year, on.month, day)
    return _with_month_before(day, near, on)


def _with_month_before(day: int, near: date, on: date) -> date | None:
    """ "The 9th", after a day that was named: of that month or the next; else the last one gone."""
    made = _safe(near.year, near.month, day)
    if made is not None and made > on:
        back = near.replace(day=1) - _ONE_DAY
        return _safe(back.year, back.month, day)
    return made


def _made(day: int, month: int, year: str | None, on: date) -> date | None:
    """The day; without a year the last such day that is not after the letter."""
    if year is None:
        made = _safe(on.year, month, day)
        return _safe(on.year - 1, month, day) if made is None or made > on else made
    said = year.lower()
    if said == "last year":
        return _safe(on.year - 1, month, day)
    if said in ("this year", "the same year"):
        return _safe(on.year, month, day)
    return _safe(int(said if len(said) == 4 else f"20{said[-2:]}"), month, day)


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number_of(word: str) -> int | None:
    """A number in figures or words, up to ten."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    return int(word) if word.isdigit() and len(word) < 3 else None


def _month(name: str) -> int:
    return next(at for at, one in enumerate(_MONTHS, start=1) if one.startswith(name.lower()[:3]))


def _month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - _ONE_DAY


def _day(said: str) -> int:
    low = said.lower()
    if low in ORDINALS:
        return ORDINALS[low]
    return int(re.sub(r"\D", "", low))


def _is_capital(name: str) -> bool:
    return name[:1].isupper()


def _is_word(name: str, *, known: bool) -> bool:
    """Whether "may", "march" and such in small letters are no month here."""
    return name.lower() in _SURE and not known


def ahead(said: Said) -> Said:
    """The same day a year on, where none was named: in a promise it may be meant."""
    made = _safe(said.first.year + 1, said.first.month, said.first.day)
    if said.sure or made is None:
        return said
    return replace(said, first=made, last=made, wrong=_wrong(said.wrong, made))


def _wrong(weekday: str | None, made: date) -> str:
    """The weekday said, where the day was another."""
    if not weekday:
        return ""
    said = next(one for one in _WEEKDAYS if one.startswith(weekday.lower()[:3]))
    return "" if _WEEKDAYS[made.weekday()] == said else said.capitalize()
