"""Telling residents that their contact is now somebody else."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from putright.casework.actions import contact_now as act
from putright.casework.actions.contact_now import Told
from putright.casework.queries.contact_now import Page, page
from putright.gateways import clock
from putright.kit.forms import Form, Said, TickField
from putright.kit.say import _, ngettext
from putright.web.board.views import actor_of, drawn


class TellForm(Form):
    """Which residents are emailed now, and that somebody looked at the addresses."""

    cases = TickField(
        label=_("Who is told by email now?"), required=True,
        error_messages={"required": _("Tick whom to tell, or begin a letter further down.")},
    )  # fmt: skip
    is_sure = forms.BooleanField(
        label=_("I looked at each address, and it reaches them and nobody else."),
        error_messages={"required": _("Make sure that each address reaches them and nobody else.")},
    )

    def __init__(self, *args: Any, seen: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cases"]
        assert isinstance(field, forms.MultipleChoiceField)
        words = _("{reference}, {name}: the contact is now {contact}")
        field.choices = [
            (
                str(one.case),
                Said(
                    words.format(reference=one.reference, name=one.name, contact=one.contact_name),
                    one.to,
                ),
            )
            for one in seen.rows
            if one.can_go
        ]


@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Whose residents do not know who acts now; those with a safe email are told from here."""
    actor, now = actor_of(request), clock.now()
    seen = page(actor, now=now)
    form = TellForm(request.POST if request.method == "POST" else None, seen=seen)
    if form.is_valid():
        cases = [UUID(case) for case in form.cleaned_data["cases"]]
        done = act.tell(actor=actor, cases=cases, is_sure=form.cleaned_data["is_sure"], now=now)
        if done.sent:
            words = ngettext("{n} message is on its way.", "{n} messages are on their way.",
                             done.sent)  # fmt: skip
            messages.success(request, words)
        if not done.not_sent:
            return redirect("board:contacts")
        return _not_gone(request, done)
    return _page(request, form, seen, {})


def _not_gone(request: HttpRequest, done: Told) -> HttpResponse:
    """What did not go, each with why and with the way to its own letter."""
    seen = page(actor_of(request), now=clock.now())
    form = TellForm({"cases": [str(case) for case in done.not_sent], "is_sure": "on"}, seen=seen)
    for one in seen.rows:
        if why := done.not_sent.get(one.case):
            words = _("{reference} did not go: {why} Begin its letter below.")
            form.add_error(None, words.format(reference=one.reference, why=why))
    return _page(request, form, seen, done.not_sent)


def _page(
    request: HttpRequest, form: TellForm, seen: Page, not_sent: Mapping[UUID, str]
) -> HttpResponse:
    by_hand = [
        (one, not_sent.get(one.case) or one.by_hand)
        for one in seen.rows if not one.can_go or one.case in not_sent
    ]  # fmt: skip
    return drawn(request, "contacts", form=form, seen=seen, by_hand=by_hand)


@require_POST
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin the letter of one case and go on with it on its page."""
    letter = act.begin(actor=actor_of(request), case=case_id, now=clock.now())
    return redirect("letters:write", case_id=case_id, letter_id=letter)
