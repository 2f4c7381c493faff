"""Between a typed secret and its answer: is it still allowed to guess, and how the guess ended."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from putright.config import accounts_devices as devices
from putright.gateways import clock
from putright.kit import dates
from putright.kit.say import _
from putright.stores.accounts import accounts, guesses, security_log
from putright.stores.accounts.models import User


class Guard:
    """One guess at one account, from one place."""

    def __init__(self, request: HttpRequest, email: str) -> None:
        self.email = accounts.normal(email)
        users = accounts.active_by_email(self.email)
        # Of two landlords' accounts with one address, none can be told from the other here.
        self.user = users[0] if len(users) == 1 else None
        self.place = devices.place_of(request, [user.id for user in users])
        self.now = clock.machine()

    def check(self) -> None:
        """Refuse, with the time it opens again, where there were too many wrong guesses."""
        opens = guesses.closed_until(self.email, self.place, now=self.now)
        if opens is None:
            return
        if guesses.is_first_refusal(self.email, self.place):
            self._log("sign_in.slowed")
        raise ValidationError(slowed_words(opens), code="slowed")

    def wrong(self, what: str = "sign_in.wrong") -> None:
        """It was a wrong guess."""
        guesses.count(self.email, self.place, now=self.now)
        self._log(what)

    def right(self) -> None:
        """They are in: their own slips from here are forgotten."""
        guesses.forget_place(self.email, self.place, now=self.now)

    def _log(self, what: str) -> None:
        landlord: UUID | None = self.user.landlord_id if self.user else None
        subject: UUID | None = self.user.id if self.user else None
        security_log.write(what, landlord=landlord, subject=subject, at=clock.now())


def of_user(request: HttpRequest, user: User) -> Guard:
    """The guard of somebody who is known already: by a password, or a session."""
    guard = Guard(request, user.email)
    guard.user = user
    guard.place = devices.place_of(request, [user.id])
    return guard


def slowed_words(opens: datetime) -> str:
    """When it opens again, and who can open it sooner."""
    return _(
        "There were too many wrong tries. You can try again at %(time)s. If you cannot wait, ask "
        "an administrator of your landlord: they can open it now."
    ) % {"time": dates.time_of(opens + timedelta(minutes=1))}
