"""Accounts: who may sign in, as what, and the way back in for those who cannot.

Everything that changes something asks for the strongest secret again, unless it was just given.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from putright.casework.actions import staff_accounts as actions
from putright.casework.queries import staff_accounts as queries
from putright.casework.refused import Refused
from putright.gateways import clock
from putright.web.staff.forms import (
    AccountForm,
    DecisionForm,
    NumberForm,
    RoleForm,
    SubjectForm,
)

View = Callable[..., HttpResponse]


def weighty(view: View) -> View:
    """Ask for the strongest secret again, unless it was given in the last minutes."""
    asked: View = reauthentication_required(view, app="putright")
    return asked


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in, and who may not any more."""
    shown = queries.overview(_actor(request), now=clock.now(), machine=clock.machine())
    return render(request, "staff/accounts.html.jinja", {"shown": shown}, using="pages")


@require_http_methods(["GET", "POST"])
@weighty
def make(request: HttpRequest) -> HttpResponse:
    """Somebody new."""
    around = queries.overview(_actor(request), now=clock.now(), machine=clock.machine())
    form = AccountForm(
        request.POST or None, teams=around.teams, initial={"starts_on": clock.today()}
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.make(
                actor=_actor(request),
                name=told["name"],
                email=told["email"],
                roles=(_holding(told),),
                now=clock.now(),
            )
            return redirect("staff:account", user_id=made)
        except Refused as no:  # said beside the field, so that what was typed stays
            form.add_error("email", no.reason)
    return render(request, "staff/make.html.jinja", {"form": form}, using="pages")


@require_GET
def account(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One account, and what can be done about it."""
    return _account_page(request, user_id)


@require_POST
@weighty
def stop(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """No more sign-ins."""
    actions.deactivate(actor=_actor(request), user=user_id, now=clock.now())
    return redirect("staff:account", user_id=user_id)


@require_POST
@weighty
def reopen(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Sign-ins again."""
    actions.activate(actor=_actor(request), user=user_id, now=clock.now())
    return redirect("staff:account", user_id=user_id)


@require_POST
@weighty
def give_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A role from a day on."""
    around = queries.overview(_actor(request), now=clock.now(), machine=clock.machine())
    form = RoleForm(request.POST, teams=around.teams)
    if not form.is_valid():
        return _account_page(request, user_id, form=form)
    actions.give_role(
        actor=_actor(request), user=user_id, holding=_holding(form.cleaned_data), now=clock.now()
    )
    return redirect("staff:account", user_id=user_id)


@require_POST
@weighty
def end_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A role no more."""
    form = NumberForm(request.POST)
    if form.is_valid():
        number = form.cleaned_data["number"]
        actions.end_role(actor=_actor(request), user=user_id, number=number, now=clock.now())
    return redirect("staff:account", user_id=user_id)


@require_POST
@weighty
def link(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A one-time link to a password, shown once, here."""
    token = actions.reset_token(actor=_actor(request), user=user_id, now=clock.now())
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_id.hex, "key": token})
    return _account_page(request, user_id, link=request.build_absolute_uri(path))


@require_POST
@weighty
def unlock(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Wrong guesses are forgotten."""
    actions.unlock(actor=_actor(request), user=user_id, now=clock.now())
    return redirect("staff:account", user_id=user_id)


@require_POST
@weighty
def factor_lost(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Ask a second person to agree."""
    actions.ask_factor_reset(actor=_actor(request), user=user_id, now=clock.now())
    return redirect("staff:account", user_id=user_id)


@require_POST
@weighty
def work_account(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Who this is elsewhere."""
    form = SubjectForm(request.POST)
    if not form.is_valid():
        return _account_page(request, user_id, subject=form)
    actions.link_work_account(
        actor=_actor(request),
        user=user_id,
        subject=form.cleaned_data["subject"],
        now=clock.now(),
    )
    return redirect("staff:account", user_id=user_id)


@require_GET
def second_person(request: HttpRequest) -> HttpResponse:
    """Whose lost second factor waits for somebody to agree."""
    waiting = queries.requests(_actor(request), now=clock.now())
    return render(request, "staff/second_person.html.jinja", {"waiting": waiting}, using="pages")


@require_POST
@weighty
def decide(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """The second person's answer."""
    form = DecisionForm(request.POST)
    if form.is_valid():
        agrees = form.cleaned_data["agrees"] == "yes"
        actions.decide_factor_reset(
            actor=_actor(request), user=user_id, agrees=agrees, now=clock.now()
        )
    return redirect("staff:second_person")


def _account_page(
    request: HttpRequest,
    user_id: UUID,
    *,
    form: RoleForm | None = None,
    subject: SubjectForm | None = None,
    link: str = "",
) -> HttpResponse:
    now = clock.now()
    shown, around = queries.account(_actor(request), user_id, now=now, machine=clock.machine())
    given = {
        "shown": shown,
        "around": around,
        "form": form or RoleForm(teams=around.teams, initial={"starts_on": now.date()}),
        "subject": subject or SubjectForm(),
        "link": link,
        "asked": any(one.user_id == user_id for one in around.requests),
    }
    return render(request, "staff/account.html.jinja", given, using="pages")


def _holding(told: dict[str, Any]) -> Any:
    return actions.holding(
        role=told["role"], team=told["team"], starts_on=told["starts_on"], ends_on=told["ends_on"]
    )


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
