"""Queues the short note that a public form came, away from the page that took the form.

So the page takes as long for somebody who may not be written to as for anybody else.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from putright.casework.actions.public_items import NOTE, queue_notes
from putright.casework.jobs import Errand


def _run(landlord: UUID, args: Mapping[str, Any], now: datetime) -> None:
    queue_notes(landlord=landlord, arrival=UUID(args["arrival"]), now=now)


ERRAND = Errand(name=NOTE, run=_run)
