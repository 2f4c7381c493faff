"""Bringing in homes, people and tenancies: a file is looked at first, then brought in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from putright.casework import permissions
from putright.casework.actions import imports
from putright.casework.actions.imports import Outcome
from putright.casework.refused import NotThere, Refused
from putright.gateways import clock
from putright.kit.say import _
from putright.web.people.forms import ImportForm
from putright.web.people.shown import outcome_shown
from putright.web.people.views import actor_of


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Look at a file; bring it in when that was asked for."""
    permissions.check(actor_of(request), "people.import")
    if request.method == "GET":
        return _page(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    try:
        return _looked(request, form)
    except Refused as refused:
        form.add_error("file", refused.reason)
        return _page(request, form)


@require_GET
def left_out(request: HttpRequest, kept: str, kind: str) -> HttpResponse:
    """The faulty rows of a file that was looked at, with the reasons."""
    if kind not in imports.KINDS:
        raise NotThere
    actor = actor_of(request)
    data = imports.kept_file(actor=actor, name=kept)
    text = imports.left_out(actor=actor, kind=kind, data=data, now=clock.now())
    headers = {"Content-Disposition": f'attachment; filename="left-out-{kind}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _looked(request: HttpRequest, form: ImportForm) -> HttpResponse:
    actor, told = actor_of(request), form.cleaned_data
    sent = told.get("file")
    kept = imports.keep(actor=actor, chunks=sent.chunks()) if sent else told["kept"]
    is_dry = bool(sent) or request.POST.get("step") != "bring"
    outcome = imports.bring_in(
        actor=actor,
        kind=told["kind"],
        data=imports.kept_file(actor=actor, name=kept),
        now=clock.now(),
        is_dry=is_dry,
        leave_out=told["leave_out"],
    )
    if outcome.is_unusable or (outcome.is_written and not outcome.faults):
        imports.forget(actor=actor, name=kept)
        kept = ""
    if not (is_dry or outcome.is_written or outcome.is_unusable):
        form.add_error("leave_out", _("Tick this, or mend the file and choose it again"))
    return _page(request, form, outcome, kept)


def _page(
    request: HttpRequest, form: ImportForm, outcome: Outcome | None = None, kept: str = ""
) -> HttpResponse:
    given: dict[str, Any] = {
        "form": form,
        "outcome": outcome,
        "shown": outcome_shown(outcome) if outcome else None,
        "kept": kept,
    }
    return render(request, "people/import.html.jinja", given, using="pages")
