"""What we will send to the Ombudsman about its orders: chosen order by order, made as one PDF."""

from typing import Any
from uuid import UUID

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from putright.casework.actions import compliance_pack as actions
from putright.casework.actions.adding import Saved, Sent
from putright.casework.actions.compliance_pack import Chosen
from putright.casework.queries import compliance_pack
from putright.casework.queries.compliance_pack import PackLineSeen, PackPage, paper_words
from putright.gateways import clock
from putright.kit.forms import Said, TextField, TickField
from putright.kit.say import _
from putright.sheets import shown as put
from putright.sheets.forms import Writing
from putright.sheets.sending import Sheet, actor_of, answer, begun, form_page
from putright.web.ombudsman.order_forms import ANSWERS

WORDS = 4000


class PackForm(Writing):
    """Orders and papers to send."""

    orders = TickField(label=_("Which orders go in?"))
    words = TextField(
        label=_("Anything to say on the first page?"), rows=3, required=False, max_length=WORDS
    )
    checked_why = TextField(
        label=_("If a file was not scanned for viruses: why may it go in?"), rows=2,
        required=False, max_length=600,
    )  # fmt: skip

    def __init__(self, *args: Any, given: PackPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = given.lines
        orders: Any = self.fields["orders"]
        orders.choices = [(line.key, line.what) for line in given.lines]
        orders.initial = [line.key for line in given.lines if line.is_ready]
        for number, line in enumerate(given.lines):
            self.fields[f"files_{number}"] = TickField(
                label=_("Papers that go in"), required=False,
                choices=[(str(one.file.id), Said(paper_words(one), _("sha256 {digest}").format(
                    digest=one.sha256))) for one in line.papers],
                initial=[str(one.file.id) for one in line.papers],
            )  # fmt: skip
        if not given.has_unscanned:
            del self.fields["checked_why"]

    @property
    def asked(self) -> list[tuple[PackLineSeen, BoundField]]:
        """Each order with the field of its papers."""
        return [(line, self[f"files_{number}"]) for number, line in enumerate(self.lines)]

    @property
    def told(self) -> Chosen:
        """What was chosen: papers of orders that are not chosen stay out."""
        data = self.cleaned_data
        files = [
            key
            for number, line in enumerate(self.lines)
            if line.key in data["orders"]
            for key in data[f"files_{number}"]
        ]
        return Chosen(
            orders=tuple(data["orders"]), files=tuple(dict.fromkeys(files)), words=data["words"],
            checked_why=data.get("checked_why", ""),
        )  # fmt: skip


@form_page
def pack(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Look at what will go, choose, and make it."""
    actor, now = actor_of(request), clock.now()
    found = compliance_pack.page(actor, case_id, now=now)
    form = PackForm(
        request.POST or None, given=found, initial=begun(request, found.around, "ombudsman-pack")
    )

    def save(sent: Sent) -> Saved:
        return actions.make(actor=actor, sent=sent, told=form.told, now=clock.now())

    sheet = Sheet(
        around=found.around, title=_("What we will send"), place="ombudsman-pack",
        template="ombudsman/pack.html.jinja", save_word=_("Make the PDF"),
        given={"page": found, "put": put, "answers": dict(ANSWERS)},
        leads_to=reverse("ombudsman:proof", kwargs={"case_id": case_id}),
        words=(
            _("This is made as one PDF: a first page with the orders, and the papers that you "
              "choose behind it. Nothing else goes in, and making it sends nothing."),
        ),
    )  # fmt: skip
    return answer(request, sheet, form, save)
