"""The list of lessons, one of them, and what is said of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from putright.casework.actions import lessons as actions
from putright.casework.actions.files import NotKept
from putright.casework.actions.lessons import Upload
from putright.casework.queries import lesson_pages
from putright.casework.refused import Changed, NotRight, NotThere
from putright.gateways import clock
from putright.kit.forms import Form
from putright.kit.say import _
from putright.sheets.sending import actor_of, draw, form_page
from putright.web.learning import shown
from putright.web.learning.forms import DoneForm, GiveUpForm, RaiseForm


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What was learned: what is overdue first."""
    found = lesson_pages.listed(actor_of(request), now=clock.now())
    return draw(request, "learning/page.html.jinja", {"page": found, "groups": shown.groups(found)})


@require_safe
def one(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """A lesson: what was promised, what shows it, and whether it worked."""
    found = lesson_pages.one(actor_of(request), lesson_id, now=clock.now())
    given = {
        "page": found, "state": shown.state(found.line.lesson, clock.now().date()),
        "facts": shown.facts(found), "inside": shown.INSIDE, "outside": shown.OUTSIDE,
        "rows": shown.rows(found), "bars": shown.bars(found),
    }  # fmt: skip
    return draw(request, "learning/one.html.jinja", given)


@form_page
def raise_one(request: HttpRequest) -> HttpResponse:
    """Commit to a change: from a case and its finding, or by itself."""
    actor, now = actor_of(request), clock.now()
    code = request.GET.get("code", "")[:80]
    given = lesson_pages.to_raise(actor, now=now, case_id=_case(request), code=code)
    begins: dict[str, Any] = {"answers": given.answers}
    begins |= dict(zip(("measure", "measure_too"), given.rules, strict=False))
    form = RaiseForm(request.POST or None, given=given, initial=begins)
    if form.is_valid():
        try:
            made = actions.raise_lesson(
                actor=actor, told=form.told, now=now, form=form.cleaned_data["once"]
            )
        except NotRight as no:
            _say(form, no)
        else:
            messages.success(request, _("The lesson is recorded."))
            return redirect("learning:one", lesson_id=made)
    return _draw(request, form, _("Record a lesson"), _("Record the lesson"), None)


@form_page
def done(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Say what was done, with what shows it."""
    actor, now = actor_of(request), clock.now()
    found = lesson_pages.to_write(actor, lesson_id, now=now)
    begins = {"seen": found.head, "on": now.date()}
    form = DoneForm(request.POST or None, request.FILES or None, now=now, initial=begins)
    if form.is_valid():
        try:
            actions.done(
                actor=actor, lesson_id=lesson_id, told=form.told, now=now, uploads=_files(form),
                seen=form.cleaned_data["seen"], form=form.cleaned_data["once"],
            )  # fmt: skip
        except NotKept as no:
            form.add_error("uploads", no.reason)
        except (NotRight, Changed) as no:
            _say(form, no)
        else:
            return _back(request, lesson_id, _("Saved."))
    title = _("Say what was done")
    return _draw(request, form, title, _("Save what was done"), found)


@form_page
def give_up(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Give a change up, with the reason."""
    actor, now = actor_of(request), clock.now()
    found = lesson_pages.to_write(actor, lesson_id, now=now)
    form = GiveUpForm(request.POST or None, initial={"seen": found.head})
    if form.is_valid():
        try:
            actions.give_up(
                actor=actor, lesson_id=lesson_id, reason=form.cleaned_data["reason"], now=now,
                seen=form.cleaned_data["seen"], form=form.cleaned_data["once"],
            )  # fmt: skip
        except (NotRight, Changed) as no:
            _say(form, no)
        else:
            return _back(request, lesson_id, _("The change is given up, with the reason."))
    return _draw(request, form, _("Give up this change"), _("Give it up"), found)


@require_POST
def measure(request: HttpRequest, lesson_id: UUID) -> HttpResponse:
    """Count before and after, as of today."""
    actions.measure(actor=actor_of(request), lesson_id=lesson_id, now=clock.now())
    return _back(request, lesson_id, _("Counted as of today."))


def _files(form: DoneForm) -> list[Upload]:
    uploads = form.cleaned_data["uploads"]
    return [Upload(one.name or "", one.chunks()) for one in uploads]


def _back(request: HttpRequest, lesson_id: UUID, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("learning:one", lesson_id=lesson_id)


def _say(form: Form, no: NotRight | Changed) -> None:
    """Say what cannot stand; nothing typed is lost."""
    if isinstance(no, Changed):
        form.add_error(None, _("Somebody else added to this lesson meanwhile. Look at it first."))
    else:
        form.add_error(no.field if no.field in form.fields else None, no.reason)


def _draw(request: HttpRequest, form: Form, title: str, save_word: str, page: Any) -> HttpResponse:
    given = {"form": form, "title": title, "save_word": save_word, "page": page}
    return render(request, "learning/form.html.jinja", given, using="pages")


def _case(request: HttpRequest) -> UUID | None:
    told = request.GET.get("case", "")
    try:
        return UUID(told) if told else None
    except ValueError:
        raise NotThere from None
