"""After a closing: taking it back, checking in, asking how satisfied the resident is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from putright.casework.actions import closing as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import closing as read
from putright.casework.queries.closing import Writing
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.closing import forms


@form_page
def take_back(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Undo a closing: the same case goes on, with its old clocks."""
    offered = _writing(request, case_id, "announced", "closed")
    actor, now = actor_of(request), clock.now()
    form = forms.TakeBackForm(
        request.POST or None, initial=begun(request, offered.page.around, "closing-back")
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.take_back(
            actor=actor, sent=sent, how=told["how"], reason=told["reason"], now=now
        )

    words = _("The same case goes on with its old clocks: what was late stays late. Something new "
              "that happened is a new report and a case of its own.")  # fmt: skip
    sheet = _sheet(offered, _("Undo the closing"), "closing-back", _("Undo it"), words)
    return answer(request, sheet, form, save)


@form_page
def follow_up(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down how the resident is after the closing."""
    offered = _writing(request, case_id, "closed")
    actor, now = actor_of(request), clock.now()
    form = forms.FollowUpForm(
        request.POST or None, request.FILES or None, now=now, people=offered.people,
        initial=begun(request, offered.page.around, "closing-follow-up"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.follow_up(
            actor=actor, sent=sent, whom=told["whom"], channel=told["channel"], text=told["text"],
            unhappy=told["unhappy"], when=form.when, now=now,
        )  # fmt: skip

    words = _("If it began again, take a new report: a case of its own, joined with this one.")
    sheet = _sheet(offered, _("Check in after closing"), "closing-follow-up", _("Save"), words)
    return answer(request, sheet, form, save)


@form_page
def survey(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down that the resident was asked how satisfied they are."""
    offered = _writing(request, case_id, "closed")
    actor, now = actor_of(request), clock.now()
    form = forms.SurveyForm(
        request.POST or None, request.FILES or None, now=now, people=offered.people,
        initial=begun(request, offered.page.around, "closing-survey"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.survey(
            actor=actor, sent=sent, whom=told["whom"], channel=told["channel"], text=told["text"],
            when=form.when, now=now,
        )  # fmt: skip

    sheet = _sheet(offered, _("Ask how satisfied they are"), "closing-survey", _("Save"))
    return answer(request, sheet, form, save)


def _writing(request: HttpRequest, case_id: UUID, *stages: str) -> Writing:
    return read.writing(
        actor_of(request), case_id, now=clock.now(), permission="case.close", stages=stages
    )


def _sheet(offered: Writing, title: str, place: str, save_word: str, *words: str) -> Sheet:
    around = offered.page.around
    return Sheet(
        around=around, title=title, place=place, words=words, save_word=save_word,
        leads_to=of_case("closing:page", around.id),
    )  # fmt: skip
