"""P28: what a report tells of beside our own timeline, and whether it is of this case at all."""

import re
import tomllib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from factories import made

from putright.casework.live import load
from putright.casework.queries.case_open import open_for
from putright.core.events.entry import Entry
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db

REPORT = """{landlord} (202400778)

REPORT

COMPLAINT 202400778

{landlord}

2 April 2026

Our approach

We looked at what happened.

The complaint

1. The complaint is about the landlord's handling of noise.

Background

2. The resident moved in in 2006.
3. On {rang}, the resident rang the landlord about noise.
4. On {wrote}, the landlord wrote to the resident about it.
5. In February 2026 it was loud.

Determination

6. There was maladministration in the landlord's handling of noise.

Orders

7. Within 4 weeks of the date of this report the landlord must write to the resident to apologise.
"""


@pytest.fixture
def client(client, signed_in, settings, tmp_path, clock_at, now):
    settings.FILES = tmp_path / "files"
    clock_at(now)
    return signed_in(client, "complaints handler")


@pytest.fixture
def days(now):
    """A day on which she rang, and one of which we hold nothing."""
    return (now - timedelta(days=40)).date(), (now - timedelta(days=30)).date()


@pytest.fixture
def case(landlord, make_case, days, now):
    rang = made.a_report(now - timedelta(days=40))
    return make_case(person=made.make_person(landlord, "Hana Quill"), entries=[rang])


class Reading:
    """The report uploaded for a case, and the pages that come of it."""

    def __init__(self, client, case, days):
        self.client, self.case, self.days = client, case, days

    def address(self, name):
        return reverse(f"ombudsman:{name}", kwargs={"case_id": self.case.id})

    def upload(self, landlord):
        rang, wrote = (f"{day.day} {day:%B %Y}" for day in self.days)
        said = REPORT.format(landlord=landlord, rang=rang, wrote=wrote)
        file = SimpleUploadedFile("report.txt", said.encode())
        return self.client.post(self.address("read"), {"report": file})

    def page(self, name="told"):
        return self.client.get(self.address(name)).text

    def send(self, name="told", **told):
        seen = re.search(r'name="seen" value="(\d+)"', self.page(name))[1]
        return self.client.post(self.address(name), {"seen": seen} | told)

    def decide(self, **told):
        given = {"words": "In short.", "channel": "email", "on": "2/4/2026", "what_1": "apologise",
                 "reference": "202400778"}  # fmt: skip
        return self.send("determined", **given | told)

    def told_entries(self):
        return [one for one in load(self.case).kept if one.entry.told_in]


@pytest.fixture
def reading(client, case, days):
    return Reading(client, case, days)


def test_each_event_stands_beside_what_our_timeline_holds(reading, landlord):
    reading.upload(landlord.name)

    page = " ".join(re.sub("<[^>]+>", " ", reading.page()).split())
    assert "There in our timeline: 1" in page and "Nothing on that day: 3" in page
    assert "the resident rang the landlord about noise. (Background 3)" in page
    assert reading.page().count('name="chosen"') == 3


def test_what_is_brought_in_is_told_by_the_report_and_shows_nothing(
    reading, landlord, actor_of, now
):
    reading.upload(landlord.name)
    keys = re.findall(r'name="chosen" id="[^"]+" value="(\d+)"', reading.page())

    sent = reading.send(chosen=keys)

    assert sent.status_code == 302
    opened = open_for(actor_of("complaints handler"), reading.case.id, now=now)
    told = [item for item in opened.run.timeline.items if item.entry.told_in]
    assert len(told) == 3 and {item.state for item in told} == {"claimed"}
    assert {item.by_side for item in told} == {"ombudsman"}
    assert {opened.kept(item.id).source for item in told} == {"import"}
    assert all(item.entry.recorded_on == now.date() for item in told)
    (source,) = {item.entry.told_in for item in told}
    assert opened.kept(source[0]).files
    assert [item.undated for item in told].count(True) == 1
    page = reading.page()
    assert page.count("Brought in already") == 4 and 'name="chosen"' not in page


def test_a_second_bringing_uses_the_same_report(reading, landlord):
    reading.upload(landlord.name)
    keys = re.findall(r'name="chosen" id="[^"]+" value="(\d+)"', reading.page())

    reading.send(chosen=keys[:1])
    reading.send(chosen=keys[1:2])

    assert len({one.entry.told_in for one in reading.told_entries()}) == 1
    assert "There is a problem" in reading.send(chosen=keys[:1]).text


def test_nothing_comes_without_a_tick_or_a_report(reading, landlord, client, signed_in):
    assert "You have read no report" in reading.page()
    reading.upload(landlord.name)

    assert "Tick what to bring in" in reading.send().text
    assert not reading.told_entries()
    signed_in(client, "auditor")
    assert client.get(reading.address("told")).status_code == 403


def test_the_determination_on_record_is_the_source(reading, landlord):
    reading.upload(landlord.name)
    kept = re.search(r'name="kept_files" value="([^"]+)"', reading.page("determined"))[1]
    reading.decide(kept_files=kept)
    key = re.findall(r'name="chosen" id="[^"]+" value="(\d+)"', reading.page())[1]

    reading.send(chosen=[key])

    (told,) = reading.told_entries()
    by_id = {one.entry.id: one.entry for one in load(reading.case).kept}
    assert "ombudsman.determined" in by_id[told.entry.told_in[0]].does


def test_the_draft_is_a_case_file(reading, landlord, client):
    assert client.get(reading.address("told_draft")).status_code == 404
    reading.upload(landlord.name)

    found = client.get(reading.address("told_draft"))

    assert "draft-202400778.toml" in found["Content-Disposition"]
    assert len(tomllib.loads(found.text)["entry"]) >= 4


def test_a_report_of_another_landlord_is_saved_only_with_a_tick(reading):
    reading.upload("Quite Other Homes")
    assert "names another landlord than yours: Quite Other Homes" in reading.page("determined")

    refused = reading.decide()
    assert "Look again: is this report about this case?" in refused.text

    assert reading.decide(is_of_case="on").status_code == 302


def test_what_a_doubted_report_tells_of_comes_only_with_a_tick(reading):
    reading.upload("Quite Other Homes")

    assert "Look again" in reading.send(chosen=["0"]).text
    assert reading.send(chosen=["0"], is_of_case="on").status_code == 302
    assert "is_of_case" not in reading.page()


def test_a_report_of_ours_needs_no_tick(reading, landlord):
    reading.upload(landlord.name)

    assert "is_of_case" not in reading.page("determined")
    assert reading.decide().status_code == 302


def test_a_report_of_which_nothing_is_on_our_timeline_needs_a_tick(reading, landlord, now):
    reading.days = (now - timedelta(days=38)).date(), reading.days[1]
    reading.upload(landlord.name)

    assert "is anything on our timeline" in reading.page() and "is_of_case" in reading.page()
    assert "Look again" in reading.decide().text
    assert reading.decide(is_of_case="on").status_code == 302


def test_a_determination_before_anything_on_record_needs_a_tick(reading):
    page = reading.decide(on="2/4/2016").text

    assert "before anything on record here" in page and "Look again" in page
    assert "can be counted from" in reading.decide(on="2/4/1996", is_of_case="on").text
    assert reading.decide(on="2/4/2016", is_of_case="on").status_code == 302


def test_a_determination_before_its_complaint_needs_a_tick(reading, now):
    raised = Entry(id="", does=("complaint.raised",), at=now - timedelta(days=2), by="resident",
                   complaint="c1", stage=1, channel="email", text="Nobody rang.")  # fmt: skip
    made.add_entries(reading.case, raised, now=now)

    assert "before the complaint that it is about" in reading.decide(complaint="c1").text
    later = f"{now - timedelta(days=1):%d/%m/%Y}"
    assert "is_of_case" not in reading.decide(complaint="c1", on=later, reference="").text


def other_case(landlord, make_case, now):
    """Another case that holds the reference already."""
    decided = Entry(id="", does=("ombudsman.determined",), at=now - timedelta(days=3),
                    by="ombudsman", to=("landlord",), about=("complaint",), text="Decided.",
                    refs=("202400778",))  # fmt: skip
    person = made.make_person(landlord, "Ida Marsh")
    return make_case(person=person, entries=[made.a_report(now - timedelta(days=9)), decided])


def test_a_reference_on_another_case_names_that_case_and_needs_a_tick(
    reading, landlord, make_case, now
):
    other = other_case(landlord, make_case, now)
    reading.upload(landlord.name)

    assert other.reference in reading.page("determined")
    assert "Look again" in reading.decide().text
    assert "Look again" not in reading.decide(reference="202400999").text


def test_a_case_that_somebody_may_not_see_is_not_hinted_at(reading, landlord, make_case, now):
    other = other_case(landlord, make_case, now)
    Case.objects.filter(id=other.id).update(is_restricted=True)
    reading.upload(landlord.name)

    page = reading.page("determined")

    assert other.reference not in page and "is_of_case" not in page
    assert reading.decide().status_code == 302
