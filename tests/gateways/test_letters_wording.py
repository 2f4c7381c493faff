"""Every template of a letter to a resident is short, plain, and says which facts it takes."""

import re
from collections.abc import Mapping

import pytest

from putright.core.letters import Letter, Template, compose
from putright.core.letters.letter import TemplatePart
from putright.core.policy.practice_claims import LetterNeed
from putright.gateways.files import load_pack, load_words
from putright.gateways.letter_sheet import fixed_words
from putright.gateways.letter_templates import all_kinds, languages, load_template
from putright.gateways.letter_text import from_letter, to_plain
from putright.gateways.reading import AIM, reading_of

OLDEST = 13
AVOIDED = re.compile(
    r"\b(alleged|allegation|unfortunately|as per|thorough\w*|satisfaction|if you felt|regret that"
    r"|sorry if|sorry that you feel|inconvenience caused|customer|ticket|SLA|perpetrator|goodwill"
    r"|in due course|please be advised|with regard to|further to|endeavour|henceforth)",
    re.I,
)
NAMED = re.compile(r"\{(\w+)\}")
TEMPLATES = {kind: load_template(kind) for kind in all_kinds()}
TO_RESIDENTS = {kind: one for kind, one in TEMPLATES.items() if one.audience == "resident"}
SAID: Mapping[str, str] = {
    "name": "Ms Quill",
    "received": "4 May 2026",
    "by": "1 June 2026",
    "handler": "Jo Marsh",
    "reach": "01632 960 012",
    "ombudsman": "Ring 0300 111 3000.",
    "reasons": "A court has the claim.",
    "told_times": "three",
    "agreed": "Pay my rent.",
    "reason": "We wait for the police.",
}
ROW = {"what": "Fit a lock", "why": "It is ours", "by": "1 June", "day": "4 May", "sum": "£50",
       "head": "the noise", "who": "Jo Marsh"}  # fmt: skip


class AllKnown(dict[str, object]):
    """Facts of a letter in which everything is known."""

    def __init__(self, template: Template) -> None:
        self.lists = {part.lists for part in template.part if part.lists}
        last = template.kind[-1]
        self["stage"] = f"stage {last}" if last.isdigit() else "stage 1"

    def __missing__(self, name: str) -> object:
        return [dict_of(ROW), dict_of(ROW)] if name in self.lists else SAID.get(name, "4 May 2026")

    def get(self, name: str, other: object = None) -> object:
        return self[name]


def dict_of(row: Mapping[str, str]) -> Mapping[str, str]:
    class Row(dict[str, str]):
        def __missing__(self, name: str) -> str:
            return "the noise"

    return Row(row)


def full(template: Template) -> Letter:
    return compose(template, AllKnown(template))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", TO_RESIDENTS)
def test_no_sentence_to_a_resident_is_long_and_the_letter_is_easy(kind: str) -> None:
    reading = reading_of(from_letter(full(TEMPLATES[kind])))

    assert reading.longest == ()
    assert reading.age <= OLDEST
    assert AIM == 20


@pytest.mark.parametrize("kind", TO_RESIDENTS)
def test_no_letter_to_a_resident_uses_a_word_that_we_avoid(kind: str) -> None:
    letter = full(TEMPLATES[kind])

    assert AVOIDED.findall(letter.title + " " + to_plain(from_letter(letter))) == []


@pytest.mark.parametrize("kind", TEMPLATES)
def test_title_gives_nothing_away(kind: str) -> None:
    assert not re.search(
        r"complain|antisocial|behaviour|ASB|hate|police|victim|refus", TEMPLATES[kind].title, re.I
    )


@pytest.mark.parametrize("kind", [kind for kind, one in TEMPLATES.items() if one.facts])
def test_facts_that_a_template_declares_are_those_it_uses(kind: str) -> None:
    template = TEMPLATES[kind]
    used = {name for part in template.part for name in (*part.needs, *NAMED.findall(part.text))}
    used |= {part.lists for part in template.part if part.lists}

    assert used <= set(template.facts)
    for part in template.part:
        asked = set(NAMED.findall(part.item))
        assert all(name in template.facts[part.lists] for name in asked)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_acts_and_contents_are_words_of_the_vocabulary(kind: str) -> None:
    template, words = TEMPLATES[kind], load_words()
    contents = {*template.contains, *(one for part in template.part for one in part.contains)}

    assert contents <= set(words.contents)
    assert set(template.does) <= set(words.acts)


@pytest.mark.parametrize("kind", [kind for kind, one in TEMPLATES.items() if one.contains])
def test_letter_with_all_its_facts_contains_all_that_its_kind_must(kind: str) -> None:
    template = TEMPLATES[kind]

    assert full(template).lacks == ()
    assert compose(template, Bare()).lacks != ()  # type: ignore[arg-type]


class Bare(dict[str, str]):
    """Facts of a letter of which only what cannot be left out is known."""

    def __missing__(self, name: str) -> str:
        return "x"


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("complaint_acknowledged", {"definition", "ombudsman details"}),
        ("complaint_extended", {"reasons", "ombudsman details"}),
        ("complaint_refused", {"reasons", "ombudsman details"}),
        ("escalation_refused", {"reasons", "ombudsman details"}),
        ("complaint_response_1", {"stage", "definition", "decision", "reasons", "remedy",
                                  "outstanding actions", "how to go on"}),
        ("complaint_response_2", {"stage", "definition", "decision", "reasons", "remedy",
                                  "outstanding actions", "how to go on"}),
    ],
)  # fmt: skip
def test_letters_of_the_code_must_contain_what_it_asks_for(kind: str, needed: set[str]) -> None:
    assert needed <= set(TEMPLATES[kind].contains)


TRANSLATED = [(kind, tag) for tag in languages() for kind in all_kinds(language=tag)]


@pytest.mark.parametrize(("kind", "language"), TRANSLATED)
def test_a_translated_template_says_part_for_part_what_the_english_says(
    kind: str, language: str
) -> None:
    there, english = load_template(kind, language=language), TEMPLATES[kind]

    assert there.language == language
    assert there.does == english.does and there.contains == english.contains
    assert [_shape(part) for part in there.part] == [_shape(part) for part in english.part]


def _shape(part: TemplatePart) -> tuple[object, ...]:
    named = set(NAMED.findall(part.text)), set(NAMED.findall(part.item))
    return (named, part.needs, part.lists, part.heading, part.contains)


def test_a_letter_with_no_template_in_a_language_is_english_and_says_so() -> None:
    assert load_template("complaint_acknowledged", language="so").language == "en"
    assert load_template("apology", language="pl").language == "en"
    assert load_template("apology", language="../en").language == "en"
    assert full(load_template("apology", language="pl")).language == "en"
    assert full(load_template("complaint_acknowledged", language="pl")).language == "pl"


def test_what_nobody_has_checked_is_marked() -> None:
    assert all(load_template(kind, language=tag).unchecked for kind, tag in TRANSLATED)
    assert all(fixed_words(tag).unchecked for tag in languages())
    assert not any(one.unchecked for one in TEMPLATES.values())


NEEDS = load_pack("good-practice").practice["letter_need"]


@pytest.mark.parametrize("need", NEEDS, ids=lambda need: need.id)
def test_a_whole_letter_says_what_the_check_asks_of_its_kind(need: LetterNeed) -> None:
    ours = [kind for kind in need.letters if kind in TEMPLATES]

    assert ours
    for kind in ours:
        said = to_plain(from_letter(full(TEMPLATES[kind]))).lower()
        for phrases in need.all_of:
            assert any(phrase.strip() in said for phrase in phrases.split("|")), (kind, phrases)


def test_the_check_asks_every_letter_for_the_ombudsman_that_must_have_the_details() -> None:
    (asked,) = [need for need in NEEDS if need.id == "ombudsman"]
    must = {kind for kind, one in TEMPLATES.items() if "ombudsman details" in one.contains}

    assert must <= set(asked.letters)


@pytest.mark.parametrize("kind", [kind for kind, one in TEMPLATES.items() if one.free])
def test_a_letter_begun_by_hand_needs_no_fact_but_a_name(kind: str) -> None:
    assert compose(TEMPLATES[kind], {"name": "Ms Quill"}).blocks[0].text == "Dear Ms Quill"
