"""The forms of triage: the shape of what is typed, and nothing about rules."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from putright.casework.actions.complaint_new import Who
from putright.casework.actions.triage import ENDS
from putright.casework.actions.triage_complaint import Complaining
from putright.casework.actions.triage_logged import Logged
from putright.casework.actions.triage_new import Complained
from putright.casework.actions.triage_place import Placed
from putright.casework.queries.complaint_forms import Logging
from putright.kit.forms import (
    DayField,
    FilesField,
    Form,
    RadioField,
    TextField,
    TickField,
    TimeField,
    offer,
)
from putright.kit.say import _

Choices = Sequence[tuple[str, str]]
LONGEST = 20_000
NEW = "new"
"""What the choice of none of those found sends."""


class VersionForm(Form):
    """What every form about something that came in carries: the version that its page showed."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)


class PassForm(VersionForm):
    """To whom it is passed."""

    team = forms.ChoiceField(label=_("To which team?"), required=False)
    officer = forms.ChoiceField(
        label=_("To a colleague?"), required=False,
        help_text=_("Only colleagues who are here today. While they are away it is their cover's."),
    )  # fmt: skip
    why = forms.CharField(label=_("What do they need to know?"), max_length=400, required=False)

    def __init__(self, *args: Any, teams: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "team", teams, first=_("Stay with this team"))
        offer(self, "officer", people, first=_("Nobody by name"))

    def chosen(self, name: str) -> UUID | None:
        """The id that was chosen."""
        return uuid_or_none(self.cleaned_data.get(name))


class ComingDay(DayField):
    """A day to come, which may be said as "today" or "tomorrow"."""

    today: date | None = None

    def to_python(self, value: Any) -> date | None:
        word = value.strip().lower() if isinstance(value, str) else ""
        if self.today and word in ("today", "tomorrow"):
            return self.today + timedelta(days=word == "tomorrow")
        return super().to_python(value)


class ParkForm(VersionForm):
    """Until when it is put off, and why."""

    on = ComingDay(label=_("Until which day?"),
                   help_text=_("Tomorrow, or a day within a fortnight"))  # fmt: skip
    at = TimeField(label=_("At what time?"), required=False, help_text=_("Left empty: 9am"))
    why = forms.CharField(label=_("What does it wait for?"), max_length=400)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day: Any = self.fields["on"]
        day.today = today

    def until(self, now: datetime) -> datetime:
        """The moment at which it stands in the queue again."""
        at = self.cleaned_data["at"] or time(9)
        return datetime.combine(self.cleaned_data["on"], at, now.tzinfo)


class EndForm(VersionForm):
    """How it ended that goes into no case."""

    outcome = RadioField(label=_("How did it end?"), choices=tuple(ENDS.items()))
    why = forms.CharField(
        label=_("Why does nothing of it belong to a case?"), max_length=400, required=False,
        help_text=_("It stays with what came, under your name. Nothing is deleted."),
    )  # fmt: skip

    def __init__(self, *args: Any, needs_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = needs_why
        self.fields["why"].error_messages["required"] = _(
            "Say in a few words why nothing of it belongs to a case"
        )


class PlaceForm(VersionForm):
    """From whom it is, and what they ask for."""

    whom = RadioField(
        label=_("Who is it from?"),
        help_text=_("You judge that. An address or a name proves nothing."),
    )
    asks = TextField(
        label=_("What do they ask for? One line for each thing"), rows=3, max_length=2000,
        required=False, help_text=_("Each line is then owed an answer."),
    )  # fmt: skip
    wants_call = forms.BooleanField(label=_("They want to be rung back"), required=False)
    unhappy = forms.BooleanField(label=_("They are unhappy with us"), required=False)

    def __init__(self, *args: Any, senders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "whom", senders)

    def placed(self, case: UUID) -> Placed:
        """Where it goes."""
        given = self.cleaned_data
        return Placed(
            case=case, whom=given["whom"], asks=_lines(given["asks"]),
            wants_call=given["wants_call"], unhappy=given["unhappy"],
        )  # fmt: skip


def _points() -> TextField:
    return TextField(
        label=_("Each point to be answered, one a line"), rows=3, max_length=4000, required=False,
        help_text=_("Left empty, their words are one point."),
    )  # fmt: skip


def _about_staff() -> TickField:
    return TickField(
        label=_("Is it about any of our staff?"), required=False,
        help_text=_("They neither handle it nor see it."),
    )  # fmt: skip


class ComplainHereForm(PlaceForm):
    """From whom it is and what they complain of, in the case it is put into."""

    complains = forms.CharField(initial="yes", widget=forms.HiddenInput, required=False)
    points = _points()
    about_staff = _about_staff()
    officer = forms.ChoiceField(label=_("Who looks after the case meanwhile?"), required=False)
    field_order = ("whom", "points", "asks", "wants_call", "about_staff", "officer")

    def __init__(self, *args: Any, asking: Logging, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unhappy"]
        offer(self, "about_staff", asking.staff)
        offer(self, "officer", asking.meanwhile, first=_("Nobody else"))
        if not asking.officer or not asking.meanwhile:
            del self.fields["officer"]
            return
        words = _("Who looks after the case meanwhile, if they complain about {name}?")
        self.fields["officer"].label = words.format(name=asking.officer_name)

    def complaining(self, case: UUID) -> Complaining:
        """Where it goes, and what is complained of; whoever complains is unhappy."""
        given = self.cleaned_data
        placed = Placed(case=case, whom=given["whom"], asks=_lines(given["asks"]),
                        wants_call=given["wants_call"])  # fmt: skip
        return Complaining(
            placed=placed, points=_lines(given["points"]),
            about_staff=tuple(UUID(one) for one in given["about_staff"]),
            officer=uuid_or_none(given.get("officer")),
        )  # fmt: skip


class ComplaintForm(VersionForm):
    """A complaint of somebody who has no case here."""

    name = forms.CharField(label=_("Who complains? Their name"), max_length=120)
    person = RadioField(label=_("Is it one of these people?"), required=False)
    email = forms.EmailField(label=_("An email address that is safe to use"), required=False)
    phone = forms.CharField(label=_("A number that is safe to ring"), required=False, max_length=40)
    text = TextField(label=_("What do they complain of, in their words?"), rows=8,
                     max_length=LONGEST)  # fmt: skip
    points = _points()
    about_staff = _about_staff()

    def __init__(self, *args: Any, people: Choices, staff: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "about_staff", staff)
        if people:
            offer(self, "person", [*people, (NEW, _("None of these"))])
            self.fields["person"].required = True
        else:
            del self.fields["person"]

    def told(self, home: UUID | None) -> Complained:
        """The complaint as a person read it out of what came."""
        given = self.cleaned_data
        who = Who(name=given["name"], person=uuid_or_none(given.get("person")), home=home,
                  phone=given["phone"], email=given["email"])  # fmt: skip
        return Complained(
            text=given["text"], points=_lines(given["points"]), who=who,
            about_staff=tuple(UUID(one) for one in given["about_staff"]),
        )  # fmt: skip


class LoggedForm(Form):
    """A call or a letter that somebody else is to see to."""

    door = ""
    place = ""
    in_danger = forms.BooleanField(
        label=_("Yes, now: I have told them to ring 999"), required=False
    )
    is_urgent = forms.BooleanField(
        label=_("It is urgent"), required=False,
        help_text=_("Then it stands at the top, and has the shorter time."),
    )  # fmt: skip
    name = forms.CharField(label=_("Who was it?"), max_length=120, required=False)
    reach = forms.CharField(
        label=_("Their number or address"), max_length=120, required=False,
        help_text=_("As they gave it. It is not used to reach them before a person has looked."),
    )  # fmt: skip
    text = TextField(label=_("What did they say, in their words?"), rows=8, max_length=LONGEST)
    on = DayField(label=_("Which day was it?"))
    at = TimeField(label=_("What time?"), required=False, help_text=_("Left empty: just now"))
    where = forms.CharField(
        label=_("Which home is it about?"), max_length=120, required=False,
        help_text=_("Part of the address or the postcode"),
    )  # fmt: skip
    home = RadioField(label=_("Which home is it?"), required=False)
    patch = forms.ChoiceField(
        label=_("If nobody knows the home: which patch?"), required=False,
        help_text=_("A patch that is vacant has a cover, who gets it."),
    )  # fmt: skip
    officer = forms.ChoiceField(
        label=_("Whom was it meant for?"), required=False,
        help_text=_("If they are away, whoever covers for them gets it at once."),
    )  # fmt: skip
    calls_back = forms.BooleanField(label=_("They want to be rung back"), required=False)
    about_staff = TickField(
        label=_("Is it about any of our staff?"), required=False,
        help_text=_("They will not see it."),
    )  # fmt: skip
    uploads = FilesField(label=_("Scans, photos, recordings"), required=False,
                         allow_empty_file=True)  # fmt: skip

    def __init__(
        self, *args: Any, now: datetime, homes: Choices, patches: Choices, people: Choices,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.now = now
        if not self.is_bound:
            self.initial.setdefault("on", now.date())
        offer(self, "patch", patches, first=_("Not known"))
        offer(self, "officer", people, first=_("Nobody by name"))
        offer(self, "about_staff", people)
        self.has_homes = bool(homes)
        if homes:
            offer(self, "home", [*homes, (NEW, _("None of these"))])
        else:
            del self.fields["home"]

    def clean_on(self) -> date:
        """No day that is yet to come."""
        day: date = self.cleaned_data["on"]
        if day > self.now.date():
            raise ValidationError(_("Which day was it? It has not come yet"))
        return day

    def clean(self) -> dict[str, Any]:
        """Homes that fit are looked at before it is saved."""
        given = super().clean() or {}
        if self.has_homes and not given.get("home"):
            self.add_error("home", _("Which home is it? Choose an answer"))
        if given.get("where") and not self.has_homes:
            self.add_error("where", _("No home of ours has this address. Write another part of it, "
                                      "or leave it empty"))  # fmt: skip
        return given

    def logged(self) -> Logged:
        """What is kept of it."""
        given = self.cleaned_data
        at = self.now
        if given["at"] or given["on"] != self.now.date():
            hour = given["at"] or time(12)
            at = min(datetime.combine(given["on"], hour, self.now.tzinfo), self.now)
        return Logged(
            door=self.door, text=given["text"], at=at, name=given["name"], reach=given["reach"],
            home=uuid_or_none(given.get("home")), patch=uuid_or_none(given["patch"]),
            officer=uuid_or_none(given["officer"]), calls_back=given["calls_back"],
            is_urgent=given["is_urgent"], in_danger=given["in_danger"],
            about_staff=tuple(UUID(one) for one in given["about_staff"]),
        )  # fmt: skip


class CallForm(LoggedForm):
    """A call."""

    door = "phone log"
    place = "call"
    field_order = ("in_danger", "is_urgent", "name", "reach", "text", "on", "at", "where", "home",
                   "patch", "officer", "calls_back", "about_staff", "uploads")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Who rang?")
        self.fields["uploads"].label = _("A recording, if there is one")


class LetterForm(LoggedForm):
    """A letter that came by post or over the counter."""

    door = "letter scan"
    place = "letter"
    field_order = ("in_danger", "is_urgent", "uploads", "name", "reach", "text", "on", "at",
                   "where", "home", "patch", "officer", "about_staff")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_danger"].label = _("Yes, now: I have rung 999")
        self.fields["name"].label = _("Who wrote it?")
        self.fields["text"].label = _("What does it say, in short?")
        self.fields["text"].required = False
        self.fields["uploads"].label = _("The scan")
        self.fields["on"].label = _("Which day did it come?")
        del self.fields["calls_back"]

    def logged(self) -> Logged:
        """A letter asks for no call."""
        self.cleaned_data["calls_back"] = False
        return super().logged()


def uuid_or_none(told: Any) -> UUID | None:
    """The id that was chosen, if any was."""
    try:
        return UUID(str(told or ""))
    except ValueError:
        return None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
