"""Going through the risk questions: all on one page, part-way, aloud, or later."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from putright.casework.actions import risk as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import risk_questions
from putright.casework.queries.risk_questions import PLACE, Asking
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.sheets.shown import entry_href
from putright.web.risk.forms import PutOffForm, QuestionsForm


@form_page
def assess(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every question, with what was said last time beside it; the points come only afterwards."""
    actor, now = actor_of(request), clock.now()
    page = risk_questions.asking(actor, case_id, now=now)
    form = QuestionsForm(request.POST or None, page=page, now=now, initial=_begun(request, page))
    if request.method == "POST" and "part" in request.POST:
        return _save_part(request, page)

    def save(sent: Sent) -> Saved:
        return actions.assess(actor=actor, sent=sent, given=form.given(), talk=form.talk, now=now)

    sheet = Sheet(
        around=page.around, title=_(page.asked.title), place=PLACE,
        template="risk/questions.html.jinja", leads_to=_page_of(case_id),
        given={"page": page, "entry_href": entry_href},
    )  # fmt: skip
    return answer(request, sheet, form, save)


@require_safe
def aloud(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The questions alone, large, to be read out or handed to an interpreter."""
    page = risk_questions.asking(actor_of(request), case_id, now=clock.now())
    questions = [
        {"says": _(one.says), "answers": [_(choice.says) for choice in one.choice]}
        for one in page.asked.question
    ]
    given = {"around": page.around, "page": page, "questions": questions}
    return draw(request, "risk/aloud.html.jinja", given)


@form_page
def put_off(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """They cannot talk now: why, and when it is planned."""
    actor, now = actor_of(request), clock.now()
    page = risk_questions.asking(actor, case_id, now=now)
    form = PutOffForm(
        request.POST or None, today=now.date(), initial=begun(request, page.around, "risk-later")
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        whom = page.people[0][0]
        return actions.put_off(
            actor=actor, sent=sent, whom=whom, why=told["why"], until=told["until"], now=now
        )

    sheet = Sheet(
        around=page.around, title=_("They cannot talk now"), place="risk-later",
        words=(_("Plan when you go through the questions. Until then the risk is treated as what "
                 "was reported says."),),
        save_word=_("Save the day"), leads_to=_page_of(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


def _begun(request: HttpRequest, page: Asking) -> dict[str, Any]:
    """What was answered part-way; after a new incident only the words, not the answers."""
    told = begun(request, page.around, PLACE)
    if page.starts_anew:
        return {name: value for name, value in told.items() if not name.startswith("q_")}
    return told


def _save_part(request: HttpRequest, page: Asking) -> HttpResponse:
    """Keep what there is, however little, and say how far it has come."""
    fields = {name: [str(one) for one in values] for name, values in request.POST.lists()}
    actions.save_part(
        actor=actor_of(request), case_id=page.around.id, fields=fields, now=clock.now()
    )
    done = sum(bool(request.POST.get(f"q_{each.id}")) for each in page.asked.question)
    said = _("Saved, {done} of {all}. Only you see it until you finish.")
    messages.success(request, said.format(done=done, all=len(page.asked.question)))
    return redirect(_page_of(page.around.id))


def _page_of(case_id: UUID) -> str:
    return reverse("risk:page", kwargs={"case_id": case_id})
