"""What the database itself refuses, on both engines: changes to the record, rows of another
landlord (security R5, V11.2). Migrations call these by name.
"""

from collections.abc import Iterable
from typing import Any

from putright.stores.accounts.scope import OPERATOR, SETTING, SIGN_IN

APPEND_ONLY = (
    "record_entry",
    "record_erasure",
    "record_seal",
    "record_reading",
    "record_caselink",
    "accounts_securityevent",
    "post_itemstep",
    "post_count",
)
"""Rows of these tables are inserted, and that is all."""

ERASABLE = ("record_wording", "post_stepwords")
"""Rows of these are inserted, and deleted once an erasure is on record."""
ERASED_ENTRY = (
    "SELECT 1 FROM record_erasure e WHERE e.landlord_id = OLD.landlord_id "
    "AND e.stream_id = OLD.stream_id AND e.number = OLD.number"
)
ERASED_ITEM = (
    "SELECT 1 FROM post_itemstep s WHERE s.landlord_id = OLD.landlord_id "
    "AND s.item = OLD.item AND s.what = 'erased'"
)


def make_append_only(editor: Any, table: str, key: Iterable[str]) -> None:
    """Refuse update, delete, replacing insert and (PostgreSQL) truncate on a table."""
    if editor.connection.vendor == "postgresql":
        _postgres_refusal(editor)
        for event, each in (("UPDATE OR DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
            editor.execute(
                f"CREATE TRIGGER {table}_{each.lower()} BEFORE {event} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION putright_refuse()"
            )
        return
    for event in ("UPDATE", "DELETE"):
        editor.execute(
            f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"
        )
    _refuse_replacing(editor, table, key)


def keep_for_ever(editor: Any, table: str) -> None:
    """Refuse delete on a table whose rows are changed as they are worked on."""
    if editor.connection.vendor == "postgresql":
        _postgres_refusal(editor)
        editor.execute(
            f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION putright_refuse()"
        )
        return
    editor.execute(
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is never deleted'); END"
    )


def make_erasable(
    editor: Any, table: str, key: Iterable[str], *, known: str = ERASED_ENTRY,
    function: str = "putright_erase",
) -> None:  # fmt: skip
    """Refuse update always, and delete where no erasure is ``known``."""
    if editor.connection.vendor == "postgresql":
        _postgres_refusal(editor)
        editor.execute(
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ BEGIN "
            f"IF EXISTS ({known}) THEN RETURN OLD; END IF; "
            "RAISE EXCEPTION '% is erased only with a note', TG_TABLE_NAME; "
            "END $$ LANGUAGE plpgsql",
            params=None,  # so that the % is nobody's placeholder
        )
        editor.execute(
            f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION putright_refuse()"
        )
        editor.execute(
            f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
        editor.execute(
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION putright_refuse()"
        )
        return
    editor.execute(
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
    )
    editor.execute(
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} WHEN NOT EXISTS ({known}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is erased only with a note'); END"
    )
    _refuse_replacing(editor, table, key)


def keep_landlords_apart(
    editor: Any, table: str, *, column: str = "landlord_id", at_sign_in: bool = False
) -> None:
    """Row-level security, forced on the owner too: one landlord's rows and no other's."""
    if editor.connection.vendor != "postgresql":
        return
    setting = f"current_setting('{SETTING}', true)"
    passes = f"{column}::text = {setting} OR {setting} = '{OPERATOR}'"
    if at_sign_in:
        passes += f" OR {setting} = '{SIGN_IN}'"
    editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    editor.execute(f"CREATE POLICY own_landlord ON {table} USING ({passes}) WITH CHECK ({passes})")


def grant(cursor: Any, role: str, quote: Any) -> None:
    """Let the role of the service use the tables; of the record it may read and add, no more."""
    name = quote(role)
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
    for table in APPEND_ONLY:
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {name}")
    for table in ERASABLE:
        cursor.execute(f"REVOKE UPDATE, TRUNCATE ON {table} FROM {name}")


def _postgres_refusal(editor: Any) -> None:
    editor.execute(
        "CREATE OR REPLACE FUNCTION putright_refuse() RETURNS trigger AS $$ BEGIN "
        "RAISE EXCEPTION '% is append only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql",
        params=None,
    )


def _refuse_replacing(editor: Any, table: str, key: Iterable[str]) -> None:
    """``INSERT OR REPLACE`` deletes without asking the delete trigger, unless told to."""
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    editor.execute(
        f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "  # nosec B608
        f"BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"
    )
