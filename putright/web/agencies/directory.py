"""The directory of agencies: which desk covers which homes, and when that was last checked."""

import re
from typing import Any
from uuid import UUID

from django import forms as fields
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from putright.casework.actions import agency_directory as actions
from putright.casework.actions.agency_directory import Told
from putright.casework.agency_words import KINDS, ROUTES
from putright.casework.queries import agency_directory
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.forms import Form, RadioField
from putright.kit.say import _
from putright.sheets.sending import actor_of, form_page
from putright.web.agencies import shown

SPLIT = re.compile(r"[,;\n]")


class DeskForm(Form):
    """A desk of an agency."""

    name = fields.CharField(
        label=_("Name"), max_length=120,
        help_text=_("The team or the office, not a person who may leave it; of somebody elected "
                    "their title and name."),
    )  # fmt: skip
    kind = fields.ChoiceField(
        label=_("What is it?"), choices=[("", _("Choose")), *((k, _(w)) for k, w in KINDS.items())]
    )
    areas = fields.CharField(
        label=_("Areas that it covers"), required=False, max_length=400,
        help_text=_("As your homes have them, with commas between: northfold, millside"),
    )  # fmt: skip
    postcodes = fields.CharField(
        label=_("Postcode districts that it covers"), required=False, max_length=300,
        help_text=_("The first half of the postcode, with commas between"),
    )  # fmt: skip
    route = RadioField(
        label=_("How does it take requests?"), choices=[(k, _(w)) for k, w in ROUTES.items()]
    )
    address = fields.CharField(label=_("Its address, number or page for that"), max_length=300)
    higher = fields.CharField(
        label=_("Who is asked when it does not answer?"), required=False, max_length=300,
        help_text=_("The manager's post and how to reach it"),
    )  # fmt: skip

    @property
    def told(self) -> Told:
        """The desk as the casework takes it."""
        given = self.cleaned_data
        return Told(
            name=given["name"], kind=given["kind"], areas=_parts(given["areas"]),
            postcodes=_parts(given["postcodes"]), route=given["route"], address=given["address"],
            higher=given["higher"],
        )  # fmt: skip


class WrongForm(Form):
    """What is wrong with a desk."""

    why = fields.CharField(label=_("What is wrong with it?"), max_length=380)


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The directory, by kind; what is marked wrong first."""
    area = request.GET.get("area", "")[:80]
    found = agency_directory.directory(actor_of(request), now=clock.now(), area=area)
    said = [str(one) for one in messages.get_messages(request)]
    given = {"page": found, "said": said, "told": shown.directory(found)}
    return render(request, "agencies/directory.html.jinja", given, using="pages")


@form_page
def add(request: HttpRequest) -> HttpResponse:
    """Add a desk."""
    return _save(request, None, {"route": "secure email"})


@form_page
def change(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """Put a desk right."""
    desk = agency_directory.desk(actor_of(request), agency_id)
    known = {
        "name": desk.name, "kind": desk.kind, "areas": ", ".join(desk.areas),
        "postcodes": ", ".join(desk.postcodes), "route": desk.route, "address": desk.address,
        "higher": desk.higher,
    }  # fmt: skip
    return _save(request, agency_id, known)


@require_POST
def check(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """Somebody looked it up today: all of it is right."""
    desk = actions.check(actor=actor_of(request), agency=agency_id, now=clock.now())
    messages.success(request, _("{name} is checked as of today.").format(name=desk.name))
    return redirect("agencies:directory")


@form_page
def wrong(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """Something about a desk is wrong."""
    actor = actor_of(request)
    desk = agency_directory.desk(actor, agency_id)
    form = WrongForm(request.POST or None)
    if form.is_valid():
        why = form.cleaned_data["why"]
        actions.mark_wrong(actor=actor, agency=agency_id, why=why, now=clock.now())
        messages.success(request, _("{name} is marked wrong.").format(name=desk.name))
        return redirect("agencies:directory")
    title = _("Mark {name} wrong").format(name=desk.name)
    return _draw(request, form, title, _("Mark it wrong"), agency_id)


def _save(request: HttpRequest, agency: UUID | None, known: dict[str, Any]) -> HttpResponse:
    actor = actor_of(request)
    if agency is None:
        agency_directory.may_add(actor)
    form = DeskForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            actions.save(actor=actor, told=form.told, agency=agency, now=clock.now())
        except NotRight as no:
            form.add_error(no.field or None, no.reason)
        else:
            messages.success(request, _("Saved, and checked as of today."))
            return redirect("agencies:directory")
    title = _("Change {name}").format(name=known["name"]) if agency else _("Add an agency")
    return _draw(request, form, title, _("Save as checked today"), agency)


def _draw(
    request: HttpRequest, form: Form, title: str, save_word: str, agency: UUID | None
) -> HttpResponse:
    given = {"form": form, "title": title, "save_word": save_word, "agency": agency}
    return render(request, "agencies/desk.html.jinja", given, using="pages")


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in SPLIT.split(text) if part.strip())
