"""Weighing, offering and using the tools of a case; speaking with the other party; legal steps.

Each is an entry with the tool, the persons it is about, and the entries that support it. What must
come first (hearing before a warning, a second person before a legal step) is checked here.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from msgspec import Struct

from putright.casework.actions.adding import Saved, Sent, When, add, dated, shown_by
from putright.casework.actions.contacts import barred_for
from putright.casework.actor import Actor
from putright.casework.queries.case_file import item_of
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.tools import (
    REVIEWED,
    agreed_and_not_begun,
    rungs_of,
    tool_named,
    tools_of,
    waiting_for_agreement,
)
from putright.casework.queries.tools_choices import bars, consent_to
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Cost, Evidence, Pledge, ToolUse
from putright.core.policy.practice import Tool
from putright.core.practice.toolkit import Outcome, says_only_no_police_action
from putright.kit.say import N_, _

POLICE = N_(
    "“No police action” is no reason by itself. The police need proof beyond doubt; our own tools "
    "use the civil standard: more likely than not. Say what you found, and why this tool does not "
    "fit."
)


LOOKED_AT_AGAIN = ("asb.warning_given", "asb.agreement_signed")


class Spent(Struct, frozen=True):
    """What a step cost."""

    what: str = ""
    amount: Decimal | None = None
    paid_on: date | None = None


class Step(Struct, frozen=True, kw_only=True):
    """A tool offered or used: with whom, what was said or done, what supports it.

    ``until`` is the day of its review or its end. ``anyway`` says why it could not wait for what
    must come first. ``proof`` is the kind of record that shows it.
    """

    tool: str
    outcome: str
    whom: tuple[str, ...]
    text: str
    when: When
    channel: str
    proof: str = "note"
    victims: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    until: date | None = None
    spent: Spent = Spent()
    anyway: str = ""


class Talk(Struct, frozen=True, kw_only=True):
    """A visit to or talk with the other party; ``heard`` says that the allegations were put."""

    whom: str
    heard: bool
    text: str
    when: When
    channel: str
    victims: tuple[str, ...] = ()
    needs: str = ""
    anyway: str = ""


class Asked(Struct, frozen=True, kw_only=True):
    """What whoever it happened to said of a tool that needs them: "yes", "no" or "not yet"."""

    tool: str
    victim: str
    says: str
    words: str
    channel: str
    when: When
    anyway: str = ""


def weigh(
    *, actor: Actor, sent: Sent, uses: Sequence[ToolUse], whom: Sequence[str], text: str,
    now: datetime,
) -> Saved:  # fmt: skip
    """Write down which tools were weighed, what became of each, and why."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    if not uses:
        raise NotRight(_("Say of at least one tool what became of it."))
    for use in uses:
        _check_reason(opened, use)
        _check_weighed(opened, use)
    named = [tool_named(opened, use.tool) for use in uses]
    entry = Entry(
        id="", does=("asb.tools_considered",), at=now, by=actor.key, channel="internal",
        text="\n".join(part for part in (text, _("Weighed: {tools}.").format(
            tools=", ".join(named))) if part),
        against=tuple(whom), contains=("tools",), tools=tuple(uses),
        evidence=(Evidence(kind="note"),),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.tools")


def ask_victim(*, actor: Actor, sent: Sent, asked: Asked, now: datetime) -> Saved:
    """Ask whoever it happened to about a tool that needs them; a no is kept, and ends it."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    tool = _tool(opened, asked.tool)
    _check_fits(opened, tool)
    _check_way(opened, [asked.victim], asked.channel, asked.anyway)
    outcome: Outcome = "refused" if asked.says == "no" else "offered"
    entry = _entry(
        actor, asked.when, does=(tool.offer_act,), to=(asked.victim,), victims=(asked.victim,),
        channel=asked.channel, text=asked.words, about=("asb",), reason=asked.anyway,
        tools=(ToolUse(tool=tool.id, outcome=outcome, reason=asked.words),),
        evidence=shown_by(actor, sent, "note"), facts={"tool": tool.id, "decision": asked.says},
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.tools")


def use(*, actor: Actor, sent: Sent, step: Step, now: datetime) -> Saved:
    """Write down that a tool was offered to the other party, used, or refused by them."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    tool = _tool(opened, step.tool)
    _check_fits(opened, tool)
    _check_consent(opened, tool)
    _check_person(tool, step)
    _check_way(opened, step.whom, step.channel, step.anyway)
    agreed = _agreed_to(opened, tool, step)
    act = tool.offer_act if step.outcome in ("offered", "refused") else tool.act
    told = ToolUse(tool=tool.id, outcome=step.outcome, reason=step.anyway)  # type: ignore[arg-type]
    entry = _entry(
        actor, step.when, does=(act,), to=step.whom, against=step.whom, victims=step.victims,
        channel=step.channel, text=step.text, tools=(told,), refs=step.supports,
        until=step.until if step.outcome == "done" else None, costs=_costs(step.spent),
        answers=agreed, reason=step.anyway, evidence=shown_by(actor, sent, "note", step.proof),
        facts={"tool": tool.id},
    )  # fmt: skip
    check_order(opened, entry, anyway=step.anyway, now=now)
    return add(actor, sent, [entry], now, permission="case.tools")


def spoke(*, actor: Actor, sent: Sent, talk: Talk, now: datetime) -> Saved:
    """Write down a visit to or talk with the other party, and whether they were heard."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    _check_way(opened, [talk.whom], talk.channel, talk.anyway)
    does = ("asb.other_party_contacted", *(["asb.other_party_heard"] if talk.heard else []))
    needs = _("Needs of their own: {words}").format(words=talk.needs) if talk.needs else ""
    entry = _entry(
        actor, talk.when, does=does, to=(talk.whom,), against=(talk.whom,), victims=talk.victims,
        channel=talk.channel, text="\n".join(part for part in (talk.text, needs) if part),
        contains=(*(["allegations"] if talk.heard else []), *(["needs"] if talk.needs else [])),
        evidence=shown_by(actor, sent, "note"), facts={"side": "other"}, reason=talk.anyway,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.tools")


def hold(
    *, actor: Actor, sent: Sent, tool: str, why: str, until: date, review: date, when: When,
    now: datetime,
) -> Saved:  # fmt: skip
    """Hold a step back because the police asked: until when, and when we ask them again."""
    ask = Pledge(
        id=f"hold-{uuid4().hex[:8]}", due=review, does=("asb.hold_ended", "asb.step_held"),
        what=_("Ask the police whether the step must still wait"),
    )  # fmt: skip
    entry = _entry(
        actor, when, does=("asb.step_held",), text=why, reason=why, until=until, promises=(ask,),
        channel="internal", facts={"tool": tool} if tool else {},
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.tools")


def end_hold(*, actor: Actor, sent: Sent, number: int, text: str, now: datetime) -> Saved:
    """Go on with a step that was held back."""
    return _about(actor, sent, number, "asb.step_held", "asb.hold_ended", text, now)


def review(
    *, actor: Actor, sent: Sent, number: int, text: str, again: date | None, now: datetime
) -> Saved:
    """Look again at a warning, an agreement or an order: what changed, and when to look next."""
    asked: tuple[Pledge, ...] = ()
    if again is not None:
        asked = (
            Pledge(
                id=f"again-{uuid4().hex[:8]}", due=again, does=("asb.tool_reviewed",),
                what=_("Look again at what was agreed or warned"),
            ),
        )  # fmt: skip
    return _about(actor, sent, number, REVIEWED, "asb.tool_reviewed", text, now, promises=asked)


def ask_legal(
    *, actor: Actor, sent: Sent, tool: str, why: str, supports: Sequence[str], now: datetime
) -> Saved:
    """Ask a second person to agree to a legal step."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    chosen = _tool(opened, tool)
    if not chosen.legal:
        raise NotRight(_("This tool needs no second person."), field="tool")
    _check_fits(opened, chosen)
    entry = _entry(
        actor, _now(now), does=("asb.legal_step_asked",), channel="internal", text=why, reason=why,
        refs=tuple(supports), facts={"tool": tool}, evidence=(Evidence(kind="note"),),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.tools")


def decide_legal(
    *, actor: Actor, sent: Sent, number: int, agrees: bool, why: str, now: datetime
) -> Saved:
    """Agree to a legal step or not, with reasons; never whoever asked for it."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    asked = item_of(opened, number)
    if "asb.legal_step_asked" not in asked.acts:
        raise NotRight(_("This is no request for a legal step."))
    if opened.is_own(asked):
        raise NotRight(_("Somebody else has to agree: you asked for this step yourself."))
    if number not in {each.number for each in waiting_for_agreement(opened)}:
        raise NotRight(_("This was decided already, or asked for anew. Look at the steps again."))
    entry = _entry(
        actor, _now(now), does=("asb.legal_step_agreed" if agrees else "asb.legal_step_refused",),
        channel="internal", text=why, reason=why, answers=(asked.id,), facts=asked.entry.facts,
        evidence=(Evidence(kind="note"),),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.legal")


def order(
    *, actor: Actor, sent: Sent, tool: str, whom: Sequence[str], text: str, when: When,
    until: date, spent: Spent, now: datetime,
) -> Saved:  # fmt: skip
    """Write down an order that a court made: from when, until when, what it says."""
    entry = _entry(
        actor, when, does=("asb.order_made",), to=tuple(whom), against=tuple(whom), text=text,
        channel="document", until=until, tools=(ToolUse(tool=tool, outcome="done"),),
        costs=_costs(spent), evidence=shown_by(actor, sent, "note", "document"),
        facts={"tool": tool},
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.tools")


def check_order(opened: Open, entry: Entry, *, anyway: str, now: datetime) -> None:
    """Raise ``NotRight`` where a rule bars this step now, unless somebody says why it must be."""
    barred = bars(opened, entry, now=now)
    if barred and not anyway:
        said = _("{promise} Missing: {missing}. Do that first, or say why it cannot wait.")
        words = [said.format(promise=each.promise, missing=each.missing) for each in barred]
        raise NotRight(" ".join(words), field="anyway")


def _about(
    actor: Actor, sent: Sent, number: int, acts: str | tuple[str, ...], does: str, text: str,
    now: datetime, promises: tuple[Pledge, ...] = (),
) -> Saved:  # fmt: skip
    """An entry that deals with an earlier one of those acts."""
    opened = open_for(actor, sent.near.case_id, now=now, what="writing")
    item = item_of(opened, number)
    if set(item.acts).isdisjoint((acts,) if isinstance(acts, str) else acts):
        raise NotRight(_("That entry is of another kind."))
    entry = _entry(
        actor, _now(now), does=(does,), channel="internal", text=text, answers=(item.id,),
        to=item.entry.to, against=item.entry.against, promises=promises,
        evidence=shown_by(actor, sent, "note"),
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission="case.tools")


def _tool(opened: Open, wanted: str) -> Tool:
    found = next((each for each in tools_of(opened) if each.id == wanted), None)
    if found is None:
        raise NotRight(_("Choose one of the tools."), field="tool")
    return found


def _check_fits(opened: Open, tool: Tool) -> None:
    rungs = rungs_of(opened, for_unknown=tool.for_unknown)
    barred = next((rung.barred_by for rung in rungs if rung.tool.id == tool.id), ())
    if barred:
        words = opened.run.words.kinds
        told = "; ".join(words.get(kind, kind) for kind in barred)
        reason = _("{tool} never fits what was reported here: {kinds}.")
        raise NotRight(reason.format(tool=tool.name, kinds=told), field="tool")


def _check_consent(opened: Open, tool: Tool) -> None:
    """What both sides must want starts with whoever it happened to, and their no ends it."""
    if not tool.asks_victim:
        return
    said = consent_to(opened, tool.id)
    if said == "no":
        raise NotRight(_("The person it happened to said no to this. It ends there."), field="tool")
    if said != "yes":
        raise NotRight(
            _("Ask the person it happened to first, and write down what they say."), field="tool"
        )


def _check_way(opened: Open, whom: Sequence[str], channel: str, anyway: str) -> None:
    """Raise ``NotRight`` where somebody asked us not to use that way and nobody says why."""
    if not anyway and any(channel in barred_for(opened, key) for key in whom):
        raise NotRight(
            _("They asked us not to use this way. If it was used all the same, say why."),
            field="anyway",
        )


def _check_person(tool: Tool, step: Step) -> None:
    """Whose tool it is, and until when it holds, where it is one that is looked at again."""
    if not tool.for_unknown and not step.whom:
        raise NotRight(_("Choose the person that it is about."), field="whom")
    if step.outcome == "done" and tool.act in LOOKED_AT_AGAIN and step.until is None:
        raise NotRight(
            _("Name the day on which we look at it again, or on which it ends."), field="until"
        )
    if step.outcome == "refused" and not step.text.strip():
        raise NotRight(_("Write down how they refused it."), field="text")


def _agreed_to(opened: Open, tool: Tool, step: Step) -> tuple[str, ...]:
    """The agreement on which a legal step rests. Raises ``NotRight`` where there is none."""
    if not tool.legal or step.outcome != "done":
        return ()
    numbers = {each.number for each in agreed_and_not_begun(opened)}
    for kept in opened.live.kept:
        if kept.number in numbers and kept.entry.facts.get("tool") == tool.id:
            return (kept.entry.id,)
    raise NotRight(_("A second person has to agree to this legal step first."), field="tool")


def _check_reason(opened: Open, told: ToolUse) -> None:
    name = tool_named(opened, told.tool)
    if told.outcome in ("not used", "refused") and not told.reason.strip():
        raise NotRight(
            _("{tool}: say why it was not used.").format(tool=name), field=f"why_{told.tool}"
        )
    if told.outcome == "not used" and says_only_no_police_action(told.reason):
        raise NotRight(f"{name}: {_(POLICE)}", field=f"why_{told.tool}")


def _check_weighed(opened: Open, told: ToolUse) -> None:
    """Weighing tells of a step; a step that must wait for something is written down by itself."""
    if told.outcome not in ("done", "offered"):
        return
    tool = _tool(opened, told.tool)
    _check_fits(opened, tool)
    waits = tool.asks_victim or (
        told.outcome == "done" and (tool.legal or tool.act in LOOKED_AT_AGAIN)
    )
    rungs = rungs_of(opened, for_unknown=tool.for_unknown)
    before = {use.outcome for rung in rungs if rung.tool.id == tool.id for use in rung.uses}
    if waits and told.outcome not in before:
        raise NotRight(
            _("{tool}: write the step itself down first, with what it needs before it.").format(
                tool=tool.name
            ),
            field=f"outcome_{tool.id}",
        )


def _costs(spent: Spent) -> tuple[Cost, ...]:
    if spent.amount is None:
        return ()
    return (Cost(what=spent.what or _("This step"), amount=spent.amount, paid_on=spent.paid_on),)


def _now(now: datetime) -> When:
    return When(on=now.date(), at=now)


def _entry(actor: Actor, when: When, **told: object) -> Entry:
    return dated(when, by=actor.key, **told)
