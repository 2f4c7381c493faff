"""The forms of complaints: the shape of what is typed, and nothing about rules."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms

from putright.casework.actions.adding import When
from putright.casework.actions.complaint_new import Who
from putright.casework.actions.complaints import Made, Says
from putright.casework.queries.complaint_forms import Asking, Logging
from putright.kit.forms import (
    DayField,
    FilesField,
    Form,
    RadioField,
    Said,
    TextField,
    TickField,
    offer,
)
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated, WithFiles, Writing

Choices = Sequence[tuple[str, str]]
LINES = _("One on each line.")
SOMEBODY_NEW = "new"
EVERY = (
    ("1 week", _("Every week")), ("2 weeks", _("Every two weeks")),
    ("5 working days", _("Every 5 working days")), ("10 working days", _("Every 10 working days")),
)  # fmt: skip


class ComplaintFields(forms.Form):
    """What somebody complains of, in their words."""

    text = TextField(label=_("What went wrong, in their words?"), rows=6, max_length=LONGEST)
    points = TextField(
        label=_("What are the points? They are answered one by one"), rows=4, max_length=4000,
        required=False,
        help_text=_("One on each line. Left empty, there is one: what is written above."),
    )  # fmt: skip
    wants = TextField(
        label=_("What would they like to happen?"),
        rows=3,
        required=False,
        max_length=2000,
        help_text=LINES,
    )
    about_staff = TickField(label=_("Whom of our staff do they complain about?"), required=False)
    about_others = forms.CharField(
        label=_("Somebody else, a contractor perhaps"), required=False, max_length=200
    )
    group = forms.IntegerField(
        label=_("How many residents complain together?"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Leave it empty for one."),
    )
    helper = forms.CharField(
        label=_("Does somebody speak for them? Their name"), required=False, max_length=120
    )
    scope = forms.CharField(
        label=_("What may that person be told, and how do we know that they may?"),
        required=False,
        max_length=400,
    )
    until = DayField(label=_("Until when do they speak for them?"), required=False)
    handler = forms.ChoiceField(label=_("Who handles it?"), required=False)
    officer = forms.ChoiceField(
        label=_("Who looks after the case meanwhile?"), required=False,
        help_text=_("Needed where they complain about the officer of the case. Every promise of "
                    "the case passes to that person."),
    )  # fmt: skip

    def made(self, **told: Any) -> Made:
        """What was told."""
        given = self.cleaned_data
        points = _lines(given["points"]) or (given["text"],)
        return Made(
            text=given["text"], points=points, wants=_lines(given["wants"]),
            about_staff=tuple(UUID(one) for one in given["about_staff"]),
            about_others=given["about_others"], group=given["group"] or 0, helper=given["helper"],
            scope=given["scope"], until=given["until"], handler=_id(given["handler"]),
            officer=_id(given.get("officer", "")), **told,
        )  # fmt: skip

    def _check_helper(self, given: dict[str, Any]) -> None:
        if given.get("helper") and not given.get("scope"):
            self.add_error("scope", _("What may that person be told, and how do we know that they "
                                      "may? Fill this in"))  # fmt: skip


class LogForm(ComplaintFields, Dated):
    """A complaint in a case: from the entry it was first said in, or said just now."""

    whom = forms.ChoiceField(label=_("Who complains?"))
    channel = forms.ChoiceField(label=_("How did they say it?"), initial="phone")

    field_order = (
        "whom", "channel", "on", "at", "text", "points", "wants", "about_staff", "about_others",
        "officer", "group", "helper", "scope", "until", "handler",
    )  # fmt: skip

    def __init__(self, *args: Any, asking: Logging, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = asking
        offer(self, "whom", asking.people)
        offer(self, "channel", asking.channels)
        offer(self, "about_staff", asking.staff)
        offer(self, "handler", [("", _("Nobody yet")), *asking.handlers])
        offer(self, "officer", asking.meanwhile)
        if asking.officer_name:
            words = _("Who looks after the case meanwhile, if they complain about {name}?")
            self.fields["officer"].label = words.format(name=asking.officer_name)
        if not asking.officer or not asking.meanwhile:
            del self.fields["officer"]
        if asking.source is not None:
            for name in ("on", "at", "channel", *(["whom"] if asking.source_is_theirs else [])):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Who speaks for somebody, with what they may be told."""
        given = super().clean() or {}
        self._check_helper(given)
        names_officer = self.asking.officer in (given.get("about_staff") or ())
        if names_officer and not given.get("officer"):
            self.add_error(None if "officer" not in self.fields else "officer",
                           _("Who looks after the case meanwhile? Choose somebody"))  # fmt: skip
        return given

    def told(self) -> Made:
        """The complaint as the casework takes it."""
        given, source = self.cleaned_data, self.asking.source
        if source is None:
            return self.made(whom=given["whom"], channel=given["channel"], when=self.when)
        first = self.asking.people[0][0] if self.asking.people else "resident"
        return self.made(whom=given.get("whom") or first, entry=source.number)


class NewForm(ComplaintFields, Form):
    """A complaint of somebody who has no case yet."""

    name = forms.CharField(label=_("Who complains? Their name"), max_length=120)
    person = RadioField(label=_("Is it one of these people?"), required=False)
    where = forms.CharField(
        label=_("Where do they live?"), required=False, max_length=200,
        help_text=_("Part of the address or the postcode. Leave it empty if they do not say."),
    )  # fmt: skip
    home = RadioField(label=_("Which home is it?"), required=False)
    phone = forms.CharField(label=_("A number that is safe to ring"), required=False, max_length=40)
    email = forms.EmailField(label=_("An email address that is safe to use"), required=False)
    channel = forms.ChoiceField(label=_("How did they say it?"), initial="phone")

    field_order = (
        "name", "person", "where", "home", "phone", "email", "channel", "text", "points", "wants",
        "about_staff", "about_others", "group", "helper", "scope", "until",
    )  # fmt: skip

    def __init__(
        self, *args: Any, staff: Choices, channels: Choices, people: Choices, homes: Choices,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        offer(self, "about_staff", staff)
        offer(self, "channel", channels)
        for name in ("officer", "handler"):
            del self.fields[name]
        self.has_people, self.has_homes = bool(people), bool(homes)
        found = {"person": (people, _("Somebody new")), "home": (homes, _("None of these"))}
        for name, (choices, other) in found.items():
            if choices:
                offer(self, name, [*choices, (SOMEBODY_NEW, other)])
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """People of that name are looked at before anybody new is made."""
        given = super().clean() or {}
        self._check_helper(given)
        if self.has_people and not given.get("person"):
            self.add_error("person", _("Is it one of these people? Choose an answer"))
        if self.has_homes and not given.get("home"):
            self.add_error("home", _("Which home is it? Choose an answer"))
        if given.get("where") and not self.has_homes:
            self.add_error("where", _("No home of ours has this address. Write another part of it, "
                                      "or leave it empty"))  # fmt: skip
        return given | {"handler": "", "officer": ""}

    def told(self, now: datetime) -> Made:
        """The complaint as the casework takes it."""
        return self.made(
            whom="resident", channel=self.cleaned_data["channel"], when=When(now.date(), now)
        )

    def who(self) -> Who:
        """Who complains, and how they are reached."""
        given = self.cleaned_data
        person, home = (_id(str(given.get(name) or "")) for name in ("person", "home"))
        return Who(name=given["name"], person=person, home=home, phone=given["phone"],
                   email=given["email"])  # fmt: skip


class SaysForm(Dated):
    """What somebody says about their complaint."""

    whom = forms.ChoiceField(label=_("Who says so?"))
    channel = forms.ChoiceField(label=_("How?"), initial="phone")
    text = TextField(label=_("What do they say, in their words?"), rows=5, max_length=LONGEST)

    field_order: tuple[str, ...] = ("whom", "channel", "text", "wants", "on", "at")

    is_ours = False
    """Whether it is we who turn to them: then only a way that is safe."""

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = asking
        offer(self, "whom", asking.people)
        offer(self, "channel", asking.ways if self.is_ours else asking.channels)

    def says(self) -> Says:
        """What was said."""
        given = self.cleaned_data
        return Says(whom=given["whom"], channel=given["channel"], when=self.when,
                    text=given["text"], wants=_lines(given.get("wants", "")))  # fmt: skip


class EscalateForm(SaysForm):
    """They want the next stage: no reason is asked for."""

    wants = TextField(
        label=_("What would put it right, in their words?"), rows=3, required=False,
        max_length=2000, help_text=_("Only if they say so. Nobody asks for reasons."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.required, text.label = False, _("Anything they want to say about it")


class PointForm(SaysForm):
    """They complain of something more."""

    related = RadioField(
        label=_("Does it belong to this complaint?"),
        choices=(
            ("yes", Said(_("Yes"), _("It joins stage 1 while that is not answered"))),
            ("no", Said(_("No"), _("It is a complaint of its own, with its own day"))),
        ),
    )  # fmt: skip

    field_order = ("whom", "channel", "text", "related", "on", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What else went wrong, in their words?")


class RepresentForm(SaysForm):
    """Somebody speaks for them in the complaint."""

    helper = forms.CharField(label=_("Who speaks for them? The name"), max_length=120)
    until = DayField(label=_("Until when?"), required=False)

    field_order = ("whom", "channel", "helper", "text", "until", "on", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What may that person be told, and how do we know?")


class DefineForm(SaysForm):
    """What the complaint is, as agreed with them."""

    is_ours = True

    points = TextField(label=_("The points, one on each line"), rows=6, max_length=6000)
    wants = TextField(label=_("What would they like to happen? One on each line"), rows=4,
                      required=False, max_length=4000)  # fmt: skip

    field_order = ("whom", "channel", "points", "wants", "text", "on", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.required, text.label = False, _("Anything else that was said")
        self.fields["whom"].label = _("With whom was it agreed?")
        for key, what, answer, why in self.asking.points:
            self.fields[f"ours_{key}"] = RadioField(
                label=_("“{what}”: do we answer for it?").format(what=what), required=False,
                choices=(("yes", _("Yes")), ("partly", _("For part of it")), ("no", _("No"))),
                initial=answer or "yes",
            )  # fmt: skip
            self.fields[f"why_{key}"] = forms.CharField(
                label=_("“{what}”: why, and who does").format(what=what), required=False,
                max_length=400, initial=why,
            )  # fmt: skip

    @property
    def lines(self) -> tuple[str, ...]:
        """The points, one by one."""
        return _lines(self.cleaned_data["points"])

    def responsible(self) -> dict[str, tuple[str, str]]:
        """For each point, whether the landlord answers for it, and why."""
        given = self.cleaned_data
        return {
            key: (given[f"ours_{key}"], given[f"why_{key}"])
            for key, *_rest in self.asking.points
            if given.get(f"ours_{key}")
        }


class AssignForm(Writing):
    """Who handles the complaint."""

    handler = RadioField(label=_("Who handles it?"))

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "handler", asking.handlers)


class UpdatesForm(SaysForm):
    """How often they hear from us while the answer is late."""

    is_ours = True

    every = RadioField(label=_("How often do they hear from us?"), choices=EVERY)

    field_order = ("whom", "channel", "every", "text", "on", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
        self.fields["text"].label = _("What else was agreed?")


class UpdateForm(SaysForm):
    """They were told how the answer stands."""

    is_ours = True

    uploads = FilesField(
        label=_("The letter or message that shows it, if you have it"), required=False,
        allow_empty_file=True,
    )  # fmt: skip

    field_order = ("whom", "channel", "text", "uploads", "on", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("What were they told?")
        self.fields["whom"].label = _("Whom did you tell?")


class AgreeForm(SaysForm):
    """A later day that they agreed to."""

    is_ours = True

    until = DayField(label=_("Which day did they agree to?"))

    field_order = ("whom", "channel", "until", "text", "on", "at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Why, and what did they say?")

    def clean_until(self) -> date:
        """No day that is over."""
        return _to_come(self.cleaned_data["until"], self.now.date())


class WeighForm(Writing):
    """Whether it must be refused."""

    ground = RadioField(label=_("On which ground?"))
    decision = RadioField(
        label=_("What do you come to?"),
        choices=(("take", _("Take it all the same")), ("refuse", _("Refuse it on this ground"))),
    )
    text = TextField(
        label=_("What did you weigh?"), rows=5, max_length=LONGEST,
        help_text=_("Why they could not say it sooner, what it meant for them, what can still be "
                    "found out."),
    )  # fmt: skip

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ground", _grounds(asking))


class ReopenForm(Writing):
    """Why a refused complaint is taken up again."""

    text = TextField(
        label=_("Why do you take it up again?"), rows=4, max_length=4000,
        help_text=_("The Ombudsman told us to, say, or what we went by was wrong."),
    )  # fmt: skip

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asking = asking


class RefuseForm(WithFiles):
    """Why it is refused, and the file that shows it where the ground wants one."""

    ground = RadioField(label=_("On which ground?"))
    reasons = TextField(label=_("Why does it hold here? They read this"), rows=5, max_length=4000)
    evidence = TextField(label=_("What shows it? They read this"), rows=3, max_length=2000)
    uploads = FilesField(
        label=_("The file that shows it"), required=False, allow_empty_file=True,
        help_text=_("For a court: the claim form and its particulars. It is kept with the "
                    "complaint."),
    )  # fmt: skip
    still = forms.CharField(
        label=_("What will we do about the matter all the same?"), required=False, max_length=400
    )

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ground", _grounds(asking))


class ExtendForm(Writing):
    """A new day for the answer."""

    until = DayField(label=_("By which day will you answer?"))
    reason = TextField(
        label=_("Why does it need longer? They read this"), rows=4, max_length=4000,
        help_text=_("A witness we still have to hear, say. Not that we are busy."),
    )  # fmt: skip

    def __init__(self, *args: Any, asking: Asking, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and asking.longest:
            self.initial.setdefault("until", asking.longest)


class StandingForm(Writing):
    """How the answer stands."""

    what = forms.CharField(label=_("What will we do? They read this"), max_length=300)
    by = DayField(label=_("By which day?"))
    next_on = DayField(label=_("By which day do they hear from us next?"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_by(self) -> date:
        """No day that is over."""
        return _to_come(self.cleaned_data["by"], self.today)


def _grounds(asking: Asking) -> Choices:
    words = _("Needed: {evidence}.")
    two = _("Two people weigh it first.")
    return [
        (one.id, Said(one.says, " ".join([words.format(evidence=one.evidence),
                                          *([two] if one.discretion else [])])))
        for one in asking.grounds
    ]  # fmt: skip


def _to_come(day: date, today: date) -> date:
    if day < today:
        raise forms.ValidationError(_("By which day? That day is over"))
    return day


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
