"""The page of the Ombudsman's side of a case, and its forms."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from putright.casework.actions import ombudsman as actions
from putright.casework.actions import ombudsman_report as report
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.files import NotKept
from putright.casework.queries import evidence_gaps, ombudsman, ombudsman_doubts
from putright.casework.queries.ombudsman_doubts import OnForm
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.say import _
from putright.kit.shown import Column
from putright.kit.typed import day_from
from putright.sheets import shown as put
from putright.sheets.sending import actor_of, answer, draw, form_page, show
from putright.web.ombudsman.forms import AskedForm, DeterminedForm, ReportForm, Telling
from putright.web.ombudsman.order_forms import ANSWERS, AnsweredForm
from putright.web.ombudsman.sheets import NOTHING, bound, offered, saving, sheet_of

ROWS = "ombudsman/rows.html.jinja"
CLOCKS = (
    Column(key="title", word=_("Step"), is_heading=True), Column(key="on", word=_("Since")),
    Column(key="until", word=_("Until")), Column(key="says", word=_("How it stands")),
)  # fmt: skip


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What waits for an answer, which orders stand, and all that went to and fro."""
    found = ombudsman.page(actor_of(request), case_id, now=clock.now())
    return draw(request, "ombudsman/page.html.jinja",
                {"around": found.around, "page": found, "put": put, "clock_columns": CLOCKS,
                 "answers": dict(ANSWERS)})  # fmt: skip


@require_safe
def gaps(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the file lacks, before it goes anywhere."""
    found = evidence_gaps.page(actor_of(request), case_id, now=clock.now())
    return draw(request, "ombudsman/gaps.html.jinja",
                {"around": found.around, "page": found, "put": put})  # fmt: skip


@form_page
def approached(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The resident went to the Ombudsman."""
    told = offered(request, case_id)
    form = bound(Telling, request, told, "approached")

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        return actions.approached(
            actor=actor_of(request), sent=sent, words=given["words"], when=form.when,
            channel=given["channel"], complaint=given["complaint"], now=clock.now(),
        )  # fmt: skip

    sheet = sheet_of(told, "approached", _("They have gone to the Ombudsman"))
    return answer(request, sheet, form, save)


@form_page
def asked(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The Ombudsman asks something."""
    told = offered(request, case_id)
    words = _("Each thing it wants is a row: somebody then owes it by the day it names. Where it "
              "names none, ten working days count.")  # fmt: skip
    sheet = sheet_of(told, "asked", _("The Ombudsman asks"), words, template=ROWS)
    return saving(request, sheet, bound(AskedForm, request, told, "asked"), actions.asked)


@form_page
def determined(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The Ombudsman decided."""
    told = offered(request, case_id)
    reading = report.proposed(actor_of(request), case_id)
    kept = {"kept_files": str(reading.file)} if reading else {}
    doubts = ombudsman_doubts.doubts(
        actor_of(request), case_id, reading=reading, form=_on_form(request, reading),
        now=clock.now(),
    )  # fmt: skip
    form = bound(DeterminedForm, request, told, "determined", kept, is_doubted=bool(doubts))
    words = _("Each order is a row, with the day that the report states. Where it states none, "
              "four weeks count.")  # fmt: skip
    sheet = sheet_of(
        told, "determined", _("The Ombudsman decided"), words, template=ROWS,
        given={"reading": reading, "doubts": doubts},
    )  # fmt: skip
    return saving(request, sheet, form, actions.determined)


def _on_form(request: HttpRequest, reading: report.Proposed | None) -> OnForm:
    """What the form says of the determination; before it is sent, what was read."""
    read_of = reading.answer if reading else None
    if request.method != "POST":
        return OnForm(read_of.reference if read_of else "", read_of.date if read_of else None)
    typed = request.POST
    return OnForm("".join(typed.get("reference", "").split()), day_from(typed.get("on", "")),
                  typed.get("complaint", "")[:80])  # fmt: skip


@form_page
def read(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Upload a determination; what is read of it is proposed on the form."""
    actor, told = actor_of(request), offered(request, case_id)
    form = ReportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            report.propose(actor=actor, case_id=case_id, upload=form.upload, now=clock.now())
        except (NotRight, NotKept) as no:
            form.add_error("report", no.reason)
        else:
            return redirect("ombudsman:determined", case_id=case_id)
    words = _("A report as text, web page, PDF or Word document. It is kept with the case; what is "
              "read of it is put on a form, beside what is not sure. Nothing is on record before "
              "you have looked at each order and saved.")  # fmt: skip
    return show(request, sheet_of(told, "read", _("Read a determination"), words), form)


@form_page
def answered(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """We answered the Ombudsman."""
    told = offered(request, case_id)
    form = bound(AnsweredForm, request, told, "waiting", choices=told.waiting)
    shown = _("A file, or an entry that has its record, shows what went. What nothing shows is "
              "kept as said, and stays owed.")  # fmt: skip
    words = shown if told.waiting else NOTHING
    sheet = sheet_of(told, "waiting", _("We answered the Ombudsman"), words)
    return saving(request, sheet, form, actions.answered)
