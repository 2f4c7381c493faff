"""Legal steps and their second person, orders of a court, steps held back, looking again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from putright.casework.actions import tools as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import tools_choices
from putright.casework.queries.tools import REVIEWED
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.tools import forms
from putright.web.tools.steps import back, fitting


@form_page
def order(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down an order that a court made."""
    actor, now = actor_of(request), clock.now()
    offered = tools_choices.for_step(actor, case_id, now=now)
    form = forms.OrderForm(
        request.POST or None, request.FILES or None, now=now, tools=fitting(offered, legal=True),
        others=offered.others, initial=begun(request, offered.around, "tools-order"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.order(
            actor=actor, sent=sent, tool=told["tool"], whom=told["whom"], text=told["text"],
            when=form.when, until=told["until"], spent=form.spent, now=now,
        )  # fmt: skip

    sheet = Sheet(
        around=offered.around, title=_("An order of a court"), place="tools-order",
        save_word=_("Save the order"), leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def hold(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The police asked us to wait with a step."""
    actor, now = actor_of(request), clock.now()
    offered = tools_choices.for_step(actor, case_id, now=now)
    form = forms.HoldForm(
        request.POST or None, request.FILES or None, now=now, tools=fitting(offered),
        initial=begun(request, offered.around, "tools-hold"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.hold(
            actor=actor, sent=sent, tool=told["tool"], why=told["why"], until=told["until"],
            review=told["review"], when=form.when, now=now,
        )  # fmt: skip

    words = (_("The step waits, and nothing else: keeping the resident safe and told goes on."),)
    sheet = Sheet(
        around=offered.around, title=_("The police asked us to wait"), place="tools-hold",
        words=words, save_word=_("Save the hold"), leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def end_hold(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Go on with what was held back."""
    actor, now = actor_of(request), clock.now()
    about = tools_choices.about_step(actor, case_id, number, ("asb.step_held",), now=now)
    form = forms.EndForm(
        request.POST or None, request.FILES or None,
        initial=begun(request, about.around, f"tools-go-on-{number}"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        text = form.cleaned_data["text"]
        return actions.end_hold(actor=actor, sent=sent, number=number, text=text, now=now)

    sheet = Sheet(
        around=about.around, title=_("Go on with what was held back"),
        place=f"tools-go-on-{number}", words=(about.words, about.text),
        save_word=_("Save, and go on"), leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask a second person to agree to a legal step."""
    actor, now = actor_of(request), clock.now()
    offered = tools_choices.for_step(actor, case_id, now=now)
    form = forms.LegalForm(
        request.POST or None, tools=fitting(offered, legal=True), supports=offered.supports,
        initial=begun(request, offered.around, "tools-legal", tool=request.GET.get("tool", "")),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.ask_legal(
            actor=actor, sent=sent, tool=told["tool"], why=told["why"],
            supports=told.get("supports", ()), now=now,
        )  # fmt: skip

    words = (_("Somebody who may agree to legal steps looks at it; never whoever asked."),)
    sheet = Sheet(
        around=offered.around, title=_("Ask for a legal step"), place="tools-legal", words=words,
        save_word=_("Ask"), leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def decide(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Agree to a legal step, or not."""
    actor, now = actor_of(request), clock.now()
    about = tools_choices.about_step(
        actor, case_id, number, ("asb.legal_step_asked",), now=now, permission="case.legal"
    )
    form = forms.DecideForm(
        request.POST or None, initial=begun(request, about.around, f"tools-decide-{number}")
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.decide_legal(
            actor=actor, sent=sent, number=number, agrees=told["agrees"] == "yes",
            why=told["why"], now=now,
        )  # fmt: skip

    sheet = Sheet(
        around=about.around, title=_("Agree to a legal step"), place=f"tools-decide-{number}",
        words=(about.words, about.text), save_word=_("Save the decision"), leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def review(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Look again at a warning, an agreement or an order."""
    actor, now = actor_of(request), clock.now()
    about = tools_choices.about_step(actor, case_id, number, REVIEWED, now=now)
    form = forms.ReviewForm(
        request.POST or None, request.FILES or None, now=now,
        initial=begun(request, about.around, f"tools-review-{number}"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.review(
            actor=actor, sent=sent, number=number, text=told["text"], again=told["again"], now=now
        )

    sheet = Sheet(
        around=about.around, title=_("Look at it again"), place=f"tools-review-{number}",
        words=(about.words, about.text), save_word=_("Save what was found"),
        leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)
