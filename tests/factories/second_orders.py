"""The orders of the second corpus: sums within sentences, days of many forms, what was offered."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.factories.report_made import WORDS, MadeOrder, MadeReport, shown

Sums = tuple[Decimal, Decimal]
UPHELD = frozenset({"severe maladministration", "maladministration", "service failure"})


def lay_out_orders(made: MadeReport, rng: Random) -> None:
    """The orders, where anything was upheld, and what is only recommended."""
    if not UPHELD & {level for _heading, level in made.findings}:
        _only_advice(made, rng)
        return
    made.heading(rng.choice(("Orders", "Orders and Recommendations", "Our orders")))
    if made.blocks[-1][2] == "Orders and Recommendations":
        made.heading("Orders")
    words, due = day_of(made, rng)
    form = rng.randint(0, 2)
    if form == 0:
        made.step(f"{words}, the landlord must:")
        _acts(made, rng, due, 2, "")
    elif form == 1:
        made.step(
            f"The landlord is ordered to do the following {words[0].lower()}{words[1:]} and to "
            "provide evidence of compliance to this Service by the same date:"
        )
        _acts(made, rng, due, 2, "")
    else:
        _acts(made, rng, due, 1, f"{words}, the landlord is ordered to ")
        made.step("The landlord must provide this Service with evidence of compliance with the "
                  f"above orders {words[0].lower()}{words[1:]}.")  # fmt: skip
    if rng.random() < 0.5:
        made.heading("Recommendations")
        made.step("The landlord should consider whether its staff could be told of this report.")
        made.recommendations = 1


def _only_advice(made: MadeReport, rng: Random) -> None:
    if "reasonable redress" in {level for _heading, level in made.findings}:
        made.heading(rng.choice(("Recommendations", "Recommendation")))
        made.step(
            "We recommend that the landlord reoffers the resident the £120 it offered at stage 2, "
            "if this has not already been paid. Our finding of reasonable redress rests on that."
        )
        made.recommendations = 1


def day_of(made: MadeReport, rng: Random) -> tuple[str, date]:
    """Words that set a day, and the day."""
    weeks = rng.randint(3, 8)
    fixed = made.day + timedelta(days=rng.randint(25, 45))
    return rng.choice((
        (f"Within {weeks * 7} calendar days of the date of this determination",
         made.day + timedelta(days=weeks * 7)),
        (f"Within {WORDS[weeks]} weeks of the date of this report",
         made.day + timedelta(weeks=weeks)),
        (f"Within {weeks} weeks of the date of this report’s issue".replace("’s issue", ""),
         made.day + timedelta(weeks=weeks)),
        (f"By {shown(fixed)}", fixed),
        (f"By no later than 4pm on {shown(fixed)}", fixed),
        (f"No later than {fixed:%A} {shown(fixed)}", fixed),
        (f"Within {WORDS[weeks]} ({weeks}) weeks of this determination",
         made.day + timedelta(weeks=weeks)),
    ))  # fmt: skip


def _acts(made: MadeReport, rng: Random, due: date, depth: int, lead: str) -> None:
    first, second = Decimal(rng.randint(2, 20) * 25), Decimal(rng.randint(2, 12) * 25)
    made.step(_begun(lead, rng.choice((
        "apologise in writing to the resident for the failings in this report. A senior member of "
        "staff must write the apology.",
        "issue a written apology to the resident, from its chief executive.",
        "send the resident a letter of apology which keeps to our guidance on apologies.",
    ))), depth)  # fmt: skip
    made.orders.append(MadeOrder("apology", due))
    rng.choice(PAYMENTS)(made, (first, second), due, depth, lead)
    if rng.random() < 0.5:
        made.step(_begun(lead, "complete a review of why it did not open a case, and share the "
                               "outcome with the resident and this Service."), depth)  # fmt: skip
        made.orders.append(MadeOrder("review", due))
    if rng.random() < 0.4 and not lead:
        made.step("Within 10 weeks of the date of this report, arrange training for its staff on "
                  "risk assessments.", depth)  # fmt: skip
        made.orders.append(MadeOrder("training", made.day + timedelta(weeks=10)))
    if rng.random() < 0.3:
        made.step(_begun(lead, "have a surveyor inspect the bathroom, and repair what the survey "
                               "ﬁnds."), depth)  # fmt: skip
        made.orders.append(MadeOrder("inspection", due))


def _begun(lead: str, text: str) -> str:
    return lead + text if lead else text[0].upper() + text[1:]


def _directly(made: MadeReport, sums: Sums, due: date, depth: int, lead: str) -> None:
    made.step(_begun(lead, f"pay the resident directly £{sum(sums):,}, comprising:"), depth)
    made.step(f"£{sums[0]:,} for the distress and inconvenience of its delays;", depth + 1)
    made.step(f"£{sums[1]:,} for the time and trouble of her complaint.", depth + 1)
    made.orders.append(MadeOrder("payment", due, sum(sums, Decimal(0)), sums))


def _inclusive(made: MadeReport, sums: Sums, due: date, depth: int, lead: str) -> None:
    made.step(
        _begun(
            lead,
            f"pay the resident £{sum(sums):,}. This is inclusive of the "
            f"£{sums[0]:,} it already offered, if not already paid.",
        ),
        depth,
    )
    made.orders.append(MadeOrder("payment", due, sum(sums, Decimal(0)), (), sums[0]))


def _in_a_sentence(made: MadeReport, sums: Sums, due: date, depth: int, lead: str) -> None:
    made.step(_begun(lead, f"pay the resident £{sum(sums):,} in compensation, made up of "
                           f"£{sums[0]:,} for its handling of her reports and £{sums[1]:,} for "
                           "its handling of her complaint."), depth)  # fmt: skip
    made.orders.append(MadeOrder("payment", due, sum(sums, Decimal(0)), sums))


def _again(made: MadeReport, sums: Sums, due: date, depth: int, lead: str) -> None:
    made.step(
        _begun(
            lead,
            f"reoffer the £{sums[0]:,} that it offered at stage 2, if it has not "
            f"already been paid, and pay an additional £{sums[1]:,}.",
        ),
        depth,
    )
    made.orders.append(MadeOrder("payment", due, sum(sums, Decimal(0)), (), sums[0]))


def _with_pence(made: MadeReport, sums: Sums, due: date, depth: int, lead: str) -> None:
    amount = sums[0] + Decimal("0.50")
    made.step(_begun(lead, f"pay compensation of £{amount:,} to the resident. Payment must be "
                           "made direct to the resident and not be offset against arrears."),
              depth)  # fmt: skip
    made.orders.append(MadeOrder("payment", due, amount))


def _in_place(made: MadeReport, sums: Sums, due: date, depth: int, lead: str) -> None:
    total = sum(sums, Decimal(0))
    made.step(_begun(lead, f"pay the resident a total of £{total:,} compensation. This replaces "
                           f"the landlord’s previous offer of £{sums[0]:,}. If the landlord has "
                           f"paid the £{sums[0]:,} it may deduct that from the total."),
              depth)  # fmt: skip
    made.orders.append(MadeOrder("payment", due, total, (), sums[0]))


def _for_each(made: MadeReport, sums: Sums, due: date, depth: int, lead: str) -> None:
    made.step(_begun(lead, f"pay the resident £{sum(sums):,}, broken down as follows:"), depth)
    made.step(f"£{sums[0]:,} for the loss of a bedroom from 1 May 2020 to 3 June 2020, inclusive "
              "of the £50 offered at stage 1.", depth + 1)  # fmt: skip
    made.step(f"A further £{sums[1]:,} for its complaint handling.", depth + 1)
    made.orders.append(MadeOrder("payment", due, sum(sums, Decimal(0)), sums, Decimal(50)))


PAYMENTS: tuple[Callable[[MadeReport, Sums, date, int, str], None], ...] = (
    _directly, _inclusive, _in_a_sentence, _again, _with_pence, _in_place, _for_each,
)  # fmt: skip
