"""My work: what the page says when something, nothing and much is owed, and handing on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from factories.made import NOW, a_note, a_report, add_entries, make_person, make_user

from putright.casework.escalation import escalate
from putright.core.events.parts import Evidence, Pledge
from putright.gateways import clock
from putright.gateways.clock import LONDON
from putright.kit.dates import moment
from putright.stores.accounts import staffing
from putright.stores.post import items
from putright.stores.post.items import NewItem
from putright.stores.post.models import Job
from putright.stores.record import cases
from putright.stores.worklist.models import Card, Owed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _standing_clock(clock_at):
    clock_at(NOW)


@pytest.fixture
def mine(client, signed_in, officer):
    return signed_in(client, "officer")


def shown(client, address="/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def pledged(at, *days):
    pledges = tuple(
        Pledge(id=f"p{number}", what=f"thing {number}", due=at.date() + timedelta(days=day))
        for number, day in enumerate(days)
    )
    return a_note(at, promises=pledges)


def test_first_page_shows_one_promise_big_and_then_the_groups(mine, landlord, make_case) -> None:
    person = make_person(landlord, "Imaginary Resident")
    at = NOW - 9 * DAY
    case = make_case(entries=[a_report(at), pledged(at, 3, 9, 30)], person=person, now=at)
    page = shown(mine)
    for words in ("Do next", "Overdue", "Today", "Later", case.reference, "Imaginary Resident",
                  "We have not asked how it is safe to reach them",
                  "our word of "):  # fmt: skip
        assert words in page, words
    assert reverse("contact:log", kwargs={"case_id": case.id}) + "?promise=" in page
    assert reverse("cases:excuse", kwargs={"case_id": case.id}) + "?promise=" in page


def test_nothing_due_today_says_what_comes_next(mine, make_case) -> None:
    make_case(entries=[a_report(NOW - timedelta(minutes=5)), a_note(NOW), pledged(NOW, 1)])
    assert "Nothing is due today. Next: Wed 15 Apr 2026, " in shown(mine)


def test_nothing_owed_at_all_says_why_and_what_then(mine) -> None:
    assert "no open promise is yours" in shown(mine)


def test_other_roles_are_led_to_what_is_theirs(client, signed_in) -> None:
    for role, name in (("auditor", "search:find"), ("administrator", "setup:list"),
                       ("contact centre", "search:find")):  # fmt: skip
        answer = signed_in(client, role).get("/")
        assert (answer.status_code, answer["Location"]) == (302, reverse(name))


def test_signed_out_nobody_sees_it(client) -> None:
    assert client.get("/").status_code == 302
    assert client.get(reverse("work:hand_on")).status_code == 302


def test_covering_says_for_whom_who_asked_and_until_when(
    client, signed_in, landlord, team, officer, make_case
) -> None:
    second = make_user(landlord, "officer", team=team, name="Second")
    make_case()
    staffing.add_away(
        landlord=landlord.id, user=officer.id, starts_on=NOW.date(), ends_on=NOW.date() + 3 * DAY,
        cover=second.id, told_by=second.id, told_at=NOW,
    )  # fmt: skip
    page = shown(signed_in(client, second))
    for words in (f"Covering for {officer.name}", "Away until Fri 17 Apr 2026", "Asked by Second"):
        assert words in page, words


def test_rows_that_nobody_refreshed_are_warned_of_with_the_time(mine, make_case) -> None:
    make_case()
    Card.objects.update(changes_at=NOW - timedelta(minutes=9))
    assert "has not looked at every promise" not in shown(mine)
    Card.objects.update(changes_at=NOW - timedelta(minutes=11))
    assert "has not looked at every promise since before 9:49am on Tue 14 Apr 2026" in shown(mine)


@pytest.mark.parametrize(("minutes", "is_said"), [(9, False), (11, True)])
def test_where_nothing_is_raised_for_ten_minutes_it_is_said_with_the_time(
    mine, landlord, minutes, is_said
) -> None:
    assert "Nothing new has been raised" not in shown(mine)
    since = clock.machine() - timedelta(minutes=minutes)
    Job.objects.create(landlord=landlord, name="escalate", key=str(landlord.id), every=60,
                       due_at=since, worked_at=since)  # fmt: skip

    said = f"Nothing new has been raised to anybody since {moment(since.astimezone(LONDON))}"

    assert (said in shown(mine)) is is_said


def test_opened_restricted_case_is_told_to_its_officer(mine, landlord, team, make_case) -> None:
    case = make_case(is_restricted=True)
    nosy = make_user(landlord, "officer", team=team, name="Second")
    cases.clear(landlord=landlord.id, case=case.id, user=nosy.id, now=NOW - DAY, broke_glass=True,
                why="The police rang about her.")  # fmt: skip
    page = shown(mine)
    assert f"Second opened {case.reference}, which is restricted" in page
    assert "The police rang about her." in page


def test_show_more_keeps_to_whole_numbers(mine, make_case) -> None:
    make_case(entries=[a_report(NOW), pledged(NOW, *range(1, 61))])
    assert "Show more" in shown(mine)
    assert "Show more" not in shown(mine, "/?show=100")
    for odd in ("?show=x", "?show=-3", "?show=99999999999", "?show=0"):
        assert "Show more" in shown(mine, f"/{odd}") or odd.endswith("9")


def test_words_of_others_come_out_as_text(mine, landlord, make_case) -> None:
    hostile = """<img src=x onerror=alert(1)>'"&{{ 7*7 }}"""
    make_case(title=hostile, person=make_person(landlord, hostile))
    page = shown(mine)
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


# --- handing on ---------------------------------------------------------------------------------


def ticked(case):
    row = Owed.objects.filter(case=case).first()
    return f"{case.id}~{row.rule}~{row.root}~{row.pledge}~{row.person}"


def test_promises_are_handed_on_with_a_reason(mine, landlord, team, case) -> None:
    second = make_user(landlord, "officer", team=team, name="Second")
    address = reverse("work:hand_on")
    page = shown(mine, f"{address}?promise={ticked(case)}")
    assert "Second" in page
    missing = mine.post(address, {"promise": [ticked(case)], "to": str(second.id)})
    assert "Fill this in" in missing.content.decode()
    told = {"promise": [ticked(case)], "to": str(second.id), "why": "You know them.",
            "once": str(uuid4())}  # fmt: skip
    assert mine.post(address, told).status_code == 302
    assert "1 promise is with Second." in shown(mine)
    assert Owed.objects.filter(holder=second.id).count() == 1
    assert mine.post(address, told).status_code == 302
    assert Owed.objects.filter(holder=second.id).count() == 1


@pytest.mark.parametrize(
    ("back", "leads"),
    [("/cases/", "/cases/"), ("https://evil.example/", "/"), ("//evil.example/", "/"), ("", "/")],
)
def test_handing_on_leads_back_to_the_page_one_came_from_and_nowhere_else(
    mine, landlord, team, case, back, leads
) -> None:
    second = make_user(landlord, "officer", team=team, name="Second")
    told = {"promise": [ticked(case)], "to": str(second.id), "why": "You know them.",
            "once": str(uuid4()), "back": back}  # fmt: skip

    page = shown(mine, f"{reverse('work:hand_on')}?promise={ticked(case)}&back={back}")
    answer = mine.post(reverse("work:hand_on"), told)

    assert f'name="back" value="{leads}"' in page
    assert answer.status_code == 302 and answer["Location"] == leads


def test_nothing_ticked_leads_back_with_a_word(mine, case) -> None:
    address = reverse("work:hand_on")
    for asked in ("", "?promise=x", f"?promise={uuid4()}", f"?promise={case.id}~gone~~~"):
        answer = mine.get(address + asked)
        assert answer.status_code in (302, 404), asked
    assert "Tick the promises" in shown(mine)


def test_no_colleague_here_is_said(mine, case) -> None:
    page = shown(mine, f"{reverse('work:hand_on')}?promise={ticked(case)}")
    assert "No colleague who may work in all of these cases is here today" in page


def test_another_landlords_case_cannot_be_handed_on(
    client, signed_in, other_landlord, case
) -> None:
    stranger = make_user(other_landlord, "officer")
    client = signed_in(client, stranger)
    answer = client.get(f"{reverse('work:hand_on')}?promise={ticked(case)}")
    assert answer.status_code == 404


def test_what_was_raised_stands_first_with_why_and_goes_when_somebody_acts(
    client, signed_in, staff, landlord, make_case
) -> None:
    leader = staff("team leader")
    at = NOW - 9 * DAY
    case = make_case(entries=[pledged(at, 3)], now=at)
    escalate(landlord=landlord.id, now=NOW)
    page = shown(signed_in(client, leader))

    assert "Raised to you" in page and case.reference in page
    assert "You are next to whoever owes it." in page  # nobody else is beside the officer
    add_entries(case, a_note(NOW, keeps=("p0",)))
    assert "Raised to you" not in shown(client)


def test_urgent_message_that_was_raised_stands_first_and_is_counted(
    client, signed_in, staff, landlord, team
) -> None:
    leader = staff("team leader")
    told = NewItem(
        came_at=NOW, team=team.id, door="mailbox", sender="ada@brook.example", urgent=["knife"]
    )
    items.make(landlord=landlord.id, item=told)
    escalate(landlord=landlord.id, now=NOW)
    page = shown(signed_in(client, leader))

    assert "Do next: 1 thing that was raised to you cannot wait" in page
    assert page.index("ada@brook.example") < page.index('id="raised"')
    assert "Urgent</span>" in page and "Nothing is due today" not in page


def test_overdue_promise_of_high_risk_that_was_raised_stands_before_ones_own(
    client, signed_in, staff, landlord, make_case
) -> None:
    leader, at = staff("team leader"), NOW - 9 * DAY
    case = make_case(entries=[pledged(at, 3)], now=at)
    Card.objects.update(level="high", changes_at=None)
    escalate(landlord=landlord.id, now=NOW)
    page = shown(signed_in(client, leader))

    assert "raised to you cannot wait" in page and case.reference in page
    assert page.index("Overdue</span>") < page.index('id="raised"')


@pytest.mark.parametrize(
    ("kinds", "says"),
    [(("hate",), "Risk not assessed, treated as high"), (("noise",), "Risk not assessed")],
)
def test_a_risk_that_nobody_assessed_is_said_alike_on_the_list_and_in_the_case(
    mine, landlord, officer, make_case, kinds, says
) -> None:
    landlord.pack = "meadowbank"
    landlord.save()
    case = make_case(entries=[a_report(NOW - DAY, kinds=kinds)], officer=officer)
    overview = reverse("cases:page", kwargs={"case_id": case.id})

    before = [shown(mine), shown(mine, overview)]
    assessed = a_note(NOW - DAY / 2, does=("asb.risk_assessed",), level="high", to=(),
                      channel="internal", evidence=(Evidence(kind="form"),))  # fmt: skip
    add_entries(case, assessed)
    after = [shown(mine), shown(mine, overview)]

    for page in before:
        assert f"<strong>{says}</strong>" in page and ">High risk<" not in page
    for page in after:
        assert ">High risk<" in page and ">Risk not assessed" not in page
