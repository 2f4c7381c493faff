"""Money below the doors: weighed by a person, agreed by another, put by letter, paid with proof."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from factories import made

from putright.casework.actions import redress as actions
from putright.casework.actions import redress_put as putting
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.redress import Built, Impact
from putright.casework.live import load
from putright.casework.outgoing_rules import marks_of, open_letter, stops
from putright.casework.permissions import Nearness
from putright.casework.queries import redress as read
from putright.casework.queries.case_open import open_for
from putright.casework.queries.redress import approved_unput
from putright.casework.refused import NotRight, Refused
from putright.core.events.entry import Entry
from putright.core.events.parts import Cost, Evidence, Offer, Pledge, Point
from putright.core.findings.audit import audit_case
from putright.stores.record.models import Case, Outgoing

pytestmark = pytest.mark.django_db
ITSELF = (Evidence(kind="letter"),)
ASB = {"asb": (Decimal(200), "Eight weeks in which nobody called back.")}
NONE_FOR_COMPLAINT = {"complaint": "It was answered in time, point by point."}


def sent(case: Case) -> Sent:
    return Sent(near=Nearness(case_id=case.id, sees=True, works=True))


def complained(at: datetime, **told: Any) -> Entry:
    return Entry(
        id="complaint", does=("complaint.raised",), at=at, by="resident", channel="email",
        evidence=(Evidence(kind="email"),), complaint="c1", stage=1, text="Nobody rang.",
        points=(Point(id="p1", what="nobody rang back"),), **told,
    )  # fmt: skip


def offered(at: datetime, *sums: tuple[str, str, str], stage: int = 1, key: str = "") -> Entry:
    offers = tuple(Offer(head=h, amount=Decimal(a), how=how) for h, a, how in sums)  # type: ignore[arg-type]
    return Entry(id=key, does=("complaint.responded", "redress.offered"), at=at, by="landlord",
                 to=("resident",), channel="letter", evidence=ITSELF, complaint="c1", stage=stage,
                 offers=offers)  # fmt: skip


@pytest.fixture
def case(make_case: Callable[..., Case], now: datetime) -> Case:
    """A call that nobody answered for months, and a complaint about it."""
    asked = made.a_note(
        now - timedelta(days=90), does=("contact.received",), by="resident", to=(), asks=("a call",)
    )
    report = made.a_report(now - timedelta(days=91))
    return make_case(entries=[report, asked, complained(now - timedelta(days=5))],
                     now=now - timedelta(days=4))  # fmt: skip


def assess(case: Case, who: Any, now: datetime, head: str = "asb", band: str = "moderate") -> None:
    told = Impact(head=head, band=band, severity="repeated", impact="medium", reason="Weeks of it.")
    actions.assess(actor=who, sent=sent(case), told=told, now=now)


def ask(case: Case, who: Any, now: datetime, **told: Any) -> int:
    built = Built(**({"lines": ASB, "how": "adds", "without": NONE_FOR_COMPLAINT} | told))
    return actions.ask(actor=who, sent=sent(case), built=built, now=now).numbers[0]


def decide(case: Case, who: Any, number: int, now: datetime, *, grant: bool = True) -> None:
    actions.decide(
        actor=who, sent=sent(case), number=number, grant=grant, reason="It fits.", now=now
    )


def money(case: Case, who: Any, now: datetime) -> read.RedressPage:
    return read.page(who, case.id, now=now)


def test_the_impact_a_person_chose_reaches_the_audit_of_a_live_case(
    case: Case, actor_of: Any
) -> None:
    before = datetime.fromisoformat("2026-03-30T10:00:00+01:00")
    made.add_entries(
        case, offered(before, ("asb", "50", "adds")),
        Entry(id="", does=("redress.impact_assessed",), at=before, by="landlord",
              evidence=(Evidence(kind="system record"),),
              facts={"head": "asb", "band": "moderate"}),
    )  # fmt: skip

    live = load(Case.objects.select_related("landlord", "home").get(id=case.id))
    found = audit_case(live.case_file(as_of=date(2026, 4, 14)), live.engine,
                       as_of=date(2026, 4, 14))  # fmt: skip

    [short] = [f.what for f in found.findings if f.code == "offer-below-band"]
    assert "£50 in all for Antisocial behaviour, below the moderate band, from £100" in short
    assert found.headings[0].impact == "moderate"


def test_the_page_lays_both_scales_beside_each_other_with_reasons_and_months(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    assess(case, handler, now)

    seen = money(case, handler, now)

    asb, complaint, point = seen.heads
    assert asb.both.cell is not None and (asb.both.cell.low, asb.both.cell.high) == (150, 500)
    assert asb.both.scale is not None and asb.both.scale.bands == () and asb.both.band is None
    assert asb.failings and asb.span is not None and asb.span.months >= 2
    assert (complaint.id, point.id, point.title) == ("complaint", "c1/p1", "Nobody rang back")
    assert seen.has_matrix and len(seen.set_sums) == 5
    assert [each.amount for each in seen.set_sums][-1] == Decimal(15)


def test_a_landlord_without_a_matrix_is_told_so(now: datetime) -> None:
    landlord = made.make_landlord(pack="hexagon")
    team = made.make_team(landlord)
    officer = made.make_user(landlord, "head of service", team=team)
    bare = made.make_case(landlord, team=team, officer=officer)

    seen = money(bare, made.as_actor(officer), now)

    assert not seen.has_matrix and seen.heads[0].both.matrix is None and seen.terms is None


def test_an_offer_is_asked_for_agreed_to_by_another_and_then_waits_to_be_put(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler, leader = actor_of("complaints handler"), actor_of("team leader")
    assess(case, handler, now)
    number = ask(case, handler, now)

    [waiting] = money(case, handler, now).requests
    with pytest.raises(Refused):
        decide(case, handler, number, now)
    decide(case, leader, number, now)

    assert (waiting.request.state, waiting.may_decide) == ("waiting", False)
    [ready] = approved_unput(open_for(handler, case.id, now=now), "c1")
    assert ready.amount == Decimal(200) and ready.lines[0].reason == ASB["asb"][1]
    assert ready.for_entry["offers"][0].amount == Decimal(200)
    assert money(case, handler, now).ledger.offered == 0
    with pytest.raises(Refused, match="decided on already"):
        decide(case, leader, number, now)


def test_whoever_asked_may_not_agree_and_nobody_beyond_their_limit(
    case: Case, actor_of: Any, now: datetime
) -> None:
    leader, head = actor_of("team leader"), actor_of("head of service")
    assess(case, leader, now)
    number = ask(case, leader, now, lines={"asb": (Decimal(251), "Months of it.")})

    with pytest.raises(Refused, match="Somebody else must decide"):
        decide(case, leader, number, now)
    assert "somebody else" in money(case, leader, now).requests[0].bar
    other = ask(case, head, now, lines={"asb": (Decimal(300), "Months of it.")})
    with pytest.raises(Refused, match="more than your role"):
        decide(case, leader, other, now)
    assert "higher limit" in money(case, leader, now).requests[0].bar
    decide(case, leader, other, now, grant=False)
    decide(case, head, number, now)

    assert [r.request.state for r in money(case, head, now).requests] == ["refused", "approved"]


def test_an_offer_without_its_reasons_is_not_asked_for(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    with pytest.raises(NotRight, match="Assess the impact"):
        ask(case, handler, now)
    assess(case, handler, now)

    for told, words in (
        ({"without": {}}, "a head of its own"),
        ({"lines": {}}, "Name a sum"),
        ({"lines": {"asb": (Decimal(0), "For nothing")}}, "Name a sum"),
        ({"lines": {"asb": (Decimal(200), " ")}}, "what the sum"),
        ({"lines": {"rent": (Decimal(200), "Rent")}}, "headings on the page"),
        ({"how": "twice"}, "adds to what was offered"),
        ({"lines": {"asb": (Decimal(200), "A goodwill gesture")}}, "goodwill"),
        ({"method": "rent account"}, "rent account"),
    ):
        with pytest.raises(NotRight, match=words):
            ask(case, handler, now, **told)
    with pytest.raises(TypeError):
        ask(case, handler, now, lines={"asb": (200.5, "A float")})


def test_an_impact_needs_a_place_on_a_scale(case: Case, actor_of: Any, now: datetime) -> None:
    handler = actor_of("complaints handler")

    for told, words in (
        (Impact(head="asb", band="", severity="", impact="", reason="x"), "how hard"),
        (Impact(head="asb", band="", severity="serious", impact="none", reason="x"), "no cell"),
        (Impact(head="rent", band="minor", severity="", impact="", reason="x"), "headings"),
    ):
        with pytest.raises(NotRight, match=words):
            actions.assess(actor=handler, sent=sent(case), told=told, now=now)


def test_below_the_band_and_below_what_stands_want_a_written_reason(
    case: Case, actor_of: Any
) -> None:
    then = datetime.fromisoformat("2026-03-30T10:00:00+01:00")
    handler = actor_of("complaints handler")
    made.add_entries(case, offered(then - timedelta(days=2), ("asb", "120", "adds")), now=then)
    assess(case, handler, then, band="moderate")
    less = {"asb": (Decimal(90), "Less of it.")}

    with pytest.raises(NotRight, match="Below the cell of your matrix or the band"):
        ask(case, handler, then, lines=less, how="in all")
    with pytest.raises(NotRight, match="Less than what stands"):
        ask(case, handler, then, lines=less, how="in all", below="It was short.")
    ask(case, handler, then, lines=less, how="in all", below="It was short.",
        lower="We counted a month twice.")  # fmt: skip

    [seen] = money(case, handler, then).requests
    assert (seen.request.below, seen.request.lower) == (
        "It was short.", "We counted a month twice.",
    )  # fmt: skip
    assert seen.request.lines[0].place == "below" and seen.request.after == Decimal(90)


def test_less_than_the_cell_of_the_matrix_wants_a_written_reason_that_the_approver_sees(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler, leader = actor_of("complaints handler"), actor_of("team leader")
    assess(case, handler, now)
    less = {"asb": (Decimal(100), "Weeks without a call.")}

    with pytest.raises(NotRight, match=r"Antisocial behaviour \(from £150\)"):
        ask(case, handler, now, lines=less)
    number = ask(case, handler, now, lines=less, below="Half of it was ours.")

    told = read.putting(leader, case.id, now=now, number=number, permission="redress.approve")
    [head] = told.weighed
    assert head.both.cell is not None and head.chosen_why == "Weeks of it." and head.reasons
    decide(case, leader, number, now)


def test_nobody_agrees_to_less_than_a_cell_that_was_chosen_since_without_a_reason(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler, leader = actor_of("complaints handler"), actor_of("team leader")
    assess(case, handler, now)
    number = ask(case, handler, now)
    told = Impact(head="asb", band="significant", severity="repeated", impact="high", reason="x")
    actions.assess(actor=handler, sent=sent(case), told=told, now=now)
    with pytest.raises(Refused, match="nobody wrote down why"):
        decide(case, leader, number, now)


def test_the_letter_says_each_sum_the_reasons_and_what_a_yes_changes(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    made.add_entries(
        case, offered(now - timedelta(days=1), ("asb", "50", "adds")),
        Entry(id="", does=("cost.claimed",), at=now, by="resident", evidence=made.NOTE,
              costs=(Cost(what="bolts", amount=Decimal("24.50")),)),
    )  # fmt: skip
    assess(case, handler, now)
    number = ask(case, handler, now, method="rent account", agreed="Take it off what I owe.")
    with pytest.raises(Refused, match="a second person agreed"):
        putting.begin_letter(actor=handler, case_id=case.id, number=number, now=now,
                             until=date(2026, 5, 5), leads_to="/")  # fmt: skip
    decide(case, actor_of("team leader"), number, now)
    with pytest.raises(NotRight, match="to come"):
        putting.begin_letter(actor=handler, case_id=case.id, number=number, now=now,
                             until=now.date(), leads_to="/")  # fmt: skip

    letter = putting.begin_letter(actor=handler, case_id=case.id, number=number, now=now,
                                  until=date(2026, 5, 5), leads_to="/")  # fmt: skip

    row = Outgoing.objects.get(id=letter)
    for words in ("£200 for antisocial behaviour", "£250 in all", "£24.50", "5 May 2026",
                  "Take it off what I owe", "10 working days", "still open to talk",
                  "does not end your complaint", "we are sorry"):  # fmt: skip
        assert words in row.body
    assert row.entries[0]["does"] == ["redress.offered"] and row.complaint == "c1"
    assert "goodwill" not in row.body
    found = open_letter(handler, case.id, letter, now=now)
    marks = marks_of(found.opened, found.row)
    assert [mark for mark in marks if mark.colour == "red"] == []
    assert stops(found.opened, found.row, ()) == []
    made.add_entries(case, Entry(
        id="", does=("redress.offered",), at=now, by=handler.key, evidence=ITSELF,
        **approved_unput(found.opened, "c1")[0].for_entry), now=now)  # fmt: skip
    again = open_letter(handler, case.id, letter, now=now)
    assert "not put twice" in " ".join(stops(again.opened, again.row, ()))


def put(case: Case, who: Any, approver: Any, now: datetime) -> None:
    """An offer of 200 that the resident has by letter."""
    assess(case, who, now)
    number = ask(case, who, now)
    decide(case, approver, number, now)
    found = approved_unput(open_for(who, case.id, now=now), "c1")[0]
    made.add_entries(case, Entry(
        id="", does=("redress.offered",), at=now, by=who.key, to=("resident",), channel="letter",
        evidence=ITSELF, until=date(2026, 5, 5), **found.for_entry), now=now)  # fmt: skip


def hear(case: Case, who: Any, now: datetime, says: str, **told: Any) -> Any:
    given = {"whom": "resident", "channel": "phone", "text": "It is something.",
             "when": When(on=now.date(), at=now)} | told  # fmt: skip
    return putting.hear(actor=who, sent=sent(case), told=putting.Heard(says=says, **given), now=now)


def test_a_yes_is_a_promise_to_pay_by_the_landlords_own_time(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    put(case, handler, actor_of("team leader"), now)
    assert money(case, handler, now).requests[0].request.state == "put"

    saved = hear(case, handler, now, "accepted")

    [promise] = [each for each in saved.promised if each.pledge]
    assert promise.due_at is not None and promise.due_at.date() == date(2026, 4, 28)
    seen = money(case, handler, now)
    assert (seen.ledger.standing, seen.ledger.owed.low) == ("accepted", Decimal(200))
    assert [each.shown.what for each in seen.promises] == ["Pay £200"]


@pytest.mark.parametrize(("says", "standing"), [("refused", "refused"), ("time", "thinking")])
def test_no_and_not_yet_keep_the_offer_on_record_and_promise_nothing(
    case: Case, actor_of: Any, now: datetime, says: str, standing: str
) -> None:
    handler = actor_of("complaints handler")
    put(case, handler, actor_of("team leader"), now)

    saved = hear(case, handler, now, says, until=date(2026, 6, 1))

    later = money(case, handler, now + timedelta(days=60))
    assert not [each for each in saved.promised if each.pledge]
    assert (later.ledger.standing, later.ledger.offered) == (standing, Decimal(200))
    assert later.is_past and later.answers[0].words == "It is something."


def test_an_answer_without_an_offer_or_with_bank_details_is_refused(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    with pytest.raises(Refused, match="No offer"):
        hear(case, handler, now, "accepted")
    put(case, handler, actor_of("team leader"), now)

    for told, words in (
        ({"text": "Yes, pay it to 20-11-43 88812345"}, "bank details"),
        ({"whom": "nobody"}, "Choose the resident"),
        ({"pay_by": date(2026, 5, 30)}, "from today to 28 April 2026"),
        ({"pay_by": date(2026, 4, 1)}, "from today"),
    ):
        with pytest.raises(NotRight, match=words):
            hear(case, handler, now, "accepted", **told)


def test_where_no_policy_says_by_when_it_is_paid_a_day_is_chosen(now: datetime) -> None:
    landlord = made.make_landlord(pack="westward")
    team = made.make_team(landlord)
    head = made.as_actor(made.make_user(landlord, "head of service", team=team))
    bare = made.make_case(landlord, team=team, entries=[
        complained(now - timedelta(days=9)),
        offered(now - timedelta(days=2), ("asb", "75", "adds")),
    ])  # fmt: skip

    with pytest.raises(NotRight, match="Nobody's policy"):
        hear(bare, head, now, "accepted")
    with pytest.raises(NotRight, match="a day to come"):
        hear(bare, head, now, "accepted", pay_by=date(2026, 4, 1))
    hear(bare, head, now, "accepted", pay_by=date(2026, 6, 30))

    assert money(bare, head, now).ledger.owed.low == Decimal(75)


def pay(case: Case, who: Any, now: datetime, amount: str, *, files: Any = (), **told: Any) -> Any:
    given = {"head": "", "method": "direct to the resident", "when": When(on=now.date())} | told
    told_sum = putting.Sum(amount=Decimal(amount), **given)
    with_files = Sent(near=sent(case).near, files=files)
    return putting.pay(actor=who, sent=with_files, told=told_sum, now=now)


@pytest.fixture
def record(actor_of: Any, case: Case, now: datetime, settings: Any, tmp_path: Any) -> Any:
    """A kept file that shows a payment."""
    from putright.casework.actions.files import keep

    settings.FILES = tmp_path / "files"
    handler = actor_of("complaints handler")
    return lambda: (keep(actor=handler, near=sent(case).near, name="run.txt",
                         chunks=[b"Payment run 7: 200.00"], now=now),)  # fmt: skip


def test_paid_in_parts_the_promise_is_kept_by_the_last_one_and_late_is_late(
    case: Case, actor_of: Any, now: datetime, record: Any
) -> None:
    handler = actor_of("complaints handler")
    put(case, handler, actor_of("team leader"), now)
    hear(case, handler, now, "accepted")
    late = now + timedelta(days=30)

    pay(case, handler, now, "80.00", files=record())
    said = pay(case, handler, now, "120.00")
    half = money(case, handler, now)
    pay(case, handler, late, "120", files=record(), cleared=late.date())

    whole = money(case, handler, late)
    assert said.numbers and half.ledger.owed.low == Decimal(120) and len(half.unproven) == 1
    assert [each.shown.state for each in half.promises] == ["due"]
    assert [each.shown.state for each in whole.promises] == ["met late"]
    assert (whole.ledger.paid, whole.ledger.owed.high) == (Decimal(200), 0)
    assert whole.payments[1].cleared == late.date() and whole.payments[0].cleared is None


def test_a_payment_that_cannot_be_is_sent_back(case: Case, actor_of: Any, now: datetime) -> None:
    handler = actor_of("complaints handler")
    put(case, handler, actor_of("team leader"), now)

    for amount, told, words in (
        ("0", {}, "More than nothing"),
        ("5", {"cleared": date(2026, 4, 1)}, "before it was sent"),
        ("5", {"method": "rent account"}, "where they agree"),
        ("5", {"text": "to 201143 88812345"}, "bank details"),
    ):
        with pytest.raises(NotRight, match=words):
            pay(case, handler, now, amount, **told)
    pay(case, handler, now, "5", method="rent account", agreed="Yes, to my rent.", head="asb")


def ordered(at: datetime, includes: bool | None) -> Entry:
    orders = tuple(
        Pledge(id=f"order-{head}", what="to pay", head=head, amount=Decimal(sum_),
               includes_offers=includes, due=date(2026, 5, 12))
        for head, sum_ in (("asb", 350), ("complaint", 150))
    )  # fmt: skip
    return Entry(id="", does=("ombudsman.determined",), at=at, by="ombudsman", evidence=ITSELF,
                 orders=orders)  # fmt: skip


def test_an_order_is_paid_to_the_resident_and_kept_by_its_proof(
    case: Case, actor_of: Any, now: datetime, record: Any
) -> None:
    handler = actor_of("complaints handler")
    made.add_entries(
        case, offered(now - timedelta(days=3), ("asb", "75", "adds")), ordered(now, None), now=now
    )  # fmt: skip
    with pytest.raises(NotRight, match="never to the rent account"):
        pay(case, handler, now, "500", method="rent account", agreed="Yes.")

    pay(case, handler, now, "150", files=record(), head="complaint")
    unknown = money(case, handler, now)
    pay(case, handler, now, "350", files=record(), closes=True)

    paid = money(case, handler, now)
    assert (unknown.ledger.owed.low, unknown.ledger.owed.high) == (Decimal(350), Decimal(425))
    assert {each.shown.state for each in paid.promises} == {"met"}


def test_whoever_a_complaint_names_takes_no_part_in_its_money(
    make_case: Callable[..., Case], actor_of: Any, now: datetime
) -> None:
    leader = actor_of("team leader")
    case = make_case(entries=[
        made.a_report(now - timedelta(days=91)),
        complained(now - timedelta(days=5), about_staff=(leader.key,)),
    ])  # fmt: skip
    handler = actor_of("complaints handler")
    assess(case, handler, now)
    number = ask(case, handler, now)

    with pytest.raises(Refused, match="A complaint names you"):
        assess(case, leader, now)
    with pytest.raises(Refused, match="A complaint names you"):
        decide(case, leader, number, now)
    seen = money(case, leader, now)
    assert seen.is_barred and seen.requests == ()


def test_the_approval_of_a_sum_that_has_changed_since_is_asked_for_again(
    case: Case, actor_of: Any, now: datetime
) -> None:
    handler = actor_of("complaints handler")
    assess(case, handler, now)
    number = ask(case, handler, now)
    decide(case, actor_of("team leader"), number, now)
    made.add_entries(case, offered(now, ("asb", "60", "adds")), now=now)

    with pytest.raises(Refused, match="£260 and not £200"):
        putting.begin_letter(actor=handler, case_id=case.id, number=number, now=now,
                             until=date(2026, 5, 5), leads_to="/")  # fmt: skip
    with pytest.raises(Refused, match="no such offer"):
        decide(case, actor_of("team leader"), 999, now)
