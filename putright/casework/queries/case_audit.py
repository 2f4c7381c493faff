"""The audit of a live case on any day (P29): what the Ombudsman would find, and what still helps.

It reads what its reader may read. It changes nothing and judges nobody; a person decides.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from msgspec import UNSET, Struct
from msgspec.structs import replace

from putright import __version__
from putright.casework import order_words, permissions
from putright.casework.actor import Actor
from putright.casework.audits import Opened
from putright.casework.queries.case_entries import Entries, Pointer
from putright.casework.queries.case_file import Around, around
from putright.casework.queries.case_open import Open, open_for
from putright.casework.queries.contacts import people_of
from putright.casework.queries.outgoing import is_reader
from putright.casework.refused import NotRight, Refused
from putright.casework.response_words import sentence
from putright.casework.said_to_you import to_you
from putright.core.duties.duty import Duty
from putright.core.findings.audit import Audit, audit_case
from putright.core.findings.finding import Finding
from putright.core.findings.headings import NO_FAILING
from putright.core.findings.told import told_of
from putright.core.policy.stack import Stack
from putright.core.practice.ombudsman import DETERMINED
from putright.core.timeline.casefile import CaseFile
from putright.core.timeline.items import Item
from putright.kit.cards import Card, Cards
from putright.kit.cards import Shown as EntryQuoted
from putright.kit.cards import shown as quoted
from putright.kit.dates import long_day, sentence_case, with_version
from putright.kit.forms import Said
from putright.kit.say import N_, _, ngettext
from putright.kit.verdict import (
    Credit,
    HeadingView,
    Tally,
    credits_of,
    heading_views,
    tally,
    verdict,
)

Choices = tuple[tuple[str, str], ...]
PLEDGED: Mapping[str, str] = {
    "promise": N_("On {on} we promised you this by {due}: {what}."),
    "want": N_("On {on} the Housing Ombudsman asked us for this by {due}: {what}."),
    "order": N_("On {on} the Housing Ombudsman told us to do this by {due}: {what}."),
}
"""How the resident is told of what was promised, asked and ordered."""
OTHER = N_("about what may be done, or must not be, and not about a time")
STATES: Mapping[str, tuple[str, ...]] = {
    N_("met in time"): ("met",),
    N_("done late"): ("met late",),
    N_("missed: overdue, and not shown to be done"): ("overdue",),
    N_("not due yet"): ("due", "due soon", "future", "part met"),
    N_("excused, withdrawn or replaced"): ("excused", "withdrawn", "replaced"),
    N_("for a person to judge"): ("for a person", "may be late"),
    OTHER: (),
}
"""How promises stand, in the words of the page, each with the states of the engine."""


class Seen(Struct, frozen=True, kw_only=True):
    """One finding: its card, what names it in a form, the entries behind it, its plain sentence.

    ``still`` says that no record shows it done, so that doing it still helps; ``so_far`` then says
    how late it is already.
    """

    key: str
    card: Card
    told: str
    still: bool
    so_far: str
    entries: tuple[Pointer, ...]


class Group(Struct, frozen=True):
    """The findings of one theme, those not done first; ``still`` is how many of them those are."""

    name: str
    found: tuple[Seen, ...]
    still: int

    @property
    def first(self) -> tuple[Seen, ...]:
        """What is looked at first: what can still be put right; where nothing can, everything."""
        return self.found[: self.still] or self.found

    @property
    def rest(self) -> tuple[Seen, ...]:
        """The others."""
        return self.found[len(self.first) :]


class Account(Struct, frozen=True):
    """One side's word that nothing shows and nobody denies: who told it, and what."""

    entry: EntryQuoted
    told_by: str


class Decided(Struct, frozen=True):
    """A determination on record: its day, what the Ombudsman found in its words, what it ordered.

    ``entry`` is None where it is in no books that its reader may open.
    """

    on: date
    found: tuple[str, ...]
    orders: tuple[str, ...]
    entry: Pointer | None


class AuditPage(Struct, frozen=True, kw_only=True):
    """The page: as of which day, with or without what nobody shows, and what was found.

    ``idle`` rules asked for nothing in this case; the others came up so often: ``states`` adds up.
    """

    around: Around
    as_of: date
    today: date
    only_shown: bool
    decided: tuple[Decided, ...]
    idle: int
    came_up: int
    states: tuple[str, ...]
    verdict: str
    tally: Tally
    groups: tuple[Group, ...]
    reviews: tuple[Card, ...]
    disputed: tuple[Card, ...]
    accounts: tuple[Account, ...]
    credits: tuple[Credit, ...]
    headings: tuple[HeadingView, ...]
    left_out: tuple[str, ...]
    packs: tuple[str, ...]
    version: str
    withheld: bool
    may_save: bool


class SavedAudit(Struct, frozen=True, kw_only=True):
    """An audit as it is saved: by whom and when, and what it was made without."""

    audit: Audit
    opened: Opened
    by: str
    at: datetime
    kept_back: bool
    only_shown: bool


class ToldNow(Struct, frozen=True):
    """One failing of today, to choose."""

    key: str
    title: str
    words: str
    is_done: bool


class GapsForm(Struct, frozen=True, kw_only=True):
    """What the forms from an audit offer: the findings of today, and who can be written to.

    ``gaps`` are those that were not done at all, or are about an act and no time.
    """

    around: Around
    gaps: Choices
    all: Choices
    readers: Choices
    today: date


def page(
    actor: Actor, case_id: UUID, *, now: datetime, on: date | None = None, only_shown: bool = False
) -> AuditPage:
    """The audit as of the end of a day, which is never in the future."""
    opened = open_for(actor, case_id, now=now, what="audit")
    as_of = _not_to_come(on, now)
    audit = audit_of(opened, as_of, only_shown=only_shown)
    cards, counts, states = Cards(audit), tally(audit), _states(audit)
    return AuditPage(
        around=around(opened, "audit"), as_of=as_of, today=now.date(), only_shown=only_shown,
        decided=tuple(_decided(opened, audit)), idle=_idle(audit, opened.live.engine.stack),
        came_up=states.total(),
        states=tuple(f"{n} {_(word)}" for word in STATES if (n := states[word])),
        verdict=verdict(counts, as_of), tally=counts,
        groups=tuple(sorted(_grouped(opened, audit, cards), key=_gravest)),
        reviews=cards.reviews(), disputed=cards.disputed(), accounts=tuple(_accounts(audit, cards)),
        credits=credits_of(audit), headings=heading_views(audit, cards), left_out=audit.left_out,
        packs=tuple(with_version(pack) for pack in audit.packs), version=__version__,
        withheld=bool(opened.withheld), may_save=_may_save(opened),
    )  # fmt: skip


def saved(
    actor: Actor, case_id: UUID, *, now: datetime, on: date | None = None, only_shown: bool = False
) -> SavedAudit:
    """The audit to be saved as a file, which the log of readings names as such.

    A restricted case is read here and saved nowhere (security, section 3: exports).
    """
    opened = open_for(actor, case_id, now=now, what="audit saved")
    permissions.check(actor, "audit.save", opened.near)
    if opened.case.is_restricted:
        raise Refused(_("This case is restricted: its audit is read here and saved nowhere."))
    as_of = _not_to_come(on, now)
    case = _case_file(opened, as_of, only_shown=only_shown)
    engine = opened.live.engine
    return SavedAudit(
        audit=audit_case(case, engine, as_of=as_of), opened=Opened(case, engine, Path()),
        by=actor.name, at=now, kept_back=bool(opened.withheld),
        only_shown=only_shown,
    )  # fmt: skip


def to_write(actor: Actor, case_id: UUID, *, now: datetime) -> GapsForm:
    """The findings of today, to choose from, for whoever may work in the case."""
    opened = open_for(actor, case_id, now=now, what="audit")
    permissions.check(actor, "case.work", opened.near)
    people = [
        (one.key, one.name) for one in people_of(opened) if is_reader(opened, one.key, one.side)
    ]
    told = told_today(opened, now)
    return GapsForm(
        around=around(opened, "audit"), today=now.date(), readers=tuple(people),
        all=tuple((one.key, Said(one.title, one.words)) for one in told),
        gaps=tuple((one.key, Said(one.title, one.words)) for one in told if not one.is_done),
    )  # fmt: skip


def told_today(opened: Open, now: datetime) -> list[ToldNow]:
    """Each failing of today: title and day, its sentence, whether it was done late."""
    audit = audit_of(opened, now.date())
    cards, said = Cards(audit), _sentences(opened, audit)
    found = {}
    for one in audit.findings:
        key, duty = key_of(one), _pledged(one, audit)
        if key not in said:
            continue
        title, words = f"{cards.title_of(one.code)}, {long_day(one.on)}", said[key]
        if duty is not None and duty.pledge is not None:
            key = f"{key}~{duty.pledge.id}"
            title = (
                f"{cards.title_of(one.code)}: {duty.pledge.what.rstrip('.')}, {long_day(one.on)}"
            )
            words = _told_of_pledge(one, duty.rule.rule.for_each, duty.pledge.what)
        found[key] = ToldNow(key, title, words, is_done=one.done is not UNSET)
    return list(found.values())


def _pledged(finding: Finding, audit: Audit) -> Duty | None:
    """What was promised, asked or ordered in so many words, where the finding is about that."""
    return next(
        (duty for duty in audit.duties
         if duty.pledge is not None and duty.rule.name == finding.rule
         and duty.item.id in finding.entries and duty.pledge.what in finding.what
         and duty.due is not None and duty.due.last_date == finding.due),
        None,
    )  # fmt: skip


def _told_of_pledge(finding: Finding, kind: str, what: str) -> str:
    """It in words for the resident, which name it: no rule about proofs is theirs to read."""
    said = _(PLEDGED[kind]).format(
        on=long_day(finding.on), what=to_you(what.rstrip(".")),
        due=long_day(finding.due) if isinstance(finding.due, date) else "",
    )  # fmt: skip
    if isinstance(finding.done, date):
        return f"{said} " + _("We did it on {done}.").format(done=long_day(finding.done))
    return f"{said} " + _("Our records do not show that we did.")


def chosen(opened: Open, keys: Iterable[str], now: datetime) -> list[tuple[str, str]]:
    """The chosen failings of today, each with its title and sentence. Raises ``NotRight``."""
    there = {one.key: (one.title, one.words) for one in told_today(opened, now)}
    wanted = list(dict.fromkeys(keys))
    if not wanted or any(key not in there for key in wanted):
        told = _("Choose among what the audit finds today. It may have changed.")
        raise NotRight(told, field="gaps")
    return [there[key] for key in wanted]


def audit_of(opened: Open, as_of: date, *, only_shown: bool = False) -> Audit:
    """The audit of what its reader may read; ``only_shown`` leaves out our own unproven entries."""
    case = _case_file(opened, as_of, only_shown=only_shown)
    return audit_case(case, opened.live.engine, as_of=as_of)


def key_of(finding: Finding) -> str:
    """What names a finding in a form: its code, its day, the entry that it is about."""
    return "~".join([finding.code, finding.on.isoformat(), *finding.entries[:1]])


def _case_file(opened: Open, as_of: date, *, only_shown: bool) -> CaseFile:
    case = opened.live.case_file(as_of=as_of)
    if not only_shown:
        return case
    there = opened.live.timeline.by_id
    kept = (one for one in case.entries if not _is_bare_claim(there[one.id]))
    return replace(case, entries=tuple(kept))


def _not_to_come(on: date | None, now: datetime) -> date:
    return min(on or now.date(), now.date())


def _may_save(opened: Open) -> bool:
    may = permissions.can(opened.actor, "audit.save", opened.near)
    return may and not opened.case.is_restricted


def _is_bare_claim(item: Item) -> bool:
    return item.from_landlord and not item.is_settled


def _decided(opened: Open, audit: Audit) -> Iterator[Decided]:
    """What the Ombudsman had decided by the day looked at: it stands before what we suggest."""
    entries = Entries(opened)
    for item in audit.run.timeline.standing(DETERMINED):
        found = tuple(line for each in item.entry.text.splitlines() if (line := each.strip()))
        orders = tuple(order_words.named(order) for order in item.entry.orders)
        yield Decided(item.when.date, found, orders, entries.pointer(item.id))


def _states(audit: Audit) -> Counter[str]:
    """How often each promise came up, by how it stands: every one is counted once."""
    found = (duty.state_at(audit.run.now) for duty in audit.duties)
    return Counter(next((word for word, of in STATES.items() if one in of), OTHER) for one in found)


def _idle(audit: Audit, stack: Stack) -> int:
    """The rules that nothing in this case set going."""
    named = {each.name for duty in audit.duties for each in duty.all_sources}
    named |= {rule for finding in audit.findings for rule in (finding.rule, *finding.rules)}
    return sum(one.name not in named for one in stack.rules)


def _grouped(opened: Open, audit: Audit, cards: Cards) -> Iterator[Group]:
    entries, said = Entries(opened), _sentences(opened, audit)
    findings = {cards.ids[id(one)]: one for one in audit.findings}
    for theme in cards.themes():
        found = [_seen(card, findings[card.id], entries, said, audit) for card in theme.cards]
        found.sort(key=lambda one: not one.still)
        still = sum(one.still for one in found)
        yield Group(theme.name, tuple(found), still)


def _gravest(group: Group) -> tuple[int, int]:
    """What can still be done weighs most, then how much there is."""
    return -group.still, -len(group.found)


def _seen(
    card: Card, finding: Finding, entries: Entries, said: dict[str, str], audit: Audit
) -> Seen:
    key = key_of(finding)
    still = finding.due is not UNSET and finding.done is UNSET
    return Seen(
        key=key, card=card, told=said.get(key, ""), still=still,
        so_far=_so_far(finding, audit) if still else "",
        entries=tuple(found for one in finding.entries if (found := entries.pointer(one))),
    )  # fmt: skip


def _so_far(finding: Finding, audit: Audit) -> str:
    """By how many working days it is late on the day looked at."""
    if not isinstance(finding.due, date):
        return ""
    days = audit.run.calendar.count(finding.due, audit.as_of)
    return ngettext("{n} working day late so far", "{n} working days late so far", days)


def _accounts(audit: Audit, cards: Cards) -> Iterator[Account]:
    for one in audit.unsettled:
        yield Account(quoted(cards.by_id[one.entry]), sentence_case(one.told_by))


def _sentences(opened: Open, audit: Audit) -> dict[str, str]:
    """Each failing in the plain sentence in which a letter tells it."""
    stack = opened.live.engine.stack
    promises = {each.name: each.rule.promise for each in stack.rules}
    told = told_of(
        [one for one in audit.findings if one.code not in NO_FAILING], audit.run,
        stack.practice("failing_words"), promises, today=audit.as_of,
    )  # fmt: skip
    return {key_of(each.finding): sentence(each) for each in told}
