"""The step about mailboxes: adding one, trying it, switching it off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from putright.casework.actions import mailboxes as actions
from putright.casework.queries import mailboxes as read
from putright.casework.refused import NotRight
from putright.gateways import clock
from putright.kit.say import _
from putright.web.setup.mailbox_forms import MailboxForm
from putright.web.setup.shown import states_of_mailbox
from putright.web.setup.views import actor_of, form_page, page, saved, sent_by


@require_GET
def mailboxes(request: HttpRequest) -> HttpResponse:
    """Every mailbox and how it stands."""
    actor, now = actor_of(request), clock.now()
    boxes = read.listed(actor, now=now)
    given = {
        "boxes": boxes,
        "states": states_of_mailbox(),
        "says_none": read.says_none(actor.landlord_id),
    }
    return page(request, "mailboxes", given)


@form_page
def add(request: HttpRequest) -> HttpResponse:
    """A mailbox more."""
    actor, now = actor_of(request), clock.now()
    teams = read.teams(actor)
    form = MailboxForm(sent_by(request), teams=teams)
    if form.is_valid():
        try:
            made = actions.add(
                actor=actor, told=form.told, password=form.cleaned_data["password"], now=now
            )
        except NotRight as wrong:
            form.add_error(wrong.field or None, wrong.reason)
        else:
            messages.success(request, _("Saved. Now send it a test message."))
            return redirect("setup:mailbox", mailbox_id=made)
    return page(request, "mailbox_form", {"form": form, "box": None, "teams": teams})


@form_page
def change(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """Say something else of a mailbox."""
    actor, now = actor_of(request), clock.now()
    box = read.page(actor, mailbox_id, now=now).box
    known = {name: getattr(box, name) for name in MailboxForm.base_fields if hasattr(box, name)}
    teams = read.teams(actor)
    form = MailboxForm(
        sent_by(request), teams=teams, has_password=box.way == "imap",
        initial={**known, "team": str(box.team)},
    )  # fmt: skip
    if form.is_valid():
        password = form.cleaned_data["password"]
        try:
            actions.change(
                actor=actor, mailbox=mailbox_id, told=form.told, password=password, now=now
            )
        except NotRight as wrong:
            form.add_error(wrong.field or None, wrong.reason)
        else:
            messages.success(request, _("Saved. Now send it a test message."))
            return redirect("setup:mailbox", mailbox_id=mailbox_id)
    return page(request, "mailbox_form", {"form": form, "box": box, "teams": teams})


@require_GET
def mailbox(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """One mailbox, and how the test message that was sent to it fared."""
    seen = read.page(actor_of(request), mailbox_id, now=clock.now())
    return page(request, "mailbox", {"seen": seen, "states": states_of_mailbox()})


@require_POST
def try_out(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """Send the test message."""
    actions.try_out(actor=actor_of(request), mailbox=mailbox_id, now=clock.now())
    return redirect("setup:mailbox", mailbox_id=mailbox_id)


@require_POST
def look(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """Fetch at once, and look again."""
    actions.look_now(actor=actor_of(request))
    return redirect("setup:mailbox", mailbox_id=mailbox_id)


@require_POST
def switch(request: HttpRequest, mailbox_id: UUID) -> HttpResponse:
    """Read it from now on, or no more."""
    actor, on = actor_of(request), request.POST.get("on") == "yes"
    saved(
        request, None,
        lambda: actions.switch(actor=actor, mailbox=mailbox_id, on=on, now=clock.now()),
    )  # fmt: skip
    return redirect("setup:mailboxes")


@require_POST
def none(request: HttpRequest) -> HttpResponse:
    """There is no mailbox to be read."""
    saved(
        request, None, lambda: actions.none_yet(actor=actor_of(request), now=clock.now())
    )  # fmt: skip
    return redirect("setup:list")
