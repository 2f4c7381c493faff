"""Works of a case: the page, and each step from asking to done as a form."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from putright.casework.actions import works as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import works
from putright.casework.queries.works import Target, WorksForm
from putright.gateways import clock
from putright.kit.forms import Said
from putright.kit.say import _
from putright.sheets import shown as put
from putright.sheets.address import of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.works import forms


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was asked for, ordered and done, and what was spent."""
    key = request.GET.get("promise", "")[:400]
    seen = works.page(actor_of(request), case_id, now=clock.now(), promise=key)
    given = {
        "around": seen.around,
        "page": seen,
        "put": put,
        "visit_href": put.place("visits:page", case_id),
    }
    return draw(request, "works/page.html.jinja", given)


@form_page
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down works that somebody asks for."""
    actor, now = actor_of(request), clock.now()
    told = works.form_of(actor, case_id, now=now)
    form = forms.AskForm(
        request.POST or None, request.FILES or None, now=now, people=told.people,
        initial=begun(request, told.around, "works-ask"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        asked = actions.Asked(
            words=given["words"], is_safety=given["safety"] == "yes", by=given["by"],
            channel=given["channel"], when=form.when,
        )  # fmt: skip
        return actions.ask(actor=actor, sent=sent, told=asked, now=now)

    words = _target_words(told.target)
    title = _("Works that somebody asks for")
    return answer(request, _sheet(told, title, "works-ask", words), form, save)


@form_page
def order(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down an order that nobody had asked for."""
    return _order(request, case_id, None)


@form_page
def order_asked(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down the order for works that somebody asked for."""
    return _order(request, case_id, number)


@form_page
def done(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down that works are done."""
    title = _("The works are done")
    words = (_("Who says so, and what shows it, stay with the entry. Ask the resident too."),)
    return _end(request, case_id, number, forms.EndForm, title, words)


@form_page
def no_access(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down that nobody was let in."""
    title = _("Nobody was let in")
    words = (
        _("The target stays as it is: a missed visit is no excuse by itself. Agree another day "
          "with the resident, by a way that is safe."),
    )  # fmt: skip
    return _end(request, case_id, number, forms.CardForm, title, words)


@form_page
def account(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down what somebody else says became of the works."""
    actor, now = actor_of(request), clock.now()
    told = works.form_of(actor, case_id, now=now, number=number)
    form = forms.AccountForm(
        request.POST or None, request.FILES or None, now=now, people=told.people,
        initial=begun(request, told.around, "works-account"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        return actions.account(
            actor=actor, sent=sent, number=number, by=given["by"], words=given["words"],
            channel=given["channel"], when=form.when, now=now,
        )  # fmt: skip

    words = (_("Both accounts stay, side by side. Nobody's is changed."), _about(told))
    title = _("Another account of these works")
    return answer(request, _sheet(told, title, "works-account", words), form, save)


def _order(request: HttpRequest, case_id: UUID, number: int | None) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    told = works.form_of(actor, case_id, now=now, number=number)
    work = told.work
    first = {"words": work.words, "safety": "yes" if work.is_safety else "no"} if work else {}
    form = forms.OrderForm(
        request.POST or None, request.FILES or None, now=now,
        initial=begun(request, told.around, "works-order", **first),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        ordered = actions.Ordered(
            words=given["words"], is_safety=given["safety"] == "yes", when=form.when, asked=number,
            reference=given["reference"], day=given["day"], no_record=given["no_record"],
        )  # fmt: skip
        return actions.order(actor=actor, sent=sent, told=ordered, now=now)

    words = (*_target_words(told.target)[1:], _("An order ends nothing. It is over when the works "
                                              "are done and something shows it."))  # fmt: skip
    return answer(request, _sheet(told, _("Raise an order"), "works-order", words), form, save)


def _end(
    request: HttpRequest, case_id: UUID, number: int, kind: type[forms.EndForm], title: str,
    words: tuple[str, ...],
) -> HttpResponse:  # fmt: skip
    actor, now = actor_of(request), clock.now()
    told = works.form_of(actor, case_id, now=now, number=number)
    is_done = kind is forms.EndForm
    place = "works-done" if is_done else "works-no-access"
    ours = (_("The repairs team, or its contractor"), _("I saw it myself"))
    tellers = [*((one, one) for one in ours), *(told.people if is_done else ())]
    form = kind(
        request.POST or None, request.FILES or None, now=now, tellers=tellers,
        residents=frozenset(key for key, _name in told.people),
        keeps=[(one.key, Said(one.words, one.hint)) for one in told.keeps] if is_done else [],
        initial=begun(request, told.around, place),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        ended = actions.Ended(
            number=number, words=given["words"], who=given["who"], proof=given["proof"],
            when=form.when, no_record=given["no_record"], keeps=tuple(given.get("keeps", ())),
        )  # fmt: skip
        act = actions.done if is_done else actions.no_access
        return act(actor=actor, sent=sent, told=ended, now=now)

    return answer(request, _sheet(told, title, place, (_about(told), *words)), form, save)


def _sheet(told: WorksForm, title: str, place: str, words: tuple[str, ...]) -> Sheet:
    return Sheet(
        around=told.around, title=title, place=place, save_word=_("Save"),
        words=tuple(one for one in words if one), leads_to=of_case("works:page", told.around.id),
    )  # fmt: skip


def _about(told: WorksForm) -> str:
    return _("About: “{words}”").format(words=told.work.words) if told.work else ""


def _target_words(target: Target) -> tuple[str, ...]:
    """When it would have to be ordered and done, said before anything is saved."""
    level = {"high": _("high"), "medium": _("medium"), "low": _("standard")}.get(target.level)
    risk = _("The risk is {level}.").format(level=level) if level else _("No risk is known yet.")
    ordered = done = ""
    if target.order_by:
        ordered = _("Asked for now, it must be ordered by {by}.").format(by=target.order_by)
    if target.done_by:
        done = _("{risk} What makes the home safer, ordered now, must be done by {by}.").format(
            risk=risk, by=target.done_by
        )
    return (ordered, done)
