"""A replay on the screen: day by day what was told, then what nobody could be warned of."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from putright.casework.replay_json import ReplayJson, UnwarnedJson, WarningJson
from putright.cli.words import in_words, long_day, several, short_day

STYLES = {"due soon": "yellow", "overdue": "bold red", "refused": "bold magenta"}
OPPOSITE = {
    False: "Run again with --booked to see it with every contact in the books at once.",
    True: "Every contact was taken to be in the books when it happened.",
}
REFUSED = (
    "Refused: an act that Putright would have stopped until the thing in brackets was put right."
)


def replay_text(answer: ReplayJson) -> Iterator[RenderableType]:
    """All that a replay says, day by day."""
    kinds = Counter(str(told.kind) for told in answer.warnings)
    counts = ", ".join(f"{kinds.get(kind, 0)} {kind}" for kind in STYLES)
    yield Text(f"{answer.case}, played to the end of {short_day(answer.as_of)}", style="bold")
    yield Text(f"{several(len(answer.warnings), 'warning')}: {counts}.")
    if kinds.get("refused"):
        yield Text(REFUSED)
    yield Text(OPPOSITE[answer.booked])
    for day, told in groupby(answer.warnings, key=lambda warning: warning.at.date()):
        yield Text(f"\n{long_day(day)}", style="bold")
        for warning in told:
            yield from _warning(warning)
    if answer.unwarned:
        yield from _unwarned(answer.unwarned)


def _warning(told: WarningJson) -> Iterator[RenderableType]:
    due = f"; due {short_day(told.due)}" if told.due else ""
    hour = f"{told.at:%H:%M}" if (told.at.hour, told.at.minute) != (0, 0) else " " * 5
    head = Text.assemble(f"{hour}  ", (told.kind, STYLES[told.kind]), f", to the {told.to}{due}")
    yield Padding(head, (0, 0, 0, 2))
    yield Padding(Text(in_words(told.what)), (0, 0, 0, 9))
    yield Padding(Text(f"{told.rule}; {', '.join(told.entries)}", style="dim"), (0, 0, 0, 9))


def _unwarned(unseen: tuple[UnwarnedJson, ...]) -> Iterator[RenderableType]:
    yield Text(f"\nNOBODY COULD BE WARNED ({len(unseen)})", style="bold cyan")
    yield Text("These were not written down when they happened:")
    for each in unseen:
        line = (
            f"{short_day(each.on)}  {each.what} ({each.entry}), in the books from "
            f"{short_day(each.written_down)}"
        )
        yield Padding(Text(line), (0, 0, 0, 2))
