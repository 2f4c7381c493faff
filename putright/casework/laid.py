"""The folder in which what goes out is laid where no server or service carries it."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from putright.gateways.file_drop import FileDrop


def drop() -> FileDrop:
    """The folder of this installation."""
    told = settings.SENDING
    return FileDrop(Path(told["drop"]), counts=told.get("drop_counts") == "1")


def forget(posts: Iterable[UUID]) -> None:
    """Take away what was laid there of erased words, once their erasure is saved.

    What a service fetched from there before is out of our hands, as a posted letter is.
    """
    gone = [str(post) for post in posts]

    def rub() -> None:
        for key in gone:
            drop().forget(key)

    if gone:
        transaction.on_commit(rub)
