"""The forms of works and costs: the shape of what is typed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms import BoundField

from putright.core.events.parts import Cost
from putright.kit.forms import DayField, FilesField, RadioField, Said, TextField, TickField, offer
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated

Choices = Sequence[tuple[str, str]]
COME_BY: Choices = (
    ("phone", _("Call")), ("in person", _("In person")), ("visit", _("At a visit")),
    ("text", _("Text")), ("email", _("Email")), ("letter", _("Letter")),
    ("web form", _("Web form")), ("meeting", _("Meeting")),
)  # fmt: skip
SAFETY = (
    ("yes", Said(_("Yes"), _("Locks, lights, a door, a letterbox guard: it has the quick target"))),
    ("no", Said(_("No"), _("Another repair; it has no target here"))),
)
PROOFS = (
    ("photo", _("A photo")),
    ("document", _("The job sheet, signed")),
    ("statement", Said(_("The resident's own word"), _("Put it down word for word above"))),
    (
        "",
        Said(_("Nothing yet"), _("It is saved as said. The promise stays open until proof comes")),
    ),
)
CARDS = (
    ("photo", _("A photo of the card that was left")),
    ("document", _("The contractor's own note")),
    ("", Said(_("Nothing"), _("It is saved as said, with no record"))),
)
DECISIONS = (
    ("paid", _("Paid back in full")), ("part", _("Paid back in part")),
    ("not paid", _("Not paid back")),
)  # fmt: skip
ROWS = 4
"""Purchases that one form takes."""
MOST = Decimal(99_999)
REFERENCE = RegexValidator(
    r"^(?=.*\d)[\w/.-]{2,30}$", _("Write the order's own reference, such as R-20417")
)


class AskForm(Dated):
    """Works that somebody asks for."""

    words = TextField(
        label=_("What do they ask for, in their words?"), rows=4, max_length=LONGEST,
        help_text=_("For example: “A bolt at the top of the front door, he kicked it in.”"),
    )  # fmt: skip
    safety = RadioField(label=_("Does it make the home safer?"), choices=SAFETY)
    by = forms.ChoiceField(label=_("Who asks?"))
    channel = forms.ChoiceField(label=_("How?"), choices=COME_BY)
    uploads = FilesField(
        label=_("Photo or file of what is broken"), required=False, allow_empty_file=True
    )

    field_order = ("words", "safety", "by", "channel", "on", "at", "uploads")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "by", people)


class OrderForm(Dated):
    """An order to the repairs team."""

    words = TextField(label=_("What was ordered?"), rows=3, max_length=LONGEST)
    safety = RadioField(label=_("Does it make the home safer?"), choices=SAFETY)
    reference = forms.CharField(
        label=_("The order's reference"), required=False, max_length=30, validators=[REFERENCE],
        help_text=_("As the repairs team has it. The reference is the record of the order."),
    )  # fmt: skip
    day = DayField(label=_("Which day did the repairs team name?"), required=False)
    uploads = FilesField(label=_("The order as a file"), required=False, allow_empty_file=True)
    no_record = forms.CharField(
        label=_("If there is neither: why?"), required=False, max_length=300
    )

    field_order = ("words", "safety", "reference", "day", "on", "at", "uploads", "no_record")

    def clean(self) -> dict[str, Any]:
        """An order without a reference is only said to be one."""
        told = super().clean() or {}
        shown = told.get("reference") or told.get("uploads") or self.kept_ids
        if not shown and not told.get("no_record") and "reference" not in self.errors:
            words = _("The order's reference: fill it in, or say below why there is none")
            self.add_error("reference", words)
        if not self.errors and shown:
            told["no_record"] = ""
        return told


class EndForm(Dated):
    """That works are done, or that nobody was let in."""

    words = TextField(label=_("What was done?"), rows=4, max_length=LONGEST)
    who = RadioField(label=_("Who says so?"))
    proof = RadioField(label=_("What shows it?"), choices=PROOFS, required=False)
    uploads = FilesField(label=_("Photo or file"), required=False, allow_empty_file=True)
    no_record = forms.CharField(
        label=_("If nothing shows it: why?"), required=False, max_length=300
    )
    keeps = TickField(label=_("Does this keep one of our promises?"), required=False)

    field_order = ("words", "who", "proof", "uploads", "no_record", "keeps", "on", "at")

    def __init__(
        self, *args: Any, tellers: Choices, residents: frozenset[str], keeps: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "who", tellers)
        offer(self, "keeps", keeps)
        if not keeps:
            del self.fields["keeps"]
        self.residents = residents

    def clean(self) -> dict[str, Any]:
        """A photo is a file; the resident's word comes from the resident."""
        told = super().clean() or {}
        proof, files = told.get("proof"), told.get("uploads") or self.kept_ids
        if proof in ("photo", "document") and not files:
            self.add_error("uploads", _("Photo or file: choose it, or choose another answer above"))
        if proof == "statement" and told.get("who") not in self.residents:
            words = _("Who says so? The resident's own word comes from the resident's side")
            self.add_error("who", words)
        if not proof and not files and not told.get("no_record"):
            self.add_error("no_record", _("If nothing shows it: say why"))
        if proof:
            told["no_record"] = ""
        return told


class CardForm(EndForm):
    """That nobody was let in."""

    words = TextField(
        label=_("What happened at the door?"), rows=3, max_length=LONGEST,
        help_text=_("Was the day agreed with the resident? Was a card left, and what did it say?"),
    )  # fmt: skip
    proof = RadioField(label=_("What shows it?"), choices=CARDS, required=False)


class AccountForm(Dated):
    """What somebody else says became of the works."""

    by = forms.ChoiceField(label=_("Whose account is it?"))
    channel = forms.ChoiceField(label=_("How did they give it?"), choices=COME_BY)
    words = TextField(
        label=_("What do they say, in their words?"), rows=4, max_length=LONGEST,
        help_text=_("For example: “Nobody came. I fitted the bolts myself.”"),
    )  # fmt: skip
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = ("words", "by", "channel", "on", "at", "uploads")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "by", people)


class PoundsField(forms.DecimalField):
    """Pounds and pence, as people write them: £12.50 or 12.50."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("£", "").replace(",", "").strip()
        return super().to_python(value)


def _purchase(row: int) -> dict[str, forms.Field]:
    """The fields of one thing that was bought."""
    return {
        f"what_{row}": forms.CharField(
            label=_("What was bought?"), required=False, max_length=200
        ),
        f"pounds_{row}": PoundsField(
            label=_("What did it cost, in pounds?"), required=False, decimal_places=2,
            min_value=Decimal("0.01"), max_value=MOST,
            error_messages={
                "invalid": _("What did it cost? Write pounds and pence: 12.50"),
                "min_value": _("What did it cost? More than nothing"),
                "max_value": _("What did it cost? That is more than can be written here"),
                "max_decimal_places": _("What did it cost? Pence have two figures: 12.50"),
            },
        ),
        f"day_{row}": DayField(
            label=_("Which day was it paid?"), required=False,
            error_messages={
                "invalid": _("Which day was it paid? Write a day such as 27 March 2026")
            },
        ),
    }  # fmt: skip


class CostForm(Dated):
    """What somebody bought to be safe."""

    words = TextField(
        label=_("What do they say about it, in their words?"), rows=3, max_length=LONGEST
    )
    by = forms.ChoiceField(label=_("Who spent it?"))
    channel = forms.ChoiceField(label=_("How did they tell us?"), choices=COME_BY)
    uploads = FilesField(
        label=_("Receipts"), required=False, allow_empty_file=True,
        help_text=_("A photo will do. Without one, save it all the same and ask for it."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, ROWS + 1):
            self.fields |= _purchase(row)
        offer(self, "by", people)

    @staticmethod
    def _names(row: int) -> tuple[str, str, str]:
        return f"what_{row}", f"pounds_{row}", f"day_{row}"

    @property
    def rows(self) -> Iterator[tuple[int, BoundField, BoundField, BoundField]]:
        """The fields of each purchase."""
        for row in range(1, ROWS + 1):
            what, pounds, day = self._names(row)
            yield row, self[what], self[pounds], self[day]

    def clean(self) -> dict[str, Any]:
        """Each purchase has its thing and its sum; the first must be there; none is to come."""
        told = super().clean() or {}
        for row in range(1, ROWS + 1):
            what, pounds, day = self._names(row)
            begun = any(told.get(name) for name in (what, pounds, day)) or row == 1
            if begun and not told.get(what):
                self.add_error(what, _("What was bought? Fill this in"))
            if begun and told.get(pounds) is None and pounds not in self.errors:
                self.add_error(pounds, _("What did it cost? Write pounds and pence: 12.50"))
            if (paid := told.get(day)) and paid > self.now.date():
                self.add_error(day, _("Which day was it paid? That day has not come yet"))
        return told

    @property
    def costs(self) -> tuple[Cost, ...]:
        """The purchases, in pounds and pence."""
        told = self.cleaned_data
        rows = [self._names(row) for row in range(1, ROWS + 1)]
        return tuple(
            Cost(what=told[what], amount=told[pounds], paid_on=told[day])
            for what, pounds, day in rows
            if told[what]
        )


class AnswerForm(Dated):
    """Whether money is paid back."""

    decision = RadioField(label=_("What was decided?"), choices=DECISIONS)
    pounds = PoundsField(
        label=_("If in part: how much, in pounds?"), required=False, decimal_places=2,
        min_value=Decimal("0.01"), max_value=MOST,
        error_messages={
            "invalid": _("How much? Write pounds and pence: 12.50"),
            "min_value": _("How much? More than nothing"),
            "max_decimal_places": _("How much? Pence have two figures: 12.50"),
        },
    )  # fmt: skip
    why = TextField(
        label=_("What were they told, and why?"), rows=4, max_length=LONGEST,
        help_text=_("Say when and how it will be paid, or why it is not."),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("How were they told?"))
    uploads = FilesField(
        label=_("What was sent"), required=False, allow_empty_file=True,
        help_text=_("A letter, email or text keeps the promise only with what was sent."),
    )  # fmt: skip

    field_order = ("decision", "pounds", "why", "channel", "uploads", "on", "at")

    def __init__(self, *args: Any, channels: Choices, asked: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "channel", channels)
        self.asked = asked

    def clean(self) -> dict[str, Any]:
        """A part is less than the whole, and more than nothing."""
        told = super().clean() or {}
        pounds = told.get("pounds")
        if told.get("decision") == "part" and "pounds" not in self.errors:
            if pounds is None:
                self.add_error("pounds", _("If in part: how much? Write pounds and pence: 12.50"))
            elif pounds >= self.asked:
                self.add_error("pounds", _("If in part: how much? That is the whole, or more"))
        return told

    @property
    def costs(self) -> tuple[Cost, ...]:
        """What is paid back."""
        told = self.cleaned_data
        amount = {"paid": self.asked, "part": told["pounds"]}.get(told["decision"])
        return (Cost(what=_("paid back"), amount=amount),) if amount else ()
