"""What is asked at a handover."""

from django import forms

from putright.kit.forms import Form, TextField
from putright.kit.say import _

LONG = 4000


class JudgementForm(Form):
    """What no list can say."""

    text = TextField(
        label=_("What should the next officer know?"),
        rows=5,
        max_length=LONG,
        help_text=_("What worries you, what helps this household, what you would do next."),
    )


class AcceptForm(Form):
    """Which promises are taken on; the page offers them."""

    promise = forms.MultipleChoiceField(
        label=_("Promises"), error_messages={"required": _("Tick the promises that you take on.")}
    )


class AskForm(Form):
    """A question about one promise."""

    question = TextField(label=_("What do you need to know before you take it on?"), rows=3,
                         max_length=LONG)  # fmt: skip
