"""What tests of mail ask: fetch, understand, and what stands there then."""

from datetime import datetime
from uuid import UUID

from factories.dovecot import PASSWORD, Dovecot, a_user
from factories.made import NOW

from putright.casework.actions.files import blobs
from putright.casework.actions.understanding import understand_waiting
from putright.casework.operations import fetching
from putright.gateways import sealed
from putright.gateways.blobs import BlobStore
from putright.stores.accounts.models import Landlord, Team
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import mailboxes
from putright.stores.post.mailboxes import Box
from putright.stores.post.models import Arrival, Item


class Room:
    """One landlord's mailbox."""

    def __init__(self, dovecot: Dovecot, user: str, landlord: UUID, mailbox: UUID) -> None:
        self.dovecot, self.user, self.landlord, self.mailbox = dovecot, user, landlord, mailbox

    def put(self, *messages: bytes, at: datetime | None = None) -> None:
        self.dovecot.put(self.user, messages, at)

    def fetch(self, now: datetime = NOW) -> int:
        """Read the mailbox once, and understand what came."""
        count = fetching.fetch(self.box, now)
        understand_waiting(self.landlord, now)
        return count

    @property
    def box(self) -> Box:
        with landlord_scope(self.landlord):
            found = mailboxes.one(landlord=self.landlord, mailbox=self.mailbox)
        assert found is not None
        return found

    @property
    def items(self) -> list[Item]:
        with landlord_scope(self.landlord):
            return list(Item.objects.prefetch_related("files").order_by("subject", "id"))

    @property
    def arrivals(self) -> list[Arrival]:
        with landlord_scope(self.landlord):
            return list(Arrival.objects.order_by("uid", "came_at", "id"))

    @property
    def store(self) -> BlobStore:
        return blobs()

    def raw(self, arrival: Arrival) -> bytes:
        told = {"landlord": self.landlord, "case": arrival.id, "name": arrival.blob}
        return b"".join(self.store.read_range(**told))

    def unread(self) -> list[int]:
        with self.dovecot.signed_in(self.user) as client:
            return list(client.search(["UNSEEN"]))


@landlord_scope(OPERATOR)
def make_room(dovecot: Dovecot, landlord: Landlord, team: Team) -> Room:
    """A mailbox that nobody used before, of that landlord's team."""
    user = a_user()
    told = mailboxes.Told(
        name="Complaints", address="complaints@alder.example", way="imap", team=team.id,
        host="127.0.0.1", port=dovecot.imap, safety="none", user=user,
    )  # fmt: skip
    made = mailboxes.add(landlord=landlord.id, told=told, sealed=sealed.seal(PASSWORD), now=NOW)
    return Room(dovecot, user, landlord.id, made)
