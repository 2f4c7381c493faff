"""How the updates of a case are put for their pages."""

from typing import Any

from putright.casework.queries.case_gaps import Gap
from putright.casework.queries.update_rhythm import Rhythm
from putright.casework.queries.updates import UpdateSeen, UpdatesPage
from putright.kit.dates import list_day, sentence_case
from putright.kit.say import _, ngettext
from putright.kit.shown import Column
from putright.sheets.shown import act_href, entry_href, excuse_href, place

COLUMNS = (
    Column(key="when", word=_("When"), is_heading=True),
    Column(key="what", word=_("What")),
    Column(key="proof", word=_("Record")),
    Column(key="counts", word=_("Counts as an update?")),
)


def page(seen: UpdatesPage) -> dict[str, Any]:
    """What the page of updates is drawn from."""
    around = seen.around
    may = "case.plan" in around.may

    def promise(each: Any) -> dict[str, Any]:
        return {
            "shown": each.shown,
            "act": act_href(each, around.id) if "contact.log" in around.may else "",
            "excuse": excuse_href(each, around.id) if "case.excuse" in around.may else "",
        }

    return {
        "page": seen,
        "around": around,
        "may": may,
        "rhythm": seen.rhythm,
        "why": why(seen.rhythm),
        "next_words": _next_words(seen),
        "next": promise(seen.next) if seen.next else None,
        "schedule": [promise(each) for each in seen.schedule],
        "led_to": [promise(each) for each in seen.search.led_to],
        "columns": COLUMNS,
        "rows": [_row(each, seen) for each in seen.updates],
        "gaps": [_gap(each) for each in seen.gaps],
        "heard": _heard(seen),
        "heard_href": entry_href(around.id, seen.heard.number) if seen.heard else "",
        "agreed_href": (
            entry_href(around.id, seen.rhythm.agreed.number) if seen.rhythm.agreed else ""
        ),
        "skipped_href": entry_href(around.id, seen.skipped.number) if seen.skipped else "",
        "log_href": place("contact:log", around.id) if "contact.log" in around.may else "",
        "visit_href": place("visits:page", around.id),
    }


def why(rhythm: Rhythm) -> str:
    """Why this often: what was agreed, else the risk and the clause."""
    if rhythm.agreed is not None:
        return f"{_('That often because it was agreed so.')} {_beside(rhythm)}".strip()
    if not rhythm.every:
        return ""
    levels = {"high": _("high"), "medium": _("medium"), "low": _("standard")}
    level = levels.get(rhythm.level, rhythm.level)
    return _("That often because the risk is {level}, as {clause} says.").format(
        level=level, clause=rhythm.clause
    )


def _beside(rhythm: Rhythm) -> str:
    """What the policy says where nothing is agreed."""
    if not rhythm.policy:
        return ""
    if rhythm.policy == rhythm.every:
        return _("{clause} asks for the same.").format(clause=rhythm.clause)
    words = _("Without an agreement it would be {every}, as {clause} says.")
    return words.format(every=rhythm.policy, clause=rhythm.clause)


def words_of(form: str) -> tuple[str, ...]:
    """What stands above a form."""
    said = {
        "updates-agree": (
            _("Agreed with the resident, it binds us from then on. A message of ours that nobody "
              "answered agrees to nothing."),
        ),
        "updates-nothing-new": (
            _("First the message is shown, to be sent or read out; then it is saved as it went."),
            _("A message on the machine, one that came back, or one to somebody else is no "
              "update: log those as a try."),
        ),
        "updates-skip": (
            _("An update is left out only because the resident wishes so. Their words are kept, "
              "and the day by which they hear from us again."),
        ),
    }  # fmt: skip
    return said[form]


def _next_words(seen: UpdatesPage) -> str:
    """The next update in one sentence: by when, by which way, from whom."""
    if seen.next is None:
        return _("No next update is promised in this case just now.")
    ways = {
        "phone": _("by phone"), "text": _("by text"), "email": _("by email"),
        "letter": _("by letter"), "visit": _("at a visit"), "in person": _("in person"),
    }  # fmt: skip
    way = ways.get(seen.rhythm.channel, _("by a way that is safe for them"))
    return _("Next update: by {by}, {way}, from {officer}.").format(
        by=seen.next.shown.by, way=way, officer=seen.officer
    )


def _row(one: UpdateSeen, seen: UpdatesPage) -> dict[str, Any]:
    entry = one.entry
    to = _("{title} ({to})").format(title=entry.title, to=entry.to) if entry.to else entry.title
    return {
        "happened": entry.happened,
        "what": ", ".join(part for part in (to, entry.channel) if part),
        "href": entry_href(seen.around.id, entry.number),
        "evidence": entry.evidence,
        "is_disputed": bool(entry.disputed_by),
        "counts": one.counts,
        "why_not": sentence_case(one.why_not),
    }


def _gap(gap: Gap) -> str:
    days = ngettext("{n} working day", "{n} working days", gap.workdays)
    if gap.ends:
        return _("{start} to {end}: {days} without a contact that a record shows.").format(
            start=list_day(gap.start), end=list_day(gap.end), days=days
        )
    return _("Since {start}: {days} without a contact that a record shows, and still going "
             "on.").format(start=list_day(gap.start), days=days)  # fmt: skip


def _heard(seen: UpdatesPage) -> str:
    """The resident's own silence."""
    if seen.last_heard is None:
        return _("Nothing has come from the resident yet.")
    days = ngettext("{n} working day ago", "{n} working days ago", seen.silent_days)
    day = list_day(seen.last_heard)
    if not seen.silent_days:
        return _("Last heard from the resident on {day}.").format(day=day)
    return _("Last heard from the resident on {day}, {days}.").format(day=day, days=days)
