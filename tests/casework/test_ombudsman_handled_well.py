"""The Ombudsman's part of the two published cases' shape, as it should have been handled, and late.

Each is an invented case at a landlord with those policies: the days, the steps and the sums are of
that shape, and every step goes through the application.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from factories import made
from msgspec import Struct

from putright.casework.actions import complaint_handling, files, ombudsman, orders, redress_put
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.complaints import Says
from putright.casework.actions.ombudsman import Answer, Asked, Determined, Done, Want
from putright.casework.actions.orders import Apologised, Carried
from putright.casework.actions.redress_put import Sum
from putright.casework.apologies import Signed
from putright.casework.permissions import Nearness
from putright.casework.queries import case_audit, ombudsman_cases
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.ombudsman import form_of
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Point
from putright.gateways.clock import LONDON

pytestmark = pytest.mark.django_db
OF_THE_OMBUDSMAN = {"late-to-ombudsman", "order-not-complied", "late-notice", "offer-below-band"}
MAIL = (Evidence(kind="email"),)


class Shape(Struct, frozen=True, kw_only=True):
    """A case at the Ombudsman: its policies, its days, and what was ordered."""

    pack: str
    intervened: date
    answer_by: date
    asked: date
    papers_by: date
    decided: date
    orders: tuple[Want, ...]
    orders_by: date


def money(head: str, amount: int) -> Want:
    return Want(f"Pay £{amount}", amount=Decimal(amount), head=head, includes_offers=False)


SHAPES = (
    Shape(
        pack="hexagon", intervened=date(2025, 1, 21), answer_by=date(2025, 1, 29),
        asked=date(2025, 3, 3), papers_by=date(2025, 3, 24), decided=date(2025, 6, 24),
        orders=(Want("Write to say sorry", kind="apology"), money("asb", 1200),
                money("complaint", 150)),
        orders_by=date(2025, 7, 22),
    ),
    Shape(
        pack="westward", intervened=date(2023, 8, 3), answer_by=date(2023, 8, 17),
        asked=date(2024, 6, 3), papers_by=date(2024, 6, 24), decided=date(2025, 1, 15),
        orders=(Want("Write to say sorry", kind="apology"), money("asb", 350),
                money("complaint", 150), Want("Review the training of staff"),
                Want("Tell them what is planned, or why nothing is", kind="update")),
        orders_by=date(2025, 2, 12),
    ),
)  # fmt: skip


class AtTheOmbudsman:
    """One case as it goes, day by day."""

    def __init__(self, shape: Shape, slip: timedelta) -> None:
        """A landlord with those policies; ``slip`` is by how much everything is too late."""
        self.shape, self.slip = shape, slip
        landlord = made.make_landlord(pack=shape.pack)
        team = made.make_team(landlord)
        self.user = made.make_user(landlord, "complaints handler")
        officer = made.make_user(landlord, "officer", team=team)
        self.on(shape.intervened - timedelta(days=7))
        raised = Entry(
            id="raised", does=("complaint.raised",), at=self.now, by="resident", complaint="c1",
            stage=1, channel="email", evidence=MAIL, about=("complaint",),
            points=(Point(id="p1", what="nobody answered"),),
        )  # fmt: skip
        report = made.a_report(self.now - timedelta(days=30))
        self.case = made.make_case(
            landlord, team=team, officer=officer, entries=[report, raised], now=self.now
        )

    def on(self, day: date) -> None:
        self.now = datetime(day.year, day.month, day.day, 10, 0, tzinfo=LONDON)

    def late(self, day: date) -> None:
        self.on(day + self.slip)

    @property
    def actor(self) -> Any:
        return made.as_actor(self.user, now=self.now)

    @property
    def when(self) -> When:
        return When(self.now.date(), self.now)

    def sent(self, *papers: str) -> dict[str, Any]:
        near = Nearness(case_id=self.case.id, sees=True, works=True)
        kept = tuple(
            files.keep(actor=self.actor, near=near, name=f"{name}.txt", now=self.now,
                       chunks=[f"What shows it: {name}.".encode()])
            for name in papers
        )  # fmt: skip
        return {"actor": self.actor, "sent": Sent(near=near, files=kept), "now": self.now}

    def done(self, chosen: tuple[str, ...], proof: str = "document") -> Done:
        return Done(
            chosen=chosen, words="Done.", channel="email", when=self.when, proof=proof
        )  # fmt: skip

    def offered(self, name: str) -> tuple[str, ...]:
        choices = getattr(form_of(self.actor, self.case.id, now=self.now), name)
        return tuple(key for key, _words in choices)

    def ask(self, day: date, step: str, wants: tuple[Want, ...]) -> None:
        self.on(day)
        asked = Asked(step=step, words="It asks.", channel="email", when=self.when, wants=wants,
                      complaint="c1")  # fmt: skip
        ombudsman.asked(**self.sent("letter"), told=asked)

    def tell(self) -> None:
        says = Says(whom="resident", channel="phone", when=self.when, text="What we will do.")
        complaint_handling.update(**self.sent(), key="c1", says=says)

    def answer(self) -> None:
        for want in self.offered("waiting"):
            told = Answer(self.done((want,), "email"))
            ombudsman.answered(**self.sent("mail"), told=told)

    def intervened(self) -> None:
        self.ask(
            self.shape.intervened, "intervention", (Want("an answer", due=self.shape.answer_by),)
        )
        self.late(self.shape.intervened + timedelta(days=1))
        taken_up = Entry(id="", does=("complaint.acknowledged",), at=self.now, by="landlord",
                         to=("resident",), complaint="c1", stage=1, channel="email",
                         evidence=MAIL)  # fmt: skip
        made.add_entries(self.case, taken_up, now=self.now)
        self.late(self.shape.answer_by)
        self.answer()

    def investigated(self) -> None:
        wants = tuple(
            Want(what, due=self.shape.papers_by) for what in ("calls", "letters", "the plan")
        )
        self.ask(self.shape.asked, "information request", wants)
        self.late(self.shape.asked + timedelta(days=2))
        self.tell()
        self.late(self.shape.papers_by)
        self.answer()

    def decided(self) -> None:
        self.on(self.shape.decided)
        found = Determined(
            reference="202400001", words="Maladministration: the reports", when=self.when,
            orders=self.shape.orders, complaint="c1",
        )  # fmt: skip
        ombudsman.determined(**self.sent("report"), told=found)
        self.late(self.shape.decided + timedelta(days=3))
        self.tell()

    def obeyed(self) -> None:
        self.late(self.shape.orders_by - timedelta(days=7))
        for order in self.shape.orders:
            if order.amount:
                paid = Sum(head=order.head, amount=order.amount, when=self.when,
                           method="direct to the resident")  # fmt: skip
                redress_put.pay(**self.sent(f"bank-{order.head}"), told=paid)
        (sorry,) = self.offered("apologies")
        said = Apologised(
            order=sorry, letter=None, signed=Signed("Mira Holt", "Head of Service"), is_kept=True,
            reason="It went by hand.", on=self.now.date(),
        )  # fmt: skip
        orders.apologised(**self.sent("apology"), told=said)
        if rest := self.offered("to_do"):
            orders.carried_out(**self.sent("minutes"), told=Carried(done=self.done(rest)))
        self.late(self.shape.orders_by - timedelta(days=1))
        proof = self.done(self.offered("done"), "email")
        orders.proof_sent(**self.sent("mail"), told=proof, papers=None)

    def opened(self) -> Open:
        return open_for(self.actor, self.case.id, now=self.now)

    def found(self, on: date) -> set[str]:
        self.on(on)
        audit = case_audit.audit_of(self.opened(), on)
        return {one.code for one in audit.findings} & OF_THE_OMBUDSMAN


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.FILES = tmp_path / "files"
    yield


def gone_through(shape: Shape, slip: timedelta = timedelta()) -> AtTheOmbudsman:
    them = AtTheOmbudsman(shape, slip)
    for step in (them.intervened, them.investigated, them.decided, them.obeyed):
        step()
    return them


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.pack)
def test_each_step_in_its_time_ends_complied_without_a_failing(shape: Shape) -> None:
    them = gone_through(shape)

    assert them.found(shape.orders_by + timedelta(days=7)) == set()
    (row,) = ombudsman_cases.page(them.actor, now=them.now).over
    assert row.stage == "Complied" and row.orders_open == 0 and row.orders == len(shape.orders)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.pack)
def test_the_same_steps_three_weeks_late_are_each_a_failing(shape: Shape) -> None:
    them = gone_through(shape, timedelta(days=21))

    failings = them.found(shape.orders_by + timedelta(days=40))

    assert failings == {"late-to-ombudsman", "order-not-complied", "late-notice"}
    told = [one.words for one in case_audit.told_today(them.opened(), them.now)]
    assert any("the Ombudsman asked us for your papers. We should have" in words for words in told)
