"""Letters to the other party: written from facts, looked at, checked, and only then kept."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from putright.casework.actions import other_letters as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.other_letters import Drawn, Told
from putright.casework.queries import other_letters
from putright.casework.queries.other_letters import LetterChoices
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.tools.forms_letters import BY_KIND, LetterForm
from putright.web.tools.steps import back


@form_page
def letter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write a letter of one kind to the other party."""
    actor, now = actor_of(request), clock.now()
    kind = request.GET.get("kind", "visit")
    kind = kind if kind in actions.KINDS else "visit"
    offered = other_letters.for_letter(actor, case_id, now=now)

    def draw(told: Told) -> Drawn:
        return actions.draw(actor=actor, case_id=case_id, told=told, now=now)

    form = LetterForm(
        request.POST or None, kind=kind, now=now, readers=offered.readers, draw=draw,
        initial=begun(request, offered.around, f"tools-letter-{kind}", **_usual(offered)),
    )  # fmt: skip

    def save(sent: Sent) -> Saved:
        return actions.send(actor=actor, sent=sent, told=form.told, going=form.going, now=now)

    sheet = Sheet(
        around=offered.around, title=_(actions.KINDS[kind]), place=f"tools-letter-{kind}",
        words=(
            _("The letter is put together from these facts and nothing else. It never says who "
              "spoke to us, and it never goes to a child."),
        ),
        save_word=_("Keep the letter as it goes"), template="tools/letter.html.jinja",
        leads_to=back(case_id), given={"kind": kind, "offered": offered},
    )  # fmt: skip
    return answer(request, sheet, form, save)


def _usual(offered: LetterChoices) -> dict[str, Any]:
    near = next((BY_KIND[one] for one in offered.kinds if one in BY_KIND), "treating")
    return {
        "behaviour": near if offered.kinds else "", "first": offered.first, "last": offered.last
    }  # fmt: skip
