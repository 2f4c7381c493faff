"""What every page is given: the environment of its templates, and its frame."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from jinja2 import Environment, FileSystemLoader

from putright.casework import permissions, policies
from putright.config import areas
from putright.gateways import clock
from putright.kit import dates
from putright.kit.environment import environment as kit_environment
from putright.kit.say import _
from putright.kit.shown import Frame, Link, Notice

MOST_LINKS = 9
"""So many entries fit into one line of the navigation; with more of them the rare ones fold."""
RARE_FROM = 60
"""The places of the menu from which on entries are not for every day."""


def environment(**options: Any) -> Environment:
    """The kit's environment, which also knows the areas' own pages."""
    options["loader"] = FileSystemLoader(areas.template_folders())
    return kit_environment(**options)


def frame(request: HttpRequest) -> dict[str, Any]:
    """What stands around the page: whose landlord it is, who is signed in, where one can go."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {"frame": None}
    user = request.user
    shown = Frame(
        landlord_name=user.landlord.name,  # type: ignore[union-attr]
        user_name=actor.name,
        search_url=_address("search:find"),
        sign_out_url=reverse("account_logout"),
        nav=_navigation(request, actor),
        account=_account(),
        help_url=_address("help:page"),
        help_words=_help(user.landlord.phone),  # type: ignore[union-attr]
        clock_banner=clock_words(),
        is_sample=user.landlord.is_sample,  # type: ignore[union-attr]
        notices=_notices(request, user.landlord, actor),  # type: ignore[union-attr]
        single_keys=user.single_keys,  # type: ignore[union-attr]
        session_seconds=request.session.get_expiry_age(),
        stay_url=_address("drafts:stay"),
        printed=_("Printed by %(name)s at %(at)s")
        % {"name": actor.name, "at": dates.moment(clock.now())},
    )
    return {"frame": shown}


def _notices(request: HttpRequest, landlord: Any, actor: Any) -> tuple[Notice, ...]:
    """What must be said above every page until somebody has seen to it."""
    notices = (*_unfinished(request, landlord, actor), *_away(request, actor))
    if not policies.fault_of(landlord.pack):
        return notices
    words = _(
        "The landlord's policy cannot be read as it stands in its file. The last one that could be "
        "read goes on; an administrator finds what is wrong under “Set up”."
    )
    return (*notices, Notice(words=words, kind="danger"))


def _away(request: HttpRequest, actor: Any) -> tuple[Notice, ...]:
    """Whoever is marked away is told so, and where their work goes meanwhile."""
    known = request.at_work  # type: ignore[attr-defined]
    away = known.staffing.away_today(actor.user_id)
    if away is None:
        return ()
    acting = known.staffing.acting_for(actor.user_id)
    name = known.names.get(acting, _("your team leader"))
    words = _(
        "You are marked away today: what is yours comes to %(name)s. Your team leader can end it."
    )
    return (Notice(words=words % {"name": name}, kind="warning"),)


def _unfinished(request: HttpRequest, landlord: Any, actor: Any) -> tuple[Notice, ...]:
    """Whoever sets a landlord up is told on each other page that it is not done."""
    is_done = landlord.is_sample or "finished" in landlord.set_up
    if is_done or not permissions.can(actor, "landlord.set_up"):
        return ()
    if request.path == _address("setup:list"):
        return ()
    words = _("%(name)s is not set up yet. “Set up” shows what is missing.")
    return (Notice(words=words % {"name": landlord.name}, kind="warning"),)


def _navigation(request: HttpRequest, actor: Any) -> tuple[Link, ...]:
    links = [
        (place, word, href)
        for place, word, name, permission in areas.menu()
        if permissions.can(actor, permission) and (href := _address(name))
    ]
    is_long = len(links) > MOST_LINKS
    return tuple(
        Link(
            word=_(word), href=href, current=_is_here(request.path, href),
            is_rare=is_long and place >= RARE_FROM,
        )
        for place, word, href in links
    )  # fmt: skip


def _is_here(path: str, href: str) -> bool:
    """Whether a page belongs to that entry: it, or one below it; the first page is only itself."""
    return path == href or (href != "/" and path.startswith(f"{href.rstrip('/')}/"))


def _account() -> tuple[Link, ...]:
    named = (
        (_("Second factor"), "mfa_index"),
        (_("Change password"), "account_change_password"),
        (_("Settings"), "staff:settings"),
    )
    return tuple(Link(word=word, href=_address(name)) for word, name in named if _address(name))


def _help(phone: str) -> str:
    return _("Ring %(phone)s if something does not work.") % {"phone": phone} if phone else ""


def clock_words() -> str:
    """What to say while the clock is set by hand."""
    told = clock.set_time()
    if told is None:
        return ""
    at = dates.moment(clock.now())
    if told.runs:
        return _("The clock was set by hand and runs: it is %(at)s.") % {"at": at}
    return _("The clock stands still at %(at)s.") % {"at": at}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
