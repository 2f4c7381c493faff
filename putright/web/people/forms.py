"""What is asked about a person. Nothing is OK until somebody said so."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from putright.core.events.person import CHANNELS, Details, Way
from putright.kit.forms import DayField, Form, RadioField, Said, TextField
from putright.kit.say import _
from putright.web.people.shown import way_names

HOWS = (
    ("met", _("They told us, face to face")),
    ("we rang", _("They told us on a call that we made to a number that is safe")),
    ("word", _("They told us on a call that they made, and knew the code word")),
    ("speaks", _("Somebody who may speak for them told us")),
    ("agency", _("Another agency told us")),
    ("document", _("We saw a document")),
    ("seen", _("We saw it ourselves")),
)
SAYINGS = (
    ("ok", _("OK")),
    ("only when", _("Only when ...")),
    ("not ok", _("Not OK")),
    ("not asked", _("We have not asked")),
)
LONG = 400
SHORT = 120


class Told(Form):
    """What each form about a person asks: how we know. ``seen`` is the last entry on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    how = RadioField(
        label=_("How do we know?"),
        choices=HOWS,
        help_text=_("An email alone shows nothing of who wrote it: ring or visit first."),
    )
    how_more = forms.CharField(
        label=_("Anything to add on how we know"), required=False, max_length=200
    )

    @property
    def how_we_know(self) -> str:
        """The answer as it is written down."""
        said = str(dict(HOWS)[self.cleaned_data["how"]])
        more = self.cleaned_data["how_more"]
        return f"{said}. {more}" if more else said

    @property
    def asked(self) -> list[Any]:
        """The visible fields that the form asks besides how we know."""
        return [each for each in self.visible_fields() if each.name not in ("how", "how_more")]


class ContactForm(Told):
    """How it is safe to reach the person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for channel, name in way_names().items():
            self.fields[channel] = RadioField(
                label=name,
                choices=SAYINGS,
                initial="not asked",
                error_messages={"required": _("{name}: choose an answer").format(name=name)},
            )
            self.fields[f"{channel}_when"] = forms.CharField(
                label=_("{name}: only when, or why not").format(name=name),
                required=False,
                max_length=200,
            )
        self.order_fields(
            [*(f"{c}{end}" for c in CHANNELS for end in ("", "_when")), *WORDS_OF_CONTACT]
        )

    checked_with = forms.CharField(
        label=_("Whom did we ask?"),
        max_length=SHORT,
        help_text=_("For instance: herself, by phone."),
    )
    best_time = forms.CharField(label=_("Best time"), required=False, max_length=SHORT)
    code_word = forms.CharField(
        label=_("Code word"),
        required=False,
        max_length=40,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Leave it empty to keep the one we have."),
    )
    language = forms.CharField(label=_("Language they speak"), required=False, max_length=60)
    interpreter = forms.CharField(
        label=_("Interpreter"),
        required=False,
        max_length=SHORT,
        help_text=_("Who, for which language, and whom they do not want."),
    )
    letters_in = forms.CharField(
        label=_("Language of letters"), required=False, max_length=60,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for channel, name in way_names().items():
            if told.get(channel) == "only when" and not told.get(f"{channel}_when"):
                words = _("{name}: write when it is safe").format(name=name)
                self.add_error(f"{channel}_when", ValidationError(words))
        return told

    @property
    def sets(self) -> Details:
        """What the answers say; an empty code word keeps the one there is."""
        told = self.cleaned_data
        return Details(
            ways={c: Way(says=told[c], when=told[f"{c}_when"]) for c in CHANNELS},
            code_word=told["code_word"] or None,
            **{name: told[name] for name in WORDS_OF_CONTACT if name != "code_word"},
        )


WORDS_OF_CONTACT = (
    "checked_with", "best_time", "code_word", "language", "interpreter", "letters_in",
)  # fmt: skip


class DetailsForm(Told):
    """Who somebody is and by which numbers; the rules of contact are asked apart."""

    name = forms.CharField(label=_("Name"), max_length=SHORT)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    other_phone = forms.CharField(label=_("Other phone"), required=False, max_length=40)
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        widget=forms.TextInput,
        error_messages={"invalid": _("Email: write an address such as name@example.org")},
    )
    post_to = TextField(
        label=_("Where to send post"),
        required=False,
        rows=3,
        max_length=LONG,
        help_text=_("Only where it is not the home. A safe address has a page of its own."),
    )
    is_child = forms.BooleanField(label=_("Under 18"), required=False)
    born_on = DayField(
        label=_("Date of birth"), required=False, help_text=_("Only where the age matters.")
    )
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=SHORT)
    role = forms.CharField(label=_("What they do there"), required=False, max_length=SHORT)
    staff_risk = forms.CharField(
        label=_("Risk to staff who visit"),
        required=False,
        max_length=LONG,
        help_text=_("What happened and what to do, in plain words."),
    )

    NAMES = (
        "name", "phone", "other_phone", "email", "post_to", "is_child", "born_on",
        "organisation", "role", "staff_risk",
    )  # fmt: skip

    def sets(self, known: Details) -> Details:
        """Only what differs from what is known; an emptied answer empties it."""
        told = {name: self.cleaned_data[name] for name in self.NAMES}
        empty: tuple[object, ...] = ("", None, False)
        return Details(
            **{
                name: value
                for name, value in told.items()
                if value != getattr(known, name)
                and not (value in empty and getattr(known, name) in empty)
            }
        )


class NeedForm(Told):
    """A need and what helps; nobody is asked to prove one."""

    what = forms.CharField(
        label=_("What do they need us to know?"),
        max_length=LONG,
        help_text=_("In their own words. Do not ask for proof."),
    )
    helps = forms.CharField(label=_("What helps"), required=False, max_length=LONG)
    review_on = DayField(label=_("When do we look at this again?"), required=False)


class AuthorityForm(Told):
    """Somebody who may speak for the person."""

    name = forms.CharField(label=_("Who may speak for them?"), max_length=SHORT)
    may_be_told = TextField(
        label=_("What may they be told?"),
        rows=3,
        max_length=LONG,
        help_text=_("Whatever is not named here they are not told."),
    )
    shown_by = forms.CharField(
        label=_("What shows it?"),
        max_length=200,
        help_text=_("For instance a signed form of 3 April 2026, or their words on the phone."),
    )
    until = DayField(label=_("Until when?"), help_text=_("Ask again by then."))


class SafeAddressForm(Told):
    """Where somebody who fled lives now; what is written here is not shown to who writes it."""

    address = TextField(label=_("The safe address"), rows=4, max_length=300)
    since = DayField(label=_("Since when?"))


class EndForm(Told):
    """Something ends; that it was there stays."""


class ShowForm(Form):
    """What is shown on demand, with a note of who looked."""

    what = forms.ChoiceField(choices=[("code word", ""), ("safe address", "")])


class FindForm(Form):
    """What somebody on the phone says of a person."""

    q = forms.CharField(
        label=_("Name, part of the address, reference or phone number"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class StakeForm(Form):
    """A stake of one's own: first whom or what, then which of those, then why."""

    typed = forms.CharField(
        label=_("Whom or which home is it about?"),
        max_length=80,
        help_text=_("A name, a reference, or an address."),
    )
    about = RadioField(
        label=_("Which of these?"),
        required=False,
        error_messages={"invalid_choice": _("Choose which one you mean")},
    )
    why = forms.CharField(
        label=_("What is your stake?"),
        max_length=200,
        required=False,
        help_text=_("For instance: my sister, my neighbour, my own home."),
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = offered  # type: ignore[attr-defined]

    def is_whole(self) -> bool:
        """Whether one was chosen and a reason given, as saving wants it."""
        if not self.cleaned_data.get("about"):
            self.add_error("about", _("Choose which one you mean"))
        if not self.cleaned_data.get("why"):
            self.add_error("why", _("Fill in: What is your stake?"))
        return not self.errors


class ImportForm(Form):
    """A file to look at, or the one looked at a moment ago to bring in."""

    kind = RadioField(
        label=_("What does the file hold?"),
        choices=[
            ("homes", Said(_("Homes"), _("Bring these in first."))),
            ("people", Said(_("People"), _("Then these, who live in the homes."))),
            ("tenancies", Said(_("Tenancies"), _("Last, who holds which home."))),
        ],
    )
    file = forms.FileField(
        label=_("The CSV file"),
        help_text=_("Nothing is saved before you have seen what would happen."),
        error_messages={
            "empty": _("The file is empty."),
            "required": _("Choose the file to look at"),
        },
    )
    kept = forms.RegexField(regex=r"\A[0-9a-f]{32}\Z", required=False, widget=forms.HiddenInput)
    leave_out = forms.BooleanField(
        label=_("Leave out the faulty rows and bring in the rest"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not (self.is_bound and self.data.get("kept"))
