"""The newer layout in the second corpus: tables, pairs in rows, orders with bullets and notes."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.factories.report_made import MadeOrder, MadeReport, shown

SUBJECTS = (
    "antisocial behaviour (ASB)", "a leak from the roof", "noise at night", "a kitchen without a "
    "cooker", "pets in the block", "parking", "a broken lift",
)  # fmt: skip
LEVELS = (
    "maladministration", "severe maladministration", "service failure", "no maladministration",
    "reasonable redress", "outside jurisdiction",
)  # fmt: skip
ORDERED = frozenset({"maladministration", "severe maladministration", "service failure"})


def lay_out_newer(made: MadeReport, rng: Random) -> None:
    """The newer layout, or a case settled with the Ombudsman's help."""
    settled = made.number % 12 == 4
    made.plain(f"{made.landlord} ({made.reference})")
    made.plain("Decision")
    kind = "Resolved with the Ombudsman’s intervention" if settled else "Investigation"
    labels = (
        ("Case ID", made.reference), ("Decision type", kind), ("Landlord", made.landlord),
        ("Landlord type", "Local Authority / ALMO or TMO"), ("Occupancy", "Leaseholder"),
        ("Date", shown(made.day)),
    )  # fmt: skip
    for label, value in labels:
        made.blocks.append(("row", 0, f"{label}\t{value}"))
    made.heading("Background")
    made.plain("The resident lives with 2 children in a flat on the ﬁrst floor.")
    made.heading("What the complaint is about")
    subjects = [f"Reports of {one}" for one in rng.sample(SUBJECTS, rng.randint(1, 3))]
    made.plain("The complaint is about the landlord’s handling of the resident’s:")
    for one in subjects:
        made.blocks.append(("dash", 1, f"{one};"))
    made.issues += [f"The landlord’s handling of the resident’s r{one[1:]}" for one in subjects]
    made.plain("We have also considered the landlord’s handling of the complaint.")
    made.own.append("The landlord’s handling of the complaint")
    made.issues += made.own
    (_settled if settled else _decided)(made, rng, [*subjects, "The handling of the complaint"])


def _settled(made: MadeReport, _rng: Random, _heads: list[str]) -> None:
    made.heading("Our decision (determination)")
    made.plain("The landlord and the resident agreed how to put things right with our help.")
    made.heading("Our recommendations")
    made.blocks.append(("dash", 1, "The landlord should pay the £310 that it agreed to pay."))
    made.blocks.append(("dash", 1, "The landlord should write to the resident each month."))
    made.recommendations = 2


def _decided(made: MadeReport, rng: Random, heads: list[str]) -> None:
    levels = [rng.choice(LEVELS) for _ in heads]
    made.heading("Our decision (determination)")
    made.plain("We have found that there was:")
    for head, level in zip(heads, levels, strict=True):
        made.blocks.append(("dash", 1, f"{level.capitalize()} in {head[0].lower()}{head[1:]}."))
    made.plain("We have made orders for the landlord to put things right." if
               ORDERED & set(levels) else "We have made no orders.")  # fmt: skip
    made.heading("Summary of reasons")
    made.plain("The landlord paid £75 on 3 March 2024 and did nothing more.")
    made.heading("Putting things right")
    made.plain("Where we find service failure, maladministration or severe maladministration we "
               "can make orders for the landlord to put things right.")  # fmt: skip
    if ORDERED & set(levels):
        _orders(made, rng)
    if "reasonable redress" in levels:
        made.heading("Our recommendations")
        made.plain("Our recommendations are not binding and a landlord may decide not to follow "
                   "them.")  # fmt: skip
        made.blocks.append(
            ("dash", 1, "The landlord should reoffer the £90 that it offered before.")
        )
        made.recommendations = 1
    _investigation(made, rng, heads, levels)


def _orders(made: MadeReport, rng: Random) -> None:
    made.heading("Orders")
    made.plain(
        "Landlords must comply with our orders in the manner and timescales we specify. The "
        "landlord must provide documentary evidence of compliance by the due date set."
    )
    made.blocks.append(("row", 0, "Order\tWhat the landlord must do\tDue date"))
    due = made.day + timedelta(days=rng.randint(22, 30))
    _row(made, 1, "Apology order\nThe landlord must apologise in writing to the resident for the "
         "failings in this report. The landlord must ensure:\n• The apology is specific to the "
         "failings, meaningful and empathetic.\n• It has due regard to our apologies guidance.",
         due)  # fmt: skip
    made.orders.append(MadeOrder("apology", due))
    first, second = Decimal(rng.randint(2, 60) * 25), Decimal(rng.randint(2, 12) * 25)
    total = first + second
    _row(made, 2, f"Compensation order\nThe landlord must pay the resident £{total:,} made up as "
         f"follows:\n• £{first:,} for the distress and inconvenience of its handling of the "
         f"reports.\n• £{second:,} for its handling of the complaint.\nThis must be paid directly "
         "to the resident. The landlord must provide documentary evidence of payment by the due "
         "date.\nThe landlord may deduct from the total figure any payments it has already paid.",
         due)  # fmt: skip
    made.orders.append(MadeOrder("payment", due, total, (first, second)))
    if rng.random() < 0.6:
        later = made.day + timedelta(days=rng.randint(40, 90))
        _row(
            made,
            3,
            "Learning order\nThe landlord must carry out a review of how it keeps "
            "records of calls. It must tell us by the due date what it will change.",
            later,
        )
        made.orders.append(MadeOrder("review", later))
    if rng.random() < 0.4:
        _row(made, 4, "Inspection order\nThe landlord must contact the resident to arrange an "
             "inspection. It must take all steps to ensure the inspection is completed by the "
             "due date.", due)  # fmt: skip
        made.orders.append(MadeOrder("inspection", due))


def _row(made: MadeReport, number: int, text: str, due: date) -> None:
    name, rest = text.split("\n", 1)
    made.blocks.append(("row", 0, f"{number}\t{name}\n{rest}\tNo later than\n{shown(due)}"))


def _investigation(made: MadeReport, rng: Random, heads: list[str], levels: list[str]) -> None:
    made.heading("Our investigation")
    made.heading("The complaint procedure")
    made.blocks.append(("row", 0, "Date\tWhat happened"))
    told = made.day - timedelta(days=500)
    for said in (
        "The resident complained to the landlord.",
        "The landlord sent its stage 1 reply.",
    ):
        told += timedelta(days=rng.randint(8, 50))
        made.days.add(told)
        made.blocks.append(("row", 0, f"{shown(told)}\t{said} It spoke of £40."))
    made.heading("Referral to the Ombudsman")
    made.plain("The resident remained unhappy and came to us.")
    made.heading("What we found and why")
    made.plain("The circumstances of this complaint are well known to both. It is not our role to "
               "say what happened at night. We look at how the landlord answered.")  # fmt: skip
    for head, level in zip(heads, levels, strict=True):
        made.blocks.append(("row", 0, f"Complaint\t{head}"))
        made.blocks.append(("row", 0, f"Finding\t{level.capitalize()}"))
        made.blocks.append(("dash", 1, "The landlord’s policy allows £50 for a service failure."))
        made.blocks.append(("dash", 1, "It took 3 months. That was not reasonable."))
        made.findings.append((head, level))
    made.heading("Learning")
    made.heading("Knowledge information management (record keeping)")
    made.plain("Its notes were thin.")
    made.heading("Communication")
    made.plain("It did not call back.")
