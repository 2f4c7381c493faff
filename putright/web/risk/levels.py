"""Another level than the answers come to: higher at once, lower only when two agree."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from putright.casework.actions import risk as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import risk, risk_levels
from putright.casework.queries.risk import Lowering
from putright.gateways import clock
from putright.kit.dates import happened
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.risk.forms import AgreeForm, LevelForm


@form_page
def level(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Set a higher level, or ask for a lower one."""
    actor, now = actor_of(request), clock.now()
    page = risk_levels.levels(actor, case_id, now=now)
    here = reverse("risk:page", kwargs={"case_id": case_id})
    if not page.levels:
        return redirect(here)
    form = LevelForm(
        request.POST or None, levels=page.levels,
        initial=begun(request, page.around, "risk-level"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.set_level(
            actor=actor, sent=sent, level=told["level"], reason=told["reason"], now=now
        )

    words = [_("A higher level holds at once. For a lower one a second person must agree; until "
               "then the level stays.")]  # fmt: skip
    sheet = Sheet(
        around=page.around, title=_("Set another level of risk"), place="risk-level",
        words=(*words, *([page.why_not_lower] if page.why_not_lower else [])),
        save_word=_("Save"), leads_to=here,
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def agree(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Answer as the second person whether the level may be lower."""
    actor, now = actor_of(request), clock.now()
    page = risk.page(actor, case_id, now=now)
    here = reverse("risk:page", kwargs={"case_id": case_id})
    if page.lowering is None or not page.lowering.may_answer:
        return redirect(here)
    form = AgreeForm(request.POST or None, initial=begun(request, page.around, "risk-agree"))

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.answer_lowering(
            actor=actor, sent=sent, agrees=told["agrees"] == "yes", reason=told["reason"], now=now
        )

    sheet = Sheet(
        around=page.around, title=_("May the risk be set lower?"), place="risk-agree",
        words=_asked(page.lowering), save_word=_("Save your answer"), leads_to=here,
    )  # fmt: skip
    return answer(request, sheet, form, save)


def _asked(lowering: Lowering) -> tuple[str, ...]:
    """Who asked for which level, when, and why."""
    asked = _("{who} asked for {level} risk, {day}.").format(
        who=lowering.who, level=lowering.level, day=happened(lowering.at)
    )
    return asked, _("Why: {why}").format(why=lowering.reason)
