"""The forms of letters: the shape of what is typed, and nothing about rules."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from putright.casework.actions.outgoing import LONGEST, Chosen, Text
from putright.casework.actions.outgoing_sending import Going
from putright.casework.actions.outgoing_translated import Translated
from putright.casework.outgoing_rules import LANGUAGES
from putright.casework.outgoing_shown import ENTRY
from putright.casework.queries.outgoing import Beginning, LetterPage
from putright.kit.forms import FilesField, RadioField, Said, TextField
from putright.kit.say import _
from putright.sheets.forms import Dated, WithFiles, Writing

REASON = "reason-"
"""What the name of a field begins with that answers a mark of the check."""
ANOTHER, BECAUSE = "another", "because"
"""Answers that say the rest in a field of their own, whose name begins so."""
MOST_FIELDS = 1200
"""Fields of a page that are looked at for answers: three to each mark."""


class TicksField(forms.MultipleChoiceField):
    """Any of a few, all in sight."""

    widget = forms.CheckboxSelectMultiple


class BeginForm(Writing):
    """What a letter begins with: its kind, its way, what it says from the case."""

    kind = RadioField(label=_("Which letter is it?"))
    way = RadioField(label=_("How will it go?"))
    entries = TicksField(
        label=_("What should it say that we did?"), required=False,
        help_text=_("Only what is shown on the timeline. It says the step and its day, no more."),
    )  # fmt: skip
    promises = TicksField(
        label=_("Which promises should it name?"), required=False,
        help_text=_("What was promised to this reader and is still to be kept. "
                    "Only what you tick is listed."),
    )  # fmt: skip
    settles = TicksField(
        label=_("What will this letter settle?"), required=False,
        help_text=_("Tick what it answers or keeps. It counts once the letter has gone."),
    )  # fmt: skip

    def __init__(self, *args: Any, before: Beginning, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        offered: Mapping[str, Any] = {
            "kind": before.kinds, "way": before.ways, "entries": before.entries,
            "promises": before.promises, "settles": before.settles,
        }  # fmt: skip
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = list(choices)
            if not choices and name in ("entries", "promises", "settles"):
                del self.fields[name]
        if not self.is_bound:
            self.initial.setdefault("kind", before.kinds[0][0] if before.kinds else "")

    @property
    def chosen(self) -> Chosen:
        """What the letter begins with."""
        told = self.cleaned_data
        return Chosen(
            kind=told["kind"],
            whom=self.before.whom,
            way=told["way"],
            entries=tuple(told.get("entries", ())),
            promises=tuple(told.get("promises", ())),
            settles=tuple(told.get("settles", ())),
        )


class Versioned(Writing):
    """A form about one version of a letter."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class WriteForm(Versioned):
    """The words of a letter."""

    body = TextField(
        label=_("The letter"), rows=22, max_length=LONGEST, strip=False,
        help_text=_("An empty line begins a paragraph. “## ” begins a heading, “- ” a line of a "
                    "list, and **two stars** make words bold."),
    )  # fmt: skip

    @property
    def text(self) -> Text:
        """The letter as it was typed, with the reasons given beside it."""
        told = self.cleaned_data
        return Text(version=told["version"], body=told["body"], reasons=reasons_in(self.data))


class BackForm(Versioned):
    """What the second reader wants to be different."""

    words = TextField(label=_("What should be different?"), rows=3, max_length=2000)


class DropForm(Versioned):
    """Why a letter is given up."""

    why = TextField(label=_("Why does it not go?"), rows=3, max_length=2000)


class SendForm(Dated):
    """How a letter goes, and when."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    way = RadioField(label=_("How does it go?"))
    stands = RadioField(label=_("If it goes by email, where do its words stand?"))
    large_print = forms.BooleanField(label=_("Print it in large letters"), required=False)
    is_sure = forms.BooleanField(required=False)
    posted_to = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    field_order = ("way", "stands", "on", "at", "large_print", "is_sure")

    def __init__(self, *args: Any, page: LetterPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["way"]
        field.choices = list(page.ways)
        self._ask_where_it_stands(page)
        self.address = page.posted_to
        if not page.posted_to:
            del self.fields["posted_to"]
        self.fields["on"].label = _("Which day does it go?")
        self.fields["is_sure"].label = _(
            "It reaches {name} and nobody else opens it. I looked at the address."
        ).format(name=page.letter.to)
        if not self.is_bound:
            large = "large" in page.letters_in.lower()
            self.initial.update(version=page.version, way=page.way, large_print=large)
            self.initial.update(posted_to=page.posted_to)
            self.initial.setdefault("at", self.now.time())

    def _ask_where_it_stands(self, page: LetterPage) -> None:
        """Only of a letter that can go from here by email."""
        if not page.email or "email" not in dict(page.ways):
            del self.fields["stands"]
            return
        field: Any = self.fields["stands"]
        field.choices = [
            ("file", Said(_("In an attached file"), _("A phone may keep a copy of the file."))),
            ("message", Said(_("In the message itself"), _("Deleted with it, nothing is left."))),
        ]
        if not self.is_bound:
            self.initial["stands"] = "message" if page.in_message else "file"

    @property
    def going(self) -> Going:
        """How it goes; whoever is shown the page again sees the address as it is by then."""
        told = self.cleaned_data
        self.show_again(posted_to=self.address)
        return Going(
            version=told["version"], way=told["way"], when=self.when, is_sure=told["is_sure"],
            large_print=told["large_print"], in_message=told.get("stands") == "message",
            posted_to=told.get("posted_to", ""),
        )  # fmt: skip


class ReturnedForm(Dated):
    """A letter came back."""

    how = TextField(
        label=_("How did it come back, and what does it say?"), rows=4, max_length=2000,
        help_text=_("For example: the envelope says that nobody of that name lives there."),
    )  # fmt: skip
    uploads = FilesField(
        label=_("A photo of the envelope, or the message"), required=False, allow_empty_file=True
    )

    field_order = ("how", "on", "at", "uploads")


class TakeBackForm(WithFiles):
    """A letter that waits does not go after all."""

    why = TextField(label=_("Why does it not go?"), rows=3, max_length=2000)


class TranslateForm(Versioned):
    """The letter in another language, who made it, who checked it."""

    language = forms.ChoiceField(label=_("Which language?"))
    made_how = RadioField(label=_("Who puts it into that language?"))
    made_by = forms.CharField(label=_("Their name, or the name of the service"), max_length=120)
    checked_by = forms.CharField(
        label=_("Which person checked it?"), max_length=120, required=False,
        help_text=_("Somebody else, who reads that language. What a machine made never goes "
                    "unchecked."),
    )  # fmt: skip
    title = forms.CharField(label=_("The title in that language"), max_length=200)
    body = TextField(
        label=_("The letter in that language"), rows=18, max_length=LONGEST, strip=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((code, _(word)) for code, word in LANGUAGES.items()), key=lambda p: p[1])
        ways = [
            ("person", Said(_("A person"))),
            ("machine", Said(_("A machine"), _("A person must check it before it goes."))),
        ]
        offered: Mapping[str, Any] = {"language": named, "made_how": ways}
        for name, choices in offered.items():
            field: Any = self.fields[name]
            field.choices = choices
        for name in ("title", "body"):
            self.fields[name].widget.attrs["dir"] = "auto"

    @property
    def told(self) -> Translated:
        """The letter in that language."""
        data = self.cleaned_data
        return Translated(
            version=data["version"], language=data["language"], title=data["title"],
            body=data["body"], made_how=data["made_how"], made_by=data["made_by"],
            checked_by=data["checked_by"],
        )  # fmt: skip


def reasons_in(data: Mapping[str, Any]) -> dict[str, str]:
    """The reasons that were typed beside the marks of a check, by the key of each mark."""
    named = list(data)[:MOST_FIELDS]
    kinds = (REASON, f"{ANOTHER}-", f"{BECAUSE}-")
    keys = dict.fromkeys(n.removeprefix(k) for n in named for k in kinds if n.startswith(k))
    said = ((key, _said(data, key)) for key in keys)
    return {key: why[:2000] for key, why in said if why is not None}


def _said(data: Mapping[str, str], key: str) -> str | None:
    """The answer to a mark; what was filled in without choosing it first counts as chosen."""
    chosen = _typed(data, REASON + key)
    number, why = _typed(data, f"{ANOTHER}-{key}"), _typed(data, f"{BECAUSE}-{key}")
    if f"{ANOTHER}-{key}" not in data and f"{BECAUSE}-{key}" not in data:
        return chosen
    if chosen not in ("", ANOTHER, BECAUSE):
        return chosen
    if chosen == ANOTHER or (number.strip() and not chosen):
        return ENTRY + number.strip()
    return why if chosen or why.strip() else None


def _typed(data: Mapping[str, str], name: str) -> str:
    """What was typed under a name; where it stands twice, an empty box takes nothing away."""
    if name not in data:
        return ""
    several: list[str] = data.getlist(name) if isinstance(data, QueryDict) else [str(data[name])]
    return next((each for each in reversed(several) if each.strip()), "")
