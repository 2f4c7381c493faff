"""Asking whether something is a complaint, and writing a person's answer down."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from putright.casework.actions import recognising as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import recognising as read
from putright.casework.queries.recognising import AskPage
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets import shown as put
from putright.sheets.forms import Writing
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.recognising import forms


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is asked in a case, and its open requests for service."""
    seen = read.page(actor_of(request), case_id, now=clock.now())
    given = {"around": seen.around, "page": seen, "put": put, "log_href": log_address}
    return draw(request, "recognising/page.html.jinja", given)


@require_safe
def ask(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """The words that were marked, and what a person can answer. Nothing is saved by looking."""
    seen = read.asking(actor_of(request), case_id, number, now=clock.now())
    given = {
        "around": seen.around,
        "page": seen,
        "log_href": log_address(case_id, number),
        "complaint_href": put.place("complaints:page", case_id),
        "entry_href": put.entry_href(case_id, number),
    }
    return draw(request, "recognising/ask.html.jinja", given)


@form_page
def not_now(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """The resident said not now: their words are kept, and they are asked again."""
    actor, now = actor_of(request), clock.now()
    seen = _asking(request, case_id, number)
    form = forms.NotNowForm(
        request.POST or None, request.FILES or None, now=now, people=seen.people,
        channels=seen.channels, initial=begun(request, seen.around, "not-now"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.not_now(actor=actor, sent=sent, number=number, told=form.told, now=now)

    words = (
        _("A complaint can be made at any time later. Say so, and that making one changes nothing "
          "in how their case is worked."),
        _("At the next contact the page asks again, and reads their words back to you."),
    )  # fmt: skip
    return _answered(
        request, seen, form, save, title=_("They said not now"), place="not-now", words=words,
        save_word=_("Save their answer"),
    )  # fmt: skip


@form_page
def no(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """A person decides that these words are no complaint, and says why."""
    actor, now = actor_of(request), clock.now()
    seen = _asking(request, case_id, number)
    form = forms.NoForm(
        request.POST or None, request.FILES or None,
        initial=begun(request, seen.around, "no-complaint"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        why = form.cleaned_data["why"]
        return actions.not_one(actor=actor, sent=sent, number=number, why=why, now=now)

    words = (_("These words are not asked about again. A later entry is."),)
    return _answered(
        request, seen, form, save, title=_("It is no complaint"), place="no-complaint",
        words=words, save_word=_("Save the reason"),
    )  # fmt: skip


@form_page
def not_asked(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """They are unhappy with us, and we have not asked them yet: asking them is now owed."""
    actor, now = actor_of(request), clock.now()
    seen = _asking(request, case_id, number)
    form = forms.NotAskedForm(
        request.POST or None, initial=begun(request, seen.around, "not-asked")
    )

    def save(sent: Sent) -> Saved:
        return actions.not_asked_yet(actor=actor, sent=sent, number=number, now=now)

    words = (
        _("You say that they are unhappy with us. To ask them whether it is a complaint is then "
          "owed, from the day on which they first said so."),
        _("It stays on the list of whoever works the case until they were asked."),
    )  # fmt: skip
    return _answered(
        request, seen, form, save, title=_("We have not asked them yet"), place="not-asked",
        words=words, save_word=_("They are unhappy: put asking them on the list"),
    )  # fmt: skip


def log_address(case_id: UUID, number: int) -> str:
    """Where a complaint is logged from an entry; "" where this service has no such page."""
    try:
        address = reverse("complaints:log", kwargs={"case_id": case_id})
    except NoReverseMatch:
        return ""
    return f"{address}?entry={number}"


def _asking(request: HttpRequest, case_id: UUID, number: int) -> AskPage:
    return read.asking(actor_of(request), case_id, number, now=clock.now())


def _answered(
    request: HttpRequest, seen: AskPage, form: Writing, save: Callable[[Sent], Saved], **told: Any
) -> HttpResponse:
    sheet = Sheet(
        around=seen.around, given={"page": seen}, template="recognising/answer.html.jinja", **told
    )
    return answer(request, sheet, form, save)
