"""The ladder of tools against antisocial behaviour: what became of each, and which do not fit."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from putright.core.policy.practice import Tool

Outcome = Literal["offered", "done", "refused", "not used"]
State = Literal["done", "offered", "refused", "not used", "never fits", "not weighed"]
OUTCOMES: tuple[Outcome, ...] = ("offered", "done", "refused", "not used")
_POLICE = re.compile(r"\b(?:police|cps|crown prosecution|prosecut\w*|charg\w*|crim\w*)\b", re.I)
_SAYS_NOTHING = """a an and are as at be because been by can cannot could did do does for from
further had has
    have he her him his i if in is it its nfa no none not nothing of on or our out said say says she
    so take taken taking than that the their them then there they this to took us was we were what
    when will with without would wont won't action actions active arrest arrested case charge
    charged charges closed cps criminal crime crown dealing decided decision drop dropped evidence
    going insufficient investigation matter officer officers police proceeding prosecute prosecuted
    prosecuting prosecution pursue pursuing their them told yet enough any service being
"""
_EMPTY = frozenset(_SAYS_NOTHING.split())
"""Words that say no more than that the police, or a court, did nothing."""


class Use(Struct, frozen=True, kw_only=True):
    """What became of a tool at one time, as an entry tells it; ``place`` is that entry."""

    tool: str
    outcome: Outcome
    reason: str = ""
    place: str = ""


class Rung(Struct, frozen=True, kw_only=True):
    """One rung: the tool, how it stands, what became of it each time, which kinds forbid it."""

    tool: Tool
    state: State
    uses: tuple[Use, ...] = ()
    barred_by: tuple[str, ...] = ()


def ladder(
    tools: Iterable[Tool], uses: Sequence[Use], *, kinds: Iterable[str], for_unknown: bool = False
) -> tuple[Rung, ...]:
    """The rungs from the mildest: for somebody known, or for a person whom nobody knows."""
    told = set(kinds)
    fitting = [tool for tool in tools if tool.for_unknown == for_unknown]
    return tuple(_rung(tool, uses, told) for tool in sorted(fitting, key=lambda one: one.rung))


def says_only_no_police_action(reason: str) -> bool:
    """Whether a reason rests on nothing but that the police or a court took no action.

    That does not end a landlord's own powers, which use the civil standard.
    """
    if not _POLICE.search(reason) and not re.fullmatch(r"\W*nfa\W*", reason, re.IGNORECASE):
        return False
    words = re.findall(r"[a-z']+", reason.casefold().replace("’", "'"))
    return all(word in _EMPTY for word in words)


def _rung(tool: Tool, uses: Sequence[Use], kinds: set[str]) -> Rung:
    own = tuple(use for use in uses if use.tool == tool.id)
    barred = tuple(kind for kind in tool.never_for if kind in kinds)
    return Rung(tool=tool, state=_state(own, barred), uses=own, barred_by=barred)


def _state(own: Sequence[Use], barred: Sequence[str]) -> State:
    if own:
        return own[-1].outcome
    return "never fits" if barred else "not weighed"
