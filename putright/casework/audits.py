"""Audit a case: find its packs, stack them, run the engine; what every door calls."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from putright.core.duties.engine import Engine
from putright.core.events.words import Words, join_words
from putright.core.findings.audit import Audit, audit_case
from putright.core.policy.packs import Pack
from putright.core.policy.stack import stack_packs
from putright.core.timeline.casefile import CaseFile
from putright.gateways import files


class Opened(Struct, frozen=True):
    """A case with the engine that its packs make."""

    case: CaseFile
    engine: Engine
    path: Path


def open_case(name_or_path: str, *, packs: tuple[str, ...] = (), practice: bool = True) -> Opened:
    """A case and the engine for it.

    ``packs`` replaces the landlord's pack (the first) and adds to it (the rest). The editions of
    the Code and good practice come by themselves; ``practice=False`` leaves good practice out.
    Raises ``FileFault`` where the case or a pack cannot be used.
    """
    path = files.find_case(name_or_path)
    words = files.load_words()
    beside = path.parent
    named = packs or (_landlord_of(path),)
    loaded = [files.load_pack(name, beside=beside) for name in named if name]
    loaded += [pack for pack in always_packs() if practice or pack.header.rank != "practice"]
    loaded = list({pack.header.name: pack for pack in loaded}.values())
    known: Words = join_words([words, *(pack.words for pack in loaded)])
    case = files.load_case(path, known)
    return Opened(case=case, engine=make_engine(tuple(loaded)), path=path)


def _landlord_of(path: Path) -> str:
    """The pack that the case names, read before the case is checked with that pack's words."""
    return files.landlord_named(path)


@lru_cache(maxsize=1)
def always_packs() -> tuple[Pack, ...]:
    """The packs that hold for every landlord: the Code's editions and good practice."""
    packs = [files.load_pack(name) for name in files.shipped_packs()]
    return tuple(pack for pack in packs if pack.header.always)


def make_engine(packs: tuple[Pack, ...]) -> Engine:
    """The engine for a set of packs."""
    return Engine(stack_packs(packs, words=files.load_words()), files.load_calendar())


def audit(opened: Opened, *, as_of: date | None = None) -> Audit:
    """Audit an opened case, by default on the day that its file names."""
    return audit_case(opened.case, opened.engine, as_of=as_of or opened.case.audit_day)
