"""A letter of apology of a case: who signed it, what it says, whether it arrived, how it checks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from msgspec import Struct

from putright.casework.actions.files import blobs
from putright.casework.actor import user_of_key
from putright.casework.queries.case_entries import Entries
from putright.casework.queries.case_files import FileSeen, files_of
from putright.casework.queries.case_open import Open
from putright.casework.queries.outgoing import is_letter
from putright.casework.queries.staff import colleagues_of
from putright.core.claims.apology import Apology, Arrived, Checked, Rows, check_apology
from putright.core.events.entry import HOUSEHOLD
from putright.core.events.faults import FileFault
from putright.core.policy.practice_orders import StaffPost
from putright.core.practice.ombudsman_replies import findings_of
from putright.core.practice.order_kinds import grade_of
from putright.core.redress.compliance import Compliance
from putright.core.timeline.items import Item
from putright.gateways.blobs import NoSuchFile
from putright.gateways.determination_files import text_of
from putright.stores.record import files

SAYS_SORRY = "apology.given"
SHOWN_BY_ITSELF = frozenset({"handed over", "read out by phone", "read out in person"})
"""Ways in which a letter goes whose own record shows that they had it."""
DELIVERY = frozenset({"system record", "call log", "recording", "statement", "photo"})
"""Evidence beside the letter itself that shows that it arrived."""
READABLE = ("text/plain", "application/pdf", "text/html",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document")  # fmt: skip
MOST_BYTES = 5_000_000


class Signed(Struct, frozen=True):
    """Who signed, the post they hold, and its grade; 0 where nobody knows it."""

    name: str
    post: str
    grade: int = 0


def letters(opened: Open, determined: Iterable[Item]) -> tuple[Item, ...]:
    """Letters of ours to the household since it was ordered: those that say sorry first, then the
    newest. What was said before a determination carries out nothing that it orders."""
    since = min((item.when.first for item in determined), default=None)
    found = [
        item
        for item in opened.run.timeline.items
        if since is not None and item.when.last >= since and _is_ours(item)
        and (SAYS_SORRY in item.acts or is_letter(opened, item))
    ]  # fmt: skip
    found.sort(key=lambda item: (SAYS_SORRY not in item.acts, -item.when.first))
    return tuple(found)


def _is_ours(item: Item) -> bool:
    to_them = not HOUSEHOLD.isdisjoint(item.to_sides)
    return item.from_landlord and not item.struck_by and to_them


def signed_by(opened: Open, item: Item) -> Signed:
    """Whoever the record says wrote it, by the case file or the roles that they hold."""
    person = opened.live.people.get(item.entry.by)
    user = user_of_key(item.entry.by)
    if user is not None:
        held = [one for one in colleagues_of(opened.case.landlord_id, today=opened.at.date())
                if one.id == user]  # fmt: skip
        roles = held[0].roles if held else ()
        best = max(roles, key=lambda role: _grade(opened, role), default="")
        return Signed(opened.staff_name(user), best, _grade(opened, best))
    if person is None:
        return Signed("", "")
    return Signed("", person.role, person.grade or _grade(opened, person.role))


def signature(opened: Open, item: Item | None, told: Signed) -> Signed:
    """Who signed, as the form says it, or by the record where the form leaves it empty."""
    known = signed_by(opened, item) if item is not None else Signed("", "")
    name = told.name or known.name
    if told.post:
        is_known = told.post == known.post
        return Signed(name, told.post, known.grade if is_known else _grade(opened, told.post))
    return Signed(name, known.post, known.grade) if name == known.name else Signed(name, "")


def checked(
    opened: Open, one: Compliance, item: Item | None, signed: Signed, *, on: date | None,
    attached: Sequence[UUID],
) -> tuple[Checked, ...]:  # fmt: skip
    """The letter held against the guidance. What is attached shows that a chosen letter arrived;
    where none is chosen, it is the letter."""
    apology = Apology(
        text=_text(opened, item) if item is not None else _words(opened, attached),
        reader=_reader(opened, item),
        findings=findings_of(one.order.item), due=one.due,
        sent_on=item.when.date if item is not None else on,
        signer=signed.name, post=signed.post, grade=signed.grade,
        arrived="shown" if item is not None and attached else _arrived(opened, item),
    )  # fmt: skip
    return check_apology(apology, rows_of(opened))


def rows_of(opened: Open) -> Rows:
    """What the packs hold an apology to."""
    stack = opened.live.engine.stack
    return Rows(
        checks=stack.practice("apology_check"), signers=stack.practice("apology_signer"),
        conditions=stack.practice("claim_word"), alike=stack.practice("head_words"),
    )  # fmt: skip


def _grade(opened: Open, post: str) -> int:
    rows: tuple[StaffPost, ...] = opened.live.engine.stack.practice("staff_post")
    return grade_of(post, rows)


def _reader(opened: Open, item: Item | None) -> str:
    keys = item.entry.to if item is not None else ("resident",)
    return opened.name(keys[0]) if keys else ""


def _arrived(opened: Open, item: Item | None) -> Arrived:
    if item is None:
        return "not shown"
    if item.struck_by:
        return "came back"
    entries = Entries(opened)
    delivery = entries.deliveries.get(item.id)
    if delivery is not None and delivery.state in ("refused", "bounced"):
        return "came back"
    if item.entry.facts.get("how") in SHOWN_BY_ITSELF and item.is_evidenced:
        return "shown"
    if any(each.kind in DELIVERY for each in item.entry.evidence):
        return "shown"
    is_mail = delivery is not None and delivery.is_out and item.entry.channel == "email"
    return "shown" if is_mail else "not shown"


def _text(opened: Open, item: Item) -> str:
    kept = opened.kept(item.id)
    return _words(opened, kept.files) if kept is not None else ""


def _words(opened: Open, ids: Sequence[UUID]) -> str:
    """The words of a letter as it was kept: its plain text, else what its paper says."""
    seen = files_of(opened.actor, ids)
    found = sorted(_readable(seen.values()), key=lambda one: READABLE.index(one.media_type))
    rows = files.named(landlord=opened.actor.landlord_id, files=[one.id for one in found])
    for one in found:
        row = rows[one.id]
        try:
            with blobs().open(
                landlord=opened.actor.landlord_id, case=row.case_id, name=row.blob
            ) as kept:
                return text_of(kept.read(), Path(one.name))
        except (FileFault, NoSuchFile):
            continue
    return ""


def _readable(kept: Iterable[FileSeen]) -> Iterator[FileSeen]:
    return (one for one in kept
            if not one.held and one.media_type in READABLE and one.size <= MOST_BYTES)  # fmt: skip
