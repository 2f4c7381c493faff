"""Orders: carried out, an apology checked, proof sent, what the Ombudsman and we say of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from putright.casework.actions import orders as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.apologies import Signed
from putright.casework.queries import apologies, cases
from putright.gateways import clock
from putright.kit.say import _
from putright.kit.typed import day_from
from putright.sheets.sending import actor_of, answer, begun, form_page, keep_files, show
from putright.web.ombudsman import order_forms as forms
from putright.web.ombudsman.sheets import NOTHING, bound, offered, saving, sheet_of


@form_page
def carried_out(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Orders were carried out."""
    told = offered(request, case_id)
    first = {"chosen": request.GET.getlist("order")[:20]}
    form = bound(forms.CarriedForm, request, told, "carried-out", first)
    shown = _("A file, or an entry that has its record, shows that it was done. What nothing shows "
              "is kept as said, and stays owed.")  # fmt: skip
    sheet = sheet_of(
        told, "carried-out", _("An order was carried out"), shown if told.to_do else NOTHING,
        _("Money is written down on the page Money, an apology is checked first: neither is here."),
    )  # fmt: skip
    return saving(request, sheet, form, actions.carried_out)


@form_page
def proof(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The proof of orders went to the Ombudsman."""
    told = offered(request, case_id)
    form = bound(forms.ProofForm, request, told, "proof")

    def save(sent: Sent) -> Saved:
        done, papers = form.told
        saved = actions.proof_sent(
            actor=actor_of(request), sent=sent, told=done, papers=papers, now=clock.now()
        )
        messages.success(request, forms.proven_words(form))
        return saved

    words = [] if told.done else [NOTHING]
    sheet = sheet_of(
        told, "proof", _("Proof was sent to the Ombudsman"), *words,
        template="ombudsman/proof.html.jinja", given={"told": told},
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def apology(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hold the letter of an apology against the guidance, then write it down."""
    told = offered(request, case_id)
    first = {"order": request.GET.get("order", "")[:80]} if "order" in request.GET else {}
    form = forms.ApologyForm(
        request.POST or None, request.FILES or None, given=told,
        initial=begun(request, told.around, "ombudsman-apology", **first),
    )  # fmt: skip
    sheet = sheet_of(
        told, "apology", _("Check and record the apology"),
        _("The letter is held against the Ombudsman's guidance on apologies. Nothing is written "
          "down before you save."),
        template="ombudsman/apology.html.jinja",
        # asked by the page, for only then are the files kept that came with the form
        given={"lines_of": lambda: _lines(request, case_id, form), "told": told},
    )  # fmt: skip
    if request.POST.get("do") == "check":
        keep_files(request, form, cases.near_to(actor_of(request), case_id, now=clock.now()))
        form.is_valid()
        return show(request, sheet, form)
    return saving(request, sheet, form, actions.apologised)


@form_page
def reply(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the Ombudsman says of the proof."""
    told = offered(request, case_id)
    form = bound(forms.ReplyForm, request, told, "reply")
    words = [] if told.sent else [_("No proof has gone that waits for its word.")]
    sheet = sheet_of(told, "reply", _("What the Ombudsman says of the proof"), *words)
    return saving(request, sheet, form, actions.replied)


@form_page
def review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Somebody asks for a review of the determination."""
    told = offered(request, case_id)
    form = bound(forms.ReviewForm, request, told, "review")
    words = _("Asking pauses nothing: each order stays owed by its day.")
    sheet = sheet_of(told, "review", _("A review was asked for"), words)
    return saving(request, sheet, form, actions.review_asked)


@form_page
def recommended(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Our answers to what the Ombudsman recommends."""
    told = offered(request, case_id)
    form = bound(forms.RecommendedForm, request, told, "recommended")

    def save(sent: Sent) -> Saved:
        return actions.recommendations_answered(
            actor=actor_of(request), sent=sent, answers=form.told, when=form.when, now=clock.now()
        )

    sheet = sheet_of(
        told, "recommended", _("What the Ombudsman recommends"),
        _("Recommendations bind nobody. What we do about each is written down all the same, and "
          "goes to the Ombudsman with the proof of the orders."),
        template="ombudsman/recommended.html.jinja",
    )  # fmt: skip
    return answer(request, sheet, form, save)


def _lines(request: HttpRequest, case_id: UUID, form: forms.ApologyForm) -> Any:
    """The check of what is chosen, or None before an order was."""
    chosen = {name: str(form[name].value() or "")[:120]
              for name in ("order", "letter", "signer", "post", "on")}  # fmt: skip
    asked = apologies.Asked(
        order=chosen["order"], letter=chosen["letter"], on=day_from(chosen["on"]),
        signed=Signed(chosen["signer"], chosen["post"]), attached=tuple(form.kept_ids),
    )  # fmt: skip
    return apologies.check(actor_of(request), case_id, asked, now=clock.now())
