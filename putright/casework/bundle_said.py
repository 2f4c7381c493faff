"""How a bundle says what an entry is, and what is not on paper: how large, how long, and why."""

from msgspec import Struct

from putright.casework.queries.case_entries import EntrySeen
from putright.gateways.bundle_words import Withheld
from putright.kit.dates import list_day
from putright.kit.say import _, ngettext


class NotOnPaper(Struct, frozen=True, kw_only=True):
    """A file that is in the record and not among the pages; ``why`` follows the word "it"."""

    number: int
    entry: EntrySeen
    name: str
    kind: str
    size: int
    why: str
    sha256: str = ""
    length: str = ""


class Behind(Struct, frozen=True):
    """A paper that stands behind that of its entry: its key, and what the index calls it."""

    key: str
    name: str


def length_said(seconds: float | None) -> str:
    """How long a recording plays, in words; nothing for what is none."""
    if seconds is None:
        return ""
    if not seconds:
        return _("its length is not known")
    minutes, rest = divmod(max(1, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    said = [
        ngettext("{n} hour", "{n} hours", hours) if hours else "",
        ngettext("{n} minute", "{n} minutes", minutes) if minutes else "",
        ngettext("{n} second", "{n} seconds", rest) if rest else "",
    ]
    return _("{length} long").format(length=" ".join(one for one in said if one))


def what_it_is(one: NotOnPaper) -> str:
    """Its kind, how large it is, and how long it plays."""
    what = _("{kind}, {size} bytes").format(kind=one.kind, size=one.size)
    return f"{what}, {one.length}" if one.length else what


def why_said(one: NotOnPaper) -> str:
    """Why it is not on paper, as a sentence."""
    return _("It {why}.").format(why=one.why)


def slip(one: NotOnPaper, withheld: Withheld) -> str:
    """What stands on the page in place of a file."""
    told = [_("Not printed: {name}. {why}").format(name=one.name, why=why_said(one))]
    told.append(f"{what_it_is(one)}.")
    if one.sha256:
        told.append(f"sha256 {one.sha256}")
    return withheld.removed("\n".join(told))


def key_of(one: EntrySeen) -> str:
    """What the paper of an entry is called in a bundle: nothing that tells of anybody."""
    return f"p{one.number}"


def name_of(one: EntrySeen) -> str:
    """An entry as an index and a bookmark name it."""
    return _("{day}: {what}").format(day=when_of(one), what=one.title)


def when_of(one: EntrySeen) -> str:
    """When an entry happened."""
    return one.span or list_day(getattr(one.happened, "date", lambda: one.happened)())


def shown_by(one: EntrySeen) -> str:
    """The state of an entry's evidence in words."""
    state = {"evidenced": _("A record"), "admitted": _("Our own admission")}.get(
        one.evidence, _("No record: somebody's word")
    )
    return f"{state}. {_('Another account stands against it.')}" if one.disputed_by else state
