"""The page of moving home, and writing down what was asked, said, sent and arranged."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from putright.casework.actions import moves as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import moves as read
from putright.casework.queries.case_file import Around
from putright.casework.queries.moves import Asking
from putright.casework.queries.moves_deciding import acknowledging
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets import shown
from putright.sheets.forms import Writing
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.moves import forms

NO_OFFER = _("Nothing here promises a home. Only an offer that is recorded with its letter does.")


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The routes side by side, where the request stands, its story."""
    seen = read.page(actor_of(request), case_id, now=clock.now())
    ask = shown.place("agencies:ask", case_id)
    given = {
        "around": seen.around,
        "page": seen,
        "story": [shown.entry(each, case_id) for each in seen.story],
        "entry_href": lambda number: shown.entry_href(case_id, number),
        "act_href": lambda promise: shown.act_href(promise, case_id),
        "ask_href": ask or shown.place("cases:note", case_id),
        "asks_agency": bool(ask),
    }
    return draw(request, "moves/page.html.jinja", given)


@form_page
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take a request to move."""
    asking, now = _asking(request, case_id), clock.now()
    form = _bound(request, forms.RequestForm, asking, "move-request", now=now)

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.request(
            actor=actor_of(request), sent=sent, asker=told["asker"], channel=told["channel"],
            text=told["text"], areas=form.lines, route=told["route"], when=form.when, now=now,
        )  # fmt: skip

    words = (_("No form is needed from the resident. Their own words are the request."), NO_OFFER)
    return _answered(
        request, asking, form, save, title=_("Take a request to move"), place="move-request",
        words=words, save_word=_("Save the request"),
    )  # fmt: skip


@form_page
def acknowledge(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say that the request has come."""
    actor, now = actor_of(request), clock.now()
    asking, letter = acknowledging(actor, case_id, now=now)
    form = _bound(request, forms.AcknowledgeForm, asking, "move-acknowledge")

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.acknowledge(
            actor=actor, sent=sent, how=told["how"], text=told["text"], now=now
        )

    words = (_("The letter below is kept as it goes, where it goes in writing."),)
    return _answered(
        request, asking, form, save, title=_("Say that the request has come"),
        place="move-acknowledge", words=words, save_word=_("Save, and keep the letter"),
        template="moves/acknowledge.html.jinja", given={"letter": letter},
    )  # fmt: skip


@form_page
def form(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give the form of a route to whoever fills it in."""
    actor, now = actor_of(request), clock.now()
    asking = _asking(request, case_id)
    route, to = read.form_for(actor, case_id, request.GET.get("route", ""), now=now)
    sending = _bound(request, forms.FormForm, asking, "move-form", route=route, to=to)

    def save(sent: Sent) -> Saved:
        told = sending.cleaned_data
        return actions.send_form(
            actor=actor, sent=sent, route=route.id, to=told["to"], how=told.get("how", ""),
            whom=told.get("whom", ""), now=now,
        )  # fmt: skip

    title = _("{form}: who fills it in").format(form=route.route.form)
    return _answered(
        request, asking, sending, save, title=title, place="move-form", words=(route.fills_in,),
        save_word=_("Save that it went"),
    )  # fmt: skip


@form_page
def discuss(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down that moving was talked about."""
    asking, now = _asking(request, case_id), clock.now()
    form = _bound(request, forms.DiscussForm, asking, "move-discuss", now=now)

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.discuss(
            actor=actor_of(request), sent=sent, whom=told["asker"], channel=told["channel"],
            text=told["text"], said_no_offer=told["said_no_offer"], when=form.when, now=now,
        )  # fmt: skip

    return _answered(
        request, asking, form, save, title=_("Moving was talked about"), place="move-discuss",
        words=(NO_OFFER,), save_word=_("Save the talk"),
    )  # fmt: skip


@form_page
def offer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record the offer of a home."""
    asking, now = _asking(request, case_id, "grant"), clock.now()
    form = _bound(request, forms.OfferForm, asking, "move-offer")

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.offer(
            actor=actor_of(request), sent=sent, how=told["how"], text=told["text"],
            held=told["held"], until=told["until"], now=now,
        )  # fmt: skip

    words = (_("An offer counts only with the letter that made it, after a decision that agrees."),)
    return _answered(
        request, asking, form, save, title=_("Record the offer of a home"), place="move-offer",
        words=words, save_word=_("Save the offer"),
    )  # fmt: skip


@form_page
def review_asked(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The resident asks for the decision to be looked at again."""
    words = (_("Any words and any way will do. Somebody else than the first decider looks at it."),)
    return _told(
        request, case_id, "move.review_asked", title=_("They ask for a review"), words=words,
        place="move-review-asked", save_word=_("Save that they ask for a review"),
    )  # fmt: skip


@form_page
def withdrawn(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The resident no longer asks to move."""
    words = (_("Only their own word takes a request back. Ask whether they feel safe."),)
    return _told(
        request, case_id, "move.withdrawn", title=_("They no longer ask to move"), words=words,
        place="move-withdrawn", save_word=_("Save that they no longer ask"),
    )  # fmt: skip


@form_page
def stay(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Record somewhere safe to stay for now."""
    asking, now = _asking(request, case_id), clock.now()
    form = _plain(request, forms.StayForm, asking.around, "move-stay", now=now)

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.arrange_stay(
            actor=actor_of(request), sent=sent, text=told["text"], until=told["until"],
            cost=told["cost"], held=told["held"], when=form.when, now=now,
        )  # fmt: skip

    words = (_("The council may owe a duty as well: tell the resident, and refer."),)
    return _answered(
        request, asking, form, save, title=_("Somewhere safe to stay for now"), place="move-stay",
        words=words, save_word=_("Save the stay"),
    )  # fmt: skip


@form_page
def look_at_stay(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The weekly look at a stay, or its end."""
    asking, now = _asking(request, case_id, "stay"), clock.now()
    form = _plain(request, forms.LookForm, asking.around, "move-look-at-stay", now=now)

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.look_at_stay(
            actor=actor_of(request), sent=sent, ends=told["what"] == "ends", text=told["text"],
            until=told["until"], when=form.when, now=now,
        )  # fmt: skip

    return _answered(
        request, asking, form, save, title=_("Look at the stay"), place="move-look-at-stay",
        words=(), save_word=_("Save the look"),
    )  # fmt: skip


def _told(request: HttpRequest, case_id: UUID, act: str, **told: Any) -> HttpResponse:
    needs = "decision" if act == "move.review_asked" else "request"
    asking, now = _asking(request, case_id, needs), clock.now()
    form = _bound(request, forms.TellForm, asking, told["place"], now=now)

    def save(sent: Sent) -> Saved:
        data = form.cleaned_data
        return actions.told_by_resident(
            actor=actor_of(request), sent=sent, act=act, asker=data["asker"],
            channel=data["channel"], text=data["text"], when=form.when, now=now,
        )  # fmt: skip

    return _answered(request, asking, form, save, **told)


def _asking(request: HttpRequest, case_id: UUID, needs: str = "") -> Asking:
    return read.asking(actor_of(request), case_id, now=clock.now(), needs=needs)


def _bound(
    request: HttpRequest, kind: Callable[..., Any], asking: Asking, place: str, **more: Any
) -> Any:
    return _plain(request, kind, asking.around, place, asking=asking, **more)


def _plain(
    request: HttpRequest, kind: Callable[..., Any], around: Around, place: str, **more: Any
) -> Any:
    """A form as it was sent, or fresh with what was being written there before."""
    initial = begun(request, around, place)
    return kind(request.POST or None, request.FILES or None, initial=initial, **more)


def _answered(
    request: HttpRequest, asking: Asking, form: Writing, save: Callable[[Sent], Saved],
    **told: Any,
) -> HttpResponse:  # fmt: skip
    home = reverse("moves:page", kwargs={"case_id": asking.around.id})
    return answer(request, Sheet(around=asking.around, leads_to=home, **told), form, save)
