"""The lanes of contacts, silences, the complaint, and money: each a builder from audit to lane."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from putright.core.findings.audit import Audit
from putright.core.timeline.items import Item
from putright.kit.cards import proof_of
from putright.kit.contacts import is_attempt, is_from_helper, is_from_resident, is_to, silences
from putright.kit.dates import long_day, pounds, sentence_case
from putright.kit.picture.shapes import LEFT, LETTER, Bar, Lane, Mark, Packer, Scale, place_label
from putright.kit.say import _, ngettext

TITLE = 26.0
DOT_ROW, LABEL_ROW, BAR_ROW, FOOT = 15.0, 19.0, 29.0, 8.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table that says what the picture shows."""

    lane: str
    start: str
    end: str
    what: str
    state: str


@dataclass(frozen=True, slots=True)
class Built:
    """A lane with the rows of the table that say the same."""

    lane: Lane
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """Something on one day, before it has a place."""

    day: date
    shape: str
    what: str
    state: str
    label: str = ""


def dots(title: str, points: Iterable[Point], y: float, scale: Scale) -> Built:
    """A lane of marks without words; marks of the same days stand below each other."""
    listed = sorted(points, key=lambda p: p.day)
    packer, marks = Packer(gap=1.0), []
    for point in listed:
        x = scale.x(point.day)
        row = packer.row(x - 6, x + 6)
        where = y + TITLE + row * DOT_ROW + 6
        marks.append(Mark(x, where, point.shape, _hover(point)))
    height = TITLE + packer.rows * DOT_ROW + FOOT
    return Built(Lane(title, y, height, marks=tuple(marks)), _rows(title, listed))


def labelled(title: str, points: Iterable[Point], y: float, scale: Scale) -> Built:
    """A lane of marks with their words beside them."""
    listed = sorted(points, key=lambda p: p.day)
    packer, marks = Packer(), []
    for point in listed:
        x = scale.x(point.day)
        label_x, anchor, low, high = place_label(x, point.label, room_from=10)
        row = packer.row(min(low, x - 7), max(high, x + 7))
        where = y + TITLE + row * LABEL_ROW + 7
        marks.append(Mark(x, where, point.shape, _hover(point), point.label, anchor, label_x))
    height = TITLE + packer.rows * LABEL_ROW + FOOT
    return Built(Lane(title, y, height, marks=tuple(marks)), _rows(title, listed))


def _hover(point: Point) -> str:
    return f"{long_day(point.day)}: {point.what}. {point.state}"


def _rows(title: str, points: Iterable[Point]) -> tuple[Row, ...]:
    return tuple(Row(title, long_day(p.day), "", p.what, p.state) for p in points)


def _point(item: Item, shape: str) -> Point:
    settled = item.is_settled
    mark = shape if settled else f"{shape}-hollow"
    state = proof_of(item) + (f". {_('Two accounts')}" if item.disputed_by else "")
    return Point(item.when.date, mark, item.entry.text or " ".join(item.acts), state)


def from_resident(audit: Audit, y: float, scale: Scale) -> Built | None:
    """When the resident got in touch."""
    items = [item for item in audit.run.timeline.items if is_from_resident(item)]
    return _if_any(dots, _("Resident got in touch"), [_point(i, "circle") for i in items], y, scale)


def to_resident(audit: Audit, y: float, scale: Scale) -> Built | None:
    """When the landlord reached the resident; what is only claimed is hollow."""
    words = audit.run.words
    items = [item for item in audit.run.timeline.items if is_to(item, "resident", words)]
    points = [_attempt(item) for item in items]
    title = _("Landlord reached the resident")
    return dots(title, points, y, scale) if points else _never(title, y)


def _never(title: str, y: float) -> Built:
    """A lane that is missed most when it is empty: it says so."""
    says = _("never")
    mark = Mark(LEFT, y + TITLE + 6, "nothing", f"{title}: {says}", says, "start", LEFT)
    lane = Lane(title, y, TITLE + LABEL_ROW + FOOT, marks=(mark,))
    return Built(lane, (Row(title, "", "", sentence_case(says), _("No record")),))


def _attempt(item: Item) -> Point:
    point = _point(item, "diamond")
    if not is_attempt(item) or not item.is_settled:
        return point
    return Point(point.day, "diamond-half", point.what, _("An attempt. ") + point.state)


def helpers(audit: Audit, y: float, scale: Scale) -> Built | None:
    """Contacts with whoever helps the resident."""
    items, words = audit.run.timeline.items, audit.run.words
    points = [_point(item, "square") for item in items if is_from_helper(item)]
    points += [_point(item, "diamond") for item in items if is_to(item, "helper", words)]
    return _if_any(dots, _("Helper got in touch, or was answered"), points, y, scale)


def _if_any(
    draw: Callable[[str, Iterable[Point], float, Scale], Built],
    title: str,
    points: list[Point],
    y: float,
    scale: Scale,
) -> Built | None:
    return draw(title, points, y, scale) if points else None


def silent(audit: Audit, y: float, scale: Scale) -> Built | None:
    """Gaps of four weeks and more in what reached the resident."""
    found = sorted(silences(audit), key=lambda s: s.start)
    if not found:
        return None
    title = _("Silences: days without a contact that reached the resident")
    spans, rows = [], []
    for gap in found:
        x, end = scale.x(gap.start), scale.x(gap.end)
        long, short = ngettext("{n} day", "{n} days", gap.days), str(gap.days)
        label = long if len(long) * LETTER < end - x - 8 else short
        label = label if len(label) * LETTER < end - x - 4 else ""
        state = _("Longer than promised") if gap.breaks else _("No promise of contact broken")
        hover = f"{long_day(gap.start)} {_('to')} {long_day(gap.end)}: {long}. {state}"
        kind = "silence-broken" if gap.breaks else "silence"
        spans.append(Bar(x, y + TITLE, end, end, kind, hover, label, "middle", (x + end) / 2))
        rows.append(Row(title, long_day(gap.start), long_day(gap.end), long, state))
    return Built(Lane(title, y, TITLE + 24 + FOOT, spans=tuple(spans)), tuple(rows))


def complaint(audit: Audit, y: float, scale: Scale) -> Built | None:
    """Each stage of each complaint, from asking to answer."""
    title = _("Complaint, from asking to answer")
    packer, bars, rows = Packer(), [], []
    for start, end, name in _stages(audit):
        finish = end or start
        x, end_x = scale.x(start.when.date), scale.x(finish.when.date)
        state = long_day(finish.when.date) if end else _("No answer on record")
        label = name if end else f"{name}: {_('no answer on record')}"
        end_x = max(end_x, x + 5) if end else x + 30
        label_x, anchor, low, high = place_label(x, label)
        where = y + TITLE + packer.row(min(low, x), max(high, end_x)) * BAR_ROW
        hover = f"{label}: {long_day(start.when.date)}, {state}"
        kind = "stage" if end else "stage-never"
        due_x = end_x if end else end_x - 8
        bars.append(Bar(x, where, due_x, end_x, kind, hover, label, anchor, label_x))
        rows.append(
            Row(title, long_day(start.when.date), state, name, proof_of(start))
        )  # fmt: skip
    if not bars:
        return None
    height = TITLE + packer.rows * BAR_ROW + FOOT
    return Built(Lane(title, y, height, bars=tuple(bars)), tuple(rows))


def _stages(audit: Audit) -> Iterator[tuple[Item, Item | None, str]]:
    doing = audit.run.timeline.doing
    asked = [
        item
        for item in doing(("complaint.raised", "complaint.escalated"))
        if not item.entry.repeats
    ]
    for item in asked:
        stage = item.entry.stage or (2 if "complaint.escalated" in item.acts else 1)
        answers = [
            answer
            for answer in doing(("complaint.responded",))
            if answer.entry.complaint == item.entry.complaint
            and answer.entry.stage in (0, stage)
            and answer.when.first >= item.when.first
        ]
        yield item, (answers[0] if answers else None), _("Stage {stage}").format(stage=stage)


def ombudsman(audit: Audit, y: float, scale: Scale) -> Built | None:
    """Every act by or toward the Ombudsman."""
    points = []
    for item in audit.run.timeline.items:
        acts = [act for act in item.acts if act.startswith("ombudsman.")]
        if acts:
            says = sentence_case(_(audit.run.words.acts[acts[0]].says))
            points.append(
                Point(item.when.date, "star", item.entry.text or says, proof_of(item), says)
            )
    return _if_any(labelled, _("The Ombudsman"), points, y, scale)


def money(audit: Audit, y: float, scale: Scale) -> Built | None:
    """Offers added up for each heading, and sums ordered."""
    points = []
    for heading in audit.headings:
        for offer in heading.offers:
            label = _("{sum} offered in all: {heading}").format(
                sum=pounds(offer.total), heading=_short(heading.title)
            )
            points.append(
                Point(date.fromisoformat(offer.on), "pound", label, _("Record attached"), label)
            )
    for item in audit.run.timeline.items:
        for order in item.entry.orders:
            if order.amount is not None:
                label = _("{sum} ordered").format(sum=pounds(order.amount))
                points.append(Point(item.when.date, "order", order.what, proof_of(item), label))
    return _if_any(labelled, _("Offers and orders"), points, y, scale)


def _short(title: str) -> str:
    return title if len(title) <= 34 else title[:32].rsplit(" ", 1)[0] + " ..."
