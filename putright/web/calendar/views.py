"""The page that makes the secret address of a calendar, and the calendar at that address."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from putright.casework.actions import feeds
from putright.casework.actor import Actor
from putright.casework.queries import feed
from putright.casework.refused import NotThere
from putright.gateways import clock
from putright.gateways.calendar_file import TYPE
from putright.kit.say import _


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Whether there is an address, and what a calendar shows."""
    return _page(request)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new address: this page shows it, and none shows it again."""
    actor = actor_of(request)
    secret = feeds.make(actor=actor, now=clock.now())
    place = reverse("calendar:read", args=(actor.landlord_id, secret))
    return _page(request, address=request.build_absolute_uri(place))


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """The address ends."""
    feeds.end(actor=actor_of(request), now=clock.now())
    messages.success(request, _("The address has ended. Take the calendar out of your program."))
    return redirect("calendar:page")


@require_safe
@login_not_required
def read(request: HttpRequest, landlord_id: UUID, secret: str) -> HttpResponse:
    """The calendar, for whoever knows the address; every other address is not there."""
    try:
        own = request.build_absolute_uri("/").rstrip("/")
        address = settings.ADDRESS if settings.IS_ADDRESS_SET else own
        written = feed.read(landlord_id, secret, address=address, now=clock.now())
    except NotThere:
        return HttpResponse(status=404)
    answer = HttpResponse(written, content_type=TYPE)
    answer["Referrer-Policy"] = "no-referrer"
    answer["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return answer


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    given = {
        "held": feed.own(actor_of(request)),
        "address": address,
        "said": [str(one) for one in messages.get_messages(request)],
    }
    return render(request, "calendar/page.html.jinja", given, using="pages")
