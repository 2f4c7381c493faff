"""The front of a bundle: the same told in the PDF and the page beside it, in any script."""

from datetime import date, timedelta
from io import BytesIO
from itertools import groupby
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pytest

from putright.casework.actions.bundles import Told
from putright.casework.bundle_front import Front
from putright.casework.bundle_index import page_of
from putright.casework.bundle_plan import Plan, Question
from putright.casework.bundle_said import NotOnPaper, key_of
from putright.casework.queries.case_entries import EntrySeen
from putright.gateways.bundle_pages import Joined, Paper, join
from putright.gateways.bundle_sources import words_left
from putright.gateways.bundle_words import INSTEAD, Withheld
from putright.gateways.letter_pdf import what_is_missing
from tests.gateways.papers import pages

MISSING = what_is_missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}")
NAME = "Quillfeather"
SCRIPTS = {"set by ours": "Pani Łucja Wójcik rang", "any other": "قالت فاطمة إنها اتصلت"}
SAID = "that the noise had begun again; {name} <b>shouted</b> & banged on the door until four."


def front_of(words: str, withheld: Withheld) -> Front:
    """The front of a bundle of some entries, of which the first says some words."""
    entries = tuple(
        EntrySeen(
            key=f"k{n}", number=n, acts=(), title="A call", evidence="evidenced",
            happened=date(2024, 3, 1) + timedelta(days=n),
            text=f"{words if n == 1 else f'Entry {n}'}, {SAID.format(name=NAME)}",
        )
        for n in range(1, 20)
    )  # fmt: skip
    asked = Question(key="q", asks="What was done", entries=("k1", "k2"), none="One is lost.")
    plan = Plan(
        reference="PR-1", landlord="Bramblecote Homes", questions=(asked,), entries=entries[:2],
        timeline=entries, sources=(), gaps=(), picture=None, is_picture_broken=False,
        asked_by="", told=Told(entries={}, none={}),
    )  # fmt: skip
    lost = NotOnPaper(number=1, entry=entries[0], name="a film", kind="film", size=9, why="plays",
                      sha256="ab" * 32)  # fmt: skip
    told = SimpleNamespace(absent=[lost], behind={}, notes=[], is_seen=False)
    return Front(plan, told, withheld)


def joined(front: Front) -> Joined:
    papers = [Paper(key=key_of(one), title="A call", pdf=pages(f"Paper {one.number}"))
              for one in front.plan.entries]  # fmt: skip
    return join(
        front.printed, papers, reference="PR-1", title="A bundle", front_title="Index"
    )  # fmt: skip


def told_in(made: Joined) -> str:
    document = pypdfium2.PdfDocument(made.pdf)
    return " ".join(
        " ".join(document[at].get_textpage().get_text_range().split())
        for at in range(made.places.front)
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_chronology_is_whole_and_leads_to_its_papers_in_any_script(script: str) -> None:
    front = front_of(SCRIPTS[script], Withheld(()))
    made = joined(front)

    told = told_in(made)
    assert all(f"Entry {n}, that the noise" in told for n in range(2, 20))
    assert "<b>shouted</b> & banged" in told and "One is lost." in told and "abab" in told
    assert set(SCRIPTS[script].split()[1:]) <= set(told.replace(",", "").split())
    first = made.places.first
    with pikepdf.open(BytesIO(made.pdf)) as whole:
        numbers = {page.objgen: at for at, page in enumerate(whole.pages, 1)}
        front_pages = whole.pages[: made.places.front]
        links = [link for page in front_pages for link in page.obj.get("/Annots", [])]
        landed = [one for one, _lines in groupby(numbers[link.Dest[0].objgen] for link in links)]
    assert landed == [first["p1"], first["p2"], first["p1"], first["p2"]]
    assert joined(front_of(SCRIPTS[script], Withheld(()))).pdf == made.pdf


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_withheld_name_is_in_no_entry_of_the_chronology(script: str) -> None:
    withheld = Withheld((NAME,))
    made = joined(front_of(SCRIPTS[script], withheld))

    assert told_in(made).count(INSTEAD) == 19
    assert words_left(made.pdf, withheld) == ()


def test_the_page_beside_it_tells_the_same_days_and_pages() -> None:
    front = front_of(SCRIPTS["any other"], Withheld(()))
    made = joined(front)
    page = page_of(front, made.places)

    at = made.places.first["p2"]
    assert f'<a href="bundle.pdf#page={at}">{at}</a>' in page and SCRIPTS["any other"] in page
    assert "&lt;b&gt;shouted&lt;/b&gt; &amp; banged" in page and "<b>" not in page
    assert page.count('class="when"') == 19 and f"sha256 {'ab' * 32}" in page
