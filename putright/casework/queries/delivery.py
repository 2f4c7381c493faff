"""How what went out of a case stands: what a server took, what waits, what came back."""

from collections.abc import Mapping

from msgspec import Struct

from putright.casework.queries.case_open import Open
from putright.core.timeline.items import Item
from putright.gateways.clock import LONDON
from putright.kit.dates import moment
from putright.kit.say import N_, _
from putright.stores.post import outbox
from putright.stores.post.outbox import ACCEPTED, BOUNCED, LETTER, QUEUED, REFUSED, PostRow

FROM_HERE = ("email", "printed")
WORDS = {
    QUEUED: N_("In the queue since {queued}. No server has taken it yet: it is not sent."),
    ACCEPTED: N_("A server took it {taken}. Whether it was read nobody can tell."),
    REFUSED: N_("It was refused: {fault}. Nobody has it."),
    BOUNCED: N_("It came back {bounced}: {fault}. Nobody has it."),
}
DROPPED = N_(
    "No mail server is set up, so it lies as a file in the folder for mail that goes out. It is "
    "not sent. Send it by hand and add the proof, or send it another way."
)
PRINTED = {
    QUEUED: N_("In the queue since {queued}. Nobody has taken it to be printed: it is not sent."),
    ACCEPTED: N_("Taken {taken} to be printed and posted. When they have it nobody can tell."),
}
LAID = N_(
    "It lies as a file in the folder for letters, and nobody is known to fetch them from there. "
    "It is not sent. Post it by hand and add the proof, or send it another way."
)


class Delivery(Struct, frozen=True):
    """How a letter stands, as a word of the list and in a sentence; ``is_out`` once it left us."""

    state: str
    words: str
    is_out: bool


def of_entries(opened: Open) -> Mapping[str, Delivery]:
    """How the letters stand that we send ourselves, by the keys of their entries."""
    found = outbox.of_case(landlord=opened.case.landlord_id, case=opened.case.id)
    return {key: seen(row) for row in reversed(found) for key in row.entries}


def may_be_ours(item: Item) -> bool:
    """Whether an entry can be one that the outbox knows: so that few pages ask."""
    return item.from_landlord and item.entry.facts.get("how") in FROM_HERE


def seen(row: PostRow) -> Delivery:
    """How one of them stands."""
    if row.is_dropped:
        laid = LAID if row.way == LETTER else DROPPED
        return Delivery("dropped", _(laid), is_out=False)
    if row.state not in WORDS:
        return Delivery(row.state, _("It was taken back before it went."), is_out=False)
    named = {
        "queued": moment(row.queued_at.astimezone(LONDON)),
        "taken": moment(row.accepted_at.astimezone(LONDON)) if row.accepted_at else "",
        "bounced": moment(row.bounced_at.astimezone(LONDON)) if row.bounced_at else "",
        "fault": row.fault,
    }
    words = {**WORDS, **PRINTED} if row.way == LETTER else WORDS
    said = _(words[row.state]).format(**named)
    if row.state == QUEUED and row.fault:
        said += " " + _("The last try failed: {fault}.").format(fault=row.fault)
    return Delivery(row.state, said, is_out=row.state == ACCEPTED)
