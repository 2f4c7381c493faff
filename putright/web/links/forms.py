"""What is asked when two cases are joined or parted."""

from collections.abc import Sequence
from typing import Any

from django import forms

from putright.kit.forms import Form, RadioField, TextField
from putright.kit.say import _

LONGEST = 400
Choices = Sequence[tuple[str, str]]


class JoinForm(Form):
    """Another case, by its reference."""

    reference = forms.CharField(
        label=_("Reference of the other case"),
        max_length=40,
        error_messages={"required": _("Write the reference of the other case")},
    )
    what = RadioField(
        label=_("How do they belong together?"),
        error_messages={"required": _("Choose how the two cases belong together")},
    )
    why = TextField(
        label=_("Why do you think so?"),
        rows=3,
        max_length=LONGEST,
        help_text=_(
            "Whoever may open both cases reads this. Write no names, and nothing that somebody "
            "told you in one of them."
        ),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class DecideForm(Form):
    """What somebody says to a suggestion: joined for one of its reasons, or none of them holds."""

    other = forms.UUIDField(widget=forms.HiddenInput)
    what = RadioField(label=_("Join them because"), required=False)
    says = forms.ChoiceField(choices=[("join", ""), ("refuse", "")])

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class PartForm(Form):
    """Which joining is taken back."""

    other = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.CharField(max_length=30, widget=forms.HiddenInput)
    why = forms.CharField(label=_("Why do they not belong together?"), max_length=LONGEST)
