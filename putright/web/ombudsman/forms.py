"""The forms of the Ombudsman's side: rows of what is wanted or ordered, and what was done."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from putright.casework.actions.ombudsman import Asked, Determined, Want
from putright.casework.actions.ombudsman_report import Upload
from putright.casework.queries.ombudsman import Choices, OmbudsmanForm
from putright.kit.forms import (
    DayField,
    FilesField,
    RadioField,
    Said,
    TextField,
    TickField,
    offer,
    plain_words,
)
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated, Writing

ROWS = 8
"""Things that one message asks for, or orders of one determination; more come as another entry."""
MOST = Decimal(999_999)
STEPS = (
    ("intervention", Said(_("To answer a complaint"), _("The day it names binds at once"))),
    ("information request", Said(_("For information"), _("Each question is a row below"))),
    ("further questions", _("Further questions")),
    ("early resolution", _("Whether it can be settled early")),
    ("failure order", _("A complaint handling failure order")),
    ("review", _("About a review of its decision")),
    ("recommendation", _("To think about a recommendation")),
    ("other", _("Something else")),
)
WAYS = (("email", _("Email")), ("phone", _("Call")), ("letter", _("Letter")),
        ("portal", _("Its portal")))  # fmt: skip
NO_RECORD = "none"
PROOFS = (
    ("email", _("The email as it was sent")),
    ("document", _("A document")),
    ("payment record", _("A record of the payment")),
    ("letter", _("The letter as it was sent")),
    (NO_RECORD, Said(_("There is no record"), _("It is saved as said, and keeps no promise"))),
)
INSIDE = (
    ("", _("Not said")),
    ("yes", _("What was offered is inside")),
    ("no", _("It comes beside what was offered")),
)


def doubted_field() -> forms.BooleanField:
    """The tick that a report is needs which may be of another case."""
    again = _("Look again: is this report about this case? Tick that it is, or go back")
    return forms.BooleanField(
        label=_("Yes, this report is about this case"), error_messages={"required": again}
    )


class Telling(Dated):
    """What each form has: words, how it came or went, the paper."""

    words = TextField(label=_("What does it say, in short?"), rows=4, max_length=LONGEST)
    channel = RadioField(label=_("How did it come?"), choices=WAYS, initial="email")
    complaint = forms.ChoiceField(label=_("About which complaint?"), required=False)
    uploads = FilesField(label=_("The message or document"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, given: OmbudsmanForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "complaint" in self.fields:
            none = (("", _("None in particular")),)
            offer(self, "complaint", (*given.complaints, *none) if given.complaints else none)


class Rows(Telling):
    """A form with rows of things, each with a day of its own."""

    names: tuple[str, ...] = ("what", "due")

    def __init__(self, *args: Any, given: OmbudsmanForm, **kwargs: Any) -> None:
        super().__init__(*args, given=given, **kwargs)
        for row in range(1, ROWS + 1):
            fields = self.fields_of(row, given)
            for field in fields.values():
                plain_words(field, _("Row {row}: {label}").format(row=row, label=field.label))
            self.fields |= fields
        self.fields["what_1"].when_needed = ""  # type: ignore[attr-defined]

    def fields_of(self, row: int, given: OmbudsmanForm) -> dict[str, forms.Field]:
        """The fields of one row."""
        return {
            f"what_{row}": forms.CharField(label=_("What?"), required=False, max_length=400),
            f"due_{row}": DayField(
                label=_("By which day, if it names one?"), required=False,
                help_text=_("For example, 27/3/2026"),
            ),
        }  # fmt: skip

    @property
    def rows(self) -> Iterator[tuple[int, list[BoundField], bool]]:
        """The fields of each row, and whether something stands in it."""
        for row in range(1, ROWS + 1):
            fields = [self[f"{name}_{row}"] for name in self.names]
            yield row, fields, any(one.value() or one.errors for one in fields)

    def clean(self) -> dict[str, Any]:
        """A row with a day has its thing."""
        told = super().clean() or {}
        for row in range(1, ROWS + 1):
            begun = any(told.get(f"{name}_{row}") for name in self.names[1:])
            if begun and not told.get(f"what_{row}"):
                self.add_error(f"what_{row}", _("What? Fill this in, or empty the row"))
            due, on = told.get(f"due_{row}"), told.get("on")
            if due and on and due < on:
                self.add_error(f"due_{row}", _("That is before the day on which it was asked"))
        return told

    def told_rows(self) -> tuple[Want, ...]:
        """What stands in the rows."""
        told = self.cleaned_data
        return tuple(self.want_of(row) for row in range(1, ROWS + 1) if told.get(f"what_{row}"))

    def want_of(self, row: int) -> Want:
        """One row."""
        told = self.cleaned_data
        return Want(what=told[f"what_{row}"], due=told[f"due_{row}"])


class AskedForm(Rows):
    """The Ombudsman was in touch."""

    step = RadioField(label=_("What does the Ombudsman ask?"), choices=STEPS)
    is_another = forms.BooleanField(
        label=_("Yes, it is another one than that, with the same words"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            del self.fields["is_another"]  # asked only where it looks like one on record

    def clean(self) -> dict[str, Any]:
        """What it asks for has at least one row, so that somebody owes it by a day."""
        told = super().clean()
        if told.get("step") != "recommendation" and not any(
            told.get(f"what_{row}") for row in range(1, ROWS + 1)
        ):
            self.add_error("what_1", _("What does it want? Write at least one thing"))
        return told

    @property
    def told(self) -> Asked:
        """What was asked."""
        given = self.cleaned_data
        return Asked(
            step=given["step"], words=given["words"], channel=given["channel"], when=self.when,
            wants=self.told_rows(), complaint=given["complaint"], is_another=given["is_another"],
        )  # fmt: skip


class DeterminedForm(Rows):
    """A determination with its orders."""

    names = ("what", "kind", "amount", "head", "inside", "due", "ref")
    words = TextField(
        label=_("What does it find?"), rows=4, max_length=LONGEST,
        help_text=_("One finding a line, level first: “Maladministration: the reports of noise”. "
                    "An apology is held against these lines."),
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Its reference"), max_length=40, help_text=_("Nine figures, such as 202400001")
    )
    recommendations = TextField(
        label=_("What does it only recommend?"), rows=3, required=False, max_length=LONGEST,
        help_text=_("One a line. Recommendations are kept, and kept apart from orders."),
    )  # fmt: skip
    is_of_case = doubted_field()

    def __init__(self, *args: Any, is_doubted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_doubted:
            del self.fields["is_of_case"]

    def fields_of(self, row: int, given: OmbudsmanForm) -> dict[str, forms.Field]:
        """What is ordered; of money the sum, what for, and whether offers are inside."""
        heads = (("", _("No money, or not said what for")), *given.headings)
        told = super().fields_of(row, given)
        what, due = told.pop(f"what_{row}"), told.pop(f"due_{row}")
        return {
            f"what_{row}": what,
            f"kind_{row}": forms.ChoiceField(
                label=_("What kind of order is it?"), required=False,
                choices=(("", _("As its words suggest")), *given.kinds),
            ),
            f"amount_{row}": forms.DecimalField(
                label=_("If money: how much, in pounds?"), required=False, decimal_places=2,
                min_value=Decimal("0.01"), max_value=MOST,
            ),
            f"head_{row}": forms.ChoiceField(label=_("What for?"), choices=heads, required=False),
            f"inside_{row}": forms.ChoiceField(
                label=_("Is what was offered inside that sum?"), choices=INSIDE, required=False
            ),
            f"due_{row}": due,
            f"ref_{row}": forms.CharField(
                label=_("In which paragraph?"), required=False, max_length=40
            ),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Money says what it is for, so that the ledger adds up."""
        told = super().clean()
        for row in range(1, ROWS + 1):
            if told.get(f"amount_{row}") and not told.get(f"head_{row}"):
                self.add_error(f"head_{row}", _("What is the money for? Choose"))
        return told

    def want_of(self, row: int) -> Want:
        """One order."""
        told = self.cleaned_data
        return Want(
            what=told[f"what_{row}"], due=told[f"due_{row}"], amount=told[f"amount_{row}"],
            head=told[f"head_{row}"], kind=told[f"kind_{row}"], ref=told[f"ref_{row}"],
            includes_offers={"yes": True, "no": False}.get(told[f"inside_{row}"]),
        )  # fmt: skip

    @property
    def told(self) -> Determined:
        """What was decided."""
        given = self.cleaned_data
        return Determined(
            reference=given["reference"], words=given["words"], when=self.when,
            orders=self.told_rows(), recommendations=self.advice, complaint=given["complaint"],
        )  # fmt: skip

    @property
    def advice(self) -> tuple[str, ...]:
        """The recommendations, each."""
        lines = self.cleaned_data["recommendations"].splitlines()
        return tuple(line.strip() for line in lines if line.strip())


class DoneForm(Telling):
    """Something was done or sent: which of them, and what shows it."""

    complaint = None  # type: ignore[assignment]  # Django drops a field so
    chosen = TickField(label=_("Which of them?"))
    proof = RadioField(label=_("What shows it?"), choices=PROOFS)

    def __init__(self, *args: Any, given: OmbudsmanForm, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, given=given, **kwargs)
        offer(self, "chosen", choices)
        self.fields["words"].label = _("What was done, in short?")
        self.fields["channel"].label = _("How did it go?")

    def clean_proof(self) -> str:
        """What shows it; "" where there is no record."""
        proof: str = self.cleaned_data["proof"]
        return "" if proof == NO_RECORD else proof


class ReportForm(Writing):
    """A determination to be read."""

    report = forms.FileField(label=_("The report"), allow_empty_file=True)

    @property
    def upload(self) -> Upload:
        """The file with its name."""
        file = self.cleaned_data["report"]
        return Upload(file.name or "", file.read())
