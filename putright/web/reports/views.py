"""Taking a report: the page, the parts of it that are looked up, and what to read out after it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from putright.casework import permissions
from putright.casework.actions import reports as taking
from putright.casework.actions.contacts import Upload
from putright.casework.actor import Actor
from putright.casework.queries import drafts, reports
from putright.casework.refused import SentTwice
from putright.gateways import clock
from putright.web.reports.forms import ReportForm, uuid_or_none

PLACE = "report:"
LOOKED_UP = {"who": "people", "where": "homes", "against": "others"}
LISTS = ("kinds", "safe", "unsafe")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The page of a new report, looked up, begun from a search, or saved."""
    actor = _actor(request)
    permissions.check(actor, "report.take")
    if request.method == "GET" or "once" not in request.POST:
        return _page(request, _begun(request, actor))
    if "look" in request.POST:
        return _page(request, _unbound(_fields(request), request.POST["once"]))
    form = ReportForm(request.POST, request.FILES, today=clock.today())
    if not form.is_valid() or not _is_sent(actor, form):
        form.ask({name: _found(request, form, part)[part] for name, part in LOOKED_UP.items()})
    return _save(request, actor, form) if form.is_valid() else _page(request, form)


def _is_sent(actor: Actor, form: ReportForm) -> bool:
    """Whether it was saved already: whoever it named is known since, and nothing is to be asked."""
    once: UUID | None = form.cleaned_data["once"]
    return once is not None and drafts.was_sent(actor, once)


def _save(request: HttpRequest, actor: Actor, form: ReportForm) -> HttpResponse:
    once: UUID | None = form.cleaned_data["once"]
    uploads = [Upload(file.name or "", file.chunks()) for file in form.cleaned_data["papers"]]
    try:
        taken = taking.take(
            actor=actor,
            told=form.told(),
            form=once,
            now=clock.now(),
            place=f"{PLACE}{once}" if once else "",
            uploads=uploads,
        )
    except SentTwice as before:
        case = before.led_to.get("case")
        return redirect(reverse("reports:done", kwargs={"case_id": case}) if case else "/")
    for words in taken.not_kept:
        messages.warning(request, words)
    address = reverse("reports:done", kwargs={"case_id": taken.case_id})
    return redirect(f"{address}?entry={taken.entry}")


@require_GET
def done(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What to tell the caller before the call ends."""
    entry = request.GET.get("entry", "")[:80]
    told = reports.promised(_actor(request), case_id, entry, now=clock.now())
    given = {"told": told, "warnings": [str(one) for one in messages.get_messages(request)]}
    return render(request, "reports/done.html.jinja", given, using="pages")


@require_POST
def who(request: HttpRequest) -> HttpResponse:
    """People whom the typed words may mean, to choose from."""
    return _part(request, "reports/who.html.jinja", "people")


@require_POST
def where(request: HttpRequest) -> HttpResponse:
    """Homes that the typed words may mean."""
    return _part(request, "reports/where.html.jinja", "homes")


@require_POST
def against(request: HttpRequest) -> HttpResponse:
    """People who may be the one complained of."""
    return _part(request, "reports/against.html.jinja", "others")


@require_POST
def beside(request: HttpRequest) -> HttpResponse:
    """Open cases of whoever and whatever was chosen."""
    return _part(request, "reports/beside.html.jinja", "open_cases")


def _part(request: HttpRequest, template: str, part: str) -> HttpResponse:
    permissions.check(_actor(request), "report.take")
    form = _unbound(_fields(request), request.POST.get("once", ""))
    given = {"form": form, **_found(request, form, part)}
    return render(request, template, given, using="pages")


def _page(request: HttpRequest, form: ReportForm) -> HttpResponse:
    given = {
        "form": form,
        "place": f"{PLACE}{form['once'].value()}",
        "unfinished": _unfinished(request, form),
        **_found(request, form),
    }
    return render(request, "reports/new.html.jinja", given, using="pages")


def _begun(request: HttpRequest, actor: Actor) -> ReportForm:
    """An empty form; or with what was searched for, or chosen, or kept as a draft."""
    asked_for = uuid_or_none(request.GET.get("draft", ""))
    kept = drafts.restore(actor, f"{PLACE}{asked_for}") if asked_for else None
    if kept is not None:
        return _unbound(kept.fields, str(asked_for))
    typed = next((request.POST[name] for name in ("who", "typed", "q") if name in request.POST), "")
    fields = {"who": [typed[:120]]}
    if closed := uuid_or_none(request.GET.get("after", "")):
        person, home = reports.after(actor, closed, now=clock.now())
        told = {"join": closed, "person": person, "home": home}
        fields |= {name: [str(value)] for name, value in told.items() if value}
    for name in ("person", "home"):
        if chosen := uuid_or_none(request.GET.get(name, "")):
            fields[name] = [str(chosen)]
    return _unbound(fields, str(uuid4()))


def _unbound(fields: Mapping[str, Sequence[str]], once: str) -> ReportForm:
    """The form with what was typed and nothing said of mistakes."""
    initial: dict[str, Any] = {
        name: list(values) if name in LISTS else (values[0] if values else "")
        for name, values in fields.items()
        if name not in ("csrfmiddlewaretoken", "once", "look", "asked")
    }
    return ReportForm(
        initial=initial | {"once": uuid_or_none(once) or uuid4()}, today=clock.today()
    )


def _fields(request: HttpRequest) -> dict[str, list[str]]:
    return {name: [str(one) for one in values] for name, values in request.POST.lists()}


def _found(request: HttpRequest, form: ReportForm, *only: str) -> dict[str, Any]:
    """What stands beside the typed words: who and where they may mean, and what is open there."""
    actor, now = _actor(request), clock.now()
    person = uuid_or_none(form["person"].value())
    home = uuid_or_none(form["home"].value())
    accused = uuid_or_none(form["against_person"].value())

    def typed(name: str) -> str:
        return str(form[name].value() or "")

    parts: dict[str, Callable[[], object]] = {
        "people": lambda: reports.people_like(actor, typed("who"), chosen=person, now=now),
        "others": lambda: reports.people_like(actor, typed("against"), chosen=accused, now=now),
        "homes": lambda: reports.homes_like(actor, typed("where"), chosen=home),
        "open_cases": lambda: reports.open_beside(actor, person=person, home=home, now=now),
    }
    return {name: find() for name, find in parts.items() if not only or name in only}


def _unfinished(request: HttpRequest, form: ReportForm) -> list[dict[str, Any]]:
    """Reports that the reader began and did not save, other than the one on the page."""
    own = f"{PLACE}{form['once'].value()}"
    kept = drafts.unfinished(_actor(request), PLACE, now=clock.now())
    return [
        {"id": one.place.removeprefix(PLACE), "place": one.place, "at": one.saved_at}
        for one in kept
        if one.place != own
    ]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
