"""The identity bar of a case: who and what it is, in one look. Every page of a case carries it."""

from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.assess import UNHAPPY, level_of, level_shown, markers_of
from putright.casework.queries.case_open import Open
from putright.casework.queries.case_promises import by_when
from putright.casework.queries.staff import staffing_of
from putright.core.timeline.items import Item
from putright.core.workdays import to_datetime
from putright.kit.dates import long_day, sentence_case
from putright.kit.say import N_, _, ngettext
from putright.kit.shown import FirstOwed, IdentityShown, Tab, risk_key
from putright.stores.people.models import Person
from putright.stores.record.models import Party

SHOWN_LEVELS = {"low": "standard"}
"""The lowest level has two names; a page knows one."""

TELL_OF_ALL = frozenset({"page", "promises"})
"""Pages that say what is owed themselves."""
MOST_KEYS = 9
"""Tabs that a digit opens."""

TabRow = tuple[str, str, str, tuple[str, ...]]
NAMED: tuple[TabRow, ...] = (
    ("page", N_("Case"), "cases:page", ()),
    ("timeline", N_("Timeline"), "cases:timeline", ()),
    ("promises", N_("Promises"), "cases:promises", ("",)),
    ("people", N_("People"), "cases:people", ()),
    ("risk", N_("Risk"), "risk:page", ("asb.risk", "asb.safeguarding", "asb.welfare")),
    ("plan", N_("Plan"), "plan:page", ("asb.action_plan", "asb.plan")),
    ("updates", N_("Updates"), "updates:page", (
        "asb.update", "asb.agreed_rhythm", "asb.contact_rhythm", "contact.another_way",
    )),
    ("agencies", N_("Agencies"), "agencies:page", ("agency.", "enquiry.")),
    ("tools", N_("Other party"), "tools:page", ("asb.other_party", "asb.tools")),
    ("moves", N_("Move"), "moves:page", ("move.",)),
    ("works", N_("Works"), "works:page", ("works.", "cost.")),
    ("complaints", N_("Complaint"), "complaints:page", ("complaints.",)),
    ("ombudsman", N_("Ombudsman"), "ombudsman:page", ("ombudsman.", "orders.")),
    ("redress", N_("Money"), "redress:page", ("redress.",)),
    ("letters", N_("Letters"), "letters:page", ("letters.",)),
    ("links", N_("Related"), "links:page", ()),
    ("audit", N_("Audit"), "audits:page", ()),
    ("closing", N_("Closing"), "closing:page", (
        "asb.closing", "asb.case_review", "asb.follow", "agency.case_review",
    )),
    ("handover", N_("Handover"), "handover:page", ()),
)  # fmt: skip
"""The tabs of a case: key, word, address, and the rules whose late promises it counts."""
RARE = frozenset({
    "agencies", "tools", "moves", "works", "redress", "links", "closing", "handover", "readings",
})  # fmt: skip
"""Tabs that stand under "More" while nothing on them is late."""
LETTERS = {"audit": "A"}
"""Tabs beyond the digits that have a letter (P29)."""


def identity(opened: Open, current: str = "") -> IdentityShown:
    """The identity bar of an opened case, on that of its pages."""
    case = opened.case
    level, note = _risk(opened)
    resident = _resident(opened)
    contact, limits = safe_contact(resident), contact_limits(resident)
    officer, cover = _officer(opened)
    return IdentityShown(
        reference=case.reference,
        href=reverse("cases:page", kwargs={"case_id": case.id}),
        home=str(case.home) if case.home else "",
        kind=case.title,
        risk=level,
        risk_note=note,
        needs=tuple(_needs(opened)),
        safe_contact=contact,
        is_contact_limited=bool(limits),
        contact_limits=limits,
        interpreter=_interpreter(resident),
        team=case.team.name,
        officer=officer,
        cover=cover,
        markers=tuple(_markers(opened)),
        first=None if current in TELL_OF_ALL else _first(opened),
    )


def tabs(opened: Open, current: str) -> tuple[Tab, ...]:
    """The pages of a case, with how many things on them need somebody."""
    late = [each for each in opened.owed if each.state_at(opened.at) == "overdue"]
    found: list[Tab] = []
    digits = map(str, range(1, MOST_KEYS + 1))
    for key, word, name, rules in (*NAMED, *_for_auditors(opened.actor)):
        href, is_rare = _address(name, opened), key in RARE
        if not href:
            continue
        count = sum(_is_of(each.rule, rules) for each in late)
        place = LETTERS.get(key) or ("" if is_rare else next(digits, ""))
        found.append(
            Tab(
                word=_(word), href=href, count=count, current=key == current, key=place,
                is_rare=is_rare,
            )
        )  # fmt: skip
    return tuple(found)


def _first(opened: Open) -> FirstOwed | None:
    """What is overdue longest, else what falls due first."""
    late = [each for each in opened.owed if each.state_at(opened.at) == "overdue"]
    first = next(iter((*late, *opened.owed)), None)
    if first is None:
        return None
    said = sentence_case(first.what.rstrip("."))
    if first.due_at is not None:
        said = _("By {by}: {what}").format(by=by_when(first), what=said)
    if len(late) > 1:
        counted = ngettext("{n} promise.", "{n} promises.", len(late))
        said = f"{counted} {said}"
    href = reverse("cases:promises", kwargs={"case_id": opened.case.id})
    return FirstOwed(state=first.state_at(opened.at), words=said, href=href)


def _is_of(rule: str, prefixes: tuple[str, ...]) -> bool:
    return rule.startswith(prefixes) if prefixes else False


def _for_auditors(actor: Actor) -> tuple[TabRow, ...]:
    if not permissions.can(actor, "readings.see"):
        return ()
    return (("readings", N_("Who looked"), "cases:readings", ()),)


def _address(name: str, opened: Open) -> str:
    try:
        return reverse(name, kwargs={"case_id": opened.case.id})
    except NoReverseMatch:
        return ""


def _risk(opened: Open) -> tuple[str, str]:
    run = opened.run
    assessed = [item for item in run.timeline.doing(("asb.risk_assessed",)) if item.is_settled]
    if not assessed:
        return risk_key(level_shown(run, opened.live.engine.stack), is_assessed=False), ""
    last: Item = assessed[-1]
    level = last.entry.level or level_of(run, opened.live.engine.stack)
    note = _("set {day}").format(day=long_day(to_datetime(last.when.first).date()))
    if last.entry.until:
        note += ", " + _("review due {day}").format(day=long_day(last.entry.until))
    return SHOWN_LEVELS.get(level, level), note


def _markers(opened: Open) -> list[str]:
    left_out = {"needs", UNHAPPY} if opened.withheld else {"needs"}
    found = [word for word in markers_of(opened.run) if word not in left_out]
    if opened.case.is_restricted:
        found.insert(0, "restricted")
    if any((row.person.details if row.person else {}).get("staff_risk") for row in opened.rows):
        found.append("staff at risk")
    return [sentence_case(_(word)) for word in found]


def _resident(opened: Open) -> Person | None:
    """Whom the case is for: the first resident who is no child."""
    ours = [row for row in opened.rows if row.side == "resident" and row.person is not None]
    grown = [row for row in ours if not is_child(row)]
    return (grown or ours)[0].person if ours else None


def is_child(row: Party) -> bool:
    """Whether somebody in the case is a child, as a file or the person's own stream says."""
    return bool(row.core.get("child") or (row.person and row.person.details.get("is_child")))


def _needs(opened: Open) -> list[str]:
    return [told for row in opened.rows if row.side == "resident" and (told := _need(opened, row))]


def _need(opened: Open, row: Party) -> str:
    details: dict[str, Any] = row.person.details if row.person else {}
    person = opened.live.people.get(row.key)
    needs = list(person.needs) if person else []
    age = _age(details.get("born_on"), opened.at.date())
    grown = not is_child(row)
    if not needs and grown:
        return ""
    parts = [opened.name(row.key)]
    if age is not None and not grown:
        parts.append(str(age))
    elif not grown:
        parts.append(_("child"))
    return ", ".join([*parts, *needs])


def _age(born: str | None, today: date) -> int | None:
    if not born:
        return None
    day = date.fromisoformat(born)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


WAYS = {
    "calls": N_("calls"), "voicemail": N_("voicemail"), "text": N_("texts"), "email": N_("email"),
    "post": N_("post"), "visit": N_("visits"),
}  # fmt: skip


def safe_contact(person: Person | None) -> str:
    """How it is safe to reach somebody, as one line."""
    if person is None:
        return ""
    by_rule = _ways(person)
    if not by_rule:
        return _("We have not asked. Ask at the next contact.")
    said = (
        (_("Not safe: {ways}."), by_rule.get("not ok")),
        (_("Only when: {ways}."), by_rule.get("only when")),
        (_("Safe: {ways}."), by_rule.get("ok")),
    )
    line = " ".join(
        text.format(ways=", ".join(way + when for way, when in ways)) for text, ways in said if ways
    )
    if best := str(person.details.get("best_time") or ""):
        line += " " + _("Best time: {time}.").format(time=best.rstrip(". "))
    return line


def contact_limits(person: Person | None) -> str:
    """Which ways of reaching somebody are not safe, or only under a condition; "" for none."""
    by_rule = _ways(person) if person is not None else {}
    said = (
        (_("Not safe: {ways}."), by_rule.get("not ok")),
        (_("With care: {ways}."), by_rule.get("only when")),
    )
    return " ".join(
        text.format(ways=", ".join(way for way, _when in ways)) for text, ways in said if ways
    )


def _ways(person: Person) -> dict[str, list[tuple[str, str]]]:
    """The ways by what was said of them, each with its condition in brackets."""
    ways: dict[str, Any] = person.details.get("ways") or {}
    found: dict[str, list[tuple[str, str]]] = {}
    for channel, word in WAYS.items():
        told = ways.get(channel) or {}
        says = told.get("says", "not asked")
        if says in ("ok", "not ok", "only when"):
            when = f" ({told['when'].rstrip('. ')})" if told.get("when") else ""
            found.setdefault(says, []).append((_(word), when))
    return found


def _interpreter(person: Person | None) -> str:
    if person is None:
        return ""
    told = person.details.get("interpreter")
    return _("Interpreter: {told}").format(told=told) if told else ""


def _officer(opened: Open) -> tuple[str, str]:
    """Whose case it is, and who acts while that person is away."""
    case = opened.case
    if case.officer_id is None or case.officer is None:
        return "", ""
    staffing = staffing_of(case.landlord_id, today=opened.at.date())
    acts = staffing.acting_for(case.officer_id)
    cover = "" if acts in (None, case.officer_id) else opened.staff_name(acts)
    return case.officer.name, cover
