"""The public forms: short questions of which one alone is needed, and nothing that is refused.

An address that cannot be one, a way without its number, a tick too many: all of it is taken as it
was told, and a person sorts it out. What comes back to be put right may never be sent again.
"""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms

from putright.kit.forms import FilesField, Form, RadioField, Said, TextField, TickField
from putright.kit.say import _
from putright.portal.languages import LANGUAGES, language

BECAUSE = (("yes", _("Yes")), ("no", _("No")), ("not sure", _("I am not sure")))
FOR_WHOM = (
    ("me", _("Me, or my home")),
    ("somebody else", _("Somebody else")),
    ("many", _("Several homes or people")),
)
THEY_KNOW = (("yes", _("Yes")), ("no", _("No, they do not know")))
NO_WORDS = frozenset({"once", "safe", "for_whom", "they_know", "language", "hate"})
"""What alone tells nobody anything."""
NONE_SAFE = "none"
WAYS = (
    ("calls", _("A phone call")),
    ("text", _("A text message")),
    ("email", _("An email")),
    ("post", _("A letter")),
    ("visit", _("A visit")),
    (NONE_SAFE, Said(_("None of these is safe"), _("Then we will not get in touch. You ring us."))),
)


class Line(forms.CharField):
    """One line, of which nothing has to be filled in."""

    def __init__(self, *, fills: str = "off", **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs = {"autocomplete": fills}

    def to_python(self, value: Any) -> str:
        return _sayable(super().to_python(value))


class Words(TextField):
    """Somebody's own words, however many."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return _sayable(super().to_python(value))


class AnyId(forms.UUIDField):
    """The one-use id of the form; a broken one is none."""

    def clean(self, value: Any) -> UUID:
        try:
            return super().clean(value) or uuid4()
        except forms.ValidationError:
            return uuid4()


class AnyTicks(TickField):
    """Ticks of which strange ones are left out."""

    def clean(self, value: Any) -> list[str]:
        known = {key for key, _word in self.choices}  # type: ignore[union-attr, misc]
        return [one for one in value or () if one in known]


class AnyChoice(RadioField):
    """One of a few; a strange one is no answer."""

    def clean(self, value: Any) -> str:
        known = {key for key, _word in self.choices}  # type: ignore[union-attr, misc]
        return value if value in known else ""


class AnyLanguage(forms.ChoiceField):
    """A language of the list; a strange one is no answer."""

    def clean(self, value: Any) -> str:
        return value if language(value or "") else ""


class Sending(Form):
    """What every public form is: words and files, of which something has to be there."""

    kind: ClassVar[str]
    nothing: ClassVar[str] = _("Write what happened, or ring us. A few words are enough")
    once = AnyId(required=False, widget=forms.HiddenInput)
    photos = FilesField(
        label=_("Photos, sound or papers"), required=False, allow_empty_file=True,
        help_text=_("You can choose more than one, up to 100 MB together. Is a film bigger, or "
                    "your connection slow? Send your words now: you can add files after that."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.when_needed = ""  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Only a form on which nothing was written comes back."""
        given = super().clean() or self.cleaned_data
        written = [value for name, value in given.items() if name not in NO_WORDS]
        if not any(written):
            self.add_error("what", self.nothing)
        return given

    @property
    def told(self) -> dict[str, Any]:
        """What was answered, by the names of the questions; what was left empty is left out."""
        kept = {name: value for name, value in self.cleaned_data.items() if value}
        for name in ("once", "photos"):
            kept.pop(name, None)
        if spoken := language(kept.get("language", "")):
            kept["language"] = spoken.name
        return kept


class Telling(Sending):
    """What both forms ask besides what happened: who tells it, and how they are safely reached."""

    for_whom = AnyChoice(label=_("Who is this about?"), required=False, choices=FOR_WHOM)
    of_whom = Words(
        label=_("If it is not only about you: who are the others?"), rows=3,
        help_text=_("Names and addresses, as far as you know them and may tell us"),
    )  # fmt: skip
    they_know = AnyChoice(
        label=_("Do the others know that you are telling us?"), required=False, choices=THEY_KNOW
    )
    who = Line(label=_("Your name"), fills="name")
    address = Line(label=_("Your address"), fills="street-address")
    safe = AnyTicks(label=_("How can we safely reach you?"), required=False, choices=WAYS,
                    help_text=_("Tick only what nobody else will see or hear."))  # fmt: skip
    phone = Line(label=_("Phone number"), fills="tel")
    email = Line(label=_("Email address"), fills="email")
    best_time = Line(
        label=_("When is it safe?"), help_text=_("For example: weekdays from 9am to 2pm")
    )
    language = AnyLanguage(label=_("In which language should we write or talk to you?"),
                           required=False)  # fmt: skip
    needs = Line(
        label=_("Is there anything that makes this easier for you?"),
        help_text=_("For example large print, sign language, or somebody who comes with you"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken: Any = self.fields["language"]
        spoken.choices = [("", _("English")), *((one.code, one.own) for one in LANGUAGES)]
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        self.fields["email"].widget.attrs |= {"inputmode": "email", "autocapitalize": "none"}


class ReportForm(Telling):
    """Something happened."""

    what = Words(
        label=_("What happened?"), rows=8,
        help_text=_("Use your own words, in any language. There is no wrong way to say it."),
    )  # fmt: skip
    when_words = Line(label=_("When was it?"), help_text=_("About when is fine."))
    where = Line(label=_("Where was it?"))
    against = Line(label=_("Who did it?"), help_text=_("Only if you know, and want to say."))
    hate = AnyChoice(
        label=_("Was it because of who you are?"), required=False, choices=BECAUSE,
        help_text=_("For example your colour, faith, disability, sex, or whom you love. What you "
                    "feel is what counts."),
    )  # fmt: skip

    field_order = ("what", "when_words", "where", "against", "hate")
    kind = "report"


class ComplaintForm(Telling):
    """They are not happy with the landlord."""

    what = Words(
        label=_("What went wrong?"), rows=8,
        help_text=_("Use your own words, in any language. You do not have to call it a complaint."),
    )  # fmt: skip
    outcome = Words(label=_("What would put it right?"), rows=4)
    number = Line(label=_("A number that we gave you before"))

    field_order = ("what", "outcome", "number")
    kind = "complaint"


class MoreForm(Sending):
    """Something that belongs to what was sent a moment ago."""

    what = Words(label=_("Anything you forgot to say?"), rows=4)

    field_order = ("photos", "what")
    kind = "more"
    nothing = _("Choose a file, or write something")


def _sayable(text: Any) -> str:
    """Without the sign that no database keeps."""
    return str(text or "").replace("\0", "")
