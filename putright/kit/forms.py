"""The forms every door builds on: plain words for what is wrong, and text that is never lost.

A door's form says the shape of what is typed, no rules about the case. The macros of
``macros/forms.html.jinja`` draw its fields.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import Promise

from putright.kit.say import _
from putright.kit.typed import day_from, time_from

CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing to put right: its words, and the field a link leads to."""

    words: str
    field_id: str = ""


class Said(str):
    """The words of a choice with a hint beneath them."""

    __slots__ = ("hint",)
    hint: str

    def __new__(cls, word: str, hint: str = "") -> "Said":
        said = super().__new__(cls, word)
        said.hint = hint
        return said


class Form(forms.Form):
    """A form that carries a one-use id, so that a double click cannot make two."""

    use_required_attribute = False
    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("once", uuid.uuid4())
        for name, field in self.fields.items():
            plain_words(field, str(field.label or name.replace("_", " ")))

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What to put right, in the order of the page; nothing before the form was sent."""
        found = [Mistake(str(words)) for words in self.non_field_errors()]
        for bound in self:
            found += [Mistake(str(words), str(bound.auto_id)) for words in bound.errors]
        return tuple(found)


class DayField(forms.DateField):
    """A day as people write it: "27/3/2026", "27 March 2026", or what a date picker sends."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        if found := day_from(value):
            return found
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            value = value.date()
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value


class TimeField(forms.TimeField):
    """A time as people write it: "4:30pm", "16:30", "4pm", "noon"."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        if found := time_from(value):
            return found
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime | time):
            return f"{value.hour % 12 or 12}:{value.minute:02}{'am' if value.hour < 12 else 'pm'}"
        return value


class TextField(forms.CharField):
    """Some lines of text, kept as they were typed."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, strip: bool = True, **kwargs: Any) -> None:
        super().__init__(strip=strip, **kwargs)
        self.widget.attrs = {**self.widget.attrs, "rows": rows}


class RadioField(forms.ChoiceField):
    """One of a few, all in sight."""

    widget = forms.RadioSelect


class TickField(forms.MultipleChoiceField):
    """Any of a few, all in sight."""

    widget = forms.CheckboxSelectMultiple


def offer(form: forms.Form, name: str, choices: Iterable[Any], *, first: str = "") -> None:
    """Give a field the choices that only its page knows; ``first`` is none of them, in words."""
    field: Any = form.fields[name]
    field.choices = [*([("", first)] if first else []), *choices]


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; the clean value is a list."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [super(FilesField, self).clean(one, initial) for one in given]


def shape(bound: BoundField) -> str:
    """Which macro draws a field: "radios", "ticks", "tick", "select", "text", "files", ..."""
    widget, field = bound.field.widget, bound.field
    if isinstance(field, DayField | TimeField):
        return "day" if isinstance(field, DayField) else "time"
    shapes: Iterable[tuple[type[forms.Widget], str]] = (
        (forms.CheckboxSelectMultiple, "ticks"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "tick"),
        (forms.Select, "select"),
        (forms.Textarea, "lines"),
        (forms.FileInput, "files"),
        (forms.PasswordInput, "password"),
        (forms.HiddenInput, "hidden"),
    )
    return next((word for kind, word in shapes if isinstance(widget, kind)), "text")


def plain_words(field: forms.Field, label: str) -> None:
    """Say which answer is missing or wrong, where the form has no words of its own for it."""
    asked = label if label.endswith("?") else f"{label}:"
    chosen = isinstance(field.widget, (*CHOICES, forms.Select))
    ours = {
        "required": _("{asked} Choose an answer") if chosen else _("{asked} Fill this in"),
        "invalid_choice": _("{asked} Choose one of the answers here"),
    }
    if isinstance(field, DayField):
        ours["invalid"] = _("{asked} Write a day such as 27 March 2026")
    if isinstance(field, TimeField):
        ours["invalid"] = _("{asked} Write a time such as 4:30pm")
    for code, words in ours.items():
        # what a form says itself is a plain text; Django's own words wait to be translated
        if isinstance(field.error_messages.get(code), Promise | None):
            field.error_messages[code] = words.format(asked=asked)
