"""A file is asked for with a session, and read by a link that works for a minute without one.

The bytes always go out as a download of a fixed type that no browser runs (security V5.3, V3.6).
"""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from putright.casework.actor import Actor
from putright.casework.queries import case_files
from putright.casework.queries.case_files import FileSeen
from putright.casework.refused import NotThere
from putright.gateways import clock
from putright.web.files.ranges import NotInFile, asked

SANDBOX = "sandbox; default-src 'none'"


@require_safe
def get(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Ask for a file: a minute's link to its bytes, or why it is held."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    file = case_files.find_file(actor, file_id, now=clock.now())
    if file.held:
        return render(request, "files/held.html.jinja", {"file": file}, using="pages")
    return redirect("files:read", token=case_files.token_for(actor, file))


@require_safe
@login_not_required
def read(request: HttpRequest, token: str) -> HttpResponseBase:
    """The bytes that a link names, the whole or a range of them."""
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    signed_in = actor.user_id if actor is not None else None
    try:
        file, kept = case_files.open_with(token, now=clock.now(), signed_in=signed_in)
    except NotThere:
        return _headed(HttpResponse("This link has ended. Open the file again.", status=404))
    try:
        part = asked(request.headers.get("Range", ""), size=file.size)
    except NotInFile:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{file.size}"
        return _headed(refused)
    start, stop = part or (0, file.size)
    response = StreamingHttpResponse(kept.pieces(start, stop), status=206 if part else 200)
    if part:
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{file.size}"
    response["Content-Length"] = str(stop - start)
    return _as_download(response, file)


def _as_download(response: HttpResponseBase, file: FileSeen) -> HttpResponseBase:
    response["Content-Type"] = file.media_type
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    response["Accept-Ranges"] = "bytes"
    return _headed(response)


def _headed(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response["Content-Type"] = "text/plain; charset=utf-8"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Referrer-Policy"] = "no-referrer"
    return response
