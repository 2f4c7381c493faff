"""Thinking of safeguarding: who it is about, what is decided, and the referral with its record."""

from collections.abc import Callable
from typing import Any

import pytest
from factories.made import NOW, a_note, add_entries

from putright.casework.actions import safeguarding as actions
from putright.casework.actions.adding import Sent
from putright.casework.actions.files import keep
from putright.casework.actions.safeguarding import Considered, Referral
from putright.casework.live import load
from putright.casework.queries import risk, safeguarding
from putright.casework.queries.cases import near_to
from putright.casework.refused import Refused
from putright.stores.record.cases import NewParty

pytestmark = pytest.mark.django_db
JAMIE = NewParty(key="jamie", side="resident", core={"child": True})
SOCIAL_WORKER = NewParty(key="social-worker", side="agency", role="social worker")


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture
def with_child(make_case: Callable[..., Any]) -> Any:
    return make_case(parties=[JAMIE, SOCIAL_WORKER])


def referral(to: str = "social-worker", **more: str) -> Referral:
    told = {"channel": "email", "basis": "danger", "words": "Please look at this."} | more
    return Referral(to=to, **told)


def consider(actor: Any, case: Any, made: Referral | None = None, files: Any = ()) -> Any:
    told = Considered(
        text="He does not go out.", decision="refer" if made else "no referral", why="Fear.",
        whom=("jamie",), referral=made,
    )  # fmt: skip
    sent = Sent(near=near_to(actor, case.id, now=NOW), files=files)
    return actions.consider(actor=actor, sent=sent, told=told, now=NOW)


def test_child_in_the_home_is_asked_after_until_somebody_wrote_it_down(
    actor_of: Callable[[str], Any], with_child: Any
) -> None:
    officer = actor_of("officer")
    asked = [each.kind for each in risk.page(officer, with_child.id, now=NOW).prompts]
    assert asked == ["household"]

    consider(officer, with_child)

    assert risk.page(officer, with_child.id, now=NOW).prompts == ()
    entry = load(with_child).kept[-1].entry
    assert entry.text == "Jamie: He does not go out." and entry.reason == "Fear."


def test_referral_goes_to_an_agency_of_the_case_with_its_file(
    actor_of: Callable[[str], Any], with_child: Any
) -> None:
    officer = actor_of("officer")
    near = near_to(officer, with_child.id, now=NOW)
    kept = keep(actor=officer, near=near, name="form.pdf", chunks=[b"%PDF-1.7 one"], now=NOW)
    offered = safeguarding.thinking(officer, with_child.id, now=NOW)
    assert offered.services[0] == ("social-worker", "Social worker")
    assert offered.people[0][0] == "jamie"

    consider(officer, with_child, referral(words=""), files=(kept,))

    made = load(with_child).kept[-1]
    assert made.entry.to == ("social-worker",) and len(made.files) == 1


def test_referral_without_its_record_or_to_nobody_saves_nothing(
    actor_of: Callable[[str], Any], with_child: Any
) -> None:
    officer = actor_of("officer")
    with pytest.raises(Refused, match="Keep the referral as it went"):
        consider(officer, with_child, referral(words=""))
    with pytest.raises(Refused, match="Choose one of the services"):
        consider(officer, with_child, referral("somebody"))
    assert len(load(with_child).kept) == 1


def test_nothing_asks_for_safeguarding_in_a_home_without_need(
    actor_of: Callable[[str], Any], case: Any
) -> None:
    add_entries(case, a_note(NOW))
    assert risk.page(actor_of("officer"), case.id, now=NOW).prompts == ()
