"""Thinking of safeguarding, and referring."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from putright.casework.actions import safeguarding as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import safeguarding
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun
from putright.web.risk.forms import SafeguardingForm


@require_http_methods(["GET", "HEAD", "POST"])
def consider(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what was considered and decided, and the referral where there is one."""
    actor, now = actor_of(request), clock.now()
    page = safeguarding.thinking(actor, case_id, now=now)
    form = SafeguardingForm(
        request.POST or None, request.FILES or None, people=page.people, services=page.services,
        initial=begun(request, page.around, "risk-safeguarding"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.consider(actor=actor, sent=sent, told=form.told, now=now)

    sheet = Sheet(
        around=page.around, title=_("Think of safeguarding"), place="risk-safeguarding",
        template="risk/safeguarding.html.jinja", save_word=_("Save"),
        leads_to=reverse("risk:page", kwargs={"case_id": case_id}),
        given={"page": page},
    )  # fmt: skip
    return answer(request, sheet, form, save)
