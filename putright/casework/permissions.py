"""Who may do what: one table, read by every action and query, printed in the documents.

A line names the roles and how close to the case somebody must be: *any* (no case at all), *see*
(the case can be seen), *work* (the officer, whoever stands in, the team, or one cleared).
"""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from msgspec import Struct

from putright.casework.actor import Actor
from putright.casework.refused import Refused
from putright.kit.say import _

Near = Literal["any", "see", "work"]

READERS = frozenset(
    {
        "contact centre", "officer", "team leader", "complaints handler", "approver",
        "head of service", "auditor",
    }
)  # fmt: skip
"""Roles that may read cases at all. An administrator has no case content (security T13)."""
TAKERS = frozenset(
    {"contact centre", "officer", "team leader", "complaints handler", "head of service"}
)
WORKERS = frozenset({"officer", "team leader", "complaints handler", "head of service"})
LEADERS = frozenset({"team leader", "head of service"})
HANDLERS = frozenset({"team leader", "complaints handler", "head of service"})
ADMIN = frozenset({"administrator"})
SETTERS = LEADERS | ADMIN


class Line(Struct, frozen=True):
    """One line of the table: what it allows in words, the roles, how near to the case."""

    allows: str
    roles: frozenset[str]
    near: Near = "any"


TABLE: Mapping[str, Line] = {
    # reading
    "case.see": Line("open a case, its timeline and promises", READERS, "see"),
    "case.break_glass": Line("open a restricted case with a written reason", TAKERS | {"auditor"}),
    "audit.save": Line(
        "save the audit of a case as a file", WORKERS | {"approver", "auditor"}, "see"
    ),
    "file.see": Line("open a file kept with a case", READERS, "see"),
    "work.see": Line("see one's own work and that of those one covers", WORKERS | {"approver"}),
    "board.see": Line("see who is here, what is uncovered, and each person's load", LEADERS),
    "people.see": Line("see people, homes and how it is safe to reach somebody", READERS),
    "search": Line("search people, homes and cases", READERS),
    "readings.see": Line("read the log of who looked at what", frozenset({"auditor"})),
    # writing in a case
    "report.take": Line("take a new report from anybody", TAKERS),
    "contact.log": Line("log a contact or an attempt", TAKERS, "see"),
    "case.note": Line("add a note, evidence or a new incident", TAKERS, "see"),
    "case.work": Line("do and promise things in a case, hand its promises on", WORKERS, "work"),
    "case.correct": Line("correct an entry by adding another", WORKERS, "work"),
    "case.assign": Line("give a case to another officer", LEADERS, "work"),
    "case.restrict": Line("restrict a case, clear people for it", WORKERS, "work"),
    "case.excuse": Line("excuse a promise by a clause or the resident's wish", WORKERS, "work"),
    "case.hand_over": Line("write and accept a handover", WORKERS, "work"),
    # practice of antisocial behaviour cases
    "case.risk": Line(
        "go through the risk questions, think of safeguarding, refer", WORKERS, "work"
    ),
    "case.risk_lower": Line(
        "agree as a second person to a lower risk level", LEADERS | {"approver"}, "work"
    ),
    "case.plan": Line("agree, send and review an action plan, agree updates", WORKERS, "work"),
    "case.agencies": Line("ask, chase and hear agencies and councillors", WORKERS, "work"),
    "agency.directory": Line("change the directory of agencies", LEADERS | ADMIN),
    "agency.see": Line("see the directory of agencies", READERS | ADMIN),
    "case.tools": Line("weigh, offer and use tools, speak with the other party", WORKERS, "work"),
    "case.legal": Line("agree to a legal step", LEADERS | {"approver"}, "work"),
    "case.move": Line("take a request to move and gather what it needs", WORKERS, "work"),
    "case.decide_move": Line("decide on a move", LEADERS | {"approver"}, "work"),
    "case.works": Line("ask for safety works, record their end, record costs", WORKERS, "work"),
    "case.visit": Line("visit and write down what happened at the door", WORKERS, "work"),
    "case.link": Line("say that two cases belong together", WORKERS, "work"),
    "case.close": Line("ask the resident about closing, and ask for a closing", WORKERS, "work"),
    "case.sign_closing": Line("agree to a closing", LEADERS | {"approver"}, "work"),
    # complaints, letters and redress
    "complaint.log": Line(
        "log a complaint or escalation, ask whether something is one", TAKERS, "see"
    ),
    "complaint.handle": Line(
        "acknowledge, extend, define, draft and answer complaints", HANDLERS, "work"
    ),
    "complaint.read": Line("read a response as a second person", HANDLERS | {"approver"}, "work"),
    "service.review": Line("look again at requests for service over all cases", HANDLERS),
    "letter.write": Line("write and send a letter of a case", WORKERS, "work"),
    "letter.agree": Line("read a letter as a second person", HANDLERS | {"approver"}, "work"),
    "ombudsman.see": Line(
        "see every case that is with the Ombudsman, and what is owed", HANDLERS | {"auditor"}
    ),
    "bundle.make": Line(
        "make the evidence bundle for the Ombudsman, and download it", HANDLERS, "work"
    ),
    "bundle.agree": Line(
        "agree as a second person to a bundle with originals, or of a restricted case",
        HANDLERS | {"approver"},
        "work",
    ),
    "redress.work": Line("assess impact, build and put an offer, record payment", HANDLERS, "work"),
    "redress.approve": Line("agree to an offer of money", LEADERS | {"approver"}, "work"),
    "lesson.see": Line("see what was learned and whether it worked", READERS),
    "lesson.work": Line("raise a lesson, say what was done about it, measure it", HANDLERS),
    "published.see": Line("see what the Ombudsman has published of landlords", READERS | ADMIN),
    "person.change": Line("change what is known of a person and how to reach them", TAKERS),
    # post, and what runs by itself
    "post.triage": Line("see what came in and give each of it a case, a person, an end", TAKERS),
    "post.mailbox": Line("set up mailboxes and how post goes out", ADMIN),
    "post.health": Line(
        "see whether post, jobs and copies are well, and what was counted",
        ADMIN | LEADERS | {"auditor"},
    ),
    "staff.rota": Line("set who answers out of hours", SETTERS),
    "feed.own": Line("have a calendar feed of one's own days", WORKERS),
    "draft.keep": Line("keep what one is writing", READERS),
    # staff and setting up
    "staff.away": Line("say who is away or leaving, and who covers", SETTERS),
    "staff.away_self": Line("say that one is away, with cover", READERS),
    "staff.patch": Line("give a patch an officer and a cover", SETTERS),
    "staff.account": Line("make accounts, give roles, hand out reset links", ADMIN),
    "staff.second_person": Line("agree to taking a lost second factor away", LEADERS | ADMIN),
    "staff.interest": Line("tell of a stake of one's own in a person or home", READERS | ADMIN),
    "landlord.set_up": Line("set the landlord up", ADMIN),
    "people.import": Line("import people, homes and tenancies", ADMIN | {"head of service"}),
    "record.erase": Line("erase personal words under a rule", frozenset({"head of service"})),
}


class Nearness(Struct, frozen=True):
    """How somebody stands to one case, as the query that found it worked out.

    ``roles`` are those that count for working in it: a role of another team is none here.
    """

    case_id: UUID
    sees: bool
    works: bool
    roles: frozenset[str] | None = None


def can(actor: Actor, name: str, near: Nearness | None = None) -> bool:
    """Whether the table allows it; a name that is not in the table is a fault, never a yes."""
    line = TABLE[name]
    if actor.is_system:
        return True
    if actor.roles.isdisjoint(line.roles):
        return False
    if line.near == "any":
        return True
    if near is None:
        return False
    if line.near == "see":
        return near.sees
    return near.works and (near.roles is None or not near.roles.isdisjoint(line.roles))


def check(actor: Actor, name: str, near: Nearness | None = None) -> None:
    """Raise ``Refused`` unless the table allows it."""
    if can(actor, name, near):
        return
    line = TABLE[name]
    if near is not None and not actor.roles.isdisjoint(line.roles):
        told = _("In this case you may not %(do)s: it is not yours, and not your team's. Ask its "
                 "officer, whoever stands in, or a leader of its team.")  # fmt: skip
        raise Refused(told % {"do": line.allows})
    who = ", ".join(sorted(line.roles))
    raise Refused(
        _("You may not %(do)s. These roles may: %(who)s.") % {"do": line.allows, "who": who}
    )
