"""Ways of writing that other hands have: what decides, what is talked of, how money is ordered."""

from datetime import date
from decimal import Decimal

from putright.core.determinations import Report, read
from putright.core.determinations.events import rows_of
from putright.core.determinations.levels import outcomes_in
from putright.core.determinations.lines import lines_of
from putright.core.determinations.table import table_orders
from putright.core.workdays import Calendar

HEAD = (
    "Any Homes (202312345)\nREPORT\nCOMPLAINT 202312345 & 202399999\nAny Homes\n1 July 2024\n"
    "The complaint\n1. The complaint is about the landlord’s handling of:\na. Reports of noise:\n"
    "b. The formal complaint.\nBackground\n2. The resident rents.\nAssessment and findings\n"
    "3. It was slow.\nDetermination\n"
)


def report_of(rest: str, calendar: Calendar) -> Report:
    return read(HEAD + rest, calendar=calendar)


def test_a_list_may_end_its_lines_with_colons(calendar: Calendar) -> None:
    flat = HEAD.replace("1. ", "- ").replace("a. ", "- ").replace("b. ", "- ")

    report = read(
        f"{flat.replace('2. ', '- ').replace('3. ', '- ')}- Withdrawn.", calendar=calendar
    )

    assert [one.text for one in report.issues] == [
        "The landlord’s handling of reports of noise",
        "The landlord’s handling of the formal complaint",
    ]
    assert report.header.reference == "202312345"


def test_letters_and_romans_at_one_indent_nest(calendar: Calendar) -> None:
    report = report_of(
        "4. There was service failure in its letters.\nOrders\n5. Within 4 weeks of this "
        "report the "
        "landlord must:\na. Write an apology.\nb. Pay the resident £300, made up of:\ni. £200 for "
        "noise.\nii. £100 for letters.\nc. Review its letters.",
        calendar,
    )

    assert [one.paragraph for one in report.orders] == ["5.a", "5.b", "5.c"]
    assert [one.amount for one in report.orders[1].award.parts] == [Decimal(200), Decimal(100)]


def test_the_complaint_decided_as_a_whole_is_each_of_its_issues(calendar: Calendar) -> None:
    intervened = report_of(
        "4. In accordance with paragraph 53.c of the Scheme, the landlord has made an offer of "
        "redress following our intervention which, in our opinion, resolves the complaint "
        "satisfactorily.",
        calendar,
    )
    two = report_of(
        "4. There was no maladministration in respect of the complaint.\n"
        "5. There was service failure in its records.",
        calendar,
    )

    assert [(one.heading, one.level) for one in intervened.findings] == [
        ("The landlord’s handling of reports of noise", "resolved with intervention"),
        ("The landlord’s handling of the formal complaint", "resolved with intervention"),
    ]
    assert [one.heading for one in two.findings] == ["The complaint", "Its records"]


def test_what_only_talks_of_outcomes_decides_nothing(calendar: Calendar) -> None:
    report = report_of(
        "4. There was reasonable redress in its letters. The finding of reasonable redress is "
        "based "
        "on its being paid.\n5. The Scheme says that the Ombudsman may not consider some matters.\n"
        "6. The landlord has not offered reasonable redress for its calls.\n"
        "7. Therefore there was service failure.\n"
        "8. There was service failure by the landlord in the amount of its offer of redress.",
        calendar,
    )

    assert [(one.heading, one.level) for one in report.findings] == [
        ("Its letters", "reasonable redress"),
        ("", "service failure"),
        ("The amount of its offer of redress", "service failure"),
    ]
    assert [one.paragraph for one in report.unread if one.paragraph] == ["6", "7"]
    assert not outcomes_in("We find nothing.")


def test_a_time_may_head_its_orders_and_a_way_of_paying_is_no_order(calendar: Calendar) -> None:
    report = report_of(
        "4. There was service failure in its letters.\nOrders\nWithin 2 weeks of this report\n"
        "5. Apologise to the resident in writing.\n6. Pay the resident £900, broken down as:\n"
        "a. £800 for worry, including £300 for that of her children.\nb. £100 for time.\n"
        "7. The total must be paid directly to the resident.\n"
        "8. The landlord should, within 3 weeks of this report, update us on compliance with these "
        "orders.\nRecommendations\n9. The landlord should pay the £50 that it offered.\n"
        "10. The landlord should tell this Service of its intentions about the recommendation.",
        calendar,
    )

    assert [(one.kind, one.due and one.due.day) for one in report.orders] == [
        ("apology", date(2024, 7, 15)),
        ("payment", date(2024, 7, 15)),
    ]
    pay = report.orders[1]
    assert pay.what.endswith("directly to the resident.")
    assert (pay.award.amount, pay.award.already_offered) == (Decimal(900), None)
    assert pay.evidence.startswith("The landlord should")
    assert len(report.recommendations) == 1


def test_a_breakdown_may_be_of_what_is_added_alone(calendar: Calendar) -> None:
    report = report_of(
        "4. There was service failure in its letters.\nOrders\n5. Within 4 weeks of this "
        "report pay "
        "the £225 it offered, if not already paid, and an additional £300:\na. £200 for worry.\n"
        "b. £100 for time.",
        calendar,
    )

    assert report.orders[0].award.amount == Decimal(525)
    assert not report.sums_wrong


def test_a_day_that_its_cell_broke_is_put_together(calendar: Calendar) -> None:
    rows = rows_of(lines_of("25 November\nShe rang.\n2024\nIt was late.\n26 May\nIt rained.\n30"))
    (pay, review) = table_orders(
        lines_of(
            "2\nCompensation order\nThe landlord must pay £90:\n• £40 for the loss of\nthe room.\n"
            "• £50 for calls.\nNo later than 25 December\nby the due\n2026\n3\nReview order\n"
            "The landlord must look.\nNo later than\n4\nMarch 2027"
        ),
        "Orders",
        day=date(2026, 11, 1),
        calendar=calendar,
    )

    assert [one.text for one in rows] == [
        "25 November 2024: She rang. It was late. 26 May It rained. 30"
    ]
    assert pay.due and pay.due.day == date(2026, 12, 25)
    assert [one.what_for for one in pay.award.parts] == ["the loss of the room", "calls"]
    assert review.due and review.due.day == date(2027, 3, 4)


def test_a_review_with_a_list_of_what_it_looks_at_is_one_order(calendar: Calendar) -> None:
    report = report_of(
        "4. There was service failure in its letters.\nOrders\n5. Within 6 weeks of this report, "
        "carry out a review of its calls. The review should include:\na. who was rung;\nb. a fund "
        "of £500.\n6. Within 4 weeks of this report, show that it has:\na. Apologised in writing.\n"
        "b. Paid the resident £350 for worry, in addition to the £200 it offered for the door.",
        calendar,
    )

    assert [(one.paragraph, one.kind, one.award.amount) for one in report.orders] == [
        ("5", "review", None),
        ("6.a", "apology", None),
        ("6.b", "payment", Decimal(350)),
    ]
    assert not report.unread


def test_what_comes_beside_an_offer_is_not_inside_the_sum(calendar: Calendar) -> None:
    report = report_of(
        "4. There was service failure in its letters.\nOrders\n5. Within 4 weeks of this "
        "report, the "
        "landlord must:\na. Pay £150, comprising £100 for worry and £50 for time. This is in "
        "addition "
        "to the £40 already paid.\nb. Review its calls. The review must include, as a minimum, "
        "a look "
        "at its:\ni. Lists.\nii. Notes.",
        calendar,
    )

    assert [(one.kind, one.award.amount, one.award.already_offered) for one in report.orders] == [
        ("payment", Decimal(150), None),
        ("review", None, None),
    ]


def test_a_line_that_leads_to_a_list_is_no_heading(calendar: Calendar) -> None:
    head = HEAD.replace("1. The complaint is about the landlord’s handling of:\na. Reports of "
    "noise:\n"
                        "b. The formal complaint.", "The complaint is about the landlord’s:\n"
                        "response to noise;\nhandling of the complaint.")  # fmt: skip

    report = read(f"{head}4. Withdrawn.", calendar=calendar)

    assert [one.text for one in report.issues] == [
        "The landlord’s response to noise",
        "The landlord’s handling of the complaint",
    ]
