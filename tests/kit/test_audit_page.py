"""The audit page says all that the audit found, asks nothing of the network, and can be read."""

import gettext
import html
import itertools
import re
from datetime import date

import pytest
from msgspec.structs import replace
from pages import PUBLISHED, Page, published, without_findings

import putright
from putright.casework import audits
from putright.core.findings.audit import Audit
from putright.core.timeline.timeline import build_timeline
from putright.kit.audit_page import render
from putright.kit.cards import Cards
from putright.kit.dates import days_in_words, long_day, with_version

NASTY = "<script>alert(1)</script>\"'&"


@pytest.fixture(scope="module")
def page(audit: Audit) -> str:
    return render(audit)


@pytest.fixture(scope="module")
def nasty() -> Audit:
    """An audit in which every entry, title and note tries to be a script."""
    audit = published("westward-202305098")
    entries = [
        replace(item.entry, text=f"{NASTY} {item.id}", refs=(NASTY,))
        for item in audit.run.timeline.items
    ]
    people, words = audit.run.timeline.people.values(), audit.run.words
    audit.run.timeline = build_timeline(entries, people=people, words=words)
    findings = tuple(replace(finding, what=NASTY, source=NASTY) for finding in audit.findings)
    return replace(audit, title=NASTY, case=NASTY, findings=findings, left_out=(NASTY,))


def test_every_finding_is_a_card_with_its_sentence_source_days_and_paragraphs(
    audit: Audit, page: str
) -> None:
    cards = Cards(audit)
    text = html.unescape(page)

    for finding in audit.findings:
        card = f'<article class="pr-card" id="{cards.ids[id(finding)]}"'
        assert page.count(card) == 1
        body = text.split(card)[1].split("</article>")[0]
        assert days_in_words(finding.what) in body
        assert long_day(finding.on) in body
        assert all(ref in body for ref in finding.refs)
        assert all(name in body for name in finding.rules)
        for day in (finding.due, finding.done):
            assert not isinstance(day, date) or long_day(day) in body


def test_every_count_by_others_stands_beside_ours(audit: Audit, page: str) -> None:
    given = [f for f in audit.findings if isinstance(f.asserted_days, int)]

    assert page.count("<dt>Count by others</dt>") == len(given)


def test_reviews_accounts_credits_headings_and_gaps_are_on_the_page(
    audit: Audit, page: str
) -> None:
    text = html.unescape(page)

    assert page.count('id="review-') == 2 * len(audit.for_review)
    assert all(audit.run.timeline.by_id[one.entry].entry.text in text for one in audit.unsettled)
    assert page.count('<ul class="pr-credits">') == bool(audit.done_well)
    assert all(f'id="heading-{n}"' in page for n, _ in enumerate(audit.headings, start=1))
    assert all(left in text for left in audit.left_out)


def test_the_page_says_its_day_its_versions_and_that_a_person_decides(
    audit: Audit, page: str
) -> None:
    assert f"As of {long_day(audit.as_of)}" in page
    assert html.escape(audit.notice) in page
    assert f"Putright {putright.__version__}" in page
    assert all(with_version(pack) in page for pack in audit.packs)


def test_the_story_has_five_lines(page: str) -> None:
    story = page.split('<ol class="pr-story">')[1].split("</ol>")[0]

    assert story.count("<li>") == 5


def test_nothing_is_fetched_and_nothing_runs(page: str) -> None:
    read = Page(page)
    addresses = [*read.values("href"), *read.values("src")]

    assert not read.all("script", "iframe", "img", "object", "embed")
    assert all(address.startswith(("#", "data:")) for address in addresses)
    assert not re.findall(r"url\((?!data:|#)", page)
    assert "@import" not in page
    assert not [name for name in read.elements if any(key.startswith("on") for key in name[1])]


def test_the_page_is_well_formed_and_its_ids_are_its_own(page: str) -> None:
    read = Page(page)
    ids = read.values("id")
    pointed = [link[1:] for link in read.values("href") if link.startswith("#")]
    pointed += " ".join(read.values("aria-labelledby")).split()

    assert not read.badly_nested and not read.open
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", one) for one in ids)
    assert set(pointed) <= set(ids)


def test_headings_go_down_one_step_at_a_time(page: str) -> None:
    levels = [int(tag[1]) for tag, _ in Page(page).elements if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_landmarks_language_and_table_headers_are_there(page: str) -> None:
    read = Page(page)

    assert read.all("html")[0]["lang"] == "en-GB"
    assert len(read.all("main")) == len(read.all("header")) == len(read.all("footer")) == 1
    assert len(read.all("caption")) == len(read.all("table"))
    assert all(header.get("scope") in ("col", "row") for header in read.all("th"))


def test_a_script_in_an_entry_is_only_text(nasty: Audit) -> None:
    page = render(nasty)

    assert "<script" not in page.lower()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not Page(page).all("script")


def test_a_case_without_failings_says_what_was_checked(audit: Audit) -> None:
    page = render(without_findings(audit))

    assert "No failings shown" in page
    assert f"{audit.promises_checked} promises were checked against the timeline" in page
    assert 'id="findings"' not in page
    assert not Page(page).badly_nested


def test_an_empty_case_has_a_page_without_a_picture(audit: Audit) -> None:
    empty = without_findings(audit)
    run = object.__new__(type(audit.run))
    run.__dict__.update(audit.run.__dict__)
    run.timeline = build_timeline([], people=[], words=audit.run.words)

    page = render(replace(empty, run=run, duties=()))

    assert 'class="pv"' not in page
    assert "nothing can be judged" in page


def test_the_words_can_be_translated(audit: Audit) -> None:
    class Marked(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return f"«{message}»"

        def ngettext(self, one: str, many: str, n: int) -> str:
            return f"«{one if n == 1 else many}»"

    page = render(audit, translations=Marked(), lang="en-x-marked")

    assert 'lang="en-x-marked"' in page
    assert "«The story in five lines»" in page
    assert "<strong>«Longest silence».</strong>" in page
    assert "«No failings" not in page and "failings shown»" in page


def test_the_same_audit_makes_the_same_page(audit: Audit, page: str) -> None:
    assert render(audit) == page


@pytest.mark.parametrize("case", PUBLISHED)
def test_without_an_entry_nothing_is_judged_or_praised(case: str) -> None:
    opened = audits.open_case(case)
    page = render(audits.audit(opened, as_of=date(2010, 1, 1)))

    assert "There is no entry by 1 January 2010: nothing can be judged." in page
    for praise in ("in time", "Nothing that was promised", "is settled by a record",
                   "Suggested level", "(suggested)", "No failings shown"):  # fmt: skip
        assert praise not in page.split("</style>")[1].replace("was met in time or counts", "")
