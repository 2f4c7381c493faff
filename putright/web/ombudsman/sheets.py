"""What the forms of the Ombudsman's side share: what they offer, begin with and lead to."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from putright.casework.actions.adding import Saved, Sent
from putright.casework.queries import ombudsman
from putright.casework.queries.ombudsman import OmbudsmanForm
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun

AREA = "ombudsman"
"""What the names begin with under which drafts of these forms are kept."""
NOTHING = _("Nothing stands there to choose.")
PLAIN = "ombudsman/sheet.html.jinja"


def offered(request: HttpRequest, case_id: UUID) -> OmbudsmanForm:
    """What the forms of a case offer to choose from."""
    return ombudsman.form_of(actor_of(request), case_id, now=clock.now())


def bound(
    kind: Callable[..., Any], request: HttpRequest, told: OmbudsmanForm, place: str,
    first: Mapping[str, Any] | None = None, **more: Any,
) -> Any:  # fmt: skip
    """A form with what was sent, or with what was being written there before."""
    return kind(
        request.POST or None, request.FILES or None, now=clock.now(), given=told,
        initial=begun(request, told.around, f"{AREA}-{place}", **(first or {})), **more,
    )  # fmt: skip


def sheet_of(
    told: OmbudsmanForm, place: str, title: str, *words: str, template: str = PLAIN,
    given: dict[str, Any] | None = None,
) -> Sheet:  # fmt: skip
    """A form as a page, which leads back to the Ombudsman's page of the case."""
    return Sheet(
        around=told.around, title=title, place=f"{AREA}-{place}", template=template,
        words=words, save_word=_("Save"), given=given or {},
        leads_to=reverse("ombudsman:page", kwargs={"case_id": told.around.id}),
    )  # fmt: skip


def saving(
    request: HttpRequest, sheet: Sheet, form: Any, act: Callable[..., Saved]
) -> HttpResponse:
    """The page of a form, or what it saves: what the form tells."""

    def save(sent: Sent) -> Saved:
        return act(actor=actor_of(request), sent=sent, told=form.told, now=clock.now())

    return answer(request, sheet, form, save)
