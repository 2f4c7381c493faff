"""P16 itself: who is complained of, the ladder of tools, what waits for somebody."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from putright.casework.queries import tools
from putright.gateways import clock
from putright.sheets import shown
from putright.sheets.sending import actor_of, draw


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The other party and the toolkit."""
    found = tools.page(actor_of(request), case_id, now=clock.now())
    given = {
        "page": found,
        "around": found.around,
        "entry_href": lambda number: shown.entry_href(case_id, number),
        "person_href": shown.person_href,
        "visit_href": shown.place("visits:page", case_id),
        "evidence": [shown.entry(each, case_id) for each in found.evidence],
    }
    return draw(request, "tools/page.html.jinja", given)
