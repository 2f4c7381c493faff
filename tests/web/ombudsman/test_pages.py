"""P27, P28: what the Ombudsman asks is owed at once; orders are over when proof was sent."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from factories import made

from putright.casework.live import load
from putright.casework.queries.worklist import worklist
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.stores.worklist.models import Owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, signed_in, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    return signed_in(client, "complaints handler")


@pytest.fixture
def case(landlord, make_case):
    return make_case(person=made.make_person(landlord, "Hana Quill"))


class Pages:
    def __init__(self, client, case, now):
        self.client, self.case, self.now = client, case, now

    def address(self, name):
        return reverse(f"ombudsman:{name}", kwargs={"case_id": self.case.id})

    def read(self, name="page"):
        return self.client.get(self.address(name)).text

    def send(self, name, **told):
        page = self.read(name)
        seen = re.search(r'name="seen" value="(\d+)"', page)[1]
        given = {"words": "In short.", "channel": "email", "on": f"{self.now:%d/%m/%Y}",
                 "seen": seen} | told  # fmt: skip
        return self.client.post(self.address(name), given)

    def choice(self, name):
        page = self.read(name)
        return re.findall(r'name="chosen"[^>]*value="([^"]+)"', page)


@pytest.fixture
def pages(client, case, now):
    return Pages(client, case, now)


def a_paper():
    return SimpleUploadedFile("paper.txt", b"Who took part, and what was found.")


def owed(case, rule):
    return list(Owed.objects.filter(case=case, rule__endswith=rule).order_by("due_at"))


def test_what_the_ombudsman_asks_is_owed_by_the_day_it_names(pages, case, now):
    due = (now + timedelta(days=7)).date()

    sent = pages.send("asked", step="information request", what_1="The call log",
                      due_1=f"{due:%d/%m/%Y}", what_2="The action plan")  # fmt: skip

    assert sent.status_code == 302
    first, second = owed(case, "ombudsman.deadline")
    assert first.due_at.date() == due and second.due_at > first.due_at
    assert "The call log" in pages.read()


def test_a_message_that_wants_nothing_is_asked_what_it_wants(pages, case):
    page = pages.send("asked", step="intervention").text

    assert "Write at least one thing" in page and not owed(case, "ombudsman.deadline")


def test_the_same_request_again_is_saved_only_with_a_tick(pages, case):
    told = {"step": "intervention", "what_1": "A stage 2 answer"}
    pages.send("asked", **told)

    again = pages.send("asked", **told | {"what_1": "a stage 2  answer."}).text
    assert "This looks like the one recorded on" in again and "is_another" in again
    assert len(owed(case, "ombudsman.deadline")) == 1
    assert pages.send("asked", **told | {"what_1": "The call log"}).status_code == 302
    assert pages.send("asked", **told, is_another="on").status_code == 302
    assert len(owed(case, "ombudsman.deadline")) == 3


def test_an_answer_with_its_message_ends_what_it_was_for(pages, case):
    pages.send("asked", step="intervention", what_1="A stage 2 answer")
    (key,) = pages.choice("answered")

    refused = pages.send("answered", chosen=[key], proof="email").text
    assert "Attach it, or choose the entry that shows it" in refused
    assert owed(case, "ombudsman.deadline")
    pages.send("answered", chosen=[key], proof="email", uploads=a_paper())

    assert not owed(case, "ombudsman.deadline")
    assert "Nothing that the Ombudsman asked for waits" in pages.read()


def test_an_answer_that_nothing_shows_leaves_it_owed(pages, case):
    pages.send("asked", step="intervention", what_1="A stage 2 answer")
    (key,) = pages.choice("answered")

    pages.send("answered", chosen=[key], proof="none")

    assert owed(case, "ombudsman.deadline")


def test_an_entry_with_its_record_shows_an_answer(pages, case, now):
    sent = made.a_note(now - timedelta(hours=2), channel="email", evidence=(Evidence("email"),))
    made.add_entries(case, sent, now=now)
    pages.send("asked", step="intervention", what_1="A stage 2 answer")
    (key,) = pages.choice("answered")
    entries = pages.read("answered").split('id="id_entry"')[1].split("</select>")[0]
    (entry,) = re.findall(r'<option value="(\d+)"', entries)

    pages.send("answered", chosen=[key], proof="email", entry=entry)

    assert not owed(case, "ombudsman.deadline")


def test_an_order_is_carried_out_with_a_record_and_its_proof_sent(pages, case, now, clock_at):
    clock_at(now)
    due = (now + timedelta(days=28)).date()
    pages.send("determined", reference="202400001", what_1="review its training needs",
               due_1=f"{due:%d/%m/%Y}", recommendations="look at the policy")  # fmt: skip
    assert "Nothing shows yet that it was done" in pages.read()
    (key,) = pages.choice("carried_out")

    pages.send("carried_out", chosen=[key], how="whole", proof="document", uploads=a_paper())

    assert "The proof has not gone to the Ombudsman yet" in pages.read()
    assert not owed(case, "orders.complied")

    pages.send("proof", chosen=pages.choice("proof"), proof="email", uploads=a_paper())

    assert "Proof sent on" in pages.read()


def test_a_recommendation_is_kept_and_is_no_order(pages, case):
    pages.send("determined", reference="202400001", what_1="a written apology",
               recommendations="look at the policy\nspeak with the police")  # fmt: skip

    assert len(owed(case, "orders.complied")) == 1


def test_an_order_that_is_not_there_cannot_be_carried_out(pages, case):
    page = pages.send("carried_out", chosen=["made-up"], how="whole", proof="document").text

    assert "There is a problem" in page


def test_whoever_only_reads_sees_no_button_and_no_form(pages, client, signed_in):
    pages.send("asked", step="intervention", what_1="A stage 2 answer")
    signed_in(client, "auditor")

    assert "A stage 2 answer" in pages.read() and "The Ombudsman asks" not in pages.read()
    assert client.get(pages.address("asked")).status_code == 403


def test_a_day_of_the_ombudsmans_stands_above_our_own_of_the_same_group(pages, case, staff, now):
    pages.send("asked", step="intervention", what_1="A stage 2 answer")
    officer, owed_here = staff("officer"), Owed.objects.filter(case=case)
    owed_here.update(due_at=now + timedelta(hours=2), holder=officer.id)
    owed_here.exclude(rule__contains="ombudsman").update(due_at=now + timedelta(hours=1))

    shown = worklist(made.as_actor(officer), now=now)

    keys = [row.key for group in shown.groups for row in group.rows]
    assert len(keys) > 1 and ":ombudsman." in f":{keys[0]}"


REPORT = """\
Alder Homes (202400777)

REPORT

COMPLAINT 202400777

Alder Homes

2 March 2026

Our approach

We looked at what happened.

The complaint

1. The complaint is about the landlord's handling of:
    a. Reports of noise nuisance.

Determination

2. In line with paragraph 52 of the Scheme, there was maladministration by the landlord in its
handling of reports of noise nuisance.

Orders

3. Within 4 weeks of the date of this report the landlord must:
    a. Write to the resident to apologise.
    b. Pay the resident £350 for distress and inconvenience.
"""


def test_a_report_is_proposed_on_the_form_and_nothing_is_on_record(pages, case, client):
    report = SimpleUploadedFile("report.txt", REPORT.encode())

    sent = client.post(pages.address("read"), {"report": report})

    assert sent.url == pages.address("determined") and not owed(case, "orders.complied")
    page = client.get(sent.url).text
    assert "Read from report.txt" in page and "202400777" in page and "350.00" in page
    assert "30/3/2026" in page or "30/03/2026" in page
    assert "names another landlord than yours" in page


@pytest.mark.parametrize(
    ("name", "content"),
    [("report.txt", b""), ("x.pdf", b"%PDF-1.4 broken"), ("cat.txt", b"A letter about a cat.")],
)
def test_a_file_that_is_no_report_gives_one_message(pages, client, name, content):
    page = client.post(pages.address("read"), {"report": SimpleUploadedFile(name, content)}).text

    assert "There is a problem" in page and "Traceback" not in page


def test_a_call_that_nothing_shows_is_a_gap_of_the_file(landlord, make_case, client, now):
    call = Entry(id="call", does=("contact.made",), at=now - timedelta(days=2), by="landlord",
                 to=("resident",), channel="phone", about=("asb",), text="Rang her.")  # fmt: skip
    case = make_case(person=made.make_person(landlord, "Hana Quill"),
                     entries=[made.a_report(now - timedelta(days=3)), call])  # fmt: skip

    page = Pages(client, case, now).read("gaps")

    assert "No record" in page and "It rests on somebody&#39;s word" in page


def test_the_same_determination_is_not_recorded_twice(pages, case):
    told = {"reference": "202400001", "what_1": "a written apology"}
    pages.send("determined", **told)

    page = pages.send("determined", **told).text

    assert "on record already" in page and len(owed(case, "orders.complied")) == 1


def test_money_says_what_it_is_for_and_no_day_is_before_the_asking(pages, case, now):
    page = pages.send("determined", reference="202400001", what_1="pay", amount_1="50").text
    assert "What is the money for? Choose" in page

    early = now - timedelta(days=9)
    page = pages.send("asked", step="other", what_1="Papers", due_1=f"{early:%d/%m/%Y}").text
    assert "before the day on which it was asked" in page and not owed(case, "ombudsman.deadline")


@pytest.mark.parametrize(
    ("what", "amount", "says"),
    [("compensation for the distress", "400", "Compensation for the distress (£400):"),
     ("pay £400 for the distress", "400", "Pay £400 for the distress:"),
     ("pay what is due of £400", "40", "Pay what is due of £400 (£40):")],
)  # fmt: skip
def test_the_promise_that_an_order_makes_says_its_sum_once(pages, what, amount, says):
    heads = re.search(r'name="head_1".*?</select>', pages.read("determined"), re.DOTALL)[0]
    head = re.findall(r'value="([^"]+)"', heads)[0]

    pages.send("determined", reference="202400001", what_1=what, amount_1=amount, head_1=head)

    assert says in pages.read()


def test_a_message_that_is_not_attached_is_shown_by_a_note_alone(pages, case):
    pages.send("asked", step="other", what_1="Papers")

    (asked,) = [one.entry for one in load(case).kept if "ombudsman.asked" in one.entry.does]
    assert [each.kind for each in asked.evidence] == ["note"]


@pytest.mark.parametrize("name", ["asked", "approached", "recommended"])
def test_a_form_with_a_mistake_names_the_file_it_kept_and_leads_back_to_its_page(pages, name):
    page = pages.send(name, step="other", on="31/12/2099", uploads=a_paper()).text

    assert "Kept already, with this form" in page and page.count("<li>paper.txt</li>") == 1
    assert f'href="{pages.address("page")}">Go back without saving' in page
