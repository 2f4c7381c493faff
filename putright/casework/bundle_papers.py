"""The papers of a bundle: of each entry its page, its files behind it, and what came with mails."""

from collections.abc import Iterator
from io import BytesIO
from uuid import UUID

from msgspec import Struct

from putright.casework.actions.files import blobs
from putright.casework.bundle_front import sheet_of
from putright.casework.bundle_plan import Plan, Source
from putright.casework.bundle_said import (
    Behind,
    NotOnPaper,
    key_of,
    length_said,
    name_of,
    slip,
)
from putright.casework.queries.case_entries import EntrySeen
from putright.gateways.blobs import EmptyFile, NoSuchFile
from putright.gateways.bundle_archive import Pieces, digest
from putright.gateways.bundle_pages import Paper
from putright.gateways.bundle_sources import (
    CANNOT,
    PLAYED,
    Pages,
    drawn_text,
    is_printed,
    length_of,
    pages_of,
)
from putright.gateways.bundle_words import Withheld
from putright.gateways.file_kinds import Kind
from putright.gateways.file_names import clean_name
from putright.gateways.sniffing import sniff
from putright.kit.say import _, ngettext

LOOK = "waits for a person to look at its pictures: no program can be sure of what stands in them"
MOST_INSIDE = 200
"""Files that came with one message and are printed; what comes after them is named."""
MOST_DEPTH = 3
"""So deep messages lie in messages and what came with them is still printed."""


class CannotBundle(Exception):
    """Why there is no bundle, in words for whoever asked."""


class Inside(Struct, frozen=True, kw_only=True):
    """Something that came with a message: of which file, what it is called, and its bytes."""

    source: Source
    name: str
    raw: bytes
    depth: int


class Papers:
    """Makes the papers of one bundle; ``absent`` and ``notes`` are whole when all were made."""

    def __init__(self, landlord: UUID, plan: Plan, withheld: Withheld) -> None:
        self.landlord, self.plan, self.withheld = landlord, plan, withheld
        self.is_whole = plan.told.is_unredacted
        self.absent: list[NotOnPaper] = []
        self.notes: list[str] = []
        self.is_seen = False
        self.behind: dict[str, list[Behind]] = {}
        self.of_entry: dict[str, list[Source]] = {}
        for source in plan.sources:
            self.of_entry.setdefault(source.entry.key, []).append(source)
        self.digests = {one.file.id: digest(self.pieces(one)()) for one in plan.sources}
        self.known = set(self.digests.values())  # of what is held too: no message lets it in
        self.inside = 0
        self._say_what_was_checked()

    def of(self, entry: EntrySeen) -> Iterator[Paper]:
        """The papers of an entry."""
        title = self.withheld.removed(name_of(entry))
        sheet = sheet_of(entry, self.withheld)
        key = key_of(entry)
        yield Paper(key=key, title=title, pdf=sheet, under=_("Papers"), is_ours=True)
        for number, source in enumerate(self.of_entry.get(entry.key, ()), 1):
            yield from self._file(source, f"{title} ({number})")

    def originals(self) -> list[tuple[str, Pieces]]:
        """The files as they were kept; only the set with nothing withheld has them."""
        if not self.is_whole:
            return []
        wanted = [one for one in self.plan.sources if self._is_in(one)]
        return [
            (f"originals/{number:03d}-{self._name(one)}", self.pieces(one))
            for number, one in enumerate(wanted, 1)
        ]

    def pieces(self, source: Source) -> Pieces:
        """A way to the bytes of a file."""
        return lambda: self._pieces(source)

    def _pieces(self, source: Source) -> Iterator[bytes]:
        try:
            yield from blobs().read_range(
                landlord=self.landlord, case=source.row.case_id, name=source.row.blob
            )
        except NoSuchFile as gone:
            raise CannotBundle(
                _("A file of this case is not on the disk; it came with: {entry}.").format(
                    entry=name_of(source.entry)
                )
            ) from gone

    def _is_in(self, source: Source) -> bool:
        return not source.held

    def _file(self, source: Source, title: str) -> Iterator[Paper]:
        name = self._name(source)
        if source.held:
            self._leave_out(source, name, source.held)
            return
        self.inside = 0
        if not is_printed(source.file.media_type):
            yield self._not_printed(source, title, name, CANNOT)
            return
        raw = b"".join(self._pieces(source))
        made = self._made(source, title, source.file.media_type, raw)
        if not made.pdf:
            yield self._not_printed(source, title, name, _why(made))
            return
        yield self._paper(source, f"f-{source.file.id}", title, name, made.pdf)
        self._count_what_is_left(title, made)
        yield from self._with_message(source, title, made, depth=1)

    def _paper(
        self, source: Source, key: str, title: str, name: str, pdf: bytes, *, is_ours: bool = False
    ) -> Paper:  # fmt: skip
        """A paper behind that of its entry, where the index names it too."""
        self.behind.setdefault(source.entry.key, []).append(Behind(key, name))
        return Paper(key=key, title=title, pdf=pdf, under=_("Papers"), is_ours=is_ours)

    def _made(self, source: Source, title: str, media_type: str, raw: bytes) -> Pages:
        is_looked_at = str(source.file.id) in self.plan.told.looked
        return pages_of(
            title=title, media_type=media_type, raw=raw, withheld=self.withheld,
            is_looked_at=is_looked_at,
        )  # fmt: skip

    def _not_printed(self, source: Source, title: str, name: str, why: str) -> Paper:
        """It is named, with a page in its place that says so."""
        one = self._leave_out(source, name, why, seconds=self._seconds(source))
        said = drawn_text(title, slip(one, self.withheld))
        return self._paper(source, f"f-{source.file.id}", title, name, said, is_ours=True)

    def _seconds(self, source: Source) -> float | None:
        """How long a recording plays; None where it is none, nothing where nobody can say."""
        media_type = source.file.media_type
        if media_type not in PLAYED:
            return 0.0 if source.file.kind in ("sound", "film") else None
        with blobs().open(
            landlord=self.landlord, case=source.row.case_id, name=source.row.blob
        ) as kept:  # fmt: skip
            return length_of(media_type, kept)

    def _with_message(
        self, source: Source, title: str, made: Pages, depth: int
    ) -> Iterator[Paper]:  # fmt: skip
        """What came with a message, each as a paper of its own, unless it is a paper already."""
        again = 0
        for name, _media_type, raw in made.inside:
            found = digest([raw])
            if found in self.known:
                again += 1
                continue
            self.known.add(found)
            yield from self._of_message(Inside(source=source, name=name, raw=raw, depth=depth))
        if again:
            said = ngettext(
                "{n} file that came with the message stands by itself.",
                "{n} files that came with the message stand by themselves.",
                again,
            )
            self.notes.append(f"{title}: {said}")

    def _of_message(self, one: Inside) -> Iterator[Paper]:
        self.inside += 1
        media_type, kind = _what(one)
        name = clean_name(name=one.name) if self.is_whole else _a_file(kind)
        title = self.withheld.removed(
            _("{file}, with the message of {entry}").format(
                file=name, entry=name_of(one.source.entry)
            )
        )
        key = f"f-{one.source.file.id}-{self.inside}"
        is_too_much = self.inside > MOST_INSIDE or one.depth > MOST_DEPTH
        if is_too_much or not is_printed(media_type):
            why = _("came with too much else in one message") if is_too_much else CANNOT
            self._leave_out(one.source, title, why, inside=one, kind=kind)
            return
        made = self._made(one.source, title, media_type, one.raw)
        if not made.pdf:
            self._leave_out(one.source, title, _why(made), inside=one, kind=kind)
            return
        words = _("{file}, with the message").format(file=name)
        yield self._paper(one.source, key, title, words, made.pdf)
        self._count_what_is_left(title, made)
        yield from self._with_message(one.source, title, made, one.depth + 1)

    def _count_what_is_left(self, title: str, made: Pages) -> None:
        if made.comments:
            said = ngettext(
                "{n} comment in the file is not printed.",
                "{n} comments in the file are not printed.",
                made.comments,
            )
            self.notes.append(f"{title}: {said}")
        if made.hidden:
            said = ngettext(
                "{n} hidden part, sheet, row or column, or drawing, is not printed.",
                "{n} hidden parts, sheets, rows or columns, or drawings, are not printed.",
                made.hidden,
            )
            self.notes.append(f"{title}: {said}")

    def _say_what_was_checked(self) -> None:
        checked = sum(one.is_checked for one in self.plan.sources)
        if checked:
            said = ngettext(
                "{n} file was not scanned for viruses here, and is in all the same.",
                "{n} files were not scanned for viruses here, and are in all the same.",
                checked,
            )
            told = {"name": self.plan.asked_by, "why": self.plan.told.checked_why}
            self.notes.append(f"{said} {_('{name} says why: {why}').format(**told)}")

    def _name(self, source: Source) -> str:
        """A file's own name where nothing is withheld; else what kind of file it is."""
        if self.is_whole:
            return clean_name(name=source.file.name).replace("/", "_")
        return _a_file(source.file.kind)

    def _leave_out(
        self, source: Source, name: str, why: str, *, seconds: float | None = None,
        inside: Inside | None = None, kind: str = "",
    ) -> NotOnPaper:  # fmt: skip
        """Name it among what is not on paper; its digest only where its original goes along."""
        hashed = digest([inside.raw]) if inside else self.digests[source.file.id]
        is_told = self.is_whole and not source.held
        one = NotOnPaper(
            number=len(self.absent) + 1, entry=source.entry, name=name,
            kind=kind or source.file.kind, size=len(inside.raw) if inside else source.file.size,
            why=why, sha256=hashed if is_told else "", length=length_said(seconds),
        )  # fmt: skip
        self.absent.append(one)
        return one


def _why(made: Pages) -> str:
    return LOOK if made.why == "look" else made.fault


def _a_file(kind: str) -> str:
    return _("a file ({kind})").format(kind=kind)


def _what(one: Inside) -> tuple[str, Kind]:
    """The type and kind of what came with a message, by what is in it and not by what it says."""
    try:
        found = sniff(name=one.name, file=BytesIO(one.raw))
    except EmptyFile:
        return "", "download only"
    return found.media_type, found.kind
