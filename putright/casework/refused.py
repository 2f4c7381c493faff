"""An expected "no", with words fit to show to whoever asked."""

from uuid import UUID


class Refused(Exception):
    """It may not be done: why, and what to do instead."""

    def __init__(self, reason: str, *, rule: str = "") -> None:
        """Keep the words for the page; ``rule`` names the policy rule, if one forbids it."""
        super().__init__(reason)
        self.reason = reason
        self.rule = rule


class NotRight(Refused):
    """What was typed cannot stand: the form comes back with the words, nothing typed is lost."""

    def __init__(self, reason: str, *, field: str = "") -> None:
        """``field`` is the one to put right; left out, it is said of the form as a whole."""
        super().__init__(reason)
        self.field = field


class NotThere(Exception):
    """There is no such thing, as far as this person may know: the same for "not yours"."""


class NeedsReason(Exception):
    """A restricted case: it exists, and opening it needs a reason that is written down."""

    def __init__(self, case_id: UUID, reference: str) -> None:
        """Say which case, by its reference and nothing else."""
        super().__init__(reference)
        self.case_id = case_id
        self.reference = reference


class Changed(Exception):
    """Somebody else added to the case since the page was opened."""

    def __init__(self, since: int) -> None:
        """``since`` is the number of the last entry that was seen."""
        super().__init__(since)
        self.since = since


class SentTwice(Exception):
    """The same form came again; what it did the first time stands."""

    def __init__(self, led_to: dict[str, str]) -> None:
        """``led_to`` is what the first sending made."""
        super().__init__("sent twice")
        self.led_to = led_to
