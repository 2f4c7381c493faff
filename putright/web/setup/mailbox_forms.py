"""What the set-up asks of a mailbox."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from putright.casework.actions.mailboxes import Told
from putright.kit.forms import Form, RadioField, Said
from putright.kit.say import _

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Only to these does a password go unprotected."""
PLAIN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
IF_READ = _("(if Putright reads it)")


class MailboxForm(Form):
    """A mailbox: whose it is, and how what comes in there gets here."""

    name = forms.CharField(label=_("What your staff call it"), max_length=80)
    address = forms.EmailField(
        label=_("Its email address"),
        help_text=_("People write to it, and our letters go out under it. It shows on a locked "
                    "phone: take a neutral one, such as homes@, never one that says what it is "
                    "about."),
        error_messages={"invalid": _("Write an email address, such as homes@landlord.example")},
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "email"}),
    )  # fmt: skip
    team = forms.ChoiceField(
        label=_("Team that deals with what comes in"),
        help_text=_("Whatever is sent to one officer by name goes to that officer, or the cover."),
    )
    way = RadioField(
        label=_("How does mail get from there to here?"),
        choices=(
            ("imap", Said(_("Putright reads the mailbox"), _("By IMAP, every half a minute."))),
            (
                "forwarded",
                Said(
                    _("Your mail server forwards it to Putright"),
                    _("Whoever runs the service says where to; nothing more is asked here."),
                ),
            ),
        ),
    )
    host = forms.CharField(
        label=_("Server"), max_length=200, required=False, widget=forms.TextInput(attrs=PLAIN)
    )
    port = forms.IntegerField(
        label=_("Port"), required=False, min_value=1, max_value=65535, initial=993,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Port: Write a number such as 993")},
    )  # fmt: skip
    safety = RadioField(
        label=_("Connection"),
        required=False,
        initial="tls",
        choices=(
            ("tls", Said(_("TLS from the start"), _("Port 993, with most providers."))),
            ("starttls", Said(_("STARTTLS"), _("Port 143."))),
            ("none", Said(_("Not protected"), _("Only for a server on this same machine."))),
        ),
    )
    user = forms.CharField(
        label=_("User name"), max_length=200, required=False, widget=forms.TextInput(attrs=PLAIN)
    )
    password = forms.CharField(
        label=_("Password"), max_length=500, required=False, strip=False,
        help_text=_("It is kept sealed and never shown again."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    folder = forms.CharField(
        label=_("Folder"), max_length=120, required=False, initial="INBOX",
        widget=forms.TextInput(attrs=PLAIN),
    )  # fmt: skip
    of_ombudsman = forms.BooleanField(
        label=_("The Housing Ombudsman writes to this mailbox"),
        required=False,
        help_text=_("What comes in there is shown first."),
    )

    def __init__(
        self, *args: Any, teams: Sequence[tuple[UUID, str]], has_password: bool = False,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.has_password = has_password
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a team")), *((str(team), name) for team, name in teams)
        ]  # fmt: skip
        for name in ("host", "port", "safety", "user", "password", "folder"):
            self.fields[name].when_needed = IF_READ  # type: ignore[attr-defined]
        if has_password:
            words = _("Leave it empty to keep the one that is there.")
            self.fields["password"].help_text = words
            self.fields["password"].when_needed = _("(to change it)")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("way") != "imap":
            return told
        needed = [("host", _("Server")), ("user", _("User name"))]
        if not self.has_password:
            needed.append(("password", _("Password")))
        for name, label in needed:
            if name in told and not told[name]:
                words = _("{label}: Fill this in").format(label=label)
                self.add_error(name, ValidationError(words))
        if told.get("safety") == "none" and told.get("host") not in HERE:
            words = _(
                "Connection: Choose TLS or STARTTLS, or the password could be read on its way"
            )
            self.add_error("safety", ValidationError(words))
        return told

    @property
    def told(self) -> Told:
        """What was said, for whoever writes it down."""
        said = self.cleaned_data
        is_read = said["way"] == "imap"
        return Told(
            name=said["name"],
            address=said["address"],
            way=said["way"],
            team=UUID(said["team"]),
            host=said["host"] if is_read else "",
            port=said["port"] or 993,
            safety=said["safety"] or "tls",
            user=said["user"] if is_read else "",
            folder=said["folder"] or "INBOX",
            of_ombudsman=said["of_ombudsman"],
        )
