"""The queue, and one thing that came in: what it says, whom it may be from, what came with it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from putright.casework import permissions
from putright.casework.actions import triage_receipt
from putright.casework.queries import triage as read
from putright.casework.queries import triage_guess, triage_page
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets import shown as put
from putright.web.triage.forms import uuid_or_none
from putright.web.triage.shown import actor_of, draw, form_page

SANDBOX = "sandbox; default-src 'none'"
SHOWS = (
    ("all", _("All")), ("unread", _("Not yet read")), ("unmatched", _("Without a case")),
    ("unhappy", _("Sound unhappy")), ("urgent", _("Sound urgent")), ("mine", _("Yours")),
    ("late", _("Late")),
)  # fmt: skip
WAYS = {
    "calls": _("calls"), "voicemail": _("voicemail"), "text": _("texts"), "email": _("email"),
    "post": _("post"), "visit": _("visits"),
}  # fmt: skip


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Everything that waits; one of it is shown beside the list where it was chosen."""
    actor, now = actor_of(request), clock.now()
    show = request.GET.get("show", "all")
    chosen = uuid_or_none(request.GET.get("item"))
    opened = triage_page.page(actor, chosen, now=now) if chosen else None
    return draw(
        request, "queue", inbox=read.inbox(actor, now=now, show=show), show=show, shows=SHOWS,
        opened=opened, now=now, put=put, ways=WAYS,
        counted=read.uncounted(actor, now=now),
    )  # fmt: skip


@form_page
def page(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One thing that came in; with words to look for, the cases that have them."""
    actor, now = actor_of(request), clock.now()
    typed = " ".join(request.POST.get("q", "").split())[:200]
    found = triage_guess.looked_for(actor, typed, now=now) if typed else ()
    opened = triage_page.page(actor, item_id, now=now)
    row, _standing = triage_page.find(actor, item_id, now=now)
    return draw(
        request, "page", opened=opened, now=now, put=put, typed=typed, found=found, ways=WAYS,
        may_receipt=triage_receipt.can_send(actor, row),
        reference=triage_receipt.reference_of(row),
        may_report=permissions.can(actor, "report.take"),
    )  # fmt: skip


@require_safe
def file(request: HttpRequest, item_id: UUID, file_id: UUID) -> HttpResponseBase:
    """What came with it, as a download that no browser runs."""
    name, chunks, size = triage_page.file_of(actor_of(request), item_id, file_id, now=clock.now())
    return _download(StreamingHttpResponse(chunks), name, size)


@require_safe
def raw(request: HttpRequest, item_id: UUID) -> HttpResponseBase:
    """The message byte for byte as it came."""
    chunks, size = triage_page.raw_of(actor_of(request), item_id, now=clock.now())
    return _download(StreamingHttpResponse(chunks), f"as-it-came-{item_id.hex[:8]}.txt", size)


def _download(response: HttpResponseBase, name: str, size: int) -> HttpResponseBase:
    response["Content-Type"] = "application/octet-stream"
    response["Content-Length"] = str(size)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Referrer-Policy"] = "no-referrer"
    return response
