"""Help in words: what the signs mean, the keys, whom to ring."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from putright.kit.say import _


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """One page for everybody."""
    states = (
        ("due", _("Not yet done, and there is time left.")),
        ("due soon", _("Inside the time in which the policy wants you to be warned.")),
        ("overdue", _("The time is past and no record shows that it was done.")),
        ("met", _("A record shows that it was done in time.")),
        ("met late", _("A record shows that it was done, and how late.")),
        ("excused", _("A named person excused it, by a clause or the resident's wish.")),
    )
    keys = (
        ("Ctrl K", _("Find a person, home or case, or say what to do")),
        ("Ctrl Enter", _("Save the form")),
        ("Esc", _("Close a menu; what you wrote stays")),
        ("J, K", _("Down and up in a list; Enter opens")),
    )
    letters = (
        ("G W", _("My work")),
        ("N", _("New report")),
        ("C", _("Log a contact")),
        ("P", _("Promise")),
        ("?", _("All the keys")),
    )
    given = {"states": states, "keys": keys, "letters": letters}
    return render(request, "help/page.html.jinja", given, using="pages")
