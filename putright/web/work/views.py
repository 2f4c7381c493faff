"""The list of one's own promises, and handing some of them to a colleague."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from putright.casework import permissions
from putright.casework.actions import promises_kept
from putright.casework.actor import Actor
from putright.casework.queries.promise_chosen import chosen
from putright.casework.queries.takers import takers
from putright.casework.queries.worklist import PAGE, worklist
from putright.casework.refused import Refused
from putright.gateways import clock
from putright.kit.say import _, ngettext
from putright.web.work.forms import HandOnForm
from putright.web.work.shown import notices, shared, worded

MOST = 1000
ELSEWHERE = (("search", "search:find"), ("landlord.set_up", "setup:list"))
"""Whoever has no promises of their own begins where their work is."""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What to do next, then everything owed, in order of harm and time."""
    actor, now = actor_of(request), clock.now()
    if not permissions.can(actor, "work.see"):
        return redirect(next((name for can, name in ELSEWHERE if permissions.can(actor, can)),
                             "staff:settings"))  # fmt: skip
    most = _most(request.GET.get("show", ""))
    initials: bool = request.user.initials_only  # type: ignore[union-attr]
    at_work = request.at_work  # type: ignore[attr-defined]
    seen = worklist(actor, now=now, most=most, initials=initials, at_work=at_work)
    given = {
        "seen": seen,
        "notices": notices(seen),
        "first": worded([seen.do_next])[0] if seen.do_next else None,
        "shared": shared(seen),
        "worded": worded,
        "more": most + PAGE,
        "said": [str(one) for one in messages.get_messages(request)],
        "today": now.date(),
    }
    return render(request, "work/list.html.jinja", given, using="pages")


@require_http_methods(["GET", "POST"])
def hand_on(request: HttpRequest) -> HttpResponse:
    """Hand the ticked promises to a colleague who is here, with a reason."""
    actor, now = actor_of(request), clock.now()
    permissions.check(actor, "work.see")
    told = request.POST if request.method == "POST" else request.GET
    back = _back(told.get("back", ""))
    ticked = list(_ticked(told.getlist("promise")))
    found = chosen(actor, ticked, now=now) if ticked else []
    if not found:
        messages.info(request, _("Tick the promises that you want to hand on first."))
        return redirect("work:list")
    able = takers(actor, {one.case for one in found}, now=now)
    form = HandOnForm(request.POST if request.method == "POST" else None, takers=able)
    if form.is_valid():
        try:
            done = promises_kept.hand_on(
                actor=actor, promises=ticked, to=form.taker, why=form.cleaned_data["why"],
                now=now, form=form.cleaned_data["once"],
            )  # fmt: skip
        except Refused as no:
            form.add_error(None, no.reason)
        else:
            words = ngettext("{n} promise is with", "{n} promises are with", done.promises)
            messages.success(request, f"{words} {done.to}.")
            return redirect(back)
    given = {
        "form": form,
        "found": found,
        "able": able,
        "back": back,
        "ticked": [f"{one.case}~{one.key}" for one in found],
    }
    return render(request, "work/hand_on.html.jinja", given, using="pages")


def _back(asked: str) -> str:
    """The page that one came from, where it is one of ours; else the list of one's own work."""
    ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours else reverse("work:list")


def _most(asked: str) -> int:
    return min(max(int(asked), PAGE), MOST) if asked.isdecimal() and len(asked) < 6 else PAGE


def _ticked(values: Iterable[str]) -> Iterable[tuple[UUID, str]]:
    """Cases with the keys of promises, as the boxes name them; anything else is left out."""
    for value in values:
        case, _tilde, key = value.partition("~")
        try:
            yield UUID(case), key
        except ValueError:
            continue
