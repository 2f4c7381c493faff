"""The lanes of promises, as bars from trigger to due and on to done, and of other failings."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from putright.core.duties.duty import Duty
from putright.core.findings.audit import Audit
from putright.core.findings.finding import Finding
from putright.kit.cards import NO_FAILING
from putright.kit.dates import days_in_words, long_day, name_of_code, name_of_rule, sentence_case
from putright.kit.picture.lanes import BAR_ROW, FOOT, TITLE, Built, Point, Row, labelled
from putright.kit.picture.shapes import Bar, Lane, Packer, Scale, place_label
from putright.kit.say import _, ngettext

NEVER = 34.0
"""How far the bar of what never came runs on, before its arrow."""
LEAST = 5.0
KINDS = {"met": "met", "met late": "late", "overdue": "never", "part met": "never", "due": "due"}


@dataclass(frozen=True, slots=True)
class Promise:
    """A duty as the picture shows it."""

    name: str
    start: date
    due: date
    done: date | None
    kind: str
    state: str


def promises(audit: Audit) -> list[Promise]:
    """Every duty with a due day, once each, by its trigger; what is not judged is left out."""
    judged = {(f.rule, key) for f in audit.findings for key in f.entries}
    found: dict[Promise, None] = {}
    for duty in audit.duties:
        if duty.verb != "do" or duty.due is None or duty.rule.rule.every:
            continue
        if duty.is_breached(audit.run.now) and (duty.rule.name, duty.item.id) not in judged:
            continue
        found[_promise(duty, duty.due.last_date, audit)] = None
    return sorted(found, key=lambda p: (p.start, p.due, p.name))


def _promise(duty: Duty, due: date, audit: Audit) -> Promise:
    state = duty.state_at(audit.run.now)
    done = duty.done.date if duty.done is not None else None
    start = duty.item.when.date if duty.item.when.date <= due else duty.root.when.date
    return Promise(
        name=name_of_rule(duty.id, duty.pledge.what if duty.pledge else ""),
        start=min(start, due),
        due=due,
        done=done,
        kind=KINDS.get(state, "other"),
        state=_state(state, due, done, audit),
    )


def _state(state: str, due: date, done: date | None, audit: Audit) -> str:
    if state == "met late" and done is not None:
        late = audit.run.calendar.count(due, done)
        if late:
            return ngettext("{n} working day late", "{n} working days late", late)
        return _("late by hours")
    words = {
        "met": _("in time"),
        "overdue": _("never shown"),
        "part met": _("part shown"),
        "due": _("not yet due"),
        "due soon": _("not yet due"),
        "excused": _("excused"),
        "withdrawn": _("ended"),
        "may be late": _("done, perhaps late"),
    }
    return words.get(state, state)


def promise_lane(audit: Audit, y: float, scale: Scale) -> Built | None:
    """The bars of every promise."""
    title = _("Promises: from what set them going, to the day due, to the day done")
    packer, bars, rows = Packer(), [], []
    for promise in promises(audit):
        label = f"{_clip(promise.name)}: {promise.state}"
        x, due_x = scale.x(promise.start), scale.x(promise.due)
        due_x = max(due_x, x + LEAST)
        end_x = _end(promise, due_x, scale)
        label_x, anchor, low, high = place_label(x, label)
        where = y + TITLE + packer.row(min(low, x), max(high, end_x + 6)) * BAR_ROW
        met = _met_at(promise, x, due_x, scale)
        done = long_day(promise.done) if promise.done else _("no record")
        hover = _("{label}. From {start}, due {due}, done: {done}").format(
            label=f"{promise.name}: {promise.state}",
            start=long_day(promise.start), due=long_day(promise.due), done=done,
        )  # fmt: skip
        bars.append(Bar(x, where, due_x, end_x, promise.kind, hover, label, anchor, label_x, met))
        ends = _("due {due}; done: {done}").format(due=long_day(promise.due), done=done)
        rows.append(
            Row(_("Promise"), long_day(promise.start), ends, promise.name,
                sentence_case(promise.state))
        )  # fmt: skip
    if not bars:
        return None
    height = TITLE + packer.rows * BAR_ROW + FOOT
    return Built(Lane(title, y, height, bars=tuple(bars)), tuple(rows))


def _met_at(promise: Promise, x: float, due_x: float, scale: Scale) -> float | None:
    if promise.kind != "met" or promise.done is None:
        return None
    return min(max(scale.x(promise.done), x), max(due_x - 4, x))


def _end(promise: Promise, due_x: float, scale: Scale) -> float:
    if promise.kind == "never":
        return due_x + NEVER
    if promise.kind == "late" and promise.done is not None:
        return max(scale.x(promise.done), due_x + LEAST)
    return due_x


def _clip(name: str) -> str:
    return name if len(name) <= 44 else name[:42].rsplit(" ", 1)[0] + " ..."


def other_failings(audit: Audit, y: float, scale: Scale) -> Built | None:
    """Failings that are about an act and not a time, each kind once a day."""
    title = _("Other failings, on the day of the act")
    groups = Counter((f.on, f.code) for f in _without_time(audit))
    if not groups:
        return None
    points = []
    for (day, code), count in groups.items():
        name = name_of_code(code)
        label = name if count == 1 else f"{name} ({count})"
        says = [days_in_words(f.what).rstrip(".") for f in _without_time(audit)
                if (f.on, f.code) == (day, code)]  # fmt: skip
        points.append(Point(day, "triangle", f"{name}: {' / '.join(says)}", "", label))
    return labelled(title, points, y, scale)


def _without_time(audit: Audit) -> Iterator[Finding]:
    timed = {(duty.rule.name, duty.item.id) for duty in audit.duties if duty.verb == "do"}
    for finding in audit.findings:
        if finding.code in NO_FAILING:
            continue
        if not any((finding.rule, key) in timed for key in finding.entries):
            yield finding
