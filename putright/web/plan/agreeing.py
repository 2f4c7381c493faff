"""Agreeing to the plan that was written, sending it, and not wanting one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from putright.casework.actions import plan_sending, plans
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import plan_writing
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.plan.forms import AgreeForm, NotWantedForm, SendForm


@form_page
def agree(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say how the resident agreed; what lacks a day or a name cannot be agreed."""
    actor, now = actor_of(request), clock.now()
    seen = plan_writing.agreeing(actor, case_id, now=now)
    if not seen.draft.lines:
        return redirect("plan:write", case_id=case_id)
    form = AgreeForm(
        request.POST or None, request.FILES or None, now=now, page=seen,
        initial=begun(request, seen.around, "plan-agree", at=now.time(), mark=seen.mark),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return plans.agree(actor=actor, sent=sent, told=form.told(), now=now)

    sheet = Sheet(
        around=seen.around, title=_("Agree the plan"), place="plan-agree",
        save_word=_("They agreed to this plan"), template="plan/agree.html.jinja",
        given={"page": seen}, leads_to=of_case("plan:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def send(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Send the plan: the letter as it goes, by a way that is safe."""
    actor, now = actor_of(request), clock.now()
    seen = plan_writing.sending(actor, case_id, now=now)
    if seen.plan.stage not in ("agreed", "sent") or not seen.plan.lines:
        return redirect("plan:page", case_id=case_id)
    form = SendForm(
        request.POST or None, request.FILES or None, now=now, page=seen,
        initial=begun(request, seen.around, "plan-send", at=now.time()),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return plan_sending.send(
            actor=actor, sent=sent, whom=told["whom"], channel=told["channel"], when=form.when,
            words=told["words"], now=now,
        )  # fmt: skip

    sheet = Sheet(
        around=seen.around, title=_("Send the plan"), place="plan-send",
        save_word=_("It was sent like this"), template="plan/send.html.jinja",
        given={"page": seen}, leads_to=of_case("plan:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def not_wanted(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The resident does not want a plan."""
    actor, now = actor_of(request), clock.now()
    seen = plan_writing.agreeing(actor, case_id, now=now)
    form = NotWantedForm(
        request.POST or None, request.FILES or None, now=now, ways=seen.ways,
        initial=begun(request, seen.around, "plan-unwanted", at=now.time()),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return plans.not_wanted(
            actor=actor, sent=sent, whom=told["whom"], channel=told["channel"], when=form.when,
            words=told["text"], now=now,
        )  # fmt: skip

    if seen.may_excuse:
        words = _("The promise to agree a plan is then let go. Ask again when things change.")
    else:
        words = _("No clause lets the promise go: it stays open for a person to decide.")
    sheet = Sheet(
        around=seen.around, title=_("They do not want a plan"), place="plan-unwanted",
        words=(words,), save_word=_("Save"), leads_to=of_case("plan:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)
