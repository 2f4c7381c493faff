"""The letter that an answer to a complaint becomes, and the entries that sending it writes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from msgspec.structs import replace

from putright.casework import letters
from putright.casework.actions.outgoing import Begun
from putright.casework.queries.responses import Answering, outstanding, title_of
from putright.casework.refused import NotRight
from putright.casework.response_offer import Offering
from putright.casework.response_people import DRAFTED
from putright.casework.said_to_you import quoted, to_you
from putright.core.events.entry import Entry
from putright.core.events.parts import Decision, Pledge, Point
from putright.core.letters import Block, Letter
from putright.core.letters.letter import Facts
from putright.core.policy.practice_responses import RemedyKind
from putright.core.practice.response import HANDLING, UPHELD, Answered, Remedy, Response
from putright.gateways.letter_text import from_letter
from putright.kit.dates import long_day
from putright.kit.say import N_, _, ngettext

ANSWERS = "{answers}"
"""Where a template has the points, each under its own heading."""
DECIDED: Mapping[str, str] = {
    "upheld": N_("We uphold this."),
    "partly upheld": N_("We uphold this in part."),
    "not upheld": N_("We do not uphold this."),
}


def titles_of(answering: Answering) -> dict[str, str]:
    """What each point of an answer is called."""
    return {point: title_of(answering, point) for point in (*answering.points, HANDLING)}


def letter_of(
    answering: Answering, response: Response, offering: Offering, *, leads_to: str
) -> Begun:
    """The letter, with what sending it writes."""
    complaint, number = answering.complaint, answering.number
    letter = letters.compose(
        f"complaint_response_{number}", _facts(answering, response, offering)
    )  # fmt: skip
    if letter.lacks:
        words = _("The letter would lack: {what}.")
        raise NotRight(words.format(what=", ".join(letter.lacks)))
    first = complaint.received
    return Begun(
        kind=f"complaint_response_{number}",
        to=first.entry.by if first else "resident",
        title=letter.title,
        body=from_letter(_with_answers(letter, answering, response)),
        entries=entries_of(answering, response, offering, contains=letter.contains),
        permission="complaint.handle",
        needs_second=True,
        complaint=complaint.key,
        leads_to=leads_to,
    )


def entries_of(
    answering: Answering, response: Response, offering: Offering, *, contains: tuple[str, ...]
) -> list[Entry]:
    """What sending the answer writes: the answer with all it holds, and who decided."""
    opened, key, number = answering.opened, answering.complaint.key, answering.number
    acts = ["complaint.responded"]
    acts += ["apology.given"] if response.sorry.strip() else []
    acts += ["redress.offered"] if offering.offers else []
    about_handling = (Point(HANDLING, titles_of(answering)[HANDLING]),) if answering.handles else ()
    owns = answering.handles and response.on(HANDLING).decision in UPHELD
    answered = Entry(
        id="", does=tuple(acts), complaint=key, stage=number,
        text=_summary(response, answering),
        points=about_handling,
        decides=tuple(_decision(answer) for answer in _in_order(answering, response)),
        admits=("complaints",) if owns else (),
        promises=tuple(_pledges(answering, response)),
        contains=contains,
        **_with_money(offering, {"contents_listed": True, DRAFTED: " ".join(response.writers)}),
    )  # fmt: skip
    decided = Entry(
        id="", does=("complaint.decided_by",), by=opened.actor.key, complaint=key, stage=number
    )
    return [answered, decided]


def _with_money(offering: Offering, facts: dict[str, str | int | bool]) -> dict[str, Any]:
    """What the answer holds of its offer, beside its own facts."""
    holds = {name: told for name, told in offering.holds.items() if name != "complaint"}
    return holds | {"facts": {**holds.get("facts", {}), **facts}}


def _summary(response: Response, answering: Answering) -> str:
    upheld = sum(answer.decision in UPHELD for answer in _in_order(answering, response))
    said = ngettext("{n} point upheld.", "{n} points upheld.", upheld)
    return _("Answered at {stage}. {said}").format(stage=answering.stage.name, said=said)


def _in_order(answering: Answering, response: Response) -> Iterator[Answered]:
    return (response.on(point) for point in answering.ids)


def _decision(answer: Answered) -> Decision:
    parts = (answer.reasons, answer.weighed, answer.refers)
    reasons = "\n".join(part.strip() for part in parts if part.strip())
    return Decision(
        point=answer.point,
        decision=answer.decision or "none given",  # type: ignore[arg-type]
        reasons=reasons,
        remedy=answer.remedy,
    )


def _pledges(answering: Answering, response: Response) -> Iterator[Pledge]:
    """Each remedy with a day becomes a promise, under the name of who sees to it."""
    for remedy, kind in _promised(answering, response):
        who = _owner(answering, remedy)
        what = remedy.what.rstrip(".")
        yield Pledge(
            id=f"r-{uuid4().hex[:10]}",
            what=_("{what} ({who})").format(what=what, who=who) if who else what,
            due=remedy.due,
            does=kind.acts,
        )


def _promised(answering: Answering, response: Response) -> Iterator[tuple[Remedy, RemedyKind]]:
    kinds = {kind.id: kind for kind in answering.kinds}
    for remedy in response.remedies:
        kind = kinds.get(remedy.kind)
        if kind is not None and not kind.in_letter:
            yield remedy, kind


def _owner(answering: Answering, remedy: Remedy) -> str:
    return answering.handlers.name(remedy.who)


def _facts(answering: Answering, response: Response, offering: Offering) -> Facts:
    opened, complaint = answering.opened, answering.complaint
    first = complaint.received
    whom = first.entry.by if first else "resident"
    return {
        "name": opened.name(whom),
        "reference": opened.case.reference,
        "landlord": opened.case.landlord.name,
        "signed": opened.actor.name,
        "stage": _lower(answering.stage.name),
        "received": long_day(first.when.date) if first else "",
        "late": _late(answering),
        "points": [{"what": what.rstrip(".")} for what in answering.points.values()],
        "wants": [{"what": what.rstrip(".")} for what in complaint.wants],
        "failings": response.failings,
        "effect": response.effect,
        "sorry": response.sorry,
        "answers": ANSWERS,
        "contributors": response.contributors,
        "remedies": [{"what": each} for each in _remedies(answering, response)],
        "offers": [{"what": each} for each in offering.words],
        "offered": _offered(offering),
        "no_remedy": _no_remedy(response),
        "outstanding": [{"what": to_you(each)} for each in outstanding(answering)],
        "still": _still(answering, response, offering),
        "learning": response.learning,
        **_next(answering),
    }


def _offered(offering: Offering) -> str:
    if not offering.words:
        return ""
    said = [_("Tell any of us if you accept it. You can take your time, and you can say no."),
            _("Taking it does not stop you from going further with your complaint.")]  # fmt: skip
    if offering.until:
        said.append(_("We hold it open until {day}.").format(day=offering.until))
    return " ".join(said)


def _no_remedy(response: Response) -> str:
    if response.is_upheld:
        return ""
    return _("We upheld nothing, so there is nothing to put right.")


def _remedies(answering: Answering, response: Response) -> Iterator[str]:
    """What puts it right, each with who does it and by when, as far as it is promised."""
    promised = {id(remedy) for remedy, _kind in _promised(answering, response)}
    for remedy in response.remedies:
        what, who = remedy.what.rstrip("."), _owner(answering, remedy)
        if id(remedy) in promised and remedy.due is not None:
            yield _("{what}. {who} sees to it, by {day}.").format(
                what=what, who=who, day=_day(remedy.due)
            )
        else:
            yield f"{what}."


def _still(answering: Answering, response: Response, offering: Offering) -> str:
    said = [response.outstanding.strip()]
    if any(True for _each in _promised(answering, response)):
        said.append(_("What we promise in this letter is still to be done too. We tell you when "
                      "each part is done."))  # fmt: skip
    elif offering.words:
        said.append(_("We wait for your answer to our offer, and then we do what it says."))
    elif response.is_upheld:
        said.append(_("What we say above of putting things right still holds."))
    elif not outstanding(answering) and not said[0]:
        said.append(_("Nothing is left to be done."))
    return "\n\n".join(part for part in said if part)


def _late(answering: Answering) -> str:
    due = answering.due
    if not answering.is_late or due is None or due.due_at is None:
        return ""
    day = _day(due.due_at.date())
    return _("This answer was due by {day}. It is late, and we are sorry.").format(day=day)


def _next(answering: Answering) -> dict[str, str]:
    """Where somebody goes who is not content, by the stages of the pack."""
    stage, following = answering.stage, answering.following
    return {
        "next_stage": _lower(following.name) if following else "",
        "next_by": _upper(following.answered_by) if following else "",
        "final": _("This is our final answer.") if stage.final else "",
        "ombudsman": answering.ombudsman,
    }


def _with_answers(letter: Letter, answering: Answering, response: Response) -> Letter:
    blocks: list[Block] = []
    for block in letter.blocks:
        if block.text == ANSWERS:
            blocks += _answers(answering, response)
        else:
            blocks.append(block)
    return replace(letter, blocks=tuple(blocks))


def _answers(answering: Answering, response: Response) -> Iterator[Block]:
    titles = titles_of(answering)
    for answer in _in_order(answering, response):
        title = titles[answer.point]
        own = title if answer.point == HANDLING else quoted(title)
        yield Block(text=own, is_heading=True)
        yield from (Block(text=text) for text in _said(answer))


def _said(answer: Answered) -> Iterable[str]:
    yield _(DECIDED[answer.decision])
    yield from (part for part in answer.reasons.split("\n\n") if part.strip())
    if answer.weighed.strip():
        yield _("What we looked at: {what}").format(what=answer.weighed.strip())
    if answer.refers.strip():
        yield _("The rules for this: {what}").format(what=answer.refers.strip())
    if answer.remedy.strip():
        yield _("How we put this right: {what}").format(what=answer.remedy.strip())


def _day(day: date) -> str:
    return long_day(day)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
