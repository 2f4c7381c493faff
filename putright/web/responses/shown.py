"""How the page of an answer words what it shows."""

from typing import Any

from django.urls import reverse

from putright.casework.queries.complaints import address_of
from putright.casework.queries.responses import ResponsePage
from putright.casework.response_lacks import words_of
from putright.gateways import clock
from putright.kit.say import _
from putright.sheets import shown as put


def shown(seen: ResponsePage) -> dict[str, Any]:
    """What the template is drawn from."""
    titles = {point.id: point.title for point in seen.points}
    case = seen.around.id
    return {
        "page": seen,
        "lacks": [words_of(each, titles) for each in seen.lacks],
        "entries": {
            point.id: [put.entry(each, case) for each in point.entries] for point in seen.points
        },
        "entry_href": lambda number: put.entry_href(case, number),
        "now": clock.now(),
        "next_words": _next(seen),
        "redress_href": reverse("redress:page", kwargs={"case_id": case}),
        "complaint_href": complaint_href(seen),
        "words": {
            "upheld": _("Upheld"),
            "partly upheld": _("Upheld in part"),
            "not upheld": _("Not upheld"),
        },
    }


def _next(seen: ResponsePage) -> str:
    following = seen.following
    if following is None:
        return _("This is our final answer. The letter says how to go to the Ombudsman.")
    words = _("The letter says that they can go on to {stage}, answered by {who}.")
    return words.format(stage=following.name.lower(), who=following.answered_by)


def unfilled(seen: ResponsePage) -> str:
    """The points that the audit says nothing of, so that nothing was filled in for them."""
    empty = {each.point for each in seen.drafted if not each.reasons}
    titles = [point.title for point in seen.points if point.id in empty]
    if not titles:
        return ""
    words = _("No finding of the audit bears on this, so nothing was filled in: {what}. What "
              "happened is for you to find out and write.")  # fmt: skip
    return words.format(what="; ".join(titles))


def complaint_href(seen: ResponsePage) -> str:
    """Where the complaint is shown."""
    named = {"case_id": seen.around.id, "complaint": address_of(seen.complaint)}
    return reverse("complaints:one", kwargs=named)
