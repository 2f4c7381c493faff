"""What the handler of a complaint writes down: what it is, who handles it, how it goes on."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from putright.casework.actions import complaint_handling as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import complaint_forms as read
from putright.casework.queries.complaint_forms import Asking
from putright.casework.queries.complaints import key_of
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.complaints import forms

Act = Callable[..., Saved]


@form_page
def define(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """Agree with the resident what the complaint is."""
    asking = _asking(request, case_id, complaint)
    initial = {"points": "\n".join(what for _key, what, *_rest in asking.points),
               "wants": "\n".join(asking.wants)}  # fmt: skip
    form = _bound(request, forms.DefineForm, asking, "complaint-define", **initial)

    def save(**told: Any) -> Saved:
        ids = [point for point, *_rest in asking.points]
        points = actions.points_of(ids, form.lines)
        defined = actions.Defined(says=form.says(), points=points, responsible=form.responsible())
        return actions.define(told=defined, **told)

    words = (_("Ask them: is this what it is about, and what would put it right? The letter that "
               "acknowledges it says the same."),)  # fmt: skip
    return _answered(request, asking, form, save, complaint, title=_("What the complaint is"),
                     place="complaint-define", words=words,
                     save_word=_("Save what was agreed"))  # fmt: skip


@form_page
def assign(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """Name who handles the stage."""
    asking = _asking(request, case_id, complaint)
    form = _plain(request, forms.AssignForm, asking, "complaint-assign")

    def save(**told: Any) -> Saved:
        return actions.assign(handler=UUID(form.cleaned_data["handler"]), **told)

    words = (_("Nobody whom it names can handle it, and nobody who answered an earlier stage."),)
    return _answered(request, asking, form, save, complaint, title=_("Who handles it"),
                     place="complaint-assign", words=words,
                     save_word=_("Save who handles it"))  # fmt: skip


@form_page
def updates(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """Agree how often they hear from us while the answer is late."""
    asking = _asking(request, case_id, complaint)
    form = _bound(request, forms.UpdatesForm, asking, "complaint-updates")

    def save(**told: Any) -> Saved:
        return actions.agree_updates(says=form.says(), every=form.cleaned_data["every"], **told)

    words = (_("Say sorry that it is late. Each time that was agreed becomes a promise."),)
    return _answered(request, asking, form, save, complaint, place="complaint-updates",
                     title=_("How often they hear while it is late"), words=words,
                     save_word=_("They agreed to this"))  # fmt: skip


@form_page
def update(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """They were told how the answer stands."""
    asking = _asking(request, case_id, complaint)
    form = _bound(request, forms.UpdateForm, asking, "complaint-update")

    def save(**told: Any) -> Saved:
        return actions.update(says=form.says(), **told)

    return _answered(request, asking, form, save, complaint, place="complaint-update",
                     title=_("They were told how it stands"), words=(),
                     save_word=_("Save the update"))  # fmt: skip


@form_page
def agree(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """Write down a later day that they agreed to."""
    asking = _asking(request, case_id, complaint)
    form = _bound(request, forms.AgreeForm, asking, "complaint-agree")

    def save(**told: Any) -> Saved:
        until = form.cleaned_data["until"]
        return actions.agree_extension(says=form.says(), until=until, **told)

    words = (_("The day of the Code stays where it is. The day that they agreed to is a promise "
               "beside it."),)  # fmt: skip
    return _answered(request, asking, form, save, complaint, place="complaint-agree",
                     title=_("A later day that they agreed to"), words=words,
                     save_word=_("Save the day"))  # fmt: skip


@form_page
def weigh(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """Weigh whether it must be refused."""
    asking = _asking(request, case_id, complaint)
    form = _plain(request, forms.WeighForm, asking, "complaint-weigh")

    def save(**told: Any) -> Saved:
        given = form.cleaned_data
        return actions.weigh(ground=given["ground"], decision=given["decision"],
                             why=given["text"], **told)  # fmt: skip

    words = (
        _("A complaint is taken unless there is a reason that is shown, in this case alone."),
        _("Each person weighs it on their own. A refusal goes only in writing, and tells of the "
          "right to go to the Ombudsman."),
        *(f"{who}: {came_to}." for who, came_to in asking.weighed),
    )  # fmt: skip
    return _answered(request, asking, form, save, complaint, place="complaint-weigh",
                     title=_("Must it be refused?"), words=words,
                     save_word=_("Save what you weighed"))  # fmt: skip


@form_page
def reopen(request: HttpRequest, case_id: UUID, complaint: str) -> HttpResponse:
    """Take up a complaint that was refused."""
    asking = _asking(request, case_id, complaint, reopens=True)
    form = _plain(request, forms.ReopenForm, asking, "complaint-reopen")

    def save(**told: Any) -> Saved:
        return actions.reopen(why=form.cleaned_data["text"], **told)

    words = (_("The refusal counts no more. The days of the complaint are those of the day on "
               "which it came, so some may be over. Write to them that you go on."),)  # fmt: skip
    return _answered(request, asking, form, save, complaint, place="complaint-reopen",
                     title=_("Take it up again"), words=words,
                     save_word=_("Take the complaint up again"))  # fmt: skip


def _asking(
    request: HttpRequest, case_id: UUID, complaint: str, *, reopens: bool = False
) -> Asking:
    return read.asking(
        actor_of(request), case_id, key_of(complaint), now=clock.now(), reopens=reopens
    )


def _bound(request: HttpRequest, kind: Callable[..., Any], asking: Asking, place: str,
           **initial: Any) -> Any:  # fmt: skip
    return kind(request.POST or None, request.FILES or None, asking=asking, now=clock.now(),
                initial=begun(request, asking.around, place, **initial))  # fmt: skip


def _plain(request: HttpRequest, kind: Callable[..., Any], asking: Asking, place: str) -> Any:
    initial = begun(request, asking.around, place)
    return kind(request.POST or None, request.FILES or None, initial=initial, asking=asking)


def _answered(
    request: HttpRequest, asking: Asking, form: Any, act: Act, complaint: str, **sheet: Any
) -> HttpResponse:
    """The page of a form, or what it saves; it leads back to the complaint."""

    def save(sent: Sent) -> Saved:
        return act(actor=actor_of(request), sent=sent, key=asking.key, now=clock.now())

    home = reverse("complaints:one", kwargs={"case_id": asking.around.id, "complaint": complaint})
    return answer(request, Sheet(around=asking.around, leads_to=home, **sheet), form, save)
