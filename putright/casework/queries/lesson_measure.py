"""The same measure before and after a lesson: promises of some rules over all cases one may see.

Restricted cases are left out: the figures stay, and many read them who may not know of the case.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery

from putright.casework.actor import Actor
from putright.casework.live import load_all
from putright.casework.promises import promises_of
from putright.casework.queries.cases import visible_to
from putright.core.practice.lessons import Tally, Window, tally
from putright.stores.record.models import Case, Stream

BATCH = 100


def counted(
    actor: Actor, rules: Collection[str], spans: tuple[Window, Window], *, now: datetime
) -> tuple[Tally, Tally]:
    """The tally of each window: what fell due in it, and how much of that was kept in time."""
    found = list(_promises(actor, rules, since=spans[0].first, now=now))
    before, after = (tally(found, span) for span in spans)
    return before, after


def _promises(
    actor: Actor, rules: Collection[str], *, since: date, now: datetime
) -> Iterator[tuple[date, str]]:
    """The day on which each promise fell due, and what has become of it."""
    cases = _of_the_time(actor, since, now)
    for start in range(0, len(cases), BATCH):
        for live in load_all(cases[start : start + BATCH]):
            for each in promises_of(live.run(now=now)):
                if each.rule in rules and each.due_at is not None:
                    yield each.due_at.date(), each.state_at(now)


def _of_the_time(actor: Actor, since: date, now: datetime) -> list[Case]:
    """Cases still open, or with an entry since then: no other can have anything fall due."""
    last = Stream.objects.filter(id=OuterRef("id")).values("last_at")
    found = visible_to(actor, now=now).filter(is_restricted=False).annotate(last_at=Subquery(last))
    lately = found.filter(Q(card__is_open=True) | Q(last_at__date__gte=since))
    return list(lately.select_related("landlord", "home").order_by("id"))
