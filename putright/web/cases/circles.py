"""Who may see a case: its circle, and opening a restricted one with a reason."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from putright.casework.actions import restrict as actions
from putright.casework.actions.adding import Sent
from putright.casework.queries import case_choices, cases
from putright.casework.queries.case_choices import Circle
from putright.casework.queries.case_glass import restricted_reference
from putright.casework.refused import Changed
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import actor_of, draw, form_page
from putright.web.cases import forms


@form_page
def restrict(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """See who is cleared; restrict or open, clear somebody or end a clearance, with a reason."""
    actor, now = actor_of(request), clock.now()
    circle = case_choices.circle(actor, case_id, now=now)
    what = request.POST.get("what", "")
    form = _form(request, circle, what)
    if request.method == "POST" and form.is_valid():
        sent = Sent(
            near=cases.near_to(actor, case_id, now=now),
            form=form.cleaned_data.get("once"),
            seen=form.cleaned_data.get("seen"),
        )
        try:
            _do(request, sent, what, form)
        except Changed:
            form.add_error(None, _("Somebody else added to the case. Look again, then save."))
        else:
            return redirect("cases:restrict", case_id=case_id)
    return _draw(request, circle, form, what)


@form_page
def break_glass(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A restricted case: its reference, and a reason to open it."""
    actor, now = actor_of(request), clock.now()
    reference = restricted_reference(actor, case_id, now=now)
    if reference is None:
        cases.near_to(actor, case_id, now=now)
        return redirect("cases:page", case_id=case_id)
    form = forms.GlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.break_glass(
            actor=actor,
            case_id=case_id,
            why=form.cleaned_data["why"],
            form=form.cleaned_data.get("once"),
            now=now,
        )
        return redirect("cases:page", case_id=case_id)
    given = {"form": form, "reference": reference, "case_id": case_id}
    return render(request, "cases/break_glass.html.jinja", given, using="pages")


def _form(request: HttpRequest, circle: Circle, what: str) -> forms.RestrictForm | forms.ClearForm:
    if what == "clear":
        return forms.ClearForm(request.POST, others=circle.others)
    return forms.RestrictForm(request.POST if request.method == "POST" else None)


def _do(
    request: HttpRequest, sent: Sent, what: str, form: forms.RestrictForm | forms.ClearForm
) -> None:
    actor, now, told = actor_of(request), clock.now(), form.cleaned_data
    why = told["why"]
    if what in ("restrict", "open"):
        actions.restrict(actor=actor, sent=sent, is_restricted=what == "restrict", why=why, now=now)
    elif what == "clear":
        actions.clear(actor=actor, sent=sent, user=UUID(told["user"]), why=why, now=now)
    elif what == "end" and told["user"]:
        actions.end_clearance(actor=actor, sent=sent, user=told["user"], why=why, now=now)


def _draw(
    request: HttpRequest, circle: Circle, form: forms.RestrictForm | forms.ClearForm, what: str
) -> HttpResponse:
    head = {"seen": circle.around.head}
    turned = "open" if circle.around.is_restricted else "restrict"
    is_sent = request.method == "POST"
    turn = forms.RestrictForm(initial={**head, "what": turned}, prefix=None, auto_id="turn_%s")
    clear = forms.ClearForm(initial=head, others=circle.others, auto_id="clear_%s")
    given = {
        "around": circle.around,
        "circle": circle,
        "form": form if is_sent else turn,
        "turn": form if is_sent and what in ("restrict", "open") else turn,
        "clear": form if is_sent and what == "clear" else clear,
        "ends": [
            (one, forms.RestrictForm(
                initial={**head, "what": "end", "user": one.user}, auto_id=f"end_{place}_%s"
            ))
            for place, one in enumerate(circle.cleared)
        ],
        "address": reverse("cases:restrict", kwargs={"case_id": circle.around.id}),
    }  # fmt: skip
    return draw(request, "cases/restrict.html.jinja", given)
