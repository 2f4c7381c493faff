"""What a browser does at a door, and how the books and pages are read."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from putright.casework.live import load
from putright.core.events.entry import Entry
from putright.stores.record.models import Case

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\0" * 200


def place(case: Case, name: str = "page", **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    address = reverse(f"visits:{name}", kwargs={"case_id": case.id})
    return f"{address}?{asked}" if asked else address


def jpeg() -> SimpleUploadedFile:
    return SimpleUploadedFile("card.jpg", PHOTO, "image/jpeg")


def send(client: Client, case: Case, name: str, *, side: str = "", **told: Any) -> Any:
    query = {"side": side} if side else {}
    return client.post(place(case, name, **query), {"once": str(uuid4())} | told)


def written(case: Case) -> list[Entry]:
    """What was added after the report."""
    return [one.entry for one in load(case).kept if one.entry.id != "report"]


def acts(case: Case) -> list[str]:
    return [act for entry in written(case) for act in entry.does]


def text_of(answer: Any) -> str:
    """The words of a page's main part."""
    page = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return text_of(answer)
