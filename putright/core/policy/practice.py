"""What a pack says of daily practice: questions, tools, routes, closing lines, kinds of request.

They are no rules and owe nothing by themselves: pages ask, offer and check by them. A landlord's
own table of a kind takes the place of the default one as a whole (``Stack.practice``).
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from putright.core.policy.practice_claims import (
    ClaimAct,
    ClaimParty,
    ClaimVerb,
    ClaimWord,
    LetterNeed,
)
from putright.core.policy.practice_complaints import ComplaintStage, ExclusionGround
from putright.core.policy.practice_ladder import Digest, LadderRung
from putright.core.policy.practice_orders import (
    ApologyCheck,
    ApologySigner,
    HeadWords,
    OrderKind,
    ReviewWindow,
    StaffPost,
)
from putright.core.policy.practice_redress import ApprovalLimit, Matrix, RedressTerms, SetSum
from putright.core.policy.practice_responses import (
    BarredWords,
    FailingWords,
    OmbudsmanContact,
    PointTopic,
    RemedyKind,
)
from putright.core.policy.practice_service import ServiceReview
from putright.core.policy.practice_triage import PostCircle, TriageTime, UrgentWords
from putright.core.policy.rules import Pattern, Source


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer that can be given: its key, its words, its points, and what it sets off.

    ``level`` lifts the whole assessment to that level whatever the total is; ``prompts`` are things
    to think of at once ("safeguarding", "suicide"); ``kinds`` are kinds of report it tells of.
    """

    id: str
    says: str
    points: int = 0
    level: str = ""
    prompts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One plain question, with a hint and its answers.

    ``contains`` are contents that asking it deals with: how somebody is ("welfare"), "needs".
    """

    id: str
    says: str
    hint: str = ""
    choice: tuple[Choice, ...] = ()
    contains: tuple[str, ...] = ()


class Cutoff(Struct, frozen=True, forbid_unknown_fields=True):
    """From how many points on a level holds, and what it changes in words for the page.

    ``review`` is when to look again, where no rule of the landlord says so.
    """

    level: str
    points: int = field(name="from")
    means: tuple[str, ...] = ()
    review: str = ""


class QuestionSet(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A set of questions with weights and cut-offs.

    ``illustrative`` says that nobody has tested the weights: the page says so until a landlord
    puts its own in place. ``version`` goes with each answered set, which is never scored anew.
    """

    id: str
    title: str
    version: str
    source: Source
    illustrative: bool = False
    question: tuple[Question, ...] = ()
    cutoff: tuple[Cutoff, ...] = ()


class Tool(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One tool of the toolkit: when it fits, who may agree to it, which act using it is.

    ``rung`` orders the ladder from the mildest. ``never_for`` are kinds of report for which it is
    not offered. ``legal`` needs a sign-off. ``asks_victim`` is a tool that the victim is asked
    about first and may refuse. ``for_unknown`` fits where nobody knows who did it. ``act`` and
    ``offer_act`` are what using or offering it is written as.
    """

    id: str
    name: str
    fits: str
    rung: int
    act: str = "asb.tool_used"
    offer_act: str = "asb.tool_offered"
    never_for: tuple[str, ...] = ()
    legal: bool = False
    asks_victim: bool = False
    for_unknown: bool = False
    lasts: str = ""
    source: str = ""


class Criterion(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a route to another home asks for.

    ``shown_by`` are entries that suggest that it is met, ``denied_by`` that it is not; ``to_read``
    bear on it and have to be read, for their words decide. ``ask`` is the kind of request to an
    agency that would settle it.
    """

    id: str
    says: str
    settled_by: str = ""
    shown_by: Pattern | None = None
    denied_by: Pattern | None = None
    to_read: Pattern | None = None
    ask: str = ""


class Route(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A route to another home: who applies, who fills in the form, who decides, by when.

    ``review_within`` is how long looking at a decision again takes. ``is_default`` says that the
    route is usual in the field and no landlord's own text.
    """

    id: str
    name: str
    fits: str
    applies: str
    form: str = ""
    fills_in: Literal["resident", "officer", "other landlord", "nobody"] = "nobody"
    decided_by: str = ""
    within: str = ""
    review_within: str = ""
    source: Source
    is_default: bool = False
    needs_all: bool = True
    criterion: tuple[Criterion, ...] = ()


class ClosingLine(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One line of the checklist for closing: what shows it, or what must not be open.

    ``shown_by`` is an entry of the case; ``after_last`` asks that it came after the last entry like
    that. ``tries`` says which entries, and how many of them since the resident was last heard,
    show that the resident could not be reached: they stand in for what an entry like ``shown_by``
    lacks. Each entry like ``each`` must have a later one like ``followed_by``. ``none_owed`` are
    rules (or areas, as "agency") of which no promise may be open; ``not_open`` matters that must
    be settled; ``only_if`` lets the line fall away where no entry is like it. ``mend`` is the page
    that settles it.
    """

    id: str
    says: str
    gap: str
    shown_by: Pattern | None = None
    after_last: Pattern | None = None
    tries: Pattern | None = None
    each: Pattern | None = None
    followed_by: Pattern | None = None
    none_owed: tuple[str, ...] = ()
    not_open: tuple[Literal["agencies", "complaint", "move", "plan"], ...] = ()
    only_if: Pattern | None = None
    mend: str = ""
    excusable: bool = True


class RequestKind(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of request to an agency: to which kind of agency, on what basis, with which facts."""

    id: str
    name: str
    to: tuple[str, ...]
    basis: str
    asks: str
    facts: tuple[str, ...] = ()
    chase_after: str = ""
    for_whom: Literal["resident", "other party", "any"] = "any"


KINDS: Mapping[str, type[Struct]] = {
    "question_set": QuestionSet,
    "tool": Tool,
    "route": Route,
    "closing_line": ClosingLine,
    "request_kind": RequestKind,
    "complaint_stage": ComplaintStage,
    "exclusion_ground": ExclusionGround,
    "remedy_kind": RemedyKind,
    "failing_words": FailingWords,
    "point_topic": PointTopic,
    "barred_words": BarredWords,
    "ombudsman_contact": OmbudsmanContact,
    "matrix": Matrix,
    "approval_limit": ApprovalLimit,
    "redress_terms": RedressTerms,
    "set_sum": SetSum,
    "claim_party": ClaimParty,
    "claim_act": ClaimAct,
    "claim_verb": ClaimVerb,
    "claim_word": ClaimWord,
    "letter_need": LetterNeed,
    "service_review": ServiceReview,
    "urgent_words": UrgentWords,
    "triage_time": TriageTime,
    "post_circle": PostCircle,
    "ladder_rung": LadderRung,
    "digest": Digest,
    "order_kind": OrderKind,
    "head_words": HeadWords,
    "apology_check": ApologyCheck,
    "apology_signer": ApologySigner,
    "staff_post": StaffPost,
    "review_window": ReviewWindow,
}
"""The tables of a pack that speak of practice, with what each row is."""
