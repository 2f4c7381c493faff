"""The words of a letter come out whole, and nothing comes out with them."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.core.letters import Block, Letter
from putright.gateways.letter_text import TAGS, from_letter, parts, to_html, to_plain

WORD = re.compile(r"[^\W_]+")
HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "[a](javascript:alert(1))",
                "![a](http://evil.example/x)",
                "<svg/onload=x>",
                "</p><p class=x>",
                "&lt;b&gt;",
                "&#60;",
                "`code`",
                "```",
                "    indented",
                "> quoted",
                "***",
                "---",
                "===",
                "# one",
                "## two",
                "####### seven",
                "- ",
                "* ",
                "+ ",
                "1. ",
                "999999999. ",
                "",
                "\n",
                "\n\n",
                "\t",
                "  ",
                "**",
                "__",
                "*",
                "_",
                "~~",
                "\\",
                "\\-",
                "http://evil.example",
                "<http://evil.example>",
                "a@b.example",
                "\r\n",
                "\x00",
                "\u202e",
                "<!-- ",
                "-->",
                "<![CDATA[",
                "]]>",
                '<a href="x">',
                '"',
                "'",
                "{{ 7*7 }}",
            ]
        ),
        st.text(max_size=12),
    ),
    max_size=25,
).map("".join)


class Seen(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.given: set[str] = set()
        self.words = ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.given |= {name for name, _value in attrs}
        self.words += " "

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


@given(HOSTILE)
def test_hostile_text_gives_the_seven_tags_and_no_other(body: str) -> None:
    seen = Seen(to_html(body))

    assert seen.tags <= TAGS
    assert seen.given <= {"start"}


@given(HOSTILE)
def test_every_letter_comes_out_as_html_and_as_plain_text_and_none_besides(body: str) -> None:
    said = [to_plain(body), Seen(to_html(body)).words, "".join(part.text for part in parts(body))]

    assert [letters(text) for text in said] == [letters(body)] * 3


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalpha())


@given(st.text(max_size=40))
def test_words_of_a_fact_are_said_as_they_are(fact: str) -> None:
    letter = Letter("x", "X", "resident", (Block("You said: " + fact, ("item " + fact,)),))

    said = "\n".join(part.text for part in parts(from_letter(letter)))

    assert WORD.findall(said).count("item") >= 1
    for mark in "*_#-":
        assert said.count(mark) >= 2 * " ".join(fact.split()).count(mark) - said.count("\n")


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("One\ntwo", "<p>One<br>\ntwo</p>\n"),
        ("## What we *found*", "<h2>What we *found*</h2>\n"),
        ("# One", "<p># One</p>\n"),
        ("We will **do** it", "<p>We will <strong>do</strong> it</p>\n"),
        ("a __b__ c", "<p>a __b__ c</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>\n'),
        (r"\- no list", "<p>- no list</p>\n"),
        ("1 May. 2 < 3 &amp; <b>", "<p>1 May. 2 &lt; 3 &amp;amp; &lt;b&gt;</p>\n"),
    ],
)
def test_the_subset_is_all_there_is(body: str, html: str) -> None:
    assert to_html(body) == html


def test_plain_text_keeps_lists_numbers_and_breaks() -> None:
    body = "Dear Ms Quill\n\n## What we will do\n\n3. Fit a **lock**\n   at noon\n4. Ring\n\n   you"

    assert to_plain(body) == (
        "Dear Ms Quill\n\nWhat we will do\n\n3. Fit a lock\n   at noon\n4. Ring\n   you\n"
    )


def test_lists_within_lists_lose_no_word_however_deep() -> None:
    deep = "\n".join("  " * n + f"- word{n} - - - - - - - -" for n in range(60))

    said = to_plain(deep)

    assert all(f"word{n}" in said for n in range(60))


def test_a_letter_from_facts_becomes_a_body_that_says_the_same() -> None:
    letter = Letter(
        kind="plan",
        title="What we agreed",
        audience="resident",
        blocks=(
            Block("What we will do", is_heading=True),
            Block("We agreed:", ("Fit a lock\nat 2*3 _High_ Street", "1. Ring you")),
            Block("- she said\n# hers\n2024. A year"),
        ),
    )

    assert to_plain(from_letter(letter)) == (
        "What we will do\n\nWe agreed:\n\n- Fit a lock\n  at 2*3 _High_ Street\n- 1. Ring you\n\n"
        "- she said\n# hers\n2024. A year\n"
    )


def test_a_part_knows_its_kind_depth_and_number() -> None:
    told = parts("## A\n\nb\n\n- c\n  1. d")

    assert [(part.kind, part.text, part.level, part.number) for part in told] == [
        ("heading", "A", 0, 0),
        ("paragraph", "b", 0, 0),
        ("bullet", "c", 1, 0),
        ("number", "d", 2, 1),
    ]
