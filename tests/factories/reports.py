"""The report of a number, and the older layout."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.factories.report_made import (
    LANDLORDS,
    MISHAPS,
    NEW_MISHAPS,
    SUBJECTS,
    WORDS,
    MadeOrder,
    MadeReport,
    levels_of,
    money,
    shown,
)
from tests.factories.report_new import lay_out_new


def made_report(number: int) -> MadeReport:
    """The report of a number."""
    rng = Random(number)
    is_new = number % 3 == 2
    landlord = rng.choice(LANDLORDS)
    mishaps = NEW_MISHAPS if is_new else MISHAPS
    mishap = mishaps[(number // 3) % len(mishaps)]
    day = date(2025, 11, 3) if is_new else date(2021, 2, 1)
    made = MadeReport(
        number=number,
        is_new=is_new,
        landlord=landlord,
        header_name=f"{landlord} PLC" if mishap == "other name" else landlord,
        reference=f"20{rng.randint(19, 25)}{rng.randint(10000, 99999)}",
        day=day + timedelta(days=rng.randint(0, 700)),
        mishap=mishap,
    )
    (lay_out_new if is_new else _old)(made, rng)
    return made


def _old(made: MadeReport, rng: Random) -> None:
    _old_head(made)
    made.heading("Our approach")
    made.plain("We decide what is fair. We look at what the papers show and at nothing else.")
    subjects = rng.sample(SUBJECTS, rng.randint(1, 3))
    _old_complaint(made, rng, subjects)
    _old_background(made, rng)
    made.heading("Assessment and findings")
    _old_scope(made, rng)
    made.heading(rng.choice(("Handling of the reports", "The landlord’s handling of the matter")))
    made.step("The landlord says in its policy that it:")
    for text in ("Answers within 10 days.", "Pays £50 to £150 for delays.", "Keeps notes."):
        made.step(text, 2)
    made.step(
        "The delay did not amount to severe maladministration, as the landlord had said sorry."
    )
    _old_findings(made, rng, subjects)
    _old_orders(made, rng)


def _old_head(made: MadeReport) -> None:
    if made.mishap == "banner":
        made.plain(
            "Our forms have changed. Read about complaint 202099999 and the new form online."
        )
    made.plain(f"{made.landlord} ({made.reference})")
    made.plain("Back to Top")
    if made.mishap == "logo":
        made.plain("A round badge with letters")
        made.plain("Description made by a machine")
    made.plain("REPORT")
    stated = made.reference
    if made.mishap == "mistyped reference":
        stated = made.reference + "7"
    if made.mishap == "split reference":
        stated = f"{made.reference[:4]} {made.reference[4:]}"
    made.plain(f"COMPLAINT {stated}")
    made.plain(made.header_name)
    made.plain(_old_day(made))


def _old_day(made: MadeReport) -> str:
    text = shown(made.day)
    if made.mishap == "misspelt month":
        month = f"{made.day:%B}"
        return text.replace(
            month, {"May": "Maay"}.get(month, month[0] + month[2] + month[1] + month[3:])
        )
    if made.mishap == "leading nought":
        return f"{made.day:%d %B %Y}"
    return f"{text} (amended at review)" if made.mishap == "amended" else text


def _old_complaint(made: MadeReport, rng: Random, subjects: list[str]) -> None:
    made.heading("The complaint")
    if made.mishap == "no complaint heading":
        made.blocks.pop()
    form = rng.randint(0, 3)
    whole = [f"The landlord’s handling of the resident’s {one}" for one in subjects]
    if len(subjects) == 1:
        made.step(
            f"The complaint is about the landlord’s handling of the resident’s {subjects[0]}."
        )
    elif form == 0:
        made.step("The complaint is about the landlord’s handling of the resident’s:")
        for one in subjects:
            made.step(one.capitalize() + rng.choice((".", ";", "")), 2)
    elif form == 1:
        made.step("The complaint concerns:")
        for one in whole:
            made.step(f"{one}.", 1 if made.mishap == "one indent" else 2)
    elif form == 2 and made.mishap != "no complaint heading":
        for one in whole:
            made.step(f"{one}.")
    else:
        made.step("The resident’s complaint is about the landlord’s:")
        for one in subjects:
            made.step(f"handling of the resident’s {one}", 2)
    made.issues += whole
    _old_own(made, rng)


def _old_own(made: MadeReport, rng: Random) -> None:
    if rng.random() < 0.5:
        who = rng.choice(("The Ombudsman", "This Service"))
        made.step(f"{who} has also looked at the landlord’s record keeping.")
        made.own.append("The landlord’s record keeping")
        made.issues += made.own


def _old_background(made: MadeReport, rng: Random) -> None:
    made.heading(
        rng.choice(("Background", "Background and summary of events", "Summary of events"))
    )
    made.step("The resident rents a flat and lives alone.")
    told = made.day - timedelta(days=rng.randint(300, 500))
    for at in range(rng.randint(3, 8)):
        told += timedelta(days=rng.randint(3, 30))
        made.days.add(told)
        forms = (
            f"On {shown(told)}, the resident rang the landlord about it.",
            f"The landlord wrote to the resident on {shown(told)} and said:",
            f"On {told:%d %B %Y} the contractor came and nobody was in.",
        )
        made.step(forms[at % 3])
        if at % 3 == 1:
            made.step("It was sorry.", 2)
            made.step("It would pay £20.", 2)


def _old_scope(made: MadeReport, rng: Random) -> None:
    if rng.random() < 0.6:
        made.heading(rng.choice(("Scope of investigation", "Scope", "Jurisdiction")))
        letter = rng.choice("acdfj")
        form = rng.choice((f"42.{letter}", f"42({letter})", f"42 ({letter})", f"42{letter}"))
        made.step(f"Some matters are outside our remit under paragraph {form} of the Scheme.")
        made.scheme.append(f"42.{letter}")


def _old_findings(made: MadeReport, rng: Random, subjects: list[str]) -> None:
    made.heading(rng.choice(("Determination", "Determination (decision)", "DETERMINATION")))
    levels = levels_of(rng, len(subjects))
    upheld = [
        level for level in levels if level not in ("reasonable redress", "outside jurisdiction")
    ]
    listed = len(subjects) > 1 and len(upheld) == len(levels) and rng.random() < 0.4
    scheme = rng.choice(("the Scheme", "the Housing Ombudsman Scheme"))
    number = 52 if made.day.year > 2021 else 54
    if listed:
        level = levels[0]
        made.step(
            f"In accordance with paragraph {number} of {scheme}, there was {level} in the "
            f"landlord’s:"
        )
        for one in subjects:
            made.step(f"Handling of the resident’s {one}.", 2)
            made.findings.append((f"The landlord’s handling of the resident’s {one}", level))
    else:
        for one, level in zip(subjects, levels, strict=True):
            made.step(_sentence(rng, level, one, scheme, number))
            made.findings.append((f"The landlord’s handling of the resident’s {one}", level))
    if made.own:
        made.step(
            f"In accordance with paragraph {number} of {scheme}, there was service "
            f"failure in the landlord’s record keeping."
        )
        made.findings.append((made.own[0], "service failure"))


def _sentence(rng: Random, level: str, subject: str, scheme: str, number: int) -> str:
    issue = f"the landlord’s handling of the resident’s {subject}"
    if level == "reasonable redress":
        return rng.choice((
            f"In accordance with paragraph 53.b of {scheme}, the landlord has made an offer of "
            f"redress before "
            f"investigation in respect of {issue} which, in our opinion, resolves the complaint "
            f"satisfactorily.",
            f"In line with paragraph {number + 1}(b) of {scheme}, there was reasonable redress "
            f"in {issue}.",
        ))  # fmt: skip
    if level == "outside jurisdiction":
        outside = f"{issue} is outside of the Ombudsman’s jurisdiction"
        return f"In accordance with paragraph 42(a) of {scheme}, {outside}."
    written = level.replace("severe", "serve") if rng.random() < 0.1 else level
    return rng.choice((
        f"In accordance with paragraph {number} of {scheme}, there was {written} in {issue}.",
        f"In accordance with paragraph {number} of {scheme}, there was {written} by the "
        f"landlord in respect of {issue}.",
        f"{written.capitalize()} in {issue}.",
        f"Under paragraph {number} of {scheme} the Ombudsman finds {written} in relation to "
        f"{issue}.",
    ))  # fmt: skip


def _inside(before: Decimal, first: Decimal) -> str:
    return f". This includes the £{before} offered at stage 1, plus an additional £{first - before}"


def _payment(made: MadeReport, rng: Random, depth: int, due: date | None, lead: str = "") -> None:
    """An order of money in one of the wordings that are seen."""
    first, second, before = money(rng), money(rng), Decimal(25)
    total = first + second
    form = rng.randint(0, 6)
    if form < 3:
        opening = ("made up as follows:", "comprised of:", "This comprises:")[form]
        made.step(f"{lead}Pay the resident £{total:,} compensation {opening}", depth)
        inside = form == 1
        told = _inside(before, first) if inside else ""
        made.step(f"£{first:,} for the delays{told}.", depth + 1)
        made.step(f"£{second:,} for the time and trouble.", depth + 1)
        made.orders.append(
            MadeOrder("payment", due, total, (first, second), before if inside else None)
        )
        return
    texts = {
        3: (
            f"Pay the resident £{total:,} (inclusive of the £{before} already offered).",
            total,
            before,
        ),
        4: (
            f"Pay the resident the £{first:,} it offered at stage 2, and a further £{second:,}.",
            total,
            first,
        ),
        5: (
            f"Pay the resident £{total:,} in compensation, less any amount already paid.",
            total,
            None,
        ),
        6: (f"Pay the resident a further £{first:,}.", first, None),
    }
    text, amount, already = texts[form]
    made.step(lead + text, depth)
    made.orders.append(MadeOrder("payment", due, amount, (), already))


def _old_orders(made: MadeReport, rng: Random) -> None:
    levels = {level for _heading, level in made.findings}
    if levels <= {"no maladministration", "outside jurisdiction", "reasonable redress"}:
        if "reasonable redress" in levels:
            made.heading("Recommendations")
            made.step(
                "It is recommended that the landlord pays the £150 that it offered, if it has not."
            )
            made.recommendations = 1
        return
    made.heading(rng.choice(("Orders", "Orders and recommendations", "ORDERS")))
    words, due = _deadline(made, rng)
    if rng.random() < 0.7:
        made.step(f"{words}, the landlord is ordered to:")
        _acts(made, rng, due, 2, "")
    else:
        _acts(made, rng, due, 1, f"{words}, the landlord must: ")
    if rng.random() < 0.4:
        made.step(
            f"The landlord should provide evidence of compliance with these orders {words.lower()}."
        )
    if rng.random() < 0.5:
        made.heading("Recommendations")
        made.step("It is recommended that the landlord reviews its letters.")
        made.recommendations = 1


def _deadline(made: MadeReport, rng: Random) -> tuple[str, date]:
    weeks = rng.randint(2, 8)
    count = rng.choice((str(weeks), WORDS[weeks]))
    what = rng.choice(("report", "determination"))
    forms = (
        (f"Within {count} weeks of the date of this {what}", made.day + timedelta(weeks=weeks)),
        (f"Within {weeks * 7} days of this {what}", made.day + timedelta(weeks=weeks)),
        (f"By {shown(made.day + timedelta(days=30))}", made.day + timedelta(days=30)),
        (
            f"Within {count} calendar weeks of this {what}".replace("calendar ", ""),
            made.day + timedelta(weeks=weeks),
        ),
    )
    return rng.choice(forms)


def _acts(made: MadeReport, rng: Random, due: date, depth: int, lead: str) -> None:
    made.step(f"{lead}Apologise to the resident in writing for what went wrong.", depth)
    made.orders.append(MadeOrder("apology", due))
    _payment(made, rng, depth, due, lead)
    if rng.random() < 0.5:
        made.step(f"{lead}Review how its staff keep notes of calls.", depth)
        made.orders.append(MadeOrder("review", due))
    if rng.random() < 0.4:
        made.step(f"{lead}Inspect the roof and tell the resident what it found.", depth)
        made.orders.append(MadeOrder("inspection", due))
