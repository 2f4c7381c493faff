"""What is typed into the search; how much of it counts is the casework's to say."""

from django import forms

from putright.kit.forms import Form
from putright.kit.say import _


class FindForm(Form):
    """One field, which may be empty: the cases opened last are shown then."""

    q = forms.CharField(
        required=False,
        label=_("Find a person, home or case, or say what to do"),
        help_text=_("Name, reference, part of an address, phone number, email or crime reference"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
