"""Words around an act: what is doubted, told again, somebody else's account, or only belongs."""

from collections.abc import Iterator, Sequence

from putright.core.claims.lexicon import ACCOUNT, MAY, bare, is_not
from putright.core.claims.phrases import Phrases
from putright.core.claims.reading import MAY_MONTH, Word

_ON_NO_RECORD = (
    "has/had/shows/show/says/holds/tells nothing",
    "nothing in/on the/our/your file/files/record/records/notes/system/log",
    "does/do/did not show/appear/record/mention",
    "not recorded/noted/minuted/logged/documented",
    "not written down",
    "nothing in writing",
    "not in/on the/our/your/its file/files/record/records/notes/system/log/diary",
    "not in it",
    "not _ able to confirm",
    "unable to confirm/verify",
    "cannot confirm/verify/tell/vouch",
    "cannot be confirmed/sure/certain/verified",
    "do not know whether/if",
    "without a/any record/note/trace",
    "no mention/minutes/paperwork",
    "no written record/note",
    "nobody/no-one _ recorded/noted/minuted",
    "made/left/kept no note/record/notes",
    "not be relied",
    "not rely",
)
"""Ways to own that nothing is on record, before an act or behind it."""
PERIODS = frozenset(
    {
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "week",
        "month",
        "night",
        "year",
        "weekend",
        "stage",
        "class",
        "floor",
        "half",
        "summer",
        "winter",
        "autumn",
        "spring",
        "time",
        "name",
        "january",
        "february",
        "march",
        "april",
        MAY_MONTH,
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    }
)
"""After "last" these make a time of it: "last Friday"."""
OURS = frozenset(
    {
        "we",
        "i",
        "letter",
        "notes",
        "note",
        "handover",
        "letters",
        "email",
        "records",
        "record",
        "system",
        "file",
        "log",
        "response",
        "reply",
    }
)
STOPS = frozenset(
    {
        "we",
        "i",
        "who",
        "that",
        "but",
        "when",
        "because",
        "after",
        "before",
        "once",
        "since",
        "until",
        "while",
        "where",
        "so",
        "only",
        "what",
        "how",
        "why",
        "whether",
    }
)
DOUBTS = Phrases(
    (one, True)
    for one in (
        "no record",
        "no records",
        "no note",
        "no notes",
        "no evidence",
        "no proof",
        "nothing shows",
        "nothing to show",
        "nothing that shows",
        "cannot show",
        "can't show",
        "could not show",
        "cannot find",
        "did not find",
        "didn't find",
        "can't find",
        "can find nothing",
        "found nothing",
        "could not find",
        "find no _ record/note/entry/trace",
        "found no _ record/note/entry/trace",
        "not true",
        "untrue",
        "wrong to say/tell/write/claim",
        "were wrong that",
        "was wrong that",
        "wrongly",
        "not correct",
        "not right",
        "not the case",
        "instead of",
        "rather than",
        "no trace",
        "should not have said/told/written",
        "not shown",
        "cannot prove",
        "can't prove",
        "said to have",
        "supposed to have",
        "meant to have",
        "hold nothing",
        "have nothing",
        "unable to show",
        "not able to show",
        "not able to find",
        "unable to find",
        "not been able to find",
        "not been able to show",
        "not borne out",
        "not backed",
        "cannot be shown",
        "could not be shown",
        "cannot be found",
        "nothing on file",
        "nothing on the file",
        "will not rely",
        "no log",
        "no _ log/record/note",
        "no entry",
        "not supported",
        "before we had",
        "it was not",
        "it did not happen",
        "that did not happen",
        "did not in fact",
        "has no basis",
        "no sign",
        "withdraw that/this/it",
        "take that/this/it back",
        "that was wrong",
        "that was a mistake",
        "that was not so",
        *_ON_NO_RECORD,
        "mistake to say/write/tell/claim",
        "mistaken in/to",
        "having said/written/told/claimed",
        "stand by",
        "withdraw/withdrawn/withdrew what/our/the/that",
        "take/took/taken back the/what/our",
        "in error",
        "wrong in saying/writing/telling",
    )
)
CALLED_OFF = Phrases(
    (one, True)
    for one in (
        "called _ off",
        "called the _ off",
        "put off",
        "postponed",
        "cancelled",
        "canceled",
        "rearranged",
        "rescheduled",
        "put back",
        "fell through",
        "not/never take/took/taken place",
        "not go/gone ahead",
        "never went ahead",
        "not/never happen/happened",
        "not/never made/held/kept",
        "not/never been made/held/kept",
    )
)
"""What was arranged and did not take place that day."""
UNSHOWN = Phrases(
    (one, True)
    for one in (
        "not backed",
        "not borne out",
        "no _ record/records/trace/log/logs",
        "cannot show/find/prove",
        "can find nothing",
        "found nothing",
        "nothing shows",
        "nothing to show",
        "not supported",
        "will not rely",
        "hold nothing",
        "unable to find/show",
        "cannot be shown/found",
        "two accounts",
        "accounts differ",
        "not accept that",
        "dispute that",
        *_ON_NO_RECORD,
    )
)
"""Words behind an act that own up to its being told and not shown."""
PREPOSED = frozenset({"to", "of", "from", "with", "about", "for", "at", "in", "against"})
"""After these somebody named is not who did it: "our letter to the couple came back"."""
BREAKS = frozenset(
    {
        "for",
        "on",
        "about",
        "in",
        "with",
        "at",
        "by",
        "from",
        "into",
        "after",
        "before",
        "since",
        "until",
        "every",
        "while",
        "under",
        "as",
        "than",
        "wait",
        "seriously",
    }
)
MEASURES = frozenset(
    {
        "number",
        "series",
        "couple",
        "set",
        "sets",
        "string",
        "range",
        "copy",
        "handful",
        "lot",
        "total",
        "succession",
        "copies",
        "kind",
        "sort",
        "form",
    }
)
BELONG = frozenset(
    {
        "your",
        "our",
        "my",
        "the",
        "a",
        "an",
        "first",
        "second",
        "third",
        "last",
        "latest",
        "earlier",
        "previous",
        "phone",
        "stage",
        "1",
        "2",
    }
)
STORY = frozenset({"that", "how", "whether", "why", "when", "being", "having", "what", "us"})
AFTER = frozenset(
    {
        "about",
        "after",
        "for",
        "since",
        "to",
        "of",
        "in",
        "with",
        "from",
        "following",
        "regarding",
        "and",
        "at",
        "on",
        "when",
        "that",
        "as",
        "before",
        "under",
    }
)


def doubts(words: Sequence[Word]) -> list[int]:
    """Where it is said that something cannot be shown, or was wrong to say."""
    found = ((at, DOUBTS.at(words, at)) for at in range(len(words)))
    return [at for at, one in found if one is not None and not _is_until(words, one[0])]


def _is_until(words: Sequence[Word], place: int) -> bool:
    """Whether it is "it was not until 3 May that": said of a day, not doubted."""
    return place < len(words) and words[place].text in ("until", "till", "only", "before")


def unshown(words: Sequence[Word]) -> bool:
    """Whether the sentence owns that something was told and cannot be shown."""
    return any(UNSHOWN.at(words, at) is not None for at in range(len(words)))


_PAPERS = "letter/letters/email/emails/note/notes/handover/response/reply/answer"
PAPERS = frozenset(_PAPERS.split("/"))
QUOTES = Phrases(
    (one, True)
    for one in (
        f"according to _ _ {_PAPERS}",
        f"as _ _ {_PAPERS} has/had/puts/put it",
        f"{_PAPERS} mentions/mentioned/tells/suggests/suggested/implies/implied/speaks",
        f"{_PAPERS} _ _ _ _ _ mentions/tells/suggests/suggested/implies/implied/speaks of",
        f"mentioned/told of/said only/spoken of in _ _ {_PAPERS}",
        "is/was said to have",
        "are/were said to have",
        "it says/said that",
        "it also says/said that",
        f"so _ _ {_PAPERS} says/said/claims/claimed",
        "it is/was written/stated that",
    )
)
"""What one of our own papers tells: it may be that nothing else does."""


IN_ALL = Phrases(
    (one, True)
    for one in ("in all", "in total", "altogether", "all told", "a total of", "all in all")
)
"""What makes a number the whole of it."""
NEVER = Phrases(
    (one, True)
    for one in (
        "never",
        "not once",
        "not one",
        "not a single",
        "at no time",
        "at no point",
        "on no occasion",
        "on neither occasion",
        "none at all",
    )
)
"""What denies a thing altogether."""


def is_never(words: Sequence[Word]) -> bool:
    """Whether the sentence denies that it was ever so."""
    return any(NEVER.at(words, at) is not None for at in range(len(words)))


PLANNED = frozenset({"planned", "due", "arranged", "booked", "asked", "fixed", "hoped", "no"})


OWNED = Phrases(
    (one, True)
    for one in (
        "sorry that/for",
        "apologise that/for",
        "regret that",
        "was wrong",
        "were wrong to",
        "was a mistake",
        "should not/never have",
        "ought not/never to have",
        "was not right/fair/suitable/appropriate",
        "was unfair/unsuitable/inappropriate",
    )
)


def owns(words: Sequence[Word]) -> bool:
    """Whether it owns up to what was done, which somebody told of and nobody wrote down."""
    return any(OWNED.at(words, at) is not None for at in range(len(words)))


def is_turned(words: Sequence[Word], place: int) -> bool:
    """Whether who did it stands behind the denial: "at no time have we"."""
    if place < 2 or words[place - 1].text not in ("have", "had", "did", "has"):
        return False
    found = (NEVER.at(words, at) for at in range(max(0, place - 4), place - 1))
    return any(one is not None and one[0] == place - 1 for one in found)


def opens_never(words: Sequence[Word], begins: int, head: int) -> bool:
    """Whether the clause of an act begins so: "at no point in April did you get a call"."""
    first = next((one for at in range(begins, min(begins + 2, head))
                  if (one := NEVER.at(words, at)) is not None), None)  # fmt: skip
    turned = {"did", "have", "has", "had", "was", "were", "does", "do"}
    return first is not None and any(one.text in turned for one in words[first[0] : head])


def not_sure(words: Sequence[Word]) -> bool:
    """Whether it may not have come to it: a second visit that was only planned."""
    told = any(is_not(one.text) or one.text in PLANNED or one.text in MAY - {"to"} for one in words)
    return told or called_off(words)


def called_off(words: Sequence[Word]) -> bool:
    """Whether the sentence says that something arranged did not take place then."""
    return any(CALLED_OFF.at(words, at) is not None for at in range(len(words)))


def retold(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Stretches that tell what we ourselves said before."""
    quoted = (QUOTES.at(words, at) for at in range(len(words)))
    if any(one is not None for one in quoted) or _is_told_last(words):
        return [(-1, len(words))]
    return [
        (place, next(_ends(words, place + 1), len(words)))
        for place, word in enumerate(words)
        if word.text in ("said", "told", "wrote", "stated", "claimed", "wrongly", "says", "say")
        and any(bare(one.text) in OURS for one in words[max(0, place - 4) : place])
        and (
            any(one.text in ("that", "we", "you") for one in words[place + 1 : place + 4])
            or words[place - 1].text in PAPERS
        )
    ]


def _last_clause(words: Sequence[Word]) -> list[str]:
    """The words behind the last comma; none where there is none."""
    cut = max((at for at, one in enumerate(words) if "," in one.gap), default=len(words))
    return [one.text for one in words[cut:]]


def _is_told_last(words: Sequence[Word]) -> bool:
    """Whether it ends with whose word it is: "you were rung, our letter says"."""
    last = _last_clause(words)
    return last[-1:] in (["says"], ["said"], ["claims"], ["claimed"]) and not PAPERS.isdisjoint(
        last
    )


def accounts(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Stretches of the sentence that tell what somebody else says."""
    if _is_their_word(words):
        return [(-1, len(words))]
    found: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        if word.text not in ACCOUNT or not place:
            continue
        led = [bare(one.text) for one in words[max(0, place - 4) : place]]
        if "we" in led or "i" in led or not ({"you", "she", "he", "they", "police"} & set(led)):
            continue
        if _is_of_ours(words, place) or words[place - 1].text in ("was", "were", "been"):
            continue
        end = next(_ends(words, place + 1), len(words))
        found.append((place, min(end, _thing(words, place))))
    return found


def _is_their_word(words: Sequence[Word]) -> bool:
    """Whether it ends with who told us: "the police have been three times, so they tell me"."""
    last = _last_clause(words)
    who = last[1:2] in (["they"], ["he"], ["she"], ["the"])
    return who and last[0] in ("so", "as") and last[-2:-1] in (["tell"], ["told"])


def _is_of_ours(words: Sequence[Word], place: int) -> bool:
    """Whether it is we who tell it: "you will remember that we wrote", "to help you feel safe"."""
    after = [bare(one.text) for one in words[place + 1 : place + 3]]
    led = [one.text for one in words[max(0, place - 3) : place]]
    if words[place].text in ("remember", "recall"):
        who = after[1:] if after[:1] == ["that"] else after[:1]
        return who in (["we"], ["i"], ["our"], ["my"])
    return words[place].text == "feel" and not {"help", "make", "let"}.isdisjoint(led)


def _thing(words: Sequence[Word], place: int) -> int:
    """Where the account of "you reported the paint and we came" ends: a thing, not a story."""
    after = [one.text for one in words[place + 1 : place + 5]]
    if words[place].text == "asked" and after[:1] in (["to"], ["for"]):
        joins = (at for at in range(place + 1, len(words)) if words[at].text in ("we", "i"))
        return next(joins, len(words))
    told = STORY - {"us"} if "," in words[min(place + 3, len(words) - 1)].gap else STORY
    if words[place].text not in ("reported", "raised") or not told.isdisjoint(after):
        return len(words)
    joins = (
        at
        for at in range(place + 1, len(words))
        if words[at].text in ("and", "but") or ("," in words[at].gap and _is_of_us(words, at))
    )
    return next(joins, len(words))


def _is_of_us(words: Sequence[Word], at: int) -> bool:
    """Whether what we did begins there: "when you reported it, an officer came"."""
    return words[at].text in ("we", "i", "our", "my", "an", "one", "someone", "somebody")


def _ends(words: Sequence[Word], place: int) -> Iterator[int]:
    for here in range(place, len(words)):
        gap = words[here].gap
        if ";" in gap or ("," in gap and words[here].text in ("but", "and", "so", "we", "however")):
            yield here
