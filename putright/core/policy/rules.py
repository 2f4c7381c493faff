"""The policy language: five verbs, their clauses and header, as frozen values read from a pack.

The words are those of ``docs/reference/policy-language.md``. Nothing here decides anything: a rule
is what the landlord's text says, with its source, and the engine reads it.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

Verb = Literal["do", "bar", "owe", "may", "judge"]
Rank = Literal["landlord", "code", "law", "practice"]
ForEach = Literal[
    "entry", "case", "once", "promise", "want", "order", "person", "household", "agency"
]
Theme = Literal[
    "timeliness", "risk", "plan", "communication", "records", "agencies", "vulnerability",
    "complaint handling", "redress", "learning",
]  # fmt: skip
Fact = str | int | bool


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a promise is printed: the document, the paragraph, a web address if any."""

    document: str
    paragraph: str
    url: str = ""

    def __str__(self) -> str:
        """The source as one cites it."""
        return f"{self.document}, {self.paragraph}"


class Dates(Struct, frozen=True, forbid_unknown_fields=True):
    """The first and last day on which a text was in force; open where a day is left out."""

    start: date | None = field(default=None, name="from")
    end: date | None = field(default=None, name="to")

    def holds_on(self, ordinal: int) -> bool:
        """Whether the text was in force on that day."""
        if self.start is not None and ordinal < self.start.toordinal():
            return False
        return self.end is None or ordinal <= self.end.toordinal()


class Pattern(Struct, frozen=True, forbid_unknown_fields=True):
    """What an entry must be like, and what must be so at that moment. All that is given must hold.

    Lists are any-of, save ``contains`` which is all-of. ``season`` is the first and last day of a
    part of the year ("31 October", "1 May"), ``hours`` a part of the day ("08:00-19:00") in which
    it happened. ``names_day`` asks for a day that the entry names (``until``); ``change`` for an
    entry that raised or lowered the level of the case; ``follows`` for an earlier settled entry,
    itself like that pattern; ``word_back_answered`` that every word that came back to it was dealt
    with. ``answers``, ``same``, ``same_facts`` and ``by_another`` compare the entry with the one
    that started the duty.

    ``all``, ``any``, ``count`` ask for several entries where the pattern stands in ``by`` or
    ``unless.first``; ``in_order`` asks that the parts of ``all`` came one after the other,
    ``notice`` that the entry came so long before the one that started the duty, ``silent_for``
    that the resident, told last by it, kept silent so long. In ``when``, ``count`` with
    ``in_window``, ``people`` and ``households`` asks for so many like entries, told by so many
    people or households, in a window that ends with this one.
    """

    act: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    stage: int | None = None
    contains: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    held_up_by: tuple[str, ...] = ()
    season: tuple[str, ...] = ()
    hours: str = ""
    evidence: tuple[str, ...] = ()
    facts: dict[str, Fact] = field(default_factory=dict)
    asks: bool | None = None
    tells: bool | None = None
    advises: bool | None = None
    dissatisfied: bool | None = None
    against: bool | None = None
    safety: bool | None = None
    first: bool | None = None
    written: bool | None = None
    recorded: bool | None = None
    reason: bool | None = None
    for_receiver: bool | None = None
    complained_of: bool | None = None
    allowed_channel: bool | None = None
    preferred_channel: bool | None = None
    names_day: bool | None = None
    word_back_answered: bool | None = None
    # what was so at that moment
    needs: bool | None = None
    child: bool | None = None
    case: Literal["open", "closed"] | None = None
    on_record: bool | None = None
    complaint: Literal["open", "none"] | None = None
    change: Literal["raised", "lowered"] | None = None
    follows: "Pattern | None" = None
    # beside the entry that started it
    answers: bool | None = None
    same: tuple[
        Literal["complaint", "stage", "agency", "person", "victim", "against", "works"], ...
    ] = ()
    same_facts: tuple[str, ...] = ()
    by_another: bool | None = None
    notice: str = ""
    # several entries
    all: tuple["Pattern", ...] = ()
    any: tuple["Pattern", ...] = ()
    none: tuple["Pattern", ...] = ()
    in_order: bool = False
    count: int = 1
    on_days: int = 1
    channels: int = 1
    people: int = 0
    households: int = 0
    in_window: str = ""
    silent_for: str = ""
    name: str = ""


class Times(Struct, frozen=True, forbid_unknown_fields=True):
    """More than one time, or a day that the starting entry names (``until``). One form stands.

    ``either`` is doubt: warn on the shorter, find on the longer. ``sooner``, ``later`` choose.
    ``before`` is at least so long before the named day; ``on_named_day`` is that day itself: the
    day (``until``) that the starting entry names, or the document that it answers.
    """

    either: tuple[str, ...] = ()
    sooner: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    before: str = ""
    on_named_day: bool = False


class Speed(Struct, frozen=True, forbid_unknown_fields=True):
    """A time that holds only where a condition does: by level, by defect, by season."""

    time: str | Times
    when: Pattern = field(name="if")


TimeClause = str | Times | tuple[Speed, ...]


class Extend(Struct, frozen=True, forbid_unknown_fields=True):
    """How a due moment may be moved: an entry in time, to the date it names, so far, so often.

    Without ``at_most`` any date holds: the day that the person asked for herself.
    """

    by: Pattern
    at_most: str = ""
    times: int = 1


class Pause(Struct, frozen=True, forbid_unknown_fields=True):
    """A clock that stands still between two evidenced entries (semantics 18)."""

    start: Pattern = field(name="from")
    end: Pattern = field(name="to")


class RunsFrom(Struct, frozen=True, forbid_unknown_fields=True):
    """A clock that runs from when everything had come, as somebody must declare (P123).

    Undeclared, it runs from the last like entry of ``last`` that came while it ran, so that
    silence cannot hold it.
    """

    declared: Pattern
    last: Pattern


class Unless(Struct, frozen=True, forbid_unknown_fields=True):
    """What lifts or moves a rule: what must come first, what excuses, extends, pauses, agrees.

    What ``excused_by`` excuses sleeps until an entry like ``wakes_with``; then the duty is due by
    its own time or a working day after the waking, whichever is later (semantics 15 and 16).
    """

    first: Pattern | None = None
    excused_by: Pattern | None = None
    wakes_with: Pattern | None = None
    extended_by: Extend | None = None
    paused: Pause | None = None
    agreed_by: Pattern | None = None


class Then(Struct, frozen=True, forbid_unknown_fields=True):
    """What follows a miss: the code of the finding, who is told, and codes for its variants."""

    finding: str = ""
    late: str = ""
    no_extension: str = ""
    late_extension: str = ""
    tell: str = "team leader"


class Sum(Struct, frozen=True, forbid_unknown_fields=True):
    """A sum in pounds that grows from a failing: first amount, amount per unit, cap, group.

    Units count after the first day, or week, of the miss. Of the sums of one group ``highest_of``
    for one failing only the highest stands (semantics 29).
    """

    first: Decimal = Decimal(0)
    then: Decimal = Decimal(0)
    per: Literal["day", "week", "event"] = "event"
    at_most: Decimal | None = None
    head: str = ""
    highest_of: str = ""


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """What a worked example ends in: the state of one duty, and whatever else is given.

    A bar, or a check that fails, has the state ``barred``. ``code`` are all codes of its findings;
    ``none`` stands for no finding. A pack may write the whole as one text, parted by commas:
    ``"met late, on 2024-07-01, due 2024-07-08, done 2024-07-09, code late-response"``.
    """

    state: str
    on: date | None = None
    entry: str = ""
    due: date | None = None
    due_at: str = ""
    done: date | None = None
    code: tuple[str, ...] | str = ()
    missing: tuple[str, ...] | str = ()
    pounds: Decimal | None = None


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A worked example beside a rule: a short timeline, the day asked about, and what follows.

    ``expect`` lists the duties that the rule makes, in the order of what set them going; left
    empty, the rule does not apply, or (a bar) bars nothing. ``beside`` names other rules of the
    pack that run with it: the step before it in a chain, the duty that its rhythm opens with.
    """

    says: str
    as_of: date
    entries: tuple[dict[str, object], ...]
    people: tuple[dict[str, object], ...] = ()
    headings: tuple[dict[str, object], ...] = ()
    expect: tuple[Expected | str, ...] = ()
    beside: tuple[str, ...] = ()


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One promise: its header, its verb and its clauses.

    It starts with an entry like ``when``, or ``after`` the step of another rule was done or due;
    with ``after_miss`` only once a duty of that rule was missed: at its due moment, or at the first
    entry like ``when`` after it (a second chance, a chaser). ``runs_from`` moves the start of the
    clock, ``ends_with`` is an entry that ends what is not yet due. ``for_each`` person, household
    or agency makes one duty for each of those whom the starting entry concerns (semantics 12).
    Two texts of one landlord may share an id: the stricter binds and both are named.
    """

    id: str
    verb: Verb
    promise: str
    source: Source
    as_written: str = ""
    doubt: str = ""
    in_force: Dates = Dates()
    when: Pattern = Pattern()
    after: str = ""
    after_miss: str = ""
    runs_from: RunsFrom | None = None
    ends_with: Pattern | None = None
    dated_from: Literal["step", "root"] = "step"
    given: Pattern | None = field(default=None, name="if")
    within: TimeClause = ""
    every: TimeClause = ""
    by: Pattern | None = None
    for_each: ForEach = "entry"
    during: Pattern | None = field(default=None, name="while")
    unless: Unless = Unless()
    check: str = ""
    sum: Sum | None = None
    of: str = ""
    question: str = ""
    then: Then = Then()
    owner: str = ""
    theme: Theme | Literal[""] = ""
    covers: tuple[str, ...] = ()
    gives_way_to: tuple[str, ...] = ()
    opens_with: tuple[str, ...] = ()
    example: tuple[Example, ...] = ()

    @property
    def area(self) -> str:
        """The first word of the id: the area of work that the rule belongs to."""
        return self.id.split(".", 1)[0]
