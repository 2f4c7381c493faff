"""The shapes of what is typed about accounts."""

from typing import Any
from uuid import UUID

from django import forms

from putright.kit.forms import DayField, Form
from putright.kit.say import _

ROLES = (
    "contact centre",
    "officer",
    "team leader",
    "complaints handler",
    "approver",
    "head of service",
    "auditor",
    "administrator",
)


class RoleForm(Form):
    """A role, in a team or everywhere, from a day to a day."""

    role = forms.ChoiceField(label=_("Role"), choices=[(role, role.capitalize()) for role in ROLES])
    team = forms.ChoiceField(label=_("Team"), required=False)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if there is none yet.")
    )

    def __init__(self, *args: Any, teams: tuple[tuple[UUID, str], ...] = (), **told: Any) -> None:
        super().__init__(*args, **told)
        field: Any = self.fields["team"]
        field.choices = [("", _("Everywhere")), *((str(team), name) for team, name in teams)]

    def clean_team(self) -> UUID | None:
        chosen = self.cleaned_data.get("team")
        return UUID(chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        starts, ends = told.get("starts_on"), told.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day is before the first."))
        return told


class AccountForm(RoleForm):
    """Somebody new, with a first role."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("Work email address"),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
        error_messages={"invalid": _("Write an email address such as name@landlord.example")},
    )
    field_order = ("name", "email", "role", "team", "starts_on", "ends_on")


class NumberForm(Form):
    """Which of several, by its number."""

    number = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class SubjectForm(Form):
    """Who somebody is elsewhere."""

    subject = forms.CharField(
        label=_("Subject of the work account"),
        max_length=191,
        help_text=_("The id that your identity provider gives this person, not an email address."),
    )


class DecisionForm(Form):
    """Agreed or not."""

    agrees = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])


class OwnForm(Form):
    """How one wants the pages to be."""

    single_keys = forms.BooleanField(
        label=_("Single-letter keys"),
        required=False,
        help_text=_("G then W opens your work, N a new report, C logs a contact, ? lists them."),
    )
    initials_only = forms.BooleanField(
        label=_("Initials for names, while I share my screen"), required=False
    )
