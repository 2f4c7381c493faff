"""The steps of the set-up in words."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from putright.casework.queries.set_up import SetUp, Step
from putright.casework.queries.set_up_cover import PatchLine
from putright.casework.queries.set_up_policy import TextInForce
from putright.kit.say import _, ngettext
from putright.kit.shown import Column


@dataclass(frozen=True, kw_only=True, slots=True)
class StepShown:
    """One line of the list of steps."""

    name: str
    word: str
    hint: str
    href: str
    state: str
    shape: str
    missing: tuple[str, ...] = ()


def steps(told: SetUp) -> tuple[StepShown, ...]:
    """Every step with its words, its state and the way to it."""
    return tuple(_step(step) for step in told.steps)


def _step(step: Step) -> StepShown:
    word, hint = words_of(step.name)
    state, shape = states()[step.state]
    return StepShown(
        name=step.name,
        word=word,
        hint=hint,
        href=reverse(f"setup:{step.name}"),
        state=state,
        shape=shape,
        missing=step.missing,
    )


def states() -> dict[str, tuple[str, str]]:
    """Each state as a word and a shape."""
    return {
        "not started": (_("Not started"), "due"),
        "in progress": (_("In progress"), "due-soon"),
        "done": (_("Done"), "met"),
        "problem": (_("There is a problem"), "overdue"),
    }


def states_of_mailbox() -> dict[str, tuple[str, str]]:
    """How a mailbox stands, as a word and a shape."""
    return {
        "well": (_("Works"), "met"),
        "waiting": (_("Not read yet"), "due"),
        "failing": (_("Could not be read"), "overdue"),
        "trouble": (_("Not read for a while"), "overdue"),
        "off": (_("Switched off"), "excused"),
    }


def words_of(name: str) -> tuple[str, str]:
    """A step's name and, in a sentence, what it is for."""
    return {
        "landlord": (_("Your landlord"), _("Its name, whom to ring, how references begin.")),
        "calendar": (_("Bank holidays"), _("The days that no working day is counted on.")),
        "policy": (_("Your policy"), _("What you promise, in what time, and where it says so.")),
        "teams": (_("Teams and patches"), _("Who looks after which homes.")),
        "people": (_("People and roles"), _("Who signs in, and what each may do.")),
        "cover": (_("Cover"), _("Who acts on a patch when its officer is not there.")),
        "mailboxes": (_("Mailboxes"), _("Where mail comes in, and goes out; tried by a message.")),
        "drive": (_("Test drive"), _("An invented case, and what you would promise in it.")),
    }[name]


def accounts_href() -> str:
    """Where accounts are made; empty where that page is not there."""
    try:
        return reverse("staff:accounts")
    except NoReverseMatch:
        return ""


def columns_of_promises() -> tuple[Column, ...]:
    """How a table of promises is headed."""
    return (
        Column(key="what", word=_("What we promise"), is_heading=True),
        Column(key="within", word=_("In what time")),
        Column(key="why", word=_("Where it stands")),
    )


def columns_of_days() -> tuple[Column, ...]:
    """How the table of days off is headed."""
    return (Column(key="day", word=_("Day"), is_heading=True), Column(key="name", word=_("Why")))


def kind_of_text(text: TextInForce) -> str:
    """What sort of text it is."""
    return {
        "landlord": _("Your own policy"),
        "code": _("The Complaint Handling Code"),
        "law": _("The law"),
        "practice": _("Good practice, where the others are silent"),
    }[text.rank]


def count_of_promises(text: TextInForce) -> str:
    """How many promises it makes, and what is left to people."""
    made = ngettext("{n} promise", "{n} promises", len(text.promises))
    if not text.for_person:
        return made
    left = ngettext(
        "{n} provision that only a person can judge",
        "{n} provisions that only a person can judge",
        text.for_person,
    )
    return _("{made}; {left}").format(made=made, left=left)


def held_by(patch: PatchLine) -> str:
    """Who holds a patch and who covers it."""
    if patch.is_planned:
        return ""
    return _("{officer} holds it, {cover} covers it.").format(
        officer=patch.officer_name or _("Nobody"), cover=patch.cover_name
    )
