"""What the parts of an action plan are called: who does a line, how it was agreed, which tool."""

from collections.abc import Mapping

from putright.casework.queries.case_open import Open
from putright.casework.queries.staff import staffing_of
from putright.core.policy.practice import Tool
from putright.core.timeline.items import Item
from putright.kit.say import N_, _

OTHERS: Mapping[str, str] = {
    "police": N_("The police"),
    "council": N_("The council"),
    "social care": N_("Social care"),
    "school": N_("The school"),
    "support service": N_("A support service"),
    "contractor": N_("A contractor"),
}
"""Who else can do a line, where nobody of that kind is in the case yet."""

HOW: Mapping[str, str] = {
    "phone": N_("by phone"),
    "visit": N_("at a visit"),
    "portal": N_("in the portal"),
    "signature": N_("by signature"),
}
"""The ways to agree to a plan. Silence is none, and a letter that nobody answered is silence."""


def name_of(opened: Open, who: str) -> str:
    """Who does a line, as a page says it."""
    if not who:
        officer = officer_of(opened)
        return _("Us: {name}").format(name=officer) if officer else _("Us")
    if who in OTHERS and who not in opened.parts:
        return _(OTHERS[who])
    return opened.name(who)


def officer_of(opened: Open) -> str:
    """Who answers for the case today: its officer, or whoever covers for them; "" for nobody."""
    case = opened.case
    if case.officer_id is None:
        return ""
    staffing = staffing_of(case.landlord_id, today=opened.at.date())
    return opened.staff_name(staffing.acting_for(case.officer_id) or case.officer_id)


def how_words(opened: Open, item: Item) -> str:
    """How and with whom it was agreed."""
    how = str(item.entry.facts.get("how") or "")
    names = ", ".join(opened.name(key) for key in item.entry.to)
    way = _(HOW[how]) if how in HOW else _("by {channel}").format(channel=_(item.entry.channel))
    if not how and not item.entry.channel:
        way = ""
    with_whom = _("with {names}").format(names=names) if names else ""
    return " ".join(part for part in (way, with_whom) if part)


def tools(opened: Open) -> tuple[Tool, ...]:
    """The toolkit, the mildest first."""
    found: tuple[Tool, ...] = opened.live.engine.stack.practice("tool")
    return tuple(sorted(found, key=lambda tool: tool.rung))


def tool_name(opened: Open, key: str) -> str:
    """What a tool is called; nothing for none."""
    return next((tool.name for tool in tools(opened) if tool.id == key), "")
