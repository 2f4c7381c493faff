"""Visits: today's, the page at the door, and each thing done there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from putright.casework.actions import visits as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.visits import Arranged, Left
from putright.casework.queries import visit_days
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets import shown as put
from putright.sheets.address import Query, of_case
from putright.sheets.forms import Writing
from putright.sheets.sending import Sheet, actor_of, begun, draw, form_page
from putright.web.visits import forms
from putright.web.visits.doors import Door, address, door_of, is_other, send


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The visits of today, and who is out."""
    now = clock.now()
    seen = visit_days.today(actor_of(request), now=now)
    given = {"seen": seen, "today": now.date(), "address": address, "is_other": _is_other_side}
    return draw(request, "visits/today.html.jinja", given)


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One visit, at the door."""
    door = door_of(request, case_id)
    if is_other(request):
        return _other(request, door)
    given = {
        "around": door.around,
        "door": door,
        "page": door.visit,
        "put": put,
        "links": _links(case_id, door, request.GET.get("promise", "")[:400]),
        "address": address,
        "risk_href": put.place("risk:assess", case_id),
        "log_href": Query({"person": [door.whom]}).on(of_case("contact:log", case_id)),
    }
    return draw(request, "visits/page.html.jinja", given)


@form_page
def arrange(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down a visit that was agreed."""
    door, now = door_of(request, case_id), clock.now()
    form = forms.ArrangeForm(
        request.POST or None, barred=door.barred, now=now,
        initial=_begun(request, door, "arrange"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        told = Arranged(
            whom=door.whom, day=given["day"], hour=given["hour"].isoformat("minutes"),
            purpose=given["purpose"], knowingly=form.is_known,
        )  # fmt: skip
        return actions.arrange(actor=actor_of(request), sent=sent, told=told, now=now)

    return send(request, door, _sheet(door, "arrange", _("Arrange a visit")), form, save)


@form_page
def arrived(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Check in."""
    door, now = door_of(request, case_id), clock.now()
    form = forms.ArrivedForm(
        request.POST or None, barred=door.barred, now=now,
        initial=_begun(request, door, "arrived"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.arrive(
            actor=actor_of(request), sent=sent, whom=door.whom, knowingly=form.is_known,
            minutes=int(form.cleaned_data["stay"]), now=now,
        )  # fmt: skip

    sheet = _sheet(door, "arrived", _("I have arrived"), save_word=_("I am here"))
    return send(request, door, sheet, form, save)


@form_page
def no_answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down that nobody was in."""
    door, now = door_of(request, case_id), clock.now()
    form = forms.NoAnswerForm(
        request.POST or None, request.FILES or None, barred=door.barred and not door.begun,
        now=now, initial=_begun(request, door, "no-answer"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        return actions.no_answer(
            actor=actor_of(request), sent=sent, whom=door.whom, words=given["words"],
            no_record=given["no_record"], knowingly=form.is_known, now=now,
        )  # fmt: skip

    words = (_("Put nothing on the card that says what it is about."),)
    sheet = _sheet(door, "no-answer", _("Nobody answered"), words=words)
    return send(request, door, sheet, form, save, to_saved=True)


@form_page
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write a note."""
    return _noted(request, case_id, forms.NoteForm, "note", _("Note at the door"))


@form_page
def photo(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Keep a photo."""
    return _noted(request, case_id, forms.PhotoForm, "photo", _("Photo at the door"))


@form_page
def left(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what the visit came to, and check out."""
    door = door_of(request, case_id)
    return _left_other(request, door) if door.is_other else _left(request, door)


@form_page
def safe(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say that somebody is out and safe."""
    door, now = door_of(request, case_id), clock.now()
    there = door.visit or door.other
    out = there.out if there is not None else None
    if out is None:
        return redirect(door.back)
    form = forms.SafeForm(
        request.POST or None, is_me=out.is_me, initial=_begun(request, door, "safe")
    )

    def save(sent: Sent) -> Saved:
        words = form.cleaned_data["words"]
        return actions.safe(actor=actor_of(request), sent=sent, visit=out.key, words=words, now=now)

    later = _("This ends the visit for your team leader. What it came to is written up later.")
    words = (later,) if out.is_me else ()
    return send(request, door, _sheet(door, "safe", _("Out and safe"), words=words), form, save)


def _noted(
    request: HttpRequest, case_id: UUID, kind: type[Writing], name: str, title: str
) -> HttpResponse:
    door, now = door_of(request, case_id), clock.now()
    form = kind(request.POST or None, request.FILES or None, initial=_begun(request, door, name))

    def save(sent: Sent) -> Saved:
        words = form.cleaned_data["words"]
        return actions.note(
            actor=actor_of(request), sent=sent, whom=door.whom, words=words, now=now
        )

    return send(request, door, _sheet(door, name, title), form, save)


def _left(request: HttpRequest, door: Door) -> HttpResponse:
    now = clock.now()
    form = forms.LeftForm(
        request.POST or None, request.FILES or None, barred=door.barred and not door.begun,
        now=now, answerable=door.visit.answerable if door.visit else (),
        initial=_begun(request, door, "left"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        told = Left(
            whom=door.whom, words=given["words"], welfare=given["welfare"],
            unhappy=given["unhappy"] == "yes", asks=form.asks, promised=form.promised,
            contains=tuple(given["contains"]), keeps=tuple(given["keeps"]),
            knowingly=form.is_known,
        )  # fmt: skip
        return actions.leave(actor=actor_of(request), sent=sent, told=told, now=now)

    sheet = _sheet(door, "left", _("What the visit came to"), template="visits/left.html.jinja")
    return send(request, door, sheet, form, save, to_saved=True)


def _left_other(request: HttpRequest, door: Door) -> HttpResponse:
    now = clock.now()
    form = forms.OtherLeftForm(
        request.POST or None, request.FILES or None, barred=door.barred and not door.begun,
        now=now, initial=_begun(request, door, "left"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        told = Left(
            whom=door.whom, words=given["words"], heard=given["heard"] == "yes",
            knowingly=form.is_known,
        )  # fmt: skip
        return actions.leave(actor=actor_of(request), sent=sent, told=told, now=now)

    return send(request, door, _sheet(door, "left", _("What the visit came to")), form, save)


def _other(request: HttpRequest, door: Door) -> HttpResponse:
    """The page of the other party's door; of what was saved elsewhere it says nothing."""
    saved = [str(one) for one in messages.get_messages(request)]
    case_id = door.around.id
    given = {
        "page": door.other,
        "links": _links(case_id, door, ""),
        "address": address,
        "case_id": case_id,
        "said": [one for one in saved if one == _("Saved.")],
    }
    return render(request, "visits/other.html.jinja", given, using="pages")


def _links(case_id: UUID, door: Door, promise: str) -> dict[str, str]:
    names = ("arrange", "arrived", "no_answer", "note", "photo", "left", "safe")
    told = {name: address(case_id, name, person=door.whom, other=door.is_other) for name in names}
    if promise:
        named = Query({"person": [door.whom], "promise": [promise]})
        told["left"] = named.on(of_case("visits:left", case_id))
    return told


def _begun(request: HttpRequest, door: Door, name: str) -> dict[str, Any]:
    """What a form begins with. At the other party's door nobody is told what others add."""
    told = begun(request, door.around, door.place(name))
    return told | {"seen": None} if door.is_other else told


def _sheet(
    door: Door, name: str, title: str, *, words: tuple[str, ...] = (), save_word: str = "",
    template: str = "visits/form.html.jinja",
) -> Sheet:  # fmt: skip
    return Sheet(
        around=door.around,
        title=title,
        place=door.place(name),
        words=words,
        save_word=save_word or _("Save"),
        template="visits/other_form.html.jinja" if door.is_other else template,
        given={"door": door},
        leads_to=door.back,
    )


def _is_other_side(side: str) -> bool:
    return side == "other"
