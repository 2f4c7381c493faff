"""The pages of the ASB Case Review."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from putright.casework.actions import case_review as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import case_review as read
from putright.casework.queries.case_review import ReviewWriting
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.sheets.shown import entry_href
from putright.web.closing import dots, forms


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who stands where, who was told, what was asked, answered and decided."""
    seen = read.page(actor_of(request), case_id, now=clock.now())
    given = {
        "around": seen.around,
        "page": seen,
        "victims": [(each, dots.drawn(each, today=seen.today)) for each in seen.victims],
        "decisions": dict(forms.decisions()),
        "entry_href": entry_href,
    }
    return draw(request, "closing/review.html.jinja", given)


@form_page
def tell(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down that the resident was told of the case review."""
    offered = _writing(request, case_id)
    actor, now = actor_of(request), clock.now()
    form = forms.TellForm(people=offered.people, **_begun(request, offered, "review-tell"))

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.tell(
            actor=actor, sent=sent, whom=told["whom"], channel=told["channel"], text=told["text"],
            when=form.when, now=now,
        )  # fmt: skip

    words = (
        _("Say: you can ask the council for an ASB Case Review. The council, the police and "
          "landlords then look together at what was done."),
        _("If three of their reports count, it must be carried out. It is no complaint about us, "
          "and they can do both."),
    )  # fmt: skip
    sheet = _sheet(offered, _("Tell them of the ASB Case Review"), "review-tell", *words)
    return answer(request, sheet, form, save)


@form_page
def asked(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down that a case review was asked for, or what its panel asks us."""
    offered = _writing(request, case_id)
    actor, now = actor_of(request), clock.now()
    form = forms.AskedForm(askers=offered.askers, **_begun(request, offered, "review-asked"))

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.asked(
            actor=actor, sent=sent, by=told["by"], channel=told["channel"], text=told["text"],
            when=form.when, now=now,
        )  # fmt: skip

    words = _("Where the panel asks us for something, a promise to answer begins.")
    sheet = _sheet(offered, _("A case review was asked for"), "review-asked", words)
    return answer(request, sheet, form, save)


@form_page
def answer_panel(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what we answered."""
    offered = _writing(request, case_id)
    actor, now = actor_of(request), clock.now()
    form = forms.AnswerForm(asked=offered.waiting, **_begun(request, offered, "review-answer"))

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.answered(
            actor=actor, sent=sent, request=told["to"], channel=told["channel"],
            text=told["text"], when=form.when, now=now,
        )  # fmt: skip

    words = () if offered.waiting else (_("Nothing was asked that is not answered."),)
    sheet = _sheet(offered, _("What we answered"), "review-answer", *words)
    return answer(request, sheet, form, save)


@form_page
def decided(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what the bodies decided."""
    offered = _writing(request, case_id)
    actor, now = actor_of(request), clock.now()
    form = forms.DecidedForm(bodies=offered.bodies, **_begun(request, offered, "review-decided"))

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.decided(
            actor=actor, sent=sent, by=told["by"], decision=told["decision"], text=told["text"],
            when=form.when, now=now,
        )  # fmt: skip

    sheet = _sheet(offered, _("What was decided on the case review"), "review-decided")
    return answer(request, sheet, form, save)


def _writing(request: HttpRequest, case_id: UUID) -> ReviewWriting:
    return read.writing(actor_of(request), case_id, now=clock.now())


def _begun(request: HttpRequest, offered: ReviewWriting, place: str) -> dict[str, Any]:
    """What each form of this page is made with."""
    return {
        "data": request.POST or None,
        "files": request.FILES or None,
        "now": clock.now(),
        "initial": begun(request, offered.around, place),
    }


def _sheet(offered: ReviewWriting, title: str, place: str, *words: str) -> Sheet:
    around = offered.around
    return Sheet(
        around=around, title=title, place=place, words=words, save_word=_("Save"),
        leads_to=of_case("closing:review", around.id),
    )  # fmt: skip
