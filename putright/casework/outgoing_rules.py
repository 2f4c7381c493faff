"""What holds for a letter that is being written: who may see it, what stops it, what it writes.

Pages ask to show it, the actions ask again before anything happens.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

import msgspec
from msgspec import Struct

from putright.casework import conflict, permissions, response_people, response_whole
from putright.casework.actor import Actor, staff_key
from putright.casework.claims import Drafted, check_letter
from putright.casework.outgoing_shown import answer_to
from putright.casework.queries.case_open import Open, open_for
from putright.casework.redress import why_not_offered
from putright.casework.refused import NotThere, Refused
from putright.core.claims import Mark
from putright.core.events.entry import HOUSEHOLD, Entry
from putright.core.letters import Template
from putright.gateways.letter_templates import all_kinds, load_template
from putright.kit.say import N_, _, ngettext
from putright.stores.record import outgoing as rows
from putright.stores.record.outgoing import Row

READS = "letter.agree"
LANGUAGES: Mapping[str, str] = {
    "ar": N_("Arabic"), "bn": N_("Bengali"), "bg": N_("Bulgarian"), "zh": N_("Chinese"),
    "fa": N_("Persian"), "fr": N_("French"), "gu": N_("Gujarati"), "hi": N_("Hindi"),
    "it": N_("Italian"), "ckb": N_("Kurdish (Sorani)"), "lt": N_("Lithuanian"), "ps": N_("Pashto"),
    "pl": N_("Polish"), "pt": N_("Portuguese"), "pa": N_("Punjabi"), "ro": N_("Romanian"),
    "ru": N_("Russian"), "so": N_("Somali"), "es": N_("Spanish"), "ti": N_("Tigrinya"),
    "tr": N_("Turkish"), "uk": N_("Ukrainian"), "ur": N_("Urdu"), "vi": N_("Vietnamese"),
    "cy": N_("Welsh"),
}  # fmt: skip
"""Languages that a letter can be put into, by the code that documents carry."""


class Drafting(Struct, frozen=True):
    """A case and one of its letters, opened by somebody who may see that letter."""

    opened: Open
    row: Row


def open_letter(
    actor: Actor, case_id: UUID, letter: UUID, *, now: datetime, what: str = "letter"
) -> Drafting:
    """A letter whose words this person may read; for anybody else it is not there.

    What says it in another language has no page of its own: it stands beside the English.
    """
    opened = open_for(actor, case_id, now=now, what=what, detail=str(letter))
    row = rows.one(landlord=actor.landlord_id, case=case_id, letter=letter)
    if row is None or row.state == "dropped" or row.english or is_hidden(opened, row):
        raise NotThere
    if not may_read(opened, row):
        raise Refused(_("Only whoever writes this letter, or reads it as a second person, sees "
                        "its words."))  # fmt: skip
    return Drafting(opened, row)


def may_read(opened: Open, row: Row) -> bool:
    """Whether somebody may read the words of a letter before it goes."""
    return any(permissions.can(opened.actor, name, opened.near) for name in (row.permission, READS))


def is_hidden(opened: Open, row: Row) -> bool:
    """Whether the letter belongs to a complaint that names the reader: for them there is none."""
    named = conflict.barred(opened.actor, opened.whole).complaints
    if not named:
        return False
    acts = [act for each in entries_of(row) for act in each.does]
    if row.complaint in named or any(act.startswith(conflict.MONEY) for act in acts):
        return True
    return not row.complaint and any(act.startswith(conflict.ACTS) for act in acts)


def check_not_barred(opened: Open, whom: str) -> None:
    """Refuse a letter to the household by whoever an open complaint names."""
    if opened.live.side_of(whom) in HOUSEHOLD and conflict.barred(opened.actor, opened.whole).open:
        raise Refused(_("A complaint names you. While it is open somebody else writes to the "
                        "household. Nothing was saved."))  # fmt: skip


def check_may_write(drafting: Drafting) -> None:
    """Refuse whoever may not send the letter, or had a part in what it decides anew."""
    opened, row = drafting.opened, drafting.row
    permissions.check(opened.actor, row.permission, opened.near)
    check_not_barred(opened, row.party)
    if words := response_people.why_not_send(opened, entries_of(row)):
        raise Refused(words)


def entries_of(row: Row) -> list[Entry]:
    """What sending the letter writes."""
    return msgspec.convert(row.entries, list[Entry])


def marks_of(
    opened: Open, row: Row, *, body: str | None = None, channel: str = ""
) -> tuple[Mark, ...]:
    """What the check finds in the letter, or in another text for it; of no words it says none."""
    if not (row.body if body is None else body).strip():
        return ()
    drafted = Drafted(
        kind=row.kind, to=row.party, title=row.title, body=row.body if body is None else body,
        channel=channel or row.channel, language=row.language, complaint=row.complaint,
        entries=tuple(entries_of(row)), writer=staff_key(row.begun_by),
    )  # fmt: skip
    return check_letter(opened, drafted)


def needs_second(row: Row) -> bool:
    """Whether another person reads it before it goes."""
    found = template_of(row.kind)
    return row.needs_second or (found is not None and found.second)


def why_not_second(opened: Open, row: Row) -> str:
    """Why somebody cannot be the second reader; "" where they can."""
    actor = opened.actor
    if not permissions.can(actor, READS, opened.near):
        return _("Somebody else reads it: you may not agree to letters.")
    if actor.user_id == row.begun_by or str(actor.user_id) in row.writers:
        return _("You wrote in this letter, so somebody else reads it.")
    return response_people.why_not_read(opened, entries_of(row))


def stops(opened: Open, row: Row, marks: Sequence[Mark]) -> list[str]:
    """Why the letter cannot go as it stands, each in words; none where it can."""
    entries, others = entries_of(row), translations_of(opened, row)
    said = _text_stops(opened, row, marks)
    said += filter(None, (why_not_translated(opened, row, each) for each in others))
    if words := response_people.why_not_send(opened, entries):
        said.append(words)
    said += response_whole.left_out(opened, entries, row.body)
    if needs_second(row) and not row.is_agreed:
        said.append(_("A second person has not yet agreed to this text."))
    texts = "\n".join([row.body, *(each.body for each in others)])
    if words := why_not_offered(opened, entries, texts):
        said.append(words)
    return said


def without_reason(opened: Open, row: Row, marks: Sequence[Mark]) -> list[Mark]:
    """The amber marks that nobody has answered, or with an entry that shows nothing."""
    return [
        mark for mark in marks
        if mark.colour == "amber"
        and not answer_to(opened, mark, row.reasons.get(mark.key, "")).is_enough
    ]  # fmt: skip


def answered_by(opened: Open, row: Row, mark: Mark) -> str:
    """Who answered a mark, in a sentence; "" where that was not kept."""
    user = row.answered.get(mark.key)
    name = opened.staff_name(UUID(user)) if user else ""
    return _("Answered by {name}.").format(name=name) if name else ""


def can_be_asked(opened: Open, row: Row, marks: Sequence[Mark]) -> bool:
    """Whether a second reader can be asked: nobody is handed what could not go anyway."""
    return row.state == "writing" and not _text_stops(opened, row, marks)


def translations_of(opened: Open, row: Row) -> list[Row]:
    """The same letter in other languages, those that can still go."""
    return rows.translations(landlord=opened.case.landlord_id, letter=row.id)


def why_not_translated(opened: Open, row: Row, other: Row) -> str:
    """Why a translation cannot go; "" where it can."""
    named = {"language": language_word(other.language)}
    if other.translated_how == "machine" and not other.translation_checked_by:
        words = _("A machine put it into {language} and no person has checked it.")
    elif other.english_version != row.version:
        words = _("The English was changed after it was put into {language}. Check it again.")
    elif any(mark.colour == "red" for mark in marks_of(opened, other)):
        words = _("The text in {language} says something that cannot be sent.")
    else:
        return ""
    return words.format(**named)


def language_word(code: str) -> str:
    """The English name of a language."""
    return _("English") if code == "en" else _(LANGUAGES.get(code, code))


@cache
def template_of(kind: str) -> Template | None:
    """The template of a kind of letter; None for one that a page composed itself."""
    return load_template(kind) if kind in all_kinds() else None


def kind_word(kind: str) -> str:
    """What a kind of letter is called on pages."""
    found = template_of(kind)
    return _(found.name or found.title) if found else _(kind.replace("_", " ").capitalize())


def _text_stops(opened: Open, row: Row, marks: Sequence[Mark]) -> list[str]:
    red = sum(mark.colour == "red" for mark in marks)
    open_ = len(without_reason(opened, row, marks))
    said = [] if row.body.strip() else [_("The letter is empty.")]
    if red:
        said.append(ngettext("{n} thing in it cannot be sent.", "{n} things in it cannot be sent.",
                             red))  # fmt: skip
    if open_:
        said.append(ngettext("{n} thing in it needs a reason.", "{n} things in it need a reason.",
                             open_))  # fmt: skip
    return said
