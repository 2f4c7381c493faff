"""Deciding on a move: each criterion with its reasons, the letter as it goes out, then saved."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from putright.casework.actions import moves_decided as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries.moves_deciding import Deciding, for_decider
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets import shown
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.moves.forms import DecideForm


@form_page
def decide(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Decide on the request."""
    return _decided(request, case_id, again=False)


@form_page
def look_again(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Look at a decision again: a review was asked for, or something new happened."""
    return _decided(request, case_id, again=True)


def _decided(request: HttpRequest, case_id: UUID, *, again: bool) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    wanted = request.GET.get("route", "")
    before = for_decider(actor, case_id, route=wanted, again=again, now=now)
    sheet = _sheet(before)
    form = _form(request, before, sheet.place)
    told: dict[str, Any] = {"route": before.route.id, "again": again, "now": now}
    if request.method == "POST" and request.POST.get("step") != "save" and form.is_valid():
        try:
            letter = actions.preview(actor=actor, case_id=case_id, told=form.told, **told)
        except NotRight as no:
            form.add_error(no.field if no.field in form.fields else None, no.reason)
        else:
            way = dict(before.ways)[form.told.how]
            given = {"around": before.around, "form": form, "letter": letter, "way": way}
            return draw(request, "moves/check.html.jinja", given)

    def save(sent: Sent) -> Saved:
        return actions.decide(actor=actor, sent=sent, told=form.told, **told)

    return answer(request, sheet, form, save)


def _form(request: HttpRequest, before: Deciding, place: str) -> DecideForm:
    """The form as it was sent; unsent where the letter was looked at and is to be changed."""
    today = clock.now().date()
    if request.method == "POST" and request.POST.get("step") == "change":
        typed: dict[str, Any] = {name: request.POST[name] for name in request.POST}
        return DecideForm(before=before, today=today, initial=typed)
    initial = begun(request, before.around, place)
    return DecideForm(request.POST or None, before=before, today=today, initial=initial)


def _sheet(before: Deciding) -> Sheet:
    case_id = before.around.id
    kind = "again" if before.again else "first"
    return Sheet(
        around=before.around,
        title=_("Look at the decision again") if before.again else _("Decide on the move"),
        place=f"move-decide-{kind}-{before.route.id}",
        save_word=_("Look at the letter"),
        template="moves/decide.html.jinja",
        leads_to=reverse("moves:page", kwargs={"case_id": case_id}),
        given={"before": before, "entry_href": lambda number: shown.entry_href(case_id, number)},
    )
