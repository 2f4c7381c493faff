"""What the Ombudsman's report tells of, beside our own timeline; the draft of it as a file."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from putright.casework.actions import ombudsman_told as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import ombudsman_told
from putright.casework.queries.ombudsman_told import ToldPage
from putright.gateways import clock
from putright.kit.forms import TickField, offer
from putright.kit.say import _
from putright.sheets import shown as put
from putright.sheets.forms import Writing
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.ombudsman.forms import doubted_field

PLACE = "ombudsman-bring"


class ToldForm(Writing):
    """Which of the events to bring in."""

    chosen = TickField(
        label=_("Bring in"), error_messages={"required": _("Tick what to bring in, or go back")}
    )

    is_of_case = doubted_field()

    def __init__(self, *args: Any, given: ToldPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "chosen", given.choices)
        if not given.doubts:
            del self.fields["is_of_case"]


@form_page
def told(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Each dated event of the report, and what we hold of its day."""
    found = ombudsman_told.page(actor_of(request), case_id, now=clock.now())
    form = ToldForm(request.POST or None, given=found, initial=begun(request, found.around, PLACE))

    def save(sent: Sent) -> Saved:
        return actions.bring(
            actor=actor_of(request), sent=sent, chosen=form.cleaned_data["chosen"], now=clock.now()
        )

    sheet = Sheet(
        around=found.around, title=_("What the report tells of"), place=PLACE,
        template="ombudsman/told.html.jinja", save_word=_("Bring in what is ticked"),
        given={"page": found, "put": put, "doubts": found.doubts},
        leads_to=reverse("ombudsman:told", kwargs={"case_id": case_id}),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@require_safe
def draft(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The events as a draft of a case file."""
    found = ombudsman_told.draft(actor_of(request), case_id, now=clock.now())
    response = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
