"""Every macro: full, empty, wrong, and with text that would like to be a script."""

import re

import pytest
from drawn import MACROS, draw, pages
from gallery import (
    COLUMNS,
    HOSTILE,
    TABS,
    context,
    entry,
    filled,
    full_entry,
    identity,
    lines,
    panel,
    promise,
    wrong,
)

from putright.core.letters import Block, Letter
from putright.kit import shown

DRAWN = {
    "icon": "{{ marks.icon('due') }}",
    "status_tag": "{{ marks.status_tag('met late') }}",
    "evidence_mark": "{{ marks.evidence_mark('claimed', true) }}",
    "risk": "{{ marks.risk('high', text) }}",
    "marker": "{{ marks.marker(text) }}",
    "count": "{{ marks.count(3) }}",
    "link_item": "{{ marks.link_item(tabs[0]) }}",
    "link_items": "{{ marks.link_items(tabs, text) }}",
    "reference": "{{ marks.reference(text) }}",
    "moment": "{{ marks.moment(entry.happened) }}",
    "promise_line": "{{ promises.promise_line(promise) }}",
    "promise_list": "{{ promises.promise_list([promise, promise]) }}",
    "identity_bar": "{{ case.identity_bar(identity) }}",
    "more_facts": "{{ case.more_facts(identity, text) }}",
    "sub_navigation": "{{ case.sub_navigation(tabs, text) }}",
    "entry": "{{ case.entry(entry) }}",
    "timeline": "{% call case.timeline() %}{{ case.entry(entry) }}{% endcall %}",
    "gap": "{{ case.gap(text) }}",
    "day_heading": "{{ case.day_heading(text) }}",
    "once": "{{ forms.once(text) }}",
    "hidden": "{{ forms.hidden(text, form) }}",
    "error_summary": "{{ forms.error_summary(wrong) }}",
    "text_input": "{{ forms.text_input(form.who, width=10) }}",
    "textarea": "{{ forms.textarea(form.what) }}",
    "select": "{{ forms.select(form.team) }}",
    "radios": "{{ forms.radios(form.outcome, big=true) }}",
    "checkboxes": "{{ forms.checkboxes(form.asked) }}",
    "checkbox": "{{ forms.checkbox(form.safe) }}",
    "date_input": "{{ forms.date_input(form.day) }}",
    "time_input": "{{ forms.time_input(form.at) }}",
    "file_input": "{{ forms.file_input(form.photos) }}",
    "field": "{% for one in form %}{{ forms.field(one) }}{% endfor %}",
    "button": "{{ forms.button(text, 'warning', 'name', text, text) }}",
    "button_link": "{{ forms.button_link(text, '/') }}",
    "post_button": "{{ forms.post_button(text, '/', text, {'a': text}, form_id=text) }}",
    "buttons": "{% call forms.buttons() %}{{ text }}{% endcall %}",
    "summary_list": "{{ lists.summary_list(facts) }}",
    "table": "{{ lists.table(text, columns, lines) }}",
    "rows": "{% call(one) lists.rows([text], text) %}{{ one }}{% endcall %}",
    "group": "{{ lists.group(text, 3, 'due') }}",
    "filters": "{{ lists.filters(panel) }}",
    "applied_filters": "{{ lists.applied_filters(panel) }}",
    "pagination": "{{ lists.pagination(pages, text) }}",
    "empty_state": "{{ lists.empty_state(text, tab) }}",
    "notice": "{{ notes.notice('danger', text, text) }}",
    "details": "{% call notes.details(text) %}{{ text }}{% endcall %}",
    "say_this": "{{ notes.say_this(text) }}",
    "letter_view": "{{ letters.letter_view(letter) }}",
    "confirm": "{{ notes.confirm(text, text, '/', text, '/', text) }}",
}


def drawn(name: str, text: str) -> str:
    link = shown.Link(word=text, href="/x", count=2)
    return draw(
        DRAWN[name], text=text, promise=promise("overdue", text, text), entry=full_entry(text),
        identity=identity(text), tabs=(link,), tab=link, form=filled(text), wrong=wrong(text),
        facts=(shown.Fact(name=text, value=text, link=link),), columns=COLUMNS,
        lines=lines(text), panel=panel(text), pages=shown.Pages(number=1, of=2, after_href="?2"),
        letter=Letter("plan", text, "resident", (Block(text, (text,)), Block(text, (), True))),
    )  # fmt: skip


def test_every_macro_of_the_kit_is_drawn_here() -> None:
    declared = {
        name
        for path in MACROS.glob("*.jinja")
        for name in re.findall(r"{% macro ([a-z]\w*)\(", path.read_text(encoding="utf-8"))
    }
    assert declared == set(DRAWN)


@pytest.mark.parametrize("name", DRAWN)
def test_a_macro_given_a_script_shows_it_as_text(name: str) -> None:
    html = drawn(name, HOSTILE)
    assert "<img" not in html
    # inside quotes nothing of it may end the attribute either
    assert "alert(1)>" not in html
    assert "49" not in html.replace("049", "")


@pytest.mark.parametrize("name", DRAWN)
def test_a_macro_has_words_and_no_inline_code(name: str) -> None:
    html = drawn(name, "Flat 2")
    assert not re.search(r"\s(?:style|on[a-z]+)=", html)
    assert "<script" not in html
    assert name in {"icon", "once", "hidden"} or re.sub(r"<[^>]+>", "", html).strip()


@pytest.mark.parametrize(
    "state",
    ["due", "due soon", "overdue", "met", "met late", "excused", "may be late", "part met",
     "future", "for a person", "withdrawn", "replaced", "open", "used", "past", "barred", "owed"],
)  # fmt: skip
def test_every_state_is_a_word_and_a_shape(state: str) -> None:
    html = draw("{{ marks.status_tag(state) }}", state=state)
    assert shown.look_of(state).word in html
    assert re.search(r"<svg[^>]+>.*<(path|circle)", html)


def test_a_promise_is_one_sentence_with_one_link() -> None:
    html = draw("{{ promises.promise_line(one) }}", one=promise("overdue", note="said to be done"))
    words = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert words == (
        "Overdue said to be done Ring the resident by 4:30pm on Fri 3 Apr 2026, "
        "as ASB policy, 4.2 says; a call log will meet it."
    )
    assert html.count("<a ") == 1


def test_a_promise_kept_says_what_met_it() -> None:
    html = draw("{{ promises.promise_line(one) }}", one=promise("met"))
    assert "met by a call log" in html


def test_an_entry_without_an_hour_shows_a_day_alone() -> None:
    html = draw("{{ case.entry(one) }}", one=full_entry())
    assert '<time datetime="2026-04-02">Thu 2 Apr 2026</time>' in html
    assert "12:00am" not in html


def test_an_empty_entry_and_case_show_nothing_made_up() -> None:
    bare = shown.IdentityShown(reference="MEA-1", href="/", home="A home", kind="Noise")
    html = draw(
        "{{ case.entry(one) }}{{ case.identity_bar(bare) }}",
        one=entry(summary="", who="", channel="", evidence=""), bare=bare,
    )  # fmt: skip
    assert "Risk not assessed" in html
    assert "None" not in html
    assert "Safe contact" not in html


def test_the_bar_of_a_case_says_first_things_first_and_loses_nothing_behind_more() -> None:
    html = draw("{{ case.identity_bar(told) }}", told=identity())
    bar, more = html.split("<details>")
    assert "Calls are not safe: in short" in bar
    assert all(html.count(words) == 2 for words in ("Son, 15, autistic", "Writing only.",
                                                    "Tigrinya interpreter", "North"))  # fmt: skip
    assert 'href="/owed">By Mon 18 Sep 2023: Ring the resident' in more
    assert "Overdue" in more


def test_what_is_empty_draws_no_frame_around_nothing() -> None:
    single = shown.Pages(number=1, of=1)
    html = draw("{{ lists.pagination(one) }}{{ forms.error_summary(form) }}{{ marks.count(0) }}",
                one=single, form=filled())  # fmt: skip
    assert not html.strip()


def test_a_wrong_field_is_tied_to_its_words_and_keeps_its_text() -> None:
    html = draw("{{ forms.field(form.day) }}{{ forms.field(form.what) }}", form=wrong("soon"))
    assert 'aria-describedby="id_day-hint id_day-error" aria-invalid="true"' in html
    assert "Error:" in html
    assert 'value="soon"' in html
    assert "soon</textarea>" in html
    assert "placeholder" not in html


def test_the_links_of_an_error_summary_lead_to_fields_that_are_there() -> None:
    form = wrong()
    html = draw("{% for one in form %}{{ forms.field(one) }}{% endfor %}", form=form)
    assert form.mistakes
    for mistake in form.mistakes:
        assert f'id="{mistake.field_id}"' in html


def test_a_page_with_errors_says_so_in_its_title() -> None:
    page = pages().get_template("gallery.html.jinja")
    assert "<title>Gallery - Meadowbank" in page.render(context())
    assert "<title>Error: Gallery - Meadowbank" in page.render(context(form=wrong()))


def test_a_page_without_names_in_its_context_fails_loudly() -> None:
    with pytest.raises(Exception, match="frame"):
        pages().get_template("page.html.jinja").render()


def test_the_door_needs_nothing() -> None:
    html = pages().from_string('{% extends "door.html.jinja" %}').render()
    assert "Putright" in html
    assert "<nav" not in html


def test_a_current_tab_is_marked_for_readers_of_all_kinds() -> None:
    html = draw("{{ case.sub_navigation(tabs) }}", tabs=TABS)
    assert html.count('aria-current="page"') == 1
    assert "need you" in html


def test_rare_tabs_fold_below_more_unless_one_is_there_or_is_needed() -> None:
    told = {"Plain": {}, "Late": {"count": 2}, "Here": {"current": True}}
    tabs = [shown.Tab(word=word, href=f"/{word}/", is_rare=True, **more)
            for word, more in told.items()]  # fmt: skip

    html = draw("{{ case.sub_navigation(tabs) }}", tabs=tabs)

    bar, folded = html.split("<details>")
    assert "/Late/" in bar and "/Here/" in bar and "/Plain/" not in bar
    assert "/Plain/" in folded and "/Late/" not in folded and "/Here/" not in folded
    assert "<details>" not in draw("{{ case.sub_navigation(tabs) }}", tabs=tabs[1:])
