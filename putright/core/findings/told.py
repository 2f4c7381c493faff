"""What an audit shows for an answer to a complaint: which findings are of its own handling, which
bear on a point, and the plain sentence that tells each."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from putright.core.duties.run import Run
from putright.core.findings.finding import Finding
from putright.core.findings.headings import NO_FAILING
from putright.core.policy.practice_responses import FailingWords, PointTopic

OF_HANDLING = frozenset({"complaints", "ombudsman"})
"""Areas of rules about how complaints are handled."""
WIDER = frozenset({"promises", "contact", "records"})
"""Areas whose findings are of the handling where their entry is part of the complaint."""


LONG_WORD, STEM = 5, 6
ENDING = re.compile(r"(?:ing|ed|es|s|e)$")


class Told(Struct, frozen=True, kw_only=True):
    """A finding with what its sentence is made of; ``days`` are the working days that it is late,
    by today where it is still open."""

    finding: Finding
    area: str
    entry: str
    words: str
    promise: str
    due: date | None = None
    done: date | None = None
    days: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it had a day and is not shown to have been done."""
        return self.due is not None and self.done is None


def told_of(
    findings: Iterable[Finding], run: Run, words: Sequence[FailingWords],
    promises: Mapping[str, str], *, today: date,
) -> tuple[Told, ...]:  # fmt: skip
    """Findings that are failings, each with its words; the same thing under one code once.

    ``promises`` says what each rule promises, by the name that a finding gives it.
    """
    found: dict[tuple[str, date, str], Told] = {}
    for finding in findings:
        if finding.code in NO_FAILING:
            continue
        told = _told(finding, run, words, promises, today)
        found.setdefault((finding.code, finding.on, told.entry), told)
    return tuple(found.values())


def of_handling(told: Iterable[Told], run: Run, complaint: str) -> tuple[Told, ...]:
    """Those about how this complaint was handled."""
    return tuple(each for each in told if _is_handling(each, run, complaint))


def of_others(told: Iterable[Told], run: Run) -> tuple[Told, ...]:
    """Those that are about the handling of no complaint."""
    return tuple(
        each
        for each in told
        if each.area not in OF_HANDLING | {"redress"} and not _complaints_of((each.entry,), run)
    )


def placed(
    told: Iterable[Told], points: Mapping[str, str], topics: Sequence[PointTopic],
    texts: Mapping[str, str],
) -> dict[str, tuple[Told, ...]]:  # fmt: skip
    """Each finding under the one point that it fits best; one that fits none is in no point.

    ``points`` has the words of each, ``texts`` what the entries say.
    """
    found: dict[str, tuple[Told, ...]] = dict.fromkeys(points, ())
    for each in told:
        about = stems_of(f"{each.words} {each.promise} {texts.get(each.entry, '')}")
        fits = {point: _fit(each, about, said, topics) for point, said in points.items()}
        best = max(fits, key=lambda point: fits[point], default="")
        if best and fits[best]:
            found[best] = (*found[best], each)
    return found


def _fit(told: Told, about: frozenset[str], said: str, topics: Sequence[PointTopic]) -> int:
    """How well a finding fits a point; 0 where it does not bear on it."""
    lower, shared = said.lower(), len(stems_of(said) & about)
    mine = [each for each in topics if not each.words or any(_says(lower, w) for w in each.words)]
    if any(each.apart for each in mine):
        return 0
    meant = any(
        (told.area in each.areas or told.finding.code in each.codes) and (shared or not each.alike)
        for each in mine
    )
    return 1 + shared if meant else 0


def stems_of(text: str) -> frozenset[str]:
    """The longer words of a text without their endings, to be held against another's."""
    words = (word.strip(".,;:!?“”\"'()").lower() for word in text.replace("-", " ").split())
    return frozenset(ENDING.sub("", word)[:STEM] for word in words if len(word) >= LONG_WORD)


def _says(text: str, start: str) -> bool:
    return any(word.startswith(start) for word in text.replace("-", " ").split())


def _told(
    finding: Finding, run: Run, words: Sequence[FailingWords], promises: Mapping[str, str],
    today: date,
) -> Told:  # fmt: skip
    due = finding.due if isinstance(finding.due, date) else None
    done = finding.done if isinstance(finding.done, date) else None
    days = run.calendar.count(due, done or today) if due is not None else None
    rule = finding.rule.partition(":")[2]
    form = "plain" if due is None else "missed" if done is None else "late"
    return Told(
        finding=finding,
        area=rule.partition(".")[0],
        entry=finding.entries[0] if finding.entries else "",
        words=_words_for(finding.code, rule, form, words),
        promise=promises.get(finding.rule, "").rstrip("."),
        due=due,
        done=done,
        days=days,
    )


def _words_for(code: str, rule: str, form: str, words: Sequence[FailingWords]) -> str:
    """The words of the rule, else of the code, else of every kind."""
    fit = [each for each in words if each.code in ("", code) and each.rule in ("", rule)]
    ranked = sorted(fit, key=lambda each: (not each.rule, not each.code))
    return next((said for each in ranked if (said := getattr(each, form))), "")


def _is_handling(told: Told, run: Run, complaint: str) -> bool:
    if told.area in OF_HANDLING:
        of = _complaints_of(told.finding.entries, run)
        return not of or complaint in of
    return told.area in WIDER and complaint in _complaints_of((told.entry,), run)


def _complaints_of(entries: Iterable[str], run: Run) -> frozenset[str]:
    """The complaints that entries are part of."""
    by_id = run.timeline.by_id
    named = (by_id[key].entry.complaint for key in entries if key in by_id)
    return frozenset(complaint for complaint in named if complaint)
