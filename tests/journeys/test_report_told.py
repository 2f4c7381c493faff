"""A report uploaded: a tick that it is of this case, and what it tells of beside our timeline."""

from pathlib import Path
from typing import Any

import pytest
from journeys.conftest import THOROUGH
from journeys.places import faults_of
from playwright.sync_api import expect

FARIDA = "farida.noorzad@meadowbank.example"
FURTHER = "A complaint about a visit that nobody came to"
REPORT = """Quite Other Homes (202400779)

REPORT

COMPLAINT 202400779

Quite Other Homes

2 April 2026

The complaint

1. The complaint is about the landlord's handling of a visit.

Background

2. The resident moved in in May 2006.
3. On 3 March 2026, the resident rang the landlord about the visit.
4. On 9 March 2026, the landlord wrote to the resident about it.

Determination

5. There was service failure in the landlord's handling of a visit.

Orders

6. Within 4 weeks of the date of this report the landlord must apologise in writing.
"""


@pytest.mark.skipif(not THOROUGH, reason="the pages are tried in tests/web/ombudsman/test_told.py")
def test_what_a_report_tells_of_is_brought_in_by_a_person(
    site_at: Any, visit: Any, picture: Any, tmp_path: Path
) -> None:
    site, paper = site_at(), tmp_path / "report.txt"
    paper.write_text(REPORT, encoding="utf-8")
    page = visit(site, FARIDA, to=f"/cases/{site_at_case(site)}/ombudsman/read/")

    page.get_by_label("The report").set_input_files(paper)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("names another landlord than yours")).to_be_visible()
    picture(page, "report-doubted")
    assert faults_of(page) == []
    page.get_by_role("link", name="What the report tells of, beside").click()
    expect(page.get_by_text("Bring it in")).to_have_count(3)
    picture(page, "report-told")
    assert faults_of(page) == []
    page.get_by_text("Bring it in").nth(1).click()
    page.get_by_label("Yes, this report is about this case").check()
    page.get_by_role("button", name="Bring in what is ticked").click()

    expect(page.get_by_text("Brought in already", exact=False).first).to_be_visible()
    expect(page.get_by_text("Bring it in")).to_have_count(2)
    picture(page, "report-told-brought")


def site_at_case(site: Any) -> str:
    """The case of the sample whose complaint goes further."""
    return str(site.case(FURTHER))
