"""What comes back from an agency, and telling the resident."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from putright.casework.actions import agency_answers as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import agencies
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import Query, of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.agencies import forms, shown
from putright.web.agencies.views import FORM


@form_page
def reply(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down what an agency answered."""
    actor, now = actor_of(request), clock.now()
    found = agencies.about(actor, case_id, number, now=now)
    place = f"agencies-reply-{number}"
    form = forms.ReplyForm(
        request.POST or None, request.FILES or None, now=now, page=found,
        initial=begun(request, found.around, place),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.replied(actor=actor, sent=sent, number=number, came=form.came, now=now)

    sheet = Sheet(
        around=found.around, title=_("Log what they answered"), place=place,
        words=(shown.about(found), _("Then the resident is told what may be told.")),
        save_word=_("Save the answer"), template=FORM,
        leads_to=of_case("agencies:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def back(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """A request came back: it bounced, or it is for another team; then the right one is asked."""
    actor, now = actor_of(request), clock.now()
    found = agencies.about(actor, case_id, number, now=now)
    place = f"agencies-back-{number}"
    form = forms.BackForm(
        request.POST or None, request.FILES or None, now=now,
        initial=begun(request, found.around, place, how=request.GET.get("how", "")[:20]),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.came_back(
            actor=actor, sent=sent, number=number, came=form.came, now=now,
            is_wrong_team=form.cleaned_data["how"] == "wrong team",
        )  # fmt: skip

    ask = of_case("agencies:ask", case_id)
    sheet = Sheet(
        around=found.around, title=_("It came back"), place=place,
        words=(shown.about(found),
               _("The desk is then marked wrong in the directory, and the next one is offered: "
                 "the request is owed again at once.")),
        save_word=_("Save, and choose the right desk"), template=FORM,
        leads_to=Query({"again": [str(number)]}).on(ask),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def tell(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Tell the resident what an agency answered."""
    actor, now = actor_of(request), clock.now()
    found = agencies.about(actor, case_id, number, now=now, is_answered=True)
    place = f"agencies-tell-{number}"
    form = forms.TellForm(
        request.POST or None, request.FILES or None, now=now, ways=found.ways,
        initial=begun(request, found.around, place),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.tell(
            actor=actor, sent=sent, number=number, channel=told["channel"], text=told["text"],
            when=form.when, now=now,
        )  # fmt: skip

    sheet = Sheet(
        around=found.around, title=_("Tell the resident the answer"), place=place,
        words=tuple(shown.to_tell(found)), save_word=_("Save: they were told"), template=FORM,
        leads_to=of_case("agencies:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)
