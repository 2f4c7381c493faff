"""How the plan of a case is put for its pages."""

from typing import Any

from putright.casework.queries.plan_writing import WritingPage
from putright.casework.queries.plans import LineSeen, PlanPage
from putright.kit.dates import list_day
from putright.kit.say import _
from putright.kit.shown import Column, Link
from putright.sheets.address import of_case
from putright.sheets.shown import act_href, entry_href, excuse_href, place

COLUMNS = (
    Column(key="what", word=_("What"), is_heading=True),
    Column(key="who", word=_("Who")),
    Column(key="by", word=_("By when")),
    Column(key="why", word=_("Why")),
    Column(key="state", word=_("How it stands")),
)


def page(seen: PlanPage) -> dict[str, Any]:
    """What the page of the plan is drawn from."""
    around, plan = seen.around, seen.plan
    may = "case.plan" in around.may
    return {
        "page": seen,
        "around": around,
        "plan": plan,
        "columns": COLUMNS,
        "rows": [_row(line, seen, may) for line in plan.lines],
        "state": _state(seen),
        "next": _next(seen) if may else (),
        "promises": [
            {
                "shown": each.shown,
                "act": act_href(each, around.id) if may else "",
                "excuse": excuse_href(each, around.id) if "case.excuse" in around.may else "",
            }
            for each in seen.promises
        ],
        "agreed_href": entry_href(around.id, plan.agreed.number) if plan.agreed else "",
        "sent_href": entry_href(around.id, plan.sent.number) if plan.sent else "",
        "unwanted_href": entry_href(around.id, plan.not_wanted.number) if plan.not_wanted else "",
    }


def toolkit(seen: WritingPage) -> dict[str, Any]:
    """What the form for writing shows of the toolkit."""
    return {"weigh_href": place("tools:weigh", seen.around.id)}


def _row(line: LineSeen, seen: PlanPage, may: bool) -> dict[str, Any]:
    case_id = seen.around.id
    links = [
        Link(word=each.words, href=entry_href(case_id, each.number))
        for each in (line.done or line.said, line.dropped)
        if each is not None
    ]
    done = f"{of_case('plan:done', case_id)}?line={line.id}"
    return {
        "line": line,
        "what": line.what,
        "tool": line.tool,
        "who": line.who,
        "offered": line.is_residents,
        "by": list_day(line.due) if line.due else "",
        "first": list_day(line.first_due) if line.first_due else "",
        "why": line.why,
        "state": line.state,
        "note": line.note,
        "because": line.because,
        "links": links,
        "done_href": done if may and line.is_open else "",
    }


def _state(seen: PlanPage) -> tuple[str, str]:
    """How the plan stands as one notice: its kind and its words."""
    plan = seen.plan
    if plan.stage == "not wanted":
        return "plain", _("The resident does not want a plan.")
    if plan.stage == "none":
        return _without(seen)
    if not plan.is_shown:
        return "warning", _(
            "Agreed by our word alone: no record shows it, so the promise to agree a plan stays "
            "open. Add the record to the entry."
        )
    if plan.stage == "agreed":
        return "warning", _("Agreed and not yet sent in writing: send it to the resident.")
    if plan.is_late:
        return "warning", _("Agreed and sent. It has not been gone through for too long.")
    if plan.has_changed:
        return "warning", _("Agreed, sent, and changed since. Send it again as it stands now.")
    return "good", _("Agreed with the resident and sent in writing.")


def _without(seen: PlanPage) -> tuple[str, str]:
    if seen.draft is None:
        return "warning", _("There is no plan yet. Write one together with the resident.")
    return "warning", _("There is a draft. A draft is no plan: the clock runs until it is agreed.")


def _next(seen: PlanPage) -> tuple[Link, ...]:
    """What can be done now, the likeliest first."""

    def at(name: str) -> str:
        return of_case(name, seen.around.id)

    write = Link(word=_("Write the plan"), href=at("plan:write"))
    agree = Link(word=_("Agree the plan"), href=at("plan:agree"))
    send = Link(word=_("Send the plan"), href=at("plan:send"))
    review = Link(word=_("Go through it again"), href=at("plan:review"))
    unwanted = Link(word=_("They do not want a plan"), href=at("plan:not_wanted"))
    stage = seen.plan.stage
    if stage in ("none", "not wanted"):
        if seen.draft is None:
            return (write, unwanted)
        go_on = Link(word=_("Go on with the draft"), href=at("plan:write"))
        first = (go_on, agree) if seen.draft.lacks else (agree, go_on)
        return (*first, unwanted)
    if not seen.plan.lines:
        return (review, write)
    first_send = stage == "agreed" or seen.plan.has_changed
    return (send, review) if first_send else (review, send)
