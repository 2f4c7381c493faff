"""The tests themselves run where they say they do, and as whom they say."""

import pytest
from django.db import connection
from factories.postgres import SERVICE

from putright.stores.accounts.models import Landlord
from putright.stores.record.models import Case


def test_a_case_made_in_a_test_is_there(case):
    assert Case.objects.get(id=case.id).reference.startswith(case.landlord.prefix)


def test_a_fresh_database_holds_what_another_connection_reads(fresh_database, case):
    with fresh_database.chief() as chief:
        (found,) = chief.execute("SELECT count(*) FROM record_entry").fetchone()

    assert found == 1


@pytest.mark.on("postgresql")
def test_postgresql_is_used_as_a_role_that_owns_nothing(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles"
                       " WHERE rolname = current_user")  # fmt: skip
        assert cursor.fetchone() == (SERVICE, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


@pytest.mark.on("postgresql")
@pytest.mark.own_scope
@pytest.mark.django_db
def test_a_test_with_its_own_scope_sees_nothing_at_first(landlord):
    assert not Landlord.objects.exists()
