"""What an audit shows, in the plain sentences of an answer to a complaint; a person edits them."""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from putright.casework.said_to_you import to_you
from putright.core.findings.told import Told
from putright.core.practice.response import HANDLING, Answered, Response
from putright.kit.dates import long_day
from putright.kit.say import _, ngettext

NAMED = re.compile(r"\{(promise|on|due|done|late)\}")


def sentence(told: Told) -> str:
    """One finding as it is told to the resident."""
    said = {
        "promise": to_you(told.promise or told.finding.what.rstrip(".")),
        "on": long_day(told.finding.on),
        "due": long_day(told.due) if told.due else "",
        "done": long_day(told.done) if told.done else "",
        "late": lateness(told),
    }
    return NAMED.sub(lambda named: said[named[1]], told.words) or to_you(told.finding.what)


def lateness(told: Told) -> str:
    """By how much it was late, or is by today."""
    days = told.days or 0
    if days < 1:
        return _("late on that day")
    if told.is_open:
        return ngettext("{n} working day late today", "{n} working days late today", days)
    return ngettext("{n} working day late", "{n} working days late", days)


def drafted(point: str, told: Sequence[Told], *, weighed: Sequence[str]) -> Answered:
    """An answer to a point from what the audit shows of it; ``weighed`` are the days of records.

    The decision is left to a person, as the remedy is. Where no finding bears on the point nothing
    is said: that the audit shows nothing is no reason, least of all for what is upheld.
    """
    if not told:
        return Answered(point=point)
    sources = dict.fromkeys(each.finding.source for each in told)
    return Answered(
        point=point,
        reasons=" ".join(dict.fromkeys(sentence(each) for each in told)),
        weighed=_("Our records of {days}.").format(days=", ".join(weighed)) if weighed else "",
        refers="; ".join(sources),
    )


def handling(told: Sequence[Told], *, weighed: Sequence[str]) -> Answered:
    """The answer on how the complaint was handled: upheld where the audit shows a failing."""
    answer = drafted(HANDLING, told, weighed=weighed)
    return replace(answer, decision="upheld" if told else "")


def filled(response: Response, drafts: Iterable[Answered]) -> Response:
    """The response with each part that is still empty filled from a draft of it."""
    answers = {answer.point: answer for answer in response.answers}
    for draft in drafts:
        ours = answers.get(draft.point, Answered(point=draft.point))
        empty = {
            name: getattr(draft, name)
            for name in ("decision", "reasons", "weighed", "refers")
            if not getattr(ours, name).strip()
        }
        answers[draft.point] = replace(ours, **empty)
    return replace(response, answers=tuple(answers.values()))
