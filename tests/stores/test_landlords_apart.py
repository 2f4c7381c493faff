"""No landlord sees another: in no table, on no connection, whatever went wrong before."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import ForeignKey, OneToOneField
from factories.made import (
    a_note,
    add_entries,
    as_actor,
    make_case,
    make_home,
    make_landlord,
    make_patch,
    make_person,
    make_team,
    make_user,
)

from putright.casework.queries.cases import find
from putright.stores.accounts import security_log
from putright.stores.accounts.models import Landlord, User
from putright.stores.accounts.scope import OPERATOR, SIGN_IN, landlord_scope
from putright.stores.people import agencies
from putright.stores.record import drafts, lessons, links, outgoing
from putright.stores.record.ledger.seal import seal

OURS = ("accounts", "people", "record", "worklist")
MODELS = [model for label in OURS for model in apps.get_app_config(label).get_models()]
GUARDED = [model for model in MODELS if model is not Landlord]
names = [model._meta.db_table for model in GUARDED]


def fill(now):
    """A landlord with a row in most tables."""
    landlord = make_landlord()
    team = make_team(landlord)
    officer = make_user(landlord, "officer", team=team)
    make_patch(landlord, team=team, cover=officer)
    person = make_person(landlord)
    case = make_case(landlord, team=team, officer=officer, person=person, home=make_home(landlord))
    other = make_case(landlord, team=team)
    add_entries(case, a_note(now))
    with landlord_scope(OPERATOR):
        find(as_actor(officer), case.id, now=now)
        joined = links.NewLink(case=case.id, other=other.id, what="same home")
        links.write(landlord=landlord.id, link=joined, by=officer.id, now=now)
        seal(landlord=landlord.id, now=now)
        told = agencies.Told(
            name="Weirside desk", kind="police neighbourhood", address="a@b.example"
        )
        agencies.add(landlord=landlord.id, told=told, user=officer.id, now=now)
        security_log.write("account.tried", landlord=landlord.id, at=now)
        letter = outgoing.Begun(
            case=case.id, kind="general", party="resident", title="A letter", body="Dear Alba",
            entries=[], permission="letter.write",
        )  # fmt: skip
        outgoing.begin(landlord=landlord.id, user=officer.id, begun=letter, now=now)
        lesson = lessons.LessonRow(
            id=uuid4(), what="to ring back", owner="", due_on=None, state="to do", cases=(),
            recorded_on=now.date(),
        )  # fmt: skip
        lessons.rewrite(landlord=landlord.id, row=lesson)
        place = f"letter.a:{case.id}"
        drafts.keep(
            landlord=landlord.id, user=officer.id, place=place, case=case.id, fields={}, now=now
        )
    return landlord


@pytest.fixture
def two(fresh_database, now):
    return fill(now), fill(now)


@pytest.mark.on("postgresql")
def test_in_no_table_does_one_landlord_see_the_other(two):
    first, second = two
    seen = set()
    for model in GUARDED:
        with landlord_scope(first.id):
            found = {str(row.landlord_id) for row in model._base_manager.all()}
        assert found <= {str(first.id)}, model
        with landlord_scope(second.id):
            assert not model._base_manager.filter(landlord_id=first.id).exists(), model
        seen |= {model._meta.db_table} if found else set()

    assert {"record_outgoing", "record_lesson", "record_draft"} <= seen
    assert len(seen) >= 17, "too few tables had rows to be tried"
    with landlord_scope(first.id):
        assert [each.id for each in Landlord.objects.all()] == [first.id]


@pytest.mark.on("postgresql")
@pytest.mark.parametrize("model", MODELS, ids=[model._meta.db_table for model in MODELS])
def test_without_a_scope_no_table_shows_a_row(two, model):
    assert model._base_manager.count() == 0


@pytest.mark.on("postgresql")
def test_rows_of_another_landlord_can_be_neither_made_nor_given_away(two):
    first, second = two
    with landlord_scope(first.id):
        with pytest.raises(DatabaseError), transaction.atomic():
            make_user.__wrapped__(second, "officer")
        with pytest.raises(DatabaseError), transaction.atomic():
            User.objects.update(landlord=second)


@pytest.mark.on("postgresql")
def test_signing_in_shows_accounts_and_nothing_of_cases(two):
    shown = {"accounts_user", "accounts_landlord", "accounts_securityevent"}
    with landlord_scope(SIGN_IN):
        assert User.objects.count() > 1
        for model in MODELS:
            if model._meta.db_table not in shown and model._base_manager.exists():
                pytest.fail(f"{model._meta.db_table} is shown before anybody signed in")


@pytest.mark.on("postgresql")
def test_a_connection_used_again_after_an_error_shows_no_row(two):
    first, _second = two
    backend = connection.connection
    with pytest.raises(DatabaseError), landlord_scope(first.id), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")

    assert connection.connection is backend
    assert not User.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('putright.landlord', '', false)")
    assert not User.objects.exists()


@pytest.mark.on("postgresql")
def test_the_guard_binds_the_owner_of_the_tables_too(two, fresh_database):
    import psycopg
    from factories.postgres import OWNER

    with psycopg.connect(fresh_database.server.url(OWNER, fresh_database.name)) as owner:
        for model in MODELS:
            table = model._meta.db_table
            assert owner.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


@pytest.mark.parametrize("model", GUARDED, ids=names)
def test_every_table_carries_its_landlord_first(model):
    """Besides the single key, and what a library wants to be single (usernames)."""
    fields = [field.name for field in model._meta.concrete_fields]
    assert "landlord" in fields
    for constraint in model._meta.total_unique_constraints:
        assert constraint.fields[0] == "landlord" if constraint.fields else True
    firsts = [_first(each) for each in [*model._meta.constraints, *model._meta.indexes]]
    assert {first for first in firsts if first} <= {"landlord"}
    assert [field.name for field in model._meta.concrete_fields if _stands_alone(field)] == (
        ["username"] if model is User else []
    )


def _first(each):
    """What a unique constraint or an index begins with; None for other constraints."""
    if getattr(each, "fields", None):
        return each.fields[0]
    expressions = getattr(each, "expressions", ())
    return expressions[0].name if expressions else None


def _stands_alone(field):
    related = isinstance(field, ForeignKey | OneToOneField)
    return field.unique and not field.primary_key and not related


PARTED = ("record_entry", "record_wording", "worklist_owed")


@pytest.mark.on("postgresql")
@pytest.mark.parametrize("table", PARTED)
def test_a_table_can_be_parted_by_landlord(two, fresh_database, table):
    """No foreign key points at it, and its keys all begin with the landlord."""
    with fresh_database.chief() as chief:
        pointing = (
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND confrelid = %s::regclass"
        )
        assert chief.execute(pointing, [table]).fetchone() == (0,)
        chief.execute(f"CREATE TABLE parted (LIKE {table} INCLUDING ALL)"
                      " PARTITION BY HASH (landlord_id)")  # fmt: skip
        for number in range(4):
            chief.execute(f"CREATE TABLE parted_{number} PARTITION OF parted FOR VALUES WITH"
                          f" (MODULUS 4, REMAINDER {number})")  # fmt: skip
        chief.execute(f"INSERT INTO parted SELECT * FROM {table}")
        (moved,) = chief.execute("SELECT count(*) FROM parted").fetchone()
        assert chief.execute(f"SELECT count(*) FROM {table}").fetchone() == (moved,)
        assert moved


def test_the_database_has_no_other_key_that_crosses_landlords(db):
    """Uniqueness never does, but for what signs in; an index does only where it serves a join."""
    found = {"unique": set(), "index": set()}
    with connection.cursor() as cursor:
        for model in MODELS:
            table = model._meta.db_table
            joins = {field.column for field in model._meta.concrete_fields if field.is_relation}
            for key in connection.introspection.get_constraints(cursor, table).values():
                columns = key["columns"] or ["landlord_id"]
                if key["primary_key"] or columns[0] == "landlord_id":
                    continue
                if key["unique"]:
                    found["unique"].add(f"{table}.{columns[0]}")
                elif key["index"] and not (len(columns) == 1 and columns[0] in joins):
                    found["index"].add(f"{table}.{columns[0]}")

    assert found["unique"] == {"accounts_landlord.slug", "accounts_user.username"}
    assert {name.partition(".")[0] for name in found["index"]} <= {
        "accounts_landlord",
        "accounts_user",
    }
