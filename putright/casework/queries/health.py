"""P34: whether post, jobs and copies are well, what was counted, and what will run out soon."""

import re
from datetime import datetime, timedelta

from msgspec import Struct

from putright import __version__
from putright.casework import permissions
from putright.casework.actor import Actor
from putright.casework.operations import health as installation
from putright.casework.queries import health_jobs, mail_health, set_up
from putright.casework.queries.health_jobs import JobLine
from putright.casework.queries.mail_health import BoxLine
from putright.casework.queries.posting import has_server
from putright.gateways import clock
from putright.stores.accounts import security_log
from putright.stores.accounts.models import Landlord
from putright.stores.post import counts, outbox
from putright.stores.post.counts import Counted
from putright.stores.post.outbox import PostRow, Standing

WRONG = ("sign_in.wrong", "sign_in.slowed")
A_DAY = timedelta(days=1)
WAITS_LONG = timedelta(minutes=15)
"""Longer than this no message should wait to be sent."""
COUNT_AFTER = timedelta(hours=36)
"""A nightly count that is older has been missed."""
CODE = re.compile(r"^\d{3}( \d\.\d{1,3}\.\d{1,3})?")


class PostLine(Struct, frozen=True, kw_only=True):
    """One thing that did not go: no address and no words of it. ``says`` is the server's code, or
    its words where the message was none of a case."""

    way: str
    purpose: str
    state: str
    since: datetime
    tries: int
    next_at: datetime
    says: str


class Health(Struct, frozen=True, kw_only=True):
    """How the service stands for one landlord, as of a moment."""

    now: datetime
    version: str
    boxes: tuple[BoxLine, ...]
    has_server: bool
    out: Standing
    out_is_slow: bool
    failed_post: tuple[PostLine, ...]
    jobs: tuple[JobLine, ...]
    counted: Counted | None
    count_is_old: bool
    wrong_sign_ins: int
    looked_at: tuple[installation.Told, ...]
    can_mend: bool
    is_sample: bool
    steps_in_trouble: int

    @property
    def lacks(self) -> tuple[str, ...]:
        """What was never set up or has a problem, so that post does not come or go."""
        found = {
            "no server": not self.has_server,
            "no mailbox": all(each.state == "off" for each in self.boxes),
            "set up": bool(self.steps_in_trouble),
        }
        return tuple(name for name, is_so in found.items() if is_so)

    @property
    def troubled(self) -> tuple[BoxLine, ...]:
        """Mailboxes that have not been read for a quarter of an hour."""
        return tuple(each for each in self.boxes if each.state == "trouble")

    @property
    def bad_jobs(self) -> tuple[JobLine, ...]:
        """Jobs that a person should look at."""
        return tuple(health_jobs.bad_ones(self.jobs))

    @property
    def nothing_runs(self) -> bool:
        """Whether routines are late and none runs: no worker is there."""
        routines = [each for each in self.jobs if each.every]
        return bool(routines) and all(each.state == "late" for each in routines)

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to look at."""
        counted = self.counted is None or self.counted.agrees
        looked = all(each.is_well for each in self.looked_at)
        failing = any(each.state in ("failing", "trouble") for each in self.boxes)
        lacking = self.lacks and not self.is_sample
        bad = failing or lacking or self.bad_jobs or self.out_is_slow or self.count_is_old
        return counted and looked and not bad


def page(actor: Actor, *, now: datetime) -> Health:
    """Everything on the page."""
    permissions.check(actor, "post.health")
    landlord = actor.landlord_id
    can_mend = permissions.can(actor, "post.mailbox")
    standing = outbox.standing(landlord=landlord)
    counted = counts.latest(landlord=landlord)
    return Health(
        now=now,
        version=__version__,
        boxes=mail_health.lines(landlord, now),
        has_server=has_server(),
        out=standing,
        out_is_slow=standing.oldest is not None and now - standing.oldest > WAITS_LONG,
        failed_post=tuple(_post(row) for row in outbox.troubled(landlord=landlord, most=20)),
        jobs=health_jobs.lines(landlord, machine=clock.machine()),
        counted=counted,
        count_is_old=counted is not None and now - counted.at > COUNT_AFTER,
        wrong_sign_ins=len(security_log.of_kinds(landlord, WRONG, since=now - A_DAY)),
        looked_at=tuple(installation.look(now=now)) if can_mend else (),
        can_mend=can_mend,
        is_sample=Landlord.objects.values_list("is_sample", flat=True).get(id=landlord),
        steps_in_trouble=_steps_in_trouble(actor, now) if can_mend else 0,
    )


def _steps_in_trouble(actor: Actor, now: datetime) -> int:
    """How many steps of the set-up have a problem, for whoever can mend it."""
    if not permissions.can(actor, "landlord.set_up"):
        return 0
    return sum(step.state == "problem" for step in set_up.overview(actor, now=now).steps)


def _post(row: PostRow) -> PostLine:
    of_a_case = row.case_id is not None or row.item is not None
    code = CODE.match(row.fault)
    return PostLine(
        way=row.way, purpose=row.purpose, state=row.state, since=row.queued_at, tries=row.tries,
        next_at=row.next_try_at, says=(code[0] if code else "") if of_a_case else row.fault,
    )  # fmt: skip
