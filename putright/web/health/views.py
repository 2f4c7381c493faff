"""The health page, and what an administrator can do there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from putright.casework.actions import jobs as actions
from putright.casework.actor import Actor
from putright.casework.queries import health
from putright.gateways import clock
from putright.kit.say import _
from putright.web.health import shown


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Whether post, jobs and copies are well."""
    seen = health.page(_actor(request), now=clock.now())
    given: dict[str, Any] = {
        "seen": seen,
        "shown": shown,
        "states": shown.states(),
        "problems": shown.problems(seen),
        "warnings": shown.warnings(seen),
        "said": [str(one) for one in messages.get_messages(request)],
    }
    return render(request, "health/page.html.jinja", given, using="pages")


@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Try a job at once."""
    is_done = actions.again(actor=_actor(request), job=number, now=clock.now())
    return _said(request, _("It is tried again now.") if is_done else _busy())


@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Give a job up."""
    is_done = actions.stop(actor=_actor(request), job=number, now=clock.now())
    return _said(request, _("It was given up.") if is_done else _busy())


@require_POST
def send_now(request: HttpRequest) -> HttpResponse:
    """Try at once what waits to go out."""
    actions.send_now(actor=_actor(request), now=clock.now())
    return _said(request, _("Post that waited is tried again now."))


def _busy() -> str:
    return _("It runs at this moment, or is done: nothing was changed.")


def _said(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("health:page")


def _actor(request: HttpRequest) -> Actor:
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found
