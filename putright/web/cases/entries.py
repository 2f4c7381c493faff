"""One entry: all about it, proof that came later, its correction, another account of it."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from putright.casework.actions import cases as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import case_choices, case_file
from putright.casework.queries.case_entries import EntrySeen
from putright.gateways import clock
from putright.kit.dates import happened, sentence_case
from putright.kit.say import _
from putright.kit.shown import Fact
from putright.sheets import shown as put
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.cases import forms


@require_safe
def entry(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Everything about one entry."""
    seen = case_file.entry(actor_of(request), case_id, number, now=clock.now())
    one = seen.entry
    acts = put.actions(one, case_id, seen.around.may)[1:]
    given = {
        "around": seen.around,
        "entry": put.entry(one, case_id, actions=acts),
        "seen": one,
        "facts": _facts(one),
        "related": _related(one, case_id),
    }
    return draw(request, "cases/entry.html.jinja", given)


@form_page
def proof(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Add proof that came later."""
    actor, now = actor_of(request), clock.now()
    about = case_choices.about_entry(actor, case_id, number, now=now, permission="case.note")
    offered = about.choices
    form = forms.ProofForm(
        request.POST or None,
        request.FILES or None,
        now=now,
        proofs=offered.proofs,
        people=offered.people,
        initial=begun(request, offered.around, "case-proof"),
    )

    def save(sent: Sent) -> Saved:
        kind = form.cleaned_data["kind"]
        return actions.prove(
            actor=actor, sent=sent, number=number, kind=kind, text=form.said, now=now
        )

    words = _("The entry stays as it is. The proof is dated today: before today only what was "
              "known then counts.")  # fmt: skip
    sheet = Sheet(
        around=offered.around, title=_("Add proof"), place="case-proof", words=(words,),
        save_word=_("Save the proof"), given={"entry": put.entry(about.entry, case_id)},
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def correct(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Put an entry right by adding another."""
    actor, now = actor_of(request), clock.now()
    about = case_choices.about_entry(actor, case_id, number, now=now, permission="case.correct")
    offered, one = about.choices, about.entry
    at = one.happened.time() if isinstance(one.happened, datetime) else None
    day = one.happened.date() if isinstance(one.happened, datetime) else one.happened
    form = forms.CorrectForm(
        request.POST or None,
        now=now,
        initial=begun(request, offered.around, "case-correct", text=one.text, on=day, at=at),
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.correct(
            actor=actor, sent=sent, number=number, text=told["text"], when=form.when,
            why=told["why"], now=now,
        )  # fmt: skip

    ours = _("The first text stays, marked as corrected, and counts no more.")
    theirs = _("Somebody else told us this. Your correction stands beside it as a note; clocks go "
               "on as they were told.")  # fmt: skip
    sheet = Sheet(
        around=offered.around, title=_("Correct an entry"), place="case-correct",
        words=(ours if about.is_ours else theirs,), save_word=_("Save the correction"),
        given={"entry": put.entry(one, case_id)},
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def dispute(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Write down another account of the same thing."""
    actor, now = actor_of(request), clock.now()
    about = case_choices.about_entry(actor, case_id, number, now=now, permission="case.note")
    offered = about.choices
    form = forms.DisputeForm(
        request.POST or None,
        request.FILES or None,
        now=now,
        people=offered.people,
        channels=offered.channels,
        initial=begun(request, offered.around, "case-dispute"),
    )

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        return actions.dispute(
            actor=actor, sent=sent, number=number, by=told["by"], text=told["text"],
            channel=told["channel"], when=form.when, now=now,
        )  # fmt: skip

    words = _("Both accounts stay. An entry with a record still counts; one without starts "
              "nothing more.")  # fmt: skip
    sheet = Sheet(
        around=offered.around, title=_("Add another account"), place="case-dispute",
        words=(words,), save_word=_("Save the account"),
        given={"entry": put.entry(about.entry, case_id)},
    )  # fmt: skip
    return answer(request, sheet, form, save)


def _facts(one: EntrySeen) -> tuple[Fact, ...]:
    """The three times, who, how, and what shows it; only what is known."""
    written = happened(one.written) if one.written else ""
    if written and one.written_by:
        written = _("{when} by {who}").format(when=written, who=one.written_by)
    told = (
        (_("Happened"), ", ".join(part for part in (happened(one.happened), one.span) if part)),
        (_("Written down"), ", ".join(part for part in (written, one.written_late) if part)),
        (_("Proof received"), happened(one.proof_received) if one.proof_received else ""),
        (_("Who"), one.who),
        (_("To"), one.to),
        (_("How"), sentence_case(one.channel)),
        (_("What kind"), "; ".join(one.kinds)),
        (_("What was asked"), "; ".join(one.asks)),
        (_("What shows it"), sentence_case(", ".join(_(each) for each in one.proofs))),
        (_("Told in"), ", ".join(one.refs)),
    )
    return tuple(Fact(name=name, value=value) for name, value in told if value)


def _related(one: EntrySeen, case_id: UUID) -> list[dict[str, object]]:
    """The entries this one has to do with, by how."""
    told = (
        (_("Another account stands against it"), one.disputed_by),
        (_("It stands against"), one.disputes),
        (_("Corrected by"), (one.corrected_by,) if one.corrected_by else ()),
        (_("Corrects"), (one.corrects,) if one.corrects else ()),
        (_("Answered by"), one.answered_by),
        (_("Answers"), one.answers),
        (_("Told of in"), one.told_in),
        (_("Is about"), one.refers_to),
    )
    return [
        {"words": words, "links": put.pointers(found, case_id)} for words, found in told if found
    ]
