"""The forms of money: the shape of what is typed. Sums are pounds and pence, and never a float."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from putright.casework.actions.redress import Built, Impact
from putright.casework.actions.redress_put import Heard, Sum
from putright.casework.queries.redress import HeadSeen, Putting, Weighing
from putright.casework.redress import DIRECT, RENT_ACCOUNT
from putright.core.policy.packs import Band
from putright.core.redress.money import pounds as parsed
from putright.kit.dates import pounds, sentence_case
from putright.kit.forms import DayField, FilesField, RadioField, Said, TextField, offer
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated, Writing

Choices = Sequence[tuple[str, str]]
HOW = (
    ("adds", Said(_("It adds to what was offered before"), _("Both sums together stand offered"))),
    ("in all", Said(_("It is the whole"), _("It takes the place of what was offered before"))),
    ("repeats", Said(_("It is the same offer again"), _("Nothing is added"))),
)
METHODS = (
    (DIRECT, _("To the resident")),
    (RENT_ACCOUNT, Said(_("To the rent account"),
                        _("Only where the resident agrees, in their words below"))),
)  # fmt: skip
SAYS = (
    ("accepted", Said(_("They say yes"), _("The complaint and the Ombudsman stay open to them"))),
    ("refused", Said(_("They say no"), _("The offer stays on record and can be taken up again"))),
    ("time", Said(_("They want time, or to talk"), _("Nothing is closed while they think"))),
)
TOO_LONG = 2000
WHEN = {
    "sum": _("(for at least one heading)"), "why": _("(needed where you name a sum)"),
    "below": _("(needed then)"), "lower": _("(needed then)"), "agreed": _("(needed then)"),
}  # fmt: skip
"""When a field of an offer must be filled in that is not always asked."""


class PoundsField(forms.CharField):
    """Pounds and pence, as people write them: £12.50 or 1,350."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parsed(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


def pounds_field(label: str, *, required: bool = True) -> PoundsField:
    """A sum, with its own words for what is wrong."""
    return PoundsField(
        label=label, required=required, max_length=14,
        error_messages={"invalid": _("{label}: Write pounds and pence, such as 75 or 12.50").format(
            label=label.rstrip("?"))},
    )  # fmt: skip


class AssessForm(Writing):
    """How hard the failings of a heading hit the resident."""

    head = RadioField(label=_("Which heading is it?"))
    band = RadioField(label=_("How hard did it hit the resident, by the Ombudsman's guidance?"))
    severity = RadioField(label=_("How serious was it, by your own matrix?"), required=False)
    impact = RadioField(label=_("How hard did it hit, by your own matrix?"), required=False)
    reason = TextField(
        label=_("Why do you find so?"), rows=5, max_length=LONGEST,
        help_text=_("What it meant for this household: how long, who, what it changed. Others may "
                    "read this."),
    )  # fmt: skip

    def __init__(self, *args: Any, told: Weighing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "head", [(head.id, head.title) for head in told.heads])
        offer(self, "band", [(band.name, _band(band, told.is_old_scale)) for band in told.bands])
        matrix = told.heads[0].both.matrix if told.heads else None
        for name in ("severity", "impact"):
            words = getattr(matrix, "severities" if name == "severity" else "impacts", ())
            offer(self, name, [(each, sentence_case(each)) for each in words])
            if not words:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A cell of the matrix has both."""
        told = super().clean() or {}
        if bool(told.get("severity")) != bool(told.get("impact")) and not self.errors:
            lacks = "impact" if told.get("severity") else "severity"
            self.add_error(lacks, _("Your matrix asks both: how serious, and how hard it hit"))
        return told

    @property
    def told(self) -> Impact:
        """The assessment."""
        data = self.cleaned_data
        return Impact(
            head=data["head"], band=data["band"], severity=data.get("severity", ""),
            impact=data.get("impact", ""), reason=data["reason"],
        )  # fmt: skip


class OfferForm(Writing):
    """An offer: a sum and a reason for each heading."""

    how = RadioField(label=_("How does it stand to what was offered before?"), choices=HOW)
    below = TextField(
        label=_("If a sum is below the cell of your matrix or the band: why?"), rows=3,
        required=False, max_length=TOO_LONG,
        help_text=_("Whoever agrees to the offer signs for this reason."),
    )  # fmt: skip
    lower = TextField(
        label=_("If it is less than what was offered before: why?"), rows=3, required=False,
        max_length=TOO_LONG, help_text=_("The resident reads this in the letter."),
    )  # fmt: skip
    method = RadioField(label=_("To whom is it paid?"), choices=METHODS, initial=DIRECT)
    agreed = TextField(
        label=_("If to the rent account: what did they say to that?"), rows=2, required=False,
        max_length=TOO_LONG,
    )  # fmt: skip

    def __init__(self, *args: Any, told: Weighing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.weighed = told
        for place, head in enumerate(told.to_offer_for):
            self.fields[f"sum_{place}"] = pounds_field(
                _("{head}: how much, in pounds?").format(head=head.title), required=False
            )
            self.fields[f"why_{place}"] = TextField(
                label=_("{head}: what is it for, or why is there none?").format(head=head.title),
                rows=3, required=False, max_length=TOO_LONG,
            )  # fmt: skip
        for name, field in self.fields.items():
            if when := WHEN.get(name.partition("_")[0]):
                field.when_needed = when  # type: ignore[attr-defined]
        if not told.offered:
            self.initial.setdefault("how", "adds")

    @property
    def rows(self) -> Iterator[tuple[HeadSeen, BoundField, BoundField]]:
        """Each heading with its sum and its reason."""
        for place, head in enumerate(self.weighed.to_offer_for):
            yield head, self[f"sum_{place}"], self[f"why_{place}"]

    @property
    def rest(self) -> list[BoundField]:
        """The fields below the headings; what cannot be asked yet is left out."""
        names = ["how", "below", "lower", "method", "agreed"]
        return [self[name] for name in names]

    @property
    def built(self) -> Built:
        """The offer."""
        data = self.cleaned_data
        rows = [(head.id, data[f"sum_{place}"], data[f"why_{place}"])
                for place, head in enumerate(self.weighed.to_offer_for)]  # fmt: skip
        return Built(
            lines={head: (sum_, why) for head, sum_, why in rows if sum_ is not None},
            without={head: why for head, sum_, why in rows if sum_ is None and why},
            how=data["how"], below=data["below"], lower=data["lower"], method=data["method"],
            agreed=data["agreed"],
        )  # fmt: skip


class DecideForm(Writing):
    """A second person's decision on an offer."""

    grant = RadioField(
        label=_("What do you decide?"),
        choices=(("yes", _("Agree: it may be put to the resident")), ("no", _("Do not agree"))),
    )  # fmt: skip
    reason = TextField(label=_("Why?"), rows=4, max_length=LONGEST)


class PutForm(Writing):
    """The letter that puts an offer."""

    until = DayField(
        label=_("Until when is it held open?"),
        help_text=_("Nothing ends on that day: afterwards it is still open to talk."),
    )  # fmt: skip


class AnswerForm(Dated):
    """What the resident says of an offer."""

    says = RadioField(label=_("What do they say?"), choices=SAYS)
    whom = forms.ChoiceField(label=_("Who says so?"))
    channel = forms.ChoiceField(label=_("How did they tell us?"))
    text = TextField(
        label=_("Their words"), rows=5, max_length=LONGEST,
        help_text=_("If they say no, ask why, and write down what they say. They need not tell. "
                    "No bank details: they are not kept here."),
    )  # fmt: skip
    pay_by = DayField(label=_("If yes: by which day do we pay?"), required=False)
    until = DayField(label=_("If they want time: until when do they wish?"), required=False)
    uploads = FilesField(label=_("What they sent"), required=False, allow_empty_file=True)

    field_order = ("says", "whom", "channel", "text", "pay_by", "until", "on", "at", "uploads")

    def __init__(self, *args: Any, told: Putting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "whom", told.people)
        offer(self, "channel", told.channels)
        if told.latest is not None:
            self.initial.setdefault("pay_by", told.latest)

    @property
    def heard(self) -> Heard:
        """The answer."""
        data = self.cleaned_data
        return Heard(
            says=data["says"], whom=data["whom"], channel=data["channel"], text=data["text"],
            when=self.when, pay_by=data["pay_by"], until=data["until"],
        )  # fmt: skip


class PayForm(Dated):
    """A payment that was made."""

    head = RadioField(label=_("What is it for?"), required=False)
    amount = pounds_field(_("How much was paid, in pounds?"))
    method = RadioField(label=_("To whom?"), choices=METHODS, initial=DIRECT)
    agreed = TextField(
        label=_("If to the rent account: what did they say to that?"), rows=2, required=False,
        max_length=TOO_LONG,
    )  # fmt: skip
    cleared = DayField(label=_("Which day did it arrive?"), required=False)
    text = forms.CharField(
        label=_("The reference of the payment"), required=False, max_length=120,
        help_text=_("As your finance system has it. No bank details: they are not kept here."),
    )  # fmt: skip
    uploads = FilesField(
        label=_("The record of the payment"), required=False, allow_empty_file=True,
        help_text=_("Without it the payment is only said, and the promise to pay stays open."),
    )  # fmt: skip
    closes = forms.BooleanField(
        label=_("The Ombudsman has said that earlier offers are inside the order"), required=False
    )

    is_more = forms.BooleanField(
        label=_("Yes, it was paid like that: more than is left, or before it was ordered"),
        required=False,
    )

    field_order = (
        "head", "amount", "is_more", "method", "agreed", "on", "at", "cleared", "text", "closes",
        "uploads",
    )  # fmt: skip

    def __init__(self, *args: Any, told: Putting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Which day was it sent?")
        offer(self, "head", [("", _("All that is owed")), *told.heads])
        self.initial.setdefault("head", "")
        self.only = told.heads[0][0] if len(told.heads) == 1 else ""
        if len(told.heads) < 2:
            del self.fields["head"]
        if not self.is_bound:
            del self.fields["is_more"]  # asked only of a sum that was refused
        if not told.is_unknown:
            del self.fields["closes"]

    def clean(self) -> dict[str, Any]:
        """What has not come yet has not arrived."""
        told = super().clean() or {}
        if (cleared := told.get("cleared")) and cleared > self.now.date():
            self.add_error("cleared", _("Which day did it arrive? It has not come yet"))
        return told

    @property
    def paid(self) -> Sum:
        """The payment."""
        data = self.cleaned_data
        return Sum(
            head=data.get("head", self.only), amount=data["amount"], method=data["method"],
            when=self.when, cleared=data["cleared"], text=data["text"], agreed=data["agreed"],
            closes=bool(data.get("closes")), is_more=data["is_more"],
        )  # fmt: skip


def _band(band: Band, is_old: bool) -> Said:
    """A band with what it is for; its sums only while its guidance is in force."""
    if is_old:
        return Said(sentence_case(_(band.name)), _(band.describes))
    most = _("to {sum}").format(sum=pounds(band.high)) if band.high else _("and over")
    hint = _("{low} {most}: {words}").format(low=pounds(band.low), most=most,
                                             words=_(band.describes))  # fmt: skip
    return Said(sentence_case(_(band.name)), hint)
