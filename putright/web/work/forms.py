"""What is asked when promises go to a colleague."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from putright.casework.queries.takers import Taker
from putright.kit.forms import Form, RadioField, Said, TextField
from putright.kit.say import _

LONG = 1000


class HandOnForm(Form):
    """To whom, and why: the colleague and the case's timeline are told the reason."""

    to = RadioField(label=_("Who takes them on?"))
    why = TextField(
        label=_("Why, and what should they know?"),
        rows=3,
        max_length=LONG,
        help_text=_("This is written into the timeline of each case."),
    )

    def __init__(self, *args: Any, takers: Iterable[Taker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.id), Said(one.name, ", ".join(one.roles))) for one in takers]

    @property
    def taker(self) -> UUID:
        """The colleague who was chosen."""
        return UUID(self.cleaned_data["to"])
