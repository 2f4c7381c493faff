"""The related cases of a case: seen, joined, refused, parted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from putright.casework.actions import links as actions
from putright.casework.queries import links as read
from putright.casework.queries.links import LinksPage, Suggested
from putright.casework.refused import NotThere, Refused
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import actor_of, draw
from putright.web.links.forms import DecideForm, JoinForm, PartForm
from putright.web.links.shown import picture


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The cases that belong to this one, and joining another by its reference."""
    actor, now = actor_of(request), clock.now()
    seen = read.page(actor, case_id, now=now)
    form = JoinForm(request.POST or None, choices=read.choices())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.join_named(
                actor=actor, case_id=case_id, reference=told["reference"], what=told["what"],
                why=told["why"], now=now, form=told["once"],
            )  # fmt: skip
        except Refused as no:
            form.add_error("reference", no.reason)
        else:
            messages.success(request, _("Joined. Neither timeline says so: only this page does."))
            return redirect("links:page", case_id=case_id)
    return _drawn(request, seen, form)


@require_POST
def decide(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Join what was suggested, or say that it is not the same."""
    actor, now = actor_of(request), clock.now()
    seen = read.page(actor, case_id, now=now)
    suggested = _asked(request, seen)
    form = _deciding(suggested, request)
    if not form.is_valid():
        return _drawn(request, seen, JoinForm(choices=read.choices()), form)
    told, other = form.cleaned_data, suggested.other.id
    reasons = [each.what for each in suggested.reasons]
    if told["says"] == "join":
        actions.join(
            actor=actor, case_id=case_id, other=other, what=told["what"] or reasons[0], why="",
            now=now, form=told["once"],
        )  # fmt: skip
        messages.success(request, _("Joined. Neither timeline says so: only this page does."))
    else:
        actions.refuse(
            actor=actor, case_id=case_id, other=other, whats=reasons, now=now, form=told["once"]
        )
        messages.success(request, _("Remembered: not the same. It is not suggested again."))
    return redirect("links:page", case_id=case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take a joining back, with the reason."""
    actor, now = actor_of(request), clock.now()
    seen = read.page(actor, case_id, now=now)
    told = request.POST if request.method == "POST" else request.GET
    key = (told.get("other", ""), told.get("what", ""))
    joined = next((each for each in seen.joined if (str(each.other.id), each.what) == key), None)
    if joined is None:
        raise NotThere
    form = PartForm(request.POST or None, initial={"other": joined.other.id, "what": joined.what})
    if request.method == "POST" and form.is_valid():
        actions.part(
            actor=actor, case_id=case_id, other=joined.other.id, what=joined.what,
            why=form.cleaned_data["why"], now=now, form=form.cleaned_data["once"],
        )  # fmt: skip
        messages.success(request, _("They are not joined any more. That they were stays kept."))
        return redirect("links:page", case_id=case_id)
    given = {"around": seen.around, "joined": joined, "form": form}
    return draw(request, "links/part.html.jinja", given)


def _drawn(
    request: HttpRequest, seen: LinksPage, form: JoinForm, deciding: DecideForm | None = None
) -> HttpResponse:
    given = {
        "around": seen.around,
        "page": seen,
        "form": deciding if deciding is not None else form,
        "joining": form,
        "picture": picture(seen.group),
        "suggested": [(each, _deciding(each)) for each in seen.suggested],
    }
    return draw(request, "links/page.html.jinja", given)


def _asked(request: HttpRequest, seen: LinksPage) -> Suggested:
    other = request.POST.get("other", "")
    found = next((each for each in seen.suggested if str(each.other.id) == other), None)
    if found is None:
        raise NotThere
    return found


def _deciding(suggested: Suggested, request: HttpRequest | None = None) -> DecideForm:
    return DecideForm(
        request.POST if request else None,
        choices=[(each.what, each.words) for each in suggested.reasons],
        initial={"other": suggested.other.id, "what": suggested.reasons[0].what},
        auto_id=f"{suggested.other.reference}-%s",
    )
