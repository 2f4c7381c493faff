"""Taking a complaint, and what residents say of it afterwards: more, further, back, or no more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from putright.casework.actions import complaint_new
from putright.casework.actions import complaints as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import complaint_forms as read
from putright.casework.queries.complaints import key_of
from putright.casework.queries.reports import homes_like, people_like
from putright.casework.refused import SentTwice
from putright.gateways import clock
from putright.kit.forms import Said
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.complaints import forms

FROM_THEN = _("A complaint counts from the day it was first said, to whomever. No form is asked "
              "for again.")  # fmt: skip
GOES_ON = _("The antisocial behaviour case goes on beside it, with its own promises.")
NEW_CHANNELS = (
    ("phone", _("Phone")), ("in person", _("In person")), ("email", _("Email")),
    ("letter", _("Letter")), ("text", _("Text")), ("web form", _("Web form")),
)  # fmt: skip


@form_page
def log(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take a complaint in a case, from the entry it was first said in if one is named."""
    actor, now = actor_of(request), clock.now()
    asking = read.logging(actor, case_id, _number(request), now=now)
    initial: dict[str, Any] = {"text": asking.source.text} if asking.source else {}
    form = forms.LogForm(
        request.POST or None, request.FILES or None, asking=asking, now=now,
        initial=begun(request, asking.around, "complaint-log", **initial),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.log(actor=actor, sent=sent, told=form.told(), now=now).saved

    words = [FROM_THEN, GOES_ON]
    if asking.source is not None:
        said = _("It was first said in this entry: {title}. It counts from then.")
        words.insert(0, said.format(title=asking.source.title))
    sheet = Sheet(
        around=asking.around, title=_("Take it as a complaint"), place="complaint-log",
        words=tuple(words), save_word=_("Save the complaint"),
        leads_to=reverse("complaints:page", kwargs={"case_id": case_id}),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Take a complaint of somebody who has no case here."""
    actor, now = actor_of(request), clock.now()
    typed = request.POST.get("name", "")
    people = [(str(one.id), Said(one.words, one.hint))
              for one in people_like(actor, typed, now=now)]  # fmt: skip
    homes = [(str(one.id), one.words)
             for one in homes_like(actor, request.POST.get("where", ""))]  # fmt: skip
    form = forms.NewForm(
        request.POST or None, staff=read.staff_choices(actor, now=now), channels=NEW_CHANNELS,
        people=people, homes=homes,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            done = complaint_new.take(
                actor=actor, told=form.told(now), who=form.who(),
                form=form.cleaned_data["once"], now=now,
            )  # fmt: skip
        except SentTwice as before:
            return redirect("complaints:page", case_id=before.led_to["case"])
        messages.success(request, _("Saved."))
        return redirect("complaints:one", case_id=done.saved.case_id, complaint=done.complaint)
    return render(request, "complaints/new.html.jinja", {"form": form, "words": FROM_THEN},
                  using="pages")  # fmt: skip


@form_page
def escalate(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """They are not content: the next stage begins, by whatever way they say so."""
    words = (_("Any words and any way will do. No reason is asked for, and none is needed."),)
    return _told(
        request, case_id, complaint, forms.EscalateForm, actions.escalate,
        title=_("They ask for {stage}"), words=words, place="complaint-escalate",
        save_word=_("Save that they go on"), goes_on=True,
    )  # fmt: skip


@form_page
def withdraw(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """They take the complaint back."""
    words = (_("Only they can take a complaint back, in their own words. What was late stays "
               "late. They can come back to it at any time."),)  # fmt: skip
    return _told(
        request, case_id, complaint, forms.SaysForm, actions.withdraw,
        title=_("They take the complaint back"), words=words, place="complaint-withdraw",
        save_word=_("Save that they take it back"), permission="complaint.handle",
    )  # fmt: skip


@form_page
def back(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """They come back to a complaint that they had withdrawn."""
    words = (_("It is made anew, with its points, and its clock runs from this day. The earlier "
               "one stays beside it."),)  # fmt: skip
    return _told(
        request, case_id, complaint, forms.SaysForm,
        lambda **told: actions.take_back(**told).saved, title=_("They come back to it"),
        words=words, place="complaint-back", save_word=_("Save that they come back"),
    )  # fmt: skip


@form_page
def point(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """They complain of something more."""
    words = (_("What is related joins stage 1 while that is not answered. Anything else is a new "
               "complaint with its own day."),)  # fmt: skip

    def add(form: Any, **told: Any) -> Saved:
        is_related = form.cleaned_data["related"] == "yes"
        return actions.add_point(is_related=is_related, **told).saved

    return _told(
        request, case_id, complaint, forms.PointForm, add, title=_("They complain of more"),
        words=words, place="complaint-point", save_word=_("Save the point"), with_form=True,
    )  # fmt: skip


@form_page
def represent(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """Somebody speaks for them in the complaint."""
    words = (_("Letters about the complaint then go to that person. The resident can end it at "
               "any time."),)  # fmt: skip

    def add(form: Any, **told: Any) -> Saved:
        given = form.cleaned_data
        return actions.represent(
            helper=given["helper"], scope=given["text"], until=given["until"], **told
        )

    return _told(
        request, case_id, complaint, forms.RepresentForm, add, title=_("Somebody speaks for them"),
        words=words, place="complaint-represent", save_word=_("Save who speaks for them"),
        with_form=True,
    )  # fmt: skip


def _told(
    request: HttpRequest, case_id: UUID, complaint: str, kind: Callable[..., Any],
    act: Callable[..., Saved], *, title: str, permission: str = "complaint.log",
    goes_on: bool = False, with_form: bool = False, place: str, **sheet: Any,
) -> HttpResponse:  # fmt: skip
    """One thing that a resident says of a complaint, as a page and as what is saved."""
    actor, now, key = actor_of(request), clock.now(), key_of(complaint)
    asking = read.asking(actor, case_id, key, now=now, permission=permission, goes_on=goes_on)
    form = kind(
        request.POST or None, request.FILES or None, asking=asking, now=now,
        initial=begun(request, asking.around, place),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        more = {"form": form} if with_form else {}
        return act(actor=actor, sent=sent, key=key, says=form.says(), now=now, **more)

    shown = Sheet(
        around=asking.around, place=place, leads_to=_one(case_id, complaint),
        title=title.format(stage=asking.next_stage.lower()), **sheet,
    )  # fmt: skip
    return answer(request, shown, form, save)


def _one(case_id: UUID, complaint: str) -> str:
    return reverse("complaints:one", kwargs={"case_id": case_id, "complaint": complaint})


def _number(request: HttpRequest) -> int:
    told = request.GET.get("entry", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < len("1000000") else 0
