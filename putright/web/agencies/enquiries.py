"""Enquiries of councillors and members of parliament, and their answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms as fields
from django.http import HttpRequest, HttpResponse

from putright.casework.actions import enquiries as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.enquiries import Enquiry
from putright.casework.agency_words import ENQUIRY_BASES
from putright.casework.queries import agencies
from putright.gateways import clock
from putright.kit.forms import FilesField, RadioField, TextField
from putright.kit.say import _
from putright.sheets.address import of_case
from putright.sheets.forms import LONGEST, Dated
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.agencies.forms import CAME, SentForm
from putright.web.agencies.views import FORM


class EnquiryForm(Dated):
    """What somebody elected asked."""

    who = fields.ChoiceField(label=_("Who enquires?"))
    basis = RadioField(
        label=_("On what basis may they be told?"),
        choices=[(key, _(word)) for key, word in ENQUIRY_BASES.items()],
    )
    asks = fields.CharField(
        label=_("What do they ask?"), max_length=300, help_text=_("In one sentence.")
    )
    text = TextField(label=_("Their words"), rows=5, max_length=LONGEST)
    channel = RadioField(label=_("How did it come?"), choices=CAME, initial="email")
    uploads = FilesField(label=_("Their letter"), required=False, allow_empty_file=True)

    field_order = ("who", "basis", "asks", "text", "channel", "on", "at", "uploads")

    def __init__(self, *args: Any, who: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["who"]
        field.choices = [("", _("Choose")), *who]


class AnswerForm(SentForm):
    """The answer to somebody elected."""

    words = TextField(
        label=_("What do you answer?"), rows=6, required=False, max_length=LONGEST,
        help_text=_("Only what the resident agreed to, and nothing about any other household."),
    )  # fmt: skip

    field_order = ("words", "channel", "on", "at", "shown", "record", "why_none")

    def __init__(self, *args: Any, may_tell: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_tell:
            del self.fields["words"]


@form_page
def enquiry(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take an enquiry."""
    actor, now = actor_of(request), clock.now()
    around, who = agencies.enquirers_of(actor, case_id, now=now)
    form = EnquiryForm(
        request.POST or None, request.FILES or None, now=now, who=who,
        initial=begun(request, around, "agencies-enquiry"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        new = Enquiry(
            who=told["who"], basis=told["basis"], asks=told["asks"], text=told["text"],
            channel=told["channel"], when=form.when,
        )  # fmt: skip
        return actions.receive(actor=actor, sent=sent, told=new, now=now)

    words = [_("It has its own clock, which began when it came.")]
    if not who:
        words.append(_("Nobody elected is in this case or in the directory of agencies yet: a "
                       "leader adds them there first."))  # fmt: skip
    sheet = Sheet(
        around=around, title=_("Take an enquiry of a councillor or MP"), place="agencies-enquiry",
        words=tuple(words), save_word=_("Save the enquiry"), template=FORM,
        leads_to=of_case("agencies:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def answer_enquiry(request: HttpRequest, case_id: UUID, number: int) -> HttpResponse:
    """Answer an enquiry."""
    actor, now = actor_of(request), clock.now()
    found = agencies.about_enquiry(actor, case_id, number, now=now)
    place = f"agencies-answer-{number}"
    form = AnswerForm(
        request.POST or None, now=now, may_tell=found.may_tell,
        initial=begun(request, found.around, place, channel="email"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        words = form.cleaned_data.get("words", "")
        return actions.answer(
            actor=actor, sent=sent, number=number, words=words, went=form.went, now=now
        )

    sheet = Sheet(
        around=found.around, title=_("Answer the enquiry"), place=place,
        words=(
            _("{who} asks: {asked}").format(who=found.who, asked=found.asked),
            *(_("May be told: {what}").format(what=one) for one in found.may_be_told),
        ),
        save_word=_("Save: it went"), template=FORM, given={"letter": found.letter},
        leads_to=of_case("agencies:page", case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)
