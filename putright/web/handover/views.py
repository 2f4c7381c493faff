"""The handover of a case, of a leaver, and those that wait."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from putright.casework import permissions
from putright.casework.actions import handover as actions
from putright.casework.actor import Actor
from putright.casework.queries import handover as read
from putright.casework.queries.handover import HandoverPage
from putright.casework.refused import NotThere
from putright.gateways import clock
from putright.kit.say import _, ngettext
from putright.web.handover.forms import AcceptForm, AskForm, JudgementForm


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Handovers that wait for somebody, and colleagues who leave."""
    actor, now = actor_of(request), clock.now()
    given = {"waiting": read.waiting(actor, now=now), "leavers": read.leavers(actor, now=now)}
    return render(request, "handover/list.html.jinja", given, using="pages")


@require_safe
def leaver(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """The cases of somebody who leaves."""
    actor = actor_of(request)
    given = {
        "found": read.leaver(actor, user_id, now=clock.now()),
        "user_id": user_id,
        "said": _said(request),
    }
    return render(request, "handover/leaver.html.jinja", given, using="pages")


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """All that the next officer needs; whoever knows the case adds what no list can say."""
    actor = actor_of(request)
    seen = read.page(actor, case_id, now=clock.now())
    form = JudgementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.write(
            actor=actor, case=case_id, text=form.cleaned_data["text"], now=clock.now(),
            form=form.cleaned_data["once"],
        )  # fmt: skip
        messages.success(request, _("Written down for the next officer."))
        return redirect("handover:page", case_id=case_id)
    return _drawn(request, seen, form, AcceptForm())


@require_POST
def accept(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the ticked promises on."""
    actor = actor_of(request)
    seen = read.page(actor, case_id, now=clock.now())
    form = AcceptForm(request.POST)
    field = form.fields["promise"]
    field.choices = [(one.seen.key, "") for one in seen.promises]  # type: ignore[attr-defined]
    if not form.is_valid():
        return _drawn(request, seen, JudgementForm(), form)
    taken = actions.accept(
        actor=actor, case=case_id, keys=form.cleaned_data["promise"], now=clock.now(),
        form=form.cleaned_data["once"],
    )  # fmt: skip
    messages.success(
        request, ngettext("You took {n} promise on.", "You took {n} promises on.", taken)
    )
    return redirect("handover:page", case_id=case_id)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask about one promise before taking it on."""
    actor = actor_of(request)
    seen = read.page(actor, case_id, now=clock.now())
    key = request.GET.get("promise", "")
    found = next((one for one in seen.promises if one.seen.key == key), None)
    if found is None:
        raise NotThere
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.ask(
            actor=actor, case=case_id, key=key, question=form.cleaned_data["question"],
            now=clock.now(), form=form.cleaned_data["once"],
        )  # fmt: skip
        messages.success(request, _("Your question is in the timeline."))
        return redirect("handover:page", case_id=case_id)
    given = {"around": seen.around, "form": form, "found": found}
    return render(request, "handover/ask.html.jinja", given, using="pages")


def _drawn(
    request: HttpRequest, seen: HandoverPage, form: JudgementForm, accepting: AcceptForm
) -> HttpResponse:
    case = seen.around.id
    given = {
        "around": seen.around,
        "seen": seen,
        "form": accepting if accepting.is_bound else form,
        "writing": form,
        "accepting": accepting,
        "entry_at": reverse("cases:timeline", kwargs={"case_id": case}),
        "may_assign": permissions.can(actor_of(request), "board.see"),
        "said": _said(request),
    }
    return render(request, "handover/page.html.jinja", given, using="pages")


def _said(request: HttpRequest) -> list[str]:
    return [str(one) for one in messages.get_messages(request)]
