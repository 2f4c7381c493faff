"""Packs as `putright pack list` and `putright pack show` print them."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType, field

from putright.casework.shape import Shape, pounds
from putright.core.policy.packs import Pack
from putright.core.policy.rules import Dates, Pattern, Rule, TimeClause, Times
from putright.gateways import files


class InForceJson(Shape, frozen=True):
    """The first and last day of a text; open where a day is left out."""

    start: date | UnsetType = field(default=UNSET, name="from")
    end: date | UnsetType = field(default=UNSET, name="to")


class PackJson(Shape, frozen=True, kw_only=True):
    """A pack in the list."""

    name: str
    title: str
    rank: Annotated[str, Meta(description="landlord, code, law or practice.")]
    version: str
    rules: Annotated[int, Meta(description="How many rules it has.")]
    examples: Annotated[int, Meta(description="How many worked examples stand beside them.")]
    for_person: Annotated[int, Meta(description="How many provisions need a person.")]
    always: Annotated[
        bool, Meta(description="Whether it holds for every landlord, without being named.")
    ] = False
    landlord: str = ""
    note: str = ""
    in_force: InForceJson | UnsetType = UNSET


class PackListJson(Shape, frozen=True):
    """The packs that come with Putright."""

    packs: tuple[PackJson, ...]


class SourceJson(Shape, frozen=True):
    """Where a promise is printed."""

    document: str
    paragraph: str
    url: str = ""


class RuleJson(Shape, frozen=True, kw_only=True):
    """One rule in short; the pack's own file has every clause."""

    id: str
    verb: Annotated[str, Meta(description="do, bar, owe, may or judge.")]
    promise: str
    source: SourceJson
    file: str
    line: int
    starts: Annotated[str, Meta(description="What sets it going.")] = ""
    within: Annotated[str, Meta(description="The time allowed, or how often.")] = ""
    owner: Annotated[str, Meta(description="The role that owes it.")] = ""
    theme: str = ""
    codes: Annotated[tuple[str, ...], Meta(description="Codes of the findings of a miss.")] = ()
    question: Annotated[str, Meta(description="What a person must decide.")] = ""
    as_written: Annotated[str, Meta(description="The text, where its reading is in doubt.")] = ""
    doubt: str = ""
    in_force: InForceJson | UnsetType = UNSET
    examples: tuple[str, ...] = ()


class ForPersonJson(Shape, frozen=True):
    """A provision that no rule can settle."""

    provision: str
    says: str
    who: str
    why: str


class ScaleBandJson(Shape, frozen=True):
    """A band of a remedies scale, in pounds."""

    name: str
    low: float = field(name="from")
    high: float | UnsetType = field(default=UNSET, name="to")


class ScaleJson(Shape, frozen=True):
    """A remedies scale and when it is in force."""

    name: str
    source: str
    in_force: InForceJson
    bands: tuple[ScaleBandJson, ...]


class PackShowJson(Shape, frozen=True):
    """A whole pack, rule by rule."""

    pack: PackJson
    levels: Annotated[dict[str, tuple[str, ...]], Meta(description="Kinds of report by level.")]
    rules: tuple[RuleJson, ...]
    for_person: tuple[ForPersonJson, ...]
    scales: tuple[ScaleJson, ...]


def list_packs() -> PackListJson:
    """Every pack that comes with Putright."""
    return PackListJson(
        packs=tuple(shape_pack(files.load_pack(name)) for name in files.shipped_packs())
    )


def shape_pack(pack: Pack) -> PackJson:
    """The header of a pack, with its numbers."""
    header = pack.header
    return PackJson(
        name=header.name,
        title=header.title,
        rank=header.rank,
        version=header.version,
        rules=len(pack.rules),
        examples=sum(len(rule.example) for rule in pack.rules),
        for_person=len(pack.for_person),
        always=header.always,
        landlord=header.landlord,
        note=header.note,
        in_force=_in_force(header.in_force),
    )


def show_pack(pack: Pack) -> PackShowJson:
    """A pack with each of its rules, what needs a person, and its remedies scales."""
    return PackShowJson(
        pack=shape_pack(pack),
        levels=dict(pack.levels),
        rules=tuple(_rule(rule, pack) for rule in pack.rules),
        for_person=tuple(
            ForPersonJson(provision=p.provision, says=p.says, who=p.who, why=p.why)
            for p in pack.for_person
        ),
        scales=tuple(
            ScaleJson(
                name=scale.name,
                source=scale.source,
                in_force=_in_force(scale.in_force) or InForceJson(),
                bands=tuple(
                    ScaleBandJson(
                        name=band.name,
                        low=pounds(band.low),
                        high=pounds(band.high) if band.high is not None else UNSET,
                    )
                    for band in scale.bands
                ),
            )
            for scale in pack.scales
        ),
    )


def _in_force(dates: Dates) -> InForceJson | UnsetType:
    if dates == Dates():
        return UNSET
    return InForceJson(start=dates.start or UNSET, end=dates.end or UNSET)


def _rule(rule: Rule, pack: Pack) -> RuleJson:
    file, line = pack.where[rule.id]
    then = rule.then
    codes = (then.finding, then.late, then.no_extension, then.late_extension)
    source = rule.source
    return RuleJson(
        id=rule.id,
        verb=rule.verb,
        promise=rule.promise,
        source=SourceJson(document=source.document, paragraph=source.paragraph, url=source.url),
        file=file,
        line=line,
        starts=_starts(rule),
        within=in_words(rule.within) or _every(rule.every),
        owner=rule.owner,
        theme=rule.theme,
        codes=tuple(dict.fromkeys(code for code in codes if code)),
        question=rule.question,
        as_written=rule.as_written,
        doubt=rule.doubt,
        in_force=_in_force(rule.in_force),
        examples=tuple(example.says for example in rule.example),
    )


def _starts(rule: Rule) -> str:
    if rule.after:
        return f"after {rule.after}"
    given = f", if {pattern_in_words(rule.given)}" if rule.given is not None else ""
    return f"{pattern_in_words(rule.when)}{given}"


def _every(clause: TimeClause) -> str:
    words = in_words(clause)
    return f"every {words}" if words else ""


def in_words(clause: TimeClause) -> str:
    """A time clause as a reader wants it."""
    if isinstance(clause, str):
        return clause
    if isinstance(clause, Times):
        parts = (
            ("", clause.either),
            ("the sooner of ", clause.sooner),
            ("the later of ", clause.later),
        )
        return "; ".join(f"{how}{' or '.join(times)}" for how, times in parts if times)
    return "; ".join(f"{in_words(s.time)} if {pattern_in_words(s.when)}" for s in clause)


def pattern_in_words(pattern: Pattern) -> str:
    """What a pattern asks of an entry, key by key, as the pack writes it."""
    asked = msgspec.to_builtins(pattern)
    plain = msgspec.to_builtins(Pattern())
    return "; ".join(
        f"{key} {_value(value)}" for key, value in asked.items() if value != plain[key]
    )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(each)}" for key, each in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " or ".join(_value(each) for each in value)
    return str(value)
