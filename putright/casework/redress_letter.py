"""What the letter of an offer says: each sum and its reason, how it is paid, what a yes changes."""

from datetime import date

from putright.casework.queries.case_open import Open
from putright.casework.queries.contacts import people_of
from putright.casework.queries.works import sums_of
from putright.casework.redress import RENT_ACCOUNT, Redress, Request
from putright.casework.said_to_you import for_what, why_of
from putright.core.letters.letter import Facts
from putright.core.redress.money import NOTHING
from putright.kit.dates import long_day, pounds
from putright.kit.say import _


def facts_of(money: Redress, found: Request, *, until: date, signed: str) -> Facts:
    """The facts of an offer's letter, all of them from what was written down and agreed to."""
    opened, costs = money.opened, sums_of(money.opened)
    to_rent = found.asked.entry.facts.get("method") == RENT_ACCOUNT
    terms = money.terms
    return {
        "name": opened.name(resident_of(opened)),
        "sum": pounds(found.amount),
        "failing": "yes" if money.has_failing else "",
        "lines": [
            {"sum": pounds(line.amount), "head": for_what(line), "why": why_of(line)}
            for line in found.lines
        ],
        "before": pounds(found.before) if found.before > NOTHING else "",
        "all": pounds(found.after),
        "lower": found.lower,
        "costs": pounds(costs.agreed) if costs.agreed > NOTHING else "",
        "waiting": pounds(costs.waiting) if costs.waiting > NOTHING else "",
        "direct": "" if to_rent else "yes",
        "agreed": found.agreed if to_rent else "",
        "pay_within": terms.pay_within if terms else "",
        "until": long_day(until),
        "ombudsman": _("www.housing-ombudsman.org.uk, or ring 0300 111 3000"),
        "signed": signed,
        "landlord": opened.case.landlord.name,
        "day": long_day(opened.at.date()),
    }


def resident_of(opened: Open) -> str:
    """Whom an offer is for: the resident who complained, else the first of the household."""
    residents = [who.key for who in people_of(opened) if who.side == "resident"]
    raised = opened.run.timeline.doing(("complaint.raised",))
    return next((i.entry.by for i in reversed(raised) if i.entry.by in residents), residents[0])
