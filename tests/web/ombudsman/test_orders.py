"""P28: orders kept and proven, from the report to the Ombudsman's word on the proof."""

import hashlib
import re
from datetime import date, datetime, timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urlencode

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from factories import made

from putright.casework.actions.files import blobs
from putright.casework.live import load
from putright.casework.queries import ombudsman as read
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence
from putright.gateways.clock import LONDON
from putright.gateways.letter_pdf import what_is_missing
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.ledger.translate import Attached
from putright.stores.record.models import Case, File
from putright.stores.worklist.models import Owed

pytestmark = pytest.mark.django_db
DECIDED = datetime(2026, 3, 2, 10, 0, tzinfo=LONDON)
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
    b. The associated complaint.

Determination

2. In line with paragraph 52 of the Scheme, there was maladministration by the landlord in its
handling of reports of noise nuisance.
3. In line with paragraph 52 of the Scheme, there was maladministration by the landlord in its
handling of the associated complaint.

Orders

4. Within 4 weeks of the date of this report the landlord must:
    a. Write to the resident to apologise for the failings set out in this report.
    b. Pay the resident £1,350 directly, made up of:
        i. £1,200 for its handling of the reports of noise (including the £700 already offered).
        ii. £150 for its complaint handling (including the £50 already offered).
    c. Review its staff's training needs on antisocial behaviour.

Recommendations

5. The landlord should look at how it keeps records of calls.
"""
LETTER = """\
Dear Hana Quill

I am writing to say sorry to you for what we did wrong.

We did not act on your reports of noise for five weeks. We answered your complaint late.

You had to keep ringing us and did not sleep. That was hard for you, and we are sorry.

We have changed how reports are taken.

Mira Holt, Head of Neighbourhoods
"""


class Orders:
    """A case whose orders are kept in a browser, day by day."""

    def __init__(self, client, case, clock_at):
        self.client, self.case, self.clock_at = client, case, clock_at
        self.on(DECIDED)

    def on(self, now):
        self.now = now
        self.clock_at(now)

    def address(self, name, area="ombudsman"):
        return reverse(f"{area}:{name}", kwargs={"case_id": self.case.id})

    def read(self, name="page", area="ombudsman", **asked):
        address = self.address(name, area) + (f"?{urlencode(asked)}" if asked else "")
        return self.client.get(address).text

    def says(self, name="page"):
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.read(name))).split())

    def send(self, name, area="ombudsman", **told):
        page = self.read(name, area)
        seen = re.search(r'name="seen" value="(\d+)"', page)[1]
        given = {"words": "In short.", "channel": "email", "on": f"{self.now:%d/%m/%Y}",
                 "seen": seen} | told  # fmt: skip
        sent = self.client.post(self.address(name, area), given)
        assert sent.status_code == 302 or "There is a problem" in sent.text or told.get("do")
        return sent

    def choices(self, name, field):
        page = self.read(name)
        if f'<select class="govuk-select" id="id_{field}"' in page:
            inside = page.split(f'id="id_{field}"')[1].split("</select>")[0]
            return [one for one in re.findall(r'<option value="([^"]*)"', inside) if one]
        return re.findall(rf'name="{field}"[^>]*value="([^"]+)"', page)

    def determined(self, text=REPORT):
        report = SimpleUploadedFile("report.txt", text.encode())
        self.client.post(self.address("read"), {"report": report})
        form = unescape(self.read("determined"))
        given = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*? value="([^"]*)"', form))
        for name, inside in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.S):
            given[name] = (re.findall(r'<option value="([^"]*)" selected', inside) or [""])[0]
        for name, text in re.findall(
            r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.S
        ):
            given[name] = text.strip()
        self.form = given
        sent = self.client.post(self.address("determined"), given | {"channel": "portal"})
        assert sent.status_code == 302, re.findall("govuk-error-message.*?</p>", sent.text)

    def orders(self):
        actor = made.as_actor(self.who, now=self.now)
        return read.page(actor, self.case.id, now=self.now).orders

    def paper(self, name="paper.txt", text="What was done, and on which day."):
        return SimpleUploadedFile(name, text.encode())

    def apologise(self, **told):
        page = self.read("apology")
        order = re.search(r'name="order" type="radio" value="([^"]+)"', page)[1]
        return self.send("apology", order=order, **({"record": "kept"} | told))


@pytest.fixture
def orders(client, staff, signed_in, landlord, make_case, clock_at, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    clock_at(DECIDED)
    who = staff("complaints handler")
    report = made.a_report(DECIDED - timedelta(days=200))
    case = make_case(person=made.make_person(landlord, "Hana Quill"), entries=[report],
                     now=DECIDED - timedelta(days=199))  # fmt: skip
    found = Orders(signed_in(client, who), case, clock_at)
    found.who = who
    return found


def wrote(orders, day, text=LETTER, by="landlord"):
    """A letter of apology that went, as its paper kept with the case says it."""
    paper = SimpleUploadedFile("apology.txt", text.encode())
    noted = orders.client.get(reverse("cases:note", kwargs={"case_id": orders.case.id})).text
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', noted))
    address = reverse("cases:note", kwargs={"case_id": orders.case.id})
    orders.client.post(
        address, hidden | {"text": "Kept.", "on": f"{orders.now:%d/%m/%Y}", "uploads": [paper]}
    )
    live = load(orders.case)
    held = live.kept[-1].files[0]
    entry = Entry(
        id="", does=("apology.given", "letter.sent"), on=day, by=by, to=("resident",),
        channel="letter", text="Said sorry.", evidence=(Evidence(kind="letter"),),
    )  # fmt: skip
    with landlord_scope(OPERATOR):
        row = File.objects.get(id=held)
    attached = Attached(id=row.id, digest=bytes(row.digest).hex())
    made.add_entries(orders.case, entry, now=orders.now, files={0: (attached,)})


def pdf_text(raw):
    document = pypdfium2.PdfDocument(BytesIO(raw))
    return " ".join("\n".join(p.get_textpage().get_text_range() for p in document).split())


def test_a_report_s_rows_come_with_kind_heading_and_paragraph_and_wait_for_a_person(orders):
    orders.determined()

    given = orders.form
    kinds = [given[f"kind_{row}"] for row in range(1, 5)]
    assert kinds == ["apology", "payment", "payment", "training-review"]
    assert [given[f"head_{row}"] for row in range(1, 5)] == ["", "asb", "complaint", ""]
    assert given["due_2"] == "30/03/2026" and given["inside_2"] == "yes" and given["ref_1"]
    assert [str(one.order.amount) for one in orders.orders()[1:3]] == ["1200.00", "150.00"]
    assert [one.way for one in orders.orders()] == ["apology", "pay", "pay", "carry"]


def test_orders_are_kept_in_part_then_whole_checked_packed_and_proven(orders):
    orders.determined()
    orders.on(datetime(2026, 3, 9, 10, 0, tzinfo=LONDON))
    paid = {"amount": "700.00", "head": "asb", "method": "direct to the resident"}
    orders.send("pay", "redress", **paid, uploads=orders.paper("bank.txt"))
    assert "£700 of £1,200 is paid. Left to pay: £500." in orders.says()

    orders.on(datetime(2026, 3, 20, 10, 0, tzinfo=LONDON))
    orders.send("pay", "redress", **paid | {"amount": "650.00", "head": ""},
                uploads=orders.paper("bank2.txt"))  # fmt: skip
    states = [one.state for one in orders.orders()]
    assert states == ["not due", "done", "done", "not due"]

    wrote(orders, date(2026, 3, 20))
    signed = {"letter": orders.choices("apology", "letter")[0], "signer": "Mira Holt",
              "post": "Head of Neighbourhoods"}  # fmt: skip
    checked = orders.apologise(do="check", **signed).text
    assert "nothing fails" in checked and "Mira Holt, Head of Neighbourhoods." in checked
    assert orders.apologise(**signed, uploads=orders.paper("posted.txt")).status_code == 302

    orders.on(datetime(2026, 4, 3, 10, 0, tzinfo=LONDON))
    (key,) = orders.choices("carried_out", "chosen")
    orders.send("carried_out", chosen=[key], how="whole", proof="document",
                uploads=orders.paper("review.txt"))  # fmt: skip
    told = orders.says()
    assert "Carried out on 3 April 2026, 4 days late (3 working days)." in told
    assert not Owed.objects.filter(case=orders.case, rule__endswith="orders.complied").exists()

    if not what_is_missing():
        packed(orders)
    sent = orders.send("proof", chosen=orders.choices("proof", "chosen"), proof="email",
                       uploads=orders.paper("mail.txt"))  # fmt: skip
    assert sent.status_code == 302
    assert {one.state for one in orders.orders()} == {"proof late", "done late"}
    replied(orders)


def packed(orders):
    """Make the papers twice: the same bytes, and everything chosen is in."""
    page = orders.read("pack")
    files = {name: re.findall(rf'name="{name}"[^>]*value="([^"]+)"', page)
             for name in (f"files_{n}" for n in range(4))}  # fmt: skip
    keys = re.findall(r'name="orders"[^>]*value="([^"]+)"', page)
    told = {"orders": keys, **files, "words": "With our apology."}
    assert "Say why files that were not scanned" in orders.send("pack", **told).text
    for _again in range(2):
        made_it = orders.send("pack", **told, checked_why="Our own papers.")
        assert made_it.status_code == 302 and made_it.url == orders.address("proof")
    live = load(orders.case)
    packs = [one for one in live.kept if "order.pack_made" in one.entry.does]
    assert len({one.entry.facts["sha256"] for one in packs}) == 1
    done = {one.entry.id for one in live.kept if "order.carried_out" in one.entry.does}
    assert done and done <= set(packs[0].entry.refs)  # what erases one of them finds the papers
    with landlord_scope(OPERATOR):
        row = File.objects.get(id=packs[0].files[0])
    raw = b"".join(
        blobs().read_range(landlord=orders.case.landlord_id, case=row.case_id, name=row.blob)
    )
    assert hashlib.sha256(raw).hexdigest() == packs[0].entry.facts["sha256"]
    text = pdf_text(raw)
    for words in (
        "202400777",
        "4 days late",
        "£1,200",
        "apology.txt",
        "With our apology.",
        "keeps records of calls",
        "Not answered yet",
        "We did not act on your",
    ):
        assert words in text, words


def replied(orders):
    orders.on(datetime(2026, 4, 14, 10, 0, tzinfo=LONDON))
    sent = orders.choices("reply", "chosen")
    orders.send("reply", chosen=sent[-1:], satisfied="no", more="the list of who took part",
                due="28/4/2026")  # fmt: skip
    told = orders.says()
    assert "The Ombudsman is not satisfied yet: on 14 April 2026 it asked for more, by" in told
    owed = Owed.objects.get(case=orders.case, rule__endswith="ombudsman.deadline")
    assert owed.due_at.astimezone(LONDON).date() == date(2026, 4, 28)
    orders.send("reply", chosen=sent[:1], satisfied="yes")
    assert "The Ombudsman accepted the proof on 14 April 2026." in orders.says()
    assert {one.state for one in orders.orders()} >= {"accepted", "more wanted"}


def test_money_is_never_carried_out_by_a_word_and_never_to_the_rent_account(orders):
    orders.determined()

    assert len(orders.choices("carried_out", "chosen")) == 1
    money = orders.orders()[1].order.id
    page = orders.send("carried_out", chosen=[money], how="whole", proof="payment record").text
    assert "There is a problem" in page
    rent = orders.send("pay", "redress", amount="1350.00", head="", method="rent account",
                       agreed="Yes.", uploads=orders.paper())  # fmt: skip
    assert "never to the rent account" in rent.text
    assert {one.state for one in orders.orders()} == {"not due"}


def test_no_contact_letter_or_agency_can_be_ticked_as_what_keeps_an_order(orders):
    orders.determined()

    for name, area in (("log", "contact"), ("begin", "letters"), ("ask", "agencies")):
        ticked = re.findall(
            r'name="(?:keeps|settles)"[^>]*value="([^"]+)"', orders.read(name, area)
        )
        kept = " ".join(ticked)
        assert "orders.complied" not in kept and orders.orders()[0].order.id not in kept, area


def test_a_word_for_a_proof_is_no_proof(orders):
    orders.determined()
    (key,) = orders.choices("carried_out", "chosen")

    refused = orders.send("carried_out", chosen=[key], how="whole", proof="document")
    before = orders.send("carried_out", chosen=[key], how="before", proof="none")
    said = orders.send("carried_out", chosen=[key], how="whole", proof="none")

    assert "Attach it, or choose the entry that shows it" in refused.text
    assert "Nothing shows that it had been done" in before.text
    assert said.status_code == 302 and orders.orders()[3].state == "said"
    assert orders.choices("carried_out", "chosen") == [key]


def test_what_was_done_a_short_time_ago_is_a_valid_end_with_its_proof(orders):
    orders.determined()
    (key,) = orders.choices("carried_out", "chosen")

    orders.send("carried_out", chosen=[key], how="before", proof="document",
                uploads=orders.paper())  # fmt: skip

    assert "Not needed, as it had been done before" in orders.says()
    assert orders.orders()[3].state == "done"


def test_a_part_leaves_the_rest_owed_and_an_entry_of_the_case_can_show_the_whole(orders):
    orders.determined()
    (key,) = orders.choices("carried_out", "chosen")
    orders.send("carried_out", chosen=[key], how="part", proof="document",
                uploads=orders.paper())  # fmt: skip
    assert orders.orders()[3].state == "in part"
    assert "Done in part; the rest is owed." in orders.says()

    entry = orders.choices("carried_out", "entry")[0]
    orders.send("carried_out", chosen=[key], how="whole", proof="document", entry=entry)

    assert orders.orders()[3].state == "done"


def test_an_apology_that_fails_the_check_is_kept_only_with_a_reason(orders):
    orders.determined()
    orders.on(datetime(2026, 4, 1, 10, 0, tzinfo=LONDON))
    wrote(orders, date(2026, 4, 1), text="Dear resident\n\nWe are sorry if you were upset.\n")
    letter = {"letter": orders.choices("apology", "letter")[0], "post": "Officer"}

    refused = orders.apologise(**letter).text
    assert "It fails the check" in refused and "sorry if you were upset" in refused
    assert "It went 2 days after its day." in refused

    orders.apologise(**letter, record="said")
    assert orders.orders()[0].state == "said"

    orders.apologise(**letter, reason="She asked for no other letter.")
    assert "Carried out on 1 April 2026, 2 days late" in orders.says()


def test_an_apology_given_in_another_way_needs_its_day_and_its_paper(orders):
    orders.determined()
    told = {"letter": "", "signer": "Mira Holt", "post": "Director", "on": ""}

    assert "On which day was it given?" in orders.apologise(**told).text
    told |= {"on": "5/3/2026"}
    assert "That day has not come yet" in orders.apologise(**told).text
    orders.on(datetime(2026, 3, 9, 10, 0, tzinfo=LONDON))
    assert "Nothing shows it. Attach the letter" in orders.apologise(**told).text
    looked = orders.apologise(**told, do="check", uploads=orders.paper("letter.txt", LETTER)).text
    assert "nothing fails" in looked and "Read it for these" not in looked
    orders.apologise(**told, uploads=orders.paper("letter.txt", LETTER))

    assert orders.orders()[0].state == "done"


def test_a_review_pauses_no_order_and_its_window_is_shown(orders):
    orders.determined()
    assert "23 March 2026 Open, to the resident and to us." in orders.says()

    orders.on(datetime(2026, 3, 24, 10, 0, tzinfo=LONDON))
    before = [one.due for one in orders.orders()]
    orders.send("review", who="ours", words="A record was found.")

    told = orders.says()
    assert "We asked on 24 March 2026. Closed, but for exceptions." in told
    assert [one.due for one in orders.orders()] == before


def test_each_recommendation_has_an_answer_and_a_no_has_its_reason(orders):
    orders.determined()
    assert "Not answered yet" in orders.says()

    assert "Why? The Ombudsman reads this" in orders.send("recommended", answer_1="no").text
    assert "Answer at least one" in orders.send("recommended").text
    orders.send("recommended", answer_1="yes", why_1="By June, with the new telephones.")

    told = orders.says()
    assert "We will do it: By June, with the new telephones." in told
    assert "1 of 1 answered. They bind nobody." in told


def test_what_the_scanner_holds_is_named_and_stays_out_and_a_restricted_case_makes_none(
    orders, settings
):
    orders.determined()
    (key,) = orders.choices("carried_out", "chosen")
    orders.send("carried_out", chosen=[key], how="whole", proof="document",
                uploads=orders.paper("review.txt"))  # fmt: skip
    with landlord_scope(OPERATOR):
        File.objects.update(scan="infected")
    page = orders.read("pack")
    assert "Not in it: review.txt" in page

    with landlord_scope(OPERATOR):
        Case.objects.filter(id=orders.case.id).update(is_restricted=True)
    glass = orders.client.get(orders.address("pack"))
    assert glass.status_code == 302


def test_whoever_only_reads_cannot_write_about_orders(orders, signed_in):
    orders.determined()
    auditor = signed_in(Client(), "auditor")

    for name in ("carried_out", "apology", "pack", "proof", "reply", "review", "recommended"):
        assert auditor.get(orders.address(name)).status_code == 403, name
    page = auditor.get(orders.address("page")).text
    assert "Check and record the apology" not in page and "Nothing shows yet" in page


@pytest.mark.skipif(bool(what_is_missing()), reason="no PDF is drawn here")
def test_papers_that_were_built_to_take_long_hold_nobody_up_for_ever(orders, monkeypatch):
    orders.determined()
    (key,) = orders.choices("carried_out", "chosen")
    orders.send("carried_out", chosen=[key], how="whole", proof="document",
                uploads=orders.paper("review.txt"))  # fmt: skip
    page = orders.read("pack")
    field, file = re.findall(r'name="(files_\d+)"[^>]*value="([^"]+)"', page)[0]
    monkeypatch.setattr("putright.casework.actions.compliance_pack.MOST_SECONDS", -1.0)

    told = {"orders": [key], field: [file], "checked_why": "Our own."}
    refused = orders.send("pack", **told)

    assert "more than can be made while you wait" in unescape(refused.text)
    assert "order.pack_made" not in {does for one in load(orders.case).kept
                                     for does in one.entry.does}  # fmt: skip
