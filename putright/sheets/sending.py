"""How every form of a case is shown, sent, and shown again with nothing lost."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from putright.casework.actions import drafts
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.files import NotKept, keep, kept_before, names_kept
from putright.casework.actor import Actor
from putright.casework.queries import case_file, cases
from putright.casework.queries.case_file import Around
from putright.casework.queries.case_promises import by_when
from putright.casework.queries.drafts import restore, writing_now
from putright.casework.refused import Changed, NotRight
from putright.gateways import clock
from putright.kit.dates import sentence_case
from putright.kit.say import _
from putright.sheets import shown
from putright.sheets.forms import WithFiles, Writing

Save = Callable[[Sent], Saved]
form_page = require_http_methods(["GET", "HEAD", "POST"])
"""A page that shows a form, and takes it when it is sent."""


class Sheet(Struct, frozen=True, kw_only=True):
    """A form of a case as a page: its heading, its words, its template, where drafts are kept.

    ``leads_to`` is where saving leads; left out, to the new entry of the timeline.
    """

    around: Around
    title: str
    place: str
    words: tuple[str, ...] = ()
    save_word: str = ""
    template: str = "cases/form.html.jinja"
    given: dict[str, Any] = {}
    leads_to: str = ""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def begun(request: HttpRequest, around: Around, place: str, **initial: Any) -> dict[str, Any]:
    """What a fresh form begins with: what was being written there before, if anything."""
    told: dict[str, Any] = {"seen": around.head, **initial}
    draft = restore(actor_of(request), place_of(place, around.id))
    if draft is not None and request.method != "POST":
        told |= {name: values[0] for name, values in draft.fields.items() if len(values) == 1}
        told |= {name: values for name, values in draft.fields.items() if len(values) > 1}
    return told | {"seen": around.head}


def place_of(place: str, case_id: UUID) -> str:
    """The name under which a draft of a form of a case is kept."""
    return f"{place}:{case_id}"


def answer(request: HttpRequest, sheet: Sheet, form: Writing, save: Save) -> HttpResponse:
    """Show the form, or save what was sent and go to where it stands."""
    newer: list[Any] = []
    if request.method == "POST":
        actor, case_id, now = actor_of(request), sheet.around.id, clock.now()
        near = cases.near_to(actor, case_id, now=now)
        kept = keep_files(request, form, near)
        if form.is_valid():
            sent = Sent(
                near=near,
                form=form.cleaned_data.get("once"),
                seen=form.cleaned_data.get("seen"),
                files=kept,
            )
            try:
                saved = save(sent)
            except Changed as changed:
                newer = case_file.newer(actor, case_id, now=now, since=changed.since)
                form.show_again(seen=str(sheet.around.head))
            except NotRight as no:
                form.add_error(no.field if no.field in form.fields else None, no.reason)
            else:
                drafts.forget(actor=actor, place=place_of(sheet.place, case_id))
                return _after(request, saved, sheet.leads_to)
    return show(request, sheet, form, newer)


def draw(request: HttpRequest, template: str, given: dict[str, Any]) -> HttpResponse:
    """A page of a case, with what was just saved said above it."""
    said = [str(one) for one in messages.get_messages(request)]
    return render(request, template, given | {"said": said}, using="pages")


def show(
    request: HttpRequest, sheet: Sheet, form: Writing, newer: Sequence[Any] = ()
) -> HttpResponse:
    """A form as a page; ``newer`` is what others added while it was being written."""
    actor, case_id, now = actor_of(request), sheet.around.id, clock.now()
    kept: dict[UUID, str] = {}
    if isinstance(form, WithFiles) and form.kept_ids:
        near = cases.near_to(actor, case_id, now=now)
        kept = names_kept(actor=actor, near=near, ids=form.kept_ids)
    given = {
        "around": sheet.around,
        "sheet": sheet,
        "form": form,
        "newer": [shown.entry(each, case_id) for each in newer],
        "kept": list(kept.values()),
        "writing": writing_now(actor, case_id, now=now),
        "place": place_of(sheet.place, case_id),
        **sheet.given,
    }
    return draw(request, sheet.template, given)


def keep_files(request: HttpRequest, form: Writing, near: Any) -> tuple[Any, ...]:
    """Keep what was uploaded at once, so that a mistake elsewhere in the form loses no file."""
    if not isinstance(form, WithFiles):
        return ()
    actor, now = actor_of(request), clock.now()
    kept = list(kept_before(actor=actor, near=near, ids=form.kept_ids))
    refused: list[str] = []
    for upload in request.FILES.getlist("uploads"):
        try:
            kept.append(
                keep(
                    actor=actor, near=near, name=upload.name or "", chunks=upload.chunks(), now=now
                )
            )
        except NotKept as no:
            refused.append(no.reason)
    form.keep_ids(each.id for each in kept)
    form.refuse(refused)
    return tuple(kept)


def _after(request: HttpRequest, saved: Saved, leads_to: str) -> HttpResponse:
    said = [_("Saved.")]
    if saved.promised:
        said.append(_("New promises:"))
        said += [
            f"{sentence_case(each.what.rstrip('.'))}: {by_when(each)}."
            if each.due_at
            else each.what
            for each in saved.promised
        ]
    messages.success(request, " ".join(said))
    if leads_to:
        return redirect(leads_to)
    address = reverse("cases:timeline", kwargs={"case_id": saved.case_id})
    return redirect(f"{address}#entry-{saved.numbers[-1]}")
