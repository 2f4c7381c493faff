"""What pages are drawn from: plain frozen values that queries and views fill and macros read.

Sentences arrive ready to read. Days and moments arrive as values where a field says ``At``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from putright.kit.say import _

At = datetime | date
"""When something was: a moment, or a day alone where the hour is unknown."""
Evidence = Literal["evidenced", "admitted", "claimed", ""]
Tone = Literal["plain", "good", "warning", "danger"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A way to somewhere; ``count`` is how many things there need the reader."""

    word: str
    href: str
    count: int = 0
    current: bool = False
    key: str = ""
    """The single letter or digit that opens it when a person has turned those on."""
    is_rare: bool = False
    """Whether it stands under "More", unless it is where one is or something there needs one."""

    @property
    def is_folded(self) -> bool:
        """Whether it stands under "More" at this moment: a count is never hidden."""
        return self.is_rare and not self.current and not self.count


Tab = Link
"""A tab of a case is a link whose count means "needs you"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """One sentence above a page: what happened, or what to look out for."""

    words: str
    kind: Tone = "plain"
    heading: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """What stands around every staff page; templates know it under the name ``frame``."""

    landlord_name: str
    user_name: str
    search_url: str
    """Where the search form posts its ``q``; the same page answers htmx with a fragment."""
    sign_out_url: str
    home_url: str = "/"
    nav: tuple[Link, ...] = ()
    account: tuple[Link, ...] = ()
    """Links of the account menu, above signing out."""
    help_url: str = ""
    help_words: str = ""
    """Whom to ring, as one sentence; shown beside the help link on each page."""
    clock_banner: str = ""
    """Set while the clock is frozen: "The clock stands at 4:30pm on Mon 18 Sep 2023."."""
    is_sample: bool = False
    notices: tuple[Notice, ...] = ()
    """For instance that promises were last looked at more than ten minutes ago."""
    single_keys: bool = False
    session_seconds: int = 0
    """How long the sign-in still lasts; nought turns the warning off."""
    stay_url: str = ""
    """Posting here makes the sign-in last again."""
    printed: str = ""
    """Shown on paper only: "Printed by ... at ..."."""
    lang: str = "en-GB"


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseShown:
    """The four parts of a promise, in the order they are read, and how it stands."""

    what: str
    """Begins the sentence: "Ring the resident"."""
    by: str
    """"4:30pm on Mon 18 Sep 2023"; empty where no time is set yet."""
    why: str
    """The clause or the contact: "ASB policy, 4.2"."""
    record: str
    """What meets it or met it: "a call log or a sent message"."""
    state: str
    """As ``Duty.state_at`` says it: "due", "due soon", "overdue", "met", ..."""
    why_href: str = ""
    note: str = ""
    """Beside the state: "said to be done, no record", "7 working days late; ..."."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FileShown:
    """A file kept with an entry; without ``href`` it is held back, and ``note`` says why."""

    name: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryShown:
    """One entry of a timeline with its three times and its proof."""

    id: str
    title: str
    happened: At
    summary: str = ""
    who: str = ""
    channel: str = ""
    evidence: Evidence = ""
    is_disputed: bool = False
    written: At | None = None
    written_by: str = ""
    written_late: str = ""
    """"Written 3 days later"; empty when it was written within a day."""
    proof_received: At | None = None
    files: tuple[FileShown, ...] = ()
    promises: tuple[Link, ...] = ()
    """The promises it is part of."""
    delivery: str = ""
    """How what was sent stands: waiting, taken by a server, come back."""
    corrected: str = ""
    """"Corrected on 4 April 2026 by ..."; the first text stays."""
    other_account: str = ""
    """The account that stands against it, for a disputed entry."""
    actions: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstOwed:
    """The gravest thing that is owed in a case, in one line, and the way to it."""

    state: str
    words: str
    href: str


def risk_key(level: str, *, is_assessed: bool) -> str:
    """What the mark of a risk is drawn of: its level, or what it is treated as unassessed."""
    return level if is_assessed or not level else f"treated as {level}"


@dataclass(frozen=True, kw_only=True, slots=True)
class IdentityShown:
    """Who and what a case is, in one look; words that are not known stay empty."""

    reference: str
    href: str
    home: str
    kind: str
    risk: str = ""
    """"standard", "medium" or "high"; "treated as high", or empty, when nobody has assessed it."""
    risk_note: str = ""
    """"set 3 April 2026, review due 3 May 2026"."""
    needs: tuple[str, ...] = ()
    """People at risk and what they need: "Son, 15, autistic"."""
    safe_contact: str = ""
    is_contact_limited: bool = False
    """Whether some way of reaching the resident is not safe: the line is then loud."""
    contact_limits: str = ""
    """Ways that are not safe or need care, in short: for small screens, where the line folds."""
    interpreter: str = ""
    team: str = ""
    officer: str = ""
    cover: str = ""
    markers: tuple[str, ...] = ()
    first: FirstOwed | None = None
    """What to do next; None on pages that say it themselves, and where nothing is owed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A line of a summary: its name, what is known, and a way to change it."""

    name: str
    value: str
    link: Link | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table; with ``sort_href`` its heading sorts."""

    key: str
    """The attribute of a row that it shows, where the page draws no cells of its own."""
    word: str
    is_number: bool = False
    sort_href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    is_heading: bool = False
    """Whether its cells name their rows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One thing to filter by."""

    value: str
    word: str
    chosen: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterGroup:
    """Things to filter by that answer one question."""

    name: str
    """Of the parameter in the address: only ids and kinds, never names or text."""
    word: str
    choices: tuple[Choice, ...]
    several: bool = True
    """Tick boxes when true, else one of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FilterPanel:
    """The filters beside a list; ``applied`` are links that each take one away."""

    groups: tuple[FilterGroup, ...]
    action: str
    applied: tuple[Link, ...] = ()
    clear_href: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    """Parameters that filtering keeps, such as the order of the list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """Where in a long list a page stands."""

    number: int
    of: int
    before_href: str = ""
    after_href: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: always a word, then a shape, then a colour."""

    word: str
    shape: str


def look_of(state: str) -> Look:
    """The look of a state of a promise; its dashes and underlines do not matter."""
    looks = {
        "due": Look(_("Due"), "due"),
        "due soon": Look(_("Due soon"), "due-soon"),
        "overdue": Look(_("Overdue"), "overdue"),
        "met": Look(_("Met"), "met"),
        "met late": Look(_("Met late"), "met-late"),
        "excused": Look(_("Excused"), "excused"),
        "may be late": Look(_("May be late"), "due-soon"),
        "part met": Look(_("Part met"), "due-soon"),
        "future": Look(_("Not yet due"), "due"),
        "for a person": Look(_("For a person to decide"), "due-soon"),
        "withdrawn": Look(_("Withdrawn"), "excused"),
        "replaced": Look(_("Replaced"), "excused"),
        "open": Look(_("Open"), "due"),
        "used": Look(_("Used"), "met"),
        "past": Look(_("Past"), "excused"),
        "barred": Look(_("Not allowed"), "barred"),
        "owed": Look(_("Owed"), "due"),
    }
    return looks[state.replace("_", " ").replace("-", " ")]
