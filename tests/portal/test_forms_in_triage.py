"""What came by a public form is dealt with like any post, and its words do nothing there."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)" hx-get="/staff/"> {{ 7*7 }} "\'>'
    "\u202egnp.exe javascript:alert(3)"
)


def test_hostile_words_stand_in_triage_as_words(front: Any, items: Any, signed_in: Any) -> None:
    front.send(what=HOSTILE, who=HOSTILE, email=HOSTILE, address=HOSTILE, where=HOSTILE,
               needs=HOSTILE, for_whom=HOSTILE)  # fmt: skip
    client = signed_in(Client(), "contact centre")

    for path in ("/triage/", f"/triage/?item={items()[0].id}", f"/triage/{items()[0].id}/"):
        page = client.get(path)
        text = page.content.decode()
        assert page.status_code == 200
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text and "<img src=x" not in text
        assert 'hx-get="/staff/"' not in text and 'href="javascript:' not in text


def test_what_was_told_once_is_not_asked_again(front: Any, items: Any, signed_in: Any) -> None:
    number = front.send(
        what="Glass in the sandpit", where="the yard", who="Ada Brightwater", hate="not sure",
        safe=["none"], phone="01632 960321",
    )  # fmt: skip
    (item,) = items()
    client = signed_in(Client(), "contact centre")

    begun = client.post(f"/triage/{item.id}/report/", {"version": item.version}, follow=True)
    text = begun.content.decode()

    assert number.status_code == begun.status_code == 200
    for words in ("Glass in the sandpit", 'value="the yard"', "Ada Brightwater", "01632 960321"):
        assert words in text
    assert item.fields["unsafe"] and not item.fields["safe"]
