"""The agencies of a case: what was asked of whom; asking, chasing, taking it higher."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_GET

from putright.casework.actions import agencies as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import agencies, agency_asking
from putright.casework.queries.agency_asking import Asking, Preview
from putright.core.letters import plain
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.agencies import forms, shown

FORM, ASK = "agencies/form.html.jinja", "agencies/ask.html.jinja"


@require_GET
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was promised and not sent, who was asked, what came of it."""
    found = agencies.page(actor_of(request), case_id, now=clock.now())
    given = {"around": found.around, "page": found, "told": shown.told(found)}
    return draw(request, "agencies/page.html.jinja", given)


@form_page
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask an agency: what for, then the facts and the desk, then a look at the letter."""
    actor, now = actor_of(request), clock.now()
    told = request.GET
    found = agency_asking.asking(
        actor, case_id, now=now, kind=told.get("kind", "")[:60],
        promise=told.get("promise", "")[:400], again=_number(told.get("again", "")),
    )  # fmt: skip
    if found.kind is None:
        given = {"around": found.around, "page": found, "kinds": shown.kinds(found, told)}
        return draw(request, "agencies/kinds.html.jinja", given)
    sent = request.POST
    if not sent or "change" in sent:
        return _facts(request, found, _form(request, found, None, with_sending=False))
    facts = _form(request, found, sent, with_sending=False)
    if not facts.is_valid():
        return _facts(request, found, facts)
    look = agency_asking.preview(actor, case_id, facts.told(), now=now)
    if sent.get("looked") != _seal(look, facts):
        return _look(request, found, _fresh(request, found, look, facts), look)
    return _send(request, found, look)


@form_page
def chase(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Ask an agency again."""
    return _again(request, case_id, number, higher=False)


@form_page
def higher(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Ask an agency's manager."""
    return _again(request, case_id, number, higher=True)


def _again(request: HttpRequest, case_id: UUID, number: int, *, higher: bool) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    found = agencies.about(actor, case_id, number, now=now)
    place = f"agencies-{'higher' if higher else 'chase'}-{number}"
    channel = shown.channel_of(found.desk)
    form = forms.ChaseForm(
        request.POST or None, now=now,
        initial=begun(request, found.around, place, channel=channel),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        words = form.cleaned_data["words"]
        return actions.chase(
            actor=actor, sent=sent, number=number, words=words, went=form.went, now=now,
            higher=higher,
        )  # fmt: skip

    title = _("Take it to their manager") if higher else _("Chase the agency")
    sheet = Sheet(
        around=found.around, title=title, place=place, words=tuple(shown.where(found, higher)),
        save_word=_("Save: it went"), template=FORM,
        given={"letter": found.higher if higher else found.chaser},
        leads_to=of_case("agencies:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


def _form(
    request: HttpRequest, found: Asking, sent: QueryDict | None, *, with_sending: bool,
    **initial: Any,
) -> forms.AskForm:  # fmt: skip
    told = {name: request.POST.get(name) for name in forms.ASKED if name in request.POST}
    return forms.AskForm(
        sent, now=clock.now(), page=found, with_sending=with_sending,
        initial=begun(request, found.around, "agencies-ask", **told, **initial),
    )  # fmt: skip


def _fresh(
    request: HttpRequest, found: Asking, look: Preview, facts: forms.AskForm
) -> forms.AskForm:
    """The second half of the form, nothing said of it yet, with what was looked at."""
    looked = _seal(look, facts)
    return _form(request, found, None, with_sending=True, looked=looked)


def _facts(request: HttpRequest, found: Asking, form: forms.AskForm) -> HttpResponse:
    given = {"around": found.around, "page": found, "form": form, "place": _place(found)}
    return draw(request, "agencies/facts.html.jinja", given)


def _look(
    request: HttpRequest, found: Asking, form: forms.AskForm, look: Preview
) -> HttpResponse:  # fmt: skip
    given = {"sheet": _sheet(found, form, look), "around": found.around, "form": form, "newer": []}
    return draw(request, ASK, given | _given(found, form, look))


def _send(request: HttpRequest, found: Asking, look: Preview) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    form = _form(request, found, request.POST, with_sending=True)

    def save(sent: Sent) -> Saved:
        return actions.ask(
            actor=actor, sent=sent, told=form.told(), went=form.went, now=now,
            why=form.cleaned_data["why_there"],
        )  # fmt: skip

    return answer(request, _sheet(found, form, look), form, save)


def _sheet(found: Asking, form: forms.AskForm, look: Preview) -> Sheet:
    return Sheet(
        around=found.around, title=_("Look at it before it goes"), place="agencies-ask",
        save_word=_("Save: it went"), template=ASK, given=_given(found, form, look),
        leads_to=of_case("agencies:page", found.around.id),
    )  # fmt: skip


def _given(found: Asking, form: forms.AskForm, look: Preview) -> dict[str, Any]:
    return {"page": found, "look": look, "warnings": shown.warnings(form, look),
            "send_to": shown.send_to(form)}  # fmt: skip


def _seal(look: Preview, form: forms.AskForm) -> str:
    """What was looked at: the letter and where it goes, so that nothing else can be saved."""
    told = form.told()
    return sha256(f"{plain(look.letter)}\n{told.desk}\n{told.typed_address}".encode()).hexdigest()


def _place(found: Asking) -> str:
    return f"agencies-ask:{found.around.id}"


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
