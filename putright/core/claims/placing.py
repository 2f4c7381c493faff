"""Which of the days of a sentence belong to which act, and how: on, since, until, between."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from putright.core.claims.days import Said
from putright.core.claims.events import Event
from putright.core.claims.reading import Sentence, Word

How = Literal["on", "since", "until", "after", "about", "as of"]
_JOINT = re.compile(
    r"^\s*(?:,|and|or|&|to|until|till|-|, and|and again|and then|through to|and also)?\s*"
    r"(?:again )?(?:on )?(?:the )?(?:evening of |morning of )?$"
)
_BEGINS = re.compile(r"\b(?:and|but|then)\b(?:\s+\w+)*\s*$")
_CLAUSE = re.compile(
    r"^\s*(?:after that|following)?,?\s*(?:we|i|you|he|she|they|it|nobody|this|that|there|an?|the"
    r"|our|your|my|his|her|their)\b",
    re.IGNORECASE,
)
"""What follows a second day as a clause of its own: "on 3 May, and on 9 May we wrote"."""
_PREPOSED = re.compile(
    r"\b(?:about|regarding|concerning|for|with|to|of|following)\s+(?:(?:the|an?|our|your|this|that)"
    r"\s+)?(?:\w+\s+)?$"
)
_GOVERNED = re.compile(
    r"\s*\b(?:about|to|against|regarding|concerning|on|over|for|asking for|asking about)\s+"
    r"(?:(?:the|an?|our|your|my|that|this|any) )?(?:[\w'-]+ )?$",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"^\s*(?:that )?(?:was|were|came|reached|arrived|went|is|had been|has been|followed)\b"
)
"""What stands behind a noun that another governs: "your reply about the visit came on"."""
_SUBJECT = re.compile(r"\b(?:we|i|you|he|she|they|it|nobody|who|which)\b")
_OF_OTHER = re.compile(
    r"\b(?:your|our|the|an?|this|that|his|her|their) (?:[\w'-]+ ){0,3}"
    r"(?!(?:morning|afternoon|evening|night|day|week|month|end|start|beginning|middle|course|rest"
    r"|whole|all|part|out|as) )[\w'-]+ of (?:the )?$",
    re.IGNORECASE,
)
"""A day that belongs to a noun which nobody knows: "your request of 3 May was answered"."""
_LED = re.compile(
    r"\b(since|until|till|before|by|after|following|from|between|up to|prior to|around|about"
    r"|approximately|as of|as at|on or about|on or around|ever since|in the week of|week of"
    r"|week beginning)"
    r"\s+(?:(?:the|last|this)\s+)?(?:(?:morning|afternoon|evening|night|week|end|start)\s+of\s+)?$",
    re.IGNORECASE,
)
_HOW: dict[str, How] = {
    "since": "since", "from": "since", "ever since": "since", "until": "until", "till": "until",
    "before": "until", "by": "until", "up to": "until", "prior to": "until", "after": "after",
    "following": "after", "around": "about", "about": "about", "approximately": "about",
    "as of": "as of", "as at": "as of", "on or about": "about", "on or around": "about",
    "in the week of": "about", "week of": "about", "week beginning": "about",
}  # fmt: skip
_AT_NOUN = re.compile(
    r"^\s*(?:to us|to you|with you|from you|with us|from us|to the police)?\s*(?:that )?"
    r"(?:was |were )?(?:you )?(?:of|dated|from|on|sent on|made on|sent|received on|in|was|were|is)?"
    r"\s*(?:the )?$"
)
_OF_NOUN = re.compile(
    r"^\s*(?:(?:to|from|with|about|for) (?:[\w'-]+ ){1,3}?)?(?:that |which )?"
    r"(?:(?:was |were )?(?:sent|made|given|posted|emailed|issued|handed) to (?:you|us|me) on"
    r"|(?:was |were |you |we |that )?(?:of|dated|on|(?:sent|made|received|"
    r"logged|posted|held|carried out|completed|reached us|reached you|came in|came to us|came|"
    r"arrived|took place|happened|went out|went|did|had|done|ended|began) (?:in |on |at |during )+"
    r"|(?:followed|came|reached us|reached you|arrived|took place|happened) )"
    r"|was|were|is)\s*(?:the )?$"
)
_NOT_UNTIL = re.compile(r"\b(?:not|only)\s+(?:until|till|by|after)\s+(?:the\s+)?$", re.IGNORECASE)
_AGAIN = frozenset({"and", "again", "then", "on", "also", "once", "more", "later", "finally", "the",
                    "at", "in", "both", "twice", "to", "until", "or", "from", "of"})  # fmt: skip
"""Words between two days of one act: "on 3 May and again on 9 May"."""
_TOLD = re.compile(
    r"\b(?:that(?! (?:same|very|day|night|week|evening|morning))|whether|how|why|what|to say"
    r"|it would|saying)\b",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\b(?:and|but) (?:then |only )?(?:took place|went ahead|happened"
    r"|(?:was|were) (?:held|made|moved|kept))\b"
    r"|(?:[,;]|\b(?:and|but|so|because|while|although|though|then|when|before|after))"
    r"\s+(?:then\s+)?"
    r"(?:(?:we|i|they|he|she|it|nobody|nothing|this|that)\s+\w+"
    r"|(?:you|(?:our|the|your|my|an?) \w+)\s+(?:was|were|has|had|have|did|is|are|came|went"
    r"|told|said|rang|wrote|made|sent|gave|took|asked|then|later|\w+ed)\b)",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"\bto (?!us\b|you\b|me\b|the\b|your\b|our\b|him\b|her\b|them\b)\w+.*\bby\b", re.IGNORECASE
)
"""What is only to be done by a day: "we asked the officer to answer by 9 May"."""
_UNDER = re.compile(r"\b(?:after|before|since|when|until|because|which)\s*$", re.IGNORECASE)
"""What follows is of another clause: "29 August, ten days after you asked"."""
_OPENS = re.compile(
    r"(?:^|[,;:.]|\b(?:and|but|then|that|when|because|while|or))\s*$", re.IGNORECASE
)
_NEXT = re.compile(
    r"^\s*(?:(?:was|had) (?:out|over|up|ended|passed|gone))?,?"
    r"\s*(?:at (?:about )?[\d.:]+ ?(?:[ap]\.?m)?,?\s*)?(?:that |when )?"
    r"(?:(?:an?|the|one of our|one of the|my|our|your) (?:[\w-]+'s )?)?$"
)
_BY_THEN = re.compile(r",? when \w+ had\b|, the (?:\w+ ){1,3}having\b", re.IGNORECASE)
"""What had come before the day: "on 22 August, when you had been told"."""
_ANEW = re.compile(r"^\s*(?:,\s*(?:and|but|so)\b|;|(?:and|but)\b)", re.IGNORECASE)
_LISTED = re.compile(r":\s*(?:[^\W\d]\S*\s+){4,}$")
"""Behind a sign of a list and some words a day is of what is listed."""
_SINCE = frozenset({"since", "after", "before", "until", "following", "between"})
_HAVING = re.compile(
    r"^\W*(?:having|despite|after|following|when|since|although|though)\b\W+(?:\w+\W+){4}",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:on|in|since|from|until|by|before|after|between|around|about|during|following|and|"
    r"both|up to|over|at)\s*(?:the\s*)?$",
    re.IGNORECASE,
)


class Dated(Struct, frozen=True):
    """Days that belong together, and how they are meant; ``event`` the act's place, if any."""

    how: How
    days: tuple[Said, ...]
    start: int
    end: int
    event: int | None = None
    account: bool = False


def placed(
    text: str, sentence: Sentence, events: Sequence[Event], days: Sequence[Said]
) -> list[Dated]:
    """The days of a sentence, each with its act."""
    own = [one for one in days if sentence.start <= one.start < sentence.end]
    found = [_with_event(text, sentence, events, one) for one in _grouped(text, sentence, own)]
    return list(_one_each(text, found))


def _one_each(text: str, found: Sequence[Dated]) -> Iterator[Dated]:
    """Each act keeps its first day; a later one may be of a verb that nobody knows."""
    last: dict[int, Dated] = {}
    for one in found:
        before = last.get(one.event) if one.event is not None else None
        if before is not None and one.how == "on":
            between = re.findall(r"[\w']+", text[before.end : one.start].lower())
            if not (set(between) <= _AGAIN or (one.days[0].whole and "one" in between)):
                yield replace(one, event=None)
                continue
        if one.event is not None:
            last[one.event] = one
        yield one


def _grouped(text: str, sentence: Sentence, days: Sequence[Said]) -> Iterator[Dated]:
    held: list[Said] = []
    for day in days:
        if held and (
            not _JOINT.match(between := text[held[-1].end : day.start])
            or (_begins(text, sentence, day, between) and not _is_open(text, sentence, held))
        ):
            yield _group(text, sentence, held)
            held = []
        held.append(day)
    if held:
        yield _group(text, sentence, held)


def _begins(text: str, sentence: Sentence, day: Said, between: str) -> bool:
    """Whether a clause of its own begins with this day."""
    return bool(_BEGINS.search(between) and _CLAUSE.match(text[day.end : sentence.end]))


def _is_open(text: str, sentence: Sentence, held: Sequence[Said]) -> bool:
    """Whether a stretch is open: "between 3 May and 9 May we wrote"."""
    led = _LED.search(text, max(sentence.start, held[0].start - 32), held[0].start)
    return led is not None and len(held) == 1 and led[1].lower() in ("between", "from")


def _group(text: str, sentence: Sentence, held: Sequence[Said]) -> Dated:
    first, last = held[0], held[-1]
    led = _LED.search(text, max(sentence.start, first.start - 32), first.start)
    word = led[1].lower() if led else ""
    between = text[first.end : held[1].start].strip().lower() if len(held) == 2 else ""
    joined = word in ("between", "from") or between in ("to", "until", "till", "-", "through to")
    if len(held) == 2 and joined and first.first <= last.last:
        whole = replace(first, end=last.end, last=last.last, whole=True)
        return Dated("on", (whole,), first.start, last.end)
    how = _HOW.get(word, "on")
    return Dated(how, tuple(held), first.start, last.end)


def _with_event(text: str, sentence: Sentence, events: Sequence[Event], group: Dated) -> Dated:
    words = sentence.words
    before = [at for at, one in enumerate(events) if words[one.head].start < group.start]
    after = [at for at, one in enumerate(events) if words[one.start].start >= group.end]
    if before:
        found = _at_noun(text, words, events, before[-1], group)
        if found is not None:
            return replace(group, event=found)
    if after and _leads(text, sentence, group, words[events[after[0]].start].start, bool(before)):
        how = "on" if _NOT_UNTIL.search(text[sentence.start : group.start]) else group.how
        return replace(group, event=after[0], how=how)
    solid = [at for at in before if not events[at].loose]
    if not before:
        return _with_next(text, sentence, events, group, after)
    if not solid:
        return group
    between = text[words[events[solid[-1]].end - 1].end : group.start]
    if group.how == "until" and _TO_DO.search(between):
        return group
    if _LISTED.search(between):
        return group
    if _TOLD.search(between):
        return replace(group, account=True)
    return group if _NEW.search(between) else replace(group, event=solid[-1])


def _with_next(
    text: str, sentence: Sentence, events: Sequence[Event], group: Dated, after: Sequence[int]
) -> Dated:
    """Days that stand before every act: of the first one behind, where it is told of them."""
    words, head = sentence.words, text[sentence.start : group.start]
    if _BY_THEN.match(text, group.end) or (
        after
        and _HAVING.search(head)
        and "," in text[group.end : words[events[after[0]].head].start]
    ):
        return group
    behind = [at for at in after if not events[at].loose]
    if not behind and len(after) == 1:
        behind = [at for at in after if not _is_governed(text, group, words, events[at])]
    if not behind or _OF_OTHER.search(head):
        return group
    begins = words[events[behind[0]].start].start
    if _is_told_before(text, sentence, group, begins) or _UNDER.search(text[group.end : begins]):
        return group
    how = "on" if _NOT_UNTIL.search(head) else group.how
    return replace(group, event=behind[0], how=how)


def _is_governed(text: str, group: Dated, words: Sequence[Word], event: Event) -> bool:
    """Whether the noun behind only says what it was about: "on 3 May about your complaint"."""
    between = text[group.end : words[event.head].start].lower()
    return bool(_PREPOSED.search(between) or _SUBJECT.search(between))


def _is_told_before(text: str, sentence: Sentence, group: Dated, begins: int) -> bool:
    """Whether a verb that nobody knows has the day: "it was signed on 6 May, and we told you"."""
    head = _LEAD.sub("", text[sentence.start : group.start])
    return len(head.split()) > 1 and bool(_ANEW.match(text[group.end : begins]))


def _at_noun(
    text: str, words: Sequence[Word], events: Sequence[Event], at: int, group: Dated
) -> int | None:
    """The act at whose noun the day stands: "your report of 3 May", not "we rang about it on"."""
    event = events[at]
    ends = words[event.end - 1].end
    between = text[ends : group.start].lower()
    if (
        event.loose
        and _CAME.match(between)
        and _GOVERNED.search(text[max(0, words[event.head].start - 60) : words[event.head].start])
    ):
        near = at and _GOVERNED.fullmatch(
            text[words[events[at - 1].end - 1].end : words[event.head].start].lower()
        )
        return at - 1 if near and events[at - 1].loose else None
    if _OF_NOUN.match(between) and between.split()[:1] != ["on"]:
        return at
    free = not event.loose or (event.opens and not any(not one.loose for one in events[:at]))
    led = [word.text for word in words[max(0, event.head - 3) : event.head]]
    free = free or not _SINCE.isdisjoint(led)
    return at if free and _AT_NOUN.match(between) else None


def _leads(text: str, sentence: Sentence, group: Dated, begins: int, later: bool) -> bool:
    """Whether the days stand before their act: "On 3 May we called"."""
    if not _NEXT.match(text[group.end : begins].lower()) or _BY_THEN.match(text, group.end):
        return False
    if not later:
        return not _HAVING.search(text[sentence.start : group.start])
    head = text[max(sentence.start, group.start - 40) : group.start]
    lead = _LEAD.search(head)
    return bool(_OPENS.search(head) or (lead and _OPENS.search(head[: lead.start()])))
