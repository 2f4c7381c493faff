"""Going through the risk questions, setting another level, and asking a second person for a lower.

What the answers come to stands at once. A higher level holds by one person's reason; a lower one
only when somebody else agrees, and never below what a grave answer holds.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from msgspec import Struct
from msgspec.structs import replace

from putright.casework import permissions
from putright.casework.actions.adding import NOTE, Sent, When, add, dated, opened_for
from putright.casework.actions.drafts import NOT_KEPT
from putright.casework.actions.files import keep as keep_file
from putright.casework.actor import Actor
from putright.casework.desk import Saved
from putright.casework.queries import cases
from putright.casework.queries.case_open import Open
from putright.casework.queries.contacts import rules_for
from putright.casework.queries.risk_levels import higher_levels, lower_levels, why_not_lower
from putright.casework.queries.risk_questions import PLACE, level_word, question_set
from putright.casework.refused import Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.core.policy.practice import QuestionSet
from putright.core.practice import risk
from putright.core.practice.risk import Said, Scored
from putright.core.practice.risk_standing import (
    ASKED,
    ASSESSED,
    JUDGED,
    REFUSED,
    Standing,
    review_day,
    standing,
)
from putright.core.timeline.items import Item
from putright.core.timeline.timeline import build_timeline
from putright.core.workdays import due_after, parse_span, when_on
from putright.kit.dates import long_day
from putright.kit.say import _, ngettext
from putright.stores.record import drafts

PUT_OFF = "asb.risk_put_off"
SHOWN = (Evidence(kind="form"), Evidence(kind="note"))
REACHES = {"phone": "contact.made", "in person": "contact.made", "visit": "asb.visited"}
"""What going through the questions by that way is besides; answers in writing are no talk."""


class Talk(Struct, frozen=True):
    """With whom the questions were gone through, how, and when."""

    whom: str
    channel: str
    when: When


def assess(
    *, actor: Actor, sent: Sent, given: Mapping[str, Said], talk: Talk, now: datetime
) -> Saved:
    """Save a whole set of answers; the level that they come to holds from now on."""
    case = opened_for(actor, sent, "case.risk", now)
    asked = question_set(case.live.engine.stack)
    told = risk.scored(asked, given, order=case.run.words.levels)
    if told.unanswered:
        raise Refused(_("Answer every question, or save what there is and go on later."))
    if talk.channel in {one.channel for one in rules_for(case, talk.whom) if one.is_barred}:
        raise Refused(_("They told us that this way is not safe. Choose another."))
    stands = standing(case.run.timeline)
    entry = _answered(actor, case, asked, told, talk, stands, now)
    entry = replace(entry, until=_look_again(case, entry, asked, now))
    words = _plain(case, asked, told, entry)
    copy = keep_file(
        actor=actor, near=sent.near, name=_("Questions and answers.txt"),
        chunks=[words.encode()], now=now,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.risk", kept=(copy,))


def save_part(
    *, actor: Actor, case_id: UUID, fields: Mapping[str, Sequence[str]], now: datetime
) -> None:
    """Keep what was answered so far, for its writer alone, on whatever device they go on."""
    permissions.check(actor, "case.risk", cases.near_to(actor, case_id, now=now))
    told = {
        name: [value.replace("\0", "") for value in values]
        for name, values in fields.items()
        if name not in (*NOT_KEPT, "part")
    }
    drafts.keep(
        landlord=actor.landlord_id, user=actor.user_id, place=f"{PLACE}:{case_id}", case=case_id,
        fields=told, now=now,
    )  # fmt: skip


def put_off(*, actor: Actor, sent: Sent, whom: str, why: str, until: date, now: datetime) -> Saved:
    """Write down that the resident cannot talk now, and when it is planned.

    The promise of the policy stays as it is; only the day that was planned before falls away.
    """
    case = opened_for(actor, sent, "case.risk", now)
    planned = Pledge(
        id=f"risk-{uuid4().hex[:10]}",
        what=_("to go through the risk questions"),
        due=until,
        does=(ASSESSED,),
    )
    entry = Entry(
        id="", does=(PUT_OFF,), at=now, by=actor.key, to=(whom,), channel="internal",
        text=why, reason=why, until=until, promises=(planned,), drops=_planned_before(case),
        evidence=NOTE,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.risk")


def set_level(*, actor: Actor, sent: Sent, level: str, reason: str, now: datetime) -> Saved:
    """Set a higher level at once, or ask a second person for a lower one."""
    case = opened_for(actor, sent, "case.risk", now)
    stands = standing(case.run.timeline)
    if stands.last is None:
        raise Refused(_("Go through the questions first. Then the level can be set."))
    if level in higher_levels(case, stands):
        entry = _judged(actor, case, stands.last, level, reason, now)
        return add(actor, sent, [entry], now, permission="case.risk")
    if level not in lower_levels(case, stands):
        raise Refused(why_not_lower(case, stands) or _("Choose another level."))
    entry = Entry(
        id="", does=(ASKED,), at=now, by=actor.key, channel="internal", level=level, reason=reason,
        refs=(stands.last.id,), evidence=NOTE,
        text=_("Asked for {level} risk.").format(level=level_word(level)),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.risk")


def answer_lowering(*, actor: Actor, sent: Sent, agrees: bool, reason: str, now: datetime) -> Saved:
    """A second person agrees to the lower level that was asked for, or does not."""
    case = opened_for(actor, sent, "case.risk_lower", now)
    stands = standing(case.run.timeline)
    asked, last = stands.asked, stands.last
    if asked is None or last is None:
        raise Refused(_("Nobody waits for an answer about the level of risk."))
    kept = case.kept(asked.id)
    if actor.key == asked.entry.by or (kept is not None and kept.actor_id == actor.user_id):
        raise Refused(_("You asked for it yourself. Somebody else must decide."))
    if not agrees:
        entry = Entry(
            id="", does=(REFUSED,), at=now, by=actor.key, channel="internal", reason=reason,
            refs=(last.id,), answers=(asked.id,), evidence=NOTE, text=_("The level stays."),
        )  # fmt: skip
        return add(actor, sent, [entry], now, permission="case.risk_lower")
    if asked.entry.level not in lower_levels(case, stands) or last.id not in asked.entry.refs:
        raise Refused(why_not_lower(case, stands) or _("The risk was looked at again since."))
    entry = _judged(actor, case, last, asked.entry.level, reason, now)
    entry = replace(entry, refs=(last.id, asked.id), answers=(asked.id,))
    return add(actor, sent, [entry], now, permission="case.risk_lower")


def _planned_before(case: Open) -> tuple[str, ...]:
    """The days that were planned before and are still open."""
    planned = {
        pledge.id for item in case.run.timeline.doing((PUT_OFF,)) for pledge in item.entry.promises
    }
    return tuple(each.pledge for each in case.owed if each.pledge in planned)


def _answered(
    actor: Actor, case: Open, asked: QuestionSet, told: Scored, talk: Talk, stands: Standing,
    now: datetime,
) -> Entry:  # fmt: skip
    also = REACHES.get(talk.channel)
    is_helper = case.parts[talk.whom].side != "resident" if talk.whom in case.parts else False
    if also == "asb.visited" and is_helper:
        also = "contact.made"
    return dated(
        talk.when.by(now),
        does=(ASSESSED, also) if also else (ASSESSED,),
        by=actor.key,
        to=(talk.whom,),
        channel=talk.channel,
        about=("asb",),
        text=_summary(asked, told),
        form=risk.version_of(asked),
        given=told.answers,
        level=told.level,
        kinds=told.kinds,
        contains=told.contains,
        answers=(stands.asked.id,) if stands.asked else (),
        evidence=SHOWN,
    )


def _judged(actor: Actor, case: Open, last: Item, level: str, reason: str, now: datetime) -> Entry:
    asked = question_set(case.live.engine.stack)
    entry = Entry(
        id="", does=(ASSESSED,), at=now, by=actor.key, channel="internal", level=level,
        reason=reason, refs=(last.id,), facts={"decision": JUDGED},
        evidence=(Evidence(kind="system record"),),
        text=_("{level} risk, by judgement.").format(level=level_word(level).capitalize()),
    )  # fmt: skip
    return replace(entry, until=_look_again(case, entry, asked, now))


def _look_again(case: Open, entry: Entry, asked: QuestionSet, now: datetime) -> date | None:
    """By when to look at the risk again, as the landlord's rule says, else its questions."""
    live = case.live
    timeline = build_timeline(
        [*(one.entry for one in live.kept), replace(entry, id="look-again", by="landlord")],
        people=live.people.values(), words=live.engine.stack.words,
    )  # fmt: skip
    if day := review_day(live.engine.run(timeline, now=case.run.now)):
        return date.fromordinal(day)
    spans = [each.review for each in asked.cutoff if each.level == entry.level and each.review]
    if not spans:
        return None
    due = due_after(parse_span(spans[0]), when_on(entry.on or now.date()), case.run.calendar)
    return due.last_date


def _summary(asked: QuestionSet, told: Scored) -> str:
    """One line for the timeline: the level and what holds it there, never the points."""
    chosen = risk.choices_of(asked, told.answers)
    said = _("{level} risk.").format(level=level_word(told.level).capitalize())
    held = [f"“{_(chosen[key].says)}”" for key in told.lifted_by]
    if held:
        said += " " + _("It is held there by: {answers}.").format(answers=", ".join(held))
    count = len(told.answers)
    return said + " " + ngettext("{n} question answered.", "{n} questions answered.", count)


def _plain(case: Open, asked: QuestionSet, told: Scored, entry: Entry) -> str:
    """The whole set as it was answered, to be kept beside the entry."""
    chosen = risk.choices_of(asked, told.answers)
    lines = [f"{_(asked.title)} ({entry.form}), {case.case.reference}", ""]
    questions = {question.id: _(question.says) for question in asked.question}
    for each in told.answers:
        answer = _(chosen[each.question].says) if each.question in chosen else _("Not known")
        lines += [questions[each.question], f"- {answer} ({each.points})"]
        lines += [f"  {each.says}"] if each.says else []
    lines += ["", _("Points: {n}").format(n=told.total)]
    lines.append(_("Level: {level}").format(level=level_word(told.level)))
    if entry.until:
        lines.append(_("Look again by {day}").format(day=long_day(entry.until)))
    return "\n".join(lines) + "\n"
