"""Giving cases to other officers: several by load, with a preview, or one with a note."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from putright.casework.actions import staffing
from putright.casework.actions.staffing import Unfit
from putright.casework.actor import Actor
from putright.casework.queries import absence as read
from putright.casework.queries.absence import Spread
from putright.gateways import clock
from putright.kit.say import _, ngettext
from putright.web.board import forms
from putright.web.board.views import actor_of, drawn

form_page = require_http_methods(["GET", "POST"])


@form_page
def spread(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A person's cases with whom each would go to; nothing moves before it is confirmed."""
    actor, now = actor_of(request), clock.now()
    found = read.spread(actor, user_id, now=now)
    form = forms.NoteForm(request.POST if request.method == "POST" else None)
    moves = _moves(request, found)
    if form.is_valid():
        if not moves:
            form.add_error(None, _("Choose who takes at least one case."))
        elif _reassign(actor, form, moves):
            words = ngettext("{n} case went", "{n} cases went", len(moves))
            messages.success(request, _("{cases} to other officers. Telling each resident is now a promise.").format(cases=words))  # noqa: E501  # fmt: skip
            return redirect("board:page")
    chosen = dict(moves) if request.method == "POST" else {
        one.case: one.proposed for one in found.cases if one.proposed
    }  # fmt: skip
    return drawn(request, "spread", form=form, found=found, chosen=chosen)


@form_page
def assign(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give one case to another officer, with a note."""
    actor, now = actor_of(request), clock.now()
    found = read.one_case(actor, case_id, now=now)
    sent = request.POST if request.method == "POST" else None
    form = forms.AssignForm(sent, able=found.able)
    if form.is_valid():
        officer = form.chosen("officer")
        assert officer is not None
        if _reassign(actor, form, [(case_id, officer)]):
            messages.success(request, _("{reference} has a new officer. Telling the resident is now a promise.").format(reference=found.reference))  # noqa: E501  # fmt: skip
            return redirect("handover:page", case_id=case_id)
    return drawn(request, "assign", form=form, found=found)


def _moves(request: HttpRequest, found: Spread) -> list[tuple[UUID, UUID]]:
    """Which case goes to whom, of what the page offered and nothing else."""
    moves = []
    for one in found.cases:
        told = request.POST.get(f"to-{one.case}", "")
        moves += [(one.case, choice.id) for choice in one.able if str(choice.id) == told]
    return moves


def _reassign(
    actor: Actor, form: forms.NoteForm | forms.AssignForm, moves: list[tuple[UUID, UUID]]
) -> bool:
    try:
        staffing.reassign(
            actor=actor, moves=moves, note=form.cleaned_data["note"], now=clock.now(),
            form=form.cleaned_data["once"],
        )  # fmt: skip
    except Unfit as no:
        form.add_error(None, no.reason)
        return False
    return True
