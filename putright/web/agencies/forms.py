"""The forms about agencies: the shape of what is typed; the casework says what may be."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from putright.casework.actions.agency_answers import Came
from putright.casework.actions.agency_sending import Went
from putright.casework.agency_words import CHANNELS, ROUTES, SHORT_BASES
from putright.casework.queries.agencies import About
from putright.casework.queries.agency_asking import Asking, DeskSeen, Request
from putright.kit.dates import list_day, sentence_case
from putright.kit.forms import FilesField, RadioField, Said, TextField, TickField
from putright.kit.say import _
from putright.sheets.forms import LONGEST, Dated

TYPED = "typed"
CHOICES = Sequence[tuple[str, str]]
WAYS = (("email", _("Email")), ("phone", _("Phone")), ("web form", _("Their web form")),
        ("letter", _("Post")))  # fmt: skip
CAME = (("email", _("Email")), ("phone", _("Phone")), ("letter", _("Post")),
        ("meeting", _("Meeting")), ("web form", _("Their web form")))  # fmt: skip
SHOWN = (
    ("copy", Said(_("It went word for word as shown here"), _("The letter is kept as the copy"))),
    ("log", Said(_("A message number, a receipt, or a line of the call log"),
                 _("Write it below; a call needs it"))),
    ("none", Said(_("There is no record that it went"), _("It is saved as said, and waits on"))),
)  # fmt: skip
SENT = ("channel", "on", "at", "shown", "record", "why_none", "keeps")
"""What is asked only once the letter was looked at."""
ASKED = ("desk", "typed", "typed_address", "why_there", "about", "basis", "asks",
         "crime_reference", "words")  # fmt: skip


class SentForm(Dated):
    """How something went, and what shows it."""

    channel = RadioField(label=_("How did it go?"), choices=WAYS)
    shown = RadioField(label=_("What shows that it went?"), choices=SHOWN, initial="copy")
    record = forms.CharField(
        label=_("Message number, receipt, or line of the call log"), required=False, max_length=300
    )
    why_none = forms.CharField(
        label=_("Why is there no record?"), required=False, max_length=300
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("at", self.now.time().replace(second=0, microsecond=0))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        shown = told.get("shown")
        if shown == "log" and not told.get("record"):
            self.add_error("record", _("The message number or the line of the log: fill this in"))
        if shown == "none" and not told.get("why_none"):
            self.add_error("why_none", _("Why is there no record? Fill this in"))
        if shown == "copy" and told.get("channel") == "phone":
            self.add_error("shown", _("What shows it? A call needs its line of the call log"))
        return told

    @property
    def went(self) -> Went:
        """How it went, as the casework takes it."""
        told = self.cleaned_data
        return Went(
            channel=told["channel"], when=self.when, shown=told["shown"], record=told["record"],
            why_none=told["why_none"],
        )  # fmt: skip


class AskForm(SentForm):
    """A request: first its facts, then, once the letter was looked at, how it went."""

    looked = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    desk = RadioField(label=_("Whom do you ask?"))
    typed = forms.CharField(
        label=_("Name of that team or person"), required=False, max_length=120
    )  # fmt: skip
    typed_address = forms.CharField(
        label=_("Its address or number"), required=False, max_length=300,
        help_text=_("Nobody has checked it. Look at it letter by letter before it goes."),
    )  # fmt: skip
    why_there = forms.CharField(
        label=_("Why this desk, and how do you know that it is right?"), required=False,
        max_length=400,
        help_text=_("Needed for a desk that does not cover the home, is marked wrong, or is not "
                    "in the directory."),
    )  # fmt: skip
    about = RadioField(label=_("Whom is it about?"))
    basis = RadioField(label=_("On what basis do you share these facts?"))
    asks = TextField(label=_("What do you ask?"), rows=4, max_length=2000)
    crime_reference = forms.CharField(
        label=_("Crime reference"), required=False, max_length=60
    )  # fmt: skip
    words = TextField(
        label=_("Anything they need besides"), rows=3, required=False, max_length=2000,
        help_text=_("Only what they need to answer. Never the whole case."),
    )  # fmt: skip
    keeps = TickField(label=_("Which promise does this keep?"), required=False)

    field_order = (*ASKED, *SENT)

    def __init__(self, *args: Any, page: Asking, with_sending: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        if not with_sending:
            for name in SENT:
                del self.fields[name]
        elif not page.keeps:
            del self.fields["keeps"]
        if page.kind and "crime reference" not in page.kind.facts:
            del self.fields["crime_reference"]
        _offer(self, "desk", [*map(_desk, page.desks), (TYPED, _not_listed())])
        _offer(self, "about", page.about)
        _offer(self, "basis", [(key, _(word)) for key, word in SHORT_BASES.items()])
        _offer(self, "keeps", [(one.pledge, one.words) for one in page.keeps])
        if not self.is_bound:
            self._fill_in()

    @property
    def asked(self) -> list[Any]:
        """The fields of the request itself."""
        return [bound for bound in self.visible_fields() if bound.name not in SENT]

    @property
    def sending(self) -> list[Any]:
        """The fields of how it went."""
        return [bound for bound in self.visible_fields() if bound.name in SENT]

    @property
    def chosen(self) -> DeskSeen | None:
        """The desk of the directory that is chosen."""
        told = str(self["desk"].value() or "")
        return next((one for one in self.page.desks if str(one.desk.id) == told), None)

    def clean(self) -> dict[str, Any]:
        told = super().clean() if "channel" in self.fields else self.cleaned_data
        told = told or {}
        if told.get("desk") == TYPED:
            for name in ("typed", "typed_address"):
                if not told.get(name):
                    self.add_error(name, _("{asked}: fill this in").format(
                        asked=self.fields[name].label))  # fmt: skip
        found = self.chosen
        doubtful = told.get("desk") == TYPED or (found is not None and not found.is_right)
        if doubtful and not told.get("why_there"):
            self.add_error("why_there", _("Why this desk? Say how you know that it is right"))
        return told

    def told(self) -> Request:
        """The request as the casework takes it."""
        given, kind = self.cleaned_data, self.page.kind
        is_typed = given["desk"] == TYPED
        return Request(
            kind=kind.id if kind else "",
            desk=None if is_typed else UUID(given["desk"]),
            typed=given["typed"] if is_typed else "",
            typed_address=given["typed_address"] if is_typed else "",
            about=given["about"],
            basis=given["basis"],
            asks=given["asks"],
            crime_reference=given.get("crime_reference", ""),
            words=given["words"],
            keeps=tuple(given.get("keeps", ())),
            again=self.page.again.number if self.page.again else 0,
        )

    def _fill_in(self) -> None:
        page = self.page
        told: dict[str, Any] = {"keeps": [one.pledge for one in page.keeps if one.fits]}
        if page.kind:
            told |= {"asks": page.kind.asks, "basis": page.kind.basis}
        if page.about:
            told["about"] = page.about[0][0]
        if page.first_choice:
            told["desk"] = str(page.first_choice)
        for name, value in told.items():
            self.initial.setdefault(name, value)
        found = self.chosen
        if found is not None:
            self.initial.setdefault("channel", CHANNELS.get(found.desk.route, ""))


class ChaseForm(SentForm):
    """A chaser, or a letter to the agency's manager."""

    words = TextField(
        label=_("Your own words in it"), rows=3, required=False, max_length=2000,
        help_text=_("They stand before the last line. No facts of the case are needed."),
    )  # fmt: skip

    field_order = ("words", "channel", "on", "at", "shown", "record", "why_none")


class CameForm(Dated):
    """Something that came from an agency."""

    text = TextField(label=_("What did they say?"), rows=5, max_length=LONGEST)
    channel = RadioField(label=_("How did it come?"), choices=CAME, initial="email")
    uploads = FilesField(label=_("Their letter or papers"), required=False, allow_empty_file=True)

    @property
    def came(self) -> Came:
        """What came, as the casework takes it."""
        told = self.cleaned_data
        return Came(
            text=told["text"], channel=told["channel"], when=self.when,
            is_answer=told.get("is_answer", "yes") == "yes", keeps=tuple(told.get("keeps", ())),
        )  # fmt: skip


class ReplyForm(CameForm):
    """An answer, or word that puts it off."""

    is_answer = RadioField(
        label=_("Did they answer what we asked?"),
        choices=(
            ("yes", _("Yes, or they refuse to")),
            ("no", Said(_("No, they only say that they have it"), _("The clock runs on"))),
        ),
    )
    keeps = TickField(label=_("Does it keep a promise?"), required=False)

    field_order = ("is_answer", "text", "channel", "on", "at", "uploads", "keeps")

    def __init__(self, *args: Any, page: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "keeps", [(one.pledge, one.words) for one in page.keeps])
        if not page.keeps:
            del self.fields["keeps"]


class BackForm(CameForm):
    """A request that came back."""

    how = RadioField(
        label=_("What came back?"),
        choices=(
            ("bounced", Said(_("It bounced"), _("The address takes no mail, or nobody is there"))),
            ("wrong team", Said(_("“Not our team”"), _("They say that it is for another team"))),
        ),
    )
    text = TextField(
        label=_("What does it say?"), rows=4, max_length=LONGEST,
        help_text=_("Also which team it should go to, if they say so."),
    )  # fmt: skip

    field_order = ("how", "text", "channel", "on", "at", "uploads")


class TellForm(Dated):
    """Telling the resident what an agency answered."""

    channel = RadioField(label=_("How did you tell them?"))
    text = TextField(
        label=_("What did you tell them?"), rows=5, max_length=LONGEST,
        help_text=_("A message: word for word. Papers of the police are not passed on without "
                    "asking the police."),
    )  # fmt: skip
    uploads = FilesField(label=_("A copy, if there is one"), required=False, allow_empty_file=True)

    field_order = ("channel", "text", "on", "at", "uploads")

    def __init__(self, *args: Any, ways: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "channel", [(one, sentence_case(_(one))) for one in ways])


def _desk(one: DeskSeen) -> tuple[str, str]:
    desk = one.desk
    said = [_("takes requests by {way}").format(way=_(ROUTES.get(desk.route, desk.route)).lower())]
    said[0] += f": {desk.address}" if desk.address else ""
    if desk.checked_on:
        said.append(_("checked {day}").format(day=list_day(desk.checked_on)))
    else:
        said.append(_("never checked"))
    covers = {
        True: _("covers this home"),
        False: _("does NOT cover this home"),
        None: _("nobody said which homes it covers"),
    }[one.is_ours]
    if desk.wrong_at:
        said.insert(0, _("MARKED WRONG: {why}").format(why=desk.wrong_why))
    return str(desk.id), Said(f"{desk.name}: {covers}", "; ".join(said))


def _not_listed() -> Said:
    return Said(
        _("Another desk: I type its address"),
        _("Look out: nobody has checked it. What goes to a wrong address cannot be called back."),
    )


def _offer(form: forms.Form, name: str, choices: CHOICES) -> None:
    if name in form.fields:
        field: Any = form.fields[name]
        field.choices = list(choices)
