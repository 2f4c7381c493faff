"""Money that the resident spent to be safe: asked for with its receipts, and answered."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from putright.casework.actions import works as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import works
from putright.gateways import clock
from putright.kit.dates import pounds
from putright.kit.say import _
from putright.sheets.address import of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.works import forms


@form_page
def claim(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what somebody spent."""
    actor, now = actor_of(request), clock.now()
    told = works.form_of(actor, case_id, now=now)
    form = forms.CostForm(
        request.POST or None, request.FILES or None, now=now, people=told.people,
        initial=begun(request, told.around, "works-cost"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        spent = actions.Claimed(
            by=given["by"], words=given["words"], channel=given["channel"], costs=form.costs,
            when=form.when,
        )  # fmt: skip
        return actions.claim(actor=actor, sent=sent, told=spent, now=now)

    sheet = Sheet(
        around=told.around, title=_("Money that the resident spent to be safe"),
        place="works-cost", save_word=_("Save"), template="works/cost.html.jinja",
        leads_to=of_case("works:page", case_id),
        words=(_("It is answered by its promise, and counts when redress is worked out."),),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def answer_cost(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down whether the money is paid back."""
    actor, now = actor_of(request), clock.now()
    told = works.form_of(actor, case_id, now=now, number=number)
    if told.spent is None:
        raise Http404
    form = forms.AnswerForm(
        request.POST or None, request.FILES or None, now=now, channels=told.channels,
        asked=told.spent.amount, initial=begun(request, told.around, "works-answer"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        answered = actions.Answered(
            number=number, decision=given["decision"], costs=form.costs, why=given["why"],
            channel=given["channel"], when=form.when,
        )  # fmt: skip
        return actions.answer(actor=actor, sent=sent, told=answered, now=now)

    asked = _("They asked for {sum}: {what}.").format(
        sum=pounds(told.spent.amount), what=", ".join(one.what for one in told.spent.costs)
    )
    sheet = Sheet(
        around=told.around, title=_("Answer whether the money is paid back"),
        place="works-answer", save_word=_("Save the answer"), words=(asked,),
        leads_to=of_case("works:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)
