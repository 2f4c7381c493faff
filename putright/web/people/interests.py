"""One's own stakes: whom or which home somebody must not work on, and why."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from putright.casework import permissions
from putright.casework.actions import people as actions
from putright.casework.queries import people_found
from putright.gateways import clock
from putright.kit.say import _
from putright.web.people.forms import StakeForm
from putright.web.people.views import actor_of, sent_by


@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Tell of a stake: what is typed is looked up, one of what fits is chosen, and why."""
    actor = actor_of(request)
    permissions.check(actor, "staff.interest")
    fits = people_found.candidates(actor, request.POST.get("typed", ""), now=clock.now())
    form = StakeForm(sent_by(request), offered=[(one.key, one.words) for one in fits])
    if form.is_valid():
        told = form.cleaned_data
        if not fits:
            form.add_error("typed", _("Nothing here fits that. Try a reference or an address."))
        elif request.POST.get("step") == "save" and form.is_whole():
            actions.tell_stake(
                actor=actor, about=told["about"], typed=told["typed"], why=told["why"],
                now=clock.now(),
            )  # fmt: skip
            messages.success(request, _("Saved. From now on it does not exist for you here."))
            return redirect("people:interests")
    for name in ("about", "why"):  # both are asked for once there is something to choose from
        form.fields[name].required = bool(fits)
    given = {
        "form": form,
        "offered": bool(fits),
        "stakes": people_found.own_stakes(actor),
        "said": [str(one) for one in messages.get_messages(request)],
    }
    return render(request, "people/interests.html.jinja", given, using="pages")
