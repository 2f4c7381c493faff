"""What the landlord is ordered to do, by when, with what proof; recommendations apart."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from putright.core.determinations.deadlines import Deadline, deadline_in
from putright.core.determinations.findings import Unread
from putright.core.determinations.outline import Paragraph, walk
from putright.core.determinations.sums import Award, award_of
from putright.core.workdays import Calendar

KINDS: tuple[tuple[str, str], ...] = (
    ("apology", r"\bapolog(?:y|ies|i[sz]e|i[sz]es|i[sz]ed|i[sz]ing)\b"),
    ("payment", r"\bpay(?:s|ment)?\b[^.]{0,80}(?:£|compensation)|£\s?\d|\bcompensation order\b|"
     r"\bpay\b[^.]{0,30}\bresident\b"),
    ("reimbursement", r"\breimburse\w*|\brefund\w*"),
    ("training", r"\btraining\b|\bcourses?\b"),
    ("review", r"\breview\w*\b|\bself-assess\w*"),
    ("inspection", r"\binspect\w*|\bsurvey\w*"),
    ("works", r"\brepairs?\b|\bworks?\b|\binstall\w*|\breplac\w*"),
    ("plan", r"\baction plan\b|\bschedule of\b|\bplan\b"),
    ("update", r"\bupdate\b|\bcontact\b|\bwrite to\b|\bexplain\b|\bmeet(?:ing)?\b"),
    ("record", r"\brecords?\b"),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in KINDS)
_PROOF = re.compile(
    r"[^.:]{0,400}\b(?:evidence|proof|confirm\w*)\b[^.:]{0,400}\b(?:compli\w+|Ombudsman|Service|us|payment|"
    r"order)\b[^.:]{0,400}"
    r"|[^.:]{0,400}\bconfirm compliance\b[^.:]{0,400}",
    re.IGNORECASE,
)
_ONLY_PROOF = re.compile(
    r"^(?:the landlord )?(?:should|must|shall|is (?:also )?(?:(?:ordered|required|asked) )?to|"
    r"will|to)?"
    r"\s*"
    r"(?:also )?(?:reply to|provide|confirm|send|write to|submit|give|evidence|share|"
    r"update|tell|inform|notify|supply|contact)\b[^.]{0,80}?"
    r"(?:evidence (?:of|that)|compl(?:iance|ied)|documentary evidence)|"
    r"^(?:documentary )?(?:evidence|proof|confirmation) (?:of|that)\b",
    re.IGNORECASE,
)
_DETAILS = re.compile(
    r"\b(?:includ(?:e|es|ing)|consider(?:s|ing)?|cover(?:s|ing)?|address(?:es|ing)?|set(?:s|ting)? "
    r"out|ensur(?:e|es|ing)|focus(?:es|ing)? on|look(?:s|ing)? at|detail(?:s|ing)?|"
    r"explain(?:s|ing)?|identify(?:ing)?|establish(?:ing)?|assess(?:ing)?|determin(?:e|ing))"
    r"(?: the following| at least| as a minimum)?\s*[:–-]$",
    re.IGNORECASE,
)
"""How an act ends that a list only tells more of."""
_MORE_OF_IT = re.compile(
    r"(?:^|[.;] )(?:The (?:\w+ )?(?:review|report|plan|training|apology|letter|assessment|audit|"
    r"survey|inspection|update)|It|This)\b[^.:]{0,20}\b(?:must|should|will|is to|needs to)\b"
    r"[^.:]{0,60}\b(?:include|cover|consider|address|set out|explain|identify|detail|ensure)\b"
    r"[^.:]{0,80}[:–-]$"
)
_INTENDS = re.compile(
    r"(?:the landlord )?(?:should|must|is (?:asked|required) to|to)?\s*(?:confirm|tell|inform|"
    r"update|"
    r"contact|write to|reply to|let|advise|notify|provide)\b.{0,60}?\b(?:Service|Ombudsman|us)\b"
    r".{0,60}?\bintentions?\b.{0,60}?\brecommendations?\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?:^|,)? ?\b(?:within|by) [^,.]{0,70}?,(?= )", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:The (?:total|compensation|payment|sum|amount|money)|This(?: (?:sum|amount|payment|total|"
    r"compensation))?|Payment|All payments?|These (?:sums|amounts|"
    r"payments))\b[^£.]{0,40}?\b(?:should|"
    r"must|is to|are to)\b(?: all)? (?:not )?be (?:paid|made|credited|offset)\b[^£]*$"
)
_TALK = re.compile(r"\bnot binding\b|\bmay decide not to follow\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:has|have) (?:complied|been complied)|\bcompl(?:iance|iant|y)\b|\bthese orders\b|"
    r"\bintentions?\b",
    re.IGNORECASE,
)
_RECOMMENDS = re.compile(r"\brecommend(?:s|ed|ation|ations)?\b", re.IGNORECASE)
_ORDERED = re.compile(r"\border(?:s|ed)?\b|\bmust\b", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:to|pay|paid|with|provide|apologise to|write to|update|contact)\s+(?:directly to "
    r")?(?:the )?"
    r"(?P<who>resident(?:s|[’']s representative)?|leaseholder|tenant|complainant|applicant|"
    r"shared owner)\b",
    re.IGNORECASE,
)
_DIRECT = re.compile(r"\bdirect(?:ly)? to\b|\bnot (?:be )?offset\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"\brent account\b", re.IGNORECASE)
_SERVICE = re.compile(r"\b(?:this Service|the Ombudsman|us)\b(?![’'])")
_DEPENDS = re.compile(
    r"\b(?:after|once|following|on completion of|upon completion of|subject to)\b (?:the |its |"
    r"this )?"
    r"(?:inspection|survey|works?|report|review|assessment)[^.;,]*",
    re.IGNORECASE,
)


class Order(Struct, frozen=True, kw_only=True):
    """One order: what is to be done, with its money, its day and its proof."""

    what: str
    kind: str
    paragraph: str
    under: str
    award: Award
    to: tuple[str, ...] = ()
    due: Deadline | None = None
    evidence: str = ""
    depends_on: str = ""
    said: str = ""
    """The words that set the time and ask for proof, where they stand above the order."""


class Ordered(Struct, frozen=True):
    """What the orders of a report come to."""

    orders: tuple[Order, ...] = ()
    recommendations: tuple[Order, ...] = ()
    unread: tuple[Unread, ...] = ()


class _Lead(Struct):
    text: str = ""
    proof: str = ""
    recommends: bool = False


def orders_of(
    paragraphs: Sequence[Paragraph], under: str, *, day: date | None, calendar: Calendar,
    recommends: bool = False,
) -> Ordered:  # fmt: skip
    """The orders and recommendations of a section with numbered paragraphs."""
    lead = _Lead(under if deadline_words(under) else "", recommends=recommends)
    found: list[Order] = []
    softer: list[Order] = []
    proof = ""
    for one, own in _steps([one for one in paragraphs if not _TALK.search(one.text)], lead):
        if _is_proof(one, own.text):
            proof = proof or one.text
            continue
        kept = softer if own.recommends else found
        if kept and not one.children and _CONDITION.match(one.text):
            kept[-1] = _with_condition(kept[-1], one.text)
            continue
        kept.append(order_of(one, under, lead=own.text, day=day, calendar=calendar))
    if proof:
        found = [_proved(order, proof, day, calendar) for order in found]
    return Ordered(tuple(found), tuple(softer))


def _with_condition(order: Order, text: str) -> Order:
    """An order with a paragraph that only says how its money is to be paid."""
    return replace(
        order, what=f"{order.what}\n{text}", to=tuple(dict.fromkeys((*order.to, *_to(text))))
    )


def _proved(order: Order, proof: str, day: date | None, calendar: Calendar) -> Order:
    """An order with the proof, and the day, that a paragraph asks for all of them."""
    return replace(
        order,
        due=order.due or deadline_in(proof, day, calendar),
        evidence=order.evidence or proof,
        said=order.said or proof,
    )


def order_of(
    one: Paragraph, under: str, *, lead: str, day: date | None, calendar: Calendar, kind: str = ""
) -> Order:
    """One order as a paragraph with its list, under what leads to it."""
    lines = [each.text for each in walk(one.children)]
    award = award_of(one.text, lines)
    whole = one.whole
    due = deadline_in(whole, day, calendar)
    above = deadline_in(lead, day, calendar) if lead else None
    proof = _PROOF.search(whole) or _PROOF.search(lead)
    depends = _DEPENDS.search(one.text)
    waits = due.text if due and not due.day and above and above.day else ""
    return Order(
        what=whole,
        kind=kind or kind_of(one.text),
        paragraph=one.number,
        under=under,
        award=award,
        to=_to(whole),
        due=above if waits else due or above,
        evidence=proof[0].strip(" ,;") if proof else "",
        depends_on=waits or (depends[0].strip() if depends and not due else ""),
        said=lead,
    )


def kind_of(text: str) -> str:
    """The kind of act, by the first word of the order that tells one; else "other"."""
    found = [(match.start(), kind) for kind, form in _KINDS if (match := form.search(text))]
    if not found:
        return "other"
    kinds = {kind for _at, kind in found}
    first = next((kind for kind in ("apology", "payment") if kind in kinds), "")
    return first or min(found)[1]


def _steps(paragraphs: Sequence[Paragraph], lead: _Lead) -> Iterator[tuple[Paragraph, _Lead]]:
    """Every order with what leads to it: a paragraph above its list, or the one before."""
    now = lead
    for one in paragraphs:
        softer = _softer(one.text, now if not one.children else lead)
        if one.children and _leads(one):
            now = _Lead(one.text, recommends=softer)
            for child in one.children:
                yield from _inner(child, now)
        elif _leads(one) and not one.children:
            now = _Lead(one.text, recommends=softer)
        else:
            yield one, _Lead(now.text, recommends=softer)


def _inner(child: Paragraph, lead: _Lead) -> Iterator[tuple[Paragraph, _Lead]]:
    """A line of the list; one that only sets another time leads to a list of its own."""
    own_time = (
        deadline_words(child.text) and _leads(child) and not award_of(child.text, ["£1"]).amount
    )
    if child.children and own_time:
        for inner in child.children:
            yield inner, _Lead(f"{child.text} {lead.text}", recommends=lead.recommends)
    else:
        yield child, lead


def deadline_words(text: str) -> bool:
    """Whether a text sets a time."""
    return re.search(r"\b(?:within|no later than|by \d)", text, re.IGNORECASE) is not None


def _leads(one: Paragraph) -> bool:
    """Whether a paragraph only says who must act and by when, and the acts follow."""
    text = one.text.rstrip()
    if (
        one.children
        and (_DETAILS.search(text) or _MORE_OF_IT.search(text))
        and any(form.search(text) for _kind, form in _KINDS)
    ):
        return False
    if not text.endswith((":", "to", ";", "must", "should", "–", "-")) and not one.children:
        return False
    act = re.sub(r"^.*?(?:\bthe landlord\b|\blandlord\b|\bwe\b|\bOmbudsman\b)", "", text, count=1)
    shown = _PROOF.sub("", act)
    is_act = any(
        form.search(shown) for kind, form in _KINDS if kind not in ("works", "review", "record")
    )
    return not is_act or (not one.children and text.endswith(":"))


def _softer(text: str, lead: _Lead) -> bool:
    """Whether it is only recommended."""
    if _RECOMMENDS.search(text) and not _ORDERED.search(text):
        return True
    return lead.recommends and not re.search(r"\bis ordered\b|\borders? the landlord\b", text)


def _is_proof(one: Paragraph, lead: str) -> bool:
    """Whether a paragraph only asks for proof that the other orders were kept."""
    text = one.text
    plain = _TIME.sub(" ", text).strip()
    if one.children or not (_ONLY_PROOF.match(plain) or _INTENDS.match(plain)):
        return False
    return bool(_REPORTED.search(text)) and award_of(text, []).amount is None


def _to(text: str) -> tuple[str, ...]:
    """To whom: only what the words say."""
    found = [one["who"].lower() for one in _TO.finditer(text)]
    who = list(dict.fromkeys(found))
    if _ACCOUNT.search(text):
        who.append("rent account")
    if re.search(
        r"\b(?:and|or) (?:this Service|the Ombudsman|us) with\b|\bresident and (?:this|the|our|"
        r"us)\b",
        text,
    ):
        who.append("the Ombudsman")
    return tuple(who)


def is_direct(text: str) -> bool:
    """Whether it must be paid to the person, and not to an account."""
    return _DIRECT.search(text) is not None
