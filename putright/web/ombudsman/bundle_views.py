"""The evidence bundles of a case: ask for one, agree to one, see how far it is, download it."""

from collections.abc import Callable
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from putright.casework.actions import bundles as actions
from putright.casework.actions import drafts
from putright.casework.queries import bundles
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, begun, draw, form_page, place_of, show
from putright.web.ombudsman.bundle_forms import AskForm

PLACE = "ombudsman-bundle"
View = Callable[..., HttpResponseBase]


def weighty(view: View) -> View:
    """Ask for the strongest secret again, unless it was given in the last minutes: this leaves."""
    asked: View = reauthentication_required(view, app="putright")
    return asked


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The bundles of a case, and how each of them stands."""
    found = bundles.page(actor_of(request), case_id, now=clock.now())
    return draw(request, "ombudsman/bundles.html.jinja", {"around": found.around, "page": found})


@form_page
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask for a bundle."""
    actor, now = actor_of(request), clock.now()
    given = bundles.form_of(actor, case_id, now=now)
    initial = begun(request, given.around, PLACE, words=given.words)
    form = AskForm(request.POST or None, given=given, initial=initial)
    if form.is_valid():
        try:
            actions.ask(actor=actor, case_id=case_id, told=form.told(), now=now)
        except NotRight as no:
            form.add_error(no.field if no.field in form.fields else None, no.reason)
        else:
            drafts.forget(actor=actor, place=place_of(PLACE, case_id))
            return redirect("ombudsman:bundles", case_id=case_id)
    sheet = Sheet(
        around=given.around, title=_("Make the evidence bundle"), place=PLACE,
        template="ombudsman/bundle.html.jinja", save_word=_("Make the bundle"),
    )  # fmt: skip
    return show(request, sheet, form)


@require_POST
@weighty
def agree(request: HttpRequest, case_id: UUID, bundle_id: UUID) -> HttpResponse:
    """Agree as a second person."""
    try:
        actions.agree(actor=actor_of(request), case_id=case_id, bundle=bundle_id, now=clock.now())
    except NotRight as no:
        messages.error(request, no.reason)
    return redirect("ombudsman:bundles", case_id=case_id)


@require_safe
@weighty
def download(request: HttpRequest, case_id: UUID, bundle_id: UUID) -> HttpResponseBase:
    """The made file."""
    found = bundles.download(actor_of(request), case_id, bundle_id, now=clock.now())
    response = StreamingHttpResponse(found.pieces, content_type="application/zip")
    response["Content-Length"] = str(found.size)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
