"""Verifying, sealing: every landlord's chains, files and register of heads."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from putright.casework.actions.files import blobs
from putright.casework.operations.refusals import CannotRun
from putright.stores.accounts import staffing
from putright.stores.accounts.scope import OPERATOR, landlord_scope
from putright.stores.post import arrivals
from putright.stores.record import bundles, files
from putright.stores.record.ledger.seal import Anchor, NotAnAnchor, read_anchors, seal
from putright.stores.record.ledger.verify import Broken, Verified, verify

UNNAMED_FOR = timedelta(days=1)
"""How long bytes may lie on the disk before their row must be there (security F6)."""

WRONG = {"changed": "is not the one that was kept", "missing": "is not on the disk"}


class LandlordVerified(Struct, frozen=True):
    """What the walk over one landlord's chains found."""

    landlord: str
    found: Verified


def landlords() -> list[tuple[UUID, str]]:
    """Every landlord of the installation, by name."""
    with landlord_scope(OPERATOR):
        return [(key, name) for key, name, _is_sample in staffing.landlords()]


def verify_all(
    *, anchors: Path | None = None, step: Callable[[str], None] = lambda name: None
) -> Iterator[LandlordVerified]:
    """Walk every chain of every landlord; ``anchors`` is a file of what was kept outside."""
    kept = _anchors(anchors) if anchors else []
    for landlord, name in landlords():
        with landlord_scope(OPERATOR):
            found = verify(
                landlord=landlord,
                anchors=kept,
                check_file=partial(_check, landlord),
                step=partial(_tell, step, name),
            )
            found = _with_post(landlord, found)
        yield LandlordVerified(name, found)


def seal_all(*, now: datetime) -> list[Anchor]:
    """Seal every landlord's streams; returns what to keep outside."""
    found = []
    for landlord, _name in landlords():
        with landlord_scope(OPERATOR):
            found.append(seal(landlord=landlord, now=now))
    return found


def strays(*, now: datetime) -> list[str]:
    """Files that have lain on the disk for over a day and that no row names."""
    with landlord_scope(OPERATOR):
        known = [(landlord, *address) for landlord, _name in landlords()
                 for address in (*files.addresses(landlord=landlord),
                                 *arrivals.addresses(landlord=landlord),
                                 *bundles.addresses(landlord=landlord))]  # fmt: skip
    found = blobs().orphans(known=known)
    return [one.path for one in found if one.changed_at < now - UNNAMED_FOR]


def _tell(step: Callable[[str], None], name: str, entries: int) -> None:
    step(f"{name}, {entries} entries")


def _check(landlord: UUID, case: UUID, file: UUID, digest: str) -> str:
    row = files.to_check(landlord=landlord, file=file)
    if row is None or row.case_id != case:
        return "is not in the list of files"
    found = blobs().check(landlord=landlord, case=case, name=row.blob, salt=row.salt, digest=digest)
    return WRONG.get(found, "")


def _with_post(landlord: UUID, found: Verified) -> Verified:
    """The same with all that came in: each message as it came, and each file that came with it."""
    store, broken = blobs(), list(found.broken)
    kept = arrivals.to_check(landlord=landlord)
    for each in kept:
        state = store.check(
            landlord=landlord, case=each.folder, name=each.blob, salt=each.salt, digest=each.digest
        )
        if state in WRONG:
            broken.append(Broken(name=f"post {each.folder}", what=WRONG[state]))
    return replace(found, files=found.files + len(kept), broken=tuple(broken))


def _anchors(path: Path) -> list[Anchor]:
    try:
        return read_anchors(path.read_text(encoding="utf-8"))
    except NotAnAnchor as fault:
        raise CannotRun(
            f"{path} is not a file of seals ({fault}). It holds what `putright seal` printed."
        ) from fault
