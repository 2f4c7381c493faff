"""The forms of lessons."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms as fields
from django.core.exceptions import ValidationError

from putright.casework.actions.lessons import Done, Raised
from putright.casework.queries.lesson_pages import ToRaise
from putright.kit.forms import DayField, FilesField, Form, RadioField, Said, TextField, TickField
from putright.kit.say import _

MOST = 400
SHOWN_BY = {
    "attendance list": (_("A list of who was there"), _("For training, nothing else counts")),
    "changed document": (_("The changed policy, script, form or letter"), ""),
    "changed system": (_("A picture or record of the changed system, rota or post"), ""),
    "shared": (_("Only that people were told"),
               _("At a meeting or by email: that is kept, and shows no change")),
}  # fmt: skip


class RaiseForm(Form):
    """A change to commit to."""

    what = fields.CharField(
        label=_("What will change?"), max_length=200,
        help_text=_("One thing that can be seen to be done. For example, to staff the duty line "
                    "on Saturdays"),
    )  # fmt: skip
    why = TextField(
        label=_("What went wrong, in short?"), max_length=2000, rows=4,
        help_text=_("Many colleagues may read this: name nobody, no resident and no colleague."),
    )  # fmt: skip
    answers = TextField(
        label=_("Which failings does it answer?"), required=False, max_length=4000, rows=3,
        help_text=_("One on a line: the reference of a case and the finding, or a paragraph of a "
                    "report. For example, Report of 4 May, paragraph 12"),
    )  # fmt: skip
    owner = fields.ChoiceField(label=_("Who sees to it?"))
    due = DayField(label=_("By when?"), help_text=_("For example, 27/3/2026"))
    people = TickField(
        label=_("Who is to be trained?"), required=False,
        help_text=_("Only for training. It is done when the list of who was there is attached."),
    )  # fmt: skip
    measure = fields.ChoiceField(
        label=_("Which promise is counted before and after?"), required=False,
        help_text=_("So that somebody can say whether it worked"),
    )  # fmt: skip
    measure_too = fields.ChoiceField(label=_("And which besides?"), required=False)

    def __init__(self, *args: Any, given: ToRaise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = [(str(each.id), each.name) for each in given.staff]
        counted = [(each.rule, _short(each.says)) for each in given.promises]
        choices: Any = self.fields
        choices["owner"].choices = [("", _("Choose")), *staff]
        choices["people"].choices = staff
        for name in ("measure", "measure_too"):
            choices[name].choices = [("", _("Nothing")), *counted]

    @property
    def told(self) -> Raised:
        """The lesson as the casework takes it."""
        given = self.cleaned_data
        rules = dict.fromkeys(given[name] for name in ("measure", "measure_too") if given[name])
        return Raised(
            what=given["what"], why=given["why"], owner=UUID(given["owner"]), due=given["due"],
            answers=given["answers"], rules=tuple(rules),
            people=tuple(UUID(each) for each in given["people"]),
        )  # fmt: skip


class DoneForm(Form):
    """What was done, and what shows it."""

    seen = fields.IntegerField(required=False, widget=fields.HiddenInput, min_value=0)
    says = TextField(label=_("What was done?"), max_length=2000, rows=4)
    on = DayField(label=_("Which day was it done?"), help_text=_("For example, 27/3/2026"))
    shown_by = RadioField(
        label=_("What shows it?"),
        choices=[(key, Said(word, hint)) for key, (word, hint) in SHOWN_BY.items()],
    )
    uploads = FilesField(
        label=_("The file that shows it"), required=False,
        help_text=_("Without a file it is listed as said, not as done."),
    )  # fmt: skip

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_on(self) -> date:
        """No day that is yet to come."""
        day: date = self.cleaned_data["on"]
        if day > self.now.date():
            raise ValidationError(_("Which day was it done? It has not come yet"))
        return day

    @property
    def told(self) -> Done:
        """What was done as the casework takes it."""
        given = self.cleaned_data
        return Done(on=given["on"], says=given["says"], shown_by=given["shown_by"])


class GiveUpForm(Form):
    """Why a change is given up."""

    seen = fields.IntegerField(required=False, widget=fields.HiddenInput, min_value=0)
    reason = TextField(
        label=_("Why is it given up?"), max_length=MOST, rows=4,
        help_text=_("The reason stays beside the lesson for everybody to read."),
    )  # fmt: skip


def _short(says: str) -> str:
    return says if len(says) <= 90 else f"{says[:87].rstrip()}..."
