"""P35: what happened, what was kept, what to do, whom to ring; the same for every kind of "no"."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from putright.config.areas import is_public
from putright.kit.say import N_, _


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is nothing here, as far as this person may know."""
    return _page(request, 404, _("Page not found"), _("Check the address, or search for it."))


def not_allowed(request: HttpRequest, reason: str) -> HttpResponse:
    """It may not be done, and who may."""
    return _page(request, 403, _("You cannot do this"), reason)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page that sent this was too old, or not ours."""
    words = _("The page had been open too long. Go back, reload it, and send it again.")
    return _page(request, 403, _("That could not be sent"), words)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent is no form of ours."""
    return _page(request, 400, _("That could not be read"), _("Go back and try again."))


def fault(request: HttpRequest) -> HttpResponse:
    """Something broke: what was being written is kept as a draft.

    The database may be what broke, so the page asks it nothing.
    """
    request.actor = None  # type: ignore[attr-defined]
    words = _(
        "What you were writing is kept as a draft if it was longer than a few words. Try again in "
        "a minute; if it happens again, give the reference below when you ring."
    )
    return _page(request, 500, _("Sorry, there is a problem with the service"), words)


def _page(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    if is_public(request.path_info):
        return _public_page(request, status)
    reference = getattr(request, "reference", "")
    phone = getattr(request, "help_line", "") or settings.HELP_LINE
    help_words = _("Ring %(phone)s if something does not work.") % {"phone": phone} if phone else ""
    given = {
        "help_words": help_words,
        "heading": heading,
        "words": words,
        "reference": reference,
        "status": status,
    }
    return render(request, "problem.html.jinja", given, status=status)


PUBLIC_WORDS = {
    403: (
        N_("That could not be sent"),
        N_("Go back, load the page again, and send it once more. Or ring your landlord."),
    ),
    404: (
        N_("Page not found"),
        N_("Look at the address again, or ask your landlord for it."),
    ),
    500: (
        N_("Sorry, this does not work just now"),
        N_("Go back and try again in a minute. If you cannot wait, ring your landlord."),
    ),
}
"""What everybody is told, whatever is there; of any other kind, that it could not be sent."""


def _public_page(request: HttpRequest, status: int) -> HttpResponse:
    """The same for everybody, with the way out; it names no landlord and reads nothing."""
    heading, words = PUBLIC_WORDS.get(status, PUBLIC_WORDS[403])
    given = {
        "front": None, "exit_slug": "away", "help_words": "", "heading": _(heading),
        "words": _(words),
    }  # fmt: skip
    return render(request, "portal/problem.html.jinja", given, status=status, using="pages")
