"""Writing down a call or a letter, for whoever is to see to it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from putright.casework.actions import drafts as drafting
from putright.casework.actions import triage_logged
from putright.casework.actions.contacts import Upload
from putright.casework.queries import triage_page
from putright.casework.queries.drafts import restore
from putright.casework.queries.reports import homes_like
from putright.casework.refused import NotRight, SentTwice
from putright.gateways import clock
from putright.kit.say import _
from putright.web.triage import forms
from putright.web.triage.shown import actor_of, draw, form_page


@form_page
def call(request: HttpRequest) -> HttpResponse:
    """Somebody rang, and it is for somebody else, or nobody knows for whom."""
    words = _("For a call about a case that you have open, log the contact in the case.")
    return _logged(request, forms.CallForm, _("Write down a call"), words)


@form_page
def letter(request: HttpRequest) -> HttpResponse:
    """A letter came, by post or over the counter."""
    words = _("Scan every page, the envelope as well if it shows a day.")
    return _logged(request, forms.LetterForm, _("Add a letter"), words)


def _logged(
    request: HttpRequest, kind: type[forms.LoggedForm], title: str, words: str
) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    desks = triage_page.desks(actor, now=now)
    typed = request.POST.get("where", "")
    homes = [(str(one.id), one.words) for one in homes_like(actor, typed)]
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    place = f"triage-{kind.place}"
    form = kind(*sent, now=now, homes=homes, patches=desks.patches, people=desks.people,
                initial=_begun(request, place))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        uploads = [Upload(one.name or "", one.chunks()) for one in form.cleaned_data["uploads"]]
        try:
            kept = triage_logged.log(actor=actor, told=form.logged(), uploads=uploads,
                                     form=form.cleaned_data["once"], now=now)  # fmt: skip
        except NotRight as no:
            form.add_error(no.field if no.field in form.fields else None, no.reason)
        except SentTwice as before:
            item = before.led_to.get("item")
            return redirect("triage:page", item_id=UUID(item)) if item else redirect("triage:list")
        else:
            drafting.forget(actor=actor, place=place)
            _say(request, kept)
            return redirect("triage:list")
    return draw(request, "entry", form=form, title=title, words=words, place=place)


def _begun(request: HttpRequest, place: str) -> dict[str, Any]:
    """What was being written there before, if anything."""
    draft = restore(actor_of(request), place)
    if draft is None or request.method == "POST":
        return {}
    return {
        name: values if name == "about_staff" else values[0]
        for name, values in draft.fields.items()
        if values and name not in ("home", "where")
    }


def _say(request: HttpRequest, kept: triage_logged.Kept) -> None:
    acts = triage_page.who_acts(actor_of(request), kept.item, now=clock.now())
    messages.success(request, _("Saved. It waits for {name}.").format(name=acts)
                     if acts else _("Saved."))  # fmt: skip
    for words in kept.not_kept:
        messages.warning(request, words)
