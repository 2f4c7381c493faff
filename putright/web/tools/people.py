"""The people of a case beside the resident; and what the other party reports themselves."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from putright.casework.actions import other_party as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import reports, tools_choices
from putright.gateways import clock
from putright.kit.forms import DayField, RadioField, Said, TextField, TickField, offer
from putright.kit.say import N_, _
from putright.sheets.forms import LONGEST, Writing
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.tools.forms import Choices
from putright.web.tools.steps import back

WHAT = (
    ("other party", N_("Another person complained of")),
    ("not known", N_("Somebody complained of whom nobody knows")),
    ("victim", N_("Another person it happened to")),
    ("witness", N_("A witness: they saw or heard it")),
)
NOBODY = "new"
HATE = (("no", N_("No")), ("yes", N_("Yes")), ("not sure", N_("They are not sure")))


class PersonForm(Writing):
    """Somebody to add to a case."""

    what = RadioField(label=_("What are they in this case?"))
    name = forms.CharField(label=_("Their name"), required=False, max_length=120)
    chosen = RadioField(label=_("Is it one of these people?"), required=False)
    role = forms.CharField(
        label=_("What are they to the home?"), required=False, max_length=60,
        help_text=_("For example: tenant, son of the tenant, visitor"),
    )  # fmt: skip
    is_child = forms.BooleanField(label=_("They are a child"), required=False)
    whom = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, look_for: Any, whom: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "what", [(key, _(word)) for key, word in WHAT])
        if whom:
            del self.fields["what"]
        typed = str(self.data.get("name", "")) if self.is_bound else ""
        found = look_for(typed) if typed else ()
        choices = [(str(one.id), Said(one.words, one.hint)) for one in found]
        if choices:
            offer(self, "chosen", [*choices, (NOBODY, _("Somebody else of that name"))])
        else:
            del self.fields["chosen"]

    def clean(self) -> dict[str, Any]:
        """A name, unless nobody knows it; and who that is, where we know people like it."""
        told = super().clean() or {}
        if told.get("what") == "not known":
            return told
        if not told.get("name"):
            self.add_error("name", _("Their name: Fill this in"))
        elif "chosen" in self.fields and not told.get("chosen"):
            self.add_error("chosen", _("Is it one of these people? Choose an answer"))
        return told

    @property
    def new(self) -> actions.NewPerson:
        """Who is to be added."""
        told = self.cleaned_data
        chosen = told.get("chosen") or NOBODY
        return actions.NewPerson(
            what=told.get("what", "other party"), name=told["name"], role=told["role"],
            is_child=told["is_child"], whom=told["whom"],
            chosen=None if chosen == NOBODY else UUID(chosen),
        )  # fmt: skip


class CounterForm(Writing):
    """What the other party reports."""

    whom = forms.ChoiceField(label=_("Who reports it?"))
    what = TextField(label=_("What happened, in their words?"), rows=6, max_length=LONGEST)
    against_words = forms.CharField(
        label=_("Who did it, in their words?"), required=False, max_length=200
    )
    kinds = TickField(label=_("What kind of thing was it?"), required=False)
    day = DayField(label=_("When did it happen?"), required=False)
    hate = RadioField(label=_("Do they feel that it was because of who they are?"), initial="no")
    because = forms.CharField(label=_("If so, because of what?"), required=False, max_length=200)

    def __init__(self, *args: Any, others: Choices, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "whom", others, first=_("Choose") if len(others) != 1 else "")
        offer(self, "kinds", kinds)
        offer(self, "hate", [(key, _(word)) for key, word in HATE])


@form_page
def add(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Add somebody to the case."""
    actor, now = actor_of(request), clock.now()
    offered = tools_choices.for_step(actor, case_id, now=now)
    whom = request.POST.get("whom") or request.GET.get("whom", "")
    place = "tools-name" if whom else "tools-people"
    form = PersonForm(
        request.POST or None,
        look_for=lambda typed: reports.people_like(actor, typed, now=now),
        whom=whom,
        initial=begun(request, offered.around, place, what=request.GET.get("what", ""))
        | {"whom": whom},
    )

    def save(sent: Sent) -> Saved:
        return actions.add(actor=actor, sent=sent, new=form.new, now=now)

    sheet = Sheet(
        around=offered.around, place=place,
        title=_("Name the other party") if whom else _("Add somebody to this case"),
        words=(_("Each person is kept apart: what one said is not shown to another."),),
        save_word=_("Name them") if whom else _("Add them"), leads_to=back(case_id),
    )  # fmt: skip
    return answer(request, sheet, form, save)


@form_page
def counter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """They report something themselves: a case of its own."""
    actor, now = actor_of(request), clock.now()
    offered = tools_choices.for_step(actor, case_id, now=now)
    form = CounterForm(
        request.POST or None, others=offered.others, kinds=offered.kinds,
        initial=begun(request, offered.around, "tools-counter"),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        told = form.cleaned_data
        report = actions.TheirReport(
            whom=told["whom"], what=told["what"], kinds=tuple(told["kinds"]), day=told["day"],
            against_words=told["against_words"], hate=told["hate"], because=told["because"],
        )  # fmt: skip
        return actions.report_theirs(actor=actor, sent=sent, told=report, now=now)

    words = (
        _("This opens a case of their own. Nothing of this case goes into it: no name, no words, "
          "no reference. Write only what they say."),
        _("That the two belong together is seen only by those who may open both."),
    )  # fmt: skip
    sheet = Sheet(
        around=offered.around, title=_("They report something themselves"), place="tools-counter",
        words=words, save_word=_("Open their case"),
    )  # fmt: skip
    return answer(request, sheet, form, save)
