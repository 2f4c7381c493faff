"""A letter as a Word file, for landlords whose post goes that way: once it could go as it is."""

from datetime import datetime
from uuid import UUID

from putright.casework import outgoing_rules, permissions
from putright.casework.actor import Actor
from putright.casework.letter_files import sheet_of
from putright.casework.outgoing_rules import check_not_barred, open_letter
from putright.casework.refused import Refused
from putright.gateways.letter_docx import docx_of
from putright.kit.say import _


def word_file(actor: Actor, case_id: UUID, letter: UUID, *, now: datetime) -> tuple[str, bytes]:
    """The name and the bytes of the Word file; that it was taken stands in the reading log."""
    drafting = open_letter(actor, case_id, letter, now=now, what="letter as word file")
    opened, row = drafting.opened, drafting.row
    permissions.check(actor, row.permission, opened.near)
    check_not_barred(opened, row.party)
    if not row.is_open:
        raise Refused(_("This letter went already. What went stands on the timeline."))
    found = outgoing_rules.stops(opened, row, outgoing_rules.marks_of(opened, row))
    if found:
        raise Refused(" ".join([_("This letter cannot go, so it is not handed out."), *found]))
    return f"{row.title}.docx", docx_of(sheet_of(opened, row, on=now.date()))
