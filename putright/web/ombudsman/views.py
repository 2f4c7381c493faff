"""The page of the Ombudsman's side of a case, and its forms."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe
from msgspec.structs import replace

from putright.casework.actions import ombudsman as actions
from putright.casework.actions import ombudsman_report as report
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.files import NotKept
from putright.casework.queries import evidence_gaps, ombudsman, ombudsman_doubts
from putright.casework.queries.ombudsman import OmbudsmanForm
from putright.casework.queries.ombudsman_doubts import OnForm
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.say import _
from putright.kit.shown import Column
from putright.kit.typed import day_from
from putright.sheets import shown as put
from putright.sheets.sending import Sheet, actor_of, answer, begun, draw, form_page, show
from putright.web.ombudsman.forms import AskedForm, DeterminedForm, ReportForm, Telling
from putright.web.ombudsman.order_forms import ANSWERS, AnsweredForm

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
    told = _told(request, case_id)
    form = _form(Telling, request, told, "ombudsman-approached")

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        return actions.approached(
            actor=actor_of(request), sent=sent, words=given["words"], when=form.when,
            channel=given["channel"], complaint=given["complaint"], now=clock.now(),
        )  # fmt: skip

    return answer(
        request, _sheet(told, "approached", _("They have gone to the Ombudsman")), form, save
    )


@form_page
def asked(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The Ombudsman asks something."""
    told = _told(request, case_id)
    form: Any = _form(AskedForm, request, told, "ombudsman-asked")

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        asked = actions.Asked(
            step=given["step"], words=given["words"], channel=given["channel"], when=form.when,
            wants=form.told_rows(), complaint=given["complaint"],
            is_another=given["is_another"],
        )  # fmt: skip
        return actions.asked(actor=actor_of(request), sent=sent, told=asked, now=clock.now())

    words = _("Each thing it wants is a row: somebody then owes it by the day it names. Where it "
              "names none, ten working days count.")  # fmt: skip
    return answer(request, _sheet(told, "asked", _("The Ombudsman asks"), words, ROWS), form, save)


@form_page
def determined(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The Ombudsman decided."""
    told = _told(request, case_id)
    reading = report.proposed(actor_of(request), case_id)
    kept = {"kept_files": str(reading.file)} if reading else {}
    doubts = ombudsman_doubts.doubts(
        actor_of(request), case_id, reading=reading, form=_on_form(request, reading),
        now=clock.now(),
    )  # fmt: skip
    form: Any = _form(DeterminedForm, request, told, report.FORM, first=kept,
                      is_doubted=bool(doubts))  # fmt: skip

    def save(sent: Sent) -> Saved:
        given = form.cleaned_data
        found = actions.Determined(
            reference=given["reference"], words=given["words"], when=form.when,
            orders=form.told_rows(), recommendations=form.advice, complaint=given["complaint"],
        )  # fmt: skip
        return actions.determined(actor=actor_of(request), sent=sent, told=found, now=clock.now())

    words = _("Each order is a row, with the day that the report states. Where it states none, "
              "four weeks count.")  # fmt: skip
    sheet = _sheet(told, "determined", _("The Ombudsman decided"), words, ROWS)
    return answer(request, replace(sheet, given={"reading": reading, "doubts": doubts}), form, save)


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
    actor, told = actor_of(request), _told(request, case_id)
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
    return show(request, _sheet(told, "read", _("Read a determination"), words), form)


@form_page
def answered(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """We answered the Ombudsman."""
    told = _told(request, case_id)
    form: Any = _form(AnsweredForm, request, told, "ombudsman-waiting", choices=told.waiting)

    def save(sent: Sent) -> Saved:
        return actions.answered(actor=actor_of(request), sent=sent, told=form.told, now=clock.now())

    words = _("A file, or an entry that has its record, shows what went. What nothing shows is "
              "kept as said, and stays owed.")  # fmt: skip
    words = words if told.waiting else _("Nothing stands there to choose.")
    return answer(
        request, _sheet(told, "waiting", _("We answered the Ombudsman"), words), form, save
    )


def _told(request: HttpRequest, case_id: UUID) -> OmbudsmanForm:
    return ombudsman.form_of(actor_of(request), case_id, now=clock.now())


def _form(
    kind: type[Telling], request: HttpRequest, told: OmbudsmanForm, place: str,
    first: Mapping[str, str] | None = None, **more: Any,
) -> Telling:  # fmt: skip
    return kind(
        request.POST or None, request.FILES or None, now=clock.now(), given=told,
        initial=begun(request, told.around, place, **(first or {})), **more,
    )  # fmt: skip


def _sheet(
    told: OmbudsmanForm, place: str, title: str, words: str = "",
    template: str = "cases/form.html.jinja",
) -> Sheet:  # fmt: skip
    return Sheet(
        around=told.around, title=title, place=f"ombudsman-{place}", template=template,
        words=(words,) if words else (), save_word=_("Save"),
        leads_to=reverse("ombudsman:page", kwargs={"case_id": told.around.id}),
    )  # fmt: skip
