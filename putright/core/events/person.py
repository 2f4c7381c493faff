"""One entry of a person's stream: what we came to know of somebody, and how we know it."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct, field

Saying = Literal["not asked", "ok", "not ok", "only when"]
CHANNELS = ("calls", "voicemail", "text", "email", "post", "visit")
"""The ways to reach somebody, in the order in which a safe-contact card shows them."""

PersonAct = Literal[
    "person.registered",
    "person.details_changed",
    "person.safe_contact_checked",
    "person.need_noted",
    "person.authority_given",
    "person.authority_ended",
    "record.erased",
]


class Way(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether one way of reaching somebody is safe: ok, not ok, only when, or never asked."""

    says: Saying = "not asked"
    when: str = ""


class Need(Struct, frozen=True, forbid_unknown_fields=True):
    """A need, in the person's own words where we have them, what helps, and when to look again."""

    what: str
    helps: str = ""
    review_on: date | None = None


class Authority(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who may speak for the person: what may be told, how we know, until when."""

    person: str
    name: str
    may_be_told: str
    shown_by: str = ""
    until: date | None = None


class Details(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an entry sets; None leaves a thing as it was. Lists replace the whole list."""

    name: str | None = None
    kind: Literal["resident", "professional", "other"] | None = None
    organisation: str | None = None
    role: str | None = None
    reference: str | None = None
    born_on: date | None = None
    is_child: bool | None = None
    phone: str | None = None
    other_phone: str | None = None
    email: str | None = None
    post_to: str | None = None
    language: str | None = None
    interpreter: str | None = None
    letters_in: str | None = None
    ways: dict[str, Way] | None = None
    best_time: str | None = None
    code_word: str | None = None
    checked_with: str | None = None
    needs: tuple[Need, ...] | None = None
    authorities: tuple[Authority, ...] | None = None
    staff_risk: str | None = None


class PersonNote(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What was written down about a person at one time.

    ``how`` is how we know it (the person said so, a document, another agency).
    """

    id: str
    does: PersonAct
    at: datetime
    recorded_at: datetime | None = None
    by: str = "landlord"
    how: str = ""
    sets: Details = field(default_factory=Details)
