"""Westward's policies at a landlord of that name, with invented people, before the first call."""

import json
from datetime import datetime
from typing import Any

from journeys.site import LONDON, Site, run_in

FIRST_CALL = datetime(2022, 8, 4, 9, 30, tzinfo=LONDON)
RESIDENT, CHILD, NEIGHBOUR = "Rosa Ekundare", "Tobi Ekundare", "Keith Marl"
OFFICER, LEADER = "ines@westward.example", "abe@westward.example"

BEGIN = """
from putright.cli import application
application.start()
"""
LOAD_WESTWARD = (
    BEGIN
    + """
from datetime import date
from django.conf import settings
from putright.gateways import clock
clock.use_file(settings.CLOCK_FILE)
from factories import made
from putright.casework import starting
from putright.casework.actions import samples
from putright.core.events.person import Need, Way
from putright.stores.people import agencies
starting.make_tables()
now = clock.now()
westward = made.make_landlord(
    "Westward", pack="westward", slug="westward", prefix="WES", is_sample=True
)
team = made.make_team(westward, "Neighbourhoods")
people = {
    "officer": ("Ines Marlowe", "ines"), "team leader": ("Abe Thornquist", "abe"),
    "head of service": ("Lotte Vance", "lotte"), "complaints handler": ("Mina Farrow", "mina"),
}
made_of = {
    role: made.make_user(westward, role, team=team, name=name, email=f"{key}@westward.example")
    for role, (name, key) in people.items()
}
patch = made.make_patch(
    westward, team=team, officer=made_of["officer"], cover=made_of["team leader"], name="Quayside"
)
hers = made.make_home(westward, address="3 Larch Quay", area="quayside", patch=patch)
his = made.make_home(westward, address="7 Larch Quay", area="quayside", patch=patch)
ways = {way: Way(says="ok") for way in ("calls", "text", "email", "post", "visit")}
made.make_person(
    westward, "Rosa Ekundare", now=now, home=hers, ways=ways, phone="01632 960411",
    email="rosa@people.example", best_time="after 3pm",
)
made.make_person(westward, "Tobi Ekundare", now=now, home=hers, is_child=True)
made.make_person(westward, "Keith Marl", now=now, home=his)
desks = (
    ("Quayside neighbourhood policing team", "police neighbourhood", ("quayside",)),
    ("Councillor Prosser", "councillor", ("quayside",)),
)
with made.landlord_scope(made.OPERATOR):
    for name, kind, areas in desks:
        told = agencies.Told(name=name, kind=kind, areas=areas, address="desk@desks.example")
        agencies.add(landlord=westward.id, told=told, user=None, now=now)
samples.renew_passwords(landlord=westward.id, password={password!r})
"""
)
AUDIT = (
    BEGIN
    + """
import json
from datetime import date
from putright.casework.audit_json import verdict_of
from putright.casework.live import load
from putright.core.findings.audit import audit_case
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.record.models import Case
as_of = date.fromisoformat({as_of!r})
with landlord_scope(OPERATOR):
    live = load(Case.objects.select_related("landlord", "home").get(id={case!r}))
    told = audit_case(live.case_file(as_of=as_of), live.engine, as_of=as_of)
findings = [[each.code, each.on.isoformat(), each.what] for each in told.findings]
print(json.dumps({{"findings": findings, "verdict": verdict_of(told)}}))
"""
)


def audited(site: Site, case: str, as_of: str) -> dict[str, Any]:
    """What the audit of a live case finds, and its verdict with the promises kept."""
    found: dict[str, Any] = json.loads(run_in(site.home, AUDIT.format(as_of=as_of, case=case)))
    return found
