"""The pages of closing a case, up to the closing itself. Each saves one thing about one case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from putright.casework.actions import closing as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import closing as read
from putright.casework.queries.closing import Writing
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import of_case
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.closing import forms, shown

NOT_CLOSED = ("open", "asked", "granted", "announced")


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The checklist, and the step that the closing is at."""
    seen = read.page(actor_of(request), case_id, now=clock.now())
    given = {"around": seen.around, **shown.of_page(seen)}
    return draw(request, "closing/page.html.jinja", given)


@form_page
def hear(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down what the resident says about closing."""
    offered = _writing(request, case_id, "case.close", NOT_CLOSED)
    actor, now = actor_of(request), clock.now()
    form = forms.HearForm(
        request.POST or None, request.FILES or None, now=now, people=offered.people,
        can_say_unreached=offered.page.has_tries,
        initial=begun(request, offered.page.around, "closing-hear"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        heard = actions.Heard(
            whom=told["whom"], says=told["says"], text=told["text"], channel=told["channel"],
            when=form.when, again_on=told["again_on"],
        )  # fmt: skip
        return actions.hear(actor=actor, sent=sent, heard=heard, now=now)

    words = [_("Ask before anything else. Nothing closes because nobody answered the phone.")]
    if not offered.page.has_tries:
        words.append(
            _("“Could not be reached” can be chosen once three tries are on record since they "
              "were last heard, on two days or more and by more ways than one.")
        )  # fmt: skip
    sheet = _sheet(
        offered, _("What the resident says about closing"), "closing-hear",
        _("Save what they said"), *words, template="cases/form.html.jinja",
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def write(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write to a resident whom nobody reached, and ask what they think."""
    offered = _writing(request, case_id, "case.close", ("open",))
    actor, now = actor_of(request), clock.now()
    form = forms.WriteForm(
        request.POST or None, people=offered.people, barred=shown.barred(offered, request),
        today=now.date(), initial=begun(request, offered.page.around, "closing-write"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.write_first(
            actor=actor, sent=sent, whom=told["whom"], channel=told["channel"],
            answer_by=told["answer_by"], now=now,
        )  # fmt: skip

    words = _("The letter says on which days we tried, asks what they think and by when, and "
              "closes nothing. It is kept as it goes out.")  # fmt: skip
    sheet = _sheet(
        offered, _("Write to the resident first"), "closing-write", _("Keep the letter"), words
    )
    return answer(request, sheet, form, save)


@form_page
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask a second person to agree to closing; refused outright while no reason would do."""
    offered = _writing(request, case_id, "case.close", ("open", "asked"))
    actor, now = actor_of(request), clock.now()
    page = offered.page
    gaps = [(each.key, each.gap) for each in page.excusable] if not page.fixed else []
    form = forms.AskForm(
        request.POST or None, gaps=gaps, initial=begun(request, page.around, "closing-ask")
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.ask(
            actor=actor, sent=sent, ground=told["ground"], reasons=told["reasons"],
            excused=form.excused, now=now,
        )  # fmt: skip

    words = _("Somebody else decides. What they agree to goes to the resident in a letter.")
    sheet = _sheet(
        offered, _("Ask to close the case"), "closing-ask", _("Ask for it"), words,
        template="closing/ask.html.jinja",
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def decide(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Agree to a closing, or keep the case open."""
    offered = _writing(request, case_id, "case.sign_closing", ("asked",))
    actor, now = actor_of(request), clock.now()
    form = forms.DecideForm(
        request.POST or None, can_grant=not offered.page.refusals,
        initial=begun(request, offered.page.around, "closing-decide"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.decide(
            actor=actor, sent=sent, grant=told["decision"] == "grant", reason=told["reason"],
            now=now,
        )  # fmt: skip

    sheet = _sheet(
        offered, _("Decide on the closing"), "closing-decide", _("Save the decision"),
        template="closing/decide.html.jinja",
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def letter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The closing letter: looked at, then kept as it goes out."""
    typed = {name: request.POST.get(name, "") for name in ("own_words", "whom")}
    offered = _writing(request, case_id, "case.close", ("granted",), **typed)
    actor, now = actor_of(request), clock.now()
    looks = "look" in request.POST
    initial = begun(request, offered.page.around, "closing-letter")
    form = forms.LetterForm(
        None if looks else request.POST or None, people=offered.people,
        barred=shown.barred(offered, request), initial=initial | (typed if looks else {}),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.announce(
            actor=actor, sent=sent, whom=told["whom"], channel=told["channel"],
            own_words=told["own_words"], now=now,
        )  # fmt: skip

    words = _("It is put together from what is shown. What nothing shows is not in it.")
    sheet = _sheet(
        offered, _("The closing letter"), "closing-letter", _("Keep the letter as it went out"),
        words, template="closing/letter.html.jinja", letter=offered.letter,
    )  # fmt: skip
    return answer(request, sheet, form, save) if not looks else _again(request, sheet, form)


@form_page
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Close the case: the last step."""
    offered = _writing(request, case_id, "case.close")
    actor, now = actor_of(request), clock.now()
    form = forms.CloseForm(
        request.POST or None, initial=begun(request, offered.page.around, "closing-close")
    )

    def save(sent: Sent) -> Saved:
        return actions.close(actor=actor, sent=sent, now=now)

    words = (
        _("What is not yet due ends with it. What is overdue stays, and so does every promise."),
        _("A new report after this is a new case, joined with this one."),
    )
    sheet = _sheet(
        offered, _("Close the case"), "closing-close", _("Close the case"), *words,
        template="closing/close.html.jinja",
    )  # fmt: skip
    return answer(request, sheet, form, save)


def _writing(
    request: HttpRequest, case_id: UUID, permission: str, stages: tuple[str, ...] = (),
    **told: str,
) -> Writing:  # fmt: skip
    return read.writing(
        actor_of(request), case_id, now=clock.now(), permission=permission, stages=stages, **told
    )


def _sheet(
    offered: Writing, title: str, place: str, save_word: str, *words: str,
    template: str = "closing/sheet.html.jinja", **given: Any,
) -> Sheet:  # fmt: skip
    around = offered.page.around
    return Sheet(
        around=around, title=title, place=place, words=words, save_word=save_word,
        template=template, leads_to=of_case("closing:page", around.id),
        given={**shown.of_page(offered.page), **given},
    )  # fmt: skip


def _again(request: HttpRequest, sheet: Sheet, form: forms.LetterForm) -> HttpResponse:
    """The form again with the letter as it would be; nothing is saved."""
    given = {
        "around": sheet.around, "sheet": sheet, "form": form, "newer": [], "kept": [],
        "writing": [], "place": f"{sheet.place}:{sheet.around.id}", **sheet.given,
    }  # fmt: skip
    return draw(request, sheet.template, given)
