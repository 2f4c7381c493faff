"""What the list says above itself, and where its rows lead."""

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from django.urls import reverse

from putright.casework.queries.worklist import Worklist
from putright.kit.dates import list_day, moment
from putright.kit.say import _, ngettext
from putright.kit.shown import Notice


def notices(seen: Worklist) -> tuple[Notice, ...]:
    """That promises were not looked at for a while, and who opened a restricted case of mine."""
    return (*_old(seen), *_opened(seen))


def _old(seen: Worklist) -> Iterable[Notice]:
    if seen.old_since is not None:
        yield Notice(
            words=_(
                "The service has not looked at every promise since before {at}. This list was "
                "worked out anew just now; tell whoever runs the service."
            ).format(at=moment(seen.old_since)),
            kind="warning",
        )
    if seen.left_old:
        yield Notice(
            words=ngettext(
                "{n} case could not be worked out anew and may owe more than is listed.",
                "{n} cases could not be worked out anew and may owe more than is listed.",
                seen.left_old,
            ),
            kind="danger",
        )


def _opened(seen: Worklist) -> Iterable[Notice]:
    for one in seen.opened:
        yield Notice(
            heading=_("{who} opened {reference}, which is restricted").format(
                who=one.who, reference=one.reference
            ),
            words=_("On {day}, with this reason: {why}").format(
                day=list_day(one.at.date()), why=one.why
            ),
            kind="warning",
        )


def places(case: UUID) -> tuple[str, str, str]:
    """Where a case is read, where a contact is logged in it, where a promise is excused.

    Addresses are made once and filled in: a list has three for each of fifty rows.
    """
    key = str(case)
    page, log, excuse = _patterns()
    return page.replace(NO_CASE, key), log.replace(NO_CASE, key), excuse.replace(NO_CASE, key)


NO_CASE = str(UUID(int=0))


@cache
def _patterns() -> tuple[str, str, str]:
    made = [
        reverse(name, kwargs={"case_id": NO_CASE})
        for name in ("cases:page", "contact:log", "cases:excuse")
    ]
    return made[0], made[1], made[2]
