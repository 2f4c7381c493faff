"""Kinds of agency, the ways they take requests, and the bases on which facts are shared."""

from collections.abc import Mapping

from putright.kit.say import N_

KINDS: Mapping[str, str] = {
    "police neighbourhood": N_("Police neighbourhood team"),
    "police": N_("Other police team"),
    "social care children": N_("Social care for children"),
    "social care adults": N_("Social care for adults"),
    "school": N_("School"),
    "support agency": N_("Support agency"),
    "council": N_("Council"),
    "councillor": N_("Councillor"),
    "member of parliament": N_("Member of parliament"),
    "other": N_("Other"),
}
ROLES: Mapping[str, str] = {
    "police neighbourhood": "police",
    "police": "police",
    "social care children": "social worker",
    "social care adults": "social worker",
    "school": "school",
    "support agency": "support worker",
    "councillor": "councillor",
    "member of parliament": "councillor",
}
"""The part that an agency of a kind plays, in the words that policies use."""
ELECTED = frozenset({"councillor", "member of parliament"})
"""They ask us; they are no agency that we ask."""
PLEDGED: Mapping[str, frozenset[str]] = {
    "police": frozenset({"police neighbourhood", "police"}),
    "social worker": frozenset({"social care children", "social care adults"}),
}
"""Which kinds of agency keep what was promised with a word of the form."""
ROUTES: Mapping[str, str] = {
    "secure email": N_("Secure email"),
    "email": N_("Email"),
    "phone": N_("Phone"),
    "web form": N_("Web form"),
    "post": N_("Post"),
}
CHANNELS: Mapping[str, str] = {
    "secure email": "email", "email": "email", "phone": "phone", "web form": "web form",
    "post": "letter",
}  # fmt: skip
"""The channel of the vocabulary that each way of taking requests is."""
COPIES: Mapping[str, str] = {"email": "email", "letter": "letter", "web form": "form"}
"""What a copy of what went by a channel is as evidence; a call has none but its line in the log."""
BASES: Mapping[str, str] = {
    "power": N_(
        "Section 115 of the Crime and Disorder Act 1998 lets us share these facts with you, and "
        "you with us, to prevent crime and disorder. It is a power and not a duty: if you decide "
        "not to answer, please say so and why."
    ),
    "consent": N_("The person whom these facts are about has agreed that we ask you."),
    "safeguarding": N_(
        "We ask because somebody may be at risk of harm. We have not waited for consent where "
        "waiting could add to the risk."
    ),
}
"""On what basis facts are shared, in the words of the request."""
SHORT_BASES: Mapping[str, str] = {
    "power": N_("The law lets us: Crime and Disorder Act 1998, section 115 (a power, no duty)"),
    "consent": N_("Consent: the person agreed"),
    "safeguarding": N_("Safeguarding: somebody may be at risk of harm"),
}
ENQUIRY_BASES: Mapping[str, str] = {
    "consent": N_("The resident agreed in writing or by phone that we answer"),
    "casework": N_("They act for their constituent, who asked them to (casework)"),
    "none yet": N_("Neither yet: we answer without personal facts"),
}
"""On what basis an enquiry of somebody elected is answered."""
