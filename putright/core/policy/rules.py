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
ForEach = Literal["entry", "case", "once", "promise", "want", "order", "person", "agency"]
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

    Lists are any-of, save ``contains`` which is all-of. ``answers``, ``same`` and ``by_another``
    compare the entry with the one that started the duty. ``all``, ``any``, ``count`` ask for
    several entries where the pattern stands in ``by`` or ``unless.first``.
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
    # what was so at that moment
    needs: bool | None = None
    child: bool | None = None
    case: Literal["open", "closed"] | None = None
    on_record: bool | None = None
    complaint: Literal["open", "none"] | None = None
    # beside the entry that started it
    answers: bool | None = None
    same: tuple[Literal["complaint", "stage", "agency", "person", "victim"], ...] = ()
    by_another: bool | None = None
    notice: str = ""
    # several entries
    all: tuple["Pattern", ...] = ()
    any: tuple["Pattern", ...] = ()
    none: tuple["Pattern", ...] = ()
    count: int = 1
    on_days: int = 1
    channels: int = 1
    households: int = 0
    in_window: str = ""
    silent_for: str = ""
    name: str = ""


class Times(Struct, frozen=True, forbid_unknown_fields=True):
    """More than one time: ``either`` is doubt (warn on the shorter, find on the longer)."""

    either: tuple[str, ...] = ()
    sooner: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class Speed(Struct, frozen=True, forbid_unknown_fields=True):
    """A time that holds only where a condition does: by level, by defect, by season."""

    time: str | Times
    when: Pattern = field(name="if")


TimeClause = str | Times | tuple[Speed, ...]


class Extend(Struct, frozen=True, forbid_unknown_fields=True):
    """How a due moment may be moved: a notice in time, to a date, at most so far, so many times."""

    by: Pattern
    at_most: str
    times: int = 1


class Pause(Struct, frozen=True, forbid_unknown_fields=True):
    """A clock that stands still between two evidenced entries (semantics 18)."""

    start: Pattern = field(name="from")
    end: Pattern = field(name="to")


class Unless(Struct, frozen=True, forbid_unknown_fields=True):
    """What lifts or moves a rule: what must come first, what excuses, extends, pauses, agrees."""

    first: Pattern | None = None
    excused_by: Pattern | None = None
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
    """A sum in pounds that grows from a failing: first amount, amount per unit, cap, group."""

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
    """One promise: its header, its verb and its clauses."""

    id: str
    verb: Verb
    promise: str
    source: Source
    as_written: str = ""
    doubt: str = ""
    in_force: Dates = Dates()
    when: Pattern = Pattern()
    after: str = ""
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
    theme: str = ""
    covers: tuple[str, ...] = ()
    gives_way_to: tuple[str, ...] = ()
    opens_with: tuple[str, ...] = ()
    example: tuple[Example, ...] = ()

    @property
    def area(self) -> str:
        """The first word of the id: the area of work that the rule belongs to."""
        return self.id.split(".", 1)[0]
