"""Putting an offer by its letter, the answer to it, and its payment."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from putright.casework.actions import redress_put as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import redress as read
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.dates import pounds
from putright.kit.say import _
from putright.sheets import shown as shapes
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page, show
from putright.web.redress import forms
from putright.web.redress.views import home


@form_page
def put(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Begin the letter that puts an agreed offer to the resident."""
    actor, now = actor_of(request), clock.now()
    told = read.putting(actor, case_id, now=now, number=number)
    first = {"until": told.open_until} if told.open_until else {}
    initial = begun(request, told.around, "redress-put", **first)
    form = forms.PutForm(request.POST or None, initial=initial)
    sheet = Sheet(
        around=told.around, title=_("Put the offer to the resident"), place="redress-put",
        save_word=_("Write the letter"), template="redress/decide.html.jinja",
        given={"one": told.request, "put": shapes},
        words=(
            _("The letter says what each sum is for, and what a yes changes. You see it and can "
              "change it before it goes. The offer is made when the letter is sent."),
        ),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            letter = actions.begin_letter(
                actor=actor, case_id=case_id, number=number, until=form.cleaned_data["until"],
                leads_to=home(case_id), now=now,
            )  # fmt: skip
            return redirect(reverse("letters:write", args=(case_id, letter)))
        except NotRight as no:
            form.add_error(no.field or None, no.reason)
    return show(request, sheet, form)


@form_page
def hear(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what the resident says of the offer."""
    actor, now = actor_of(request), clock.now()
    told = read.putting(actor, case_id, now=now)
    initial = begun(request, told.around, "redress-answer")
    form = forms.AnswerForm(
        request.POST or None, request.FILES or None, initial=initial, now=now, told=told
    )

    def save(sent: Sent) -> Saved:
        return actions.hear(actor=actor, sent=sent, told=form.heard, now=now)

    words = [
        _("Offered in all: {sum}.").format(sum=pounds(told.ledger.offered)),
        _("Any answer is right, and there is no hurry. A yes does not end the complaint, nor the "
          "way to the Ombudsman. Tell them so."),
    ]  # fmt: skip
    if told.latest is None:
        words.append(_("Nobody's policy here says by when a yes is paid: choose a day."))
    sheet = Sheet(
        around=told.around, title=_("What they say of the offer"), place="redress-answer",
        words=tuple(words), save_word=_("Save their answer"), leads_to=home(case_id),
        template="redress/sheet.html.jinja",
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def pay(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down a payment."""
    actor, now = actor_of(request), clock.now()
    told = read.putting(actor, case_id, now=now)
    initial = begun(request, told.around, "redress-pay")
    form = forms.PayForm(
        request.POST or None, request.FILES or None, initial=initial, now=now, told=told
    )

    def save(sent: Sent) -> Saved:
        return actions.pay(actor=actor, sent=sent, told=form.paid, now=now)

    owed = told.ledger.owed
    said = _("Still to pay: {sum}.")
    if not owed.is_known:
        said = _("Still to pay: {sum} to {most}. The order does not say whether earlier offers are "
                 "inside. Ask the Ombudsman.")  # fmt: skip
    sheet = Sheet(
        around=told.around, title=_("Record a payment"), place="redress-pay",
        words=(said.format(sum=pounds(owed.low), most=pounds(owed.high)),),
        save_word=_("Save the payment"), leads_to=home(case_id),
        template="redress/sheet.html.jinja",
    )  # fmt: skip
    return answer(request, sheet, form, save)
