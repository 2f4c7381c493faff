"""The packs that a landlord can choose from, and what each would promise, clause by clause."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.pack_json import in_words
from putright.casework.policies import engine_of
from putright.core.events.faults import FileFault
from putright.core.policy.packs import Header
from putright.core.policy.stacked import Stacked
from putright.gateways import files
from putright.kit.say import _


class Choice(Struct, frozen=True):
    """A pack to choose: its name, its title, and whether it is the installation's own."""

    name: str
    title: str
    is_own: bool = False
    problem: str = ""


class PromiseMade(Struct, frozen=True):
    """One promise of a policy: what, in what time, and where it stands."""

    what: str
    within: str
    why: str
    url: str = ""
    lent_by: str = ""


class TextInForce(Struct, frozen=True):
    """One text and what it promises: the landlord's policy, the Code, or good practice."""

    title: str
    version: str
    rank: str
    promises: tuple[PromiseMade, ...]
    for_person: int


def choices(actor: Actor) -> tuple[Choice, ...]:
    """The landlords' packs: the installation's own first, then those that come with Putright."""
    permissions.check(actor, "landlord.set_up")
    own = [_choice(name, is_own=True) for name in files.own_packs()]
    shipped = [_choice(name) for name in files.shipped_packs()]
    return tuple(each for each in (*own, *shipped) if each is not None)


def promises_made(actor: Actor, pack: str, *, now: datetime) -> tuple[TextInForce, ...]:
    """What a landlord with this pack ("" for none of its own) promises on this day.

    Raises ``FileFault`` where the pack cannot be read.
    """
    permissions.check(actor, "landlord.set_up")
    stack = engine_of(pack).stack
    today = now.date().toordinal()
    return tuple(
        TextInForce(
            title=each.header.title,
            version=each.header.version,
            rank=each.header.rank,
            promises=tuple(_made(_rules(stack.rules, each.header, today))),
            for_person=len(each.for_person),
        )
        for each in stack.packs
        if each.header.in_force.holds_on(today)
    )


def pack_fault(pack: str) -> str:
    """What is wrong with a pack; empty where it can be used."""
    try:
        engine_of(pack)
    except FileFault as fault:
        return _("The policy “{pack}” cannot be read. {fault}").format(pack=pack, fault=fault)
    return ""


def _choice(name: str, *, is_own: bool = False) -> Choice | None:
    try:
        header = files.load_pack(name).header
    except FileFault as fault:
        return Choice(name, name, is_own, str(fault))
    return Choice(name, header.title, is_own) if header.rank == "landlord" else None


def _rules(rules: Iterable[Stacked], header: Header, today: int) -> list[Stacked]:
    ours = [each for each in rules if each.pack.header == header and each.rule.verb == "do"]
    return [each for each in ours if each.rule.in_force.holds_on(today)]


def _made(rules: Iterable[Stacked]) -> list[PromiseMade]:
    return [
        PromiseMade(
            what=each.rule.promise.rstrip("."),
            within=_time(each),
            why=str(each.rule.source),
            url=each.rule.source.url,
            lent_by=str(each.lent_by.rule.source) if each.lent_by else "",
        )
        for each in rules
    ]


def _time(stacked: Stacked) -> str:
    rule = stacked.rule
    within = _tidy(in_words(rule.within))
    every = _tidy(in_words(rule.every))
    if every:
        return _("every {time}").format(time=every)
    return within


def _tidy(words: str) -> str:
    """Without the empty condition of the last of several times: "24 hours if ...; else ..."."""
    return "; ".join(
        _("otherwise {time}").format(time=part[:-3]) if part.endswith(" if") else part
        for part in (each.strip() for each in words.split(";"))
    )
