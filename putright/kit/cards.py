"""The findings of an audit as cards: promise and clause, what the timeline shows, dates, proof."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgspec import UNSET

from putright.core.duties.duty import Duty
from putright.core.findings.audit import Audit
from putright.core.findings.finding import Finding
from putright.core.policy.stacked import Stacked
from putright.core.timeline.items import Item
from putright.core.workdays import CONVENTIONS, reconcile
from putright.kit.dates import (
    clock,
    days_in_words,
    long_day,
    name_of_code,
    sentence_case,
    with_version,
)
from putright.kit.say import _, ngettext

NO_FAILING = frozenset({"disputed-account", "for-review"})


@dataclass(frozen=True, slots=True)
class Status:
    """A status as the identity shows it: a word and the name of its shape and colours."""

    word: str
    shape: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry behind a finding: its day, its words, its proof and the paragraphs it cites."""

    day: str
    text: str
    proof: str
    disputed: bool
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule behind a finding: its text, where it is printed, its pack and when it was in force."""

    promise: str
    source: str
    pack: str
    in_force: str


@dataclass(frozen=True, slots=True)
class Card:
    """One finding as the page shows it."""

    id: str
    theme: str
    title: str
    day: str
    what: str
    status: Status | None
    clauses: tuple[Clause, ...]
    rules: tuple[str, ...]
    shown: tuple[Shown, ...]
    facts: tuple[tuple[str, str], ...]
    more_refs: tuple[str, ...]
    done: tuple[Shown, ...]
    """Those of the entries that tell what was done; where nothing was done, none."""

    @property
    def proofs(self) -> tuple[tuple[str, int], ...]:
        """The evidence words of what was done, each with how many entries it is said of."""
        words = Counter(entry.proof for entry in self.done)
        words[_("Two accounts")] = sum(entry.disputed for entry in self.shown)
        return tuple((word, count) for word, count in words.items() if count)

    @property
    def refs(self) -> tuple[str, ...]:
        """Every paragraph cited, once."""
        found = [ref for entry in self.shown for ref in entry.refs]
        return tuple(dict.fromkeys([*found, *self.more_refs]))


@dataclass(frozen=True, slots=True)
class Theme:
    """The cards of one theme."""

    id: str
    name: str
    cards: tuple[Card, ...]
    kinds: tuple[tuple[str, int], ...]


class Cards:
    """Turns the findings of one audit into cards."""

    def __init__(self, audit: Audit) -> None:
        """Index the audit's duties and rules by what findings name."""
        self.audit = audit
        self.by_id = audit.run.timeline.by_id
        self.codes = audit.run.words.codes
        self.rules: dict[str, Stacked] = {}
        self.duties: dict[tuple[str, str], list[Duty]] = {}
        for duty in audit.duties:
            for stacked in duty.all_sources:
                self.rules.setdefault(stacked.name, stacked)
            self.duties.setdefault((duty.rule.name, duty.item.id), []).append(duty)
        self.ids = _ids_of(audit.findings)

    def themes(self) -> tuple[Theme, ...]:
        """Failings by theme, the theme with the most first."""
        failings = [f for f in self.audit.findings if f.code not in NO_FAILING]
        counts = Counter(finding.theme for finding in failings)
        return tuple(self._theme(name, failings) for name, _count in counts.most_common())

    def _theme(self, name: str, failings: list[Finding]) -> Theme:
        own = [finding for finding in failings if finding.theme == name]
        kinds = Counter(self.title_of(finding.code) for finding in own)
        return Theme(
            id=f"theme-{slug(name)}",
            name=sentence_case(_(name)),
            cards=tuple(self.card(finding) for finding in own),
            kinds=tuple(kinds.most_common()),
        )

    def disputed(self) -> tuple[Card, ...]:
        """Accounts that the evidence does not settle: no failing, and said so."""
        return tuple(self.card(f) for f in self.audit.findings if f.code == "disputed-account")

    def reviews(self) -> tuple[Card, ...]:
        """Questions that only a person can answer."""
        found = self.audit.for_review
        return tuple(self.card(f, f"review-{n}") for n, f in enumerate(found, start=1))

    def title_of(self, code: str) -> str:
        """What a code says, as a title."""
        return sentence_case(_(self.codes.get(code, ""))) or name_of_code(code)

    def card(self, finding: Finding, anchor: str = "") -> Card:
        """The card of one finding."""
        items = [self.by_id[key] for key in finding.entries if key in self.by_id]
        cited = {ref for item in items for ref in item.entry.refs}
        acts = self._acts(finding)
        return Card(
            id=anchor or self.ids[id(finding)],
            theme=finding.theme,
            title=self.title_of(finding.code),
            day=long_day(finding.on),
            what=days_in_words(finding.what),
            status=status_of(finding),
            clauses=tuple(self._clauses(finding)),
            rules=tuple(finding.rules or (finding.rule,)),
            shown=tuple(shown(item) for item in items),
            facts=tuple(self._facts(finding)),
            more_refs=tuple(ref for ref in finding.refs if ref not in cited),
            done=tuple(shown(item) for item in items if item.id in acts),
        )

    def _acts(self, finding: Finding) -> frozenset[str]:
        """The entries of what was done about it: not what set it going, which proves no deed."""
        if finding.due is UNSET:
            return frozenset(finding.entries)
        duties = self.duties.get((finding.rule, "".join(finding.entries[:1])), [])
        if finding.done is UNSET:
            duties = [duty for duty in duties if duty.missing]
        elif not duties:
            return frozenset(finding.entries[:1])
        met = {item.id for duty in duties for item in duty.met_by}
        return frozenset(met.intersection(finding.entries))

    def _clauses(self, finding: Finding) -> Iterator[Clause]:
        found = [self.rules[name] for name in finding.rules if name in self.rules]
        if not found:
            yield Clause("", finding.source, self._pack(finding), _on(finding.on))
        for stacked in found:
            header = stacked.pack.header
            yield Clause(
                promise="" if finding.what.startswith(stacked.rule.promise.rstrip("."))
                else stacked.rule.promise,
                source=stacked.cited,
                pack=_("pack {name}").format(name=with_version(f"{header.name} {header.version}")),
                in_force=_in_force(stacked, finding.on),
            )  # fmt: skip

    def _facts(self, finding: Finding) -> Iterator[tuple[str, str]]:
        if finding.due is not UNSET:
            due = finding.due_at
            yield _("Due"), clock(due) if isinstance(due, str) else _day(finding.due)
        if finding.done is not UNSET:
            done = finding.done_at
            yield _("Done"), clock(done) if isinstance(done, str) else _day(finding.done)
            yield _("Late by"), _late(finding)
            if isinstance(finding.days, int):
                yield _("Took"), _working_days(finding.days)
        elif finding.due is not UNSET:
            as_of = long_day(self.audit.as_of)
            yield _("Done"), _("No record by {day}").format(day=as_of)
        if finding.asserted_days is not UNSET:
            yield _("Count by others"), self._asserted(finding)

    def _pack(self, finding: Finding) -> str:
        """The pack of a rule that made no duty, with the version that the audit used."""
        name = finding.rule.split(":", 1)[0]
        used = [pack for pack in self.audit.packs if pack.split(" ")[0] == name]
        return _("pack {name}").format(name=with_version(used[0] if used else name))

    def _asserted(self, finding: Finding) -> str:
        asserted, done = finding.asserted_days, finding.done
        if not isinstance(asserted, int) or not isinstance(done, date):
            return ""
        said = _working_days(asserted)
        ours = reconcile(finding.on, done, asserted, self.audit.run.calendar)
        if ours.agrees:
            return _("{said}, as we count").format(said=said)
        why = [CONVENTIONS[letter] for letter in ours.explained_by]
        if not why:
            return _("{said}; we count {ours}, and no usual way of counting gives theirs").format(
                said=said, ours=ours.computed
            )
        return _("{said}; we count {ours}. Theirs fits: {why}").format(
            said=said, ours=ours.computed, why=_(why[0])
        )


def _late(finding: Finding) -> str:
    if not isinstance(finding.late_by, int):
        return _("not counted")
    return _working_days(finding.late_by) if finding.late_by else _("hours, the same working day")


def _working_days(days: int) -> str:
    return ngettext("{n} working day", "{n} working days", days)


def _on(day: date) -> str:
    return _("in force on {day}").format(day=long_day(day))


def status_of(finding: Finding) -> Status | None:
    """Overdue or met late; None where the finding is about an act and not about a time."""
    if finding.code in NO_FAILING or finding.due is UNSET:
        return None
    if finding.done is UNSET:
        return Status(_("Overdue"), "overdue")
    return Status(_("Met late"), "met-late")


def shown(item: Item) -> Shown:
    """An entry as a finding quotes it."""
    return Shown(
        day=_when(item),
        text=item.entry.text or " ".join(item.acts),
        proof=proof_of(item),
        disputed=bool(item.disputed_by),
        refs=item.entry.refs,
    )


def proof_of(item: Item) -> str:
    """The evidence word of an entry."""
    if item.is_evidenced:
        return _("Record attached")
    return _("No record; the landlord's own admission") if item.admitted else _("No record")


def _when(item: Item) -> str:
    first, last = item.when.date, item.when.last_date
    if item.undated:
        return _("Day not known; told on {day}").format(day=long_day(first))
    if first == last:
        return long_day(first)
    return _("Between {first} and {last}").format(first=long_day(first), last=long_day(last))


def _day(day: object) -> str:
    return long_day(day) if isinstance(day, date) else ""


def _in_force(stacked: Stacked, on: date) -> str:
    rule, pack = stacked.rule.in_force, stacked.pack.header.in_force
    start, end = rule.start or pack.start, rule.end or pack.end
    if start and end:
        return _("in force from {start} to {end}").format(start=long_day(start), end=long_day(end))
    if start:
        return _("in force from {start}").format(start=long_day(start))
    if end:
        return _("in force until {end}").format(end=long_day(end))
    return _on(on)


def _ids_of(findings: tuple[Finding, ...]) -> dict[int, str]:
    """An anchor for each finding that stays when others come or go: code, day, count."""
    seen: Counter[str] = Counter()
    ids: dict[int, str] = {}
    for finding in findings:
        stem = f"{slug(finding.code)}-{finding.on.isoformat()}"
        seen[stem] += 1
        ids[id(finding)] = stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"
    return ids


def slug(text: str) -> str:
    """The text as part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"
