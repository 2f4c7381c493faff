"""The health page in words."""

from datetime import datetime

from putright.casework.queries.health import Health, PostLine
from putright.casework.queries.health_jobs import JobLine
from putright.casework.queries.mail_health import BoxLine
from putright.kit.dates import happened
from putright.kit.say import _, ngettext
from putright.kit.shown import Column

SAID_ABOVE = ("post", "jobs")
"""What the page tells of this landlord in its own words."""


def problems(seen: Health) -> tuple[str, ...]:
    """What a person should look at, the worst first; each in a sentence."""
    found: list[str] = []
    if seen.nothing_runs:
        found.append(
            _("No worker runs: no post is fetched or sent. Tell whoever runs the service.")
        )
    found += [_not_coming(box) for box in seen.troubled]
    if seen.counted is not None and not seen.counted.agrees:
        found.append(_not_found(len(seen.counted.missing)))
    if seen.count_is_old and seen.counted is not None:
        words = _("What came in was last counted at {at}. It should be counted every night.")
        found.append(words.format(at=happened(seen.counted.at)))
    if seen.out_is_slow and seen.out.oldest is not None:
        words = _("Post has been waiting to go out since {at}.")
        found.append(words.format(at=happened(seen.out.oldest)))
    if bad := [each for each in seen.bad_jobs if each.state in ("failing", "stopped")]:
        words = ngettext("{n} job does not get done.", "{n} jobs do not get done.", len(bad))
        found.append(words)
    looked = [each for each in seen.looked_at if each.what not in SAID_ABOVE and not each.is_well]
    found += [f"{each.what.capitalize()}: {each.says}." for each in looked]
    return tuple(found)


def _not_coming(box: BoxLine) -> str:
    at = box.tried_at if box.is_handed_on else box.worked_at
    since = happened(at) if at else _("it was set up")
    words = _("The mailbox “{name}” has not been read since {since}.")
    if box.is_handed_on:
        words = _("Nothing takes the mail that is handed on for “{name}”: the listener has not "
                  "answered since {since}. Whoever runs the service starts it.")  # fmt: skip
    return words.format(name=box.name, since=since)


def _not_found(n: int) -> str:
    return ngettext(
        "{n} thing that came in is neither on a timeline nor with a team.",
        "{n} things that came in are neither on a timeline nor with a team.",
        n,
    )


def warnings(seen: Health) -> tuple[str, ...]:
    """What was never set up, unless it is a sample; and what will stop something in a month."""
    found = [] if seen.is_sample else list(lacking(seen))
    for box in seen.boxes:
        for what, at in box.warnings:
            found.append(_warning(what, box.name, at, seen.now))
    return tuple(found)


def lacking(seen: Health) -> tuple[str, ...]:
    """What is not set up, each in a sentence."""
    steps = ngettext(
        "{n} step of the set-up has a problem. “Set up” shows which.",
        "{n} steps of the set-up have a problem. “Set up” shows which.",
        seen.steps_in_trouble,
    )
    said = {
        "no server": _("No mail server is set up: mail lies in a folder and reaches nobody."),
        "no mailbox": _("No mailbox is read: mail that is sent to you does not come in here."),
        "set up": steps,
    }
    return tuple(said[each] for each in seen.lacks)


def all_well(seen: Health) -> str:
    """That nothing is to be looked at; of a sample, what it goes without."""
    if not seen.lacks:
        return _("Everything that is looked at here is well.")
    words = _("What runs here is well. This is a sample, so the following is left out: {what}")
    return words.format(what=" ".join(lacking(seen)))


def _warning(what: str, name: str, at: datetime, now: datetime) -> str:
    if what == "password":
        words = _("The password of “{name}” was typed on {at}: many providers ask for a new one "
                  "each year.")  # fmt: skip
    elif at < now:
        words = _("The certificate of the server of “{name}” ran out on {at}.")
    else:
        words = _("The certificate of the server of “{name}” runs out on {at}.")
    return words.format(name=name, at=happened(at.date()))


def states() -> dict[str, tuple[str, str]]:
    """How a mailbox or a job stands, as a word and a shape."""
    return {
        "well": (_("Well"), "met"),
        "running": (_("Runs now"), "due"),
        "waiting": (_("Waits"), "due"),
        "retried": (_("Failed, tried again"), "due-soon"),
        "failing": (_("Keeps failing"), "overdue"),
        "late": (_("Late"), "overdue"),
        "stopped": (_("Given up"), "overdue"),
        "trouble": (_("Not read"), "overdue"),
        "silent": (_("Nothing listens"), "overdue"),
        "unread": (_("Could not be read"), "overdue"),
        "off": (_("Switched off"), "excused"),
    }


def name_of(job: JobLine) -> str:
    """What a job does, in words."""
    return {
        "lists": _("Bring lists up to the moment"),
        "fetch": _("Read the mailboxes"),
        "understand": _("Sort what came in"),
        "public forms": _("Sort what came by the public forms"),
        "send": _("Send post"),
        "ask carriers": _("Ask what became of texts and letters"),
        "reconcile": _("Count what came in"),
        "escalate": _("Tell people what waits"),
        "tidy": _("Forget jobs done long ago"),
    }.get(job.name, job.name.replace("_", " ").capitalize())


def way_of(post: PostLine) -> str:
    """What sort of post it is."""
    return {
        "email": _("Email"), "text": _("Text message"), "letter": _("Letter")
    }.get(post.way, post.way)  # fmt: skip


def fate_of(post: PostLine) -> str:
    """How it stands."""
    return {
        "queued": _("Waits, tried {n} times").format(n=post.tries),
        "refused": _("Refused"),
        "bounced": _("Came back"),
    }.get(post.state, post.state)


def columns_of_jobs(seen: Health) -> tuple[Column, ...]:
    """How the table of jobs is headed."""
    shown: tuple[Column, ...] = (
        Column(key="name", word=_("What"), is_heading=True),
        Column(key="state", word=_("How it stands")),
        Column(key="worked_at", word=_("Last done")),
        Column(key="next_at", word=_("Next")),
    )
    if any(each.fault for each in seen.jobs):
        shown = (*shown, Column(key="fault", word=_("What went wrong")))
    can_do = seen.can_mend and any(can_retry(each) for each in seen.jobs)
    return (*shown, Column(key="do", word=_("Do"))) if can_do else shown


def can_retry(job: JobLine) -> bool:
    """Whether there is anything to try again."""
    return job.state in ("retried", "failing", "stopped", "late")


def columns_of_post() -> tuple[Column, ...]:
    """How the table of post that did not go is headed."""
    return (
        Column(key="since", word=_("Since"), is_heading=True),
        Column(key="way", word=_("By")),
        Column(key="state", word=_("How it stands")),
        Column(key="says", word=_("What the server says")),
    )


def columns_of_looked() -> tuple[Column, ...]:
    """How the table of what was looked at is headed."""
    return (
        Column(key="what", word=_("What"), is_heading=True),
        Column(key="is_well", word=_("Well?")),
        Column(key="says", word=_("How it stands")),
    )
