"""When the resident hears from us next, and agreeing, sending or leaving out an update."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from putright.casework.actions import updates as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import updates
from putright.casework.queries.updates import AgreeingPage
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.updates import shown
from putright.web.updates.forms import AgreeForm, NothingNewForm, SkipForm


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The next update, the last ones, the silence."""
    seen = updates.page(actor_of(request), case_id, now=clock.now())
    return draw(request, "updates/page.html.jinja", shown.page(seen))


@form_page
def agree(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Agree how often, and by which way, we are in touch."""
    actor, now = actor_of(request), clock.now()
    seen = updates.agreeing(actor, case_id, now=now)
    form = AgreeForm(
        request.POST or None, request.FILES or None, now=now, page=seen,
        initial=begun(
            request, seen.around, "updates-agree", at=now.time(), every=seen.rhythm.span,
            channel=seen.rhythm.channel,
        ),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.agree(actor=actor, sent=sent, told=form.told(), now=now)

    sheet = _sheet(seen, _("Agree how we are in touch"), "updates-agree", _("They agreed to this"))
    return answer(request, sheet, form, save)


@form_page
def nothing_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Tell them that there is nothing new, what is waited for, and until when."""
    actor, now = actor_of(request), clock.now()
    seen = updates.agreeing(actor, case_id, now=now)
    form = NothingNewForm(
        request.POST or None, request.FILES or None, now=now, page=seen,
        letter=lambda told: updates.letter_of(seen, told),
        initial=begun(
            request, seen.around, "updates-nothing-new", at=now.time(),
            channel=seen.rhythm.channel,
        ),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.nothing_new(
            actor=actor, sent=sent, told=form.told(), whom=told["whom"], channel=told["channel"],
            when=form.when, now=now,
        )  # fmt: skip

    sheet = _sheet(seen, _("Nothing new"), "updates-nothing-new", _("Show the message"))
    return answer(request, sheet, form, save)


@form_page
def skip(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Leave the next update out, because the resident wishes so."""
    actor, now = actor_of(request), clock.now()
    seen = updates.agreeing(actor, case_id, now=now)
    form = SkipForm(
        request.POST or None, request.FILES or None, now=now, page=seen,
        initial=begun(request, seen.around, "updates-skip", at=now.time()),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.skip(actor=actor, sent=sent, told=form.told(), now=now)

    sheet = _sheet(seen, _("They do not want the next update"), "updates-skip", _("Save"))
    return answer(request, sheet, form, save)


def _sheet(seen: AgreeingPage, title: str, place: str, save_word: str) -> Sheet:
    given: dict[str, Any] = {"page": seen, "words": shown.words_of(place)}
    return Sheet(
        around=seen.around, title=title, place=place, save_word=save_word,
        template="updates/form.html.jinja", given=given,
        leads_to=of_case("updates:page", seen.around.id),
    )  # fmt: skip
