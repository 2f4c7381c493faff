"""One's own settings: how the pages are to be, and where one is signed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from putright.casework import permissions
from putright.casework.actions import staff_accounts as actions
from putright.casework.queries import staff_accounts as queries
from putright.gateways import clock
from putright.web.staff.forms import NumberForm, OwnForm


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """How one wants the pages to be."""
    actor: Any = request.actor  # type: ignore[attr-defined]
    form = OwnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.set_own(
            actor=actor, single_keys=told["single_keys"], initials_only=told["initials_only"]
        )
        return redirect("staff:settings")
    shown = queries.own_settings(actor, session=str(request.session.session_key))
    if request.method == "GET":
        kept = {"single_keys": shown.single_keys, "initials_only": shown.initials_only}
        form = OwnForm(initial=kept)
    given = {"form": form, "shown": shown, "has_feed": permissions.can(actor, "feed.own")}
    return render(request, "staff/settings.html.jinja", given, using="pages")


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one session, or all but this one."""
    form = NumberForm(request.POST)
    actions.end_own_sessions(
        actor=request.actor,  # type: ignore[attr-defined]
        number=form.cleaned_data["number"] if form.is_valid() else None,
        keep=str(request.session.session_key),
        now=clock.now(),
    )
    return redirect("staff:settings")
