"""A replay refuses an offer that nobody chose a band for, and says nothing where one was chosen."""

from datetime import date

import pytest

from putright.core.findings.replay import replay_case
from putright.core.timeline.casefile import CaseFile, Header, Heading, Impact
from tests.core.build import day, engine, entry, shipped


@pytest.mark.parametrize(("band", "refused"), [("minor", False), ("", True)])
def test_an_offer_is_refused_until_a_person_chose_the_band(band: str, refused: bool) -> None:
    impact = Impact(band=band, by="manager", on=day("2025-03-01")) if band else None
    case = CaseFile(
        header=Header(id="test", title="A test", landlord="landlord"),
        people=(),
        headings=(Heading(id="asb", title="the case", areas=("asb",), impact=impact),),
        entries=(
            entry("raised", "complaint.raised", "2025-03-01", complaint="c1"),
            entry(
                "answer",
                ["complaint.responded", "redress.offered"],
                "2025-03-10",
                complaint="c1",
                offers=[{"head": "asb", "amount": 75}],
            ),
        ),
    )

    replay = replay_case(case, engine(shipped("good-practice")), until=date(2025, 3, 20))

    unbanded = [w for w in replay.warnings if "No impact band" in w.what]
    assert bool(unbanded) is refused
