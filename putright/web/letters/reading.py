"""The second reader of a letter: asked for, agrees, sends it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from putright.casework.actions import outgoing_read
from putright.casework.actions.outgoing import Overtaken
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import actor_of
from putright.web.letters import forms
from putright.web.letters.views import overtaken


@require_POST
def ask(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Ask for a second reader."""
    form = forms.Versioned(request.POST)
    if not form.is_valid():
        return overtaken(case_id, letter_id)
    try:
        outgoing_read.ask(
            actor=actor_of(request), case_id=case_id, letter=letter_id, now=clock.now(),
            version=form.cleaned_data["version"],
        )  # fmt: skip
    except Overtaken:
        return overtaken(case_id, letter_id)
    except NotRight as no:
        messages.warning(request, no.reason)
        return redirect("letters:write", case_id=case_id, letter_id=letter_id)
    messages.success(request, _("The letter waits for a second reader."))
    return redirect("letters:write", case_id=case_id, letter_id=letter_id)


@require_POST
def agree(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Agree to the letter as it stands."""
    form = forms.Versioned(request.POST)
    if not form.is_valid():
        return overtaken(case_id, letter_id)
    try:
        outgoing_read.agree(
            actor=actor_of(request), case_id=case_id, letter=letter_id, now=clock.now(),
            version=form.cleaned_data["version"],
        )  # fmt: skip
    except Overtaken:
        return overtaken(case_id, letter_id)
    messages.success(request, _("You agreed to this letter as it stands."))
    return redirect("letters:write", case_id=case_id, letter_id=letter_id)


@require_POST
def back(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Send the letter back with words."""
    form = forms.BackForm(request.POST)
    address = redirect("letters:write", case_id=case_id, letter_id=letter_id)
    if not form.is_valid():
        return redirect(f"{address.url}?words=1")
    try:
        outgoing_read.send_back(
            actor=actor_of(request), case_id=case_id, letter=letter_id, now=clock.now(),
            version=form.cleaned_data["version"], words=form.cleaned_data["words"],
        )  # fmt: skip
    except Overtaken:
        return overtaken(case_id, letter_id)
    except NotRight:
        return redirect(f"{address.url}?words=1")
    messages.success(request, _("The letter is sent back to whoever writes it."))
    return address
