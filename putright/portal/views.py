"""The public pages: a start, two forms, a receipt, and the way out of all of them."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from putright.casework.actions import public_forms
from putright.casework.actions.contacts import Upload
from putright.casework.queries import public_front
from putright.casework.queries.public_front import Front
from putright.gateways import clock
from putright.kit.say import _
from putright.portal import receipts
from putright.portal.forms import ComplaintForm, MoreForm, ReportForm, Sending
from putright.portal.languages import LANGUAGES, language
from putright.portal.receipts import Receipt

View = Callable[..., HttpResponse]
NOBODY = UUID(int=0)

log = logging.getLogger("putright.portal")


def public(view: View) -> View:
    """A page for everybody, of a landlord that is there."""

    @wraps(view)
    def shown(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            return view(request, public_front.front(slug))
        except Error:
            log.exception("a public page without its database")
            return _down(request, slug, FORMS.get(view.__name__))

    return login_not_required(shown)


@require_safe
@public
def start(request: HttpRequest, front: Front) -> HttpResponse:
    """Two things one can do, whom to ring, how to leave."""
    return _page(request, front, "start", languages=LANGUAGES)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def report(request: HttpRequest, front: Front) -> HttpResponse:
    """Tell the landlord that something happened."""
    return _form(request, front, ReportForm)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def complaint(request: HttpRequest, front: Front) -> HttpResponse:
    """Tell the landlord that it did something wrong."""
    contact = public_front.ombudsman(front.id, now=clock.now())
    return _form(request, front, ComplaintForm, ombudsman=contact)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def receipt(request: HttpRequest, front: Front) -> HttpResponse:
    """That it came, its number, what happens next; and a way to add what was forgotten.

    It is there for half an hour, in the same browser. What is added later than that is taken too.
    """
    kept = receipts.read(request, front.slug)
    contact = ""
    if kept is not None and kept.kind == "complaint":
        contact = public_front.ombudsman(front.id, now=clock.now())
    return _form(request, front, MoreForm, before=kept, kept=kept, ombudsman=contact)


@require_safe
@login_not_required
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Away to a page about nothing, with nothing of this visit left in the browser but its history.

    Anybody can put this address behind a link, so that it ends the visit to the forms and nothing
    else: whoever is signed in as staff in this browser stays signed in, and keeps their forms.
    """
    response = HttpResponseRedirect(settings.QUICK_EXIT)
    receipts.forget(response)
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    return response


FORMS: dict[str, type[Sending]] = {"report": ReportForm, "complaint": ComplaintForm}


def _down(request: HttpRequest, slug: str, kind: type[Sending] | None) -> HttpResponse:
    """Nothing can be read or saved: every word that was typed is still on the page."""
    front = Front(id=NOBODY, slug=slug, name="", phone="", is_sample=False)
    given: dict[str, Any] = {"spoken": None, "ombudsman": "", "kept": None, "not_kept": True}
    if request.method == "POST" and kind is not None:
        response = _page(request, front, kind.kind, form=kind(request.POST), **given)
        response.headers["Referrer-Policy"] = "same-origin"
    else:
        heading = _("Sorry, this does not work just now")
        words = _("Try again in a minute. If you cannot wait, ring your landlord.")
        response = _page(request, front, "problem", heading=heading, words=words)
    response.status_code = 503
    return response


def _form(
    request: HttpRequest, front: Front, kind: type[Sending], before: Receipt | None = None,
    **given: Any,
) -> HttpResponse:  # fmt: skip
    spoken = language(request.GET.get("lang", ""))
    begun = {"language": spoken.code} if spoken else {}
    form = kind(request.POST or None, request.FILES or None, initial=begun)
    not_kept = False
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(request, front, form, before)
        except public_forms.NotTaken:
            not_kept = True
    name = "receipt" if kind is MoreForm else kind.kind
    response = _page(
        request, front, name, form=form, not_kept=not_kept, spoken=spoken, **given
    )  # fmt: skip
    # A browser that is told to name no referrer calls the origin of what it posts "null", which
    # is refused as forged. Within the service it may be named; no other site is ever told.
    response.headers["Referrer-Policy"] = "same-origin"
    response.status_code = 503 if not_kept else 200
    return response


def _taken(
    request: HttpRequest, front: Front, form: Sending, before: Receipt | None
) -> HttpResponse:  # fmt: skip
    sent = public_forms.Sent(
        kind=form.kind, form=form.cleaned_data["once"], told=form.told,
        uploads=[_upload(one) for one in form.cleaned_data["photos"]],
        came_from=getattr(request, "came_from", ""), adds_to=before.arrival if before else None,
    )  # fmt: skip
    taken = public_forms.take(landlord=front.id, sent=sent, now=clock.now())
    response = redirect("portal:receipt", slug=front.slug)
    receipts.leave(response, front.slug, taken, before)
    return response


def _upload(one: "UploadedFile[Any]") -> Upload:
    return Upload(name=one.name or "", chunks=one.chunks())


def _page(request: HttpRequest, front: Front, name: str, **given: Any) -> HttpResponse:
    phone = front.phone or settings.HELP_LINE
    told = {
        "front": front,
        "phone": phone,
        "exit_slug": front.slug,
        "help_words": _("You can also ring us on %(phone)s.") % {"phone": phone} if phone else "",
        **given,
    }
    return render(request, f"portal/{name}.html.jinja", told, using="pages")
