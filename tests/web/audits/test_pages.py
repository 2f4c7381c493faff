"""P29: the audit of a live case, gaps put on the worklist, an apology begun."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from factories import made

from putright import __version__
from putright.core.events.entry import Entry
from putright.core.events.parts import Evidence, Pledge
from putright.stores.record.models import Case, Outgoing, Reading
from putright.stores.worklist.models import Owed
from putright.web.audits.views import KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, signed_in):
    return signed_in(client)


@pytest.fixture
def case(landlord, make_case, now):
    """A threat reported a month ago; a call that nothing shows; nothing else was done."""
    person = made.make_person(landlord, "Hana Quill", home=made.make_home(landlord))
    report = made.a_report(now - timedelta(days=30), kinds=("threat",), id="report")
    call = Entry(id="call", does=("contact.made",), at=now - timedelta(days=28), by="landlord",
                 to=("resident",), channel="phone", about=("asb",), text="Rang her.")  # fmt: skip
    return make_case(person=person, entries=[report, call])


def address(name, case):
    return reverse(f"audits:{name}", kwargs={"case_id": case.id})


def gaps_of(client, case, name="gaps"):
    page = client.get(address(name, case)).text
    keys = re.findall(r'name="gaps"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="gaps"', page)
    return ["".join(each) for each in keys], re.search(r'name="seen" value="(\d+)"', page)[1]


def test_the_page_says_what_is_missing_and_that_a_person_decides(client, case):
    page = client.get(address("page", case)).text

    assert "failings shown" in page and "A person decides" in page
    assert "It can still be done today" in page


def test_a_call_that_nothing_shows_is_named_and_can_be_left_out(client, case):
    claimed = client.get(address("page", case)).text
    without = client.get(address("page", case), {"shown": "only"}).text

    assert "Rang her" not in without
    assert claimed.count("No record") >= 1 or "claim" in claimed.lower()


def failings(page):
    found = re.search(r"(\d+) failings? shown", page)
    return int(found[1]) if found else 0


def test_what_was_not_yet_due_on_a_day_is_no_failing_of_that_day(client, case, now):
    day = (now - timedelta(days=30)).date().isoformat()

    then, today = client.get(address("page", case), {"on": day}), client.get(address("page", case))

    assert failings(then.text) < failings(today.text)


def test_a_day_that_has_not_come_is_today(client, case, now):
    page = client.get(address("page", case), {"on": "2999-01-01"}).text

    assert 'value="2999-01-01"' not in page


@pytest.mark.parametrize("on", ["", "nonsense", "2024-13-40"])
def test_a_day_that_is_none_is_today(client, case, on):
    assert client.get(address("page", case), {"on": on}).status_code == 200


def test_chosen_gaps_are_owed_by_the_day_that_was_named(client, case, now):
    keys, seen = gaps_of(client, case)
    due = (now + timedelta(days=400)).date()

    client.post(address("gaps", case), {"gaps": keys[:1], "due": f"{due:%d/%m/%Y}", "seen": seen})

    assert Owed.objects.filter(case=case, what__startswith="Put right: ").count() == 1


def test_a_gap_that_the_audit_does_not_find_is_refused(client, case):
    _keys, seen = gaps_of(client, case)

    page = client.post(
        address("gaps", case), {"gaps": ["made-up~2024-01-01"], "due": "1/1/2099", "seen": seen}
    )

    assert "There is a problem" in page.text
    assert not Owed.objects.filter(what__startswith="Put right: ").exists()


def test_an_apology_begins_with_each_chosen_failing_and_no_regret_of_a_machine(client, case):
    keys, _seen = gaps_of(client, case, "apology")

    sent = client.post(address("apology", case), {"gaps": keys[:2], "to": "resident"})

    letter = Outgoing.objects.get()
    assert sent.url == reverse("letters:write", kwargs={"case_id": case.id, "letter_id": letter.id})
    assert letter.needs_second and "What we did wrong" in letter.body
    assert "We are sorry\n" not in letter.body


def test_what_it_meant_for_them_is_a_marked_gap_that_no_letter_leaves_with(client, case):
    keys, _seen = gaps_of(client, case, "apology")
    address_of = client.post(address("apology", case), {"gaps": keys[:1], "to": "resident"}).url
    begun = Outgoing.objects.get().body
    gap = "(Left for the writer: what it meant for them, as they told us.)"

    before = client.get(address_of).text
    told = {"body": begun.replace(gap, "You could not sleep."), "version": "1", "do": "save"}
    after = client.post(address_of, told, follow=True).text

    assert "What it meant for you" in begun and gap in begun
    assert "This is not written yet" in before and "This is not written yet" not in after
    assert "Our rule is" not in begun


def test_an_auditor_sees_the_audit_and_writes_nothing(client, signed_in, case):
    page = signed_in(client, "auditor").get(address("page", case)).text

    assert "failings shown" in page and "Begin an apology" not in page
    assert client.post(address("gaps", case), {}).status_code == 403


def signed_in_long_ago(client, signed_in, user):
    user.set_password("only-for-this-test")
    user.save()
    signed_in(client, user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()


def test_the_audit_is_saved_by_whoever_signed_in_again_with_the_versions_it_rests_on(
    client, signed_in, officer, case, clock_at, now
):
    clock_at(now)
    of_page, of_data = (
        reverse("audits:save", kwargs={"case_id": case.id, "kind": kind}) for kind in KINDS
    )

    saved, data = client.get(of_page, {"shown": "only"}), client.get(of_data).json()

    assert saved["Content-Disposition"].startswith("attachment") and "Rang her" not in saved.text
    assert f"Putright {__version__}" in saved.text and "good-practice" in saved.text
    assert data["suggestion_only"] and failings(f"{data['verdict']}")
    assert "Saved by The officer at 10:00am on Tue 14 Apr 2026." in saved.text
    assert (
        "nothing shows are left out" in saved.text and "not shown to The officer" not in saved.text
    )
    assert data["saved_by"] == "The officer" and data["saved_at"].startswith("2026-04-14T10:00")
    assert (data["kept_back"], data["only_shown"]) == (False, False)
    readings = Reading.objects.filter(what="audit saved")
    assert readings.count() == 2
    signed_in_long_ago(client, signed_in, officer)
    assert client.get(of_page).url.startswith("/account/again/")
    assert readings.count() == 2


def test_a_saved_audit_says_that_entries_were_kept_back_from_whoever_saved_it(
    client, signed_in, staff, make_case, now
):
    leader = staff("team leader")
    raised = Entry(id="raised", does=("complaint.raised",), by="resident", complaint="c1",
                   at=now - timedelta(days=30), about_staff=(f"staff-{leader.id}",),
                   channel="email", evidence=(Evidence(kind="email"),))  # fmt: skip
    case = make_case(entries=[made.a_report(now - timedelta(days=60)), raised])
    signed_in(client, leader)

    page, data = (client.get(reverse("audits:save", kwargs={"case_id": case.id, "kind": kind}))
                  for kind in KINDS)  # fmt: skip

    assert f"Some entries of this case are not shown to {leader.name}" in page.text
    assert data.json()["kept_back"] is True


def test_a_restricted_case_is_audited_and_saved_nowhere(client, case, officer):
    Case.objects.filter(id=case.id).update(is_restricted=True, officer=officer)

    assert "saved nowhere" in client.get(address("page", case)).text
    address_of = reverse("audits:save", kwargs={"case_id": case.id, "kind": "json"})
    assert client.get(address_of).status_code == 403


def test_an_audit_is_saved_as_nothing_else_and_not_by_the_contact_centre(client, signed_in, case):
    def save(kind):
        return client.get(reverse("audits:save", kwargs={"case_id": case.id, "kind": kind}))

    assert save("exe").status_code == 404
    signed_in(client, "contact centre")
    assert save("json").status_code == 403
    assert "Save this audit" not in client.get(address("page", case)).text


def test_the_gravest_theme_stands_open_and_says_how_late_it_is_so_far(client, case):
    page = client.get(address("page", case)).text

    first, rest = page.split('id="theme-1"')[1].split('id="theme-2"')
    assert '<details class="govuk-details" open' in first and "working days late so far" in first
    assert 'details" open' not in rest.split("</details>")[0]
    assert f"Made by Putright {__version__}" in page


def test_evidence_is_said_of_what_was_done_and_not_of_what_set_it_going(
    client, landlord, make_case, now
):
    report = made.a_report(now - timedelta(days=30), kinds=("threat",), id="report")
    done = Entry(id="done", does=("asb.case_opened", "contact.made"), at=now - timedelta(days=9),
                 by="landlord", to=("resident",), channel="phone", about=("asb",),
                 evidence=(Evidence(kind="email"),))  # fmt: skip
    person = made.make_person(landlord, "Hana Quill", home=made.make_home(landlord))
    case = make_case(person=person, entries=[report, done])

    page = client.get(address("page", case)).text

    cards = page.split('class="pr-audit-card"')[1:]
    missed = [each for each in cards if "No record by" in each]
    assert missed and not any("Evidence:" in each for each in missed)
    late = [each for each in cards if "<dt>Took" in each]
    assert late and all("Evidence: Record attached</p>" in each for each in late)


def test_a_case_with_no_failing_says_what_was_checked(client, make_case, now, clock_at):
    clock_at(now)
    page = client.get(address("page", make_case())).text

    assert "No failings shown" in page and "promises were checked" in page
    assert "none is shown to be late" in page


def test_what_the_ombudsman_decided_stands_before_what_we_suggest_from_its_day_on(
    client, landlord, make_case, now
):
    decision = Entry(
        id="decision", does=("ombudsman.determined",), at=now - timedelta(days=9), by="ombudsman",
        channel="email", text="Severe maladministration: the noise",
        orders=(Pledge(id="sorry", what="an apology from the chief executive"),),
        evidence=(Evidence(kind="email"),),
    )  # fmt: skip
    case = make_case(entries=[made.a_report(now - timedelta(days=60)), decision])
    before = (now - timedelta(days=20)).date().isoformat()

    page = client.get(address("page", case)).text
    then = client.get(address("page", case), {"on": before}).text

    found, ours = page.index("Severe maladministration: the noise"), page.index("failings shown")
    assert found < page.index("An apology from the chief executive") < ours
    assert "Read the decision on the timeline" in page and "only our own suggestion" in page
    assert "Severe maladministration" not in then and "only our own suggestion" not in then


def test_how_promises_stand_adds_up_to_all_that_came_up(client, case):
    page = client.get(address("page", case)).text

    checked, idle, came_up = (
        int(re.search(rf"(\d+){words}", page)[1])
        for words in (" promises were checked", " of them were not called", " times in all")
    )
    listed = page.split("times in all:")[1].split("</ul>")[0]
    assert 0 < idle < checked
    assert sum(map(int, re.findall(r"<li>(\d+) ", listed))) == came_up
    assert "missed: overdue" in listed


def test_each_order_is_a_choice_of_its_own_that_names_it_in_words_for_the_resident(
    client, make_case, now
):
    orders = tuple(
        Pledge(id=key, what=what, due=(now - timedelta(days=9)).date())
        for key, what in (("sorry", "an apology"), ("money", "a payment"))
    )
    decision = Entry(id="decision", does=("ombudsman.determined",), at=now - timedelta(days=40),
                     by="ombudsman", channel="email", orders=orders,
                     evidence=(Evidence(kind="email"),))  # fmt: skip
    case = make_case(entries=[made.a_report(now - timedelta(days=60)), decision])

    page = client.get(address("apology", case)).text
    keys = [key for key in gaps_of(client, case, "apology")[0] if key.endswith(("sorry", "money"))]
    client.post(address("apology", case), {"gaps": keys, "to": "resident"})

    assert "told us to do this by" in page and "and proven, by its date" not in page
    body = Outgoing.objects.get().body
    assert len(set(keys)) == 2 and ": an apology." in body and ": a payment." in body
