"""The files of a letter as it goes, a PDF and the plain text of a mail, kept with their digest.

Where the machine lacks what draws a PDF the plain text is kept alone: a letter never goes unkept.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from msgspec.structs import replace

from putright.casework.actions.files import keep as keep_file
from putright.casework.queries.case_open import Open
from putright.gateways.letter_pdf import pdf_of, what_is_missing
from putright.gateways.letter_sheet import Sheet, day_of, plain_of
from putright.kit.say import _
from putright.stores.record.ledger.translate import Attached
from putright.stores.record.outgoing import Row


def papers(
    opened: Open, row: Row, *, on: date, large_print: bool = False, english: Row | None = None,
    with_home: bool = False, in_window: Sequence[str] = (),
) -> dict[str, bytes]:  # fmt: skip
    """The letter as it goes, by the name of each file.

    ``in_window`` are the lines that a window of its envelope shows below the name.
    """
    sheet = sheet_of(
        opened, row, on=on, large_print=large_print, english=english, with_home=with_home
    )
    if in_window:
        sheet = replace(sheet, reader_lines=tuple(in_window))
    # Of another language the title is typed: a list of downloads is no place for its words.
    name = row.title if english is None else f"{english.title}, {row.language}"
    made = {} if what_is_missing() else {f"{name}.pdf": pdf_of(sheet, for_window=bool(in_window))}
    return {**made, f"{name}.txt": plain_of(sheet).encode()}


def keep(
    opened: Open, row: Row, made: Mapping[str, bytes], *, now: datetime
) -> tuple[Attached, ...]:
    """Keep a letter as it goes; an entry is then made to hold what is returned."""
    return tuple(
        keep_file(
            actor=opened.actor, near=opened.near, name=name, chunks=[content], now=now,
            permission=row.permission,
        )
        for name, content in made.items()
    )  # fmt: skip


def sheet_of(
    opened: Open, row: Row, *, on: date, large_print: bool = False, english: Row | None = None,
    with_home: bool = False,
) -> Sheet:  # fmt: skip
    """The letter as it stands on paper, signed by whoever sends it."""
    landlord, home = opened.case.landlord, opened.case.home
    lines = (home.address, home.postcode) if home is not None and with_home else ()
    return Sheet(
        landlord=landlord.name,
        reader=opened.name(row.party),
        reader_lines=tuple(line for line in lines if line),
        day=day_of(on, row.language),
        reference=opened.case.reference,
        title=row.title,
        body=row.body,
        sender=opened.actor.name,
        reach=landlord.phone,
        language="en-GB" if row.language == "en" else row.language,
        large_print=large_print,
        english=english.body if english is not None else "",
        english_title=english.title if english is not None else "",
        translated_by=_by(row),
    )


def _by(row: Row) -> str:
    if row.translated_how != "machine":
        return row.translated_by
    words = _("a machine ({name}), checked by {who}")
    return words.format(name=row.translated_by, who=row.translation_checked_by)
