"""What is done with something that came in; who was faster than somebody else is said."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from putright.casework.actions import (
    triage,
    triage_complaint,
    triage_new,
    triage_place,
    triage_receipt,
)
from putright.casework.queries import complaint_forms, triage_page
from putright.casework.refused import NotRight
from putright.casework.triage_words import MAIL
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import Query
from putright.web.triage import forms
from putright.web.triage.shown import actor_of, draw, form_page, moved

ALSO_COMPLAINT = "complaint"


@require_POST
def claim(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take it."""
    return _pressed(request, item_id, triage.claim, _("You have taken it."))


@require_POST
def unpark(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take it up again."""
    return _pressed(request, item_id, triage.unpark, _("It is in the queue again."))


@require_POST
def undo(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take the last step back."""
    return _pressed(request, item_id, triage.undo, _("The last step is undone."))


@require_POST
def receipt(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Tell whoever wrote that we have it."""
    return _pressed(request, item_id, triage_receipt.send, _("The receipt is on its way."))


@require_POST
def report(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Begin a report with what was written, on the page where reports are taken."""
    actor, now = actor_of(request), clock.now()
    try:
        draft = triage_new.begin_report(actor=actor, moved=moved(request, item_id), now=now)
    except NotRight as no:
        messages.warning(request, no.reason)
        return redirect("triage:page", item_id=item_id)
    return redirect(Query({"draft": [str(draft)]}).on(reverse("reports:new")))


@form_page
def pass_on(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Pass it to a team or a colleague."""
    actor, now = actor_of(request), clock.now()
    allowed = triage_page.choices(actor, item_id, now=now)
    form = forms.PassForm(_sent(request), teams=allowed.teams, people=allowed.people,
                          initial=_begun(request, item_id))  # fmt: skip

    def save() -> None:
        triage.pass_on(
            actor=actor, moved=moved(request, item_id), team=form.chosen("team"),
            officer=form.chosen("officer"), why=form.cleaned_data["why"], now=now,
        )  # fmt: skip

    return _form(request, item_id, form, save, _("Pass it on"), _("Pass it on"), _("Passed on."))


@form_page
def park(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Put it off until a time."""
    actor, now = actor_of(request), clock.now()
    form = forms.ParkForm(_sent(request), today=now.date(), initial=_begun(request, item_id))

    def save() -> None:
        triage.park(actor=actor, moved=moved(request, item_id), until=form.until(now),
                    why=form.cleaned_data["why"], now=now)  # fmt: skip

    words = _("It comes back into the queue by itself, and waits for you until then.")
    return _form(request, item_id, form, save, _("Put it off"), _("Put it off"),
                 _("Put off."), words)  # fmt: skip


@form_page
def end(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """End what goes into no case."""
    actor, now = actor_of(request), clock.now()
    row, _standing = triage_page.find(actor, item_id, now=now)
    form = forms.EndForm(_sent(request), needs_why=row.kind in MAIL,
                         initial=_begun(request, item_id))  # fmt: skip

    def save() -> None:
        told = form.cleaned_data
        triage.end(actor=actor, moved=moved(request, item_id), outcome=told["outcome"],
                   why=told["why"], now=now)  # fmt: skip

    return _form(request, item_id, form, save, _("It goes into no case"), _("Save how it ended"),
                 _("Ended. It stays here to be found, and can be undone."))  # fmt: skip


@form_page
def place(request: HttpRequest, item_id: UUID, case_id: UUID) -> HttpResponse:
    """Put it into a case; with the other button, and take it as a complaint there."""
    if request.POST.get("then") == ALSO_COMPLAINT or request.POST.get("complains"):
        return _complain_here(request, item_id, case_id)
    actor, now = actor_of(request), clock.now()
    row = triage_page.words(actor, item_id, now=now)
    senders = triage_place.senders(actor, case_id, now=now)
    initial = _begun(request, item_id) | {"unhappy": bool(row.unhappy)}
    form = forms.PlaceForm(_sent(request), senders=senders, initial=initial)
    done: list[triage_place.Done] = []

    def save() -> None:
        done.append(triage_place.place(actor=actor, moved=moved(request, item_id),
                                       told=form.placed(case_id), now=now))  # fmt: skip

    answer = _form(
        request, item_id, form, save, _("Put it into a case"), _("Put it into this case"),
        _("It stands in the case, with what came with it."), template="place", complains=False,
        case=triage_page.case_words(actor, case_id, now=now), case_id=case_id, row=row,
    )  # fmt: skip
    _say_not_kept(request, done)
    return answer


def _complain_here(request: HttpRequest, item_id: UUID, case_id: UUID) -> HttpResponse:
    """What a complaint needs besides; until it is saved, what came waits as it did."""
    actor, now = actor_of(request), clock.now()
    row = triage_page.words(actor, item_id, now=now)
    given = {name: request.POST.get(name, "") for name in ("whom", "asks", "wants_call")}
    form = forms.ComplainHereForm(
        request.POST if request.POST.get("complains") else None,
        senders=triage_place.senders(actor, case_id, now=now),
        asking=complaint_forms.logging(actor, case_id, 0, now=now),
        initial=_begun(request, item_id) | given,
    )  # fmt: skip
    done: list[tuple[triage_place.Done, str]] = []

    def save() -> None:
        done.append(triage_complaint.complain_here(
            actor=actor, moved=moved(request, item_id), row=row, told=form.complaining(case_id),
            now=now,
        ))  # fmt: skip

    words = _("It stays in triage until you save the complaint, which counts from when it came.")
    answer = _form(
        request, item_id, form, save, _("Put it into a case and take it as a complaint"),
        _("Save the complaint"), _("Saved."), words, template="place", complains=True,
        case=triage_page.case_words(actor, case_id, now=now), case_id=case_id, row=row,
    )  # fmt: skip
    if not done:
        return answer
    _say_not_kept(request, [one for one, _key in done])
    return redirect("complaints:one", case_id=case_id, complaint=done[0][1])


def _say_not_kept(request: HttpRequest, done: list[triage_place.Done]) -> None:
    for name in done[0].not_kept if done else ():
        messages.warning(request, _("{name} could not be kept with the case; it stays here.")
                         .format(name=name))  # fmt: skip


@form_page
def complaint(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Take it as a complaint of somebody who has no case here."""
    actor, now = actor_of(request), clock.now()
    opened = triage_page.page(actor, item_id, now=now)
    row, _standing = triage_page.find(actor, item_id, now=now)
    people = [(str(one.id), f"{one.name}, {one.home}" if one.home else one.name)
              for one in opened.guesses.people]  # fmt: skip
    told = {
        "name": row.sender_name, "text": triage_place.words_of(row),
        "email": row.sender if "@" in row.sender else "",
        "phone": "" if "@" in row.sender else row.sender[:40],
    }  # fmt: skip
    form = forms.ComplaintForm(
        _sent(request), people=people, staff=complaint_forms.staff_choices(actor, now=now),
        initial=_begun(request, item_id) | told,
    )  # fmt: skip
    made: list[tuple[UUID, str]] = []

    def save() -> None:
        made.append(triage_new.complain(actor=actor, moved=moved(request, item_id),
                                        told=form.told(row.home), now=now))  # fmt: skip

    words = _("It opens a case of its own, and counts from when it came. If they have a case, put "
              "it there instead.")  # fmt: skip
    answer = _form(request, item_id, form, save, _("A new complaint"), _("Save the complaint"),
                   _("Saved."), words)  # fmt: skip
    if made:
        return redirect("complaints:one", case_id=made[0][0], complaint=made[0][1])
    return answer


def _pressed(
    request: HttpRequest, item_id: UUID, act: Callable[..., None], words: str
) -> HttpResponse:
    """A button that needs no form: done, or why not."""
    try:
        act(actor=actor_of(request), moved=moved(request, item_id), now=clock.now())
    except NotRight as no:
        messages.warning(request, no.reason)
    else:
        messages.success(request, words)
    return redirect("triage:page", item_id=item_id)


def _form(
    request: HttpRequest, item_id: UUID, form: forms.VersionForm, save: Callable[[], None],
    title: str, save_word: str, saved: str, words: str = "", template: str = "form", **given: Any,
) -> HttpResponse:  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            save()
        except NotRight as no:
            form.add_error(no.field if no.field in form.fields else None, no.reason)
        else:
            messages.success(request, saved)
            return redirect("triage:list")
    return draw(request, template, form=form, title=title, save_word=save_word, words=words,
                item_id=item_id, **given)  # fmt: skip


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _begun(request: HttpRequest, item_id: UUID) -> dict[str, Any]:
    row, _standing = triage_page.find(actor_of(request), item_id, now=clock.now())
    return {"version": row.version}
