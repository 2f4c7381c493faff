"""To which address a letter is printed and posted for us, and why it cannot be.

No person looks at an envelope that a machine fills. So the address must be the one that we know,
held back from nobody, and gone through with the reader since it was last changed (security T10).
"""

import re
from collections.abc import Iterable

from django.conf import settings
from msgspec import Struct

from putright.casework.queries import people
from putright.casework.queries.case_open import Open
from putright.casework.queries.posting import is_safe
from putright.casework.queries.safe_ways import has_fled
from putright.core.events.person import PersonNote
from putright.gateways.letter_pdf import what_is_missing
from putright.kit.say import _
from putright.stores.people.models import Member, Person, SafeAddress
from putright.stores.post.outbox import LETTER, PostRow
from putright.stores.record.ledger.read import notes

PRINTERS = ("notify", "folder")
MOST_LINES = 5
"""Lines below the name that a window shows."""
LONGEST = 45
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")


class Postal(Struct, frozen=True):
    """The lines below the name on an envelope; without any, the reason why."""

    lines: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def words(self) -> str:
        """The address in one line."""
        return ", ".join(self.lines)


def has_printer() -> bool:
    """Whether somebody prints and posts letters for this installation."""
    return settings.SENDING["letters"] in PRINTERS


def is_only_laid() -> bool:
    """Whether letters would lie in a folder from which nobody is known to fetch them."""
    told = settings.SENDING
    return told["letters"] == "folder" and told["drop_counts"] != "1"


def postal_of(opened: Open, whom: str) -> Postal:
    """Where a letter to somebody of a case is posted by whoever prints it for us."""
    if what_is_missing():
        return Postal(why_not=_("no letter can be drawn for a printer on this machine"))
    found = [row.person for row in opened.rows if row.key == whom and row.person is not None]
    if len({person.id for person in found}) != 1:
        return Postal(why_not=_("we know of no address of theirs"))
    person = found[0]
    why_not = _kept_from(opened, whom, person) or _not_confirmed(opened, person)
    lines = _lines(opened, whom, person)
    why_not = why_not or _not_for_an_envelope(lines) or _not_safe(person, lines)
    return Postal(why_not=why_not) if why_not else Postal(lines)


def is_still_safe(row: PostRow) -> bool:
    """Whether what a letter was queued for still holds: they may have fled, or barred it, since."""
    lines = row.to[1:] if row.way == LETTER else row.to
    if not is_safe(row.landlord_id, way=row.way, to="\n".join(lines), by_itself=False):
        return False
    if row.way != LETTER or row.case_id is None:
        return True
    held = SafeAddress.objects.filter(
        landlord_id=row.landlord_id, ended_at__isnull=True, person__parts__case_id=row.case_id,
        person__parts__key=row.party,
    )  # fmt: skip
    return not held.exists()


def _not_safe(person: Person, lines: tuple[str, ...]) -> str:
    to = "\n".join(lines)
    if is_safe(person.landlord_id, way=LETTER, to=to, by_itself=False):
        return ""
    return _("somebody at this address asked us not to write there")


def _kept_from(opened: Open, whom: str, person: Person) -> str:
    """Whether they fled, or whoever writes must not know where they are."""
    known = Person.objects.filter(landlord_id=person.landlord_id, id=person.id)
    found = people.guarded(opened.actor, known, now=opened.at).first()
    if has_fled(opened, whom) or getattr(found, "is_guarded", False):
        return _("their address is held back")
    return ""


def _not_confirmed(opened: Open, person: Person) -> str:
    if changed_since_checked(notes(landlord=person.landlord_id, stream=person.id)):
        return _("their address changed, and nobody went through how to reach them since")
    return "" if _post_to(person) else _not_there_any_more(opened, person)


def _not_there_any_more(opened: Open, person: Person) -> str:
    home = person.home_id or opened.case.home_id
    if home is None:
        return ""
    lived = Member.objects.filter(landlord_id=person.landlord_id, person_id=person.id)
    ends = list(lived.filter(tenancy__home_id=home).values_list("tenancy__ends_on", flat=True))
    today = opened.at.date()
    if ends and all(day is not None and day < today for day in ends):
        return _("their tenancy there has ended")
    return ""


def changed_since_checked(written: Iterable[PersonNote]) -> bool:
    """Whether the address for post was changed after the ways to reach them were last gone through.

    What was said when they were first written down is no change.
    """
    address, is_changed = "", False
    for number, note in enumerate(written):
        told = note.sets.post_to
        if told is not None and told.strip() != address:
            address, is_changed = told.strip(), number > 0
        if note.does == "person.safe_contact_checked":
            is_changed = False
    return is_changed


def _lines(opened: Open, whom: str, person: Person) -> tuple[str, ...]:
    """Their address for post, else where they live; the home of the case for the resident alone."""
    if told := _post_to(person):
        return tuple(line.strip() for line in told.splitlines() if line.strip())
    part = opened.parts.get(whom)
    of_case = opened.case.home if part is not None and part.side == "resident" else None
    home = person.home or of_case
    if home is None:
        return ()
    lines = (*home.address.splitlines(), home.postcode)
    return tuple(line.strip() for line in lines if line.strip())


def _post_to(person: Person) -> str:
    return str(person.details.get("post_to") or "").strip()


def _not_for_an_envelope(lines: tuple[str, ...]) -> str:
    if not lines:
        return _("we know of no address of theirs")
    if len(lines) > MOST_LINES or max(len(line) for line in lines) > LONGEST:
        return _("their address is too long for an envelope with a window")
    if len(lines) < 2 or not POSTCODE.fullmatch(lines[-1].upper()):
        return _("their address does not end in a postcode on a line of its own")
    return ""
