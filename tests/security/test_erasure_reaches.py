"""A word planted wherever a case can hold one is in no table and no file once it is erased (R16).

What stays is that something came, what was done with it and when: the rows that tell how, and
which rule erased the words.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from factories import made
from factories.incoming import make_item, row_of, steps_of
from factories.made import NOW

from putright.casework.actions import drafts, erasure, files, outbox, triage, triage_new
from putright.casework.actions import triage_place as placing
from putright.casework.actions.outbox import Receipt
from putright.casework.actions.triage import Moved
from putright.casework.actor import Actor
from putright.casework.live import load
from putright.casework.operations import outbox as sending
from putright.casework.queries.cases import near_to
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import items
from putright.stores.post import outbox as rows
from putright.stores.post.models import ItemStep, StepWords
from putright.stores.record.ledger.erase import Rule
from putright.stores.record.models import Case

WORD = "Quillfeather"
RULE = Rule(rule="UK GDPR article 17(1)(d)", why="Words of somebody who is no party to the case.")
RAW = f"From: ada@mail.example\r\nSubject: {WORD}\r\n\r\nAbout {WORD}.\r\n".encode()


@pytest.fixture
def home(fresh_database: Any, settings: Any) -> Any:
    """A database that commits, with all files of the installation in one folder."""
    settings.SENDING = {**settings.SENDING, "drop": str(fresh_database.home / "drop")}
    return fresh_database


def test_a_planted_word_is_nowhere_once_it_is_erased(
    home: Any, landlord: Any, team: Any, officer: Any
) -> None:
    head = made.as_actor(made.make_user(landlord, "head of service"))
    case = made.make_case(landlord, team=team, officer=officer)
    with landlord_scope(OPERATOR):
        item, key = plant(landlord, team, head, case)
    places = tables_with(WORD) | files_with(home.home, WORD)
    assert len(places) >= 12, places

    with landlord_scope(OPERATOR):
        keys = [key, load(case).kept[-1].entry.id]
        erasure.erase_entries(actor=head, near=near(head, case), keys=keys, under=RULE, now=NOW)

    assert tables_with(WORD) == set()
    vacuum()
    assert files_with(home.home, WORD) == set()
    with landlord_scope(OPERATOR):
        assert steps_of(landlord, item)[-2:] == ["placed", "erased"]
        assert items.steps(landlord=landlord.id, item=item)[-1].why == RULE.rule


def plant(landlord: Any, team: Any, head: Actor, case: Case) -> tuple[UUID, str]:
    """The word in all that leads to an entry, and in what was begun with it and not ended."""
    item = make_item(landlord, team, text=f"About {WORD}.", subject=WORD, sender_name=WORD,
                     raw=RAW, files={f"{WORD}.txt": f"{WORD} at two".encode()})  # fmt: skip
    work = _Work(landlord, head, item)
    work(triage.pass_on, team=team.id, officer=None, why=f"{WORD} is of your patch")
    work(triage.park, until=NOW + timedelta(days=1), why=f"{WORD} is away")
    work(triage.end, outcome="nothing to do", why=f"{WORD} asks for nothing")
    work(triage.undo)
    work(triage_new.begin_report)
    told = placing.Placed(case=case.id, whom="anonymous")
    placing.place(actor=head, moved=work.moved, told=told, now=NOW)
    drafts.keep(actor=head, place=f"contact:{case.id}", case=case.id, now=NOW,
                fields={"note": [f"I rang {WORD} about the noise"]})  # fmt: skip
    file = files.keep(actor=head, near=near(head, case), name=f"{WORD}.txt", now=NOW,
                      chunks=[f"{WORD} lives there".encode()])  # fmt: skip
    mail = Receipt(item=item, to=f"{WORD}@mail.example", reference="R1")
    outbox.queue(landlord=landlord.id, mail=mail, now=NOW)
    sending.send_all(landlord=landlord.id)
    outbox.queue(landlord=landlord.id, mail=mail, now=NOW)
    made.add_entries(case, made.a_note(NOW, f"It was {WORD}."), now=NOW, files={0: (file,)})
    return item, row_of(landlord, item).entry


class _Work:
    """Does one thing after another with an item, as its page would."""

    def __init__(self, landlord: Any, actor: Actor, item: UUID) -> None:
        self.landlord, self.actor, self.item = landlord, actor, item

    @property
    def moved(self) -> Moved:
        return Moved(self.item, row_of(self.landlord, self.item).version)

    def __call__(self, do: Any, **told: Any) -> None:
        do(actor=self.actor, moved=self.moved, now=NOW, **told)


def near(actor: Actor, case: Case) -> Any:
    return near_to(actor, case.id, now=NOW)


def tables_with(word: str) -> set[str]:
    """The columns that hold it, in whichever table."""
    found: set[str] = set()
    with landlord_scope(OPERATOR), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE '
                               f'lower(CAST("{column.name}" AS text)) LIKE %s',
                               [f"%{word.lower()}%"])  # fmt: skip
                if cursor.fetchone() != (0,):
                    found.add(f"{table}.{column.name}")
    return found


def files_with(folder: Path, word: str) -> set[str]:
    """The files that hold it, or are named after it."""
    wanted = word.lower().encode()
    return {
        str(path.relative_to(folder)) for path in folder.rglob("*")
        if path.is_file() and (wanted in path.read_bytes().lower() or word in path.name)
    }  # fmt: skip


def vacuum() -> None:
    """The embedded database in one file, without the pages that it let go."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.mark.django_db
def test_reasons_go_only_after_the_step_that_says_so(landlord: Any, team: Any) -> None:
    head = made.as_actor(made.make_user(landlord, "head of service"))
    item = make_item(landlord, team)
    _Work(landlord, head, item)(triage.pass_on, team=team.id, officer=None, why=WORD)
    words = StepWords.objects.filter(item=item)

    for attempt in (lambda: words.update(why=""), words.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    ItemStep.objects.create(landlord=landlord, item=item, at=NOW, what="erased")
    words.delete()

    assert steps_of(landlord, item) == ["passed", "erased"]


@pytest.mark.django_db
def test_what_is_laid_while_its_words_are_erased_does_not_stay(
    landlord: Any, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.SENDING = {**settings.SENDING, "drop": str(tmp_path / "drop")}
    mail = Receipt(item=UUID(int=1), to=f"{WORD}@mail.example", reference="R1")
    outbox.queue(landlord=landlord.id, mail=mail, now=NOW)

    class Slow:
        """The words are erased while it is being laid."""

        def send(self, going: Any) -> Any:
            told = sending.carriers()["email"].send(going)
            rows.forget_items(landlord=landlord.id, items=[UUID(int=1)])
            return told

    with django_capture_on_commit_callbacks(execute=True):
        sending.send_all(landlord=landlord.id, by={"email": Slow()})

    assert [path for path in (tmp_path / "drop").rglob("*") if path.is_file()] == []
