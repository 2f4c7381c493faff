"""What is held against the known answers of a made report."""

from putright.core.determinations import Report
from tests.factories.report_made import MadeReport


def told(report: Report) -> dict[str, object]:
    """What is held against the known answers."""
    return {
        "landlord": (report.header.landlord, report.header.header_name),
        "reference": report.header.reference,
        "day": report.header.day,
        "issues": [one.text for one in report.issues],
        "own": [one.text for one in report.issues if one.is_own],
        "findings": [(one.heading, one.level) for one in report.findings],
        "scheme": [each for one in report.scope for each in one.scheme],
        "recommendations": len(report.recommendations),
        "wrong": report.sums_wrong,
        "orders": [
            (
                one.kind,
                one.due.day if one.due else None,
                one.award.amount,
                tuple(part.amount for part in one.award.parts),
                one.award.already_offered,
            )
            for one in report.orders
        ],
    }


def known(made: MadeReport) -> dict[str, object]:
    """The known answers."""
    return {
        "landlord": (made.landlord, made.header_name),
        "reference": made.reference,
        "day": made.day,
        "issues": made.issues,
        "own": made.own,
        "findings": made.findings,
        "scheme": made.scheme,
        "recommendations": made.recommendations,
        "wrong": (),
        "orders": [(one.kind, one.due, one.amount, one.parts, one.already) for one in made.orders],
    }
