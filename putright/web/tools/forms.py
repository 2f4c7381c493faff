"""The forms about the other party: the shape of what is typed, and nothing about rules."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from msgspec import Struct

from putright.casework.actions.tools import Spent
from putright.core.events.parts import ToolUse
from putright.core.practice.toolkit import Rung
from putright.kit.forms import DayField, FilesField, RadioField, TextField, TickField, offer
from putright.kit.say import N_, _
from putright.sheets.forms import LONGEST, Dated, WithFiles, Writing

Choices = Sequence[tuple[str, str]]
SPEAKING = ("visit", "phone", "in person", "meeting")
OUTCOMES = (
    ("offered", N_("Offered")), ("done", N_("Done")), ("refused", N_("Offered, and refused")),
    ("not used", N_("Not used, because")),
)  # fmt: skip
USED = (
    ("done", N_("It was done, given, signed or begun")), ("offered", N_("It was offered")),
    ("refused", N_("They refused it")),
)  # fmt: skip
SAYS = (
    ("yes", N_("Yes, offer it")), ("not yet", N_("They will think about it")),
    ("no", N_("No. That ends it")),
)  # fmt: skip


class WeighRow(Struct, frozen=True):
    """One tool of the weighing form, with its two fields; none where it never fits."""

    rung: Rung
    outcome: Any = None
    why: Any = None
    never: str = ""


class WeighForm(Writing):
    """Each tool that fits: what became of it, and why."""

    whom = TickField(label=_("Who is it about?"), required=False)
    text = TextField(
        label=_("What did you weigh it on?"), rows=3, required=False, max_length=LONGEST,
        help_text=_("What happened, how often, how it harms, what they said themselves."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, rungs: Sequence[Rung], never: dict[str, str], others: Choices,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.rungs, self.never = rungs, never
        offer(self, "whom", others)
        if not others:
            del self.fields["whom"]
        for rung in self._fitting():
            self.fields[f"outcome_{rung.tool.id}"] = forms.ChoiceField(
                label=rung.tool.name, required=False, initial="", help_text=_about(rung),
                choices=[("", _("Not weighed now")), *((key, _(word)) for key, word in OUTCOMES)],
            )  # fmt: skip
            self.fields[f"why_{rung.tool.id}"] = forms.CharField(
                label=_("Why? {tool}").format(tool=rung.tool.name), required=False, max_length=2000
            )

    def _fitting(self) -> list[Rung]:
        return [rung for rung in self.rungs if not rung.barred_by]

    @property
    def rows(self) -> list[WeighRow]:
        """Every rung, those that never fit among them."""
        return [
            WeighRow(rung, self[f"outcome_{rung.tool.id}"], self[f"why_{rung.tool.id}"])
            if not rung.barred_by
            else WeighRow(rung, never=self.never[rung.tool.id])
            for rung in self.rungs
        ]  # fmt: skip

    @property
    def uses(self) -> list[ToolUse]:
        """What was said of each tool of which anything was said."""
        told = self.cleaned_data
        return [
            ToolUse(
                tool=rung.tool.id,
                outcome=told[f"outcome_{rung.tool.id}"],
                reason=told[f"why_{rung.tool.id}"],
            )
            for rung in self._fitting()
            if told.get(f"outcome_{rung.tool.id}")
        ]


def not_that_way() -> forms.CharField:
    """Why a way was used that somebody asked us not to use."""
    return forms.CharField(
        label=_("If they asked us not to use this way: why was it used?"), required=False,
        max_length=300,
    )  # fmt: skip


def _about(rung: Rung) -> str:
    """When a tool fits, and whom it needs."""
    said = [_(rung.tool.fits)]
    if rung.tool.legal:
        said.append(_("A second person has to agree."))
    if rung.tool.asks_victim:
        said.append(_("The resident is asked first, and may say no."))
    return " ".join(said)


class AboutPeople(Dated):
    """A step with the other party: whom it is about, and to whom it happened."""

    def choose_people(self, others: Choices, victims: Choices) -> None:
        """Offer the persons; with one victim there is nothing to choose."""
        offer(self, "whom", others, first=_("Choose") if len(others) > 1 else "")
        offer(self, "victims", victims)
        if len(victims) < 2:
            del self.fields["victims"]


class TalkForm(AboutPeople):
    """A visit to or talk with the other party."""

    whom = forms.ChoiceField(label=_("With whom?"))
    heard = forms.BooleanField(
        label=_("I put to them what was reported, and heard their answer"), required=False,
        help_text=_("Without saying who reported it. Nobody may be warned before this."),
    )  # fmt: skip
    victims = TickField(label=_("To whom did it happen?"), required=False)
    channel = forms.ChoiceField(label=_("How?"), initial="visit")
    text = TextField(label=_("What was said?"), rows=6, max_length=LONGEST)
    needs = TextField(
        label=_("What do they need themselves?"), rows=2, required=False, max_length=2000,
        help_text=_("Health, drink, debt, being alone, somebody who cares for them."),
    )  # fmt: skip
    anyway = not_that_way()
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = (
        "whom", "heard", "text", "needs", "victims", "channel", "anyway", "on", "at", "uploads",
    )  # fmt: skip

    def __init__(
        self, *args: Any, others: Choices, victims: Choices, channels: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose_people(others, victims)
        offer(self, "channel", [one for one in channels if one[0] in SPEAKING])


class AskForm(Dated):
    """Asking whoever it happened to about a tool that needs them."""

    tool = forms.ChoiceField(label=_("Which tool?"))
    victim = forms.ChoiceField(label=_("Who was asked?"))
    says = RadioField(label=_("What did they say?"))
    words = TextField(label=_("In their words"), rows=4, max_length=LONGEST)
    channel = forms.ChoiceField(label=_("How?"), initial="phone")
    anyway = not_that_way()

    field_order = ("tool", "victim", "says", "words", "channel", "anyway", "on", "at")

    def __init__(
        self, *args: Any, tools: Choices, victims: Choices, channels: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "tool", tools)
        offer(self, "victim", victims)
        offer(self, "channel", channels)
        offer(self, "says", [(key, _(word)) for key, word in SAYS])


class Costing(Dated):
    """A step that can cost something."""

    cost = forms.DecimalField(
        label=_("What did it cost, in pounds?"), required=False, min_value=0, max_value=1_000_000,
        decimal_places=2, max_digits=9,
    )  # fmt: skip
    cost_what = forms.CharField(label=_("What was that for?"), required=False, max_length=200)
    paid_on = DayField(label=_("When was it paid?"), required=False)

    @property
    def spent(self) -> Spent:
        """What the step cost."""
        told = self.cleaned_data
        return Spent(told.get("cost_what", ""), told.get("cost"), told.get("paid_on"))


class UseForm(Costing):
    """A tool offered, used or refused."""

    tool = forms.ChoiceField(label=_("Which tool?"))
    outcome = RadioField(label=_("What became of it?"))
    whom = TickField(label=_("Who is it about?"), required=False)
    victims = TickField(label=_("To whom did it happen?"), required=False)
    text = TextField(
        label=_("What was said, signed or done?"), rows=5, max_length=LONGEST,
        help_text=_("For a warning: the words that were used."),
    )  # fmt: skip
    until = DayField(
        label=_("When do we look at it again, or when does it end?"), required=False,
        help_text=_("A warning and an agreement need such a day."),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("How?"), initial="visit")
    proof = forms.ChoiceField(label=_("What shows it?"), initial="note")
    supports = TickField(label=_("What supports this step?"), required=False)
    anyway = TextField(
        label=_("If something must come first and cannot: why could this not wait?"), rows=2,
        required=False, max_length=2000,
    )  # fmt: skip
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = (
        "tool", "outcome", "whom", "text", "until", "victims", "channel", "on", "at", "proof",
        "uploads", "supports", "anyway", "cost", "cost_what", "paid_on",
    )  # fmt: skip

    def __init__(
        self, *args: Any, tools: Choices, others: Choices, victims: Choices, channels: Choices,
        proofs: Choices, supports: Choices, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        offer(self, "tool", tools, first=_("Choose"))
        offer(self, "outcome", [(key, _(word)) for key, word in USED])
        for name, choices in (("whom", others), ("victims", victims), ("supports", supports)):
            offer(self, name, choices)
        if len(victims) < 2:
            del self.fields["victims"]
        for name in ("whom", "supports"):
            if not getattr(self.fields[name], "choices", ()):
                del self.fields[name]
        offer(self, "channel", channels)
        offer(self, "proof", proofs)

    def clean_until(self) -> date | None:
        """A day to look again is one that is still to come."""
        return later(self.cleaned_data["until"], self.now)


class OrderForm(Costing):
    """An order that a court made."""

    tool = forms.ChoiceField(label=_("Which order?"))
    whom = TickField(label=_("Against whom?"))
    text = TextField(label=_("What does it say?"), rows=5, max_length=LONGEST)
    until = DayField(label=_("Until when does it hold?"))
    uploads = FilesField(label=_("The order itself"), required=False, allow_empty_file=True)

    field_order = (
        "tool", "whom", "on", "until", "text", "uploads", "cost", "cost_what", "paid_on",
    )  # fmt: skip

    def __init__(self, *args: Any, tools: Choices, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["at"]
        self.fields["on"].label = _("Which day was it made?")
        offer(self, "tool", tools)
        offer(self, "whom", others)


class HoldForm(Dated):
    """The police asked us to wait."""

    tool = forms.ChoiceField(label=_("Which step waits?"), required=False)
    why = TextField(
        label=_("Who asked, and why?"), rows=4, max_length=LONGEST,
        help_text=_("The officer's name and station, and what they must do first."),
    )  # fmt: skip
    until = DayField(label=_("Until when did they ask us to wait?"))
    review = DayField(label=_("When do we ask them again?"))
    uploads = FilesField(label=_("Their message"), required=False, allow_empty_file=True)

    field_order = ("tool", "why", "until", "review", "on", "at", "uploads")

    def __init__(self, *args: Any, tools: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "tool", tools, first=_("Speaking with them at all"))

    def clean_until(self) -> date | None:
        """A day that is still to come."""
        return later(self.cleaned_data["until"], self.now)

    def clean_review(self) -> date | None:
        """A day that is still to come, not after the hold ends."""
        day = later(self.cleaned_data["review"], self.now)
        until = self.cleaned_data.get("until")
        if day is not None and until is not None and day > until:
            raise ValidationError(_("Ask them again on or before the day on which it ends"))
        return day


class LegalForm(Writing):
    """Asking a second person to agree to a legal step."""

    tool = forms.ChoiceField(label=_("Which step?"))
    why = TextField(
        label=_("Why is it right now, and why is less not enough?"), rows=5, max_length=LONGEST
    )
    supports = TickField(label=_("What supports it?"), required=False)

    def __init__(self, *args: Any, tools: Choices, supports: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "tool", tools)
        offer(self, "supports", supports)
        if not supports:
            del self.fields["supports"]


class DecideForm(Writing):
    """Agreeing to a legal step, or not."""

    agrees = RadioField(label=_("Do you agree to this step?"))
    why = TextField(label=_("Your reasons"), rows=4, max_length=LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agrees", [("yes", _("Yes, it may go ahead")), ("no", _("No, not now"))])


class EndForm(WithFiles):
    """Going on with a step that was held back."""

    text = TextField(label=_("Who said that we may go on?"), rows=3, max_length=LONGEST)
    uploads = FilesField(label=_("Their message"), required=False, allow_empty_file=True)


class ReviewForm(WithFiles):
    """Looking again at a warning, an agreement or an order."""

    text = TextField(label=_("Was it kept? What has changed?"), rows=5, max_length=LONGEST)
    again = DayField(
        label=_("When do we look at it next?"), required=False,
        help_text=_("Leave it empty if it is done with."),
    )  # fmt: skip
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_again(self) -> date | None:
        """A day that is still to come."""
        return later(self.cleaned_data["again"], self.now)


def later(day: date | None, now: datetime) -> date | None:
    """The day, if it is still to come. Raises ``ValidationError`` otherwise."""
    if day is not None and day <= now.date():
        raise ValidationError(_("Choose a day that is still to come"))
    return day
