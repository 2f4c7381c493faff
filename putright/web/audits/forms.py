"""The forms that begin from an audit: which findings, and by when or to whom."""

from typing import Any

from django import forms

from putright.casework.queries.case_audit import GapsForm as Given
from putright.kit.forms import DayField, RadioField, TickField
from putright.kit.say import _
from putright.sheets.forms import Writing


class Chosen(Writing):
    """Which of today's findings it is about."""

    gaps = TickField(label=_("Which of them?"))

    def __init__(self, *args: Any, given: Given, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["gaps"]
        field.choices = given.gaps


class GapsForm(Chosen):
    """Gaps to be put right by a day."""

    due = DayField(label=_("By which day?"), help_text=_("For example, 27/3/2026"))


class ApologyForm(Chosen):
    """Failings to say sorry for."""

    to = RadioField(label=_("To whom?"))

    def __init__(self, *args: Any, given: Given, **kwargs: Any) -> None:
        super().__init__(*args, given=given, **kwargs)
        field: forms.ChoiceField = self.fields["to"]  # type: ignore[assignment]
        field.choices = list(given.readers)
