"""The board, and the forms by which absence, leaving and patches are set."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from putright.casework import permissions
from putright.casework.actions import staffing
from putright.casework.actions.staffing import Unfit
from putright.casework.actor import Actor
from putright.casework.cover_rules import Absence
from putright.casework.queries import absence as read
from putright.casework.queries.board import board
from putright.casework.queries.rota import nights_without
from putright.gateways import clock
from putright.kit.say import _
from putright.web.board import forms
from putright.web.board.shown import columns_of_patches, columns_of_people

form_page = require_http_methods(["GET", "POST"])


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def drawn(request: HttpRequest, template: str, **given: Any) -> HttpResponse:
    """A page of the board."""
    said = [str(one) for one in messages.get_messages(request)]
    return render(request, f"board/{template}.html.jinja", {"said": said, **given}, using="pages")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is uncovered, who is here, and what each acts on."""
    actor, now = actor_of(request), clock.now()
    seen = board(actor, now=now)
    return drawn(
        request, "page", seen=seen, today=now.date(), me=actor.user_id,
        nights=nights_without(actor, now=now),
        people_columns=columns_of_people(), patch_columns=columns_of_patches(),
    )  # fmt: skip


@form_page
def away(request: HttpRequest) -> HttpResponse:
    """Set a colleague's absence; with ``?today=`` a colleague, cover is picked by rule."""
    actor, now = actor_of(request), clock.now()
    staff = read.staff_to_set(actor, now=now)
    covers = read.covers(actor, None, now=now)
    asked, today = _uuid(request.GET.get("user", "")), _uuid(request.GET.get("today", ""))
    initial: dict[str, Any] = {"user": str(asked or today or ""), "starts_on": now.date()}
    picked = None
    if today is not None and today in {one.id for one in staff}:
        picked = read.cover_today(actor, today, now=now)
        initial |= {"ends_on": now.date(), "cover": str(picked or "")}
    sent = request.POST if request.method == "POST" else None
    form = forms.AwayForm(sent, staff=staff, covers=covers, initial=initial)
    if form.is_valid():
        user = form.chosen("user")
        assert user is not None
        if _set(actor, form, form.absence(user)):
            messages.success(request, _("{name} is away. {cover} acts meanwhile.").format(
                name=read.name_of(actor, user), cover=_cover_name(actor, form)))  # fmt: skip
            return redirect("board:page")
    by_rule = read.name_of(actor, picked) if picked else ""
    return drawn(request, "away", form=form, mine=False, by_rule=by_rule, is_today=bool(today))


@form_page
def away_me(request: HttpRequest) -> HttpResponse:
    """Say that one is away oneself, with cover."""
    actor, now = actor_of(request), clock.now()
    permissions.check(actor, "staff.away_self")
    covers = [one for one in read.covers(actor, None, now=now) if one.id != actor.user_id]
    sent = request.POST if request.method == "POST" else None
    form = forms.AwayMeForm(sent, covers=covers, initial={"starts_on": now.date()})
    if form.is_valid() and _set(actor, form, form.absence(actor.user_id)):
        messages.success(request, _("You are down as away. {cover} acts meanwhile.").format(
            cover=_cover_name(actor, form)))  # fmt: skip
        return redirect("work:list")
    return drawn(request, "away", form=form, mine=True, by_rule="", is_today=False)


@form_page
def leaving(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Somebody leaves: last day, and cover from the day after."""
    actor, now = actor_of(request), clock.now()
    permissions.check(actor, "staff.away")
    name = read.name_of(actor, user_id)
    covers = [one for one in read.covers(actor, None, now=now) if one.id != user_id]
    sent = request.POST if request.method == "POST" else None
    form = forms.LeavingForm(sent, covers=covers)
    if form.is_valid() and _set(actor, form, form.absence(user_id)):
        messages.success(request, _("{name} leaves; {cover} acts from the day after. Now see to the handover.").format(name=name, cover=_cover_name(actor, form)))  # noqa: E501  # fmt: skip
        return redirect("handover:leaver", user_id=user_id)
    return drawn(request, "leaving", form=form, name=name)


@require_POST
def back(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Somebody is back before the day."""
    actor = actor_of(request)
    staffing.back_early(actor=actor, user=user_id, now=clock.now())
    name = read.name_of(actor, user_id)
    messages.success(request, _("{name} is back and acts again.").format(name=name))
    return redirect("board:page" if permissions.can(actor, "board.see") else "work:list")


@form_page
def patch(request: HttpRequest, patch_id: UUID) -> HttpResponse:
    """Who holds a patch and who covers it; a vacant post has a cover too."""
    actor, now = actor_of(request), clock.now()
    post, able = read.patch(actor, patch_id, now=now)
    initial = {"officer": str(post.officer or ""), "cover": str(post.cover)}
    sent = request.POST if request.method == "POST" else None
    form = forms.PatchForm(sent, able=able, initial=initial)
    if form.is_valid():
        try:
            staffing.set_patch(
                actor=actor, patch=patch_id, officer=form.chosen("officer"),
                cover=form.chosen("cover"), now=now,
            )  # fmt: skip
        except Unfit as no:
            form.add_error(no.field, no.reason)
        else:
            messages.success(request, _("{name} is set.").format(name=post.name))
            return redirect("board:page")
    return drawn(request, "patch", form=form, name=post.name)


def _set(actor: Actor, form: forms.Chooses, absence: Absence) -> bool:
    """Set the time away; what cannot stand is said at its field."""
    try:
        staffing.set_away(actor=actor, absence=absence, cover=form.chosen("cover"), now=clock.now())
    except Unfit as no:
        form.add_error(no.field if no.field in form.fields else None, no.reason)
        return False
    return True


def _cover_name(actor: Actor, form: forms.Chooses) -> str:
    cover = form.chosen("cover")
    return read.name_of(actor, cover) if cover else ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
