"""A letter in another language goes beside the English, and never unchecked from a machine."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from casework.writing import begun, kept_of, row_of, send, write
from factories import made

from putright.casework.actions import outgoing_translated
from putright.casework.actions.outgoing import Overtaken
from putright.casework.actions.outgoing_translated import Translated
from putright.casework.queries import outgoing as read
from putright.casework.refused import NotRight, NotThere
from putright.stores.record.models import Case, Outgoing

pytestmark = pytest.mark.django_db
ARABIC = "شكرا لك على ما قلته لنا."


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def case(landlord: Any, make_case: Callable[..., Case]) -> Case:
    return make_case(person=made.make_person(landlord, "Alba Fennimore"))


@pytest.fixture
def letter(actor_of: Any, case: Case, now: datetime) -> Any:
    return begun(actor_of("officer"), case, now)


def translate(actor: Any, case: Case, letter: Any, now: datetime, **told: Any) -> None:
    named = {
        "version": row_of(case, letter).version, "language": "ar", "body": ARABIC,
        "title": "رسالة منا",
        "made_how": "machine", "made_by": "Some service",
    } | told  # fmt: skip
    outgoing_translated.translate(
        actor=actor, case_id=case.id, letter=letter, told=Translated(**named), now=now
    )


def test_machine_translation_goes_only_after_a_person_checked_it(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    translate(actor, case, letter, now)

    with pytest.raises(NotRight, match="no person has checked it"):
        send(actor, case, letter, now)
    translate(actor, case, letter, now, checked_by="Huda Rahimi")
    send(actor, case, letter, now)

    english, other = (one.entry for one in kept_of(case)[-2:])
    assert english.does == ("contact.made", "letter.sent")
    assert other.does == ("letter.translated",)
    assert other.facts == {"letter": "general", "language": "ar"}
    assert "by a machine: Some service" in other.text and "Huda Rahimi" in other.text
    assert [len(one.files) for one in kept_of(case)[-2:]][1] >= 1


def test_both_texts_are_emptied_once_they_went_and_the_translation_keeps_its_english(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    translate(actor_of("officer"), case, letter, now, made_how="person", made_by="Huda Rahimi")
    send(actor_of("officer"), case, letter, now)

    rows = Outgoing.objects.all()
    assert {(row.state, row.body) for row in rows} == {("sent", "")}
    assert Outgoing.objects.get(language="ar").english_id == letter


def test_change_of_the_english_asks_for_the_translation_again(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    translate(actor, case, letter, now, made_how="person", made_by="Huda Rahimi")
    write(actor, case, letter, "Thank you again.", now)

    with pytest.raises(NotRight, match="English was changed"):
        send(actor, case, letter, now)
    with pytest.raises(Overtaken):
        translate(actor, case, letter, now, version=1)

    translate(actor, case, letter, now, made_how="person", made_by="Huda Rahimi")
    assert read.letter(actor, case.id, letter, now=now).stops == ()


@pytest.mark.parametrize(
    "told",
    [
        {"language": "xx"},
        {"made_by": " "},
        {"made_how": "magic"},
        {"body": "\n"},
        {"made_by": "Huda", "checked_by": "huda "},
    ],
)
def test_translation_that_does_not_say_what_it_is_is_not_kept(
    told: Any, actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    with pytest.raises(NotRight):
        translate(actor_of("officer"), case, letter, now, **told)

    assert Outgoing.objects.count() == 1


def test_second_language_leaves_the_first_as_good_as_it_was(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    for language in ("ar", "pl"):
        told: dict[str, Any] = {"language": language, "made_how": "person", "made_by": "Huda"}
        translate(actor, case, letter, now, **told)

    assert read.letter(actor, case.id, letter, now=now).stops == ()


def test_translation_is_shown_from_the_right_and_can_be_left_out(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    actor = actor_of("officer")
    translate(actor, case, letter, now)
    (shown,) = read.letter(actor, case.id, letter, now=now).translations
    assert (shown.direction, shown.word) == ("rtl", "Arabic")

    outgoing_translated.leave_out(
        actor=actor, case_id=case.id, letter=letter, language="ar", now=now
    )

    assert read.letter(actor, case.id, letter, now=now).stops == ()


def test_translation_is_written_beside_its_english_and_nowhere_else(
    actor_of: Any, case: Case, letter: Any, now: datetime
) -> None:
    translate(actor_of("officer"), case, letter, now)
    other = Outgoing.objects.get(language="ar").id

    with pytest.raises(NotThere):
        write(actor_of("officer"), case, other, "Only this", now)
    with pytest.raises(NotThere):
        send(actor_of("officer"), case, other, now)
