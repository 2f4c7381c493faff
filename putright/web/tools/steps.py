"""Weighing the tools, speaking with the other party, offering and using a tool."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from putright.casework.actions import tools as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import tools_choices
from putright.casework.queries.tools_choices import StepChoices
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.tools import forms

CIVIL = _(
    "“No police action” does not end our own powers: the civil standard asks only whether it is "
    "more likely than not."
)


def back(case_id: UUID) -> str:
    """The page of the other party, where each step stands."""
    return reverse("tools:page", kwargs={"case_id": case_id})


def fitting(offered: StepChoices, *, legal: bool | None = None) -> list[tuple[str, str]]:
    """The tools that fit this case, by name; ``legal`` leaves only those, or none of them."""
    return [
        (rung.tool.id, rung.tool.name)
        for rung in offered.rungs
        if not rung.barred_by and legal in (None, rung.tool.legal)
    ]


@form_page
def weigh(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Go through the tools that fit."""
    actor, now = actor_of(request), clock.now()
    offered = tools_choices.for_step(actor, case_id, now=now)
    form = forms.WeighForm(
        request.POST or None,
        rungs=offered.rungs,
        never=offered.never,
        others=offered.others,
        initial=begun(
            request, offered.around, "tools-weigh", whom=[key for key, _name in offered.others]
        ),
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.weigh(
            actor=actor, sent=sent, uses=form.uses, whom=told.get("whom", []), text=told["text"],
            now=now,
        )  # fmt: skip

    sheet = Sheet(
        around=offered.around, title=_("Weigh the tools"), place="tools-weigh",
        words=(_("Early and in proportion: begin with the mildest that can work."), _(CIVIL)),
        save_word=_("Save what was weighed"), template="tools/weigh.html.jinja",
        leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def talk(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down a visit to or talk with the other party."""
    actor, now = actor_of(request), clock.now()
    offered = tools_choices.for_step(actor, case_id, now=now)
    form = forms.TalkForm(
        request.POST or None, request.FILES or None, now=now, others=offered.others,
        victims=offered.victims, channels=offered.channels,
        initial=begun(request, offered.around, "tools-talk", whom=request.GET.get("whom", "")),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        step = actions.Talk(
            whom=told["whom"], heard=told["heard"], text=told["text"], when=form.when,
            channel=told["channel"], victims=tuple(told.get("victims", ())), needs=told["needs"],
            anyway=told["anyway"],
        )  # fmt: skip
        return actions.spoke(actor=actor, sent=sent, talk=step, now=now)

    words = (
        _("Never say or hint who reported it, nor the day or the hour of one incident."),
        _("Ask about their own needs too. A child is spoken with beside an adult."),
    )
    sheet = Sheet(
        around=offered.around, title=_("Talk with the other party"), place="tools-talk",
        words=words, save_word=_("Save the talk"), leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask whoever it happened to about mediation, or another tool that needs them."""
    actor, now = actor_of(request), clock.now()
    offered = tools_choices.for_step(actor, case_id, now=now)
    asking = {rung.tool.id for rung in offered.rungs if rung.tool.asks_victim}
    form = forms.AskForm(
        request.POST or None, request.FILES or None, now=now,
        tools=[one for one in fitting(offered) if one[0] in asking], victims=offered.victims,
        channels=offered.channels,
        initial=begun(request, offered.around, "tools-ask", tool=request.GET.get("tool", "")),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        asked = actions.Asked(
            tool=told["tool"], victim=told["victim"], says=told["says"], words=told["words"],
            channel=told["channel"], when=form.when, anyway=told["anyway"],
        )  # fmt: skip
        return actions.ask_victim(actor=actor, sent=sent, asked=asked, now=now)

    words = (
        _("It is an offer. Nobody has to take it, and a no is never held against them."),
        _("A no ends it: the other party is then not asked at all."),
    )
    sheet = Sheet(
        around=offered.around, title=_("Ask the resident first"), place="tools-ask", words=words,
        save_word=_("Save the answer"), leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def use(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down that a tool was offered, used or refused."""
    actor, now = actor_of(request), clock.now()
    offered = tools_choices.for_step(actor, case_id, now=now)
    form = forms.UseForm(
        request.POST or None, request.FILES or None, now=now, tools=fitting(offered),
        others=offered.others, victims=offered.victims, channels=offered.channels,
        proofs=offered.proofs, supports=offered.supports,
        initial=begun(
            request, offered.around, "tools-use", tool=request.GET.get("tool", ""),
            whom=[key for key, _name in offered.others] if len(offered.others) == 1 else [],
        ),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        step = actions.Step(
            tool=told["tool"], outcome=told["outcome"], whom=tuple(told.get("whom", ())),
            text=told["text"], when=form.when, channel=told["channel"], proof=told["proof"],
            victims=tuple(told.get("victims", ())), supports=tuple(told.get("supports", ())),
            until=told["until"], spent=form.spent, anyway=told["anyway"],
        )  # fmt: skip
        return actions.use(actor=actor, sent=sent, step=step, now=now)

    words = (
        _("Nobody is warned before they were heard. A legal step needs a second person first."),
        _("Mediation is offered to the other party only after the resident said yes."),
    )
    sheet = Sheet(
        around=offered.around, title=_("Offer or use a tool"), place="tools-use", words=words,
        save_word=_("Save the step"), leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)
