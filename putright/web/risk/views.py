"""The page of risk."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from putright.casework.queries import risk
from putright.casework.queries.case_promises import PromiseSeen
from putright.core.practice.risk_standing import REFUSED
from putright.gateways import clock
from putright.kit.say import _
from putright.kit.shown import Column
from putright.sheets.sending import actor_of, draw
from putright.sheets.shown import act_href, entry_href
from putright.web.risk.shown import times


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What stands, what came since, what is due, and everything before."""
    seen = risk.page(actor_of(request), case_id, now=clock.now())
    given = {
        "around": seen.around,
        "page": seen,
        "due": [(one, _do_it(seen, one)) for one in seen.due],
        "entry_href": entry_href,
        "times": times(seen.changes),
        "time_columns": (
            Column(key="promise", word=_("Promise"), is_heading=True),
            Column(key="time", word=_("Time at this level")),
            Column(key="cited", word=_("Where it stands")),
        ),
        "bar_columns": _bar_columns(has_before=any(bar.before for bar in _bars(seen))),
    }
    return draw(request, "risk/page.html.jinja", given)


def _do_it(seen: risk.RiskPage, promise: PromiseSeen) -> str:
    """Where a promise is kept; nowhere for whoever asked and waits for somebody else."""
    waits = REFUSED in promise.acts and not (seen.lowering and seen.lowering.may_answer)
    return "" if waits else act_href(promise, seen.around.id)


def _bars(seen: risk.RiskPage) -> tuple[risk.Bar, ...]:
    return seen.last.bars if seen.last else ()


def _bar_columns(*, has_before: bool) -> tuple[Column, ...]:
    before = (Column(key="before", word=_("Time before")),) if has_before else ()
    return (
        Column(key="question", word=_("Question"), is_heading=True),
        Column(key="answer", word=_("Answer")),
        *before,
        Column(key="points", word=_("Points")),
    )
