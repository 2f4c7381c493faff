"""The list of steps, and the steps about the landlord, its days, its policy and its test drive."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from putright.casework.actions import set_up as actions
from putright.casework.actor import Actor
from putright.casework.queries import set_up
from putright.casework.queries.set_up_days import calendar_seen
from putright.casework.queries.set_up_drive import Story
from putright.casework.queries.set_up_drive import drive as stories_of
from putright.casework.queries.set_up_policy import choices, promises_made
from putright.casework.refused import Refused
from putright.core.events.faults import FileFault
from putright.core.workdays import OutsideCalendar
from putright.gateways import clock
from putright.kit.forms import Form
from putright.kit.say import _
from putright.web.setup import forms, shown

form_page = require_http_methods(["GET", "POST"])


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def sent_by(request: HttpRequest) -> QueryDict | None:
    """What was posted, be it nothing at all; None where the page was only asked for."""
    return request.POST if request.method == "POST" else None


def page(request: HttpRequest, name: str, given: dict[str, Any]) -> HttpResponse:
    """A page of the set-up, with what was just said."""
    said = [str(one) for one in messages.get_messages(request)]
    return render(request, f"setup/{name}.html.jinja", {"said": said, **given}, using="pages")


def saved(request: HttpRequest, form: Form | None, save: Callable[[], None]) -> bool:
    """Whether it could be saved; the reason stands on the form if not."""
    try:
        save()
    except Refused as refused:
        if form is None:
            raise
        form.add_error(None, refused.reason)
        return False
    messages.success(request, _("Saved."))
    return True


@require_GET
def steps(request: HttpRequest) -> HttpResponse:
    """Every step and how it stands."""
    told = set_up.overview(actor_of(request), now=clock.now())
    return page(request, "list", {"told": told, "steps": shown.steps(told)})


@form_page
def landlord(request: HttpRequest) -> HttpResponse:
    """What the landlord is called, whom to ring, how references begin."""
    actor, now = actor_of(request), clock.now()
    told = set_up.overview(actor, now=now)
    known = {"name": told.landlord, "phone": told.phone, "begins": told.prefix}
    form = forms.LandlordForm(sent_by(request), initial=known)

    def save() -> None:
        name, phone, begins = (form.cleaned_data[key] for key in known)
        actions.name_landlord(actor=actor, name=name, phone=phone, prefix=begins, now=now)

    if form.is_valid() and saved(request, form, save):
        return redirect("setup:list")
    return page(request, "landlord", {"form": form})


@form_page
def calendar(request: HttpRequest) -> HttpResponse:
    """Which list of bank holidays is used, and what it says of the next days off."""
    actor, now = actor_of(request), clock.now()
    told = set_up.overview(actor, now=now).step("calendar")
    if request.method == "POST":
        saved(request, None, lambda: actions.look_at_calendar(actor=actor, now=now))
        return redirect("setup:list")
    seen = calendar_seen(today=now.date())
    given = {"seen": seen, "step": told, "columns": shown.columns_of_days(), "form": Form()}
    return page(request, "calendar", given)


@form_page
def policy(request: HttpRequest) -> HttpResponse:
    """Choose a policy, see what it promises, then save it."""
    actor, now = actor_of(request), clock.now()
    told = set_up.overview(actor, now=now)
    listed = choices(actor)
    known = {"pack": told.pack or forms.NONE}
    typed = sent_by(request) or (request.GET if "pack" in request.GET else None)
    form = forms.PolicyForm(typed, initial=known, choices=listed)
    given: dict[str, Any] = {
        "form": form, "told": told, "texts": None, "shown": shown,
        "broken": [each for each in listed if each.problem],
    }  # fmt: skip
    if not form.is_valid():
        return page(request, "policy", given)

    def save() -> None:
        actions.choose_policy(actor=actor, pack=form.chosen, now=now)

    if request.method == "POST" and saved(request, form, save):
        return redirect("setup:reading" if set_up.reading(actor).left else "setup:list")
    given["texts"] = promises_made(actor, form.chosen, now=now)
    return page(request, "policy", given)


@form_page
def reading(request: HttpRequest) -> HttpResponse:
    """The cases are held against the new policy, some at a time, with how many are done."""
    actor = actor_of(request)
    if request.method == "POST":
        actions.read_again(actor=actor, now=clock.now())
        return redirect("setup:reading")
    return page(request, "reading", {"reading": set_up.reading(actor)})


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """How many hold each role, whom no landlord can do without, and where accounts are made."""
    actor, now = actor_of(request), clock.now()
    given = {
        "step": set_up.overview(actor, now=now).step("people"),
        "roles": set_up.roles(actor, now=now),
        "accounts_href": shown.accounts_href(),
    }
    return page(request, "people", given)


@form_page
def drive(request: HttpRequest) -> HttpResponse:
    """An invented case through the landlord's own policy; nothing of it is saved."""
    actor, now = actor_of(request), clock.now()
    if request.method == "POST":
        saved(request, None, lambda: actions.drove(actor=actor, now=now))
        return redirect("setup:list")
    told = set_up.overview(actor, now=now)
    stories: tuple[Story, ...] = ()
    fault = ""
    try:
        stories = stories_of(actor, told.pack, now=now)
    except FileFault:
        fault = " ".join(told.step("policy").missing)
    except OutsideCalendar as error:
        fault = str(error)
    given = {"stories": stories, "fault": fault, "step": told.step("drive"), "form": Form()}
    return page(request, "drive", given)


@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """All steps are done: the landlord can take its first real case."""
    actions.finish(actor=actor_of(request), now=clock.now())
    messages.success(request, _("The set-up is finished. Your staff can take the first report."))
    return redirect("setup:list")
