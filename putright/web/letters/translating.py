"""A letter in another language beside the English."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from putright.casework.actions import outgoing_translated
from putright.casework.actions.outgoing import Overtaken
from putright.casework.queries import outgoing as read
from putright.casework.queries.outgoing import LetterPage
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import actor_of, draw, form_page
from putright.web.letters import forms
from putright.web.letters.showing import safe
from putright.web.letters.views import overtaken


@form_page
def translate(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Write the letter in another language, and say who made it and who checked it."""
    actor, now = actor_of(request), clock.now()
    seen = read.letter(actor, case_id, letter_id, now=now)
    form = forms.TranslateForm(
        request.POST or None, initial=_begun(seen, request.GET.get("language", ""))
    )
    if request.method == "POST" and form.is_valid():
        try:
            outgoing_translated.translate(
                actor=actor, case_id=case_id, letter=letter_id, told=form.told, now=now
            )
        except Overtaken:
            return overtaken(case_id, letter_id)
        except NotRight as no:
            form.add_error(no.field if no.field in form.fields else None, no.reason)
        else:
            messages.success(request, _("Saved. It goes together with the English."))
            return redirect("letters:translate", case_id=case_id, letter_id=letter_id)
    given = {
        "around": seen.around,
        "page": seen,
        "html": safe(seen.html),
        "translations": [(each, safe(each.html)) for each in seen.translations],
        "form": form,
    }
    return draw(request, "letters/translate.html.jinja", given)


@require_POST
def leave_out(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """The letter does not go in that language."""
    outgoing_translated.leave_out(
        actor=actor_of(request), case_id=case_id, letter=letter_id,
        language=request.POST.get("language", ""), now=clock.now(),
    )  # fmt: skip
    address = reverse("letters:translate", kwargs={"case_id": case_id, "letter_id": letter_id})
    return redirect(address)


def _begun(seen: LetterPage, language: str) -> dict[str, Any]:
    """What stands there in that language already, if anything."""
    told: dict[str, Any] = {"version": seen.version}
    for each in seen.translations:
        if each.language == language:
            told |= {
                "language": each.language, "title": each.title, "body": each.body,
                "made_how": each.made_how, "made_by": each.made_by, "checked_by": each.checked_by,
            }  # fmt: skip
    return told
