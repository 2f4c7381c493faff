"""The answer to a complaint: written point by point, kept for colleagues, made a letter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from putright.casework.actions import drafts, responses
from putright.casework.queries.complaints import address_of, key_of
from putright.casework.queries.drafts import restore
from putright.casework.queries.responses import ResponsePage
from putright.casework.queries.responses import page as page_of
from putright.casework.refused import NotRight
from putright.casework.response_lacks import Lacking
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, form_page, place_of, show
from putright.web.responses.forms import AnswerForm, initial_of
from putright.web.responses.shown import complaint_href, shown, unfilled

PLACE = "response"


@form_page
def page(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """The answer as far as it is written, beside what the timeline shows."""
    actor, now = actor_of(request), clock.now()
    seen = page_of(actor, case_id, key_of(complaint), now=now)
    form = _form(request, seen)
    if form.is_bound and form.is_valid():
        try:
            return _keep(request, seen, form)
        except Lacking as no:  # what was typed is kept by now: the points stand as they are
            seen = page_of(actor, case_id, key_of(complaint), now=now)
            form.lack(seen, no.found)
        except NotRight as no:
            form.add_error(None, no.reason)
            if no.field == "mark":
                form.show_again(mark=seen.mark)
    sheet = Sheet(
        around=seen.around, title=_("Our answer at {stage}").format(stage=seen.stage.name.lower()),
        place=PLACE, template="responses/page.html.jinja", given=shown(seen),
    )  # fmt: skip
    return show(request, sheet, form)


def _keep(request: HttpRequest, seen: ResponsePage, form: AnswerForm) -> HttpResponse:
    actor, now, case_id = actor_of(request), clock.now(), seen.around.id
    mark = responses.keep(
        actor=actor, case_id=case_id, complaint=seen.complaint, response=form.response(),
        mark=form.cleaned_data["mark"], pull="pull" in request.POST, now=now,
    )  # fmt: skip
    drafts.forget(actor=actor, place=place_of(PLACE, case_id))
    here = reverse(
        "responses:page", kwargs={"case_id": case_id, "complaint": address_of(seen.complaint)}
    )
    if "letter" not in request.POST:
        messages.success(request, _("The draft is kept. It is no answer until the letter is sent."))
        if "pull" in request.POST and (words := unfilled(seen)):
            messages.info(request, words)
        return redirect(here)
    letter = responses.begin(
        actor=actor, case_id=case_id, complaint=seen.complaint, mark=mark, now=now,
        leads_to=complaint_href(seen),
    )  # fmt: skip
    return redirect("letters:write", case_id=case_id, letter_id=letter)


def _form(request: HttpRequest, seen: ResponsePage) -> AnswerForm:
    """The form as it was sent; after the button that adds rows, with more of them."""
    if request.method == "POST" and "more" not in request.POST:
        return AnswerForm(request.POST, page=seen)
    if request.method == "POST":
        return AnswerForm(page=seen, initial=request.POST.dict() | {"seen": seen.around.head})
    return AnswerForm(page=seen, initial=_begun(request, seen))


def _begun(request: HttpRequest, seen: ResponsePage) -> dict[str, Any]:
    """The draft of the case; or what this person wrote here since, and did not keep."""
    told = initial_of(seen.response, seen.order)
    own = restore(actor_of(request), place_of(PLACE, seen.around.id))
    is_newer = own is not None and (seen.saved_at is None or own.saved_at > seen.saved_at)
    if own is not None and is_newer and own.fields.get("complaint") == [seen.complaint]:
        told |= {name: values[0] for name, values in own.fields.items() if values}
    return told | {"seen": seen.around.head, "mark": seen.mark}
