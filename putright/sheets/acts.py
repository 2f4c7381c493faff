"""On which page an act is done, where it has one of its own; any other is logged as a contact."""

from collections.abc import Iterable, Mapping

PAGES: Mapping[str, str] = {
    "asb.risk_lowering_refused": "risk:agree",
    "asb.risk_assessed": "risk:assess",
    "safeguarding.considered": "risk:safeguarding",
    "referral.made": "risk:safeguarding",
    "asb.plan_agreed": "plan:write",
    "asb.plan_sent": "plan:send",
    "asb.plan_reviewed": "plan:review",
    "asb.update_schedule_agreed": "updates:agree",
    "agency.requested": "agencies:ask",
    "agency.chased": "agencies:page",
    "agency.replied": "agencies:page",
    "agency.taken_higher": "agencies:page",
    "enquiry.answered": "agencies:page",
    "asb.tools_considered": "tools:weigh",
    "asb.other_party_contacted": "tools:page",
    "asb.other_party_heard": "tools:page",
    "asb.mediation_offered": "tools:page",
    "asb.tool_reviewed": "tools:page",
    "asb.hold_ended": "tools:page",
    "asb.warning_given": "tools:page",
    "move.acknowledged": "moves:page",
    "move.decided": "moves:page",
    "move.reviewed": "moves:page",
    "move.stay_looked_at": "moves:page",
    "complaint.logged": "complaints:page",
    "complaint.acknowledged": "complaints:page",
    "complaint.responded": "complaints:page",
    "complaint.escalation_refused": "complaints:page",
    "complaint.updated": "complaints:page",
    "works.raised": "works:page",
    "works.done": "works:page",
    "cost.answered": "works:page",
    "redress.settled": "redress:page",
    "redress.paid": "redress:page",
    "asb.visited": "visits:page",
    "asb.visit_attempted": "visits:page",
    "complaint.offered": "recognising:page",
    "service.done": "recognising:page",
    "asb.closure_consulted": "closing:hear",
    "asb.closure_announced": "closing:page",
    "asb.case_closed": "closing:page",
    "asb.followed_up": "closing:follow_up",
    "asb.survey_sent": "closing:survey",
    "asb.case_review_told": "closing:review_tell",
    "asb.case_review_answered": "closing:review_answer",
    "ombudsman.answered": "ombudsman:answered",
    "order.carried_out": "ombudsman:page",
    "letter.sent": "letters:begin",
    "letter.returned": "letters:page",
}
"""Acts with the address of the page on which they are done."""


def page_of(acts: Iterable[str]) -> str:
    """The address name of the page for the first of the acts that has one; "" for none.

    Where any of the acts is a plain contact, the page that logs contacts keeps it just as well.
    """
    listed = tuple(acts)
    if "contact.made" in listed:
        return ""
    return next((PAGES[act] for act in listed if act in PAGES), "")
