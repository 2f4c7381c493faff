"""A page with every part of the kit on it, for the tests that read and look at them."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile

from putright.kit import forms, shown

HOSTILE = """<img src=x onerror=alert(1)>'"&{{ 7*7 }}"""
MOMENT = datetime(2026, 4, 3, 16, 30, tzinfo=UTC)

WHO = (("rang", forms.Said("Spoke", "They answered and you talked")), ("none", "No answer"))


class Report(forms.Form):
    """One field of every kind."""

    who = django_forms.CharField(label="Who is this about?", help_text="A name or a part of it.")
    what = forms.TextField(label="What happened?")
    outcome = forms.RadioField(label="How did it go?", choices=WHO)
    asked = forms.TickField(label="What did they ask for?", choices=WHO, required=False)
    safe = django_forms.BooleanField(label="They can talk now", required=False, help_text="Ask.")
    team = django_forms.ChoiceField(label="Which team?", choices=(("", ""), ("n", "North")))
    day = forms.DayField(label="Which day?", help_text="For example, 27/3/2026")
    at = forms.TimeField(label="What time?", required=False)
    photos = forms.FilesField(label="Photos or recordings", required=False)


def filled(text: str = "Someone shouted at the door") -> Report:
    """The form as it comes back right, with one text in every place for text."""
    data = {"who": text, "what": text, "outcome": "rang", "asked": ["none"], "safe": "on",
            "team": "n", "day": "27 March 2026", "at": "4:30pm"}  # fmt: skip
    return Report(data, {"photos": [SimpleUploadedFile("door.jpg", b"x")]}, auto_id="first_%s")


def wrong(text: str = "soon") -> Report:
    """The form as it comes back wrong."""
    return Report({"who": "", "what": text, "day": text, "at": text, "outcome": text})


def promise(state: str = "due", text: str = "Ring the resident", note: str = "") -> Any:
    return shown.PromiseShown(
        what=text, by="4:30pm on Fri 3 Apr 2026", why="ASB policy, 4.2", record="a call log",
        state=state, why_href="/packs/asb#4.2", note=note,
    )  # fmt: skip


def entry(text: str = "Shouting at the door", **more: Any) -> shown.EntryShown:
    told: dict[str, Any] = {
        "id": "1", "title": text, "happened": MOMENT, "summary": text, "who": "Bea Okoro",
        "channel": "By telephone", "evidence": "evidenced",
    }  # fmt: skip
    return shown.EntryShown(**(told | more))


def full_entry(text: str = "Shouting at the door") -> shown.EntryShown:
    return entry(
        text, id="2", happened=date(2026, 4, 2), evidence="claimed", is_disputed=True,
        written=MOMENT, written_by=text, written_late="written 2 days later",
        proof_received=MOMENT, corrected=text, other_account=text,
        files=(shown.FileShown(name=text, href="/f/1"), shown.FileShown(name="b", note="held")),
        promises=(shown.Link(word=text, href="#p"),),
        actions=(shown.Link(word="Add evidence", href="#e"),),
    )  # fmt: skip


def identity(text: str = "Flat 2, 14 Larch Walk") -> shown.IdentityShown:
    return shown.IdentityShown(
        reference="MEA-0012", href="/cases/1", home=text, kind="Noise and threats", risk="high",
        risk_note="set 3 April 2026, review due 3 May 2026", needs=("Son, 15, autistic",),
        safe_contact="Writing only. Calls are not safe.", is_contact_limited=True,
        interpreter="Tigrinya interpreter", team="North", officer="Bea Okoro", cover="Sam Tull",
        markers=("Hate", "Child"), contact_limits="Calls are not safe: in short",
        first=shown.FirstOwed(
            state="overdue", words="By Mon 18 Sep 2023: Ring the resident", href="/owed"
        ),
    )  # fmt: skip


def panel(text: str = "Calls") -> shown.FilterPanel:
    choices = (
        shown.Choice(value="call", word=text, chosen=True, count=4),
        shown.Choice(value="visit", word="Visits"),
    )
    return shown.FilterPanel(
        action="/timeline",
        groups=(
            shown.FilterGroup(name="kind", word="Kind", choices=choices),
            shown.FilterGroup(name="proof", word="Evidence", choices=choices, several=False),
        ),
        applied=(shown.Link(word=text, href="?"),),
        clear_href="/timeline",
        kept={"order": "oldest"},
    )


TABS = (
    shown.Tab(word="Timeline", href="#t", current=True, key="1"),
    shown.Tab(word="Promises", href="#p", count=2, key="2"),
    *(shown.Tab(word=word, href="#x") for word in ("People", "Risk", "Plan", "Other party")),
)
COLUMNS = (
    shown.Column(key="name", word="Case", is_heading=True, sort_href="?s", sorted="ascending"),
    shown.Column(key="what", word="What", sort_href="?w"),
    shown.Column(key="late", word="Days late", is_number=True),
)


def lines(text: str = "Flat 2, 14 Larch Walk") -> list[dict[str, object]]:
    return [{"name": "MEA-0012", "what": text, "late": 7}, {"name": "MEA-3", "what": "", "late": 0}]


def frame(**more: Any) -> shown.Frame:
    given: dict[str, Any] = {
        "landlord_name": "Meadowbank Homes", "user_name": "Bea Okoro",
        "search_url": "/search", "sign_out_url": "/out", "help_url": "/help",
        "help_words": "Ring the service desk on 01632 960 001.",
        "clock_banner": "The clock stands at 4:30pm on Fri 3 Apr 2026.", "is_sample": True,
        "nav": (
            shown.Link(word="My work", href="/work", count=3, current=True, key="w"),
            shown.Link(word="Board", href="/board"), shown.Link(word="New report", href="/new"),
        ),
        "account": (shown.Link(word="Settings", href="/settings"),),
        "notices": (shown.Notice(words="Promises were last looked at at 4:05pm.", kind="warning"),),
        "session_seconds": 1800, "stay_url": "/stay",
        "printed": "Printed by Bea Okoro at 4:30pm on Fri 3 Apr 2026",
    }  # fmt: skip
    return shown.Frame(**(given | more))


def context(**more: Any) -> dict[str, Any]:
    """What the gallery's template is filled with."""
    given: dict[str, Any] = {
        "frame": frame(), "csrf_token": "token", "form": filled(), "failed_form": wrong(),
        "identity": identity(), "tabs": TABS, "columns": COLUMNS, "lines": lines(),
        "promises": [promise(one) for one in
                     ("overdue", "due soon", "due", "met", "met late", "excused")],
        "entries": [entry(), full_entry()], "panel": panel(),
        "pages": shown.Pages(number=2, of=3, before_href="?1", after_href="?3"),
        "facts": (shown.Fact(name="Calls", value="Not safe",
                             link=shown.Link(word="Change", href="#c")),
                  shown.Fact(name="Post", value="Safe")),
    }  # fmt: skip
    return given | more
