"""Who answers out of hours: the list of turns, one form to add one, a button to take one away."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from putright.casework.actions import rota as act
from putright.casework.actions.rota import NewTurn
from putright.casework.actions.staffing import Unfit
from putright.casework.queries.rota import Rota, rota
from putright.gateways import clock
from putright.gateways.clock import LONDON
from putright.kit.forms import DayField, TimeField
from putright.kit.say import _
from putright.web.board.forms import Chooses
from putright.web.board.views import actor_of, drawn

EVERY = "every"
"""The choice of every team."""


class TurnForm(Chooses):
    """Who answers for whom, from when until when."""

    officer = forms.ChoiceField(
        label=_("Who answers?"), error_messages={"required": _("Choose who answers.")}
    )
    team = forms.ChoiceField(label=_("For which team?"))
    starts_on = DayField(label=_("First day"))
    starts_at = TimeField(label=_("From what time?"))
    ends_on = DayField(label=_("Last day"))
    ends_at = TimeField(
        label=_("Until what time?"),
        help_text=_("A turn counts only while the office is shut, so one from Monday to Monday "
                    "is seven nights and a weekend."),
    )  # fmt: skip

    def __init__(self, *args: Any, seen: Rota, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("officer", seen.staff)
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(team or EVERY), name) for team, name in seen.teams]

    @property
    def turn(self) -> NewTurn:
        """The turn that is asked for, by the clocks of here."""
        told, user = self.cleaned_data, self.chosen("officer")
        assert user is not None
        return NewTurn(
            user=user,
            team=None if told["team"] == EVERY else UUID(told["team"]),
            starts_at=datetime.combine(told["starts_on"], told["starts_at"], LONDON),
            ends_at=datetime.combine(told["ends_on"], told["ends_at"], LONDON),
        )


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The turns, and one more."""
    actor, now = actor_of(request), clock.now()
    seen = rota(actor, now=now)
    begins = seen.turns[-1].ends_at if seen.turns else datetime.combine(now.date(), time(17))
    initial = {
        "starts_on": begins.date(), "starts_at": begins.time(),
        "ends_on": begins.date() + timedelta(days=7), "ends_at": time(9),
    }  # fmt: skip
    form = TurnForm(request.POST if request.method == "POST" else None, seen=seen, initial=initial)
    if form.is_valid():
        try:
            act.add(actor=actor, turn=form.turn, now=now)
        except Unfit as no:
            form.add_error(no.field, no.reason)
        else:
            messages.success(request, _("The turn is set."))
            return redirect("board:rota")
    return drawn(request, "rota", form=form, seen=seen)


@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Take a turn away."""
    act.drop(actor=actor_of(request), turn=number, now=clock.now())
    messages.success(request, _("The turn was taken away."))
    return redirect("board:rota")
