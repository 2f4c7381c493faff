"""Figures of published findings, and the search for complaints alike."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from putright.casework.queries import published
from putright.gateways import clock
from putright.sheets.sending import actor_of
from putright.web.published.forms import AlikeForm
from putright.web.published.shown import bars, tables


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """How often complaints were upheld: everybody beside one landlord."""
    found = published.figures(actor_of(request), landlord=request.GET.get("landlord", "")[:200])
    given = {"page": found, "bars": bars(found), "tables": tables(found)}
    return render(request, "published/page.html.jinja", given, using="pages")


@require_http_methods(["GET", "POST"])
def alike(request: HttpRequest) -> HttpResponse:
    """Published complaints like the words that somebody types; they are not kept."""
    form = AlikeForm(request.POST or None)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    subject = form.cleaned_data["subject"] if form.is_valid() else ""
    found = published.alike(actor_of(request), text, now=clock.now(), category=subject)
    given = {"form": form, "page": found}
    return render(request, "published/alike.html.jinja", given, using="pages")
