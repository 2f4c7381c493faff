"""The pages of a case: at a glance, the timeline, the promises, the picture."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from putright.casework.queries import case_file, case_people, case_readings
from putright.casework.queries.case_file import Wanted
from putright.gateways import clock
from putright.kit.typed import day_from
from putright.sheets import shown as put
from putright.sheets.sending import actor_of, draw
from putright.web.cases import shown


@require_safe
def page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case at a glance; with ``?on=`` a day, what was known and owed then."""
    now, actor = clock.now(), actor_of(request)
    seen = case_file.page(actor, case_id, now=now, on=day_asked(request))
    address = reverse("cases:page", kwargs={"case_id": case_id})
    first = seen.next
    given = {
        "around": seen.around,
        "page": seen,
        "glance": shown.at_a_glance(seen),
        "next": first,
        "act_href": put.act_href(first, case_id) if first else "",
        "brief": shown.brief,
        "late": [each for each in seen.overdue if first is None or each.key != first.key],
        "due": [each for each in seen.due if first is None or each.key != first.key],
        "story": [(line, put.entry_href(case_id, line.number)) for line in seen.story],
        "step": shown.stepping(seen.stepping, address, unread=day_unread(request, now)),
        "handover_href": put.place("handover:page", case_id),
        "log_href": put.place("contact:log", case_id),
        "visit_href": put.place("visits:page", case_id),
    }
    return draw(request, "cases/page.html.jinja", given)


@require_safe
def timeline(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What happened, in order, and what shows it; htmx is given the next part alone."""
    wanted = wanted_of(request)
    seen = case_file.timeline(actor_of(request), case_id, now=clock.now(), wanted=wanted)
    address = reverse("cases:timeline", kwargs={"case_id": case_id})
    other = shown.query_of(_turned(wanted)).on(address)
    given = {
        "around": seen.around,
        "page": seen,
        "wanted": wanted,
        "days": shown.days(seen, case_id),
        "open_gap": shown.gap(seen.open_gap, is_open=True) if seen.open_gap else "",
        "panel": shown.filters(seen, wanted, address),
        "pages": shown.pages(seen, wanted, address),
        "turn_href": other,
    }
    is_part = request.headers.get("HX-Request") == "true" and wanted.part > 1
    template = "cases/part.html.jinja" if is_part else "cases/timeline.html.jinja"
    response = draw(request, template, given)
    response["Vary"] = "HX-Request"
    return response


@require_safe
def promises(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is owed, with what can be done about it, and what was kept."""
    seen = case_file.promises(actor_of(request), case_id, now=clock.now())
    given = {
        "around": seen.around,
        "open": [
            (each, put.act_href(each, case_id), put.excuse_href(each, case_id))
            for each in seen.open
        ],
        "over": seen.over,
        "entry_href": put.entry_href,
    }
    return draw(request, "cases/promises.html.jinja", given)


@require_safe
def people(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who is in the case, and how each may safely be reached."""
    seen = case_people.people(actor_of(request), case_id, now=clock.now())
    given = {"around": seen.around, "page": seen, "person_href": put.person_href}
    return draw(request, "cases/people.html.jinja", given)


@require_safe
def readings(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Who looked at the case."""
    seen = case_readings.looks(actor_of(request), case_id, now=clock.now())
    given = {"around": seen.around, "page": seen, "columns": shown.look_columns()}
    return draw(request, "cases/readings.html.jinja", given)


@require_safe
def picture(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case in one picture, and the same as a table."""
    now, actor = clock.now(), actor_of(request)
    seen = case_file.page(actor, case_id, now=now, on=day_asked(request))
    address = reverse("cases:picture", kwargs={"case_id": case_id})
    step = shown.stepping(seen.stepping, address, unread=day_unread(request, now))
    given = {"around": seen.around, "page": seen, "step": step}
    return draw(request, "cases/picture.html.jinja", given)


def day_asked(request: HttpRequest) -> date | None:
    """The day of ``?on=``, however it is written; None for today and for what is no day."""
    return day_from(request.GET.get("on", ""))


def day_unread(request: HttpRequest, now: datetime) -> str:
    """What was typed and is no day, or one still to come: the page says that it shows today."""
    typed = request.GET.get("on", "").strip()
    day = day_asked(request)
    return typed if typed and (day is None or day > now.date()) else ""


def wanted_of(request: HttpRequest) -> Wanted:
    """What the address asks of a timeline; what it cannot mean is left out."""
    told = request.GET
    only = told.getlist("only")
    part = told.get("part", "1")
    return Wanted(
        kinds=frozenset(told.getlist("kind")),
        people=frozenset(told.getlist("person")),
        states=frozenset(told.getlist("evidence")) & shown.STATES.keys(),
        waiting="waiting" in only,
        promising="promising" in only,
        oldest_first=told.get("order") == "oldest",
        part=int(part) if part.isdecimal() and len(part) < 7 else 1,
    )


def _turned(wanted: Wanted) -> Wanted:
    return Wanted(
        kinds=wanted.kinds,
        people=wanted.people,
        states=wanted.states,
        waiting=wanted.waiting,
        promising=wanted.promising,
        oldest_first=not wanted.oldest_first,
    )
