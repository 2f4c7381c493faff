"""What a person does with an audit: puts gaps on the worklist, begins an apology for what it shows.

The audit itself writes nothing. What is chosen from it is a person's own entry, or a draft.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from putright.casework import letters, permissions
from putright.casework.actions import outgoing
from putright.casework.actions.adding import NOTE, Saved, Sent, add, opened_for
from putright.casework.actor import Actor
from putright.casework.letter_facts import facts_of
from putright.casework.queries.case_audit import chosen
from putright.casework.queries.case_open import open_for
from putright.casework.queries.contacts import people_of
from putright.casework.queries.outgoing import is_reader
from putright.casework.refused import NotRight
from putright.core.events.entry import Entry
from putright.core.events.parts import Pledge
from putright.gateways.letter_text import from_letter
from putright.kit.say import _

PERMISSION = "case.work"
APOLOGY = "apology"


def put_on_worklist(
    *, actor: Actor, sent: Sent, gaps: Sequence[str], due: date, now: datetime
) -> Saved:
    """Promise to see to the chosen gaps by a day: each is then owed until an entry keeps it."""
    opened = opened_for(actor, sent, PERMISSION, now)
    if due < now.date():
        raise NotRight(_("Choose today or a later day."), field="due")
    pledges = tuple(
        Pledge(id=f"gap-{uuid4().hex[:10]}", due=due, what=_("Put right: {gap}").format(gap=title))
        for title, _told in chosen(opened, gaps, now)
    )
    told = _("Found by an audit of the case on this day, to be put right.")
    entry = Entry(
        id="", does=("note.made",), at=now, by=actor.key, channel="internal", text=told,
        promises=pledges, evidence=NOTE,
    )  # fmt: skip
    return add(actor, sent, [entry], now, permission=PERMISSION)


def begin_apology(
    *, actor: Actor, case_id: UUID, to: str, gaps: Sequence[str], now: datetime
) -> UUID:
    """Begin a letter that says sorry for the chosen failings, each in a dated sentence.

    What it meant for them, and the regret, are left to the writer: no machine is sorry. Of the
    first a gap is marked, which the check of letters refuses until it is filled.
    """
    opened = open_for(actor, case_id, now=now, what="writing")
    permissions.check(actor, "letter.write", opened.near)
    sides = {one.key: one.side for one in people_of(opened)}
    if not is_reader(opened, to, sides.get(to, "")):
        raise NotRight(_("Choose an adult of this case."), field="to")
    told = dict.fromkeys(words for _title, words in chosen(opened, gaps, now))
    facts = {
        **facts_of(opened, to), "failings": [{"what": words} for words in told],
        "effect": _("(Left for the writer: what it meant for them, as they told us.)"),
    }  # fmt: skip
    letter = letters.compose(APOLOGY, facts)
    entry = Entry(id="", does=("apology.given", "letter.sent"), about=("asb",),
                  contains=tuple(letter.contains))  # fmt: skip
    begun = outgoing.Begun(
        kind=APOLOGY, to=to, title=letter.title, body=from_letter(letter), entries=[entry],
        permission="letter.write", needs_second=True,
    )  # fmt: skip
    return outgoing.begin(actor=actor, near=opened.near, letter=begun, now=now)
