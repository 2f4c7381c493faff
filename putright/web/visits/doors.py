"""At whose door somebody stands: what its forms are drawn from, and how they are sent.

At the other party's door a form has its own frame, says nothing that was saved but "Saved.", and
leads nowhere but back to that page.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from msgspec import Struct

from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import visits
from putright.casework.queries.case_file import Around
from putright.casework.queries.visit_marks import OTHER
from putright.casework.queries.visits import OtherPage, VisitPage
from putright.casework.refused import SentTwice
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.address import Query, of_case, of_entry
from putright.sheets.forms import Writing
from putright.sheets.sending import Save, Sheet, actor_of, answer


class Door(Struct, frozen=True, kw_only=True):
    """Whose door it is; one of the two pages is there."""

    whom: str
    name: str
    around: Around
    barred: bool
    begun: bool
    back: str
    visit: VisitPage | None = None
    other: OtherPage | None = None

    @property
    def is_other(self) -> bool:
        """Whether it is the door of the person complained of."""
        return self.other is not None

    def place(self, name: str) -> str:
        """Where a draft of a form at this door is kept: what is written at one never shows at
        the other."""
        return f"visit-{name}-{'other' if self.is_other else 'ours'}"


def is_other(request: HttpRequest) -> bool:
    """Whether the address is that of the other party's door."""
    return request.GET.get("side") == OTHER


def door_of(request: HttpRequest, case_id: UUID) -> Door:
    """The door that the address names."""
    actor, now = actor_of(request), clock.now()
    person = request.GET.get("person", "")[:60]
    if is_other(request):
        there = visits.other(actor, case_id, now=now, person=person)
        return Door(
            whom=there.key, name=there.name, around=there.around, barred=there.rule.is_barred,
            begun=there.out is not None, back=address(case_id, person=there.key, other=True),
            other=there,
        )  # fmt: skip
    key = request.GET.get("promise", "")[:400]
    ours = visits.visit(actor, case_id, now=now, person=person, promise=key)
    return Door(
        whom=ours.whom.key, name=ours.whom.name, around=ours.around, barred=ours.rule.is_barred,
        begun=ours.out is not None, back=address(case_id, person=ours.whom.key), visit=ours,
    )  # fmt: skip


def address(case_id: UUID, name: str = "page", *, person: str = "", other: bool = False) -> str:
    """Where something is done at a door."""
    told = {"side": [OTHER] if other else [], "person": [person] if person else []}
    return Query(told).on(of_case(f"visits:{name}", case_id))


def send(
    request: HttpRequest, door: Door, sheet: Sheet, form: Writing, save: Save, *,
    to_saved: bool = False,
) -> HttpResponse:  # fmt: skip
    """Show the form or save it; what a visit came to is read back where contacts are."""
    if not door.whom:
        return redirect(door.back)
    done: list[Saved] = []

    def saving(sent: Sent) -> Saved:
        try:
            done.append(save(sent))
        except SentTwice:
            if not door.is_other:
                raise
            done.append(Saved(door.around.id, "", (0,), ()))
        return done[-1]

    response = answer(request, sheet, form, saving)
    if not done or (not door.is_other and not to_saved):
        return response
    list(messages.get_messages(request))
    if door.is_other:
        messages.success(request, _("Saved."))
        return redirect(door.back)
    return redirect(of_entry("contact:saved", door.around.id, done[0].numbers[0]))
