"""Layouts as they come: talk between the parts, text outside of lists, numbers that run on."""

from datetime import date
from decimal import Decimal

from putright.core.determinations import read
from putright.core.workdays import Calendar

NEW = """\
Borough of Nowhere (202412345) - amended
Decision
Case ID
202412345
Decision type
Investigation
Landlord
Borough of Nowhere
Date
27 November 2025
What the complaint is about
The complaint is about how the landlord handled:
- Draughts.
- The associated complaint.
Our decision (determination)
- Maladministration in the handling of draughts.
- Service failure in the handling of the complaint.
Putting things right
Where something went wrong we can say how it is put right.
Orders
Landlords must comply with our orders in the time we set.
1
Compensation order
The landlord must pay the resident £2, 4 00 made up as follows:
- £ 6 00 for the worry.
- £1,800 for the cold.
No later than
06 January 2026
Recommendations
Our recommendations are not binding.
The landlord should look at its windows policy.
The complaint procedure
20 May to 3 June 2024
The landlord thought about it.
What we found and why
Complaint
Draughts
Finding
Maladministration
What we did not investigate
We cannot decide on health.
Complaint
The handling of the complaint
Finding
Service failure
It was late.
"""

OLD = """\
Any Homes (201912345)
REPORT
COMPLAINT 201912345
Any Homes
25 November 2021

The complaint

 1. The complaint is about the landlord’s answer to the draughts, and of the associated complaint.

Determination

 20. Under paragraph 55(b) of the Scheme, the landlord has offered redress to the resident prior to
     investigation which, in our opinion, resolves the complaint about draughts satisfactorily.
 21. There was maladministration in the landlord’s answer to the complaint.

Orders

Within four weeks of the date of this report the landlord must:
 22. Pay the resident £600. This is inclusive of the £200 it offered. It is made up of £100 for the
     delay and £500 for the worry.
 23. Write to the resident with an apology from a director.

Proof of compliance with these orders must be sent to this Service within 5 weeks of this report.

"""


def test_the_newer_layout_is_read_past_the_talk_between_its_parts(calendar: Calendar) -> None:
    report = read(NEW, calendar=calendar)

    assert [one.text for one in report.issues] == [
        "How the landlord handled draughts",
        "How the landlord handled the associated complaint",
    ]
    assert [one.level for one in report.findings] == ["maladministration", "service failure"]
    (order,) = report.orders
    assert order.award.amount == Decimal(2400) and order.due
    assert order.due.day == date(2026, 1, 6)
    assert len(report.recommendations) == 1
    assert [(one.first, one.last) for one in report.events] == [
        (date(2024, 5, 20), date(2024, 6, 3))
    ]
    assert not (report.unread or report.sums_wrong)


def test_the_older_layout_is_read_with_numbers_that_run_on(calendar: Calendar) -> None:
    report = read(OLD, calendar=calendar)

    assert len(report.issues) == 2
    assert [(one.heading, one.level, one.paragraph) for one in report.findings] == [
        ("Draughts", "reasonable redress", "20"),
        ("The landlord’s answer to the complaint", "maladministration", "21"),
    ]
    pay, say = report.orders
    assert (pay.award.amount, pay.award.already_offered) == (Decimal(600), Decimal(200))
    assert [one.amount for one in pay.award.parts] == [Decimal(100), Decimal(500)]
    assert say.kind == "apology" and say.evidence.startswith("Proof of compliance")
    assert {one.due.day for one in report.orders if one.due} == {date(2021, 12, 23)}
