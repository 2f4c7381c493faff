"""The forms of moving home, filled in and sent as a browser does."""

import re
from html import unescape
from typing import Any

from django.test import Client

LETTERS = "We live at home with fear. Please let us go."


def url(case: Any, name: str = "page", route: str = "") -> str:
    from django.urls import reverse

    address = reverse(f"moves:{name}", kwargs={"case_id": case.id})
    return f"{address}?route={route}" if route else address


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the form that a page is about."""
    main = page.split("<main", 1)[1]
    form = main.split('<form method="post"', 1)[1].split("</form>")[0]
    found = re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


def send(client: Client, address: str, **told: Any) -> Any:
    hidden = fields(client.get(address).content.decode())
    return client.post(address, hidden | {"on": "14/4/2026"} | told)


def ask(client: Client, case: Any, **told: Any) -> Any:
    usual = {"asker": "resident", "channel": "phone", "text": LETTERS, "route": "priority-band"}
    return send(client, url(case, "request"), **(usual | told))


def decision(**told: Any) -> dict[str, Any]:
    """A refusal of the priority route with all that it needs."""
    usual = {
        "answer_0": "met", "why_0": "You made an application on 2 April.",
        "answer_1": "not met", "why_1": "The police see no risk to you now",
        "outcome": "refused", "reasons": "The risk is low today, and the lock is new.",
        "what_else": "We fit a second lock", "what_else_by": "20/4/2026", "how": "post",
    }  # fmt: skip
    return usual | told


def decide(client: Client, case: Any, name: str = "decide", **told: Any) -> Any:
    """Fill in, look at the letter, save."""
    address = url(case, name, "priority-band")
    checked = send(client, address, step="check", **decision(**told))
    page = checked.content.decode()
    if "Check the letter" not in page:
        return checked
    return client.post(address, fields(page) | {"step": "save"})


def entries(case: Any) -> list[Any]:
    from putright.stores.record.ledger.read import entries as read

    return [one.entry for one in read(landlord=case.landlord_id, stream=case.id)]
