"""The steps about teams, patches, and who covers."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from putright.casework.actions import set_up as actions
from putright.casework.queries import set_up
from putright.casework.queries.set_up_cover import able_to_act, patch_of
from putright.casework.refused import NotThere
from putright.gateways import clock
from putright.web.setup import forms, shown
from putright.web.setup.views import actor_of, form_page, page, saved, sent_by


@form_page
def teams(request: HttpRequest) -> HttpResponse:
    """Teams and their patches; one form adds a team, the other a patch."""
    actor, now = actor_of(request), clock.now()
    found = set_up.teams(actor, now=now)
    adds = request.POST.get("adds", "")
    team_form = forms.TeamForm(request.POST if adds == "team" else None)
    patch_form = forms.PatchForm(request.POST if adds == "patch" else None, teams=found)

    def add_team() -> None:
        name = team_form.cleaned_data["team_name"]
        actions.add_team(actor=actor, name=name, now=now)

    def add_patch() -> None:
        name, team_id = patch_form.cleaned_data["patch_name"], patch_form.cleaned_data["team"]
        actions.plan_patch(actor=actor, name=name, team=UUID(team_id), now=now)

    for form, save in ((team_form, add_team), (patch_form, add_patch)):
        if form.is_valid() and saved(request, form, save):
            return redirect("setup:teams")
    form = patch_form if adds == "patch" else team_form
    given = {"teams": found, "form": form, "team_form": team_form, "patch_form": patch_form}
    return page(request, "teams", given | {"held_by": shown.held_by})


@form_page
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Call a team something else."""
    actor, now = actor_of(request), clock.now()
    found = next((each for each in set_up.teams(actor, now=now) if each.id == team_id), None)
    if found is None:
        raise NotThere
    form = forms.TeamForm(sent_by(request), initial={"team_name": found.name})

    def save() -> None:
        name = form.cleaned_data["team_name"]
        actions.rename_team(actor=actor, team=team_id, name=name, now=now)

    if form.is_valid() and saved(request, form, save):
        return redirect("setup:teams")
    return page(request, "name", {"form": form, "name": found.name, "patch": None})


@form_page
def patch(request: HttpRequest, patch_id: UUID) -> HttpResponse:
    """Call a patch something else, or give it to another team."""
    actor, now = actor_of(request), clock.now()
    found = patch_of(actor, patch_id, now=now)
    known = {"patch_name": found.name, "team": str(found.team)}
    form = forms.PatchForm(
        sent_by(request), initial=known, teams=set_up.teams(actor, now=now)
    )  # fmt: skip

    def save() -> None:
        told = form.cleaned_data
        actions.rename_patch(
            actor=actor, patch=patch_id, name=told["patch_name"], team=UUID(told["team"]), now=now
        )

    if form.is_valid() and saved(request, form, save):
        return redirect("setup:teams")
    return page(request, "name", {"form": form, "name": found.name, "patch": found})


@require_POST
def drop(request: HttpRequest, patch_id: UUID) -> HttpResponse:
    """Take a planned patch away."""
    actor = actor_of(request)
    saved(
        request, None, lambda: actions.drop_patch(actor=actor, patch=patch_id, now=clock.now())
    )  # fmt: skip
    return redirect("setup:teams")


@require_GET
def cover(request: HttpRequest) -> HttpResponse:
    """Every patch with who holds and covers it, and what is wrong with that."""
    actor, now = actor_of(request), clock.now()
    found = [each for line in set_up.teams(actor, now=now) for each in line.patches]
    given = {"patches": found, "able": able_to_act(actor, now=now), "held_by": shown.held_by}
    return page(request, "cover", given | {"accounts_href": shown.accounts_href()})


@form_page
def cover_one(request: HttpRequest, patch_id: UUID) -> HttpResponse:
    """Who holds one patch, and who covers it."""
    actor, now = actor_of(request), clock.now()
    found = patch_of(actor, patch_id, now=now)
    known = {"officer": str(found.officer or ""), "cover": str(found.cover or "")}
    people = able_to_act(actor, now=now)
    form = forms.CoverForm(sent_by(request), initial=known, people=people)

    def save() -> None:
        officer, covers = (UUID(form.cleaned_data[name]) for name in ("officer", "cover"))
        actions.cover_patch(
            actor=actor, patch=patch_id, officer=officer, cover=covers, now=now
        )  # fmt: skip

    if form.is_valid() and saved(request, form, save):
        return redirect("setup:cover")
    return page(request, "cover_one", {"form": form, "patch": found, "people": people})
