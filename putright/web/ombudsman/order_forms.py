"""The forms about orders: carried out, an apology checked, proof sent, what the Ombudsman says."""

from typing import Any

from django import forms
from django.forms import BoundField

from putright.casework import order_words
from putright.casework.actions.ombudsman import Answer as Answered
from putright.casework.actions.ombudsman import Done
from putright.casework.actions.orders import (
    BEFORE,
    PART,
    WHOLE,
    Apologised,
    Carried,
    Replied,
    Reviewed,
)
from putright.casework.apologies import Signed
from putright.casework.queries.ombudsman import Choices, OmbudsmanForm, RecommendedSeen
from putright.core.events.parts import Answer
from putright.kit.forms import DayField, FilesField, RadioField, Said, TextField, TickField, offer
from putright.kit.say import _
from putright.sheets.forms import Dated, WithFiles
from putright.web.ombudsman.forms import DoneForm, Telling

HOW = (
    (WHOLE, _("It is done, whole")),
    (PART, Said(_("A part of it is done"), _("The rest stays owed by its day"))),
    (BEFORE, Said(_("Nothing had to be done: it was done a short time ago"),
                  _("Only where something shows that, such as who completed a course, and when"))),
)  # fmt: skip
RECORD = (
    ("kept", Said(_("As the order kept"),
                  _("Where the check fails, only with a reason that the Ombudsman may read"))),
    ("said", Said(_("As said only"), _("The order stays owed"))),
)  # fmt: skip
SATISFIED = (
    ("yes", _("It accepts the proof")),
    ("no", Said(_("It is not satisfied yet"), _("What more it wants is owed at once"))),
)
WHO = (("ours", _("We")), ("theirs", _("The resident, or somebody for them")))
ANSWERS = (*((key, _(says)) for key, says in order_words.ANSWERS.items()),
           ("", _("Not answered yet")))  # fmt: skip
NONE_OF_THESE = _("None of these")
WHY = 2000


class ShownForm(DoneForm):
    """Something that files show, or an entry of the case that has its record."""

    entry = forms.ChoiceField(label=_("Does an entry of the case show it?"), required=False)

    def __init__(self, *args: Any, given: OmbudsmanForm, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, given=given, choices=choices, **kwargs)
        offer(self, "entry", given.entries, first=NONE_OF_THESE)
        self.fields["uploads"].label = _("Or attach what shows it")

    @property
    def number(self) -> int | None:
        """The entry that shows it."""
        number = self.cleaned_data["entry"]
        return int(number) if number else None


class AnsweredForm(ShownForm):
    """What the Ombudsman asked for was answered."""

    field_order = ("chosen", "words", "proof", "entry", "uploads", "channel", "on", "at")

    @property
    def told(self) -> Answered:
        """What was sent."""
        return Answered(done_of(self), self.number)


class CarriedForm(ShownForm):
    """Orders were carried out: whole, in part, or before."""

    how = RadioField(label=_("How far is it?"), choices=HOW, initial=WHOLE)
    field_order = ("chosen", "how", "words", "proof", "entry", "uploads", "on", "at")

    def __init__(self, *args: Any, given: OmbudsmanForm, **kwargs: Any) -> None:
        super().__init__(*args, given=given, choices=given.to_do, **kwargs)
        self.fields["proof"].initial = "document"
        del self.fields["channel"]

    @property
    def told(self) -> Carried:
        """What was done."""
        return Carried(done=done_of(self), how=self.cleaned_data["how"], entry=self.number)


class ProofForm(DoneForm):
    """The proof went to the Ombudsman."""

    papers = forms.ChoiceField(label=_("Which papers went?"), required=False)
    field_order = ("chosen", "papers", "uploads", "words", "proof", "channel", "on", "at")

    def __init__(self, *args: Any, given: OmbudsmanForm, **kwargs: Any) -> None:
        super().__init__(*args, given=given, choices=given.done, **kwargs)
        if not self.is_bound:
            ticked = [key for key, _words in given.done if key in given.proven]
            self.initial.setdefault("chosen", ticked)
            self.initial.setdefault("proof", "email")
            if given.papers:
                self.initial.setdefault("papers", given.papers[0][0])
        offer(self, "papers", given.papers, first=NONE_OF_THESE)
        self.fields["uploads"].label = _("Or attach what was sent")
        self.named = dict(given.done)
        self.fields["chosen"].help_text = (
            _("Ticked are only the orders that the papers chosen below are about. Change them if "
              "others went.") if given.proven else
            _("Nothing is ticked beforehand: no papers were made. Tick what the files prove.")
        )  # fmt: skip
        self.fields["words"].label = _("What was sent, in short?")
        self.fields["proof"].label = _("What shows that it went?")

    @property
    def told(self) -> tuple[Done, int | None]:
        """What was sent, and the papers that went."""
        number = self.cleaned_data["papers"]
        return done_of(self), int(number) if number else None


class ApologyForm(WithFiles):
    """An apology that was ordered, and the letter that it was given by."""

    order = RadioField(label=_("Which order?"))
    letter = forms.ChoiceField(label=_("By which letter?"), required=False)
    signer = forms.CharField(label=_("Who signed it?"), required=False, max_length=120)
    post = forms.CharField(
        label=_("What post do they hold?"), required=False, max_length=120,
        help_text=_("Left empty, the record is asked: who sent the letter, and their role here"),
    )  # fmt: skip
    on = DayField(
        label=_("If it is none of these: on which day was it given?"), required=False,
        help_text=_("For example, 27/3/2026"),
    )  # fmt: skip
    uploads = FilesField(
        label=_("What shows that it arrived, or the letter itself where it is none of these"),
        required=False, allow_empty_file=True,
    )  # fmt: skip
    record = RadioField(label=_("How is it written down?"), choices=RECORD, initial="kept")
    reason = TextField(
        label=_("If the check fails: why does it keep the order all the same?"), rows=3,
        required=False, max_length=WHY,
    )  # fmt: skip

    def __init__(self, *args: Any, given: OmbudsmanForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and len(given.apologies) == 1:
            self.initial.setdefault("order", given.apologies[0][0])
        if not self.is_bound and given.letters:
            self.initial.setdefault("letter", given.letters[0][0])
        offer(self, "order", given.apologies)
        offer(self, "letter", given.letters, first=NONE_OF_THESE)

    @property
    def told(self) -> Apologised:
        """The apology."""
        data = self.cleaned_data
        return Apologised(
            order=data["order"], letter=int(data["letter"]) if data["letter"] else None,
            signed=Signed(data["signer"], data["post"]), is_kept=data["record"] == "kept",
            reason=data["reason"], on=data["on"],
        )  # fmt: skip


class ReplyForm(Telling):
    """What the Ombudsman says of the proof."""

    complaint = None  # type: ignore[assignment]  # Django drops a field so
    chosen = TickField(label=_("Of which orders?"))
    satisfied = RadioField(label=_("What does it say?"), choices=SATISFIED)
    more = forms.CharField(
        label=_("If it wants more: what?"), required=False, max_length=400
    )  # fmt: skip
    due = DayField(
        label=_("By which day, if it names one?"), required=False,
        help_text=_("For example, 27/3/2026"),
    )  # fmt: skip
    field_order = ("chosen", "satisfied", "more", "due", "words", "channel", "uploads", "on", "at")

    def __init__(self, *args: Any, given: OmbudsmanForm, **kwargs: Any) -> None:
        super().__init__(*args, given=given, **kwargs)
        offer(self, "chosen", given.sent)

    def clean(self) -> dict[str, Any]:
        """More is something, by a day that is not before it was asked."""
        told = super().clean()
        if told.get("satisfied") == "no" and not told.get("more"):
            self.add_error("more", _("What more does it want? Write it"))
        if told.get("due") and told.get("on") and told["due"] < told["on"]:
            self.add_error("due", _("That is before the day on which it was asked"))
        return told

    @property
    def told(self) -> Replied:
        """The Ombudsman's word."""
        data = self.cleaned_data
        return Replied(
            orders=tuple(data["chosen"]), is_satisfied=data["satisfied"] == "yes",
            words=data["words"], channel=data["channel"], when=self.when, more=data["more"],
            due=data["due"],
        )  # fmt: skip


class ReviewForm(Telling):
    """Somebody asks for a review."""

    complaint = None  # type: ignore[assignment]  # Django drops a field so
    who = RadioField(label=_("Who asks?"), choices=WHO)
    field_order = ("who", "words", "channel", "uploads", "on", "at")

    def __init__(self, *args: Any, given: OmbudsmanForm, **kwargs: Any) -> None:
        super().__init__(*args, given=given, **kwargs)
        self.fields["words"].label = _("On what grounds?")
        self.fields["channel"].label = _("How was it asked?")

    @property
    def told(self) -> Reviewed:
        """The request."""
        data = self.cleaned_data
        return Reviewed(is_ours=data["who"] == "ours", words=data["words"],
                        channel=data["channel"], when=self.when)  # fmt: skip


class RecommendedForm(Dated):
    """Our answer to each recommendation."""

    uploads = FilesField(label=_("A paper about it"), required=False, allow_empty_file=True)

    def __init__(self, *args: Any, given: OmbudsmanForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = given.recommended
        for number, one in enumerate(self.rows, 1):
            self.fields[f"answer_{number}"] = RadioField(
                label=_("What becomes of it?"), choices=ANSWERS, required=False, initial=one.answer
            )
            self.fields[f"why_{number}"] = TextField(
                label=_("Why, and by when?"), rows=2, required=False, max_length=WHY,
                initial=one.reason,
            )  # fmt: skip
        self.order_fields([name for name in self.fields if name not in ("on", "at", "uploads")])

    @property
    def asked(self) -> list[tuple[RecommendedSeen, BoundField, BoundField]]:
        """Each recommendation with its fields."""
        return [(one, self[f"answer_{n}"], self[f"why_{n}"]) for n, one in enumerate(self.rows, 1)]

    def clean(self) -> dict[str, Any]:
        """A no has its reason; at least one is answered."""
        told = super().clean()
        numbers = range(1, len(self.rows) + 1)
        for number in numbers:
            if told.get(f"answer_{number}") in ("no", "part") and not told.get(f"why_{number}"):
                self.add_error(f"why_{number}", _("Why? The Ombudsman reads this"))
        if self.rows and not any(told.get(f"answer_{number}") for number in numbers):
            self.add_error("answer_1", _("Answer at least one"))
        return told

    @property
    def told(self) -> tuple[Answer, ...]:
        """The answers that were given."""
        data = self.cleaned_data
        return tuple(
            Answer(question=one.key, answer=data[f"answer_{n}"], says=data[f"why_{n}"])
            for n, one in enumerate(self.rows, 1)
            if data[f"answer_{n}"]
        )


def proven_words(form: ProofForm) -> str:
    """Of which orders it was recorded that their proof went."""
    chosen = [form.named[key] for key in form.cleaned_data["chosen"]]
    words = _("Recorded as sent, the proof of: {orders}.")
    if not form.cleaned_data["proof"]:
        words = _("Recorded as said only, with nothing that shows it, the proof of: {orders}.")
    return words.format(orders="; ".join(chosen))


def done_of(form: DoneForm) -> Done:
    """What a form about something done tells."""
    given = form.cleaned_data
    return Done(
        chosen=tuple(given["chosen"]), words=given["words"], channel=given.get("channel", ""),
        when=form.when, proof=given["proof"],
    )  # fmt: skip
