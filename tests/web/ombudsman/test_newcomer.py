"""What somebody new to the Ombudsman's forms has to be told on them."""

import re
from datetime import timedelta
from html import unescape

import pytest
from factories import made

from putright.gateways.letter_pdf import what_is_missing
from tests.web.ombudsman.bundling import text_of
from tests.web.ombudsman.test_pages import Pages, a_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(client, signed_in, settings, tmp_path, landlord, make_case, clock_at, now):
    settings.FILES = tmp_path / "files"
    clock_at(now)
    case = make_case(person=made.make_person(landlord, "Hana Quill"))
    return Pages(signed_in(client, "complaints handler"), case, now)


def test_no_order_is_ticked_as_proven_that_no_papers_prove_and_what_was_saved_is_told(pages):
    pages.send("determined", reference="202400001", what_1="review its training needs",
               what_2="update its policy")  # fmt: skip
    keys = pages.choice("carried_out")
    pages.send("carried_out", chosen=keys, how="whole", proof="document", uploads=a_paper())

    page = pages.read("proof")
    assert "checked" not in page.split('name="chosen"', 1)[1].split("</fieldset>")[0]
    assert "Nothing is ticked beforehand" in page
    pages.send("proof", chosen=keys[:1], proof="email", uploads=a_paper())

    assert "Recorded as sent, the proof of: Review its training needs." in pages.read()


def test_the_first_row_is_asked_for_and_a_wrong_day_is_named_with_an_example(pages):
    form = unescape(pages.read("asked"))
    label = re.search(r'<label[^>]*for="id_what_1">(.*?)</label>', form, re.S)[1]
    assert "if you can" not in label

    page = unescape(pages.send("asked", step="intervention", what_1="A log", due_1="soon").text)
    assert "Row 1: By which day, if it names one? Write a day such as 27 March 2026" in page


def test_a_question_without_an_answer_is_named_in_its_error(bundles):
    page = unescape(bundles.client.post(bundles.address("bundle"), {"kind": "shared"}).text)

    assert "Question 1, “What was done about the noise”: choose what answers it" in page


@pytest.mark.skipif(bool(what_is_missing()), reason="no PDF is drawn here")
def test_the_front_tells_the_request_and_marks_what_is_only_said(bundles):
    rung = made.a_note(bundles.now - timedelta(days=1), text="Rang her.", evidence=())
    decided = made.a_note(bundles.now - timedelta(hours=2), does=("ombudsman.determined",),
                          by="ombudsman", refs=("202400779",))  # fmt: skip
    made.add_entries(bundles.case, rung, decided, now=bundles.now)

    front = " ".join(text_of(bundles.archive(bundles.make())).split())

    assert "Your reference: 202400779" in front and "In answer to your request of" in front
    assert "(no record: somebody's word)" in front
