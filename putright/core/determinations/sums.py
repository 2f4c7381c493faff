"""What an order of money comes to: its total, its parts, what of it was offered before.

The figure that is ordered is the total; what is said to be inside it is not added again. Sums that
do not agree are named, never mended.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from putright.core.determinations.money import Money, sums_in, total

_PAYS = re.compile(
    r"\b(?:pay|pays|paid|payment|compensation|compensate|reimburse\w*|refund\w*|credit\w*|"
    r"re-?offer)\b",
    re.I,
)
_OFFERED = re.compile(
    r"(?:(?:previously|already|originally|initially) |was |it |it had |had |has |landlord |"
    r"the (?:landlord )?)?(?:offered|awarded|paid|agreed|offer)\b",
    re.IGNORECASE,
)
_BEFORE_OFFER = re.compile(
    r"(?:offer(?:ed)?|paid|award(?:ed)?)(?: (?:the|a|her|him|them|resident|total|sum|"
    r"compensation)){0,4}"
    r"(?: of)? ?$|(?:inclusive of|includ(?:es|ing)) (?:its |the landlord[’']s |the )?"
    r"(?:(?:original|previous|existing|earlier|initial|stage \d|final) )*(?:offers?|awards?) "
    r"(?:of )?(?:the )?$|(?:less|minus|deduct\w*|(?:in place|instead) of|replac\w+|"
    r"supersed\w+) (?:of )?(?:its |"
    r"the landlord[’']s |the )?(?:original |previous |"
    r"existing |earlier |total )?(?:offers? )?(?:of )?(?:the )?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"(?:in addition to|on top of|besides|as well as) (?:the )?$", re.IGNORECASE)
_MORE = re.compile(
    r"(?:(?:plus|and) )?(?:an? )?(?:additional|further|extra|another|new)(?: (?:sum|amount|"
    r"payment|compensation|award))?"
    r"(?: of)? ?$|\bplus (?:an? )?$",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:inclu(?:des?|ding|sive)|of which|comprising|as part of)\b", re.IGNORECASE
)
_DEDUCT = re.compile(
    r"[^.]{0,400}\b(?:deduct|less any|minus any|if (?:it has )?(?:not )?already (?:been )?(?:paid|"
    r"done)|already paid|"
    r"not already (?:been )?paid|yet to pay)\b[^.]{0,400}\.?",
    re.IGNORECASE,
)
_DONE = re.compile(r"^(?:(?:has|have|it has|that it has) )?paid\b", re.IGNORECASE)
"""An order may ask for proof that it "has: paid ..."."""
_AGAIN = re.compile(r"\b(?:if|where|should|deduct\w*|once|already)\b[^.]*$", re.IGNORECASE)
_EACH = re.compile(r"\s?(?:per|a|each|every) (?:week|month|day|year)\b", re.IGNORECASE)
_ABOUT = re.compile(r"(?:up to|at least|minimum of|between) $", re.IGNORECASE)

_STOP = re.compile(
    r"(?<=[.;]) (?!(?:This|It|Of (?:this|which)|Including|The (?:sum|total|figure|amount))\b)"
)


class Part(Struct, frozen=True):
    """One line of a breakdown."""

    amount: Decimal
    what_for: str
    already_offered: Decimal | None = None
    additional: Decimal | None = None


class Award(Struct, frozen=True):
    """The money of an order; ``wrong`` names what does not add up, ``doubt`` what is not sure."""

    amount: Decimal | None = None
    parts: tuple[Part, ...] = ()
    already_offered: Decimal | None = None
    deducts: str = ""
    wrong: tuple[str, ...] = ()
    doubt: str = ""


def award_of(text: str, lines: Sequence[str]) -> Award:
    """The money of an order: its own words, and the lines of the list below it."""
    text = _DONE.sub("Pay", text, count=1)
    money = [line for line in lines if sums_in(line)]
    if not _PAYS.search(text) or not (sums_in(text) or money):
        return Award()
    parts = tuple(
        _part(line) for line in money if line.lstrip("( ").startswith("£") or sums_in(line)
    )
    deducts = _DEDUCT.search(text) or next(filter(None, map(_DEDUCT.search, lines)), None)
    head, inline = _head(text)
    parts = parts or inline
    amount, already, wrong, doubt = _of_head(head, parts)
    offered = [part.already_offered for part in parts if part.already_offered is not None]
    if already is not None and amount is not None and already > amount:
        already, doubt = None, "More than one sum stands here."
    wrong += [one for part in parts if (one := _wrong_part(part))]
    come = total([part.amount for part in parts])
    if parts and amount is not None and come not in (amount, *_added(head)):
        wrong.append(f"The sum ordered is {pounds(amount)}; its parts come to {pounds(come)}.")
    return Award(
        amount=amount,
        parts=parts,
        already_offered=already if already is not None else total(offered) if offered else None,
        deducts=deducts[0].strip() if deducts else "",
        wrong=tuple(wrong),
        doubt=doubt,
    )


def pounds(amount: Decimal) -> str:
    """A sum as it is written: without pence where there are none."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def _head(text: str) -> tuple[str, tuple[Part, ...]]:
    """The words of the order, and a breakdown that stands in the same sentence."""
    found = re.search(
        r"\b(?:made up|comprised?|comprising|comprises|consist\w*|broken down|split|as follows|"
        r"being|"
        r"which is)\b[^£]{0,60}(?=£)",
        text,
    )
    if not found or not sums_in(text[: found.start()]):
        return text, ()
    rest = text[found.end() :]
    sums = [one for one in sums_in(rest) if not _is_aside(rest, one)]
    ends = [one.start for one in sums[1:]] + [len(rest)]
    parts = [_part(rest[one.start : end]) for one, end in zip(sums, ends, strict=True)]
    return text[: found.start()], tuple(parts)


def _is_aside(text: str, one: Money) -> bool:
    before, after = text[: one.start][-60:], text[one.end : one.end + 40].lstrip(" ,")
    return bool(_BEFORE_OFFER.search(before) or _MORE.search(before) or _OFFERED.match(after))


def _of_head(
    head: str, parts: Sequence[Part]
) -> tuple[Decimal | None, Decimal | None, list[str], str]:
    every = sums_in(head)
    sums = [one for one in every if not _is_rate(head, one)]
    if every and not sums and not parts:
        return None, None, [], "The sum is not said, only a rate or a limit."
    if not sums:
        come = total([part.amount for part in parts])
        return (come if parts else None), None, [], ""
    offered = [one for one in sums if _is_offered(head, one)]
    more = [one for one in sums if _MORE.search(head[: one.start][-40:]) and one not in offered]
    beside = [one for one in offered if _BESIDE.search(head[: one.start])]
    plain = [one for one in sums if one not in offered and one not in more]
    inside = _once([one for one in offered if one not in beside], head)
    already = total([one.amount for one in inside]) if inside else None
    if plain:
        amount = plain[0].amount
        wrong = _wrong_head(amount, already, more)
        others = {one.amount for one in plain[1:]} - {part.amount for part in parts} - {amount}
        doubt = "More than one sum stands here." if others and not parts else ""
        return amount, already, wrong, doubt
    if more and offered:
        return total([one.amount for one in (*offered, *more)]), already, [], ""
    return total([one.amount for one in (more or offered)]), already, [], ""


def _once(offered: Sequence[Money], text: str) -> list[Money]:
    """What was offered, without the sum that is only said again: "if it paid the £50"."""
    kept: list[Money] = []
    for one in offered:
        is_again = any(before.amount == one.amount for before in kept)
        if not (is_again and _AGAIN.search(text[: one.start])):
            kept.append(one)
    return kept


def _added(head: str) -> list[Decimal]:
    """What is added to an earlier offer: a breakdown may be of that alone."""
    return [one.amount for one in sums_in(head) if _MORE.search(head[: one.start][-40:])]


def _is_rate(text: str, one: Money) -> bool:
    """Whether it is so much for each week, or a limit."""
    return bool(_EACH.match(text, one.end) or _ABOUT.search(text[: one.start]))


def _is_offered(text: str, one: Money) -> bool:
    after = text[one.end : one.end + 60]
    rest = re.sub(r"^[ ,]*(?:(?:compensation|in compensation|it|that) ?){0,3}", "", after)
    return bool(_BEFORE_OFFER.search(text[: one.start][-60:]) or _OFFERED.match(rest))


def _wrong_head(amount: Decimal, already: Decimal | None, more: Sequence[Money]) -> list[str]:
    if already is None or not more:
        return []
    come = already + total([one.amount for one in more])
    if come == amount:
        return []
    return [
        f"The sum ordered is {pounds(amount)}; what was offered and what is added come to "
        f"{pounds(come)}."
    ]


def _part(line: str) -> Part:
    first, *rest = sums_in(line)
    stop = _STOP.search(line, first.end)
    sums = [first, *(one for one in rest if stop is None or one.start < stop.start())]
    offered = [
        one.amount
        for one in sums[1:]
        if _is_offered(line, one) and not _BESIDE.search(line[: one.start])
    ]
    more = [one.amount for one in sums[1:] if _MORE.search(line[: one.start][-40:])]
    only = not offered and not more and _is_offered(line, first)
    return Part(
        amount=first.amount,
        what_for=_what_for(line, first),
        already_offered=total(offered) if offered else first.amount if only else None,
        additional=total(more) if more else None,
    )


def _what_for(line: str, first: Money) -> str:
    after = re.split(r"(?<=[.;]) ", line[first.end :].strip(), maxsplit=1)[0]
    plain = re.sub(
        r"^(?:in )?(?:compensation )?(?:(?:for|to (?:recognise|reflect|acknowledge)|in "
        r"recognition of|"
        r"in respect of|in relation to|towards|due to|relating to)\s+)?",
        "",
        after.lstrip(" ,–-:"),
    )
    plain = re.sub(r"[;,.]?\s*(?:and)?\s*$", "", plain)
    return plain or line[: first.start].strip(" :–-")


def _wrong_part(part: Part) -> str:
    if part.already_offered is None or part.additional is None:
        return ""
    come = part.already_offered + part.additional
    if come == part.amount:
        return ""
    parts = f"{pounds(part.already_offered)} and {pounds(part.additional)}"
    return f"A part of {pounds(part.amount)} is said to be {parts}."
