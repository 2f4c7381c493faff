"""Texts and letters by GOV.UK Notify, for landlords that may use it: an optional part.

Its template for texts is one that says nothing but ``((message))``. Before anything is sent again
Notify is asked whether it has it: each thing goes under a reference of its own.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pikepdf

from putright.gateways.sending import Enclosed, Fate, Going, Never, NotNow, Outcome, Taken, one_line

FAILED = ("permanent-failure", "temporary-failure", "technical-failure", "virus-scan-failed",
          "validation-failed", "cancelled")  # fmt: skip
ARRIVED = ("delivered", "received")
ITS_OWN = (400,)
"""Answers about the message itself; any other is about us, the key or the service."""


class NotInstalled(Exception):
    """Notify is asked for and its library is not there."""


class Notify:
    """Sends by GOV.UK Notify."""

    def __init__(self, *, key: str, text_template: str, address: str = "") -> None:
        try:
            from notifications_python_client.notifications import NotificationsAPIClient
        except ImportError as missing:
            raise NotInstalled("install putright[notify] to send by GOV.UK Notify") from missing
        told = {"base_url": address} if address else {}
        made: Any = NotificationsAPIClient
        self.client = made(key, timeout=20, **told)
        self.text_template = text_template

    def send(self, going: Going) -> Outcome:
        """Ask whether it has it, else hand it over."""
        found = self._asked(lambda: self.client.get_all_notifications(reference=going.key))
        if isinstance(found, (NotNow, Never)):
            return NotNow(found.says, is_all=True)
        if had := found.get("notifications"):
            return Taken(str(had[0]["id"]))
        if going.way == "letter" and not going.files:
            return Never("a letter by Notify needs a PDF")
        made = self._asked(lambda: self._handed_over(going))
        return made if isinstance(made, (NotNow, Never)) else Taken(str(made["id"]))

    def fate(self, as_: str) -> Fate:
        """What Notify says of it by now."""
        found = self._asked(lambda: self.client.get_notification_by_id(as_))
        if isinstance(found, (NotNow, Never)):
            return Fate()
        status = str(found.get("status") or "")
        return Fate(arrived=status in ARRIVED, failed=status if status in FAILED else "")

    def _handed_over(self, going: Going) -> Any:
        if going.way == "letter":
            return self.client.send_precompiled_letter_notification(
                reference=going.key, pdf_file=BytesIO(_one_pdf(going.files))
            )
        return self.client.send_sms_notification(
            phone_number=going.to[0], template_id=self.text_template,
            personalisation={"message": going.body}, reference=going.key,
        )  # fmt: skip

    def _asked(self, ask: Callable[[], Any]) -> Any:
        from notifications_python_client.errors import APIError

        try:
            return ask()
        except APIError as fault:
            says = one_line(f"{fault.status_code} {fault.message}")[:300]
            if fault.status_code in ITS_OWN:
                return Never(says)
            return NotNow(says, is_all=True)


def _one_pdf(files: Sequence[Enclosed]) -> bytes:
    """Notify takes one file: what goes together is joined, and a single one goes as it was kept."""
    if len(files) == 1:
        return files[0].content
    made = BytesIO()
    with pikepdf.new() as whole:
        for each in files:
            with pikepdf.open(BytesIO(each.content)) as one:
                whole.pages.extend(one.pages)
        whole.save(made, deterministic_id=True)
    return made.getvalue()
