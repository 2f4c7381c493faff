"""The action plan of a case, and writing one down together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from putright.casework.actions import drafts
from putright.casework.actions import plans as actions
from putright.casework.queries import plan_writing, plans
from putright.casework.queries.drafts import restore
from putright.casework.queries.plan_writing import WritingPage
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, draw, place_of, show
from putright.web.plan import rows, shown
from putright.web.plan.forms import WriteForm

PLACE = "plan-write"


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The plan, and what is owed about it."""
    seen = plans.page(actor_of(request), case_id, now=clock.now())
    return draw(request, "plan/page.html.jinja", shown.page(seen))


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write the draft of a plan, or change it; nothing of it counts before it is agreed."""
    actor, now = actor_of(request), clock.now()
    seen = plan_writing.writing(actor, case_id, now=now)
    form = _form(request, seen)
    if form.is_bound and form.is_valid():
        actions.keep_draft(actor=actor, case_id=case_id, draft=form.draft(), now=now)
        drafts.forget(actor=actor, place=place_of(PLACE, case_id))
        if "agree" in request.POST:
            return redirect("plan:agree", case_id=case_id)
        messages.success(request, _("The draft is kept. It is no plan until it is agreed."))
        return redirect("plan:page", case_id=case_id)
    sheet = Sheet(
        around=seen.around, title=_("Write the plan"), place=PLACE,
        template="plan/write.html.jinja", given={"page": seen, **shown.toolkit(seen)},
    )  # fmt: skip
    return show(request, sheet, form)


def _form(request: HttpRequest, seen: WritingPage) -> WriteForm:
    """The form as it was sent; after a button that only moves rows, as it then stands."""
    if request.method == "POST":
        told = request.POST.dict()
        if any(name in told for name in rows.MOVES):
            names = {tool.id: tool.name for tool in seen.tools if not tool.never}
            initial = rows.moved(told, names) | {"seen": seen.around.head}
            return WriteForm(page=seen, initial=initial)
        return WriteForm(request.POST, page=seen)
    return WriteForm(page=seen, initial=_begun(request, seen))


def _begun(request: HttpRequest, seen: WritingPage) -> dict[str, object]:
    """The draft of the case; or what this person wrote here since, and did not save."""
    draft, saved = seen.draft, seen.saved
    told: dict[str, object] = {
        "wants": draft.wants, "cannot": draft.cannot, "advice": draft.advice,
        "review_on": draft.review_on, "rows": len(draft.lines) + 2,
        **rows.initial_of(draft.lines),
    }  # fmt: skip
    own = restore(actor_of(request), place_of(PLACE, seen.around.id))
    if own is not None and (saved is None or own.saved_at > saved.saved_at):
        told |= {name: values[0] for name, values in own.fields.items() if values}
    return told | {"seen": seen.around.head, "mark": seen.mark}
