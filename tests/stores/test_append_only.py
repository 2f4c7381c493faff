"""The database itself refuses to change the record, by whichever verb, as the service's role."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from factories.made import as_actor, make_case

from putright.casework.queries.cases import find
from putright.stores.accounts import security_log
from putright.stores.accounts.guards import APPEND_ONLY
from putright.stores.post.models import Count, ItemStep
from putright.stores.record import links
from putright.stores.record.ledger.seal import seal

pytestmark = pytest.mark.django_db
KEYS = {"record_entry": "landlord_id, stream_id, number", "record_seal": "landlord_id, number"}


@pytest.fixture
def written(case, officer, now):
    """A row in each of the tables."""
    find(as_actor(officer), case.id, now=now)
    seal(landlord=case.landlord_id, now=now)
    security_log.write("account.tried", landlord=case.landlord_id, at=now)
    insert_erasure(case, 2)
    link_it(case, now)
    ItemStep.objects.create(landlord=case.landlord, item=uuid4(), at=now, what="claimed")
    Count.objects.create(landlord=case.landlord, at=now, came={}, stands={})
    return case


def link_it(case, now):
    other = make_case(case.landlord, team=case.team)
    joined = links.NewLink(case=case.id, other=other.id, what="same home")
    links.write(landlord=case.landlord_id, link=joined, by=None, now=now)


def insert_erasure(case, number):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_erasure (landlord_id, stream_id, number, erased_at, rule, why)"
            f" SELECT landlord_id, stream_id, {number}, recorded_at, 'r', 'w' FROM record_entry"
        )


def refused(line):
    with pytest.raises(DatabaseError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(line)
    return str(found.value)


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return cursor.fetchall()


def a_column(table):
    return {"record_reading": "what", "accounts_securityevent": "what", "record_seal": "sealed_at",
            "record_erasure": "why", "record_entry": "kind",
            "record_caselink": "says", "post_itemstep": "what",
            "post_count": "came"}[table]  # fmt: skip


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "line",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
        "TRUNCATE {table} CASCADE",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "REPLACE INTO {table} SELECT * FROM {table}",
        "INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT ({key}) DO UPDATE SET"
        " {column} = excluded.{column}",
        "DROP TABLE {table}",
    ],
)
def test_a_record_is_added_to_and_nothing_else(written, table, line):
    if connection.vendor == "sqlite" and line.startswith("DROP"):
        pytest.skip("whoever has the file of an embedded database has all of it: see the seals")
    before = rows(table)
    assert before

    refused(line.format(table=table, key=KEYS.get(table, "id"), column=a_column(table)))

    assert rows(table) == before


@pytest.mark.parametrize(
    "line",
    [
        "UPDATE record_wording SET body = '{}'",
        "DELETE FROM record_wording",
        "TRUNCATE record_wording",
        "INSERT OR REPLACE INTO record_wording SELECT * FROM record_wording",
        "INSERT INTO record_wording SELECT * FROM record_wording WHERE true ON CONFLICT"
        " (landlord_id, stream_id, number) DO UPDATE SET body = '{}'",
    ],
)
def test_words_are_never_changed_and_go_only_with_a_note(case, line):
    refused(line)

    assert len(rows("record_wording")) == 1


def test_words_go_once_their_erasure_is_on_record(case):
    insert_erasure(case, 1)

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_wording")

    assert not rows("record_wording")


@pytest.mark.on("postgresql")
def test_the_service_may_not_switch_the_refusals_off(case):
    assert "must be owner" in refused("ALTER TABLE record_entry DISABLE TRIGGER ALL")
    assert "permission denied" in refused("SET session_replication_role = replica")
    assert "must be owner" in refused("DROP POLICY own_landlord ON record_entry")
    assert "must be owner" in refused("ALTER TABLE record_entry DISABLE ROW LEVEL SECURITY")
    assert "permission denied" in refused("CREATE TABLE of_its_own (id int)")
