"""The forms that begin from an audit: which findings, and by when or to whom."""

from typing import Any

from putright.casework.queries.case_audit import GapsForm as Given
from putright.kit.forms import DayField, RadioField, TickField, offer
from putright.kit.say import _
from putright.sheets.forms import Writing


class GapsForm(Writing):
    """Gaps to be put right by a day."""

    gaps = TickField(label=_("Which of them?"))
    due = DayField(label=_("By which day?"), help_text=_("For example, 27/3/2026"))

    def __init__(self, *args: Any, given: Given, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "gaps", given.gaps)


class ApologyForm(Writing):
    """Failings to say sorry for."""

    to = RadioField(label=_("To whom?"))
    gaps = TickField(label=_("For which of them?"))

    def __init__(self, *args: Any, given: Given, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "gaps", given.all)
        offer(self, "to", given.readers)
