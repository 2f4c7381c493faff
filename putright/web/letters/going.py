"""A letter goes, is printed or handed out as a Word file; and one that came back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from putright.casework.actions import outgoing_sending
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.outgoing import Overtaken
from putright.casework.queries import case_choices
from putright.casework.queries import outgoing as read
from putright.casework.queries.outgoing_word import word_file
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets import shown
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.letters import forms
from putright.web.letters.showing import safe
from putright.web.letters.views import overtaken


@form_page
def send(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Say how a letter goes; it is checked once more and kept as it went."""
    actor, now = actor_of(request), clock.now()
    seen = read.letter(actor, case_id, letter_id, now=now)
    form = forms.SendForm(
        request.POST or None, now=now, page=seen, initial={"seen": seen.around.head}
    )

    def save(sent: Sent) -> Saved:
        return outgoing_sending.send(
            actor=actor, sent=sent, letter=letter_id, going=form.going, now=now
        )

    sheet = Sheet(
        around=seen.around, title=_("Send this letter"), place="letter-send",
        template="letters/send.html.jinja", given={"page": seen, "html": safe(seen.html)},
        leads_to=seen.leads_to or reverse("letters:page", kwargs={"case_id": case_id}),
    )  # fmt: skip
    try:
        return answer(request, sheet, form, save)
    except Overtaken:
        return overtaken(case_id, letter_id)


@form_page
def returned(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down that a letter came back."""
    actor, now = actor_of(request), clock.now()
    about = case_choices.about_entry(actor, case_id, number, now=now, permission="letter.write")
    around = about.choices.around
    form = forms.ReturnedForm(
        request.POST or None, request.FILES or None, now=now,
        initial=begun(request, around, "letter-returned"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return outgoing_sending.came_back(
            actor=actor, sent=sent, number=number, how=form.cleaned_data["how"], when=form.when,
            now=now,
        )  # fmt: skip

    words = _("What this letter kept is owed again from now on. The letter stays on the timeline.")
    sheet = Sheet(
        around=around, title=_("A letter came back"), place="letter-returned", words=(words,),
        save_word=_("Save that it came back"), given={"entry": shown.entry(about.entry, case_id)},
        leads_to=reverse("letters:page", kwargs={"case_id": case_id}),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def take_back(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Stop a letter that has not gone yet."""
    actor, now = actor_of(request), clock.now()
    about = case_choices.about_entry(actor, case_id, number, now=now, permission="letter.write")
    around = about.choices.around
    form = forms.TakeBackForm(
        request.POST or None, initial=begun(request, around, "letter-take-back")
    )

    def save(sent: Sent) -> Saved:
        return outgoing_sending.take_back(
            actor=actor, sent=sent, number=number, why=form.cleaned_data["why"], now=now
        )

    words = _(
        "What this letter was to keep is still owed. That it was to go stays on the timeline."
    )
    sheet = Sheet(
        around=around, title=_("Take a letter back before it goes"), place="letter-take-back",
        words=(words,), save_word=_("Take it back"),
        given={"entry": shown.entry(about.entry, case_id)},
        leads_to=reverse("letters:page", kwargs={"case_id": case_id}),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@require_safe
def printed(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """The letter alone, for a printer."""
    seen = read.letter(actor_of(request), case_id, letter_id, now=clock.now())
    given = {"around": seen.around, "page": seen, "html": safe(seen.html)}
    return draw(request, "letters/print.html.jinja", given)


@require_safe
def word(request: HttpRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """The letter as a Word file, once it could go."""
    name, content = word_file(actor_of(request), case_id, letter_id, now=clock.now())
    response = HttpResponse(
        content,
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response
