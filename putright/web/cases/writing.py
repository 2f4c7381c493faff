"""Adding to a case: a note, evidence, a new incident, what excuses a promise."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from putright.casework.actions import cases as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import case_choices
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.cases import forms


@form_page
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write a note."""
    actor, now = actor_of(request), clock.now()
    offered = case_choices.choices(actor, case_id, now=now, permission="case.note")
    form = forms.NoteForm(
        request.POST or None,
        request.FILES or None,
        now=now,
        initial=begun(request, offered.around, "case-note"),
    )

    def save(sent: Sent) -> Saved:
        text = form.cleaned_data["text"]
        return actions.note(actor=actor, sent=sent, text=text, when=form.when, now=now)

    words = (
        _("A note is for us. What was said to somebody, or tried, is a contact: log it as one."),
    )
    sheet = Sheet(
        around=offered.around, title=_("Add a note"), place="case-note", words=words,
        save_word=_("Save the note"),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def evidence(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add something that shows what happens."""
    actor, now = actor_of(request), clock.now()
    offered = case_choices.choices(actor, case_id, now=now, permission="case.note")
    form = forms.EvidenceForm(
        request.POST or None,
        request.FILES or None,
        now=now,
        proofs=offered.proofs,
        people=offered.people,
        initial=begun(request, offered.around, "case-evidence"),
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.evidence(
            actor=actor, sent=sent, kind=told["kind"], source=told["source"], text=form.said,
            when=form.when, now=now,
        )  # fmt: skip

    sheet = Sheet(
        around=offered.around, title=_("Add evidence"), place="case-evidence",
        words=(_("What the resident sends in is something to answer: a promise begins."),),
        save_word=_("Save the evidence"),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def incident(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take a new incident in this case."""
    actor, now = actor_of(request), clock.now()
    offered = case_choices.choices(actor, case_id, now=now, permission="case.note")
    if offered.is_closed and request.method != "POST":
        return draw(request, "cases/closed.html.jinja", {"around": offered.around})
    form = forms.IncidentForm(
        request.POST or None,
        request.FILES or None,
        now=now,
        tellers=offered.tellers,
        channels=offered.channels,
        kinds=offered.kinds,
        others=offered.others,
        initial=begun(request, offered.around, "case-incident"),
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.incident(
            actor=actor, sent=sent, teller=told["teller"], kinds=told["kinds"],
            against=told.get("against", []), channel=told["channel"],
            incident_on=told["incident_on"], text=told["text"], now=now,
        )  # fmt: skip

    words = (
        _("Is anyone in danger now? Then 999 first."),
        _("Its clocks begin now, as it is told."),
    )
    sheet = Sheet(
        around=offered.around, title=_("New incident"), place="case-incident", words=words,
        save_word=_("Save the incident"),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def excuse(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what excuses a promise."""
    actor, now = actor_of(request), clock.now()
    key = request.GET.get("promise", "")
    about = case_choices.about_promise(actor, case_id, key, now=now)
    offered = about.choices
    form = forms.ExcuseForm(
        request.POST or None,
        request.FILES or None,
        now=now,
        acts=about.acts,
        people=offered.people,
        initial=begun(request, offered.around, "case-excuse", act=about.acts[0][0]),
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.excuse(
            actor=actor, sent=sent, act=told["act"], by=told["by"], text=told["text"],
            when=form.when, now=now,
        )  # fmt: skip

    if about.by_clause:
        words = _("The clause lets this promise go only for what is below, and only before it is "
                  "due. What was missed stays missed.")  # fmt: skip
    else:
        words = _("No clause lets this promise go. You can write down that the resident does not "
                  "want it; the promise stays open for a person to decide.")  # fmt: skip
    sheet = Sheet(
        around=offered.around, title=_("Excuse a promise"), place="case-excuse", words=(words,),
        save_word=_("Save"), given={"promise": about.promise},
    )  # fmt: skip
    return answer(request, sheet, form, save)
