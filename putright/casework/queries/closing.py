"""The page on which a case is closed: each line with its proof or gap, and the step it is at."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from msgspec import Struct

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.closing import (
    ClosingNow,
    barred_ways,
    closing_now,
    day_of_item,
    never_excused,
    stays_open_until,
    why_not,
)
from putright.casework.closing_letter import closing_letter
from putright.casework.promises import promise_of
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.case_promises import by_when
from putright.casework.refused import Refused
from putright.core.duties.duty import Duty
from putright.core.letters import Letter
from putright.core.practice.closing import Checked
from putright.core.timeline.items import Item
from putright.kit.dates import list_day, sentence_case
from putright.kit.say import _

KEPT_BACK = "something that is kept back from you"


class LineSeen(Struct, frozen=True, kw_only=True):
    """One line of the checklist: its proof, or what is missing and the page that settles it."""

    key: str
    says: str
    state: str
    gap: str = ""
    proofs: tuple[Pointer, ...] = ()
    missing: tuple[Pointer, ...] = ()
    owed: tuple[str, ...] = ()
    mend: str = ""
    is_excusable: bool = False
    excused: str = ""


class StepSeen(Struct, frozen=True, kw_only=True):
    """A step that was taken: the entry, who took it, when, and the words written with it."""

    at: Pointer
    who: str
    on: date
    words: str = ""
    decision: str = ""
    until: date | None = None


class ClosingPage(Struct, frozen=True, kw_only=True):
    """Everything on the page."""

    around: Around
    lines: tuple[LineSeen, ...]
    bars: tuple[str, ...]
    stage: str
    steps: dict[str, StepSeen | None]
    refusals: tuple[str, ...]
    fixed: tuple[str, ...]
    stays_until: date | None
    is_own: bool
    has_tries: bool
    after: tuple[StepSeen, ...]

    @property
    def missing(self) -> int:
        """How many lines lack something, and bars besides."""
        return sum(each.state == "gap" for each in self.lines) + len(self.bars)

    @property
    def excusable(self) -> tuple[LineSeen, ...]:
        """The gaps that can be excused with a reason."""
        return tuple(each for each in self.lines if each.state == "gap" and each.is_excusable)


class Writing(Struct, frozen=True, kw_only=True):
    """What a form of a closing offers: whom, by which ways, and the letter as it would go out."""

    page: ClosingPage
    people: tuple[tuple[str, str], ...]
    barred: dict[str, frozenset[str]]
    letter: Letter | None = None


def page(actor: Actor, case_id: UUID, *, now: datetime) -> ClosingPage:
    """The closing of a case as it stands."""
    opened = open_for(actor, case_id, now=now, what="closing")
    return _page(opened, closing_now(opened), now)


def writing(
    actor: Actor,
    case_id: UUID,
    *,
    now: datetime,
    permission: str,
    stages: Collection[str] = (),
    whom: str = "",
    own_words: str = "",
) -> Writing:
    """The same for a form; refused where this person may not write it, or it is not its turn."""
    opened = open_for(actor, case_id, now=now, what="closing")
    permissions.check(actor, permission, opened.near)
    found = closing_now(opened)
    if stages and found.stage.name not in stages:
        raise Refused(_not_now(found.stage.name))
    people = people_to_ask(opened)
    return Writing(
        page=_page(opened, found, now),
        people=people,
        barred={key: _barred_in_writing(opened, key) for key, _name in people},
        letter=_letter(opened, found, whom=whom or people[0][0], own_words=own_words),
    )


def people_to_ask(opened: Open) -> tuple[tuple[str, str], ...]:
    """The residents of the case; the side itself where nobody is named."""
    found = [part for part in opened.parts.values() if part.side == "resident"]
    people = opened.live.people
    grown = [part for part in found if not (part.key in people and people[part.key].child)]
    named = tuple((part.key, part.name) for part in grown or found)
    return named or (("resident", opened.name("resident")),)


def _not_now(stage: str) -> str:
    words = {
        "open": _("Nobody has asked for this case to be closed."),
        "asked": _("A second person has not decided on this closing yet."),
        "granted": _("The closing was agreed to. The next step is the letter."),
        "announced": _("The closing letter has gone out. The next step is to close the case."),
        "closed": _("This case is closed already."),
    }
    return words[stage]


def _barred_in_writing(opened: Open, whom: str) -> frozenset[str]:
    """What cannot be used in writing; a paper is handed over only where visits are safe."""
    ways = barred_ways(opened, whom)
    return ways | {"document"} if "visit" in ways else ways


def _letter(opened: Open, found: ClosingNow, *, whom: str, own_words: str) -> Letter | None:
    asked = found.stage.asked
    if asked is None or whom not in dict(people_to_ask(opened)):
        return None
    reasons = asked.entry.reason
    return closing_letter(opened, found, whom=whom, reasons=reasons, own_words=own_words)


def _page(opened: Open, found: ClosingNow, now: datetime) -> ClosingPage:
    entries, stage = Entries(opened), found.stage
    items = {
        "view": stage.view, "asked": stage.asked, "granted": stage.granted,
        "announced": stage.announced, "closed": stage.closed, "kept_open": stage.kept_open,
    }  # fmt: skip
    seen = {name: _step(opened, entries, item) for name, item in items.items()}
    today = now.date()
    return ClosingPage(
        around=around(opened, "closing"),
        lines=tuple(_line(opened, entries, each, found) for each in found.checked.lines),
        bars=tuple(bar.rule.rule.promise for bar in found.checked.bars),
        stage=stage.name,
        steps=seen,
        refusals=tuple(why_not(found, found.excused, today=today)),
        fixed=tuple(never_excused(found, today=today)),
        stays_until=stays_open_until(found, today=today),
        is_own=stage.asked is not None and opened.is_own(stage.asked),
        has_tries=bool(found.tried),
        after=_after(opened, entries, found),
    )


def _line(opened: Open, entries: Entries, each: Checked, found: ClosingNow) -> LineSeen:
    line = each.line
    owed = [_owed_words(opened, duty) for duty in each.owed]
    owed += [_plan_words(pledge.what, pledge.due) for pledge in each.lines]
    return LineSeen(
        key=line.id,
        says=_(line.says),
        state=each.state,
        gap=_(line.gap) if each.is_gap else "",
        proofs=_pointers(entries, each.proofs),
        missing=_pointers(entries, each.waiting),
        owed=tuple(dict.fromkeys(owed)),
        mend=line.mend if each.is_gap else "",
        is_excusable=each.is_excusable,
        excused=found.excused.get(line.id, "") if each.is_gap else "",
    )


def _owed_words(opened: Open, duty: Duty) -> str:
    if duty.item.id in opened.withheld:
        return _(KEPT_BACK)
    promise = promise_of(duty, opened.run)
    due = by_when(promise)
    what = sentence_case(promise.what.rstrip("."))
    return _("{what}, due {day}").format(what=what, day=due) if due else what


def _plan_words(what: str, due: date | None) -> str:
    named = sentence_case(what.rstrip("."))
    return _("{what}, due {day}").format(what=named, day=list_day(due)) if due else named


def _pointers(entries: Entries, items: Iterable[Item]) -> tuple[Pointer, ...]:
    found = (entries.pointer(item.id) for item in items)
    return tuple(each for each in found if each is not None)


def _step(opened: Open, entries: Entries, item: Item | None) -> StepSeen | None:
    pointer = entries.pointer(item.id) if item is not None else None
    if item is None or pointer is None:
        return None
    return StepSeen(
        at=pointer,
        who=opened.name(item.entry.by),
        on=day_of_item(item),
        words=item.entry.text,
        decision=str(item.entry.facts.get("decision", "")),
        until=item.entry.until,
    )


def _after(opened: Open, entries: Entries, found: ClosingNow) -> tuple[StepSeen, ...]:
    """What was done since the closing: the check, the survey."""
    closed = found.stage.closed
    if closed is None:
        return ()
    done = found.run.timeline.doing(("asb.followed_up", "asb.survey_sent"))
    later = [item for item in done if item.number > closed.number]
    return tuple(s for item in later if (s := _step(opened, entries, item)) is not None)
