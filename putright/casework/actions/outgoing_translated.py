"""A letter in another language beside the English: who made it, and which person checked it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from putright.casework import outgoing_rules
from putright.casework.actions.outgoing import is_too_long
from putright.casework.actor import Actor
from putright.casework.outgoing_rules import check_may_write, open_letter
from putright.casework.refused import NotRight
from putright.kit.say import _
from putright.stores.record import outgoing as rows
from putright.stores.record.outgoing import Overtaken, Row

HOW = ("person", "machine")


class Translated(Struct, frozen=True, kw_only=True):
    """A text in another language; ``version`` is that of the English it says."""

    version: int
    language: str
    title: str
    body: str
    made_how: str
    made_by: str
    checked_by: str = ""


def translate(
    *, actor: Actor, case_id: UUID, letter: UUID, told: Translated, now: datetime
) -> None:
    """Keep a letter in another language, in place of what stood there in that language."""
    drafting = open_letter(actor, case_id, letter, now=now, what="letter writing")
    row = drafting.row
    check_may_write(drafting)
    if row.version != told.version or not row.is_open:
        raise Overtaken
    _check(told)
    others = outgoing_rules.translations_of(drafting.opened, row)
    before = next((each for each in others if each.language == told.language), None)
    fields = {
        "title": told.title.replace("\0", "").strip()[:200] or row.title,
        "body": told.body.replace("\r\n", "\n").replace("\0", "").strip() + "\n",
        "translated_by": told.made_by.strip(),
        "translated_how": told.made_how,
        "translation_checked_by": told.checked_by.strip(),
        "english_version": row.version + 1,
    }
    with transaction.atomic():
        _read_anew(actor, row, [each for each in others if each is not before], now)
        if before is not None:
            rows.change(row=before, user=actor.user_id, now=now, **fields)
        else:
            begun = _begun(row, told.language, fields)
            rows.begin(landlord=actor.landlord_id, user=actor.user_id, begun=begun, now=now)


def leave_out(*, actor: Actor, case_id: UUID, letter: UUID, language: str, now: datetime) -> None:
    """The letter does not go in that language after all."""
    drafting = open_letter(actor, case_id, letter, now=now, what="letter writing")
    row = drafting.row
    check_may_write(drafting)
    others = outgoing_rules.translations_of(drafting.opened, row)
    gone = [each for each in others if each.language == language]
    if not gone or not row.is_open:
        return
    with transaction.atomic():
        _read_anew(actor, row, [each for each in others if each not in gone], now)
        for each in gone:
            rows.empty(row=each, state="dropped")


def _read_anew(actor: Actor, row: Row, others: Sequence[Row], now: datetime) -> None:
    """A letter is what it says in every language: a change of one is a new version of it all.

    Whoever agreed agreed to another letter; the languages that stay still say the same English.
    """
    rows.change(row=row, user=actor.user_id, now=now)
    for each in others:
        if each.english_version == row.version:
            rows.stand(row=each, state=each.state, english_version=row.version + 1)


def _check(told: Translated) -> None:
    if told.language not in outgoing_rules.LANGUAGES:
        raise NotRight(_("Choose a language."), field="language")
    if told.made_how not in HOW or not told.made_by.strip():
        raise NotRight(_("Say who or what put it into that language."), field="made_by")
    if is_too_long(told.body):
        raise NotRight(_("The letter is too long."), field="body")
    if not told.body.strip():
        raise NotRight(_("Write the letter in that language."), field="body")
    if told.checked_by.strip().casefold() == told.made_by.strip().casefold():
        raise NotRight(_("Somebody else checks it than who made it."), field="checked_by")


def _begun(row: Row, language: str, fields: dict[str, object]) -> rows.Begun:
    return rows.Begun(
        case=row.case_id,
        kind=row.kind,
        party=row.party,
        entries=(),
        permission=row.permission,
        channel=row.channel,
        language=language,
        complaint=row.complaint,
        english=row.id,
        **fields,  # type: ignore[arg-type]
    )
