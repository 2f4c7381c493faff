"""Times told by another act: "the day after your report", "within two days of your call"."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from putright.core.claims.days import ORDINALS, number_of, working_between
from putright.core.claims.event import Event
from putright.core.claims.grammar import INSIDE
from putright.core.claims.ground import Ground, by_ways, fits, matching, narrow, settled
from putright.core.claims.lexicon import Lexicon
from putright.core.claims.mark import Mark
from putright.core.claims.marking import Place, mark, named, of_day
from putright.core.claims.nearby import Borne
from putright.core.claims.parties import LANDLORD, RESIDENT
from putright.core.claims.phrases import anywhere_from
from putright.core.claims.placing import Dated
from putright.core.claims.reading import Word
from putright.core.claims.voices import accounts
from putright.core.policy.practice_claims import ClaimParty
from putright.core.timeline.items import Item

_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "month": 30, "months": 30,
          "hours": 0, "hour": 0, "minutes": 0, "minute": 0}  # fmt: skip
_MINUTES = {"hours": 60, "hour": 60, "minutes": 1, "minute": 1}
_PART = "day/afternoon/morning/evening"
_SAME = (
    (f"the same/very {_PART} as/that/when", 0),
    (f"the very same {_PART} as/that/when/you", 0),
    (f"the same/very {_PART} you/of/we", 0),
    (f"the {_PART} of/you/that/when/it/we/your", 0),
    (f"the {_PART} on which", 0),
    (f"the {_PART} in which", 0),
    ("the very same day", 0),
    ("the same day", 0),
    ("that same day", 0),
    ("that very day", 0),
    ("the night of/you/that", 1),
    ("the same night", 1),
    ("that same night/evening", 1),
    ("as soon as", 1),
    ("the moment you/that/your", 1),
    ("straight after", 1),
    ("immediately after/upon/on/following", 1),
    ("at once when/after", 1),
)
_UNTIED = frozenset({"the same day", "the very same day", "that same day", "that very day",
                     "the same night", "that same night/evening"})  # fmt: skip
_NEXT = ("the day after", "the next day after", "the following day after", "the day following",
         "the morning after")  # fmt: skip
_EVER = 36500
_SIDES = (
    ("only after we/you/he/she/they/your/our/the/i/had", 0, _EVER),
    ("once we/you/he/she/they/the/your/our had", 0, _EVER),
    ("once the _ had", 0, _EVER),
    ("by the time that", -_EVER, 0),
    ("by the time you/we/he/she/they/your/our/the/i", -_EVER, 0),
    ("before you/we/your", -_EVER, 0),
)
"""What only says which of two things came first."""
_WITHIN = ("within", "inside", "in under", "in less than", "in just", "in only", "under",
           "less than", "in no more than", "in fewer than")  # fmt: skip
_FEW = {"few": 5, "couple": 2, "matter": 5, "several": 9}
_NTH = {word: at for word, at in ORDINALS.items() if at <= 10}
_FILL = frozenset({"few", "couple", "matter", "of", "short", "more"})
RECEIPT = "contact.acknowledged"
_EDGES = frozenset({"to", "by", "as", "for", "until", "till", "before", "since", "from", "after",
                    "past", "between"})  # fmt: skip
"""After these "the day you wrote" is an edge, and not the day of what is told."""
_RULES = frozenset({"policy", "policies", "code", "law", "act", "procedure", "scheme"})
_EDGE_FAR = 8
_LATER = frozenset({"later", "afterwards"})
_TIED = frozenset({"of", "after", "from", "following"})
_THE = {"the", "that", "a", "an"}
_NEAR = 5
_SURE = 12
"""With more pairs of entries than this one of them lies so far apart by chance."""


class Relation(Struct, frozen=True):
    """So many days after another act, at least and at most; places among the words.

    ``minutes`` is the longest where it is told in hours, ``working`` the number of working days.
    What is not ``tied`` names no other act behind it: the one said before is meant.
    """

    start: int
    end: int
    low: int
    high: int
    tied: bool = True
    minutes: int = 0
    working: int = 0


def related(
    words: Sequence[Word], events: Sequence[Event], ground: Ground, place: Place,
    dated: Sequence[Dated], lexicon: Lexicon, borne: list[Borne],
) -> Iterator[Mark]:  # fmt: skip
    """Marks where no two entries lie as far apart as the sentence says."""
    told = accounts(words)
    if _is_of_rules(words):
        return
    yield from _taken(words, events, _Case(ground, place, dated, borne), lexicon)
    for relation in _relations(words):
        if _is_in(relation.start, told) or _is_dated(relation, words, dated):
            continue
        behind = [one.text for one in words[relation.end : relation.end + 2]]
        led = words[relation.start - 1].text if relation.start else ""
        if behind in (["the", "day"], ["the", "date"]) or led == "between":
            continue
        pair = _pair(relation, events, opens=led == "and" and _is_last(relation, events))
        if pair is None or _is_of_it(pair[1], words):
            noun = _with_noun(relation, events, words, lexicon)
            pair = noun if pair is None or (noun and noun[1]) else pair
        if pair is not None:
            yield from _held(relation, pair, events, _Case(ground, place, dated, borne))


def _is_of_rules(words: Sequence[Word]) -> bool:
    """Whether it tells what a policy or the law sets, and not what was done: "under our policy"."""
    led = [one.text for one in words[: _NEAR + 4]]
    return "under" in led and not _RULES.isdisjoint(led)


def _taken(
    words: Sequence[Word], events: Sequence[Event], case: "_Case", lexicon: Lexicon
) -> Iterator[Mark]:
    """ "It took us three weeks to answer your report"."""
    for place, word in enumerate(words):
        if word.text != "took" or place + 3 >= len(words) or words[place - 1].text != "it":
            continue
        at = place + (2 if words[place + 1].text in ("us", "me") else 1)
        relation = _spelt(words, at, taken=True)
        if relation is None or relation.end + 1 >= len(words) or words[relation.end].text != "to":
            continue
        base = lexicon.base.at(words, relation.end + 1)
        if base is not None:
            done = Event(row=base[1], start=relation.end + 1, end=base[0], who=LANDLORD, head=place)
            since = next((one for one in events if one.loose and one.head >= base[0]), None)
            since = since or _yours(words, relation.end + 1, base[0] + 2, lexicon)
            yield from _held(relation, (done, since), events, case)


def _yours(words: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> Event | None:
    """What of theirs is named there: "to acknowledge your complaint"."""
    for at in range(start, min(end, len(words))):
        noun = lexicon.nouns.at(words, at)
        if noun is not None and words[at - 1].text == "your":
            return Event(row=noun[1], start=at, end=noun[0], who=RESIDENT)
    return None


def _is_in(at: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in stretches)


def _is_dated(relation: Relation, words: Sequence[Word], dated: Sequence[Dated]) -> bool:
    """Whether the words were read as a day already: "on 3 May, and two days later"."""
    start, end = words[relation.start].start, words[relation.end - 1].end
    if relation.tied and relation.end + 1 < len(words):
        # "the afternoon of 3 May" is that day; "the day of your report on 3 May" is not
        end = words[relation.end + 1].start + 1
    days = [day for one in dated for day in one.days]
    return any(day.start < end and start < day.end for day in days)


class _Case(Struct, frozen=True):
    ground: Ground
    place: Place
    dated: Sequence[Dated]
    borne: list[Borne]


def _relations(words: Sequence[Word]) -> Iterator[Relation]:
    place = 0
    while place < len(words):
        found = _relation(words, place)
        if found is not None:
            yield found
        place = found.end if found else place + 1


def _relation(words: Sequence[Word], place: int) -> Relation | None:
    before = words[place - 1].text if place else ""
    if before == "the" and place > 1 and words[place - 2].text in INSIDE:
        return None
    led = {one.text for one in words[max(0, place - _EDGE_FAR) : place]}
    is_edge = before in _EDGES or (before == "and" and "between" in led)
    if (is_edge and words[place].text == "the") or (place and words[place].gap == "-"):
        return None
    for phrase in _NEXT:
        if end := anywhere_from(words, place, phrase):
            return Relation(place, end, 1, 1)
    for phrase, low, high in _SIDES:
        if end := anywhere_from(words, place, phrase):
            return Relation(place, end - 1, low, high)
    for phrase, high in _SAME:
        if end := anywhere_from(words, place, phrase):
            tied = phrase not in _UNTIED
            return Relation(place, end - (1 if tied else 0), 0, high, tied=tied)
    return _spelt(words, place)


def _spelt(words: Sequence[Word], place: int, *, taken: bool = False) -> Relation | None:
    """ "Within two working days of", "three weeks after", "within the hour"."""
    ends = (anywhere_from(words, place, phrase) for phrase in _WITHIN)
    at = max(ends) or place
    within = at > place
    number = _number(words, at, within=within) or _nth(words, at)
    while number is not None and at + 1 < len(words) and words[at + 1].text in _FILL:
        at += 1
    working = at + 1 < len(words) and words[at + 1].text == "working"
    unit_at = at + (2 if working else 1)
    if number is None or unit_at >= len(words) or words[unit_at].text not in _UNITS:
        return None
    unit = words[unit_at].text
    after = words[unit_at + 1].text if unit_at + 1 < len(words) else ""
    tied = after in _TIED if within else after in ("after", "from", "following")
    behind = words[unit_at + 2].text if unit_at + 2 < len(words) else ""
    if tied and behind in ("that", "this", "it"):
        return _measured(
            Relation(place, unit_at + 3, 0, 0, tied=False), number, unit, working, within
        )
    if not (tied or within or taken) and (after not in _LATER or _is_than(words, unit_at + 2)):
        return None
    end = unit_at + (2 if tied or after in _LATER else 1)
    return _measured(Relation(place, end, 0, 0, tied=tied), number, unit, working, within)


def _is_than(words: Sequence[Word], at: int) -> bool:
    """Whether it is "three days later than", said of a plan."""
    return at < len(words) and words[at].text == "than"


def _measured(found: Relation, number: int, unit: str, working: bool, within: bool) -> Relation:
    days = number * _UNITS[unit] or -(-number * _MINUTES.get(unit, 0) // 1440)
    high = days + (2 * (days // 5 + 1) + 2 + days // 5 if working else 0)
    slack = {7: 3, 14: 3, 30: 12}.get(_UNITS[unit], 0)
    low = 0 if within else max(0, days - slack)
    return Relation(
        found.start, found.end, low, high if within else high + slack, tied=found.tied,
        minutes=number * _MINUTES.get(unit, 0) if within else 0,
        working=number if working else 0,
    )  # fmt: skip


def _number(words: Sequence[Word], at: int, *, within: bool) -> int | None:
    if at >= len(words):
        return None
    if within and words[at].text in _THE:
        return _FEW.get(words[at + 1].text, 1) if at + 1 < len(words) else 1
    return number_of(words[at].text) or _FEW.get(words[at].text)


def _nth(words: Sequence[Word], at: int) -> int | None:
    """ "On the second working day after"."""
    if not at or words[at - 1].text != "the" or at + 1 >= len(words):
        return None
    is_day = words[at + 1].text in ("working", "day")
    return _NTH.get(words[at].text) if is_day else None


def _with_noun(
    relation: Relation, events: Sequence[Event], words: Sequence[Word], lexicon: Lexicon
) -> tuple[Event, Event | None] | None:
    """What was done to something of theirs: "your complaint was acknowledged within two days"."""
    before = [one for one in events if one.head < relation.start and not one.loose]
    if not before:
        return None
    done = before[-1]
    for here in range(1, relation.start):
        noun = lexicon.nouns.at(words, here)
        who = _owner(words, here - 1, lexicon) if noun is not None else None
        if noun is not None and who is not None and (noun[1].theirs or noun[1].channels):
            return done, Event(row=noun[1], start=here, end=noun[0], who=who)
    return done, None


def _owner(words: Sequence[Word], place: int, lexicon: Lexicon) -> ClaimParty | None:
    """Whose it is: yours, or your support worker's."""
    word = words[place].text
    if word == "your":
        return RESIDENT
    if not word.endswith("'s"):
        return None
    owner = replace(words[place], text=word.removesuffix("'s"))
    found = lexicon.parties.ending([*words[:place], owner], place)
    return found[1] if found is not None and "landlord" not in found[1].sides else None


def _pair(
    relation: Relation, events: Sequence[Event], *, opens: bool = False
) -> tuple[Event, Event | None] | None:
    """What was done, and what it was so long after."""
    if (not relation.tied or opens) and (turned := _done_behind(relation, events)):
        return turned
    before = [one for one in events if one.head < relation.start]
    after = [one for one in events if relation.end - 1 <= one.head < relation.end + _NEAR]
    if relation.tied and after:
        before = [one for one in before if one is not after[0]]
        solid = [one for one in before if not one.loose] or before
        later = [one for one in events if one.head > after[0].head and not one.loose]
        done = solid[-1] if solid else later[0] if later else None
        return None if done is None else (done, after[0])
    solid = [one for one in before if not one.loose]
    if not solid or relation.tied:
        return None
    done = solid[-1]
    nouns = [one for one in before if one is not done and one.head < done.head]
    inner = [one for one in before if one.loose and one.head > done.head]
    since = (inner or nouns)[-1:]
    return (done, since[0]) if since else None


def _is_last(relation: Relation, events: Sequence[Event]) -> bool:
    """Whether one act alone stands behind: "you rang, and the day after we came"."""
    return sum(one.head >= relation.end - 1 for one in events) == 1


def _done_behind(relation: Relation, events: Sequence[Event]) -> tuple[Event, Event | None] | None:
    """ "We rang you, and two days later we came": what stands behind was done so long after."""
    behind = [one for one in events if -1 <= one.start - relation.end <= 1 and not one.loose]
    before = [one for one in events if one.head < relation.start and not one.loose]
    return (behind[0], before[-1]) if behind and before else None


def _is_of_it(event: Event | None, words: Sequence[Word]) -> bool:
    """Whether it is done to what was named before: "after you sent it"."""
    return (
        event is not None
        and event.end < len(words)
        and words[event.end].text in ("it", "them", "this")
    )


def _held(
    relation: Relation, pair: tuple[Event, Event | None], events: Sequence[Event], case: _Case
) -> Iterator[Mark]:
    done, since = pair
    if done.voice != "said" or done.account or done.retold:
        return
    lasts = _dated(case, done, events)
    if since is None:
        firsts = [
            one
            for one in case.ground.items
            if any(one.id in _answers(each, case.ground) for each in lasts)
        ]
        lasts = [one for one in lasts if _answers(one, case.ground)]
    elif since.voice == "said":
        firsts = _dated(case, since, events)
        lasts = [one for one in lasts if one not in firsts or relation.low == 0]
    else:
        return
    if _is_first(done, case.place.words):
        lasts = sorted(lasts, key=lambda one: one.when.first)[:1]
    settles = since is None or done.row.settles or RECEIPT in done.row.acts
    pairs = _pairs(firsts, lasts, relation, case.ground, settles=settles)
    lying = [pair for pair in pairs if _lies(relation, *pair)]
    if lying and (len(pairs) <= _SURE or settles):
        words = case.place.words
        start, end = words[relation.start].start, words[relation.end - 1].end
        case.borne.append(Borne(start, end, lying[0], sort="span"))
    if lying or not pairs:
        return
    ground, place = case.ground, case.place
    says = (
        f"The entries lie otherwise: {named(ground, firsts[:3])}; then {named(ground, lasts[:3])}."
    )
    words = place.words
    end = max(relation.end, since.end if since and relation.tied else 0)
    where = Place(place.text, words[relation.start].start, words[end - 1].end)
    entries = list({item.id: item for item in (*lasts[:3], *firsts[:3])}.values())
    yield mark("red", "date", says, where, entries=entries, instead=f"on {of_day(lasts[0])}")


def _is_first(done: Event, words: Sequence[Word]) -> bool:
    """Whether it was done "for the first time"."""
    behind = [one.text for one in words[done.end : done.end + _NEAR + 4]]
    return any(
        one == ["first", "time"] for one in (behind[at : at + 2] for at in range(len(behind)))
    )


def _dated(case: _Case, event: Event, events: Sequence[Event]) -> list[Item]:
    """The entries of an act, those of the day that stands at it where there are any."""
    row = event.row
    found = by_ways(matching(case.ground, row, event.who, event.whom), event.ways)
    if row.strict:
        found = narrow(found, row)
    found = [item for item in settled(found, row) if not item.undated]
    at = next((at for at, one in enumerate(events) if one is event), None)
    own = [one for one in case.dated if at is not None and one.event == at and one.how == "on"]
    days = [day for one in own for day in one.days
            if not day.relative]  # fmt: skip
    return [item for item in found if any(fits(item, day) for day in days)] or found


def _answers(item: Item, ground: Ground) -> tuple[str, ...]:
    """The entries that it deals with; of a complaint the one that began its stage."""
    entry = item.entry
    told = entry.responds_to
    if told or not entry.complaint or not item.from_landlord:
        return told
    began = "complaint.escalated" if entry.stage > 1 else "complaint.raised"
    return tuple(
        one.id
        for one in ground.items
        if began in one.acts and one.entry.complaint == entry.complaint
    )


def _pairs(
    firsts: Sequence[Item],
    lasts: Sequence[Item],
    relation: Relation,
    ground: Ground,
    *,
    settles: bool,
) -> list[tuple[Item, Item]]:
    """Which entries may be meant: those that answer each other, where there are any; else all.

    "Four days after you called off our visit we wrote" need be no answer to it.
    """
    every = [
        (first, last)
        for first in firsts
        for last in lasts
        if first is not last or (relation.low == 0 and len(first.acts) > 1)
    ]
    if relation.low and not settles:
        return every
    tied = [(first, last) for first, last in every if first.id in _answers(last, ground)]
    return tied or every


def _lies(relation: Relation, first: Item, last: Item) -> bool:
    if relation.minutes:
        return first.when.first <= last.when.last and (
            last.when.first - first.when.last <= relation.minutes
        )
    if relation.working and first.when.day <= last.when.last_day:
        few, many = working_between(first.when.date, last.when.last_date)
        return few <= relation.working and (relation.low == 0 or relation.working <= many)
    return (
        relation.low <= last.when.last_day - first.when.day
        and last.when.day - first.when.last_day <= relation.high
    )
