"""Rule engines of other people, each made to say for one flat record whether a rule is broken."""

import contextlib
from collections.abc import Callable
from typing import Any

import rule_engine
import zen
from business_rules.engine import check_conditions_recursively
from business_rules.variables import (
    BaseVariables,
    boolean_rule_variable,
    numeric_rule_variable,
    string_rule_variable,
)
from json_logic import jsonLogic

from bench.flat import Record
from bench.spec import SPEC, All, Condition, Is, Over

Verdict = Callable[[Record], bool]
Peer = dict[str, Verdict]
"""For each rule the function that says of a record whether the rule is broken."""


def zen_engine() -> Peer:
    return {key: zen.compile_expression(infix(rule)).evaluate for key, (_, rule) in SPEC.items()}


def rule_engine_() -> Peer:
    return {key: rule_engine.Rule(infix(rule)).matches for key, (_, rule) in SPEC.items()}


def infix(condition: Condition) -> str:
    if isinstance(condition, Is):
        value = condition.value
        shown = f"'{value}'" if isinstance(value, str) else str(value).lower()
        return f"{condition.fact} == {shown}"
    if isinstance(condition, Over):
        return f"{condition.later} - {condition.earlier} > {condition.limit}"
    joint = " and " if isinstance(condition, All) else " or "
    return "(" + joint.join(infix(part) for part in condition.parts) + ")"


def json_logic() -> Peer:
    def verdict(rule: Any) -> Verdict:
        return lambda record: jsonLogic(rule, record)

    return {key: verdict(as_json(rule)) for key, (_, rule) in SPEC.items()}


def as_json(condition: Condition) -> Any:
    if isinstance(condition, Is):
        return {"==": [{"var": condition.fact}, condition.value]}
    if isinstance(condition, Over):
        between = {"-": [{"var": condition.later}, {"var": condition.earlier}]}
        return {">": [between, condition.limit]}
    word = "and" if isinstance(condition, All) else "or"
    return {word: [as_json(part) for part in condition.parts]}


def business_rules() -> Peer:
    def verdict(conditions: Any, kind: type[Any]) -> Verdict:
        return lambda record: check_conditions_recursively(conditions, kind(record))

    return {
        key: verdict(as_conditions(rule), variables_of(rule)) for key, (_, rule) in SPEC.items()
    }


def as_conditions(condition: Condition) -> Any:
    if isinstance(condition, Over):
        name = f"{condition.later}_{condition.earlier}"
        return {"name": name, "operator": "greater_than", "value": condition.limit}
    if isinstance(condition, Is):
        value = condition.value
        if isinstance(value, bool):
            return {"name": condition.fact, "operator": f"is_{str(value).lower()}", "value": ""}
        return {"name": condition.fact, "operator": "equal_to", "value": value}
    word = "all" if isinstance(condition, All) else "any"
    return {word: [as_conditions(part) for part in condition.parts]}


def variables_of(condition: Condition) -> type[Any]:
    """The class of variables that the engine asks for: each a method with its type declared."""

    def init(self: Any, record: Record) -> None:
        self.record = record

    methods: dict[str, Any] = {"__init__": init}
    for atom in atoms(condition):
        if isinstance(atom, Over):
            methods[f"{atom.later}_{atom.earlier}"] = numeric_rule_variable()(
                lambda self, a=atom: self.record[a.later] - self.record[a.earlier]
            )
        else:
            declare = (
                boolean_rule_variable if isinstance(atom.value, bool)
                else string_rule_variable if isinstance(atom.value, str)
                else numeric_rule_variable
            )  # fmt: skip
            methods[atom.fact] = declare()(lambda self, a=atom: self.record[a.fact])
    return type("Variables", (BaseVariables,), methods)


def atoms(condition: Condition) -> list[Is | Over]:
    if isinstance(condition, Is | Over):
        return [condition]
    return [atom for part in condition.parts for atom in atoms(part)]


def durable_rules() -> Peer:
    """One ruleset for each rule; a record is an event, and a broken rule sets it off."""
    from durable.engine import MessageNotHandledException
    from durable.lang import get_host, ruleset

    def verdict(name: str) -> Verdict:
        post = get_host().post

        def broken(record: Record) -> bool:
            with contextlib.suppress(MessageNotHandledException):
                post(name, dict(record))
                return True
            return False

        return broken

    for key, (_, rule) in SPEC.items():
        with ruleset(key.replace(".", "_")):
            add_rule(rule)
    return {key: verdict(key.replace(".", "_")) for key in SPEC}


def add_rule(condition: Condition) -> None:
    from durable.lang import m, when_all

    @when_all(as_match(condition, m))
    def broken(context: Any) -> None:
        """The verdict is that it was set off."""


def as_match(condition: Condition, m: Any) -> Any:
    if isinstance(condition, Is):
        return getattr(m, condition.fact) == condition.value
    if isinstance(condition, Over):
        return getattr(m, condition.later) > getattr(m, condition.earlier) + condition.limit
    matches = [as_match(part, m) for part in condition.parts]
    joined = matches[0]
    for each in matches[1:]:
        joined = joined & each if isinstance(condition, All) else joined | each
    return joined


SLOWER: dict[str, Callable[[], Peer]] = {
    "json-logic": json_logic,
    "business-rules": business_rules,
    "rule-engine": rule_engine_,
    "durable_rules": durable_rules,
}
