"""The page of money, assessing an impact, building an offer, and a second person's decision."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from putright.casework.actions import redress as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import redress as read
from putright.gateways import clock
from putright.kit.say import _
from putright.kit.shown import Column
from putright.sheets import shown as put
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page
from putright.web.redress import forms

STEPS = (
    Column(key="on", word=_("Day"), is_heading=True),
    Column(key="title", word=_("For what")),
    Column(key="stage", word=_("Stage")),
    Column(key="amount", word=_("Offered"), is_number=True),
    Column(key="how", word=_("How it stands to the one before")),
    Column(key="total", word=_("In all then"), is_number=True),
)
HOW = {"adds": _("Added"), "in all": _("The whole"), "repeats": _("The same again")}
HEADS = (
    Column(key="title", word=_("For what"), is_heading=True),
    Column(key="offered", word=_("Offered in all"), is_number=True),
    Column(key="accepted", word=_("Said yes to"), is_number=True),
    Column(key="ordered", word=_("Ordered"), is_number=True),
    Column(key="paid", word=_("Paid"), is_number=True),
    Column(key="owed", word=_("Still to pay"), is_number=True),
)


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Everything about money in a case."""
    seen = read.page(actor_of(request), case_id, now=clock.now())
    given = {
        "around": seen.around,
        "page": seen,
        "put": put,
        "step_columns": STEPS,
        "head_columns": HEADS,
        "how": HOW,
        "works_href": put.place("works:page", case_id),
        "act_href": lambda promise: put.act_href(promise, case_id),
    }
    return draw(request, "redress/page.html.jinja", given)


@form_page
def assess(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Say how hard the failings of a heading hit the resident."""
    actor, now = actor_of(request), clock.now()
    told = read.weighing(actor, case_id, now=now)
    first = {"head": request.GET.get("head", "")[:120]}
    initial = begun(request, told.around, "redress-assess", **first)
    form = forms.AssessForm(request.POST or None, initial=initial, told=told)

    def save(sent: Sent) -> Saved:
        return actions.assess(actor=actor, sent=sent, told=form.told, now=now)

    words = [_("A person judges this, never the machine. The newest word counts; the old ones stay "
               "on the timeline.")]  # fmt: skip
    if told.is_old_scale:
        words.append(_("The bands of the guidance of today are not known here. The words below are "
                       "those of the last guidance; no sum is held against them."))  # fmt: skip
    if told.heads and told.heads[0].both.matrix is None:
        words.append(_("No matrix of this landlord was seen."))
    sheet = Sheet(
        around=told.around, title=_("Assess the impact"), place="redress-assess",
        words=tuple(words), save_word=_("Save the impact"), leads_to=home(case_id),
        template="redress/sheet.html.jinja",
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def offer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Build an offer, heading by heading, and ask for agreement to it."""
    actor, now = actor_of(request), clock.now()
    told = read.weighing(actor, case_id, now=now)
    initial = begun(request, told.around, "redress-offer")
    form = forms.OfferForm(request.POST or None, initial=initial, told=told)

    def save(sent: Sent) -> Saved:
        return actions.ask(actor=actor, sent=sent, built=form.built, now=now)

    sheet = Sheet(
        around=told.around, title=_("Build an offer"), place="redress-offer",
        save_word=_("Ask for agreement"), leads_to=home(case_id),
        template="redress/offer.html.jinja", given={"told": told, "put": put},
        words=(
            _("Name each sum yourself, and say what it is for. The resident reads your reasons."),
            _("A second person agrees before anything is put to the resident."),
            _("To offer for a single point of the complaint, assess its impact first."),
        ),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def decide(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Agree to an offer, or not."""
    actor, now = actor_of(request), clock.now()
    told = read.putting(actor, case_id, now=now, number=number, permission="redress.approve")
    form = forms.DecideForm(request.POST or None, initial=begun(request, told.around, "redress-ok"))

    def save(sent: Sent) -> Saved:
        data = form.cleaned_data
        return actions.decide(
            actor=actor, sent=sent, number=number, grant=data["grant"] == "yes",
            reason=data["reason"], now=now,
        )  # fmt: skip

    sheet = Sheet(
        around=told.around, title=_("Decide on an offer"), place="redress-ok",
        save_word=_("Save the decision"), leads_to=home(case_id),
        template="redress/decide.html.jinja",
        given={"one": told.request, "put": put, "weighed": told.weighed},
    )  # fmt: skip
    return answer(request, sheet, form, save)


def home(case_id: UUID) -> str:
    """The page of money."""
    return reverse("redress:page", kwargs={"case_id": case_id})
