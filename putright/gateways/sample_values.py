"""A sample landlord as values: what its file holds, and its cases with real days."""

from datetime import date
from typing import Literal

from msgspec import Struct, field

from putright.core.timeline.casefile import CaseFile

Kind = Literal["resident", "household", "representative", "professional", "other party"]
Channel = Literal["calls", "voicemail", "text", "email", "post", "visit"]
Rule = Literal["ok", "not ok", "only when"]


class SampleLandlord(Struct, frozen=True, forbid_unknown_fields=True):
    """The landlord itself; ``prefix`` begins its references."""

    id: str
    name: str
    prefix: str
    pack: str
    town: str
    phone: str
    email: str


class SampleTeam(Struct, frozen=True, forbid_unknown_fields=True):
    """A team and the key of the member of staff who leads it."""

    id: str
    name: str
    leader: str


class SamplePatch(Struct, frozen=True, forbid_unknown_fields=True):
    """A patch: its area, its team, whose it is, and who covers when that person cannot act."""

    id: str
    name: str
    area: str
    team: str
    officer: str
    cover: str


class Away(Struct, frozen=True, forbid_unknown_fields=True):
    """An absence: first and last day, and why."""

    start: date = field(name="from")
    end: date = field(name="until")
    reason: str = ""


class SampleStaff(Struct, frozen=True, forbid_unknown_fields=True):
    """A member of staff, or a post that nobody holds (``vacant``: no email, no sign-in).

    ``cover`` acts for whoever is away, has left or is not there yet.
    """

    id: str
    name: str
    title: str
    roles: tuple[str, ...]
    email: str = ""
    phone: str = ""
    team: str = ""
    away: Away | None = None
    left: date | None = None
    vacant: bool = False
    cover: str = ""


class SampleHome(Struct, frozen=True, forbid_unknown_fields=True):
    """A home."""

    id: str
    uprn: str
    address: str
    postcode: str
    patch: str
    kind: str
    bedrooms: int


class SampleTenancy(Struct, frozen=True, forbid_unknown_fields=True):
    """A tenancy of a home, with its tenants; ``end`` where it is over."""

    id: str
    home: str
    tenants: tuple[str, ...]
    kind: str
    start: date
    end: date | None = None


class SampleNeed(Struct, frozen=True, forbid_unknown_fields=True):
    """A need on record, what helps, and when to ask again."""

    what: str
    helps: str = ""
    review: date | None = None


class SafeContact(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a channel is safe; ``when`` says when, or why not."""

    channel: Channel
    rule: Rule
    when: str = ""


class Checked(Struct, frozen=True, forbid_unknown_fields=True):
    """When the safe-contact rules were last gone through, and with whom."""

    on: date
    by: str
    how: str = ""


class SpeaksFor(Struct, frozen=True, forbid_unknown_fields=True):
    """For whom somebody may speak, and what they may be told."""

    person: str
    may_be_told: str
    until: date | None = None


class SamplePerson(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who is not staff; ``role`` is a word of the vocabulary's roles where one fits.

    Without ``safe`` nobody has asked yet. ``tenancy`` names the household of somebody who is
    no tenant. ``interpreter`` says that one is wanted for talks in ``language``.
    """

    id: str
    name: str
    kind: Kind
    role: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    home: str = ""
    tenancy: str = ""
    relation: str = ""
    born: date | None = None
    language: str = "English"
    interpreter: bool = False
    interpreter_note: str = ""
    needs: tuple[SampleNeed, ...] = ()
    safe: tuple[SafeContact, ...] = ()
    best_time: str = ""
    code_word: str = ""
    checked: Checked | None = None
    speaks_for: tuple[SpeaksFor, ...] = ()
    serves: tuple[str, ...] = ()


class SampleAgency(Struct, frozen=True, forbid_unknown_fields=True):
    """A desk of an agency: which areas it covers, how it takes requests, when it was checked."""

    name: str
    kind: str
    route: str
    address: str
    areas: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    higher: str = ""
    checked: date | None = None
    by: str = ""
    wrong: str = ""


class Expects(Struct, frozen=True, forbid_unknown_fields=True):
    """The state that a sample case is in: ids of overdue rules, and how many promises are open."""

    overdue: tuple[str, ...] = ()
    open_at_least: int = 0


class SampleLink(Struct, frozen=True, forbid_unknown_fields=True):
    """Another sample case that belongs to this one: ``what`` is how, as people join cases."""

    case: str
    what: str
    why: str = ""


class SampleHeader(Struct, frozen=True, forbid_unknown_fields=True):
    """What the record keeps of a case beside its timeline.

    ``restricted`` says why only ``cleared`` staff see it; ``linked`` are other sample cases that
    are joined with it as they are loaded; ``shows`` says in one sentence what state the case is an
    example of.
    """

    shows: str
    kind: Literal["asb", "hate"]
    home: str
    officer: str
    team: str
    started: date
    restricted: Literal["", "hate", "domestic abuse", "staff"] = ""
    cleared: tuple[str, ...] = ()
    linked: tuple[SampleLink, ...] = ()
    expects: Expects = Expects()


class SampleCase(Struct, frozen=True):
    """A case: its header, its timeline as the core reads it, and who its people are.

    ``file`` holds the core's people and entries; ``keys`` gives, by a person's id in the case, the
    id in the landlord's file of the person or member of staff.
    """

    id: str
    header: SampleHeader
    file: CaseFile
    keys: dict[str, str]


class SampleLetter(Struct, frozen=True, forbid_unknown_fields=True):
    """A letter of a case, that somebody of the staff writes or sent; ``body`` is Markdown.

    ``reason`` answers whatever the check asks about.
    """

    case: str
    by: str
    to: str
    body: str
    sent: bool = False
    reason: str = ""


class SampleIncoming(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that came in so many ``hours`` ago and waits in triage."""

    door: str
    team: str
    text: str
    hours: int
    name: str = ""
    sender: str = ""
    person: str = ""
    subject: str = ""
    kind: str = "message"
    officer: str = ""
    patch: str = ""


class SampleLesson(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A change that the landlord committed to; ``proof`` is what stands in the file that shows it.

    ``case`` and ``code`` name the failing that it answers.
    """

    what: str
    why: str
    by: str
    owner: str
    recorded: date
    due: date
    case: str = ""
    code: str = ""
    people: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    done: date | None = None
    says: str = ""
    shown_by: str = ""
    proof: str = ""


class Sample(Struct, frozen=True, forbid_unknown_fields=True):
    """A landlord that never was, with everything `make run` loads for it."""

    landlord: SampleLandlord
    teams: tuple[SampleTeam, ...] = field(name="team")
    patches: tuple[SamplePatch, ...] = field(name="patch")
    staff: tuple[SampleStaff, ...]
    homes: tuple[SampleHome, ...] = field(name="home")
    tenancies: tuple[SampleTenancy, ...] = field(name="tenancy")
    people: tuple[SamplePerson, ...] = field(name="person")
    agencies: tuple[SampleAgency, ...] = field(name="agency", default=())
    letters: tuple[SampleLetter, ...] = field(name="letter", default=())
    lessons: tuple[SampleLesson, ...] = field(name="lesson", default=())
    incoming: tuple[SampleIncoming, ...] = ()
    cases: tuple[SampleCase, ...] = ()
