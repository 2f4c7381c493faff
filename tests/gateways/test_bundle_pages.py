"""A bundle joined: everything lands, numbers agree, nothing comes along, the same each time."""

from html import escape
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.gateways.bundle_pages import CannotJoin, Joined, Paper, Places, join
from putright.gateways.letter_pdf import render, what_is_missing
from tests.gateways.papers import pages, saved, with_secrets

MISSING = what_is_missing()
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no PDF is drawn here: {MISSING}")
SECRET = "Quillfeather"
PAPERS = (
    Paper(key="a", title="A letter", pdf=pages("Alder", 2), under="First question"),
    Paper(key="b", title="A turned page", pdf=pages("Birch", 3, turned=90), under="First question"),
    Paper(key="c", title="A message", pdf=pages("Cedar", 1), under="Second question"),
    Paper(key="d", title="On its own", pdf=with_secrets(SECRET)),
)


def front(places: Places) -> bytes:
    """An index with a link and the first page of each paper, and more than one page long."""
    rows = "".join(
        f'<p><a href="bundle:{escape(key)}">{key} at {first}</a></p>'
        for key, first in places.first.items()
    )
    html = f"<html lang=en><head><title>Index</title></head><body>{rows * 12}</body></html>"
    return render(html, "@page { size: A4 }", seed=b"front", is_letter=False)


@pytest.fixture(scope="module")
def joined() -> Joined:
    return joined_of(PAPERS)


def joined_of(papers: tuple[Paper, ...]) -> Joined:
    return join(front, papers, reference="PR-7", title="A bundle", front_title="Index")


def text_of(made: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(made)
    return [page.get_textpage().get_text_range() for page in document]


def test_every_link_of_the_index_lands_on_the_page_that_it_names(joined: Joined) -> None:
    with pikepdf.open(BytesIO(joined.pdf)) as whole:
        numbers = {page.objgen: at for at, page in enumerate(whole.pages, 1)}
        links = [
            link for page in whole.pages[: joined.places.front] for link in page.obj.Annots
        ]  # fmt: skip
        landed = [numbers[link.Dest[0].objgen] for link in links]
        assert joined.places.front > 1
        assert landed == [joined.places.first[key] for key in "abcd"] * 12
        assert not any("/A" in link for link in links)


def test_every_bookmark_lands_on_its_paper(joined: Joined) -> None:
    document = pypdfium2.PdfDocument(joined.pdf)
    found = {one.get_title(): one.get_dest().get_index() + 1 for one in document.get_toc()}
    first = joined.places.first
    assert found == {
        "Index": 1, "First question": first["a"], "A letter": first["a"],
        "A turned page": first["b"], "Second question": first["c"], "A message": first["c"],
        "On its own": first["d"],
    }  # fmt: skip


def test_the_number_on_each_page_is_the_one_that_the_index_gives(joined: Joined) -> None:
    told = text_of(joined.pdf)
    assert all(f"PR-7, page {at} of {len(told)}" in text for at, text in enumerate(told, 1))
    for key, word in zip("abcd", ("Alder", "Birch", "Cedar", "Bramble"), strict=True):
        assert f"{word} 1" in told[joined.places.first[key] - 1]
        assert f"{key} at {joined.places.first[key]}" in told[0]


def test_the_same_papers_give_the_same_bytes(joined: Joined) -> None:
    assert joined_of(PAPERS).pdf == joined.pdf


def test_comments_authors_and_private_data_stay_behind(joined: Joined) -> None:
    with pikepdf.open(BytesIO(joined.pdf)) as whole:
        told = [bytes(one) for one in whole.objects if isinstance(one, pikepdf.String)]
        told += [repr(one).encode() for one in whole.objects]
        told += [one.read_bytes() for one in whole.objects if isinstance(one, pikepdf.Stream)]
        assert not any(SECRET.encode() in one for one in told)
        assert "/Names" not in whole.Root and "/Metadata" not in whole.Root


@settings(max_examples=12, deadline=None)
@given(
    turned=st.sampled_from((0, 90, 180, 270, -90, 450)),
    left=st.integers(-400, 400),
    low=st.integers(-400, 400),
)
def test_a_number_stands_at_the_foot_of_what_is_shown(turned: int, left: int, low: int) -> None:
    paper = pages(turned=turned, box=(left, low, left + 595, low + 842))
    plain = pages("Index")
    made = join(
        lambda places: plain, [Paper(key="x", title="X", pdf=paper)],
        reference="PR-7", title="T", front_title="F",
    ).pdf  # fmt: skip
    shown = pypdfium2.PdfDocument(made)[1].render(grayscale=True).to_pil()
    wide, high = shown.size
    foot = shown.crop((wide - 130, high - 30, wide, high))
    assert min(foot.tobytes()) < 100
    assert min(shown.crop((0, high - 30, wide - 130, high)).tobytes()) == 255


def test_a_page_keeps_what_it_has_by_those_above_it() -> None:
    with pikepdf.open(BytesIO(pages("Dogwood", 2))) as found:
        whole = found.Root.Pages
        inner = found.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=whole.Kids, Count=2, Parent=whole)
        )
        whole.Resources = found.pages[0].obj.Resources
        inner.MediaBox, inner.Rotate = pikepdf.Array([0, 0, 400, 700]), 90
        for page in whole.Kids:
            page.Parent = inner
            del page.Resources, page.MediaBox, page.Rotate
        whole.Kids = pikepdf.Array([inner])
        raw = saved(found)

    made = joined_of((Paper(key="a", title="Inner", pdf=raw),))

    with pikepdf.open(BytesIO(made.pdf)) as whole:
        assert whole.check_pdf_syntax() == []
        last = whole.pages[-1]
        assert list(last.mediabox) == [0, 0, 400, 700] and last.obj.Rotate == 90
        assert whole.Root.Pages.Count == made.places.total
    assert "Dogwood 2" in text_of(made.pdf)[-1]


@pytest.mark.parametrize("broken", [b"%PDF-1.7 broken", b"", b"not one"])
def test_a_paper_that_cannot_be_opened_is_named(broken: bytes) -> None:
    with pytest.raises(CannotJoin, match="lost"):
        joined_of((Paper(key="lost", title="Lost", pdf=broken),))
