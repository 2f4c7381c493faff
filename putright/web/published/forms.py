"""What is typed to find complaints alike."""

from django import forms

from putright.kit.forms import Form, TextField
from putright.kit.say import _


class AlikeForm(Form):
    """Some words about a complaint."""

    text = TextField(
        label=_("What is the complaint about?"), rows=4, max_length=5_000,
        help_text=_("A sentence or two: for example, noise at night and no reply for months. Leave "
                    "names and addresses out. Nothing that you type is kept."),
    )  # fmt: skip
    subject = forms.CharField(required=False, max_length=80)
