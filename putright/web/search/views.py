"""The search page, and the same results as a part for the command bar."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from putright.casework.actor import Actor
from putright.casework.queries import search
from putright.gateways import clock
from putright.web.search.forms import FindForm

TOO_MANY = 429


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Nothing typed: the cases opened last. Words in the address are not looked at."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = FindForm(request.POST if request.method == "POST" else None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    if request.method == "POST" and search.is_too_fast(actor, at=clock.machine()):
        return _shown(request, {"form": form, "found": None}, status=TOO_MANY)
    return _shown(request, {"form": form, "found": search.find(actor, text, now=clock.now())})


def _shown(request: HttpRequest, given: dict[str, Any], status: int = 200) -> HttpResponse:
    """A part where htmx asks for one; the bar shows it whatever the status is, so it says 200."""
    if request.headers.get("HX-Request"):
        return render(request, "search/part.html.jinja", given, using="pages")
    return render(request, "search/find.html.jinja", given, using="pages", status=status)
