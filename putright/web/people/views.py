"""The page about a person and the forms that add to what is known of them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from putright.casework import permissions
from putright.casework.actions import people as actions
from putright.casework.actor import Actor
from putright.casework.queries import people, people_found
from putright.casework.refused import Changed, Refused
from putright.core.events.person import Authority, Need
from putright.gateways import clock
from putright.kit.say import _
from putright.web.people import forms, shown

form_page = require_http_methods(["GET", "POST"])


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found


def sent_by(request: HttpRequest) -> QueryDict | None:
    """What was posted, be it nothing at all; None where the page was only asked for."""
    return request.POST if request.method == "POST" else None


@form_page
def find(request: HttpRequest) -> HttpResponse:
    """Find a person; what is typed is posted, so that no address holds it."""
    form = forms.FindForm(sent_by(request))
    actor, found = actor_of(request), None
    permissions.check(actor, "people.see")
    if form.is_valid():
        found = people_found.look_for(actor, form.cleaned_data["q"], now=clock.now())
    rows = tuple(shown.row(one) for one in found.people) if found else ()
    given = {"form": form, "found": found, "rows": rows}
    return render(request, "people/list.html.jinja", given, using="pages")


@require_GET
def page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who they are, how it is safe to reach them, what they need; on a past day with ``?on=``."""
    return _page(request, person_id)


@require_POST
def show(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show the code word or the safe address, with a note of who looked."""
    form = forms.ShowForm(request.POST)
    if not form.is_valid():
        return redirect("people:page", person_id=person_id)
    what = form.cleaned_data["what"]
    read = people.code_word if what == "code word" else people.safe_address
    told = read(actor_of(request), person_id, now=clock.now())
    return _page(request, person_id, revealed={what: told or _("There is none.")})


@form_page
def contact(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ask how it is safe to reach them; read it back; save it."""
    known = people.find(actor_of(request), person_id, now=clock.now())
    permissions.check(actor_of(request), "person.change")
    people.check_reach(actor_of(request), person_id, now=clock.now())
    form = forms.ContactForm(sent_by(request), initial=_contact_known(known))
    step = request.POST.get("step", "")
    if step == "change" or not form.is_valid():
        return _form(request, known, form, _("How is it safe to reach them?"), "contact")
    if step != "save":
        given = {
            "form": form, "person": known, "lines": shown.read_back(form.sets),
            "sent": [(name, request.POST.get(name, "")) for name in form.fields],
            "how": form.how_we_know,
        }  # fmt: skip
        return render(request, "people/check.html.jinja", given, using="pages")

    def save(sent: actions.Sent) -> None:
        actions.check_safe_contact(
            actor=actor_of(request), sent=sent, sets=form.sets, now=clock.now()
        )

    title = _("How is it safe to reach them?")
    return _saved(request, known, form, save, title, template="contact")


@form_page
def details(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change who somebody is and by which numbers they are reached."""
    known = people.find(actor_of(request), person_id, now=clock.now())
    people.check_reach(actor_of(request), person_id, now=clock.now())
    told = known.known.details
    initial = {name: getattr(told, name) for name in forms.DetailsForm.NAMES}
    form = forms.DetailsForm(sent_by(request), initial=initial | {"seen": known.seen})

    def save(sent: actions.Sent) -> None:
        sets = form.sets(told)
        actions.change(actor=actor_of(request), sent=sent, sets=sets, now=clock.now())

    return _ask(request, known, form, save, _("Change details"))


@form_page
def need(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Add a need, what helps, and when to look again."""

    def save(sent: actions.Sent) -> None:
        told = form.cleaned_data
        new = Need(what=told["what"], helps=told["helps"], review_on=told["review_on"])
        actions.add_need(actor=actor_of(request), sent=sent, need=new, now=clock.now())

    known = people.find(actor_of(request), person_id, now=clock.now())
    form = forms.NeedForm(sent_by(request), initial={"seen": known.seen})
    return _ask(request, known, form, save, _("Add a need"))


@form_page
def need_end(request: HttpRequest, person_id: UUID, place: int) -> HttpResponse:
    """A need is no more."""
    known = people.find(actor_of(request), person_id, now=clock.now())

    def save(sent: actions.Sent) -> None:
        actions.end_need(actor=actor_of(request), sent=sent, place=place, now=clock.now())

    listed = known.known.details.needs or ()
    words = listed[place].what if place < len(listed) else ""
    return _ask(request, known, _end(request, known), save, _("Needs this no more"), words=words)


@form_page
def authority(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Let somebody speak for the person."""

    def save(sent: actions.Sent) -> None:
        told = form.cleaned_data
        new = Authority(
            person="", name=told["name"], may_be_told=told["may_be_told"],
            shown_by=told["shown_by"], until=told["until"],
        )  # fmt: skip
        actions.give_authority(actor=actor_of(request), sent=sent, authority=new, now=clock.now())

    known = people.find(actor_of(request), person_id, now=clock.now())
    form = forms.AuthorityForm(sent_by(request), initial={"seen": known.seen})
    return _ask(request, known, form, save, _("Authority to speak for them"))


@form_page
def authority_end(request: HttpRequest, person_id: UUID, place: int) -> HttpResponse:
    """Somebody speaks for the person no more."""
    known = people.find(actor_of(request), person_id, now=clock.now())

    def save(sent: actions.Sent) -> None:
        actions.end_authority(actor=actor_of(request), sent=sent, place=place, now=clock.now())

    listed = known.known.details.authorities or ()
    words = listed[place].name if place < len(listed) else ""
    return _ask(request, known, _end(request, known), save, _("End the authority"), words=words)


@form_page
def safe_address(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down where somebody who fled lives now; whoever writes it need not see it."""

    def save(sent: actions.Sent) -> None:
        told = form.cleaned_data
        actions.hold_address(
            actor=actor_of(request), sent=sent, address=told["address"], since=told["since"],
            now=clock.now(),
        )  # fmt: skip

    known = people.find(actor_of(request), person_id, now=clock.now())
    form = forms.SafeAddressForm(sent_by(request), initial={"seen": known.seen})
    words = _(
        "It is shown only to those cleared for a restricted case of this person. Write it here "
        "and nowhere else: not in a note, not in the reason below."
    )
    return _ask(request, known, form, save, _("Safe address"), words=words)


@form_page
def safe_address_end(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The address need be held back no longer."""
    known = people.find(actor_of(request), person_id, now=clock.now())

    def save(sent: actions.Sent) -> None:
        actions.release_address(actor=actor_of(request), sent=sent, now=clock.now())

    words = _("After this everybody who may see people sees where this person lives.")
    form = _end(request, known)
    return _ask(request, known, form, save, _("Hold the address back no longer"), words=words)


def _page(
    request: HttpRequest, person_id: UUID, revealed: dict[str, str] | None = None
) -> HttpResponse:
    now, actor = clock.now(), actor_of(request)
    known = people.find(actor, person_id, now=now, on=_day(request))
    day = known.on or now.date()
    given = {
        "person": known,
        "today": now.date(),
        "card": shown.card(known),
        "checked": shown.checked(known.known),
        "facts": shown.facts(known),
        "age": shown.age(known.known.details, day),
        "needs": shown.needs(known.known, day),
        "authorities": shown.authorities(known.known, day),
        "household": tuple(shown.member(one, day) for one in known.household),
        "written": tuple(shown.written(one) for one in reversed(known.written)),
        "revealed": revealed or {},
        "may_change": permissions.can(actor, "person.change") and known.on is None,
        "said": [str(one) for one in messages.get_messages(request)],
    }
    return render(request, "people/page.html.jinja", given, using="pages")


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return None


def _contact_known(known: people.Page) -> dict[str, Any]:
    told = known.known.details
    ways = dict(known.known.ways)
    return {
        "seen": known.seen,
        **{channel: way.says for channel, way in ways.items()},
        **{f"{channel}_when": way.when for channel, way in ways.items()},
        **{
            name: getattr(told, name)
            for name in forms.WORDS_OF_CONTACT
            if name not in ("code_word", "checked_with")
        },
    }


def _end(request: HttpRequest, known: people.Page) -> forms.EndForm:
    return forms.EndForm(sent_by(request), initial={"seen": known.seen})


def _ask(
    request: HttpRequest,
    known: people.Page,
    form: forms.Told,
    save: Callable[[actions.Sent], None],
    title: str,
    words: str = "",
) -> HttpResponse:
    """One form about a person: asked, or saved."""
    permissions.check(actor_of(request), "person.change")
    if not form.is_valid():
        return _form(request, known, form, title, "ask", words)
    return _saved(request, known, form, save, title, words=words)


def _saved(
    request: HttpRequest,
    known: people.Page,
    form: forms.Told,
    save: Callable[[actions.Sent], None],
    title: str,
    *,
    template: str = "ask",
    words: str = "",
) -> HttpResponse:
    told = form.cleaned_data
    sent = actions.Sent(known.id, told["seen"], form.how_we_know, told["once"])
    try:
        save(sent)
    except Changed as changed:
        return _behind(request, known, form, changed.since, title, template, words)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _form(request, known, form, title, template, words)
    messages.success(request, _("Saved."))
    return redirect("people:page", person_id=known.id)


def _behind(
    request: HttpRequest,
    known: people.Page,
    form: forms.Told,
    since: int,
    title: str,
    template: str,
    words: str,
) -> HttpResponse:
    """Somebody wrote meanwhile: their entries first, and the text kept."""
    form.data = {**request.POST.dict(), "seen": str(known.seen)}
    newer = tuple(shown.written(one) for one in known.written[since:])
    return _form(request, known, form, title, template, words, newer)


def _form(
    request: HttpRequest,
    known: people.Page,
    form: forms.Told,
    title: str,
    template: str,
    words: str = "",
    newer: tuple[shown.WrittenShown, ...] = (),
) -> HttpResponse:
    given = {"form": form, "person": known, "title": title, "words": words, "newer": newer}
    return render(request, f"people/{template}.html.jinja", given, using="pages")
