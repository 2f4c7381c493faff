"""Who spoke in a joined case about the same person is kept from them, and from the writer too."""

from datetime import date, timedelta
from typing import Any

import pytest
from factories import made

from putright.casework.actions.other_letters import Drawn, Told, draw
from putright.stores.record.cases import NewParty
from putright.stores.record.links import NewLink, write

pytestmark = pytest.mark.django_db
WORDS = "he throws marbles down my stairwell"


def complained_of(person: Any) -> NewParty:
    return NewParty(key="neighbour", side="other party", role="tenant", person=person)


@pytest.fixture
def him(landlord: Any) -> Any:
    home = made.make_home(landlord, address="12 Cobblers Rise", postcode="ZZ5 5ZZ")
    return made.make_person(landlord, "Craig Dunmallet", home=home)


@pytest.fixture
def case(make_case: Any, him: Any) -> Any:
    return make_case(parties=[complained_of(him)])


@pytest.fixture
def hidden(landlord: Any, team: Any, him: Any, now: Any) -> Any:
    """``hidden(him)``: a restricted case of somebody else about that person."""

    def make(whom: Any = him, reference: str = "A-HIDDEN") -> Any:
        home = made.make_home(landlord, address="7 Brambletoe Yard", postcode="ZZ4 4ZZ")
        report = made.a_report(now - timedelta(days=3), text=WORDS, against=("neighbour",))
        witness = made.make_person(landlord, "Jo Oakapple")
        return made.make_case(
            landlord, team=team, officer=made.make_user(landlord, "officer", team=team),
            person=made.make_person(landlord, "Ada Quillfeather", home=home), home=home,
            entries=[report], is_restricted=True, reference=reference,
            parties=[complained_of(whom),
                     NewParty(key="w", side="helper", role="witness", person=witness)],
        )  # fmt: skip

    return make


@pytest.fixture
def joined(landlord: Any, now: Any) -> Any:
    def join(one: Any, other: Any, says: Any = "joined") -> None:
        link = NewLink(case=one.id, other=other.id, what="same people", says=says)
        write(landlord=landlord.id, link=link, by=None, now=now)

    return join


@pytest.fixture
def drawn(case: Any, actor_of: Any, now: Any) -> Any:
    def look(words: str) -> Drawn:
        told = Told(
            kind="support", whom="neighbour", behaviour="noise", first=date(2026, 4, 4),
            last=date(2026, 4, 14), asked="Help.", own_words=words,
        )  # fmt: skip
        return draw(actor=actor_of("officer"), case_id=case.id, told=told, now=now)

    return look


@pytest.mark.parametrize(
    "words",
    ["Ask Quillfeather.", "Ask oakapple.", "Leave Brambletoe Yard.", "He throws marbles down.",
     "Case A-HIDDEN."],
)  # fmt: skip
def test_a_source_of_a_joined_case_that_the_writer_may_not_open_is_found(
    words: str, case: Any, hidden: Any, joined: Any, drawn: Any
) -> None:
    joined(hidden(), case)
    (hit,) = drawn(words).hits
    assert f"{hit.before}{hit.found}{hit.after}" == words  # nothing but what they typed


def test_a_case_that_is_reached_through_a_joined_one_counts_too(
    case: Any, hidden: Any, joined: Any, drawn: Any, landlord: Any
) -> None:
    first, second = hidden(), hidden(reference="A-BEHIND")
    joined(case, first)
    joined(second, first)
    assert drawn("Case A-BEHIND.").hits


def test_cases_that_are_parted_or_about_somebody_else_keep_nothing_back(
    case: Any, hidden: Any, joined: Any, drawn: Any, landlord: Any
) -> None:
    about_him, about_another = (
        hidden(),
        hidden(made.make_person(landlord, "Tam Fennimore"), "A-ANOTHER"),
    )
    assert drawn("Ask Quillfeather.").hits == ()
    joined(case, about_another)
    joined(case, about_him)
    joined(case, about_him, "parted")
    assert drawn("Ask Quillfeather.").hits == ()


def test_the_page_names_no_other_case(
    case: Any, hidden: Any, joined: Any, client: Any, signed_in: Any
) -> None:
    import re

    other = hidden()
    joined(case, other)
    path = f"/cases/{case.id}/tools/letter/?kind=support"
    page = signed_in(client, "officer").get(path).content.decode()
    form = page.split("data-draft=", 1)[1].split("</form>")[0]
    told = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form))
    told |= {"whom": "neighbour", "asked": "Help.", "own_words": "Ask Ada.", "look": "yes"}
    page = client.post(path, told).content.decode()
    assert "Somebody this letter must not point to" in page and "<mark>Ada</mark>" in page
    for word in ("A-HIDDEN", str(other.id), "Quillfeather", "Brambletoe", "restricted"):
        assert word not in page
