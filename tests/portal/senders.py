"""Sends public forms as a process of the service does. Run by the tests."""

import sys
from pathlib import Path
from uuid import UUID, uuid4

import django

sys.path.insert(0, str(Path(__file__).parents[1]))
django.setup()

from factories.made import NOW  # noqa: E402

from putright.casework.actions import public_forms  # noqa: E402
from putright.casework.actions.contacts import Upload  # noqa: E402
from putright.casework.actions.public_forms import Sent  # noqa: E402

SAME = UUID(int=7)


def send(landlord: UUID, words: str, form: UUID, *, file: bool = False) -> None:
    uploads = [Upload(name="door.txt", chunks=[b"The door, at noon."])] if file else []
    sent = Sent(kind="report", form=form, told={"what": words}, uploads=uploads,
                came_from="192.0.2.7")  # fmt: skip
    print(public_forms.take(landlord=landlord, sent=sent, now=NOW).reference, flush=True)


def main(how: str, landlord: str, times: str = "1") -> None:
    for number in range(int(times)):
        if how == "burst":
            send(UUID(landlord), f"It was loud {number}", uuid4())
        elif how == "same":
            send(UUID(landlord), "Sent by all at once", SAME, file=True)
        else:
            send(UUID(landlord), "Killed half-way", uuid4(), file=True)


main(*sys.argv[1:])
