"""One-use forms: a double click, a resent page or two tabs make one thing, not two."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from putright.stores.record.models import FormUsed


class UsedBefore(Exception):
    """The form came before; ``led_to`` is what it made then."""

    def __init__(self, led_to: dict[str, str]) -> None:
        super().__init__("used before")
        self.led_to = led_to


def use(*, landlord: UUID, form: UUID, user: UUID, now: datetime) -> FormUsed:
    """Take the form; raises ``UsedBefore`` where it was taken already by a saved sending."""
    try:
        with transaction.atomic():
            return FormUsed.objects.create(
                landlord_id=landlord, form=form, user_id=user, used_at=now
            )
    except IntegrityError:
        raise UsedBefore(made_by(landlord=landlord, form=form, user=user) or {}) from None


def is_used(*, landlord: UUID, form: UUID, user: UUID) -> bool:
    """Whether that person's sending of the form was saved already."""
    return FormUsed.objects.filter(landlord_id=landlord, form=form, user_id=user).exists()


def made_by(*, landlord: UUID, form: UUID, user: UUID) -> dict[str, str] | None:
    """What that person's sending of the form made; None where none was saved."""
    before = FormUsed.objects.filter(landlord_id=landlord, form=form, user_id=user).first()
    return dict(before.led_to) if before is not None else None


def led_to(used: FormUsed, made: dict[str, str]) -> None:
    """Keep what the form made, to lead a second sending there."""
    used.led_to = made
    used.save(update_fields=["led_to"])
