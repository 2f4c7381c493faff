"""The engines' own full-text indexes beside ``Findable``, kept up by triggers (migration 0003).

Names, references and addresses are found as they are written, what is said in entries by the stem
of its words. On PostgreSQL a condition that is not leak-proof, as the one on words is, cannot use
an index beneath row-level security; so that of the words is part of the policy itself, and a
session sees of that table only the rows that hold what it looks for.
"""

from typing import Any

from putright.stores.accounts.scope import SETTING

WORDS = "putright.words"
"""The setting that holds what a session looks for."""
TABLES = {"worklist_named": "unicode61", "worklist_said": "porter unicode61"}


def make(editor: Any) -> None:
    """Make what the engine needs to find words."""
    if editor.connection.vendor == "postgresql":
        _postgres(editor)
    else:
        _sqlite(editor)


def _sqlite(editor: Any) -> None:
    for table, tokens in TABLES.items():
        said = "=" if table == "worklist_said" else "<>"
        editor.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5("
            f"words, content='', prefix='2 3', tokenize='{tokens} remove_diacritics 2')"
        )
        editor.execute(
            f"CREATE TRIGGER {table}_in AFTER INSERT ON worklist_findable "  # nosec B608
            f"WHEN NEW.kind {said} 'entry' "
            f"BEGIN INSERT INTO {table}(rowid, words) VALUES (NEW.id, NEW.words); END"
        )
        editor.execute(
            f"CREATE TRIGGER {table}_out AFTER DELETE ON worklist_findable "  # nosec B608
            f"WHEN OLD.kind {said} 'entry' BEGIN INSERT INTO {table}({table}, rowid, words) "
            "VALUES ('delete', OLD.id, OLD.words); END"
        )
    editor.execute(
        "CREATE TRIGGER worklist_findable_words BEFORE UPDATE OF words ON worklist_findable "
        "BEGIN SELECT RAISE(ABORT, 'words are written anew, not changed'); END"
    )


POSTGRES = (
    # English stems, without leaving any word out as too common: the embedded engine leaves none.
    "CREATE TEXT SEARCH DICTIONARY putright_stems (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION putright_said (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION putright_said "
    "ALTER MAPPING REPLACE english_stem WITH putright_stems",
    "CREATE TABLE worklist_lexeme (landlord_id uuid NOT NULL, findable_id bigint PRIMARY KEY "
    "REFERENCES worklist_findable (id) ON DELETE CASCADE, lexemes tsvector NOT NULL)",
    "CREATE INDEX lexeme_words ON worklist_lexeme USING gin (lexemes)",
    "CREATE FUNCTION putright_words() RETURNS trigger AS $$ BEGIN "
    "INSERT INTO worklist_lexeme VALUES (NEW.landlord_id, NEW.id, CASE WHEN NEW.kind = 'entry' "
    "THEN to_tsvector('putright_said', NEW.words) ELSE to_tsvector('simple', NEW.words) END); "
    "RETURN NULL; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER worklist_findable_in AFTER INSERT ON worklist_findable "  # nosec B608
    "FOR EACH ROW EXECUTE FUNCTION putright_words()",
    "CREATE FUNCTION putright_words_stay() RETURNS trigger AS $$ BEGIN "
    "RAISE EXCEPTION 'words are written anew, not changed'; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER worklist_findable_words BEFORE UPDATE OF words ON worklist_findable "
    "FOR EACH ROW EXECUTE FUNCTION putright_words_stay()",
    "ALTER TABLE worklist_lexeme ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE worklist_lexeme FORCE ROW LEVEL SECURITY",
)


def _postgres(editor: Any) -> None:
    for line in POSTGRES:
        editor.execute(line)
    setting = f"current_setting('{SETTING}', true)"
    own = f"(landlord_id::text = {setting} OR {setting} = 'operator')"
    words = f"lexemes @@ current_setting('{WORDS}', true)::tsquery"
    editor.execute(
        f"CREATE POLICY own_landlord ON worklist_lexeme USING ({own} AND {words}) "
        f"WITH CHECK ({own})"
    )
