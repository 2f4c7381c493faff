"""The letters of a complaint's handling: each begins here, and is written on its own page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from putright.casework.actions import complaint_letters as actions
from putright.casework.actions.adding import Sent
from putright.casework.permissions import Nearness
from putright.casework.queries import complaint_forms as read
from putright.casework.queries.cases import near_to
from putright.casework.queries.complaint_forms import Asking
from putright.casework.queries.complaints import key_of
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.dates import list_day
from putright.kit.say import _
from putright.sheets.forms import Writing
from putright.sheets.sending import Sheet, actor_of, begun, form_page, keep_files, show
from putright.web.complaints import forms

BEGIN = _("Go on to the letter")
NOTHING_GOES = _("Nothing goes out yet. You see the whole letter next, and change what you like.")


@form_page
def acknowledge(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """The acknowledgement of the stage that the complaint is at."""
    asking = _asking(request, case_id, complaint)
    form = _bound(request, Writing, asking, "complaint-acknowledge")
    title = _("Acknowledge {stage}").format(stage=asking.stage.lower())
    words = (_("It says how we understand the complaint, what we answer for, who handles it and by "
               "when, and tells of the Ombudsman."), NOTHING_GOES)  # fmt: skip
    return _begun(request, asking, form, actions.acknowledge, complaint, title=title, words=words,
                  place="complaint-acknowledge")  # fmt: skip


@form_page
def extend(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """A notice that the answer needs longer."""
    asking = _asking(request, case_id, complaint, extends=True)
    form = _bound(request, forms.ExtendForm, asking, "complaint-extend", offers=asking)

    def begin(**told: Any) -> UUID:
        given = form.cleaned_data
        return actions.extend(until=given["until"], reason=given["reason"], **told)

    words = [NOTHING_GOES]
    if asking.due is not None:
        said = _("It must be sent by {day}, the day of the answer. After that it cannot be "
                 "extended.")  # fmt: skip
        words.insert(0, said.format(day=list_day(asking.due)))
    if asking.longest is not None:
        said = _("The longest ordinary day is {day}. For a later one a second person reads the "
                 "letter, and the day of the Code stays where it is.")  # fmt: skip
        words.insert(1, said.format(day=list_day(asking.longest)))
    return _begun(request, asking, form, begin, complaint, title=_("The answer needs longer"),
                  words=tuple(words), place="complaint-extend")  # fmt: skip


@form_page
def refuse(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """The letter that refuses a complaint, or its next stage."""
    asking = _asking(request, case_id, complaint)
    form = forms.RefuseForm(
        request.POST or None, request.FILES or None, asking=asking,
        initial=begun(request, asking.around, "complaint-refuse"),
    )  # fmt: skip
    near = near_to(actor_of(request), case_id, now=clock.now())
    kept = keep_files(request, form, near) if request.method == "POST" else ()

    def begin(**told: Any) -> UUID:
        given = form.cleaned_data
        refusal = actions.Refusal(ground=given["ground"], reasons=given["reasons"],
                                  evidence=given["evidence"], still=given["still"])  # fmt: skip
        sent = Sent(near=near, form=given.get("once"), files=kept)
        return actions.refuse(told=refusal, sent=sent, **told)

    words = (_("Only in writing, with the ground, what shows it, and the right to go to the "
               "Ombudsman. A second person reads it."), NOTHING_GOES,
             *(f"{who}: {came_to}." for who, came_to in asking.weighed))  # fmt: skip
    return _begun(request, asking, form, begin, complaint, title=_("Refuse it in writing"),
                  words=words, place="complaint-refuse")  # fmt: skip


@form_page
def stopped(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """A letter that writes down that they took the complaint back."""
    asking = _asking(request, case_id, complaint)
    form = _bound(request, Writing, asking, "complaint-stopped")
    words = (_("It says what they said, what goes on, and that they can come back at any time."),
             NOTHING_GOES)  # fmt: skip
    return _begun(request, asking, form, actions.tell_stopped, complaint, words=words,
                  title=_("Write that it is stopped"), place="complaint-stopped")  # fmt: skip


@form_page
def standing(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """A letter that says how the answer stands."""
    asking = _asking(request, case_id, complaint)
    form = _bound(request, forms.StandingForm, asking, "complaint-standing", today=clock.today())

    def begin(**told: Any) -> UUID:
        given = form.cleaned_data
        stands = actions.Standing(what=given["what"], by=given["by"], next_on=given["next_on"])
        return actions.tell_standing(told=stands, **told)

    return _begun(request, asking, form, begin, complaint, title=_("Write how it stands"),
                  words=(NOTHING_GOES,), place="complaint-standing")  # fmt: skip


def _asking(
    request: HttpRequest, case_id: UUID, complaint: str, *, extends: bool = False
) -> Asking:
    return read.asking(
        actor_of(request), case_id, key_of(complaint), now=clock.now(), extends=extends
    )


def _bound(request: HttpRequest, kind: Callable[..., Any], asking: Asking, place: str,
           **more: Any) -> Any:  # fmt: skip
    told = {"asking" if name == "offers" else name: value for name, value in more.items()}
    initial = begun(request, asking.around, place)
    return kind(request.POST or None, initial=initial, **told)


def _begun(
    request: HttpRequest, asking: Asking, form: Writing, begin: Callable[..., UUID],
    complaint: str, **sheet: Any,
) -> HttpResponse:  # fmt: skip
    """The page of a form, or the page of the letter that it began."""
    actor, case_id = actor_of(request), asking.around.id
    home = reverse("complaints:one", kwargs={"case_id": case_id, "complaint": complaint})
    shown = Sheet(around=asking.around, save_word=BEGIN, leads_to=home, **sheet)
    if request.method == "POST" and form.is_valid():
        near: Nearness = near_to(actor, case_id, now=clock.now())
        try:
            letter = begin(actor=actor, near=near, key=asking.key, leads_to=home, now=clock.now())
        except NotRight as no:
            form.add_error(no.field if no.field in form.fields else None, no.reason)
        else:
            return redirect("letters:write", case_id=case_id, letter_id=letter)
    return show(request, shown, form)
