"""How the pages of triage are drawn, and what all of them share."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from putright.casework.actions.triage import Moved
from putright.casework.actor import Actor
from putright.web.triage.forms import VersionForm

form_page = require_http_methods(["GET", "HEAD", "POST"])
"""A page that shows a form, and takes it when it is sent."""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def draw(request: HttpRequest, template: str, **given: Any) -> HttpResponse:
    """A page of triage, with what was just done said above it."""
    told = [(one.level_tag, str(one)) for one in messages.get_messages(request)]
    return render(request, f"triage/{template}.html.jinja", {"told": told, **given}, using="pages")


def moved(request: HttpRequest, item_id: UUID) -> Moved:
    """Which item a button was pressed for, and the version that its page showed."""
    form = VersionForm(request.POST)
    form.is_valid()
    return Moved(item_id, form.cleaned_data.get("version") or 0)
