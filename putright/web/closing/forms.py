"""The forms of closing: the shape of what is typed, and nothing about rules."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.kit.forms import DayField, FilesField, RadioField, Said, TextField, offer
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated, Writing

Choices = Sequence[tuple[str, str]]


def talks() -> Choices:
    """How somebody can be spoken with."""
    return [
        ("phone", _("Phone")), ("visit", _("Visit")), ("in person", _("In person")),
        ("email", _("Email")), ("letter", _("Letter")), ("text", _("Text")),
    ]  # fmt: skip


def writes() -> Choices:
    """How a letter can go."""
    return [
        ("letter", _("By post")), ("email", _("By email")),
        ("document", _("Handed over on a visit")),
    ]  # fmt: skip


class WithWhom(Writing):
    """The resident it is with; where there is one only, nobody is asked to choose."""

    whom = forms.ChoiceField(label=_("Who was asked?"))

    def offer_people(self, people: Choices) -> None:
        """Offer these residents."""
        offer(self, "whom", people)
        if len(people) == 1:
            self.initial.setdefault("whom", people[0][0])
            self.fields["whom"].widget = forms.HiddenInput()


class DatedWithWhom(Dated, WithWhom):
    """Something said to, or heard from, a resident on some day."""

    channel = forms.ChoiceField(label=_("How were they asked?"))
    uploads = FilesField(
        label=_("Files"),
        required=False,
        allow_empty_file=True,
        help_text=_("A letter or message counts only with a copy of it."),
    )

    def __init__(self, *args: Any, people: Choices, **told: Any) -> None:
        super().__init__(*args, **told)
        self.offer_people(people)
        offer(self, "channel", talks())


class HearForm(DatedWithWhom):
    """What the resident says about closing."""

    says = RadioField(label=_("What does the resident say about closing?"))
    text = TextField(
        label=_("In their words"),
        rows=5,
        max_length=LONGEST,
        help_text=_("If they could not be reached: what was tried. That goes into no letter."),
    )
    again_on = DayField(
        label=_("If they object: on which day is the closing looked at again?"), required=False
    )

    field_order = ("whom", "says", "text", "again_on", "channel", "on", "at", "uploads")

    def __init__(self, *args: Any, can_say_unreached: bool, **told: Any) -> None:
        super().__init__(*args, **told)
        choices: list[tuple[str, str]] = [
            ("agrees", _("They agree")),
            ("objects", Said(_("They object"), _("The case stays open until the day you name."))),
        ]
        if can_say_unreached:
            words = _("They could not be reached")
            choices.append(("not reached", Said(words, _("The tries are on record."))))
        offer(self, "says", choices)

    def clean(self) -> dict[str, Any]:
        """An objection has a day on which it is looked at again."""
        told = super().clean() or {}
        day: date | None = told.get("again_on")
        if told.get("says") == "objects" and (day is None or day <= self.now.date()):
            words = _("Say on which day the closing is looked at again. It must be to come")
            self.add_error("again_on", words)
        return told


class LetterForm(WithWhom):
    """How the closing letter went, with words of one's own."""

    own_words = TextField(
        label=_("Words of your own, before the end"), rows=4, required=False, max_length=4000
    )
    channel = RadioField(label=_("How did it go?"))

    def __init__(self, *args: Any, people: Choices, barred: frozenset[str], **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["whom"].label = _("To whom?")
        self.offer_people(people)
        offer(self, "channel", [each for each in writes() if each[0] not in barred])


class WriteForm(LetterForm):
    """A letter that asks what the resident thinks, where nobody reached them."""

    own_words = None  # type: ignore[assignment]
    answer_by = DayField(label=_("By which day should they answer?"))

    def __init__(self, *args: Any, today: date, **told: Any) -> None:
        super().__init__(*args, **told)
        self.today = today

    def clean_answer_by(self) -> date:
        """A day that is still to come."""
        day: date = self.cleaned_data["answer_by"]
        if day <= self.today:
            raise ValidationError(_("By which day should they answer? It must be to come"))
        return day


class AskForm(Writing):
    """Asks for the closing; each gap that may be excused has its own reason."""

    ground = RadioField(label=_("Why can it close?"))
    reasons = TextField(
        label=_("The reasons, as the resident will read them"),
        rows=6,
        max_length=4000,
        help_text=_("They go into the closing letter. Say what was done, not how well."),
    )

    def __init__(self, *args: Any, gaps: Choices, **told: Any) -> None:
        super().__init__(*args, **told)
        offer(self, "ground", grounds())
        for key, gap in gaps:
            missing = _("Cannot close: {gap}.").format(gap=gap)
            mend = _("{missing} Settle it, or write the reason").format(missing=missing)
            self.fields[f"why_{key}"] = TextField(
                label=_("{missing} Why may it close all the same?").format(missing=missing),
                rows=3,
                max_length=2000,
                help_text=_("The resident reads this in the letter, and a second person decides."),
                error_messages={"required": mend},
            )

    @property
    def excused(self) -> dict[str, str]:
        """The gaps with their reasons."""
        names = [name for name in self.fields if name.startswith("why_")]
        return {name.removeprefix("why_"): self.cleaned_data[name] for name in names}


def grounds() -> Choices:
    """Why a case closes."""
    tried = Said(_("Nothing more can be shown"), _("Every tool that fits was tried or weighed."))
    unreached = Said(_("They could not be reached"), _("Only after tries that are on record."))
    return [
        ("resolved", _("It has stopped, or is put right")),
        ("nothing more", tried),
        ("not asb", _("It was not antisocial behaviour, and they were told where to go")),
        ("not reached", unreached),
    ]


class DecideForm(Writing):
    """A second person's decision."""

    decision = RadioField(label=_("What do you decide?"))
    reason = TextField(label=_("Why?"), rows=4, max_length=4000)

    def __init__(self, *args: Any, can_grant: bool, **told: Any) -> None:
        super().__init__(*args, **told)
        choices = [("keep", _("Keep the case open"))]
        if can_grant:
            choices.insert(0, ("grant", _("The case may close")))
        offer(self, "decision", choices)


class TakeBackForm(Writing):
    """Undoes a closing."""

    how = RadioField(label=_("Why is it undone?"))
    reason = TextField(
        label=_("What was wrong, or what did the review say?"), rows=4, max_length=4000
    )

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        offer(self, "how", [("error", _("It was a mistake")), ("review", _("After a review"))])


class FollowUpForm(DatedWithWhom):
    """How the resident is, some weeks after."""

    text = TextField(label=_("How are they, in their words?"), rows=5, max_length=LONGEST)
    unhappy = forms.BooleanField(label=_("They are unhappy with us"), required=False)

    field_order = ("whom", "text", "unhappy", "channel", "on", "at", "uploads")


class SurveyForm(DatedWithWhom):
    """That the resident was asked how satisfied they are."""

    text = TextField(
        label=_("What was asked, and what was the answer if there is one?"),
        rows=4,
        max_length=LONGEST,
    )

    field_order = ("whom", "text", "channel", "on", "at", "uploads")


class CloseForm(Writing):
    """Nothing to type: the last step."""


class TellForm(DatedWithWhom):
    """That the resident was told of the ASB Case Review."""

    text = TextField(label=_("What was said?"), rows=4, max_length=LONGEST)

    field_order = ("whom", "text", "channel", "on", "at", "uploads")

    def __init__(self, *args: Any, **told: Any) -> None:
        super().__init__(*args, **told)
        self.fields["whom"].label = _("Who was told?")
        self.fields["channel"].label = _("How were they told?")


class AskedForm(Dated):
    """That a case review was asked for, or that its panel asks us something."""

    by = RadioField(label=_("Who asks?"))
    text = TextField(label=_("What do they ask?"), rows=5, max_length=LONGEST)
    channel = forms.ChoiceField(label=_("How did it come?"))
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = ("by", "text", "channel", "on", "at", "uploads")

    def __init__(self, *args: Any, askers: Choices, **told: Any) -> None:
        super().__init__(*args, **told)
        offer(self, "by", askers)
        offer(self, "channel", talks())


class AnswerForm(Dated):
    """What we answered the panel."""

    to = RadioField(label=_("What is answered?"))
    text = TextField(label=_("What did we answer?"), rows=5, max_length=LONGEST)
    channel = forms.ChoiceField(label=_("How did it go?"))
    uploads = FilesField(
        label=_("Files"),
        required=False,
        allow_empty_file=True,
        help_text=_("A letter or message counts only with a copy of it."),
    )

    field_order = ("to", "text", "channel", "on", "at", "uploads")

    def __init__(self, *args: Any, asked: Choices, **told: Any) -> None:
        super().__init__(*args, **told)
        offer(self, "to", asked)
        if len(asked) == 1:
            self.initial.setdefault("to", asked[0][0])
        offer(self, "channel", talks())


class DecidedForm(Dated):
    """What the bodies decided."""

    by = forms.ChoiceField(label=_("Who decided?"))
    decision = RadioField(label=_("What did they decide?"))
    text = TextField(label=_("What does the decision say?"), rows=5, max_length=LONGEST)
    uploads = FilesField(label=_("Files"), required=False, allow_empty_file=True)

    field_order = ("by", "decision", "text", "on", "at", "uploads")

    def __init__(self, *args: Any, bodies: Choices, **told: Any) -> None:
        super().__init__(*args, **told)
        offer(self, "by", bodies)
        offer(self, "decision", decisions())


def decisions() -> Choices:
    """What can become of a request for a case review."""
    return [
        ("threshold met", _("It is carried out: enough reports count")),
        ("carried out", _("It was carried out, and this is the outcome")),
        ("not carried out", _("It is not carried out, for these reasons")),
    ]
