"""The list of cases that are with the Ombudsman."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from putright.casework import permissions
from putright.casework.queries import ombudsman_cases
from putright.gateways import clock
from putright.sheets.sending import actor_of, draw


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What we owe the Ombudsman first, then what waits for it, then what is over."""
    actor = actor_of(request)
    found = ombudsman_cases.page(actor, now=clock.now())
    hands_on = permissions.can(actor, "work.see")
    return draw(request, "ombudsman_cases/page.html.jinja", {"page": found, "hands_on": hands_on})
