"""The form of a bundle: per question the entries that answer it, and what is withheld."""

from typing import Any

from django import forms
from django.forms import BoundField

from putright.casework.actions.bundles import ALL, Told
from putright.casework.queries.bundles import BundleForm
from putright.kit.forms import RadioField, Said, TextField, TickField, offer
from putright.kit.say import _
from putright.sheets.forms import Writing

KINDS = (
    ("shared", Said(_("To be shared, with words withheld where you say so"),
                    _("Never holds originals, their names or their digests"))),
    ("whole", Said(_("The Ombudsman's own set, with nothing withheld and the originals"),
                   _("A second person has to agree first"))),
)  # fmt: skip


class AskForm(Writing):
    """What goes into a bundle."""

    kind = RadioField(label=_("Which set is it?"), choices=KINDS, initial="shared")
    words = TextField(
        label=_("Names and words to withhold"), rows=4, required=False, max_length=8000,
        help_text=_("One a line: names, addresses, numbers. Spellings that you do not name are not "
                    "found, so write each of them."),
    )  # fmt: skip
    looked = TickField(
        label=_("Papers with pictures that you looked at, and that show nothing to withhold"),
        required=False,
        help_text=_("No program can be sure of what stands in a picture or a scan. Where words are "
                    "withheld, one that is not ticked is named and not shown. A tick beside a "
                    "message is for what came with it as well."),
    )  # fmt: skip
    checked = TickField(
        label=_("Files that no virus scanner has looked at, and that may go in all the same"),
        required=False,
        help_text=_("One that is not ticked is named in the bundle and not shown. Tick only what "
                    "was checked somewhere else, or what you know."),
    )  # fmt: skip
    checked_why = forms.CharField(
        label=_("Why may they go in?"), required=False, max_length=300,
        help_text=_("It stands in the bundle with your name, and in the log of the case."),
    )  # fmt: skip

    def __init__(self, *args: Any, given: BundleForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = given
        self._offer_files(given)
        for number, one in enumerate(given.questions):
            self.fields[f"entries_{number}"] = TickField(
                label=_("What answers it?"), required=False, initial=list(one.answers),
                choices=[(ALL, _("Every entry of the case")), *given.entries],
            )  # fmt: skip
            self.fields[f"none_{number}"] = forms.CharField(
                label=_("If there is none, or not all: why?"), required=False, max_length=600,
                initial=one.none,
            )  # fmt: skip

    def _offer_files(self, given: BundleForm) -> None:
        """Only what a person has to look at, or to answer for, is asked about."""
        offer(self, "looked", given.files)
        if not given.files:
            del self.fields["looked"]
        every = [(ALL, _("All of these"))] if len(given.unscanned) > 1 else []
        offer(self, "checked", [*every, *given.unscanned])
        if not given.unscanned:
            del self.fields["checked"], self.fields["checked_why"]

    @property
    def questions(self) -> list[tuple[str, BoundField, BoundField]]:
        """Each question with its fields."""
        return [
            (one.what, self[f"entries_{number}"], self[f"none_{number}"])
            for number, one in enumerate(self.given.questions)
        ]

    def clean(self) -> dict[str, Any]:
        """Each question is answered, or it says why not."""
        told = super().clean() or {}
        for number, one in enumerate(self.given.questions):
            if not told.get(f"entries_{number}") and not told.get(f"none_{number}"):
                words = _("Question {n}, “{what}”: choose what answers it, or say why none is")
                said = words.format(n=number + 1, what=one.what)
                self.add_error(f"entries_{number}", said)
        if told.get("checked") and not told.get("checked_why"):
            self.add_error("checked_why", _("Say why files that were not scanned may go in"))
        if not self.given.questions:
            self.add_error(None, _("Write down first what the Ombudsman asks"))
        return told

    def told(self) -> Told:
        """What was asked for."""
        given, keys = self.cleaned_data, [one.key for one in self.given.questions]
        lines = given["words"].splitlines()
        return Told(
            entries={key: tuple(given[f"entries_{n}"]) for n, key in enumerate(keys)},
            none={key: given[f"none_{n}"] for n, key in enumerate(keys) if given[f"none_{n}"]},
            words=tuple(line.strip() for line in lines if line.strip()),
            looked=tuple(given.get("looked", ())), checked=tuple(given.get("checked", ())),
            checked_why=given.get("checked_why", ""), is_unredacted=given["kind"] == "whole",
        )  # fmt: skip
