"""A landlord with somebody's policies and a case of noise, and the steps of a complaint in it."""

import re
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from journeys.site import LONDON, Site, prepare
from msgspec import Struct
from playwright.sync_api import expect

OFFICER, LEADER, HEAD = "ines", "abe", "lotte"
FIRST_HANDLER, SECOND_HANDLER = "mina", "rhys"
LOAD = """
from putright.cli import application
application.start()
from datetime import timedelta
from django.conf import settings
from putright.gateways import clock
clock.use_file(settings.CLOCK_FILE)
from factories import made
from putright.casework import starting
from putright.casework.actions import samples
from putright.core.events.person import Way
starting.make_tables()
now = clock.now()
ours = made.make_landlord("Larch and Alder", pack="PACK", prefix="LAR", is_sample=True)
team = made.make_team(ours, "Neighbourhoods")
people = (
    ("officer", "Ines Marlowe"), ("team leader", "Abe Thornquist"),
    ("head of service", "Lotte Vance"), ("complaints handler", "Mina Farrow"),
    ("complaints handler", "Rhys Callow"),
)
staff = {}
for role, name in people:
    held = team if role in ("officer", "team leader") else None
    key = name.split()[0].lower()
    mail = key + "@larch.example"
    staff[key] = made.make_user(ours, role, team=held, name=name, email=mail)
ways = {way: Way(says="ok") for way in ("calls", "text", "email", "post", "visit")}
home = made.make_home(ours, address="3 Larch Quay", area="quayside")
rosa = made.make_person(
    ours, "Rosa Ekundare", now=now, home=home, ways=ways, phone="01632 960411",
    email="rosa@people.example",
)
made.make_case(
    ours, team=team, officer=staff["ines"], home=home, person=rosa, now=now,
    entries=[made.a_report(now - timedelta(hours=1))],
)
samples.renew_passwords(landlord=ours.id, password={password!r})
"""


class Days(Struct, frozen=True):
    """When each step is taken."""

    said: date
    acknowledged: date
    extended: date
    until: date
    answered: date
    further: date
    taken_up: date
    decided: date
    accepted: date
    paid: date


class Complaint:
    """A complaint as it goes through the application."""

    def __init__(self, site: Site, visit: Any) -> None:
        self.site = site
        self.case = site.ask("select id from record_case")[0]
        self.address = f"{site.address}/cases/{self.case}"
        self.visit = visit
        self.pages: dict[str, Any] = {}
        self.key = ""

    def of(self, who: str) -> Any:
        """The page of a member of staff, signed in once."""
        if who not in self.pages:
            self.pages[who] = self.visit(self.site, f"{who}@larch.example")
        return self.pages[who]

    def at(self, day: date, hour: int = 10, minute: int = 0) -> None:
        self.site.set_clock(datetime.combine(day, time(hour, minute), LONDON))

    def one(self, step: str = "") -> str:
        return f"{self.address}/complaints/{self.key}/{step}"


def landlord(pack: str, begins: date, made: Path, running: Path) -> Site:
    """The running service of a landlord with these policies, as the case is a day old."""
    at = datetime.combine(begins, time(9), LONDON)
    return Site(prepare(made, at, LOAD.replace("PACK", pack)), running).start()


def save(page: Any, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def said_in_a_call(them: Complaint, words: str) -> None:
    """She rings, and sounds unhappy with the officer, who is the one to write it down."""
    page = them.of(OFFICER)
    page.goto(f"{them.site.address}/contact/{them.case}/log")
    page.get_by_label("They contacted us").check()
    page.get_by_label("What was said or done?").fill(words)
    page.locator("main [name=unhappy][value=yes]").check(force=True)
    save(page, "Save")
    page.get_by_role("button", name="Answer: is this a complaint?").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(words)


def logged(them: Complaint, points: str, wants: str) -> None:
    """Taken from the words of the call: the officer is named, and the case passes to the leader."""
    page = them.of(FIRST_HANDLER)
    number = 2
    page.goto(f"{them.address}/complaints/log/?entry={number}")
    page.get_by_label("What are the points?").fill(points)
    page.get_by_label("What would they like to happen?").fill(wants)
    page.get_by_role("checkbox", name="Ines Marlowe").check()
    page.get_by_label("Who looks after the case meanwhile").select_option(label="Abe Thornquist")
    page.get_by_label("Who handles it?").select_option(label="Mina Farrow")
    save(page, "Save the complaint")
    found = re.search(
        r"/complaints/([^/\"?]+)/(?:define|handler|acknowledge|escalate)", page.content()
    )
    link = page.locator("main a[href*='/complaints/']").first.get_attribute("href") or ""
    them.key = found[1] if found else link.rstrip("/").split("/")[-1]


def agreed(them: Complaint, points: str) -> None:
    """What the complaint is, put with her."""
    page = them.of(FIRST_HANDLER)
    page.goto(them.one("define/"))
    page.locator("main [name=points]").fill(points)
    save(page, "Save what was agreed")


def handled_by(them: Complaint, name: str) -> None:
    """Who handles the next stage is somebody else."""
    page = them.of(SECOND_HANDLER)
    page.goto(them.one("handler/"))
    expect(page.locator("main")).not_to_contain_text("Mina Farrow")
    page.get_by_role("radio", name=name).check()
    save(page, "Save who handles it")


def rang(them: Complaint, words: str) -> None:
    """Who holds the case now rings her, and so keeps what was promised."""
    page = them.of(LEADER)
    page.goto(f"{them.site.address}/contact/{them.case}/log")
    page.get_by_label("Spoke").check()
    page.get_by_label("What was said or done?").fill(words)
    for box in page.locator("main [name=keeps]").all():
        box.check(force=True)
    save(page, "Save")


def goes(them: Complaint, writer: str, reader: str = "") -> None:
    """The letter that stands open is agreed to where it needs that, and sent by email."""
    page = them.of(writer)
    page.wait_for_url("**/letters/**")
    address = page.url
    if reader:
        page.get_by_role("button", name="Ask for a second reader").click()
        page.wait_for_load_state()
        second = them.of(reader)
        second.goto(address)
        second.get_by_role("button", name="I agree to this letter").click()
        second.wait_for_load_state()
        page.goto(address)
    page.get_by_role("button", name="Send this letter").click()
    page.wait_for_load_state()
    page.get_by_label("By email").check()
    page.locator("main [name=is_sure]").check()
    save(page, "It goes: keep it on the timeline")
    expect(page.locator("main [name=is_sure]")).to_have_count(0)
    them.site.post_goes()


def letter(them: Complaint, step: str, **told: str) -> None:
    """One of the letters of the handler, from its page."""
    page = them.of(told.pop("who", FIRST_HANDLER))
    page.goto(them.one(f"{step}/"))
    for name, value in told.items():
        page.locator(f"main [name={name}]").fill(value)
    save(page, "Go on to the letter")


def answer(them: Complaint, who: str, points: dict[str, tuple[str, str]], *, by: date) -> None:
    """The answer, point by point: what is upheld, why, and what puts it right."""
    page = them.of(who)
    page.goto(them.one("answer"))
    for place, (reasons, remedy) in enumerate(points.values()):
        decision = "upheld" if remedy else "not upheld"
        page.locator(f"main [name=p{place}_decision][value='{decision}']").check()
        page.locator(f"main [name=p{place}_reasons]").fill(reasons)
        page.locator(f"main [name=p{place}_remedy]").fill(remedy)
        page.locator(f"main [name=p{place}_weighed]").fill("The timeline of the complaint.")
        page.locator(f"main [name=p{place}_refers]").fill("The complaints policy")
    page.get_by_label("What went wrong?").fill("We did not do what you could expect of us.")
    page.get_by_label("What did it mean for them?").fill("You felt alone with it.")
    page.get_by_label("Our apology").fill("We are sorry.")
    page.get_by_label("What did we learn").fill("Calls to be returned are now shared out.")
    page.locator("main [name=r0_kind]").select_option("action")
    page.locator("main [name=r0_what]").fill("Ring you each Monday")
    page.locator("main [name=r0_who]").select_option(label="Abe Thornquist")
    page.locator("main [name=r0_due]").fill(f"{by.day}/{by.month}/{by.year}")
    page.get_by_role("button", name="Make it a letter").click()
    page.wait_for_load_state()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def offered(them: Complaint) -> None:
    """How hard it was is weighed, a sum built and agreed to by somebody else."""
    page = them.of(SECOND_HANDLER)
    page.goto(f"{them.address}/money/impact/")
    page.locator("main [name=head][value=asb]").check()
    page.get_by_label("moderate", exact=False).first.check()
    page.get_by_label("Why do you find so?").fill("Weeks of waiting for a call.")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    page.goto(f"{them.address}/money/offer/")
    page.locator("main [name=how][value=adds]").check()
    page.locator("main [name=sum_0]").fill("250")
    page.locator("main [name=why_0]").fill("Weeks of waiting for a call.")
    if page.locator("main [name=why_1]").count():
        page.locator("main [name=why_1]").fill("The complaint was handled in time at each step.")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    number = _last(them)
    head = them.of(HEAD)
    head.goto(f"{them.address}/money/{number}/decide/")
    head.locator("main [name=grant][value=yes]").check()
    head.get_by_label("Why?").fill("Within the band.")
    head.locator("main form button").first.click()
    head.wait_for_load_state()


def accepted_and_paid(them: Complaint, days: Days) -> None:
    them.at(days.accepted)
    page = them.of(SECOND_HANDLER)
    page.goto(f"{them.address}/money/answer/")
    page.locator("main [name=says][value=accepted]").check()
    page.get_by_label("How did they tell us?").select_option(label="Phone")
    page.get_by_label("Their words").fill("Yes, thank you.")
    by = days.paid
    page.get_by_label("If yes: by which day do we pay?").fill(f"{by.day}/{by.month}/{by.year}")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)
    them.at(days.paid, 15)
    page.goto(f"{them.address}/money/pay/")
    page.get_by_label("How much was paid").fill("250")
    page.locator("main [name=uploads]").set_input_files(
        {"name": "payment.txt", "mimeType": "text/plain", "buffer": b"Paid 250.00, ref 1142."}
    )
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def _last(them: Complaint) -> str:
    return str(them.site.ask("select max(number) from record_entry")[0])
