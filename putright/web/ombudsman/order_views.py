"""Orders: carried out, an apology checked, proof sent, what the Ombudsman and we say of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from putright.casework.actions import orders as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.apologies import Signed
from putright.casework.queries import apologies, cases, ombudsman
from putright.casework.queries.ombudsman import OmbudsmanForm
from putright.gateways import clock
from putright.kit.say import _
from putright.kit.typed import day_from
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page, keep_files, show
from putright.web.ombudsman import order_forms as forms

SHEET = "ombudsman/sheet.html.jinja"


@form_page
def carried_out(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Orders were carried out."""
    told = _told(request, case_id)
    first = {"chosen": request.GET.getlist("order")[:20]}
    form: Any = _form(forms.CarriedForm, request, told, "ombudsman-carried-out", first)

    def save(sent: Sent) -> Saved:
        return actions.carried_out(
            actor=actor_of(request), sent=sent, told=form.told, now=clock.now()
        )

    words = [
        _("A file, or an entry that has its record, shows that it was done. What nothing shows is "
          "kept as said, and stays owed."),
        _("Money is written down on the page Money, an apology is checked first: neither is here."),
    ]  # fmt: skip
    if not told.to_do:
        words = [_("Nothing stands there to choose."), *words[1:]]
    sheet = _sheet(told, "carried-out", _("An order was carried out"), *words)
    return answer(request, sheet, form, save)


@form_page
def proof(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The proof of orders went to the Ombudsman."""
    told = _told(request, case_id)
    form: Any = _form(forms.ProofForm, request, told, "ombudsman-proof")

    def save(sent: Sent) -> Saved:
        done, papers = form.told
        saved = actions.proof_sent(
            actor=actor_of(request), sent=sent, told=done, papers=papers, now=clock.now()
        )
        messages.success(request, forms.proven_words(form))
        return saved

    words = [] if told.done else [_("Nothing stands there to choose.")]
    sheet = _sheet(
        told, "proof", _("Proof was sent to the Ombudsman"), *words,
        template="ombudsman/proof.html.jinja", given={"told": told},
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def apology(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Hold the letter of an apology against the guidance, then write it down."""
    told = _told(request, case_id)
    first = {"order": request.GET.get("order", "")[:80]} if "order" in request.GET else {}
    form = forms.ApologyForm(
        request.POST or None, request.FILES or None, given=told,
        initial=begun(request, told.around, "ombudsman-apology", **first),
    )  # fmt: skip

    sheet = _sheet(
        told, "apology", _("Check and record the apology"),
        _("The letter is held against the Ombudsman's guidance on apologies. Nothing is written "
          "down before you save."),
        template="ombudsman/apology.html.jinja",
        # asked by the page, for only then are the files kept that came with the form
        given={"lines_of": lambda: _lines(request, case_id, form), "told": told},
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.apologised(
            actor=actor_of(request), sent=sent, told=form.told, now=clock.now()
        )

    if request.POST.get("do") == "check":
        keep_files(request, form, cases.near_to(actor_of(request), case_id, now=clock.now()))
        form.is_valid()
        return show(request, sheet, form)
    return answer(request, sheet, form, save)


@form_page
def reply(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the Ombudsman says of the proof."""
    told = _told(request, case_id)
    form: Any = _form(forms.ReplyForm, request, told, "ombudsman-reply")

    def save(sent: Sent) -> Saved:
        return actions.replied(actor=actor_of(request), sent=sent, told=form.told, now=clock.now())

    words = [] if told.sent else [_("No proof has gone that waits for its word.")]
    sheet = _sheet(told, "reply", _("What the Ombudsman says of the proof"), *words)
    return answer(request, sheet, form, save)


@form_page
def review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Somebody asks for a review of the determination."""
    told = _told(request, case_id)
    form: Any = _form(forms.ReviewForm, request, told, "ombudsman-review")

    def save(sent: Sent) -> Saved:
        return actions.review_asked(
            actor=actor_of(request), sent=sent, told=form.told, now=clock.now()
        )

    words = _("Asking pauses nothing: each order stays owed by its day.")
    sheet = _sheet(told, "review", _("A review was asked for"), words)
    return answer(request, sheet, form, save)


@form_page
def recommended(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Our answers to what the Ombudsman recommends."""
    told = _told(request, case_id)
    form: Any = _form(forms.RecommendedForm, request, told, "ombudsman-recommended")

    def save(sent: Sent) -> Saved:
        return actions.recommendations_answered(
            actor=actor_of(request), sent=sent, answers=form.told, when=form.when, now=clock.now()
        )

    sheet = _sheet(
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


def _told(request: HttpRequest, case_id: UUID) -> OmbudsmanForm:
    return ombudsman.form_of(actor_of(request), case_id, now=clock.now())


def _form(
    kind: type[Any], request: HttpRequest, told: OmbudsmanForm, place: str,
    first: dict[str, Any] | None = None,
) -> Any:  # fmt: skip
    return kind(
        request.POST or None, request.FILES or None, now=clock.now(), given=told,
        initial=begun(request, told.around, place, **(first or {})),
    )  # fmt: skip


def _sheet(
    told: OmbudsmanForm, place: str, title: str, *words: str, template: str = SHEET,
    given: dict[str, Any] | None = None,
) -> Sheet:  # fmt: skip
    return Sheet(
        around=told.around, title=title, place=f"ombudsman-{place}", template=template,
        words=words, save_word=_("Save"), given=given or {},
        leads_to=reverse("ombudsman:page", kwargs={"case_id": told.around.id}),
    )  # fmt: skip
