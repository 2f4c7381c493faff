"""Requests for service: asked for, done, and looked at again over all cases."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from putright.casework.actions import recognising as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import service as read
from putright.casework.queries.service import Asking
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets import shown as put
from putright.sheets.forms import Writing
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.recognising import forms


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """The open requests of all cases, the oldest first, and those that led to a complaint."""
    seen = read.requests(actor_of(request), now=clock.now())
    said = [str(one) for one in messages.get_messages(request)]
    given = {"page": seen, "said": said, "put": put}
    return render(request, "recognising/requests.html.jinja", given, using="pages")


@form_page
def new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down that somebody asks for something to be put right."""
    actor, now = actor_of(request), clock.now()
    asking = read.asking(actor, case_id, now=now, permission="case.note")
    form = forms.RequestForm(
        request.POST or None, request.FILES or None, now=now, people=asking.people,
        channels=asking.channels, initial=begun(request, asking.around, "request"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.request(actor=actor, sent=sent, told=form.told, now=now)

    words = (
        _("A request asks for something to be put right. It is no complaint, and is kept apart."),
        _("If they are unhappy with what came of it, that is a complaint; the request goes on."),
    )  # fmt: skip
    return _answered(
        request, asking, form, save, title=_("They ask for something to be put right"),
        place="request", words=words, save_word=_("Save the request"),
    )  # fmt: skip


@form_page
def done(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down that a request was put right."""
    actor, now = actor_of(request), clock.now()
    asking = read.asking(actor, case_id, now=now, permission="case.work", number=number)
    form = forms.DoneForm(
        request.POST or None, request.FILES or None, now=now,
        initial=begun(request, asking.around, "request-done"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.done(actor=actor, sent=sent, number=number, told=form.told, now=now)

    return _answered(
        request, asking, form, save, title=_("What they asked for is put right"),
        place="request-done", words=(asking.words,), save_word=_("Save that it is done"),
    )  # fmt: skip


@form_page
def review(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down what somebody saw who looked at an open request again."""
    actor, now = actor_of(request), clock.now()
    asking = read.asking(actor, case_id, now=now, permission="service.review", number=number)
    initial = begun(request, asking.around, "request-review")
    form = forms.ReviewForm(request.POST or None, initial=initial)

    def save(sent: Sent) -> Saved:
        words = form.cleaned_data["words"]
        return actions.reviewed(actor=actor, sent=sent, number=number, words=words, now=now)

    return _answered(
        request, asking, form, save, title=_("Look at the request again"), place="request-review",
        words=(asking.words,), save_word=_("Save what you saw"),
        leads_to=reverse("recognising:requests"),
    )  # fmt: skip


def _answered(
    request: HttpRequest, asking: Asking, form: Writing, save: Callable[[Sent], Saved],
    *, leads_to: str = "", **told: Any,
) -> HttpResponse:  # fmt: skip
    home = reverse("recognising:page", kwargs={"case_id": asking.around.id})
    sheet = Sheet(around=asking.around, leads_to=leads_to or home, **told)
    return answer(request, sheet, form, save)
