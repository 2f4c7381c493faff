"""What the set-up asks."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.casework.queries.set_up import TeamLine
from putright.casework.queries.set_up_policy import Choice
from putright.casework.queries.staff import Colleague
from putright.kit.forms import Form, RadioField, Said
from putright.kit.say import _

NONE = "none"
"""Stands in an address for no policy of one's own."""
PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9]{1,3}")
PHONE = re.compile(r"[0-9+() -]{3,40}")


class LandlordForm(Form):
    """What the landlord is called, whom to ring, how references begin."""

    name = forms.CharField(label=_("Name of the landlord"), max_length=120)
    phone = forms.CharField(
        label=_("Phone number to ring when something does not work"),
        max_length=40,
        help_text=_("It stands at the foot of each page, for your own staff."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    begins = forms.CharField(
        label=_("Letters that begin each reference"),
        max_length=4,
        help_text=_("Two to four, such as MEA for MEA-0012. Cases that are open keep theirs."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if not PHONE.fullmatch(phone):
            raise ValidationError(_("Write a phone number, such as 020 7946 0000"))
        return phone

    def clean_begins(self) -> str:
        begins: str = self.cleaned_data["begins"]
        if not PREFIX.fullmatch(begins):
            raise ValidationError(_("Write two to four letters or figures, a letter first"))
        return begins.upper()


class PolicyForm(Form):
    """Which policy is the landlord's own."""

    pack = RadioField(label=_("Which policy is yours?"), choices=())

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [each for each in choices if not each.problem]
        alone = _("The Code in force and good practice alone")
        self.fields["pack"].choices = [  # type: ignore[attr-defined]
            (NONE, Said(alone, _("Begin with this while your own policy is being written out."))),
            *((each.name, Said(each.title, _hint(each))) for each in able),
        ]

    @property
    def chosen(self) -> str:
        """The name of the pack; empty for none."""
        pack: str = self.cleaned_data["pack"]
        return "" if pack == NONE else pack


class TeamForm(Form):
    """A team."""

    team_name = forms.CharField(label=_("Name of the team"), max_length=80)


class PatchForm(Form):
    """A patch and whose it is."""

    patch_name = forms.CharField(
        label=_("Name of the patch"),
        max_length=80,
        help_text=_("As staff call it: an estate, some streets, a ward."),
    )
    team = forms.TypedChoiceField(label=_("Team"))

    def __init__(self, *args: Any, teams: Sequence[TeamLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            (str(team.id), team.name) for team in teams
        ]


class CoverForm(Form):
    """Who holds a patch, and who acts when that person is not there."""

    officer = forms.ChoiceField(label=_("Officer"))
    cover = forms.ChoiceField(
        label=_("Cover"),
        help_text=_("Acts on every case of the patch whenever the officer is away or has left."),
    )

    def __init__(self, *args: Any, people: Sequence[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(each.id), f"{each.name}, {', '.join(each.roles)}") for each in people]
        for name in ("officer", "cover"):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                ("", _("Choose somebody")), *listed
            ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("officer") and told.get("officer") == told.get("cover"):
            words = _("Cover: choose somebody else than the officer")
            self.add_error("cover", ValidationError(words))
        return told


def _hint(choice: Choice) -> str:
    if choice.is_own:
        return _("From the folder “{name}” of this installation.").format(name=choice.name)
    return _("Comes with Putright.")
