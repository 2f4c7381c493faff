"""What is known of a person, in words for the page."""

from dataclasses import dataclass
from datetime import date

from putright.casework.actions.imports import Outcome
from putright.casework.importing.table import Fault
from putright.casework.queries.people import Household, Page, Written
from putright.casework.queries.people_found import FoundPerson
from putright.core.events.person import Authority, Details, Need, PersonNote, Way
from putright.core.facts.people import Known
from putright.kit import dates
from putright.kit.say import _, ngettext
from putright.kit.shown import Fact


def way_names() -> dict[str, str]:
    """The ways of the card, in its order."""
    return {
        "calls": _("Calls"), "voicemail": _("Voicemail"), "text": _("Text"),
        "email": _("Email"), "post": _("Post"), "visit": _("Visit"),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class WayShown:
    """One way to reach somebody: its rule, and the number only where the rule lets it be used."""

    name: str
    word: str
    shape: str
    when: str
    reach: str


@dataclass(frozen=True, slots=True)
class NeedShown:
    """A need with what helps; ``place`` is where it stands in the list."""

    place: int
    what: str
    helps: str
    review: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class AuthorityShown:
    """Who may speak for the person, what they may be told, and until when."""

    place: int
    name: str
    may_be_told: str
    shown_by: str
    until: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class MemberShown:
    """One of the household."""

    person_id: str
    name: str
    part: str
    age: str
    needs: tuple[str, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class WrittenShown:
    """One entry of what was written down about the person."""

    day: str
    by: str
    what: str
    how: str


def card(page: Page) -> tuple[WayShown, ...]:
    """The safe-contact card."""
    known = page.known
    return tuple(
        _way(name, known.way(channel), reach_of(page, channel))
        for channel, name in way_names().items()
    )


def reach_of(page: Page, channel: str) -> str:
    """The number or address that a way uses; nothing where it is not OK."""
    if page.known.way(channel).says == "not ok":
        return ""
    told = page.known.details
    phones = ", ".join(each for each in (told.phone, told.other_phone) if each)
    home = _("held back") if page.is_held and not page.home else page.home
    reach = {
        "calls": phones, "voicemail": phones, "text": phones, "email": told.email or "",
        "post": told.post_to or home, "visit": home,
    }  # fmt: skip
    return reach[channel]


def _way(name: str, way: Way, reach: str) -> WayShown:
    word, shape = {
        "ok": (_("OK"), "met"),
        "not ok": (_("Not OK"), "barred"),
        "only when": (_("Only when"), "due-soon"),
        "not asked": (_("Not asked"), "due"),
    }[way.says]
    when = way.when or (way.says == "not asked" and _("We have not asked. Ask at next contact."))
    return WayShown(name, word, shape, when or "", reach)


def contact_line(known: Details) -> str:
    """The card in one sentence, for lists: forbidden ways first."""
    ways = known.ways or {}
    groups = {
        "not ok": _("Not OK: {ways}"), "only when": _("Only when: {ways}"), "ok": _("OK: {ways}"),
    }  # fmt: skip
    parts = []
    for says, words in groups.items():
        named = [
            f"{name} ({ways[c].when.rstrip('.')})" if says == "only when" else name
            for c, name in way_names().items()
            if c in ways and ways[c].says == says
        ]
        if named:
            parts.append(words.format(ways=", ".join(named)))
    return ". ".join(parts) or _("We have not asked how it is safe to reach them.")


def _contact(told: Details, *, is_guarded: bool) -> str:
    """How it is safe to reach somebody, in one line of a list."""
    if is_guarded:
        return _("Held back: speak with the officer of the case before any contact.")
    return _("A child: never contacted directly.") if told.is_child else contact_line(told)


def checked(known: Known) -> str:
    """When the card was last asked about, and with whom."""
    if known.checked_at is None:
        return _("We have not asked. Ask at next contact.")
    day = dates.list_day(known.checked_at.date())
    with_whom = known.details.checked_with or ""
    if not with_whom:
        return _("Last checked on {day}.").format(day=day)
    return _("Last checked on {day} with {whom}.").format(day=day, whom=with_whom)


def facts(page: Page) -> tuple[Fact, ...]:
    """What is known besides the ways: only what is known."""
    told = page.known.details
    pairs = (
        (_("Best time"), told.best_time), (_("Language"), told.language),
        (_("Interpreter"), told.interpreter), (_("Letters in"), told.letters_in),
        (_("Works for"), told.organisation), (_("As"), told.role),
        (_("Reference"), told.reference),
    )  # fmt: skip
    return tuple(Fact(name=name, value=value) for name, value in pairs if value)


def needs(known: Known, today: date) -> tuple[NeedShown, ...]:
    """The needs, each with the day on which it is looked at again."""
    return tuple(_need(place, each, today) for place, each in enumerate(known.details.needs or ()))


def _need(place: int, need: Need, today: date) -> NeedShown:
    on = need.review_on
    is_late = on is not None and on < today
    review = ""
    if on is not None:
        words = _("Review was due on {day}") if is_late else _("Look again on {day}")
        review = words.format(day=dates.list_day(on))
    return NeedShown(place, need.what, need.helps, review, is_late)


def authorities(known: Known, today: date) -> tuple[AuthorityShown, ...]:
    """Who may speak for the person; one that is over says so."""
    listed = known.details.authorities or ()
    return tuple(_authority(place, each, today) for place, each in enumerate(listed))


def _authority(place: int, one: Authority, today: date) -> AuthorityShown:
    is_over = one.until is not None and one.until < today
    until = ""
    if one.until is not None:
        words = _("Ended on {day}: tell them nothing") if is_over else _("Until {day}")
        until = words.format(day=dates.list_day(one.until))
    return AuthorityShown(place, one.name, one.may_be_told, one.shown_by, until, is_over)


def member(one: Household, today: date) -> MemberShown:
    """One of the household, with what helps them."""
    told = one.known.details
    listed = tuple(
        f"{each.what} ({_('helps')}: {each.helps})" if each.helps else each.what
        for each in told.needs or ()
    )
    contact = _contact(told, is_guarded=one.is_guarded)
    return MemberShown(str(one.id), one.name, one.part, age(told, today), listed, contact)


def age(told: Details, today: date) -> str:
    """The age in years where the day of birth is known, else "child"; "" where neither is."""
    if told.born_on is None:
        return _("Child") if told.is_child else ""
    born = told.born_on
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return ngettext("{n} year old", "{n} years old", years)


def read_back(sets: Details) -> tuple[str, ...]:
    """A changed card in plain words, to be read out before it is saved."""
    ways = sets.ways or {}
    words = {
        "ok": _("{name}: yes, this is OK."),
        "not ok": _("{name}: no, we will not use this."),
        "only when": _("{name}: only when: {when}."),
        "not asked": _("{name}: we have not asked, so we will not rely on it."),
    }
    said = []
    for channel, name in way_names().items():
        way = ways[channel]
        line = words[way.says].format(name=name, when=way.when.rstrip("."))
        if way.when and way.says != "only when":
            line = f"{line} {way.when}"
        said.append(line)
    more = (
        (_("Best time: {word}."), sets.best_time), (_("They speak {word}."), sets.language),
        (_("Interpreter: {word}."), sets.interpreter),
        (_("Letters go out in {word}, with the English beside it."), sets.letters_in),
        (_("The code word changes."), sets.code_word),
    )  # fmt: skip
    return (*said, *(line.format(word=word) for line, word in more if word))


def written(one: Written) -> WrittenShown:
    """An entry of the stream: which things it set, never a code word or number."""
    note = one.note
    day = dates.moment(note.recorded_at or note.at)
    return WrittenShown(day, one.by, what_of(note), note.how)


def what_of(note: PersonNote) -> str:
    """What an entry did, with the things that it set by their names."""
    acts = {
        "person.registered": _("First written down"),
        "person.details_changed": _("Details changed"),
        "person.safe_contact_checked": _("Safe contact asked about"),
        "person.need_noted": _("Needs changed"),
        "person.authority_given": _("Authority given"),
        "person.authority_ended": _("Authority ended"),
        "record.erased": _("Words erased"),
    }
    names = {
        "name": _("name"), "phone": _("phone"), "other_phone": _("other phone"),
        "email": _("email"), "post_to": _("address for post"), "born_on": _("date of birth"),
        "is_child": _("under 18 or not"), "organisation": _("organisation"), "role": _("role"),
        "staff_risk": _("risk to staff"), "language": _("language"),
        "interpreter": _("interpreter"), "code_word": _("code word"),
    }  # fmt: skip
    is_list = note.does in ("person.need_noted", "person.authority_given")
    listed = [] if is_list else [w for n, w in names.items() if getattr(note.sets, n) is not None]
    return f"{acts[note.does]}: {', '.join(listed)}" if listed else acts[note.does]


@dataclass(frozen=True, slots=True)
class RowShown:
    """A person in a list, with the rule of contact beside every address."""

    person_id: str
    name: str
    home: str
    reference: str
    contact: str


def row(one: FoundPerson) -> RowShown:
    """A person as a list shows them."""
    contact = _contact(one.details, is_guarded=one.is_guarded)
    home = _("Address held back") if one.is_held else one.home
    return RowShown(str(one.id), one.name, home, one.reference, contact)


@dataclass(frozen=True, slots=True)
class FaultShown:
    """A fault as a line of a table."""

    row: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class OutcomeShown:
    """What a file would do or did, in words; only the first of many lines are shown."""

    lines: tuple[str, ...]
    faults: tuple[FaultShown, ...]
    faults_more: int
    altered: tuple[str, ...]
    altered_more: int
    kept: tuple[str, ...]


MOST_LINES = 200


def outcome_shown(outcome: Outcome) -> OutcomeShown:
    """The report of a dry run, or of what was done."""
    if outcome.is_written:
        words = (_("Made: {n}"), _("Changed: {n}"), _("Left as they were: {n}"))
    else:
        words = (_("Would be made: {n}"), _("Would be changed: {n}"), _("Already so: {n}"))
    counts = (outcome.made, outcome.changed, outcome.same)
    lines = [line.format(n=f"{n:,}") for line, n in zip(words, counts, strict=True)]
    if outcome.faults:
        lines.append(_("Rows with a fault: {n}").format(n=f"{outcome.left_out:,}"))
    altered = [
        _("Row {row}: {columns}").format(row=row, columns=", ".join(columns))
        for row, columns in list(outcome.altered.items())[:MOST_LINES]
    ]
    return OutcomeShown(
        lines=tuple(lines),
        faults=tuple(_fault(each) for each in outcome.faults[:MOST_LINES]),
        faults_more=max(0, len(outcome.faults) - MOST_LINES),
        altered=tuple(altered),
        altered_more=max(0, outcome.changed - MOST_LINES),
        kept=tuple(
            _("Row {row}, {column}").format(row=row, column=column)
            for row, column in outcome.kept[:MOST_LINES]
        ),
    )


def _fault(fault: Fault) -> FaultShown:
    row = str(fault.row) if fault.row else _("the file")
    return FaultShown(row, fault.column or "–", fault.reason)
