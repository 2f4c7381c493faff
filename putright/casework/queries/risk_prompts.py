"""What the answers, or who lives in the home, ask somebody to think of at once, and what to do."""

from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.core.policy.practice import QuestionSet
from putright.core.practice.risk import choices_of
from putright.core.practice.risk_standing import Standing
from putright.core.timeline.items import Item
from putright.kit.say import _

CONSIDERED = ("safeguarding.considered", "referral.made")


class Prompt(Struct, frozen=True):
    """Something to think of now: its heading and what to do, one line each."""

    kind: str
    heading: str
    lines: tuple[str, ...]


WORDS = {
    "suicide": (
        _("Thoughts of suicide or self-harm: what to do now"),
        (
            _("Stay with them, on the line or in the room. Ask plainly: are you safe just now?"),
            _("In danger now, or already hurt: ring 999 and say what was said."),
            _("Otherwise offer to ring with them: NHS 111 and then 2 for mental health, or "
              "Samaritans on 116 123. Both answer day and night, and cost nothing."),
            _("Agree who speaks with them next and when, and promise that. Tell your team leader "
              "today."),
        ),
    ),
    "domestic abuse": (
        _("Domestic abuse: these questions alone are not enough"),
        (
            _("Speak only when they are alone. Use only the ways that they say are safe."),
            _("Ask whoever is trained to go through the domestic abuse checklist with them. What "
              "it says goes to the local panel where it is high."),
            _("Tell nobody where they are. The national helpline is 0808 2000 247, day and night."),
        ),
    ),
    "safeguarding": (
        _("Somebody may be in danger: think of safeguarding today"),
        (
            _("In danger now: 999 first."),
            _("Write down what you considered, what you decided, and why, whether you refer or "
              "not."),
        ),
    ),
    "household": (
        _("A child, or somebody with needs, lives in this home"),
        (
            _("Ask how each of them is. Write down whether you thought of safeguarding, and what "
              "you decided."),
        ),
    ),
}  # fmt: skip
"""What each prompt says, the gravest first."""


def prompts(opened: Open, stands: Standing, asked: QuestionSet) -> tuple[Prompt, ...]:
    """What nobody has considered since it was told."""
    told = _told(stands, asked)
    if told and stands.answered is not None and not _since(opened, stands.answered):
        return tuple(Prompt(kind, *WORDS[kind]) for kind in WORDS if kind in told)
    reports = [i for i in opened.run.timeline.doing(("asb.reported",)) if not i.counter]
    if _is_guarded(opened) and reports and not _since(opened, reports[-1]):
        return (Prompt("household", *WORDS["household"]),)
    return ()


def _told(stands: Standing, asked: QuestionSet) -> set[str]:
    given = stands.answered.entry.given if stands.answered else ()
    return {one for choice in choices_of(asked, given).values() for one in choice.prompts}


def _since(opened: Open, item: Item) -> bool:
    """Whether safeguarding was considered at or after that entry."""
    return any(
        each.is_settled and each.when.last >= item.when.first and each.number > item.number
        for each in opened.run.timeline.doing(CONSIDERED)
    )


def _is_guarded(opened: Open) -> bool:
    """Whether a child or somebody with needs lives in the home."""
    return opened.run.facts.has_child() or opened.run.facts.needs_known(opened.run.now)
