"""P27: every case with the Ombudsman on one list, by harm of lateness, for who may see it."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories import made

from putright.casework.queries.ombudsman import page as of_case
from putright.casework.queries.ombudsman_cases import page as listed
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.stores.people.models import Interest
from putright.stores.record.models import Case

pytestmark = pytest.mark.django_db
EMAIL = (Evidence(kind="email"),)


@pytest.fixture
def desk(landlord, make_case, staff, now, clock_at):
    """Makes cases with the Ombudsman, and reads the list as somebody."""
    clock_at(now)

    def case(title, *entries, **told):
        said = [made.a_report(now - timedelta(days=60)), *entries]
        return make_case(entries=said, title=title, **told)

    handler = staff("complaints handler")
    return SimpleNamespace(
        case=case, handler=handler, now=now,
        read=lambda user=handler: listed(made.as_actor(user, now=now), now=now),
    )  # fmt: skip


@pytest.fixture
def said(now):
    def say(act, days=10, **told):
        by = {"approached": "resident", "answered": "landlord"}.get(act, "ombudsman")
        named = {"id": f"{act}-{days}", "does": (f"ombudsman.{act}",), "by": by, "channel": "email",
                 "at": now - timedelta(days=days), "evidence": EMAIL}  # fmt: skip
        return Entry(**(named | told))

    return say


@pytest.fixture
def asked(said, now):
    def ask(what="the call log", due=5, days=10, step="information request", **told):
        wants = (Pledge(id=what.replace(" ", "-"), what=what,
                        due=(now + timedelta(days=due)).date()),)  # fmt: skip
        return said("asked", days, wants=wants, facts={"step": step}, **told)

    return ask


def titles(rows):
    return [row.title for row in rows]


def test_the_day_the_ombudsman_set_stands_first_and_what_is_late_above_it(desk, said, asked):
    desk.case("Not late", asked("the call log", due=5))
    desk.case("Late", asked("the plan", due=-2))
    desk.case("Only gone there", said("approached"))
    desk.case("Decided", said("determined", days=40))
    desk.case("Never there")

    found = desk.read()

    assert titles(found.owing) == ["Late", "Not late"]
    assert titles(found.waiting) == ["Only gone there"] and titles(found.over) == ["Decided"]
    late = found.owing[0]
    assert late.next.what == "The plan" and late.next.days == "2 days late"
    assert found.overdue == 1 and late.stage == "Information asked for"


def test_each_thing_owed_says_who_acts_on_it_as_the_worklist_does(desk, asked):
    desk.case("Asked", asked())

    (row,) = desk.read().owing

    assert row.next.who == desk.handler.name
    assert [one.kind for one in row.telling] == ["tell"]


def test_orders_count_as_on_the_page_of_the_case_until_their_proof_was_sent(
    desk, said, client, signed_in, now
):
    orders = tuple(
        Pledge(id=key, what=what, due=(now + timedelta(days=due)).date())
        for key, what, due in (("sorry", "an apology", 18), ("pay", "pay £200", 18))
    )
    done = Entry(id="done", does=("order.carried_out",), by="landlord", keeps=("sorry",),
                 at=now - timedelta(days=1), channel="letter", evidence=EMAIL)  # fmt: skip
    case = desk.case("Ordered", said("determined", orders=orders), done)

    (row,) = desk.read().owing

    assert (row.orders_open, row.orders, row.asked_open) == (2, 2, 0)
    assert sorted(one.kind for one in row.owed) == ["ordered", "proof"]
    own = of_case(made.as_actor(desk.handler), case.id, now=now)
    assert sum(not one.sent for one in own.orders) == row.orders_open
    assert len(own.waiting) == row.asked_open
    told = signed_in(client, desk.handler).get(reverse("ombudsman_cases:page")).text
    assert "2 of 2 open" in told and "18 days left" in told
    assert "A review can be asked for until" in told


def test_an_answered_case_waits_and_a_complied_one_is_over(desk, said, asked):
    sent = said("answered", 2, keeps=("the-call-log",))
    desk.case("Answered", asked(), sent)
    order = said("determined", 30, orders=(Pledge(id="sorry", what="an apology"),))
    done = said("answered", 9, id="done", does=("order.carried_out",), keeps=("sorry",))
    desk.case("Complied", order, done, said("answered", 8, answers=("done",)))

    found = desk.read()

    assert titles(found.waiting) == ["Answered"] and not found.owing
    assert titles(found.over) == ["Complied"]


def test_a_restricted_case_is_neither_listed_nor_counted_but_for_the_cleared(desk, asked, staff):
    case = desk.case("Kept close", asked())
    Case.objects.filter(id=case.id).update(is_restricted=True)

    assert desk.read().count == 0 and desk.read().overdue == 0
    leader = staff("team leader")
    Case.objects.filter(id=case.id).update(officer=leader)
    assert titles(desk.read(leader).owing) == ["Kept close"]


def test_whoever_has_a_stake_or_works_elsewhere_finds_nothing(
    desk, asked, landlord, other_landlord
):
    hers = made.make_person(landlord, "Hana Quill")
    desk.case("Hers", asked(), person=hers)
    near = made.make_user(landlord, "complaints handler")
    Interest.objects.create(landlord=landlord, user=near, person_id=hers, told_at=desk.now)
    elsewhere = made.make_user(other_landlord, "complaints handler")

    assert desk.read().count == 1
    assert desk.read(near).count == 0 and desk.read(elsewhere).count == 0


def test_whoever_a_complaint_names_does_not_find_what_it_brought(desk, asked, staff, now):
    named = staff("team leader")
    raised = Entry(id="raised", does=("complaint.raised",), by="resident", complaint="c1",
                   at=now - timedelta(days=30), about_staff=(f"staff-{named.id}",),
                   channel="email", evidence=EMAIL)  # fmt: skip
    desk.case("About a leader", raised, asked(complaint="c1", about=("complaint",)))

    assert desk.read().count == 1
    assert desk.read(named).count == 0


def test_the_list_asks_the_database_no_more_for_many_cases_than_for_one(
    desk, said, asked, django_assert_num_queries
):
    desk.case("One", asked())
    with CaptureQueriesContext(connection) as for_one:
        desk.read()
    for place in range(4):
        desk.case(f"More {place}", asked(), said("determined", 3))

    with django_assert_num_queries(len(for_one)):
        assert desk.read().count == 5


def test_the_page_hands_a_question_on_where_one_may(desk, asked, client, signed_in, landlord):
    desk.case("Asked", asked())
    made.make_user(landlord, "complaints handler", name="Sam Tull")

    page = signed_in(client, desk.handler).get(reverse("ombudsman_cases:page")).text
    link = re.search(r'href="(/work/hand-on/[^"]+)"', page)[1].replace("&amp;", "&")

    asking = client.get(link).text
    assert "The call log" in asking
    back = re.search(r'name="back" value="([^"]+)"', asking)[1]
    taker, promise = (re.search(rf'name="{name}"[^>]* value="([^"]+)"', asking)[1]
                      for name in ("to", "promise"))  # fmt: skip
    told = {"promise": [promise], "to": taker, "why": "You hold the log.", "back": back}
    landed = client.post(reverse("work:hand_on"), told, follow=True)
    assert landed.redirect_chain[-1][0] == reverse("ombudsman_cases:page")
    assert "1 promise is with Sam Tull." in landed.text
    auditor = signed_in(Client(), "auditor").get(reverse("ombudsman_cases:page")).text
    assert "Asked" in auditor and "Give it to a colleague" not in auditor


def test_a_landlord_with_nothing_there_is_told_what_will_stand_here(client, signed_in):
    page = signed_in(client, "complaints handler").get(reverse("ombudsman_cases:page"))

    assert "Then the case stands here" in page.text


def test_an_officer_is_not_shown_the_list(client, signed_in):
    assert signed_in(client, "officer").get(reverse("ombudsman_cases:page")).status_code == 403


@pytest.mark.parametrize(("level", "says"), [("low", "Standard risk"), ("", "Risk not assessed")])
def test_the_level_of_risk_is_that_of_the_page_of_the_case(
    client, signed_in, desk, asked, now, level, says
):
    set_ = Entry(id="set", does=("asb.risk_assessed",), at=now - timedelta(days=9), by="landlord",
                 level=level, about=("asb",), evidence=EMAIL)  # fmt: skip
    case = desk.case("Noise", asked(), *([set_] if level else []))
    reader = signed_in(client, desk.handler)

    for address in (reverse("ombudsman_cases:page"),
                    reverse("cases:page", kwargs={"case_id": case.id})):  # fmt: skip
        page = reader.get(address).text
        assert [each for each in ("Standard risk", "Risk not assessed") if each in page] == [says]
