"""A landlord whose forms are open, and somebody at home who writes to it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

PLANTED = "Quillfeather"


class Front:
    """The forms of one landlord, as a browser without a session sees them."""

    def __init__(self, landlord: Any) -> None:
        self.landlord = landlord
        self.client = Client(enforce_csrf_checks=True)

    def path(self, name: str = "") -> str:
        return f"/r/{self.landlord.slug}/{name}"

    def send(self, name: str = "report/", **told: Any) -> Any:
        """Send the form with the token of its own page, and follow it to the receipt."""
        self.client.get(self.path(name))
        token = self.client.cookies["csrftoken"].value
        given = {"what": "Shouting on the stairs", "once": str(uuid4())} | told
        return self.client.post(
            self.path(name), given | {"csrfmiddlewaretoken": token}, follow=True
        )


@pytest.fixture
def front(landlord: Any, team: Any) -> Front:
    return Front(landlord)


@pytest.fixture
def items(landlord: Any) -> Callable[[], list[Any]]:
    """``items()``: what stands in triage, the oldest first."""
    from putright.stores.post.models import Item

    return lambda: _all(Item.objects.filter(landlord=landlord).order_by("came_at"))


@pytest.fixture
def posts(landlord: Any) -> Callable[[], list[Any]]:
    """``posts()``: what waits to go out, once the notes that were asked for are queued."""
    from putright.casework import jobs
    from putright.gateways import clock
    from putright.stores.post.models import Job, Post

    def found() -> list[Any]:
        for each in _all(Job.objects.filter(name="public note", state="waiting").order_by("id")):
            jobs.errands()[each.name].run(each.landlord_id, each.args, clock.now())
        return _all(Post.objects.filter(landlord=landlord).order_by("queued_at"))

    return found


@pytest.fixture
def known(landlord: Any) -> Callable[..., Any]:
    """``known(email=..., ways={...})``: somebody whom the landlord knows."""
    from factories import made

    return lambda **details: made.make_person(landlord, **details)


def _all(found: Any) -> list[Any]:
    from putright.stores.accounts.scope import OPERATOR, landlord_scope

    with landlord_scope(OPERATOR):
        return list(found)
