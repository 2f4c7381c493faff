"""Every page that can be reached by links, and what the pages that are asked by POST answer."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

LINKS = re.compile(r"""\b(?:href|src|action|hx-get)="([^"#]+)""")
PASSING = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9a-zA-Z]{64}|\b[0-9a-f]{8}\b")
"""What is drawn anew for each page: forms' one-use ids, tokens, references of a request."""
STARTS = ("/", "/search/", "/board/", "/handover/", "/people/", "/people/interests",
          "/people/import", "/reports/new", "/staff/", "/staff/settings/", "/setup/",
          "/help/")  # fmt: skip
ASKED = (
    ("/search/", "q"), ("/people/", "q"), ("/people/interests", "typed"),
    ("/reports/new/who", "who"), ("/reports/new/where", "where"),
    ("/reports/new/against", "against"),
)  # fmt: skip
LEFT_OUT = ("/static/", "/account/")


def pages(client: Any, starts: Iterable[str] = STARTS) -> dict[str, Any]:
    """The answers by path, from these pages on by every link."""
    found: dict[str, Any] = {}
    waiting = list(starts)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found[path] = answer = client.get(path, follow=True)
        waiting += [link for link in _links(answer, path) if link not in found]
    return found


def asked(client: Any, words: Iterable[str]) -> dict[str, Any]:
    """What every page answers that takes typed words."""
    return {
        f"{path} {word}": client.post(path, {name: word, "q": word})
        for path, name in ASKED
        for word in words
    }


def text_of(answer: Any) -> str:
    """All that went over the wire, with the headers."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{heads}\n{body.decode(errors='replace')}"


def is_file(answer: Any) -> bool:
    """Whether a browser keeps it as a file and never draws it as a page of ours: it is handed out
    to be saved, in a sandbox that runs nothing, and no browser guesses its kind."""
    is_saved = answer.headers.get("Content-Disposition", "").startswith("attachment")
    is_shut = "sandbox" in answer.headers.get("Content-Security-Policy", "").split("; ")
    return is_saved and is_shut and answer.headers.get("X-Content-Type-Options") == "nosniff"


def is_data(answer: Any) -> bool:
    """Whether it is such a file in which signs of HTML mean nothing; one of HTML is none."""
    return is_file(answer) and answer.headers["Content-Type"] == "application/json"


def plain(answer: Any, *typed: str) -> str:
    """The page without what is drawn anew each time, and without what was typed into it."""
    text = PASSING.sub("", text_of(answer))
    for word in typed:
        text = text.replace(word, "")
    return re.sub(r"Content-Length: \d+", "", text)


def _links(answer: Any, path: str) -> list[str]:
    if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
        return []
    where = answer.request["PATH_INFO"] or path
    links = (urlsplit(urljoin(where, unescape(one))) for one in LINKS.findall(text_of(answer)))
    own = (f"{one.path}?{one.query}" if one.query else one.path for one in links if not one.netloc)
    return [link for link in own if link.startswith("/") and not link.startswith(LEFT_OUT)]
