"""Deciding on a move, and looking at the decision again: the letter is kept as it goes out."""

from datetime import datetime
from uuid import UUID, uuid4

from putright.casework import desk, letters
from putright.casework.actions.adding import NOTE, Sent
from putright.casework.actions.moves import CHANNELS, MOVE, PAPER
from putright.casework.actor import Actor
from putright.casework.desk import Saved
from putright.casework.queries.moves import ALOUD
from putright.casework.queries.moves_deciding import Deciding, Told, deciding, letter_of
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Answer, Evidence, Pledge
from putright.core.letters import Letter
from putright.core.practice.moves import comes_to, undecided
from putright.kit.say import _

VIEW = "resident's view"
CONTAINS = ("decision", "reasons", "criteria", "review right")


def decide(
    *, actor: Actor, sent: Sent, route: str, again: bool, told: Told, now: datetime
) -> Saved:
    """Decide on a move (or look at a decision again) and keep the letter that says so.

    Refused for the officer of the case and whoever took the request; a review that was asked for
    is refused to whoever decided first.
    """
    opened, before = deciding(actor, sent.near.case_id, route=route, again=again, now=now)
    check_whole(before, told)
    letter = letter_of(before, told, signed=actor.name)
    kept = letters.keep(
        actor=actor, near=opened.near, letter=letter, now=now, permission="case.decide_move"
    )
    return desk.add(
        actor=actor,
        permission="case.decide_move",
        near=sent.near,
        entries=_entries(actor, before, told, now),
        now=now,
        seen=sent.seen,
        form=sent.form,
        files={0: (kept,)},
    )


def preview(
    *, actor: Actor, case_id: UUID, route: str, again: bool, told: Told, now: datetime
) -> Letter:
    """The letter as it would go out, before anything is saved."""
    _opened, before = deciding(actor, case_id, route=route, again=again, now=now)
    check_whole(before, told)
    return letter_of(before, told, signed=actor.name)


def check_whole(before: Deciding, told: Told) -> None:
    """Refuse a decision that lacks a reason, goes by an unsafe way, or denies its own answers."""
    route = before.route.route
    if undecided(route, told.given):
        raise NotRight(_("Go through each criterion, with the reasons."))
    if not told.reasons.strip():
        raise NotRight(_("Give the reasons for the decision."), field="reasons")
    if told.how not in dict(before.ways):
        raise NotRight(_("How does the letter go? Choose one of the ways here."), field="how")
    if told.outcome == "other route" and told.instead not in {one.id for one in before.others}:
        raise NotRight(_("Which other route? Choose one."), field="instead")
    if told.outcome == "refused" and comes_to(route, told.given) == "met":
        words = _("By your own answers all that this route asks for is met. Agree to it, or look "
                  "at the answers again.")  # fmt: skip
        raise NotRight(words, field="outcome")


def _entries(actor: Actor, before: Deciding, told: Told, now: datetime) -> list[Entry]:
    standing, aloud = before.standing, ALOUD.get(told.how, "")
    replied = standing.asked if before.again else standing.request
    facts: dict[str, str | int | bool] = {"route": before.route.id, "decision": told.outcome}
    if told.instead and told.outcome == "other route":
        facts["instead"] = told.instead
    decision = Entry(
        id="",
        does=("move.reviewed" if before.again else "move.decided",),
        at=now,
        by=actor.key,
        to=(before.resident,),
        channel="document" if aloud else CHANNELS[told.how],
        about=MOVE,
        text=_("{outcome}: {route}. {reasons}").format(
            outcome=outcome_words(told.outcome), route=before.route.name, reasons=told.reasons
        ),
        reason=told.reasons,
        form=before.route.id,
        given=(*told.given, *_view(told)),
        facts=facts | {"how": told.how},
        contains=_contains(told),
        answers=(replied.id,) if replied else (),
        refs=before.route.considered,
        promises=_promised(told),
        evidence=(Evidence(kind=PAPER.get(told.how, "letter")),),
    )
    return [decision, *([_read_out(actor, before, aloud, now)] if aloud else [])]


def outcome_words(outcome: str) -> str:
    """What was decided, in one or two words."""
    words = {
        "granted": _("Agreed"),
        "refused": _("Not agreed"),
        "other route": _("Another way"),
        "stands": _("The decision stays"),
    }
    return words.get(outcome, "")


def _contains(told: Told) -> tuple[str, ...]:
    more = ("what we cannot do",) if told.outcome in ("refused", "stands") else ()
    options = ("options",) if told.instead or told.what_else else ()
    return (*CONTAINS, *more, *options, *((VIEW,) if told.view.strip() else ()))


def _view(told: Told) -> tuple[Answer, ...]:
    """What the resident said of the reasons before the decision was made."""
    if not told.view.strip():
        return ()
    return (Answer(question="view", answer="said", says=told.view),)


def _promised(told: Told) -> tuple[Pledge, ...]:
    """What the letter says that we will do is promised by it."""
    if not told.what_else.strip():
        return ()
    return (Pledge(id=f"p-{uuid4().hex[:10]}", what=told.what_else, due=told.what_else_by),)


def _read_out(actor: Actor, before: Deciding, channel: str, now: datetime) -> Entry:
    return Entry(
        id="", does=("contact.made",), at=now, by=actor.key, to=(before.resident,), about=MOVE,
        channel=channel, text=_("Read the letter with the decision out, and kept it."),
        evidence=NOTE,
    )  # fmt: skip
