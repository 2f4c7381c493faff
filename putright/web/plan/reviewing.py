"""Going through the plan again, and writing down that a line of it was done."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from putright.casework.actions import plans
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import plan_writing
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.plan.forms import DoneForm
from putright.web.plan.forms_review import ReviewForm


@form_page
def review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Go through the plan with the resident; what changes is listed before it is saved."""
    actor, now = actor_of(request), clock.now()
    seen = plan_writing.reviewing(actor, case_id, now=now)
    if seen.plan.stage not in ("agreed", "sent"):
        return redirect("plan:page", case_id=case_id)
    form = ReviewForm(
        request.POST or None, request.FILES or None, now=now, page=seen,
        initial=begun(request, seen.around, "plan-review", at=now.time()),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return plans.review(actor=actor, sent=sent, told=form.told(), now=now)

    sheet = Sheet(
        around=seen.around, title=_("Go through the plan again"), place="plan-review",
        template="plan/review.html.jinja", given={"page": seen},
        leads_to=of_case("plan:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def done(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A line was done: what shows it keeps the promise."""
    actor, now = actor_of(request), clock.now()
    seen = plan_writing.reviewing(actor, case_id, now=now)
    if not seen.lines:
        return redirect("plan:page", case_id=case_id)
    asked = request.GET.get("line", "") or seen.lines[0].id
    form = DoneForm(
        request.POST or None, request.FILES or None, now=now, lines=seen.lines,
        initial=begun(request, seen.around, "plan-done", at=now.time(), line=asked, record="note"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return plans.done(actor=actor, sent=sent, told=form.told(), now=now)

    sheet = Sheet(
        around=seen.around, title=_("A line of the plan was done"), place="plan-done",
        save_word=_("Save"), leads_to=of_case("plan:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)
