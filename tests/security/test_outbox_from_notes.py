"""Whatever staff do in whatever order, no word of a note leaves by the outbox (security R10)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from casework.writing import begun_by_hand, row_of, send
from factories import made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.casework.actions import cases, contacts, outbox, outgoing_sending
from putright.casework.actions.adding import Sent, When
from putright.casework.actions.contacts import Contact
from putright.casework.actions.outbox import Receipt
from putright.casework.operations import outbox as running
from putright.casework.queries import cases as found
from putright.casework.queries import outgoing as read
from putright.casework.queries.case_open import open_for
from putright.casework.refused import NotRight, Refused
from putright.core.events.person import Way
from putright.stores.post import outbox as rows
from putright.stores.post.models import Post

pytestmark = pytest.mark.django_db
WORD = "Quillfeather"
TO = "hana@mail.example"


class Officer:
    """Somebody who works in a case, with the word in all that staff write for themselves."""

    def __init__(self, actor: Any, case: Any, now: datetime) -> None:
        self.actor, self.case, self.now = actor, case, now
        self.when = When(on=now.date(), at=now)

    @property
    def sent(self) -> Sent:
        return Sent(near=found.near_to(self.actor, self.case.id, now=self.now), form=uuid4())

    @property
    def head(self) -> int:
        return open_for(self.actor, self.case.id, now=self.now).head

    def note(self) -> None:
        cases.note(
            actor=self.actor, sent=self.sent, text=f"{WORD} rang", when=self.when, now=self.now
        )

    def log(self) -> None:
        told = Contact(
            outcome="spoke", whom="resident", at=self.now, note=f"{WORD} {uuid4()}", record=WORD,
            asks=(WORD,), proofs=("note",),
        )  # fmt: skip
        contacts.log(
            actor=self.actor, case_id=self.case.id, told=told, now=self.now,
            sent=contacts.Sent(form=uuid4()),
        )  # fmt: skip

    def correct(self) -> None:
        cases.correct(
            actor=self.actor, sent=self.sent, number=self.head, text=f"{WORD} wrote", why=WORD,
            when=self.when, now=self.now,
        )  # fmt: skip

    def letter(self) -> None:
        """A letter with all that there is to choose from the case, sent if the check lets it."""
        before = read.beginning(self.actor, self.case.id, now=self.now, whom="resident")
        chosen = {
            name: tuple(key for key, _word in getattr(before, name))
            for name in ("entries", "promises", "settles")
        }
        letter = begun_by_hand(self.actor, self.case, self.now, whom="resident", **chosen)
        version = row_of(self.case, letter).version
        send(self.actor, self.case, letter, self.now, way="email", in_message=True, version=version)

    def back(self) -> None:
        number = next(i.number for i in reversed(self.items) if "letter.sent" in i.acts)
        outgoing_sending.came_back(
            actor=self.actor, sent=self.sent, number=number, how=WORD, when=self.when, now=self.now
        )

    @property
    def items(self) -> Sequence[Any]:
        return open_for(self.actor, self.case.id, now=self.now).run.timeline.items

    def receipt(self) -> None:
        mail = Receipt(item=uuid4(), to=TO, reference=self.case.reference, case_id=self.case.id)
        outbox.queue(landlord=self.case.landlord_id, mail=mail, now=self.now)

    def run(self) -> None:
        running.send_all(landlord=self.case.landlord_id)

    def bounce(self) -> None:
        for row in rows.of_case(landlord=self.case.landlord_id, case=self.case.id):
            outbox.bounced(landlord=self.case.landlord_id, post=row.id, says="550 no", now=self.now)


STEPS = ["note", "log", "correct", "letter", "letter", "back", "receipt", "run", "bounce"]


@given(steps=st.lists(st.sampled_from(STEPS), min_size=3, max_size=9))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_word_of_a_note_leaves_by_the_outbox(
    steps: list[str], landlord: Any, make_case: Callable[..., Any], actor_of: Any, now: datetime,
    settings: Any, tmp_path: Path, clock_at: Any,
) -> None:  # fmt: skip
    clock_at(now)
    folder = tmp_path / str(uuid4())
    settings.FILES = folder / "files"
    settings.SENDING = {**settings.SENDING, "drop": str(folder / "outbox")}
    person = made.make_person(landlord, email=TO, ways={"email": Way(says="ok")})
    case = make_case(person=person, entries=[made.a_report(now, text=f"{WORD} was loud")])
    officer = Officer(actor_of("officer"), case, now)

    for step in ["note", *steps, "letter", "run"]:
        try:
            getattr(officer, step)()
        except (Refused, NotRight, StopIteration):
            continue

    left = b"".join(path.read_bytes() for path in folder.glob("outbox/**/*") if path.is_file())
    posts = Post.objects.filter(landlord=landlord, case_id=case.id)
    assert WORD.encode() not in left
    assert WORD not in str([(row.subject, row.body, row.to, row.fault) for row in posts])
    assert any(row.purpose.startswith("letter") and row.state == "accepted" for row in posts)
