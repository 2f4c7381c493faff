"""CLIPS, an expert system shell: handed the raw entries, it derives duties and breaches itself."""

from pathlib import Path
from typing import Any

import clips

from bench.cases import Case
from putright.core.timeline.items import Item
from putright.core.workdays import Calendar, day_of

POLICY = Path(__file__).with_name("policy.clp")
Slots = dict[str, Any]


class Clips:
    """The policy of policy.clp, run over one case after another.

    Its binding keeps a little of every fact with a multislot, and CLIPS says so in the end.
    """

    def __init__(self) -> None:
        self.environment = clips.Environment()
        self.environment.load(str(POLICY))
        self.event = self.environment.find_template("event")
        self.now = self.environment.find_template("now")

    def broken(self, events: list[Slots], now: Slots) -> set[tuple[str, str]]:
        """Which rules are broken, each with the entry that started the duty."""
        self.environment.reset()
        for slots in events:
            self.event.assert_fact(**slots)
        self.now.assert_fact(**now)
        self.environment.run()
        template = self.environment.find_template("broken")
        return {(str(fact["rule"]), str(fact["id"])) for fact in template.facts()}


def raw(case: Case, calendar: Calendar) -> tuple[list[Slots], Slots]:
    """The entries as facts for CLIPS, made before the timing begins."""
    events = [slots(item, calendar) for item in case.timeline.items]
    return events, {"at": case.now, "day": number(day_of(case.now), calendar)}


def number(day: int, calendar: Calendar) -> int:
    return calendar.count_ordinals(calendar.base, day)


def slots(item: Item, calendar: Calendar) -> Slots:
    entry = item.entry
    at_home = "resident" in item.to_sides and "asb" in entry.about
    contents = {"target dates": "targets", "reasons": "reasons"}
    agencies = [key for key in (*entry.to, entry.by) if key in ("police", "council")]
    words = {
        "id": item.id, "act": item.acts[0], "side": item.by_side, "complaint": entry.complaint,
        "agency": (agencies or [""])[0],
        "content": contents.get((entry.contains or ("",))[0], ""),
    }  # fmt: skip
    flags = {
        "proven": bool(item.proven), "starts": item.can_start, "first": not entry.repeats,
        "tells": bool(entry.asks or entry.gives), "hate": "hate" in entry.kinds,
        "violent": not {"assault", "threat"}.isdisjoint(entry.kinds), "safety": entry.safety,
        "written": item.written, "home": at_home,
    }  # fmt: skip
    return {
        **{key: clips.Symbol(value or "none") for key, value in words.items()},
        **{key: clips.Symbol("yes" if value else "no") for key, value in flags.items()},
        "at": item.when.first,
        "day": number(item.when.day, calendar),
        "stage": entry.stage,
        "answers": [clips.Symbol(key) for key in entry.answers],
    }
