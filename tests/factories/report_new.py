"""The newer layout of a made report."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.factories.report_made import SUBJECTS, MadeOrder, MadeReport, levels_of, money, shown


def lay_out_new(made: MadeReport, rng: Random) -> None:
    """The newer layout: labels, short sections, a table of orders, pairs at the end."""
    if made.mishap == "banner":
        made.plain("We have moved. Write to us by our form only.")
    made.plain(f"{made.landlord} ({made.reference})")
    made.plain("Back to Top")
    made.plain("Decision")
    labels = (
        ("Case ID", made.reference), ("Decision type", "Investigation"),
        ("Landlord", made.landlord),
        ("Landlord type", "Housing Association"), ("Occupancy", "Secure Tenancy"),
        ("Date", f"{made.day:%d %B %Y}"),
    )  # fmt: skip
    for label, value in labels:
        made.blocks.append(("row", 0, f"{label}\t{value}"))
    made.heading("Background")
    made.plain("The resident lives in a house with a garden.")
    subjects = rng.sample(SUBJECTS, rng.randint(1, 3))
    made.heading("What the complaint is about")
    if len(subjects) == 1:
        made.plain(
            f"The complaint is about the landlord’s handling of the resident’s {subjects[0]}."
        )
    else:
        made.plain("The complaint is about the landlord’s handling of the resident’s:")
        for one in subjects:
            made.blocks.append(
                ("plain" if made.mishap == "bare list" else "dash", 1, f"{one.capitalize()}.")
            )
    made.issues += [f"The landlord’s handling of the resident’s {one}" for one in subjects]
    if rng.random() < 0.5:
        made.plain("We have also considered the landlord’s complaint handling.")
        made.own.append("The landlord’s complaint handling")
        made.issues += made.own
    _new_decision(made, rng, subjects)


def _new_decision(made: MadeReport, rng: Random, subjects: list[str]) -> None:
    heads = [*made.issues]
    levels = [
        level if level != "outside jurisdiction" else "service failure"
        for level in levels_of(rng, len(heads))
    ]
    made.heading("Our decision (determination)")
    for head, level in zip(heads, levels, strict=True):
        made.blocks.append(("dash", 1, f"We found {level} in {head[0].lower()}{head[1:]}."))
    made.heading("Summary of reasons")
    made.plain("The landlord was slow and did not say why.")
    _new_orders(made, rng, levels)
    made.heading("Our investigation")
    made.heading("The complaint procedure")
    told = made.day - timedelta(days=400)
    made.blocks.append(("row", 0, "Date\tWhat happened"))
    for _ in range(rng.randint(2, 5)):
        told += timedelta(days=rng.randint(5, 40))
        made.days.add(told)
        made.blocks.append(("row", 0, f"{shown(told)}\tThe landlord answered and offered £60."))
    made.heading("Referral to the Ombudsman")
    made.plain("The resident wants the work done.")
    made.heading("What we found and why")
    for head, level in zip(heads, levels, strict=True):
        made.heading("Complaint")
        made.plain(head)
        made.heading("Finding")
        made.plain(level.capitalize())
        made.plain("The landlord took 40 days. That was not severe maladministration in our view.")
        made.findings.append((head, level))
    made.heading("Learning")
    made.heading("Communication")
    made.plain("Write down who was told what.")


def _new_orders(made: MadeReport, rng: Random, levels: list[str]) -> None:
    made.heading("Putting things right")
    if set(levels) <= {"no maladministration", "reasonable redress"}:
        made.heading("Our recommendations")
        made.plain("The landlord should pay the £90 that it offered.")
        made.recommendations = 1
        return
    made.heading("Orders")
    made.blocks.append(("row", 0, "Order\tWhat the landlord must do\tDue date"))
    due = made.day + timedelta(days=rng.randint(20, 40))
    _new_row(
        made,
        1,
        "Apology order\nThe landlord must say sorry in writing: it must apologise "
        "for each failing.",
        due,
    )
    made.orders.append(MadeOrder("apology", due))
    first, second = money(rng) + 1000, money(rng)
    sums = f"\n{_torn(made, first)} for the delay\n{_torn(made, second)} for the worry"
    _new_row(
        made, 2,
        f"Compensation order\nThe landlord must pay the resident {_torn(made, first + second)} "
        f"made up as follows:{sums}\n"
        "It must go straight to the resident. The landlord must send us evidence of payment by "
        "the due date.",
        due,
    )  # fmt: skip
    made.orders.append(MadeOrder("payment", due, first + second, (first, second)))
    if rng.random() < 0.5:
        later = due + timedelta(days=20)
        _new_row(
            made, 3, "Case review order\nThe landlord must review what happened to the case.", later
        )
        made.orders.append(MadeOrder("review", later))


def _new_row(made: MadeReport, number: int, text: str, due: date) -> None:
    day = f"{due:%d %B %Y}"
    if made.mishap == "torn words":
        day = f"{day[0]} {day[1:]}"
    made.blocks.append(("row", 0, f"{number}\t{text}\tNo later than\n{day}"))


def _torn(made: MadeReport, amount: Decimal) -> str:
    written = f"£{amount:,}"
    return f"£ {written[1]} {written[2:]}" if made.mishap == "torn words" else written
