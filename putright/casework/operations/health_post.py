"""Whether post and jobs are well, over all landlords, for whoever runs the installation."""

from datetime import datetime

from putright.casework.operations.chains import landlords
from putright.casework.queries import health_jobs, mail_health
from putright.gateways import clock
from putright.stores.accounts.scope import landlord_scope
from putright.stores.post import counts, outbox

SLOW = mail_health.TROUBLE_AFTER


def post(now: datetime) -> tuple[bool, str]:
    """Mailboxes that are not read, post that does not go, counts that differ."""
    unread = waiting = differing = read = 0
    for landlord, _name in landlords():
        with landlord_scope(landlord):
            lines = mail_health.lines(landlord, now)
            oldest = outbox.standing(landlord=landlord).oldest
            counted = counts.latest(landlord=landlord)
        read += sum(each.state != "off" for each in lines)
        unread += sum(each.state == "trouble" for each in lines)
        waiting += oldest is not None and now - oldest > SLOW
        differing += counted is not None and not counted.agrees
    faults = [
        _some(unread, "mailbox is not read", "mailboxes are not read"),
        _some(waiting, "landlord's post waits to go out", "landlords' post waits to go out"),
        _some(differing, "nightly count differs", "nightly counts differ"),
    ]
    said = "; ".join(filter(None, faults))
    return not said, said or _some(read, "mailbox is read", "mailboxes are read") or "no mailbox"


def jobs(now: datetime) -> tuple[bool, str]:
    """Jobs that fail, were given up, or are late because no worker runs."""
    found = {
        each.id: each
        for landlord, _name in landlords()
        for each in health_jobs.lines(landlord, machine=clock.machine())
    }
    if not found:
        return True, "none has run yet"
    states = [each.state for each in found.values()]
    faults = [
        _some(states.count("failing"), "keeps failing", "keep failing"),
        _some(states.count("stopped"), "given up", "given up"),
        _some(states.count("late"), "late: does the service run?", "late: does the service run?"),
    ]
    said = "; ".join(filter(None, faults))
    return not said, said or f"{len(found)} run by themselves"


def _some(n: int, one: str, more: str) -> str:
    return f"{n} {one if n == 1 else more}" if n else ""
