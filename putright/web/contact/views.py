"""Logging a contact or an attempt; a promise by itself; what was saved, read back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from putright.casework.actions import contacts as logging
from putright.casework.actions.contacts import Sent, Upload
from putright.casework.actor import Actor
from putright.casework.queries import contacts, drafts
from putright.casework.queries.contacts import Writing
from putright.casework.refused import Changed
from putright.gateways import clock
from putright.kit.shown import EntryShown
from putright.sheets import shown as put
from putright.sheets.acts import page_of
from putright.sheets.address import Query
from putright.web.contact.forms import ContactForm, PromiseForm

LISTS = ("keeps", "contains")
LEFT_OUT = ("csrfmiddlewaretoken", "once", "seen", "kept_files", "switch")


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The page for one contact or attempt, drawn for one person, and saved."""
    if request.method == "GET":
        return _elsewhere(request, case_id) or _opened(request, case_id)
    page = _writing(request, case_id, request.POST.get("whom", ""))
    if "switch" in request.POST:
        return _draw(request, _unbound(page, _fields(request), request.POST.get("once")))
    return _save(request, page)


@require_POST
def person(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The part of the page that depends on whom the contact was with."""
    page = _writing(request, case_id, request.POST.get("whom", ""))
    form = _unbound(page, _fields(request), request.POST.get("once"))
    given = {"form": form, "page": page}
    return render(request, "contact/whom.html.jinja", given, using="pages")


@require_GET
def saved(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """What was saved, what is now promised, and what the words raise as a question."""
    told = contacts.logged(_actor(request), case_id, number, now=clock.now())
    answered = set(request.GET.getlist("no"))
    asked = [one for place, one in enumerate(told.questions) if str(place) not in answered]
    given = {
        "told": told,
        "number": number,
        "asked": asked,
        "places": {one: place for place, one in enumerate(told.questions)},
        "answered": sorted(answered),
        "form_ids": [uuid4() for _one in asked],
    }
    return render(request, "contact/saved.html.jinja", given, using="pages")


@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A promise by itself, or one that the words of a note were."""
    page = _writing(request, case_id)
    people = [(one.key, one.name) for one in page.people]
    today = clock.today()
    if request.method == "GET":
        draft = drafts.restore(_actor(request), _place("promise", case_id))
        kept = {name: _first(values) for name, values in (draft.fields if draft else {}).items()}
        form = PromiseForm(people=people, today=today, initial=kept | {"seen": page.seen})
        return _draw_promise(request, page, form)
    form = PromiseForm(request.POST, people=people, today=today)
    if not form.is_valid():
        return _draw_promise(request, page, form)
    given = form.cleaned_data
    try:
        done = logging.promise(
            actor=_actor(request),
            case_id=case_id,
            promised=form.told(),
            whom=given["whom"],
            sent=Sent(given["seen"], given["once"], _place("promise", case_id)),
            now=clock.now(),
        )
    except Changed as changed:
        again = PromiseForm(_seen_now(request, page), people=people, today=today)
        return _draw_promise(request, page, again, _added(request, case_id, changed))
    return redirect(_saved_address(done.case_id, done.number))


def _elsewhere(request: HttpRequest, case_id: UUID) -> HttpResponse | None:
    """The page of the promise's own act, where it has one: risk questions are no contact."""
    if "promise" not in request.GET:
        return None
    own = page_of(_writing(request, case_id).asked_acts)
    address = put.place(own, case_id) if own else ""
    if not address:
        return None
    return redirect(Query({"promise": [request.GET["promise"][:400]]}).on(address))


def _opened(request: HttpRequest, case_id: UUID) -> HttpResponse:
    draft = drafts.restore(_actor(request), _place("contact", case_id))
    whom = request.GET.get("person", "")
    fields = draft.fields if draft else {}
    page = _writing(request, case_id, whom or _first(fields.get("whom")))
    form = _unbound(page, fields if draft else {}, None)
    return _draw(request, form, kept_at=draft.saved_at if draft else None)


def _save(request: HttpRequest, page: Writing) -> HttpResponse:
    form = ContactForm(request.POST, request.FILES, page=page, now=clock.now())
    form.kept, faults = _keep_files(request, page.case_id)
    is_valid = form.is_valid()
    for words in faults:
        form.add_error("papers", words)
    if faults or not is_valid:
        return _draw(request, form)
    given = form.cleaned_data
    try:
        done = logging.log(
            actor=_actor(request),
            case_id=page.case_id,
            told=form.told(),
            sent=Sent(given["seen"], given["once"], _place("contact", page.case_id)),
            now=clock.now(),
        )
    except Changed as changed:
        again = ContactForm(_seen_now(request, page), page=page, now=clock.now())
        again.kept = form.kept
        return _draw(request, again, added=_added(request, page.case_id, changed))
    return redirect(_saved_address(done.case_id, done.number))


def _keep_files(request: HttpRequest, case_id: UUID) -> tuple[dict[UUID, str], tuple[str, ...]]:
    """Files are kept at once, so that a mistake elsewhere does not lose them."""
    listed = (_uuid(one) for one in request.POST.get("kept_files", "").split(","))
    before = [one for one in listed if one is not None]
    uploads = [Upload(file.name or "", file.chunks()) for file in request.FILES.getlist("papers")]
    if not before and not uploads:
        return {}, ()
    return logging.keep_files(
        actor=_actor(request), case_id=case_id, uploads=uploads, before=before, now=clock.now()
    )


def _draw(
    request: HttpRequest,
    form: ContactForm,
    *,
    added: Sequence[EntryShown] = (),
    kept_at: Any = None,
) -> HttpResponse:
    place = _place("contact", form.page.case_id)
    given = {
        "form": form,
        "page": form.page,
        "added": added,
        "kept_at": kept_at,
        "place": place,
        "kept_files": form.kept,
    }
    return render(request, "contact/log.html.jinja", given, using="pages")


def _draw_promise(
    request: HttpRequest, page: Writing, form: PromiseForm, added: Sequence[EntryShown] = ()
) -> HttpResponse:
    place = _place("promise", page.case_id)
    given = {"form": form, "page": page, "added": added, "place": place}
    return render(request, "contact/promise.html.jinja", given, using="pages")


def _unbound(page: Writing, fields: Mapping[str, Sequence[str]], once: str | None) -> ContactForm:
    """The form with what was typed and nothing said of mistakes."""
    initial: dict[str, Any] = {
        name: list(values) if name in LISTS else _first(values)
        for name, values in fields.items()
        if name not in LEFT_OUT
    }
    initial |= {"whom": page.whom.key, "once": _uuid(once or "") or uuid4()}
    return ContactForm(initial=initial, page=page, now=clock.now())


def _writing(request: HttpRequest, case_id: UUID, whom: str = "") -> Writing:
    ticked = request.GET.get("promise", "")
    return contacts.writing(
        _actor(request), case_id, now=clock.now(), whom=whom, promise=ticked[:400]
    )


def _added(request: HttpRequest, case_id: UUID, changed: Changed) -> list[EntryShown]:
    return contacts.added_since(_actor(request), case_id, changed.since, now=clock.now())


def _seen_now(request: HttpRequest, page: Writing) -> Any:
    data = request.POST.copy()
    data["seen"] = str(page.seen)
    return data


def _saved_address(case_id: UUID, number: int) -> str:
    return reverse("contact:saved", kwargs={"case_id": case_id, "number": number})


def _place(kind: str, case_id: UUID) -> str:
    return f"{kind}:{case_id}"


def _fields(request: HttpRequest) -> dict[str, list[str]]:
    return {name: [str(one) for one in values] for name, values in request.POST.lists()}


def _first(values: Sequence[str] | None) -> str:
    return values[0] if values else ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
