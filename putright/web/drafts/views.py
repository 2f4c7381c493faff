"""Keeps a draft, forgets one, keeps somebody signed in. Nothing here shows a page."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from putright.casework.actions import drafts
from putright.casework.actor import Actor
from putright.gateways import clock


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the fields of a form, sent as a form or as JSON; the address names the place."""
    fields = _fields(request)
    if fields is None:
        return HttpResponseBadRequest()
    place = request.GET.get("place", "")
    drafts.keep(
        actor=_actor(request),
        place=place,
        fields=fields,
        case=drafts.case_of(place),
        now=clock.now(),
    )
    return HttpResponse(status=204)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Throw a draft of one's own away and go back to the page."""
    drafts.forget(actor=_actor(request), place=request.POST.get("place", ""))
    back = request.POST.get("back", "/")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if ours else "/")


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Begin the session's time anew."""
    request.session.modified = True
    return HttpResponse(status=204)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _fields(request: HttpRequest) -> dict[str, list[str]] | None:
    if request.content_type != "application/json":
        return {name: [str(one) for one in values] for name, values in request.POST.lists()}
    try:
        told: Any = json.loads(request.body)
    except ValueError:
        return None
    if not isinstance(told, dict):
        return None
    return {
        str(name): [str(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in told.items()
    }
