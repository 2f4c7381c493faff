"""How shares are drawn and written: a bar for all landlords, one for one's own, and tables."""

from msgspec import Struct

from putright.casework.queries.published import Figures, Line
from putright.core.findings.shares import FEW, Share
from putright.kit.say import _
from putright.kit.shown import Column

WIDE = 200
HIGH = 34


class Bar(Struct, frozen=True, kw_only=True):
    """One bar of the picture; ``says`` is its share in words."""

    y: int
    name: str
    width: int
    whole: int = WIDE
    says: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """One line of a table, in words."""

    name: str
    all: str
    decided: str
    own: str
    own_decided: str


class Shown(Struct, frozen=True):
    """A table with its heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def bars(page: Figures) -> tuple[Bar, ...]:
    """Everybody's share, and that of one landlord."""
    listed = [(_("All landlords"), page.all), (_("Chosen landlord"), page.own)]
    shown = [(name, share) for name, share in listed if share is not None and share.decided]
    return tuple(
        Bar(y=HIGH * place, name=name, width=WIDE * (share.percent or 0) // 100, says=_of(share))
        for place, (name, share) in enumerate(shown)
    )


def tables(page: Figures) -> tuple[Shown, ...]:
    """The tables of the page."""
    return tuple(
        Shown(caption, _columns(caption, bool(page.chosen)), tuple(_row(line) for line in lines))
        for caption, lines in page.tables
    )


def _columns(caption: str, with_own: bool) -> tuple[Column, ...]:
    named = (
        Column(key="name", word=_("Findings"), is_heading=True),
        Column(key="all", word=_("All landlords: upheld"), is_number=True),
        Column(key="decided", word=_("Decided"), is_number=True),
    )
    own = (
        Column(key="own", word=_("Chosen landlord: upheld"), is_number=True),
        Column(key="own_decided", word=_("Its decided"), is_number=True),
    )
    return named + own if with_own else named


def _row(line: Line) -> Row:
    return Row(
        name=line.name,
        all=_of(line.all),
        decided=f"{line.all.decided:,}",
        own=_of(line.own) if line.own else _("none"),
        own_decided=str(line.own.decided) if line.own else "0",
    )


def _of(share: Share) -> str:
    if share.percent is None:
        return _("none decided")
    told = f"{share.percent}%"
    few = _("{share} (of fewer than {few})").format(share=told, few=FEW)
    return few if share.is_few else told
