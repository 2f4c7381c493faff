"""P34: post in and out, jobs, counts and warnings, for whoever keeps the service running."""

from datetime import timedelta

import pytest
from django.test import Client
from factories.made import make_patch, make_user

from putright.casework.operations import jobs as runner
from putright.gateways import clock
from putright.stores.post import counts
from putright.stores.post.models import Job, Mailbox, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client, signed_in, clock_at, now):
    clock_at(now)
    return signed_in(client, "team leader")


@pytest.fixture
def administrator(signed_in, leader):
    return signed_in(Client(), "administrator")


def text(client):
    page = client.get("/health/")
    assert page.status_code == 200, page.status_code
    return " ".join(page.content.decode().split())


def a_mailbox(landlord, team, now, **told):
    told = {"name": "Homes", "address": "homes@alder.example", "way": "imap"} | told
    return Mailbox.objects.create(landlord=landlord, team=team, since=now, **told)


def a_job(landlord, **told):
    machine = clock.machine()
    told = {"name": "fetch", "every": 30, "due_at": machine, "worked_at": machine} | told
    return Job.objects.create(landlord=landlord, key=str(Job.objects.count()), **told)


def a_post(landlord, now, **told):
    told = {"way": "email", "purpose": "letter", "message_id": "<1@x>", "next_try_at": now} | told
    return Post.objects.create(landlord=landlord, queued_at=now, **told)


def test_a_new_landlord_sees_that_nothing_runs_or_was_counted_yet(leader):
    page = text(leader)

    assert "No mailbox is read." in page
    assert "Nothing was counted yet." in page
    assert "Nothing has run yet." in page


def test_what_was_never_set_up_is_counted_and_nothing_is_called_well(leader, landlord):
    page = text(leader)
    assert "2 things to see to:" in page and "Everything that is looked at" not in page
    assert "mail lies in a folder and reaches nobody." in page

    landlord.is_sample = True
    landlord.save()
    page = text(leader)
    assert "things to see to" not in page and "Everything that is looked at" not in page
    assert "This is a sample, so the following is left out: No mail server is set up" in page


def test_where_mail_goes_and_comes_everything_is_well(leader, landlord, team, now, settings):
    settings.SENDING = settings.SENDING | {"smtp_host": "mail.alder.example"}
    a_mailbox(landlord, team, now, worked_at=now)

    assert "Everything that is looked at here is well." in text(leader)


def test_problem_of_the_set_up_is_an_administrators_to_see_to(administrator, landlord, team):
    make_patch(landlord, team=team, cover=make_user(landlord, "auditor"))

    assert "of the set-up has a problem" in text(administrator)


def test_a_mailbox_that_is_not_read_stands_red_with_the_words_of_its_server(
    leader, landlord, team, now
):
    a_mailbox(landlord, team, now - timedelta(minutes=16), fault="timed out")

    page = text(leader)
    assert "The mailbox “Homes” has not been read since it was set up." in page
    assert "<q>timed out</q>" in page and "firewall" in page


def test_a_listener_that_is_silent_stands_red_by_the_name_of_its_mailbox(
    leader, landlord, team, now
):
    box = a_mailbox(landlord, team, now - timedelta(hours=1), way="forwarded")
    assert "Nothing takes the mail that is handed on for “Homes”" in text(leader)
    assert "Nothing listens" in text(leader)

    Mailbox.objects.filter(id=box.id).update(tried_at=now)

    page = text(leader)
    assert "Nothing takes the mail" not in page
    assert "the listener last answered:" in page and "Nothing listens" not in page


def test_post_that_waits_is_said_and_a_residents_address_is_not(leader, landlord, now):
    a_post(
        landlord, now - timedelta(minutes=16), tries=2, case_id=landlord.id,
        to=["rosa@home.example"], fault="450 4.2.1 <rosa@home.example> is busy",
    )  # fmt: skip

    page = text(leader)
    assert "Post has been waiting to go out since" in page
    assert "450 4.2.1" in page and "Waits, tried 2 times" in page
    assert "rosa" not in page


def test_a_count_that_differs_is_an_alarm(leader, landlord, now):
    counts.add(landlord=landlord.id, came={"mailbox": 3}, stands={"triage": 2},
               missing=["arrival 4711"], now=now)  # fmt: skip

    page = text(leader)
    assert "1 thing that came in is neither on a timeline nor with a team." in page
    assert "The two sides differ." in page and "arrival 4711" in page


def test_a_count_that_was_missed_is_an_alarm(leader, landlord, now):
    counts.add(landlord=landlord.id, came={}, stands={}, missing=[], now=now - timedelta(days=2))

    assert "It should be counted every night." in text(leader)


def test_a_job_that_keeps_failing_is_shown_and_can_be_tried_at_once(
    leader, administrator, landlord
):
    later = clock.machine() + timedelta(minutes=8)
    job = a_job(landlord, tries=4, fault="OSError in imap.py, line 3", lease_until=later)
    assert "1 job does not get done." in text(leader)
    assert "Try again now" not in text(leader)
    assert "OSError in imap.py, line 3" in text(administrator)

    administrator.post(f"/health/jobs/{job.id}/again/")
    job.refresh_from_db()
    assert (job.tries, job.lease_until) == (0, None)
    assert leader.post(f"/health/jobs/{job.id}/again/").status_code == 403


def test_what_was_asked_for_once_can_be_given_up_and_a_routine_cannot(administrator, landlord):
    once = a_job(landlord, name="try", every=None, tries=3, fault="ValueError")
    routine = a_job(landlord, tries=3, fault="ValueError")
    assert text(administrator).count("Give it up") == 1

    for job in (once, routine):
        administrator.post(f"/health/jobs/{job.id}/stop/")
    assert Job.objects.get(id=once.id).state == "stopped"
    assert Job.objects.get(id=routine.id).state == "waiting"
    assert "Given up" in text(administrator)


def test_a_job_that_runs_is_left_alone(administrator, landlord):
    job = a_job(landlord, lease_by="a worker", lease_until=clock.machine() + timedelta(minutes=1))
    sent = administrator.post(f"/health/jobs/{job.id}/again/", follow=True)

    assert "nothing was changed" in sent.content.decode()
    assert Job.objects.get(id=job.id).lease_by == "a worker"


def test_where_no_worker_runs_it_is_said_at_the_top(leader, landlord):
    old = clock.machine() - timedelta(minutes=20)
    a_job(landlord, due_at=old, worked_at=old)

    assert "No worker runs: no post is fetched or sent." in text(leader)


def test_a_job_of_another_landlord_is_not_there(administrator, other_landlord):
    job = a_job(other_landlord, tries=4, fault="TheirError")

    assert "TheirError" not in text(administrator)
    assert administrator.post(f"/health/jobs/{job.id}/again/").status_code == 404


def test_post_that_waits_is_tried_at_once(administrator, landlord, now):
    a_post(landlord, now, tries=2, next_try_at=clock.machine() + timedelta(hours=4))
    administrator.post("/health/send-now/")

    assert Post.objects.get().next_try_at <= clock.machine()


@pytest.mark.parametrize(
    ("role", "status"),
    [("auditor", 200), ("head of service", 200), ("officer", 403), ("contact centre", 403)],
)
def test_the_page_is_for_whoever_leads_audits_or_administers(role, status, client, signed_in):
    assert signed_in(client, role).get("/health/").status_code == status


def test_only_an_administrator_sees_the_installation(leader, administrator):
    assert "the disk is" in text(administrator)
    assert "the disk is" not in text(leader)


def test_what_is_wrong_with_the_installation_stands_at_the_top(administrator, settings):
    settings.SCANNER = "tcp://127.0.0.1:1"

    assert "Scanner: does not answer: new files are held." in text(administrator)


def test_putright_health_tells_of_post_and_jobs(landlord, team, now, clock_at):
    from putright.casework.operations.health import look

    clock_at(now)
    told = {each.what: each for each in look(now=now)}
    assert told["post"].is_well and told["jobs"].is_well

    a_mailbox(landlord, team, now - timedelta(hours=1), fault="timed out")
    counts.add(landlord=landlord.id, came={"mailbox": 1}, stands={}, missing=["x"], now=now)
    a_job(landlord, tries=runner.MOST_TRIES, state="stopped", every=None, name="try")
    told = {each.what: each for each in look(now=now)}
    assert not told["post"].is_well and "1 mailbox is not read" in told["post"].says
    assert not told["jobs"].is_well and "1 given up" in told["jobs"].says


def test_administrators_are_told_of_a_routine_that_keeps_failing_and_of_no_slip(landlord, now):
    from putright.casework.queries.waits import Ladder

    slip = a_job(landlord, name="send", tries=1, fault="OSError")
    job = a_job(landlord, tries=3, fault="OSError", due_at=now - timedelta(minutes=5))

    found = [each.name for each in Ladder(landlord.id, now).service() if each.of == "job"]
    assert found == [job.name] and slip.name not in found
