"""A second corpus: reports as other hands would write them, each with its known answers.

It was written before the reader was held against it, in wordings that the first corpus has not.
The places, landlords and sentences are ours. `second_orders` writes the
orders, `second_new` the newer layout, `second_files` writes a report as a file.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.factories.report_made import MadeReport, shown
from tests.factories.second_new import lay_out_newer
from tests.factories.second_orders import lay_out_orders

LANDLORDS = (
    "Quillmarsh Housing Association Limited", "Aldermoor City Council", "Tidewater & Reach Homes",
    "The Wexcombe Society (1904) Limited", "Fenwick Homes (now Tidewater Homes)",
    "London Borough of Orsett", "Hollin Vale Housing Co-operative",
)  # fmt: skip
SUBJECTS = (
    "the resident’s reports of antisocial behaviour (ASB) by her neighbour",
    "repairs to the communal door and the heating", "the resident’s application for a transfer",
    "noise from the plant room", "a pest infestation and the damage that it caused",
    "the resident’s request for adjustments because of his disability",
    "the end of a licence", "damp, mould and the works that followed",
)  # fmt: skip
HEADS = (
    "plain", "two references", "investigation report", "weekday", "ordinal", "amended on",
    "cover page", "short form", "picture", "date label",
)  # fmt: skip
STYLES = ("restart", "running", "bracketed", "dotted", "tabbed", "roman")


def second_report(number: int) -> MadeReport:
    """The report of a number; every third is of the newer layout, every ninth of no remit."""
    rng = Random(9000 + number)
    is_new = number % 3 == 1
    landlord = rng.choice(LANDLORDS)
    day = date(2025, 11, 10) if is_new else date(2021, 3, 1)
    made = MadeReport(
        number=number, is_new=is_new, landlord=landlord, header_name=landlord,
        reference=f"20{rng.randint(19, 24)}{rng.randint(10000, 99999)}",
        day=day + timedelta(days=rng.randint(0, 500)),
        mishap="" if is_new else HEADS[(number // 3 * 2 + number % 3 // 2) % len(HEADS)],
    )  # fmt: skip
    lay_out: Callable[[MadeReport, Random], None] = (
        lay_out_newer if is_new else _no_remit if number % 9 == 3 else _older
    )
    lay_out(made, rng)
    return made


def style_of(made: MadeReport) -> str:
    """How the paragraphs of a report are numbered."""
    return STYLES[made.number % len(STYLES)]


def _head(made: MadeReport) -> None:
    how = made.mishap
    if how == "cover page":
        made.plain("Housing Ombudsman Service")
        made.plain("Official: for publication")
    made.plain(f"{made.landlord} ({made.reference})")
    if how == "picture":
        made.plain("A white and purple sign")
        made.plain("Description automatically generated")
    made.plain("INVESTIGATION REPORT" if how == "investigation report" else "REPORT")
    other = " & 202099991" if how == "two references" else ""
    made.plain(f"COMPLAINT {made.reference}{other}")
    if how == "short form":
        made.header_name = made.landlord.split()[0]
    made.plain(made.header_name)
    made.plain(_day(made))


def _day(made: MadeReport) -> str:
    forms = {
        "weekday": f"{made.day:%A} {shown(made.day)}",
        "ordinal": f"{made.day.day}{_tail(made.day.day)} {made.day:%B %Y}",
        "amended on": f"{shown(made.day)} (amended at review on "
        f"{shown(made.day + timedelta(days=60))})",
        "date label": f"Date: {shown(made.day)}",
    }
    return forms.get(made.mishap, shown(made.day).replace(" ", "\u00a0"))


def _tail(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _no_remit(made: MadeReport, rng: Random) -> None:
    """A complaint that the Ombudsman will not look into: decided before the events are told."""
    _head(made)
    made.heading("Our approach")
    made.plain("What we may look at is set out in our Scheme. We settle that first of all.")
    made.heading("The complaint")
    issue = f"The landlord’s handling of {rng.choice(SUBJECTS)}"
    made.step(f"The complaint is about t{issue[1:]}.")
    made.issues.append(issue)
    made.heading("Determination (jurisdictional decision)")
    made.step(
        "When somebody brings us a complaint we look at all the facts, as there can be reasons "
        "why a complaint will not be investigated."
    )
    made.step(
        "Having looked at all the papers, I have determined that the complaint, as set out above, "
        "is not within the Ombudsman’s jurisdiction."
    )
    made.findings.append((issue, "outside jurisdiction"))
    made.heading("Summary of events")
    _events(made, rng)
    made.heading("Reasons")
    made.step("Paragraph 42(f) of the Scheme says that we may not look into matters for a court.")
    made.step("A tribunal can decide what the resident asks.")


def _older(made: MadeReport, rng: Random) -> None:
    _head(made)
    made.heading("Our approach")
    made.plain("We look at what happened and at what should have happened. ‘Maladministration’ may "
               "be a failure to keep to the law or to a landlord’s own rules.")  # fmt: skip
    subjects = rng.sample(SUBJECTS, rng.randint(1, 3))
    made.heading(rng.choice(("The complaint", "Complaint", "The Complaint")))
    rng.choice(COMPLAINTS)(made, subjects)
    if rng.random() < 0.6:
        _own(made, rng)
    made.heading(rng.choice(("Background", "Background and summary of events")))
    made.step("The resident holds a secure tenancy of a flat on the ﬁrst floor.")
    _events(made, rng)
    made.heading("Assessment and findings")
    _scope(made, rng)
    made.heading("How the landlord dealt with the reports")
    made.step("The landlord’s policy says that it may pay up to £250 for a service failure.")
    made.step("It should have acted by 4 May 2020. It did not, and the Ombudsman thinks that this "
              "was a fail\u00ading, although no severe maladministration.")  # fmt: skip
    _findings(made, rng, subjects)
    lay_out_orders(made, rng)


def _whole(subjects: list[str]) -> list[str]:
    return [f"The landlord’s handling of {one}" for one in subjects]


def _in_list(made: MadeReport, subjects: list[str]) -> None:
    made.step("The complaint is regarding the landlord’s:")
    for one in subjects:
        made.step(f"Handling of {one}", 2)
    made.issues += _whole(subjects)


def _in_parts(made: MadeReport, subjects: list[str]) -> None:
    made.step("This complaint concerns how the landlord:")
    for one in subjects:
        made.step(f"Responded to {one};", 2)
    made.issues += [f"How the landlord responded to {one}" for one in subjects]


def _each_alone(made: MadeReport, subjects: list[str]) -> None:
    for one in subjects:
        made.step(f"The resident’s complaint relates to the landlord’s handling of {one}.")
    made.issues += _whole(subjects)


def _without_number(made: MadeReport, subjects: list[str]) -> None:
    made.plain(f"The resident complains about the landlord’s handling of {subjects[0]}.")
    made.issues += _whole(subjects[:1])


COMPLAINTS = (_in_list, _in_parts, _each_alone, _without_number)


def _own(made: MadeReport, rng: Random) -> None:
    said = rng.choice((
        "This investigation has also considered the landlord’s complaint handling.",
        "The Ombudsman will also consider the landlord’s complaint handling.",
        "This report will also assess the landlord’s complaint handling.",
        "In addition, we have considered the landlord’s complaint handling.",
    ))  # fmt: skip
    if made.blocks[-1][0] == "plain":
        made.plain(said)
    else:
        made.step(said)
    made.own.append("The landlord’s complaint handling")
    made.issues += made.own


def _events(made: MadeReport, rng: Random) -> None:
    told = made.day - timedelta(days=rng.randint(350, 600))
    for at in range(rng.randint(3, 6)):
        told += timedelta(days=rng.randint(4, 40))
        made.days.add(told)
        made.step((
            f"The resident first told the landlord of it on {told:%d} {told:%B} {told.year}.",
            f"On {told:%A} {shown(told)} the landlord’s officer called at the flat.",
            f"A stage 1 response followed on {shown(told)}. It said that:",
        )[at % 3])  # fmt: skip
        if at % 3 == 2:
            made.step("the landlord was sorry;", 2)
            made.step("it would pay £75 within 2 weeks.", 2)


def _scope(made: MadeReport, rng: Random) -> None:
    if rng.random() < 0.5:
        made.heading("Scope of the investigation")
        form, known = rng.choice((
            ("42.c.", ["42.c"]), ("42(c)", ["42.c"]), ("42 (a)", ["42.a"]),
            ("41(d)", ["41.d"]), ("39 (e)", ["39.e"]),
        ))  # fmt: skip
        made.step(f"The resident also told us of older matters. Under paragraph {form} of the "
                  "Scheme we will not investigate those.")  # fmt: skip
        made.scheme += known


def _findings(made: MadeReport, rng: Random, subjects: list[str]) -> None:
    made.heading(rng.choice(("Determination", "Determination (decision)", "Our determination")))
    issues = _whole(subjects) + made.own
    number = 54 if made.day < date(2022, 10, 1) else 52
    forms = list(FINDINGS)
    rng.shuffle(forms)
    while issues:
        form = forms.pop()
        taken, issues = issues[: form[0]], issues[form[0] :]
        if len(taken) < form[0]:
            form = FINDINGS[0]
            issues = taken[1:] + issues
            taken = taken[:1]
        form[1](made, taken, number)


def _severe(made: MadeReport, issues: list[str], number: int) -> None:
    said = _low(issues[0])
    made.step(f"In accordance with paragraph {number} of the Housing Ombudsman Scheme, there was "
              f"severe maladministration by the landlord in respect of {said}.")  # fmt: skip
    made.findings.append((issues[0], "severe maladministration"))


def _turned(made: MadeReport, issues: list[str], number: int) -> None:
    made.step(f"In accordance with paragraph {number} of the Scheme, in relation to "
              f"{_low(issues[0])}, there was a service failure.")  # fmt: skip
    made.findings.append((issues[0], "service failure"))


def _two(made: MadeReport, issues: list[str], number: int) -> None:
    made.step(f"In line with paragraph {number} of the Scheme there was service failure in "
              f"{_low(issues[0])} and reasonable redress in {_low(issues[1])}.")  # fmt: skip
    made.findings += [(issues[0], "service failure"), (issues[1], "reasonable redress")]


def _listed(made: MadeReport, issues: list[str], number: int) -> None:
    made.step(f"In accordance with paragraph {number} of the Scheme, we find:")
    made.step(f"Maladministration in {_low(issues[0])}.", 2)
    made.step(f"No maladministration in {_low(issues[1])}.", 2)
    made.findings += [(issues[0], "maladministration"), (issues[1], "no maladministration")]


def _redress(made: MadeReport, issues: list[str], number: int) -> None:
    letter = ".b" if number == 52 else "(b)"
    made.step(f"In accordance with paragraph {number + 1}{letter} of the Scheme, the landlord has "
              "offered redress to the resident prior to investigation which, in our opinion, "
              f"resolves the complaint about {_low(issues[0])} satisfactorily.")  # fmt: skip
    made.findings.append((issues[0], "reasonable redress"))


def _outside(made: MadeReport, issues: list[str], _number: int) -> None:
    made.step(f"In accordance with paragraph 42.a. of the Scheme, the complaint about "
              f"{_low(issues[0])} is outside our jurisdiction.")  # fmt: skip
    made.findings.append((issues[0], "outside jurisdiction"))


def _settled(made: MadeReport, issues: list[str], number: int) -> None:
    made.step(
        f"In accordance with paragraph {number + 1}.c of the Scheme, the complaint about "
        f"{_low(issues[0])} was resolved with the intervention of the Ombudsman."
    )
    made.findings.append((issues[0], "resolved with intervention"))


def _on_the_part(made: MadeReport, issues: list[str], _number: int) -> None:
    made.step("The Ombudsman determines that there has been maladministration on the part of the "
              f"landlord in {_low(issues[0])}.")  # fmt: skip
    made.findings.append((issues[0], "maladministration"))


def _denied(made: MadeReport, issues: list[str], number: int) -> None:
    made.step(f"In accordance with paragraph {number} of the Scheme, we did not find "
              f"maladministration in {_low(issues[0])}.")  # fmt: skip
    made.findings.append((issues[0], "no maladministration"))


FINDINGS: tuple[tuple[int, Callable[[MadeReport, list[str], int], None]], ...] = (
    (1, _severe), (1, _turned), (2, _two), (2, _listed), (1, _redress), (1, _outside),
    (1, _settled), (1, _on_the_part), (1, _denied),
)  # fmt: skip


def _low(text: str) -> str:
    return text[0].lower() + text[1:]
