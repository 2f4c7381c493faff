"""What every form of a case carries: what its page had seen, its files, a day and a time."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from putright.casework.actions.adding import When
from putright.kit.forms import DayField, Form, TimeField
from putright.kit.say import _

LONGEST = 20_000
"""Characters of one text."""


class Writing(Form):
    """What every form of a case carries: the last entry its page had seen."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    def show_again(self, **hidden: str) -> None:
        """Change hidden fields of what was sent, for when the form is shown again."""
        data: Any = self.data
        changed = data.copy()
        for name, value in hidden.items():
            changed[name] = value
        self.data = changed


class WithFiles(Writing):
    """A form with files; those kept already come back by their ids when it must be sent again."""

    kept_files = forms.CharField(required=False, widget=forms.HiddenInput, max_length=4000)

    @property
    def kept_ids(self) -> list[UUID]:
        """The files that were kept when the form was sent before."""
        told = str(self.data.get("kept_files", "")) if self.is_bound else ""
        return [found for one in told.split()[:100] if (found := _uuid(one))]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refused: list[str] = []

    def refuse(self, words: list[str]) -> None:
        """Say of which files nothing was kept, and why."""
        self.refused = words

    def clean(self) -> dict[str, Any]:
        """The form comes back where a file was not kept; the others are safe."""
        told = super().clean() or {}
        for words in self.refused:
            self.add_error("uploads", words)
        return told

    def keep_ids(self, ids: Iterable[UUID]) -> None:
        """Carry these files when the form is shown again."""
        self.show_again(kept_files=" ".join(str(one) for one in ids))


class Dated(WithFiles):
    """A form about something that happened at some time, which is never in the future."""

    on = DayField(label=_("Which day was it?"), help_text=_("For example, 27/3/2026"))
    at = TimeField(
        label=_("What time?"),
        required=False,
        help_text=_("Leave it empty if nobody knows. For example, 4:30pm"),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        if not self.is_bound:
            self.initial.setdefault("on", now.date())

    def clean_on(self) -> date:
        """No day that is yet to come."""
        day: date = self.cleaned_data["on"]
        if day > self.now.date():
            raise ValidationError(_("Which day was it? It has not come yet"))
        return day

    @property
    def when(self) -> When:
        """The day, and the moment where the time is known."""
        day, at = self.cleaned_data["on"], self.cleaned_data.get("at")
        moment = datetime.combine(day, at, self.now.tzinfo) if at else None
        return When(on=day, at=min(moment, self.now) if moment else None)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
