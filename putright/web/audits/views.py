"""The audit of a case as a page, and what may be begun from it."""

from datetime import date
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe
from msgspec import json
from msgspec.structs import asdict

from putright import __version__
from putright.casework.actions import case_audit as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.audit_json import SavedAuditJson, shape_audit
from putright.casework.queries import case_audit
from putright.casework.queries.case_audit import SavedAudit
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.audit_page import render
from putright.kit.dates import moment
from putright.kit.say import _
from putright.sheets import shown as put
from putright.sheets.sending import Sheet, actor_of, answer, draw, form_page, show
from putright.web.audits.forms import ApologyForm, GapsForm

KINDS = {"html": "text/html; charset=utf-8", "json": "application/json"}
"""As what an audit can be saved."""
SANDBOX = "sandbox; default-src 'none'"


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the Ombudsman would find as of a day."""
    found = case_audit.page(
        actor_of(request), case_id, now=clock.now(), on=_day(request.GET.get("on", "")),
        only_shown=request.GET.get("shown") == "only",
    )  # fmt: skip
    return draw(request, "audits/page.html.jinja", {"around": found.around, "page": found,
                                                    "put": put})  # fmt: skip


@require_safe
@reauthentication_required(app="putright")  # type: ignore[untyped-decorator]
def save(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """The audit as a file: a page that prints by itself, or data. Whoever asks signs in again, and
    is written into the log of readings only then."""
    if kind not in KINDS:
        raise Http404
    found = case_audit.saved(
        actor_of(request), case_id, now=clock.now(), on=_day(request.GET.get("on", "")),
        only_shown=request.GET.get("shown") == "only",
    )  # fmt: skip
    told = _page_of(found) if kind == "html" else _data_of(found)
    name = f"audit-{found.audit.case}-{found.audit.as_of}.{kind}"
    response = HttpResponse(told, content_type=KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


def _page_of(found: SavedAudit) -> str:
    said = [_("Saved by {who} at {at}.").format(who=found.by, at=moment(found.at))]
    if found.kept_back:
        said.append(_("Some entries of this case are not shown to {who}. This audit is made "
                      "without them, so it may differ from that of a colleague.").format(
                          who=found.by))  # fmt: skip
    if found.only_shown:
        said.append(_("Our own entries that nothing shows are left out of it."))
    return render(found.audit, saved=said)


def _data_of(found: SavedAudit) -> bytes:
    audit = asdict(shape_audit(found.audit, found.opened))
    saved = SavedAuditJson(
        **audit, saved_by=found.by, saved_at=found.at, made_by=f"Putright {__version__}",
        kept_back=found.kept_back, only_shown=found.only_shown,
    )  # fmt: skip
    return json.format(json.encode(saved))


@form_page
def gaps(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Put what was found on the worklist."""
    actor, now = actor_of(request), clock.now()
    told = case_audit.to_write(actor, case_id, now=now)
    form = GapsForm(request.POST or None, given=told, initial={"seen": told.around.head})

    def save(sent: Sent) -> Saved:
        chosen = form.cleaned_data
        return actions.put_on_worklist(
            actor=actor, sent=sent, gaps=chosen["gaps"], due=chosen["due"], now=now
        )

    sheet = Sheet(
        around=told.around, title=_("Put gaps on the worklist"), place="audit-gaps",
        words=(_("What is overdue is on the worklist already. Choose what else is to be put right, "
                 "and by when: somebody then sees to each of them, and an entry has to show it."),),
        save_word=_("Put them on the worklist"),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def apology(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Begin a letter that says sorry for what was found."""
    actor, now = actor_of(request), clock.now()
    told = case_audit.to_write(actor, case_id, now=now)
    form = ApologyForm(request.POST or None, given=told, initial={"seen": told.around.head})
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            letter = actions.begin_apology(
                actor=actor, case_id=case_id, to=chosen["to"], gaps=chosen["gaps"], now=now
            )
        except NotRight as no:
            form.add_error(no.field if no.field in form.fields else None, no.reason)
        else:
            return redirect("letters:write", case_id=case_id, letter_id=letter)
    sheet = Sheet(
        around=told.around, title=_("Begin an apology"), place="audit-apology",
        words=(_("Each failing that you choose is said in a dated sentence. What it meant for them "
                 "and that we are sorry you write yourself; a second person reads it."),),
        save_word=_("Begin the letter"),
    )  # fmt: skip
    return show(request, sheet, form)


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
