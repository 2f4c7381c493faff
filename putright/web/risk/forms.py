"""The forms of risk: the questions as the set that holds asks them, another level, safeguarding."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from putright.casework.actions.risk import Talk
from putright.casework.actions.safeguarding import PROOF, Considered, Referral
from putright.casework.queries.risk_questions import Asking, LastTime
from putright.core.policy.practice import Question
from putright.core.practice.risk import UNKNOWN, Said
from putright.kit.dates import list_day
from putright.kit.forms import DayField, FilesField, RadioField, TextField, TickField
from putright.kit.forms import Said as Word
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated, WithFiles, Writing

DECISIONS = (
    ("refer", _("Refer them today")),
    ("no referral", _("No referral, because of what is written below")),
    ("protected", _("An agency already protects them")),
)
BASES = (
    ("consent", _("They agreed to it")),
    ("danger", _("Somebody may come to harm: no consent is needed")),
)
WAYS = {"email": _("Email"), "letter": _("Letter"), "phone": _("Phone"), "web form": _("Web form")}


class QuestionsForm(Dated):
    """Every question of the set, with what the resident said to it in their own words."""

    whom = RadioField(label=_("With whom did you go through them?"))
    channel = RadioField(label=_("How?"))

    def __init__(self, *args: Any, page: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for number, question in enumerate(page.asked.question, start=1):
            answers, words = _answers(number, question, page.last.get(question.id))
            self.fields[f"q_{question.id}"], self.fields[f"s_{question.id}"] = answers, words
        self._choose("whom", page.people)
        self._choose("channel", page.ways)
        self.fields["whom"].required = len(page.people) > 1
        if not self.is_bound:
            self.initial.setdefault("whom", page.people[0][0])

    @property
    def asked(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Each question: its answers, and what was said to it."""
        for question in self.page.asked.question:
            yield self[f"q_{question.id}"], self[f"s_{question.id}"]

    @property
    def about(self) -> tuple[BoundField, ...]:
        """The fields about the talk itself; with whom is asked where there is a choice."""
        names = ["whom"] if len(self.page.people) > 1 else []
        return tuple(self[name] for name in (*names, "channel", "on", "at"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["whom"] = whom = told.get("whom") or self.page.people[0][0]
        channel = told.get("channel", "")
        if channel and channel in self.page.barred.get(whom, frozenset()):
            self.add_error("channel", _("How? They told us that this way is not safe"))
        return told

    def given(self) -> dict[str, Said]:
        """What was answered and said, by question."""
        return {
            question.id: Said(
                answer=self.cleaned_data[f"q_{question.id}"],
                says=self.cleaned_data[f"s_{question.id}"],
            )
            for question in self.page.asked.question
        }

    @property
    def talk(self) -> Talk:
        """With whom, how and when."""
        told = self.cleaned_data
        return Talk(whom=told["whom"], channel=told["channel"], when=self.when)

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class PutOffForm(Writing):
    """That the questions must wait: why, and when it is planned."""

    why = TextField(
        label=_("Why can they not talk now?"), rows=2, max_length=LONGEST,
        help_text=_("For example: not alone, too upset, no interpreter yet"),
    )  # fmt: skip
    until = DayField(
        label=_("On which day will you go through them?"),
        help_text=_("The promise stays as it is. For example, 27/3/2026"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        """A day that is still to come, or today."""
        day: date = self.cleaned_data["until"]
        if day < self.today:
            raise ValidationError(_("On which day? That day is over"))
        return day


class LevelForm(Writing):
    """Another level, with the reason."""

    level = RadioField(label=_("Which level should it be?"))
    reason = TextField(
        label=_("Why?"), rows=4, max_length=LONGEST,
        help_text=_("What do you know that the answers do not say?"),
    )  # fmt: skip

    def __init__(self, *args: Any, levels: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, Word(word, hint)) for key, word, hint in levels]


class AgreeForm(Writing):
    """A second person's answer."""

    agrees = RadioField(
        label=_("Do you agree to the lower level?"),
        choices=(("yes", _("Yes, it may be lower")), ("no", _("No, it stays as it is"))),
    )
    reason = TextField(label=_("Why?"), rows=4, max_length=LONGEST)


class SafeguardingForm(WithFiles):
    """What was considered and decided, and the referral."""

    whom = TickField(label=_("Who may be in danger?"), required=False)
    text = TextField(label=_("What did you consider?"), rows=4, max_length=LONGEST)
    decision = RadioField(label=_("What did you decide?"), choices=DECISIONS)
    why = TextField(label=_("Why?"), rows=3, max_length=LONGEST)
    to = RadioField(label=_("Refer to whom?"), required=False)
    channel = RadioField(label=_("How did it go?"), choices=tuple(WAYS.items()), required=False)
    basis = RadioField(label=_("On what ground is it shared?"), choices=BASES, required=False)
    words = TextField(
        label=_("The referral, word for word"), rows=4, required=False, max_length=LONGEST,
        help_text=_("Only the facts that they need. For a call: what was said, to whom, and the "
                    "reference they gave."),
    )  # fmt: skip
    uploads = FilesField(label=_("Or the file as it went"), required=False)

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], services: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for name, choices in (("whom", people), ("to", services)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("decision") == "refer":
            self._check_referral(told)
        return told

    def _check_referral(self, told: Mapping[str, Any]) -> None:
        missing = {
            "to": _("Refer to whom? Choose who it went to"),
            "channel": _("How did it go? Choose an answer"),
            "basis": _("On what ground is it shared? Choose an answer"),
        }
        for name, words in missing.items():
            if not told.get(name) and name not in self.errors:
                self.add_error(name, words)
        if not told.get("words") and not self.kept_ids:
            self.add_error("words", _("Keep the referral as it went: its words, or its file"))

    @property
    def told(self) -> Considered:
        """What was told, as the casework takes it."""
        given = self.cleaned_data
        referral = Referral(
            to=given["to"], channel=given["channel"], basis=given["basis"], words=given["words"]
        )
        return Considered(
            text=given["text"], decision=given["decision"], why=given["why"],
            whom=tuple(given["whom"]),
            referral=referral if given["decision"] == "refer" else None,
        )  # fmt: skip


def _answers(
    number: int, question: Question, last: LastTime | None
) -> tuple[RadioField, TextField]:
    """A question with its answers, one more for what nobody knows, and a place for her words.

    What was answered last time stands beside it and is never chosen beforehand.
    """
    asked = _(question.says)
    missing = _("{asked} Choose an answer").format(asked=asked)
    answers = RadioField(
        label=f"{number}. {asked}",
        help_text=" ".join(filter(None, (_(question.hint) if question.hint else "", _then(last)))),
        choices=[
            *((each.id, _(each.says)) for each in question.choice),
            (UNKNOWN, _("Not known, or not said")),
        ],
        error_messages={"required": missing},
    )
    said = _("What they said to question {n}").format(n=number)
    return answers, TextField(label=said, required=False, rows=1, max_length=LONGEST)


def _then(last: LastTime | None) -> str:
    if last is None:
        return ""
    told = _("Last time, on {day}: {answer}.").format(day=list_day(last.on), answer=last.answer)
    return f"{told} “{last.says}”" if last.says else told


assert set(WAYS) == set(PROOF)
