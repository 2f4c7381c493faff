"""The worklist is a shadow: dropped and rebuilt it is the same, and read later it is right."""

import random
from datetime import timedelta

import pytest
from factories.made import NOW, a_note, a_report, add_entries

from putright.casework import desk
from putright.casework.assess import is_open
from putright.casework.live import load
from putright.casework.promises import promises_of, state_of
from putright.core.events.parts import Evidence, Pledge
from putright.stores.worklist import board
from putright.stores.worklist.models import Card, Owed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SHOWN = (Evidence(kind="email"),)


def drawn(chance, at, number):
    """Something that happens in a case of this kind, at that moment."""
    told = {"by": "landlord", "evidence": SHOWN, "channel": "email", "to": ("resident",)}
    plain = {"by": "landlord", "to": (), "channel": "", "evidence": SHOWN}
    word = f"c{chance.randrange(2)}"
    pledge = Pledge(
        id=f"p{number}",
        does=("contact.made",),
        what="ring again",
        within=chance.choice(["2 working days", "5 working days", "24 hours"]),
    )
    return chance.choice(
        [
            a_report(at, kinds=(chance.choice(["noise", "threat", "hate"]),)),
            a_report(at, asks=("when will it stop",)),
            a_note(at),
            a_note(at, promises=(pledge,)),
            a_note(at, does=("contact.attempted",)),
            a_note(at, evidence=()),
            a_note(at, does=("asb.case_opened",), **plain),
            a_note(at, does=("asb.risk_assessed",), level="medium", **plain),
            a_note(at, does=("asb.plan_agreed",), **told),
            a_note(at, does=("asb.update_schedule_agreed",), every="10 working days", **told),
            a_note(at, does=("asb.closure_consulted",), **told),
            a_note(at, does=("asb.case_closed",), **plain),
            a_report(at, does=("complaint.raised",), complaint=word, stage=1, to=("landlord",)),
            a_note(at, does=("complaint.acknowledged",), complaint=word, stage=1, **told),
            a_note(at, does=("complaint.responded",), complaint=word, stage=1, **told),
        ]
    )


@pytest.fixture(params=range(8))
def lived(request, make_case):
    """A case with a random history, and the moment up to which it is told."""
    chance = random.Random(request.param)
    at, case = NOW, make_case()
    for number in range(chance.randrange(4, 14)):
        at += timedelta(hours=chance.choice([1, 5, 30, 100, 300]))
        add_entries(case, drawn(chance, at - timedelta(minutes=3), number), now=at)
    return case, at, chance


def rows(case):
    return list(Owed.objects.filter(case=case).order_by("number").values()), list(
        Card.objects.filter(case=case).values()
    )


def as_read(case, now):
    """What a list shows at a moment: rows that were written before, and a comparison."""
    return sorted(
        (board.key_of(row), row.what, row.due_at, state_of(now, soon_at=row.soon_at,
                                                           due_at=row.due_at))
        for row in Owed.objects.filter(case=case)
    )  # fmt: skip


def as_run(case, now):
    """What the engine says at that moment."""
    found = promises_of(load(case).run(now=now))
    return sorted(
        (board.key_of(each), each.what, each.due_at, each.state_at(now))
        for each in found
        if each.is_open
    )


def comparable(listed):
    return [(key, what, due and due.timestamp(), state) for key, what, due, state in listed]


def test_dropped_and_rebuilt_it_is_the_same(lived):
    case, at, _chance = lived
    before = rows(case)

    desk.rebuild(landlord=case.landlord_id, now=at)

    assert rows(case) == before


def test_read_later_the_rows_say_what_the_engine_would(lived):
    """Time alone changes states; where it changes which promises there are, the card says when."""
    case, at, chance = lived
    assert comparable(as_read(case, at)) == comparable(as_run(case, at))
    tried = 0
    for _ in range(12):
        at += timedelta(minutes=chance.choice([7, 60, 600, 3000, 20000]))
        changes_at = Card.objects.get(case=case).changes_at
        if changes_at is not None and changes_at <= at:
            desk.refresh(landlord=case.landlord_id, now=at)
        else:
            tried += 1
        assert comparable(as_read(case, at)) == comparable(as_run(case, at)), at
    assert tried or Card.objects.get(case=case).changes_at is not None


def test_refreshed_often_or_once_it_is_the_same(lived):
    case, at, _chance = lived
    later = at + timedelta(days=60)
    for days in range(0, 60, 3):
        desk.refresh(landlord=case.landlord_id, now=at + timedelta(days=days))
    desk.refresh(landlord=case.landlord_id, now=later)
    often = rows(case)

    desk.rebuild(landlord=case.landlord_id, now=later)

    assert rows(case) == often


def test_the_card_says_whether_the_case_still_runs(lived):
    case, at, _chance = lived

    assert Card.objects.get(case=case).is_open == is_open(load(case).run(now=at))


MISSING = """\
[pack]
name = "small"
title = "A small landlord"
rank = "landlord"
version = "1"

[[rule]]
id = "asb.first_call"
verb = "do"
promise = "Ring within 1 working day of a report."
source = { document = "Policy", paragraph = "1" }
when = { act = "asb.reported" }
within = "1 working day"
by = { act = "contact.made", by = "landlord" }
then = { finding = "late-action" }
owner = "case officer"
theme = "complaint handling"

[[rule]]
id = "asb.leader_rings"
verb = "do"
promise = "The team leader rings within 2 working days where nobody rang."
source = { document = "Policy", paragraph = "2" }
after_miss = "asb.first_call"
within = "2 working days"
by = { act = "asb.visited", by = "landlord" }
then = { finding = "late-action" }
owner = "team leader"
theme = "complaint handling"
"""


def test_a_promise_that_a_miss_sets_going_is_there_once_refreshed(
    landlord, team, officer, tmp_path
):
    from factories.made import make_case

    (tmp_path / "pack.toml").write_text(MISSING, encoding="utf-8")
    landlord.pack = str(tmp_path)
    landlord.save()
    case = make_case(landlord, team=team, officer=officer)
    rules = {row.rule for row in Owed.objects.filter(case=case)}
    assert any("first_call" in rule for rule in rules)
    assert not any("leader_rings" in rule for rule in rules)
    later = NOW + timedelta(days=3)

    assert desk.refresh(landlord=landlord.id, now=later) == 1

    assert any("leader_rings" in row.rule for row in Owed.objects.filter(case=case))
    assert comparable(as_read(case, later)) == comparable(as_run(case, later))
    assert desk.refresh(landlord=landlord.id, now=later) == 0


def test_a_changed_pack_writes_every_case_anew(landlord, make_case):
    make_case()
    assert desk.refresh(landlord=landlord.id, now=NOW) == 0

    landlord.pack = "hexagon"
    landlord.save()

    assert desk.refresh(landlord=landlord.id, now=NOW) == 1
