"""The letters of a case, beginning one, writing it with its check beside it, giving it up."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from putright.casework.actions import outgoing
from putright.casework.actions.drafts import forget
from putright.casework.queries import outgoing as read
from putright.casework.queries.case_entries import EntrySeen
from putright.casework.queries.drafts import restore, writing_now
from putright.casework.queries.outgoing import LetterPage, LettersPage, MarkSeen
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.say import _
from putright.kit.shown import Link
from putright.sheets import shown
from putright.sheets.address import of_entry
from putright.sheets.sending import actor_of, draw, form_page
from putright.web.letters import forms
from putright.web.letters.showing import MOST_OPTIONS, marked, safe, said_of


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every letter of a case."""
    seen = read.page(actor_of(request), case_id, now=clock.now())
    given = {
        "around": seen.around,
        "page": seen,
        "sent": [
            shown.entry(each, case_id, actions=_came_back(case_id, each.number, seen.around.may))
            for each in seen.sent
        ],
        "queued": [
            shown.entry(each, case_id, actions=_waits(case_id, each, seen)) for each in seen.queued
        ],
        "returned": [shown.entry(each, case_id) for each in seen.returned],
    }
    return draw(request, "letters/page.html.jinja", given)


@form_page
def begin(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Choose the kind of a letter, its reader and what it says from the case."""
    actor, now = actor_of(request), clock.now()
    before = read.beginning(actor, case_id, now=now, whom=request.GET.get("whom", ""))
    form = forms.BeginForm(request.POST or None, before=before)
    if request.method == "POST" and form.is_valid():
        try:
            made = outgoing.begin_by_hand(
                actor=actor, case_id=case_id, chosen=form.chosen, now=now,
                form=form.cleaned_data.get("once"),
            )  # fmt: skip
        except NotRight as no:
            form.add_error(no.field if no.field in form.fields else None, no.reason)
        else:
            return redirect("letters:write", case_id=case_id, letter_id=made)
    given = {"around": before.around, "before": before, "form": form}
    return draw(request, "letters/begin.html.jinja", given)


@form_page
def write(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """A letter with its check beside it, and all that is left to do before it goes."""
    if request.method != "POST":
        return _written(request, case_id, letter_id)
    actor, now = actor_of(request), clock.now()
    form = forms.WriteForm(request.POST)
    if not form.is_valid():
        return _shown(request, case_id, letter_id, form)
    do, asked = request.POST.get("do", "check"), "checked=1"
    try:
        if do.startswith("use:"):
            outgoing.use_instead(
                actor=actor, case_id=case_id, letter=letter_id, text=form.text,
                key=do.removeprefix("use:"), now=now,
            )  # fmt: skip
        else:
            outgoing.write(actor=actor, case_id=case_id, letter=letter_id, text=form.text, now=now)
    except outgoing.Overtaken:
        return _shown(request, case_id, letter_id, form, is_overtaken=True)
    except NotRight:
        asked = "by-hand=1"
    if do == "save":
        messages.success(request, _("Saved. It has not been sent."))
    address = reverse("letters:write", kwargs={"case_id": case_id, "letter_id": letter_id})
    return redirect(address if do == "save" else f"{address}?{asked}#checks")


@require_POST
def checks(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """The check of a text that is being typed, as a part of the page; nothing is kept."""
    found = read.checks(
        actor_of(request), case_id, letter_id, now=clock.now(),
        body=request.POST.get("body", "")[: outgoing.LONGEST],
    )  # fmt: skip
    given = _checked(forms.reasons_in(request.POST), case_id, found)
    return render(request, "letters/checks.html.jinja", given, using="pages")


@form_page
def drop(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Give a letter up."""
    actor, now = actor_of(request), clock.now()
    seen = read.letter(actor, case_id, letter_id, now=now)
    form = forms.DropForm(request.POST or None, initial={"version": seen.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            outgoing.drop(
                actor=actor, case_id=case_id, letter=letter_id, version=told["version"],
                why=told["why"], now=now,
            )  # fmt: skip
        except outgoing.Overtaken:
            return overtaken(case_id, letter_id)
        messages.success(request, _("The letter is given up. Its words are gone."))
        return redirect("letters:page", case_id=case_id)
    given = {"around": seen.around, "page": seen, "form": form}
    return draw(request, "letters/drop.html.jinja", given)


def overtaken(case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Back to the letter, which somebody changed since the page was opened."""
    address = reverse("letters:write", kwargs={"case_id": case_id, "letter_id": letter_id})
    return redirect(f"{address}?changed=1")


def _waits(case_id: UUID, one: EntrySeen, page: LettersPage) -> tuple[Link, ...]:
    """Where a letter that waits is stopped, and where one that nobody sends is proven."""
    found = [Link(word=_("Open"), href=shown.entry_href(case_id, one.number))]
    if one.key not in page.can_stop and "case.note" in page.around.may:
        found.append(Link(word=_("Add proof"), href=of_entry("cases:proof", case_id, one.number)))
    if "letter.write" in page.around.may:
        is_stopped = one.key in page.can_stop
        word, name = (
            (_("Take it back"), "letters:take_back") if is_stopped
            else (_("It came back"), "letters:returned")
        )  # fmt: skip
        found.append(Link(word=word, href=of_entry(name, case_id, one.number)))
    return tuple(found)


def _came_back(case_id: UUID, number: int, may: frozenset[str]) -> tuple[Link, ...]:
    """Where somebody says that a letter came back, for whoever may."""
    opens = Link(word=_("Open"), href=shown.entry_href(case_id, number))
    if "letter.write" not in may:
        return (opens,)
    return (opens, Link(word=_("It came back"), href=of_entry("letters:returned", case_id, number)))


def _written(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """The letter as it stands, with what this person had typed and not saved."""
    place = outgoing.draft_place(case_id, letter_id)
    draft = restore(actor_of(request), place)
    if draft is None or "body" not in draft.fields:
        return _shown(request, case_id, letter_id, None)
    told: dict[str, Any] = {name: values[0] for name, values in draft.fields.items() if values}
    return _shown(request, case_id, letter_id, None, draft=told)


def _shown(
    request: HttpRequest, case_id: UUID, letter_id: UUID, form: forms.WriteForm | None, *,
    is_overtaken: bool = False, draft: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    actor, now = actor_of(request), clock.now()
    seen = read.letter(actor, case_id, letter_id, now=now)
    place = outgoing.draft_place(case_id, letter_id)
    typed = forms.reasons_in(request.POST if draft is None else draft)
    if draft is not None and _is_kept(seen, draft["body"], typed):
        forget(actor=actor, place=place)
        draft = None
    if draft is not None:
        is_overtaken = draft.get("version", "") != str(seen.version)
    if form is None:
        body = draft["body"] if draft is not None else seen.body
        form = forms.WriteForm(initial={"body": body, "version": seen.version})
    elif is_overtaken:
        form.show_again(version=str(seen.version))
    given = {
        "around": seen.around,
        "page": seen,
        "html": safe(seen.html),
        "translated": [(each, safe(each.html)) for each in seen.translations],
        "form": form,
        "place": place,
        "is_overtaken": is_overtaken,
        "is_draft": draft is not None,
        "asked": request.GET,
        "writing": writing_now(actor, case_id, now=now),
        "back_form": forms.BackForm(initial={"version": seen.version}),
        **_checked(typed, case_id, seen.marks),
    }
    return draw(request, _template(seen), given)


def _template(seen: LetterPage) -> str:
    return "letters/write.html.jinja" if seen.is_open else "letters/gone.html.jinja"


def _is_kept(seen: LetterPage, body: str, typed: Mapping[str, str]) -> bool:
    """Whether a draft holds nothing that the letter does not hold already."""
    reasons = {each.mark.key: each.reason for each in seen.marks}
    new = [key for key, why in typed.items() if why.strip() and reasons.get(key) != why.strip()]
    return body.strip() == seen.body.strip() and not new


def _checked(
    typed: Mapping[str, str], case_id: UUID, found: tuple[MarkSeen, ...]
) -> dict[str, Any]:
    """The marks for the template, each with the reason as it was typed; no typed one is dropped."""
    marks = [marked(each, case_id, typed) for each in found]
    shown_here = {mark.key for mark in marks if not mark.is_red}
    elsewhere = [(k, why) for k, why in typed.items() if why.strip() and k not in shown_here]
    others = next((each.others for each in found if each.others), ())
    return {
        "marks": marks,
        "held": [one for one in marks if not one.is_unchecked],
        "unchecked": [one for one in marks if one.is_unchecked],
        "others": others,
        "is_typed": len(others) > MOST_OPTIONS,
        "said_of_marks": said_of(marks),
        "typed_elsewhere": elsewhere,
    }
