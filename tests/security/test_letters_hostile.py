"""What is typed into a letter stays words: on the page, in the files, in their names."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from casework.writing import begun, kept_of, row_of, send, write
from django.test import Client
from factories import made

from putright.casework.actions import outgoing_translated
from putright.casework.actions.outgoing_translated import Translated
from putright.casework.refused import NotRight
from putright.gateways.letter_text import escaped, to_html, to_plain
from putright.stores.record.models import Case, File

pytestmark = pytest.mark.django_db
HOSTILE = (
    '<img src=x onerror="alert(1)">', "{{ cycler.__init__.__globals__ }}", "{name} %(name)s {0}",
    "[link](javascript:alert(1))", "![x](file:///etc/passwd)", "<script>alert(1)</script>",
    "&lt;b&gt; &#60;i&#62;", "\x0b\x0c\x1b\x7f control", "\u202egnp.exe\u202d", "]]> <!ENTITY x>",
    "<link rel=attachment href=file:///etc/passwd>", "</w:t></w:r><w:p/>", "\ufffe\uffff",
)  # fmt: skip
BODY = "Dear Alba\n\nWe are sorry.\n\n" + "\n\n".join(HOSTILE) + "\n"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case]) -> Case:
    name = 'Alba <b>"Fennimore" {{ 7*7 }} \u202eeman'
    return make_case(person=made.make_person(landlord, name), home=made.make_home(landlord))


def test_hostile_letter_is_words_on_every_page_of_it(
    case: Case, actor_of: Any, signed_in: Any, now: datetime
) -> None:
    letter = begun(actor_of("officer"), case, now, body=BODY)
    client = signed_in(Client(), "officer")

    for path in ("", "print", "send", "language", "drop"):
        shown = client.get(f"/cases/{case.id}/letters/{letter}/{path}").content.decode()
        assert "<img src=x" not in shown and "<script>alert" not in shown, path
        assert "javascript:alert" not in re.findall(r'(?:href|src)="([^"]*)"', shown)
        assert "49" not in re.findall(r"Fennimore[^<]{0,20}", shown)


def test_hostile_letter_goes_as_words_in_pdf_and_word_file(
    case: Case, actor_of: Any, signed_in: Any, now: datetime
) -> None:
    officer = actor_of("officer")
    letter = begun(officer, case, now, body=BODY)
    answer = signed_in(Client(), "officer").get(f"/cases/{case.id}/letters/{letter}/word")
    if answer.status_code == 200:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            document = packed.read("word/document.xml").decode()
            assert not [name for name in packed.namelist() if "vba" in name or "ole" in name]
            rels = packed.read("word/_rels/document.xml.rels").decode()
        assert "&lt;script&gt;" in document and 'TargetMode="External"' not in rels
        assert answer["Content-Disposition"].startswith("attachment")
    _say_why(case, letter, officer, now)
    send(officer, case, letter, now)
    assert "letter.sent" in kept_of(case)[-1].entry.does


def _say_why(case: Case, letter: Any, actor: Any, now: datetime) -> None:
    from putright.casework.outgoing_rules import marks_of, open_letter

    drafting = open_letter(actor, case.id, letter, now=now)
    marks = marks_of(drafting.opened, drafting.row)
    write(actor, case, letter, row_of(case, letter).body, now,
          reasons={mark.key: "So it was" for mark in marks})  # fmt: skip


def test_names_of_files_are_neutral_whatever_the_title_in_another_language(
    case: Case, actor_of: Any, now: datetime
) -> None:
    """A name in a list of downloads is read over her shoulder (T5)."""
    officer = actor_of("officer")
    letter = begun(officer, case, now)
    told = Translated(version=1, language="pl", title="../Przemoc w domu\r\nX: y", made_by="Ola",
                      body="To samo.\n", made_how="person")  # fmt: skip
    outgoing_translated.translate(actor=officer, case_id=case.id, letter=letter, told=told, now=now)
    send(officer, case, letter, now)

    names = [file.name for file in File.objects.all()]
    assert names and not [name for name in names if not name.startswith("A letter from us")]


@pytest.mark.parametrize("text", ["\n", " \n", "\t", "- ", "1. ", "* ", "_ ", "**a ", "\\", "> "])
def test_no_text_makes_a_letter_slow(text: str) -> None:
    many = "a" + text * (20_000 // len(text)) + "b"
    before = time.perf_counter()

    for read in (to_html, to_plain, escaped):
        read(many)

    assert time.perf_counter() - before < 5


def test_reasons_that_answer_nothing_do_not_pile_up(
    case: Case, actor_of: Any, now: datetime
) -> None:
    officer = actor_of("officer")
    letter = begun(officer, case, now)

    for turn in range(3):
        reasons = {f"key-{turn}-{place}": "So it was" for place in range(400)}
        write(officer, case, letter, "Dear Alba\n", now, reasons=reasons)

    assert len(row_of(case, letter).reasons) <= 400


def test_letter_of_more_lines_than_can_be_drawn_in_time_is_not_kept(
    case: Case, actor_of: Any, now: datetime
) -> None:
    officer = actor_of("officer")
    letter = begun(officer, case, now)
    many = "- a\n" * 3_000

    with pytest.raises(NotRight):
        write(officer, case, letter, many, now)
    told = Translated(version=1, language="pl", title="List", body=many, made_how="person",
                      made_by="Ola")  # fmt: skip
    with pytest.raises(NotRight):
        outgoing_translated.translate(
            actor=officer, case_id=case.id, letter=letter, told=told, now=now
        )
