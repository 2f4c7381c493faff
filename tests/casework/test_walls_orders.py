"""T12: what is about orders of several complaints is kept from whoever one of them names."""

from datetime import timedelta

import pytest
from factories.made import a_report, add_entries, as_actor

from putright.casework.live import load
from putright.casework.walls import seen_by
from putright.core.events.entry import Entry
from putright.core.events.parts import Pledge

pytestmark = pytest.mark.django_db


def _determined(key, complaint, now):
    return Entry(
        id=f"d-{key}", does=("ombudsman.determined",), on=now.date(), by="ombudsman",
        to=("landlord",), text="It decided.", complaint=complaint, about=("complaint",),
        channel="portal",
        orders=(Pledge(id=f"o-{key}", what="apologise", due=now.date() + timedelta(days=28)),),
    )  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        {"does": ("order.pack_made",), "facts": {"orders": "o-one o-two"}},
        {"does": ("order.carried_out",), "keeps": ("o-one", "o-two")},
    ],
)
def test_papers_about_orders_of_two_complaints_are_kept_from_whom_one_names(
    told, make_case, staff, now
):
    named, other = staff("officer"), staff("team leader")
    case = make_case(entries=[a_report(now)])
    about = a_report(
        now, id="c-two", does=("complaint.raised",), complaint="two",
        about_staff=(f"staff-{named.id}",), text="He was rude.",
    )  # fmt: skip
    add_entries(
        case, about, _determined("one", "one", now), _determined("two", "two", now), now=now
    )
    entry = Entry(id="papers", on=now.date(), by="landlord", complaint="one", text="Two.",
                  about=("complaint",), channel="internal", **told)  # fmt: skip
    add_entries(case, entry, now=now)

    live = load(case)
    texts = {one.entry.text for one in seen_by(as_actor(named), live).live.kept}
    assert "Two." not in texts and "He was rude." not in texts
    assert "Two." in {one.entry.text for one in seen_by(as_actor(other), live).live.kept}
