"""Rows of what goes out: queued beside the entry that tells of it, held by a lease while sent.

A row is taken, sent and marked by whoever holds its lease. One whose holder died is taken again
when the lease is over, with the message id that it had: sent twice at most, and lost never.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Count, F, Min, Q, QuerySet
from msgspec import Struct

from putright.stores.post.models import Post

QUEUED, ACCEPTED, REFUSED, BOUNCED, WITHDRAWN = (
    "queued", "accepted", "refused", "bounced", "withdrawn",
)  # fmt: skip
EMAIL, TEXT, LETTER = "email", "text", "letter"
FOLDER = "folder: "
"""What ``accepted_as`` begins with where no server took it: it lies in a folder as a file."""


class NewPost(Struct, frozen=True, kw_only=True):
    """Something to go out: by which way, what for, to whom, and what it has to do with.

    ``files`` are ids of kept files of the case, ``entries`` the keys of the entries that tell of
    it, ``answers`` the message id that it replies to.
    """

    way: str
    purpose: str
    to: Sequence[str]
    message_id: str
    subject: str = ""
    body: str = ""
    files: Sequence[UUID] = ()
    case_id: UUID | None = None
    entries: Sequence[str] = ()
    item: UUID | None = None
    user_id: UUID | None = None
    party: str = ""
    mailbox: UUID | None = None
    answers: str = ""


class PostRow(Struct, frozen=True, kw_only=True):
    """What goes out as it stands now."""

    id: UUID
    landlord_id: UUID
    way: str
    purpose: str
    case_id: UUID | None
    entries: tuple[str, ...]
    item: UUID | None
    user_id: UUID | None
    party: str
    mailbox: UUID | None
    to: tuple[str, ...]
    subject: str
    body: str
    files: tuple[UUID, ...]
    message_id: str
    answers: str
    state: str
    queued_at: datetime
    tries: int
    next_try_at: datetime
    lease_by: str
    lease_until: datetime | None
    accepted_at: datetime | None
    accepted_as: str
    bounced_at: datetime | None
    fault: str
    told_at: datetime | None

    @property
    def is_dropped(self) -> bool:
        """Whether it lies in a folder and nobody is known to have sent it."""
        return self.state == ACCEPTED and self.accepted_as.startswith(FOLDER)


class Standing(Struct, frozen=True):
    """How much of a landlord's post waits, since when, and how much of it failed at least once."""

    queued: int
    oldest: datetime | None
    failing: int
    refused: int
    last_accepted: datetime | None


def put(*, landlord: UUID, post: NewPost, now: datetime) -> UUID:
    """Queue it; called in the transaction of whatever tells of it."""
    row = Post.objects.create(
        id=uuid4(),
        landlord_id=landlord,
        way=post.way,
        purpose=post.purpose,
        case_id=post.case_id,
        entries=list(post.entries),
        item=post.item,
        user_id=post.user_id,
        party=post.party,
        mailbox=post.mailbox,
        to=list(post.to),
        subject=post.subject,
        body=post.body,
        files=[str(each) for each in post.files],
        message_id=post.message_id,
        answers=post.answers,
        queued_at=now,
        next_try_at=now,
    )
    return row.id


def one(*, landlord: UUID, post: UUID) -> PostRow | None:
    """One row."""
    return _first(Post.objects.filter(landlord_id=landlord, id=post))


def of_case(*, landlord: UUID, case: UUID) -> list[PostRow]:
    """All that went out of a case, the newest first."""
    return _all(Post.objects.filter(landlord_id=landlord, case_id=case))


def of_item(*, landlord: UUID, item: UUID) -> list[PostRow]:
    """What was sent in answer to something that came in, the newest first."""
    return _all(Post.objects.filter(landlord_id=landlord, item=item))


def of_message(*, landlord: UUID, message_id: str) -> PostRow | None:
    """What went out under a message id, with its brackets or without."""
    wanted = f"<{message_id.strip().strip('<>')}>"
    return _first(Post.objects.filter(landlord_id=landlord, message_id=wanted))


def of_token(*, landlord: UUID, token: str) -> PostRow | None:
    """What went out with that token at the end of its subject."""
    start = f"<{token.strip().lower()}."
    return _first(Post.objects.filter(landlord_id=landlord, message_id__startswith=start))


def troubled(*, landlord: UUID, most: int = 50) -> list[PostRow]:
    """What was refused or came back, and what waits after a failed try: the newest first."""
    is_failing = Q(state__in=(REFUSED, BOUNCED)) | Q(state=QUEUED, tries__gt=0)
    return _all(Post.objects.filter(is_failing, landlord_id=landlord))[:most]


def standing(*, landlord: UUID) -> Standing:
    """How the post of a landlord stands."""
    rows = Post.objects.filter(landlord_id=landlord)
    told = rows.filter(state=QUEUED).aggregate(
        n=Count("id"), oldest=Min("queued_at"), failing=Count("id", filter=Q(tries__gt=0))
    )
    went = rows.filter(accepted_at__isnull=False).exclude(accepted_as__startswith=FOLDER)
    last = went.order_by("-accepted_at").first()
    refused = rows.filter(state__in=(REFUSED, BOUNCED)).count()
    at = last.accepted_at if last else None
    return Standing(told["n"], told["oldest"], told["failing"], refused, at)


def take(
    *, landlord: UUID, ways: Iterable[str], by: str, machine: datetime, until: datetime
) -> PostRow | None:
    """Hold the next row of these ways that is due, until then; None where nothing waits.

    What was never tried is due at once; when to try again goes by the machine's clock.
    """
    is_free = Q(lease_until__isnull=True) | Q(lease_until__lte=machine)
    is_due = Q(tries=0) | Q(next_try_at__lte=machine)
    with transaction.atomic():
        found = Post.objects.filter(
            is_free, is_due, landlord_id=landlord, state=QUEUED, way__in=list(ways)
        )
        if connection.vendor == "postgresql":
            found = found.select_for_update(skip_locked=True)
        row = found.order_by("tries", "queued_at", "id").first()
        if row is None:
            return None
        row.lease_by, row.lease_until = by, until
        row.save(update_fields=["lease_by", "lease_until"])
    return _row(row)


def accept(*, row: PostRow, as_: str, now: datetime) -> bool:
    """A server took it; False where somebody else holds the row by now, or it is settled."""
    return _settle(row, state=ACCEPTED, accepted_at=now, accepted_as=as_[:200], fault="")


def refuse(*, row: PostRow, fault: str) -> bool:
    """It was refused for good."""
    return _settle(row, state=REFUSED, fault=fault[:300], tries=row.tries + 1)


def put_off(*, row: PostRow, fault: str, until: datetime) -> bool:
    """It could not go now: to be tried again then."""
    return _settle(row, state=QUEUED, fault=fault[:300], tries=row.tries + 1, next_try_at=until)


def came_back(*, landlord: UUID, post: UUID, says: str, now: datetime) -> bool:
    """It came back, whatever a server had said before; False where that was known, or it waits."""
    found = Post.objects.filter(landlord_id=landlord, id=post, state=ACCEPTED)
    return bool(found.update(state=BOUNCED, bounced_at=now, fault=says[:300], told_at=None))


def withdraw(*, landlord: UUID, post: UUID) -> bool:
    """It is not to go any more; False where it went, or is being sent at this moment."""
    found = Post.objects.filter(landlord_id=landlord, id=post, state=QUEUED, lease_by="")
    return bool(found.update(state=WITHDRAWN, body="", to=[], files=[]))


def again(*, landlord: UUID, post: UUID, machine: datetime) -> bool:
    """Try a row that waits at once."""
    found = Post.objects.filter(landlord_id=landlord, id=post, state=QUEUED)
    return bool(found.update(next_try_at=machine))


def to_tell(*, landlord: UUID) -> list[PostRow]:
    """Letters of which the case has not been told how they went, the oldest first."""
    found = Post.objects.filter(
        landlord_id=landlord, told_at__isnull=True, case_id__isnull=False,
        state__in=(ACCEPTED, REFUSED, BOUNCED),
    )  # fmt: skip
    rows = [_row(row) for row in found.order_by("queued_at", "id")]
    return [row for row in rows if row.entries]


def told(*, row: PostRow, now: datetime) -> bool:
    """The case is being told of the state that was read; False where it was, or that changed."""
    found = Post.objects.filter(id=row.id, state=row.state, told_at__isnull=True)
    return bool(found.update(told_at=now))


def told_by(*, landlord: UUID, post: UUID, entries: Iterable[str]) -> None:
    """More entries tell of it."""
    row = Post.objects.get(landlord_id=landlord, id=post)
    row.entries = [*dict.fromkeys([*row.entries, *entries])]
    row.save(update_fields=["entries"])


def forget_cases(*, landlord: UUID, cases: Iterable[UUID]) -> list[UUID]:
    """Words of these cases are erased: nothing of them goes, and no address of theirs stays."""
    return _forget(Post.objects.filter(landlord_id=landlord, case_id__in=list(cases)))


def forget_items(*, landlord: UUID, items: Iterable[UUID]) -> list[UUID]:
    """What came in is erased: so is what answered it."""
    return _forget(Post.objects.filter(landlord_id=landlord, item__in=list(items)))


def forget_addresses(*, landlord: UUID, addresses: Iterable[str]) -> list[UUID]:
    """Somebody is erased: nothing goes to them any more, and their addresses do not stay here."""
    gone = {each.lower() for each in addresses}
    found = Post.objects.filter(landlord_id=landlord, user_id__isnull=True).exclude(to=[])
    ours = [row.id for row in found.only("id", "to") if gone & {each.lower() for each in row.to}]
    return _forget(Post.objects.filter(id__in=ours))


def is_forgotten(*, landlord: UUID, post: UUID) -> bool:
    """Whether its words went, maybe while it was being sent."""
    return Post.objects.filter(landlord_id=landlord, id=post, state=WITHDRAWN, to=[]).exists()


def _forget(found: "QuerySet[Post]") -> list[UUID]:
    """Returns which they were: what was laid in a folder for one of them is to go as well."""
    ids = list(found.values_list("id", flat=True))
    found.filter(state=QUEUED).update(state=WITHDRAWN)
    found.update(to=[], subject="", body="", files=[], fault="")
    return ids


def to_ask(*, landlord: UUID, since: datetime) -> list[PostRow]:
    """What a service took since then whose fate it can still tell: texts and letters."""
    found = Post.objects.filter(
        landlord_id=landlord, state=ACCEPTED, way__in=(TEXT, LETTER), accepted_at__gte=since
    )
    return _all(found)


def receipts_to(*, landlord: UUID, to: str, since: datetime) -> int:
    """How many receipts were queued for an address since then."""
    found = Post.objects.filter(landlord_id=landlord, purpose="receipt", queued_at__gte=since)
    return sum(to.lower() in [each.lower() for each in row.to] for row in found.only("to"))


def _settle(row: PostRow, **told: Any) -> bool:
    """Only whoever holds the row writes how it went."""
    held = Post.objects.filter(id=row.id, state=QUEUED, lease_by=row.lease_by)
    return bool(held.update(lease_by="", lease_until=None, **told))


def _first(found: "QuerySet[Post]") -> PostRow | None:
    row = found.order_by("-queued_at", "id").first()
    return None if row is None else _row(row)


def _all(found: "QuerySet[Post]") -> list[PostRow]:
    return [_row(row) for row in found.order_by(F("queued_at").desc(), "id")]


def _row(row: Post) -> PostRow:
    told: dict[str, Any] = {name: getattr(row, name) for name in PostRow.__struct_fields__}
    told |= {"entries": tuple(row.entries), "to": tuple(row.to)}
    told |= {"files": tuple(UUID(each) for each in row.files)}
    return PostRow(**told)
