"""A payment counts for what was ordered from its day on, for its own heading, and to its sum."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from factories import made

from putright.casework.queries import ombudsman
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge

pytestmark = pytest.mark.django_db


class Paying:
    """A case in which £350 and £50 were ordered a day ago, for two headings."""

    def __init__(self, client, case, actor, now):
        self.client, self.case, self.actor, self.now = client, case, actor, now

    def pay(self, amount, days=0, head="asb", **told):
        address = reverse("redress:pay", kwargs={"case_id": self.case.id})
        record = SimpleUploadedFile("run.txt", f"Run {amount} {days}".encode(), "text/plain")
        on = self.now - timedelta(days=days)
        given = {"amount": amount, "head": head, "on": f"{on:%d/%m/%Y}", "uploads": record,
                 "method": "direct to the resident"}  # fmt: skip
        return self.client.post(address, given | told)

    def orders(self):
        return ombudsman.page(self.actor, self.case.id, now=self.now).orders


@pytest.fixture
def paying(client, case, actor_of, now):
    orders = (Pledge(id="o1", what="pay", head="asb", amount=Decimal(350), includes_offers=True),
              Pledge(id="o2", what="pay", head="complaint", amount=Decimal(50),
                     includes_offers=True))  # fmt: skip
    made.add_entries(case, Entry(
        id="", does=("ombudsman.determined",), at=now - timedelta(days=1), by="ombudsman",
        evidence=(Evidence(kind="letter"),), orders=orders))  # fmt: skip
    return Paying(client, case, actor_of("complaints handler"), now)


def test_a_payment_before_the_case_begins_is_refused_with_its_first_day(paying):
    page = paying.pay("200", on="1/1/1990").text

    assert "This case begins on" in page and "nothing of it was paid before" in page


def test_a_payment_before_the_order_needs_a_tick_and_carries_out_nothing(paying):
    assert "before the Ombudsman decided: £0 of it counts" in paying.pay("150", days=20).text
    assert paying.pay("150", days=20, is_more="on").status_code == 302
    paying.pay("200")

    first = paying.orders()[0]
    assert first.state == "in part" and "£200 of £350 is paid" in first.says
    assert "Left to pay: £150." in first.says


def test_more_than_is_left_of_a_heading_needs_a_tick(paying):
    page = paying.pay("400").text
    assert "more than the £350 that is left to pay for this" in page and "is_more" in page

    assert paying.pay("400", is_more="on").status_code == 302
    assert [one.state for one in paying.orders()] == ["done", "not due"]


def test_a_payment_stands_under_the_order_of_its_own_heading(paying):
    paying.pay("350")
    paying.pay("50", head="")

    assert [[str(each.amount) for each in one.paid] for one in paying.orders()] == [
        ["350.00"], ["50.00"],
    ]  # fmt: skip
    assert {one.state for one in paying.orders()} == {"done"}
