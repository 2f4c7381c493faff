"""Writes docs/reference/ from the code, the packs and tools/reference.toml.

``python tools/make_reference.py`` writes every page and table; a test compares them with the disk.
"""

import re
import sys
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from putright.casework import audits  # noqa: E402
from putright.casework.permissions import READERS, TABLE  # noqa: E402
from putright.core.events import entry, parts, words  # noqa: E402
from putright.core.policy import opening, packs, practice, practice_redress, rules  # noqa: E402
from putright.core.timeline import casefile  # noqa: E402
from putright.gateways import files  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
NOTES: dict[str, dict[str, str]] = tomllib.loads(
    (ROOT / "tools" / "reference.toml").read_text(encoding="utf-8")
)
MADE = "<!-- Made by tools/make_reference.py: change that, or what it reads, not this page. -->"
CASE_STRUCTS: tuple[type[Struct], ...] = (
    casefile.Header, casefile.LeftOut, casefile.Heading, casefile.Impact, entry.Person,
    entry.Entry, parts.Evidence, parts.Pledge, parts.Claim, parts.Point, parts.Decision,
    parts.Offer, parts.Count, parts.Answer, parts.ToolUse, parts.Cost,
)  # fmt: skip
TABLES = {
    "Header": "[case]",
    "Heading": "[[heading]]",
    "Person": "[[person]]",
    "Entry": "[[entry]]",
}
TYPES = {
    "str": "text", "int": "number", "bool": "true or false", "date": "day", "datetime": "moment",
    "Decimal": "number",
}  # fmt: skip
WORKED = ROOT / "docs" / "examples" / "worked-case"


def policy_structs() -> list[type[Struct]]:
    """The structs of the policy language, those of a pack's header last."""
    found = [
        value
        for value in vars(rules).values()
        if isinstance(value, type)
        and issubclass(value, Struct)
        and value.__module__ == rules.__name__
    ]
    order = {"Rule": 0, "Pattern": 1, "Unless": 2, "Then": 3}
    found.sort(key=lambda kind: order.get(kind.__name__, 9))
    others = [packs.Header, opening.Opening, packs.ForPerson, packs.Scale, packs.Band, packs.Factor]
    daily = [
        practice.QuestionSet, practice.Question, practice.Choice, practice.Cutoff, practice.Tool,
        practice.Route, practice.Criterion, practice.ClosingLine, practice.RequestKind,
        practice.ComplaintStage, practice.ExclusionGround,
        practice.RemedyKind, practice.FailingWords, practice.PointTopic, practice.BarredWords,
        practice.OmbudsmanContact,
        practice.Matrix, practice_redress.Cell, practice.ApprovalLimit, practice.RedressTerms,
        practice.SetSum, practice.OrderKind, practice.HeadWords,
        practice.ApologyCheck, practice.ApologySigner, practice.StaffPost, practice.ReviewWindow,
        practice.ServiceReview, practice.UrgentWords, practice.TriageTime,
        practice.PostCircle,
        practice.ClaimParty, practice.ClaimAct, practice.ClaimVerb, practice.ClaimWord,
        practice.LetterNeed, practice.LadderRung, practice.Digest,
    ]  # fmt: skip
    return [*found, *others, *daily, words.Act]


def note_name(kind: type[Struct]) -> str:
    """Under which name reference.toml describes a struct."""
    return "PackHeader" if kind is packs.Header else kind.__name__


def undescribed() -> list[str]:
    """Keys of the code without a line in reference.toml, and lines without a key."""
    wrong: list[str] = []
    for kind in (*CASE_STRUCTS, *policy_structs()):
        described = set(NOTES.get(note_name(kind), {}))
        keys = set(kind.__struct_fields__)
        wrong += [f"[{note_name(kind)}] {key} is not described" for key in sorted(keys - described)]
        wrong += [f"[{note_name(kind)}] {key} is no key" for key in sorted(described - keys)]
    from putright.core.findings.checks import CHECKS

    wrong += [f"[checks] {name}" for name in sorted(set(CHECKS) ^ set(NOTES["checks"]))]
    return wrong


# --- what a key takes ----------------------------------------------------------------------------


def takes(hint: Any, listed: bool) -> str:
    """What a key takes, in words."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return ", ".join(f"`{word}`" for word in inner)
    if origin in (typing.Union, types.UnionType):
        kinds = [takes(each, listed) for each in inner if each is not type(None)]
        return " or ".join(dict.fromkeys(kinds))
    if origin is tuple and inner[-1] is not Ellipsis:
        return f"{len(inner)} {takes(inner[0], listed)}s"
    if origin is tuple:
        one = takes(inner[0], listed)
        return f"{one}, or a list of them" if listed else f"list of {one}"
    if origin is dict:
        return "table"
    name = getattr(hint, "__name__", getattr(hint, "__forward_arg__", str(hint)))
    return TYPES.get(name, name)


def left_out(field: Any) -> str:
    """What stands where the key is left out."""
    if field.required:
        return "**needed**"
    if field.default is msgspec.NODEFAULT or field.default in ("", None, (), False):
        return "-"
    if isinstance(field.default, Struct):
        return "-"
    return f"`{field.default}`"


def keys_table(kind: type[Struct], lists: set[str]) -> Iterator[str]:
    """A table of the keys of one struct."""
    notes = NOTES[note_name(kind)]
    hints = typing.get_type_hints(kind)
    yield "| key | takes | left out | meaning |"
    yield "|---|---|---|---|"
    for field in msgspec.structs.fields(kind):
        about = takes(hints[field.name], field.encode_name in lists)
        told = notes.get(field.name, "").replace("|", "\\|")
        yield f"| `{field.encode_name}` | {about} | {left_out(field)} | {told} |"


def docstring(kind: type[Struct]) -> str:
    """A struct's own words as one paragraph of Markdown."""
    text = re.sub(r"\s+", " ", kind.__doc__ or "").strip()
    return text.replace("``", "`")


# --- pages ---------------------------------------------------------------------------------------


def begun(page: str) -> list[str]:
    """A page's first lines."""
    return [MADE, NOTES["prose"][page].strip(), ""]


def case_file_page() -> str:
    """docs/reference/case-file.md."""
    made = begun("case_file")
    for kind in CASE_STRUCTS:
        title = TABLES.get(kind.__name__, kind.__name__)
        made += [f"## {title}", "", docstring(kind), ""]
        made += [*keys_table(kind, set(casefile._LISTS)), ""]
    return "\n".join(made)


def policy_page() -> str:
    """docs/reference/policy-language.md."""
    made = begun("policy")
    for kind in policy_structs():
        made += [f"## {note_name(kind)}", "", docstring(kind), ""]
        made += [*keys_table(kind, set(packs._LISTS)), ""]
    made += ["## Checks", "", "| check | fails |", "|---|---|"]
    made += [f"| `{name}` | {text} |" for name, text in sorted(NOTES["checks"].items())]
    made += ["", NOTES["prose"]["states"].strip(), ""]
    return "\n".join(made)


def words_page() -> str:
    """docs/reference/words.md."""
    known = files.load_words()
    made = begun("words")
    area = ""
    for name, act in known.acts.items():
        if name.split(".")[0] != area:
            area = name.split(".")[0]
            made += ["", f"### {area}", "", "| act | says | by | proof |", "|---|---|---|---|"]
        made.append(f"| `{name}` | {act.says} | {', '.join(act.by) or 'anybody'} | {act.proof} |")
    made += ["", "## Evidence", "", "| word | proves |", "|---|---|"]
    made += [f"| `{word}` | {', '.join(kinds)} |" for word, kinds in known.evidence.items()]
    made += ["", "## Channels", "", "| word | in writing |", "|---|---|"]
    made += [f"| `{word}` | {'yes' if flag else 'no'} |" for word, flag in known.channels.items()]
    for title, name in WORD_LISTS.items():
        made += ["", f"## {title}", "", "| word | means |", "|---|---|"]
        made += [f"| `{word}` | {_plain(says)} |" for word, says in getattr(known, name).items()]
    made += ["", "## Levels", "", f"From lowest to highest: {', '.join(known.levels)}.", ""]
    return "\n".join(made)


WORD_LISTS = {
    "Kinds of report": "kinds", "Contents": "contents", "About": "abouts", "Hold-ups": "hold_ups",
    "Facts": "facts", "Steps": "steps", "What ends an area": "ends", "Roles": "roles",
}  # fmt: skip


def _plain(says: str | tuple[str, ...]) -> str:
    return says if isinstance(says, str) else "any of " + ", ".join(f"`{each}`" for each in says)


# --- rules in words ------------------------------------------------------------------------------


def said(pattern: rules.Pattern | None) -> str:
    """A pattern, short and exact: each key that it gives with its value."""
    if pattern is None or pattern == rules.Pattern():
        return "any entry"
    found: list[str] = []
    for field in msgspec.structs.fields(pattern):
        value = getattr(pattern, field.name)
        if value in ("", (), {}, None) or value == field.default or field.name == "name":
            continue
        found.append(_said_key(field.encode_name, value))
    return "; ".join(found)


def _said_key(key: str, value: Any) -> str:
    if key in ("all", "any", "none"):
        joined = {"all": " AND ", "any": " OR ", "none": " OR "}[key].join(
            f"({said(each)})" for each in value
        )
        return f"none of {joined}" if key == "none" else joined
    if value is True or value is False:
        return f"`{key}`" if value else f"not `{key}`"
    if isinstance(value, tuple):
        return f"`{key}` " + (" and " if key == "contains" else " or ").join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"`{key}.{name}` = {each}" for name, each in value.items())
    return f"`{key}` {value}"


def said_time(rule: rules.Rule) -> str:
    """A rule's time in words."""
    clause = rule.within or rule.every
    name = "every " if rule.every else ""
    if isinstance(clause, str):
        return f"{name}{clause}" if clause else "-"
    if isinstance(clause, rules.Times):
        return name + " or ".join(packs.times_of(clause))
    return "; ".join(f"{' or '.join(packs.times_of(s.time))} if {said(s.when)}" for s in clause)


OFTEN = {
    "once": "; once in the case",
    "case": "; once while one is unmet",
    "person": "; for each person",
    "household": "; for each household",
    "agency": "; for each agency",
}


def said_start(rule: rules.Rule) -> str:
    """What sets a rule going."""
    start = f"after `{rule.after}`" if rule.after else said(rule.when)
    if rule.for_each in ("promise", "want", "order"):
        start += f"; each of its `{rule.for_each}s`"
    given = f"; if {said(rule.given)}" if rule.given else ""
    return f"{start}{given}{OFTEN.get(rule.for_each, '')}"


def said_end(rule: rules.Rule) -> str:
    """What keeps it, or what must come first."""
    if rule.check:
        return f"check `{rule.check}`"
    if rule.verb == "bar":
        return f"barred unless first: {said(rule.unless.first)}" if rule.unless.first else "barred"
    if rule.verb == "judge":
        return f"asks: {rule.question}"
    if rule.for_each in ("promise", "want", "order"):
        return "an evidenced entry that `keeps` it or does one of its `does`"
    return said(rule.by)


def shared_packs() -> list[packs.Pack]:
    """The packs that come with every case."""
    found = [files.load_pack(name) for name in files.shipped_packs()]
    return [pack for pack in found if pack.header.always]


def codes_of(rule: rules.Rule) -> Iterator[tuple[str, str]]:
    """The codes that a rule can make, with when."""
    then = rule.then
    same = "never done, or late" if not then.late and rule.verb == "do" else "never done"
    yield then.finding, "" if rule.verb == "bar" else same
    yield then.late, "done late"
    yield then.no_extension, "day passed without a notice before it"
    yield then.late_extension, "notice after the day"


def findings_page() -> str:
    """docs/reference/findings.md."""
    made = begun("findings")
    listed = [(pack, rule) for pack in shared_packs() for rule in pack.rules]
    for code, means in files.load_words().codes.items():
        made += [f"## {code}", "", means[:1].upper() + means[1:] + ".", ""]
        rows = [
            f"| `{pack.header.name}:{rule.id}` {why and f'({why})'} | {said_start(rule)} "
            f"| {said_time(rule)} | {said_end(rule)} |"
            for pack, rule in listed
            for found, why in codes_of(rule)
            if found == code
        ]
        if code == "for-review":
            made.append("Made by every rule with the verb `judge`; listed apart, never a failing.")
        elif rows:
            made += ["| rule | set going by | time | kept by |", "|---|---|---|---|", *rows]
        else:
            made.append("No rule that comes with every case makes it. A landlord's pack may.")
        made.append("")
    return "\n".join(made)


# --- tables inside pages that people write -------------------------------------------------------


def practice_table() -> str:
    """Ids of good practice: what each is for, its time, its finding."""
    made = ["| id | promise | time | finding |", "|---|---|---|---|"]
    for pack in shared_packs():
        if pack.header.rank != "practice":
            continue
        for rule in pack.rules:
            code = rule.then.finding or "for-review"
            made.append(f"| `{rule.id}` | {rule.promise} | {said_time(rule)} | `{code}` |")
    return "\n".join(made)


def codes_table() -> str:
    """Which code comes from which rule."""
    made = ["| code | rules |", "|---|---|"]
    listed = [(pack, rule) for pack in shared_packs() for rule in pack.rules]
    for code in files.load_words().codes:
        names = dict.fromkeys(
            f"`{rule.id}`" for _, rule in listed for found, _ in codes_of(rule) if found == code
        )
        made.append(f"| `{code}` | {', '.join(names) or '-'} |")
    return "\n".join(made)


def worked_table() -> str:
    """The findings of the worked case."""
    audit = audits.audit(audits.open_case(str(WORKED)))
    made = ["| on | code | due | done | days | rule | entries |", "|---|---|---|---|---|---|---|"]
    for found in audit.findings:
        cells = [found.on, f"`{found.code}`", found.due, found.done, found.days]
        shown = [str(cell) if cell is not msgspec.UNSET else "" for cell in cells]
        shown += [f"`{found.rule}`", ", ".join(found.entries)]
        made.append("| " + " | ".join(shown) + " |")
    return "\n".join(made)


INSERTED = {"practice-ids": practice_table, "codes": codes_table, "worked-findings": worked_table}
MARK = re.compile(r"(<!-- made: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


NEAR = {
    "any": "no case needed",
    "see": "the case can be seen",
    "work": "officer, cover, team, or cleared",
}


def permissions_page() -> str:
    """docs/reference/permissions.md."""
    made = [*begun("permissions"), "| to | roles | how near | name |", "|---|---|---|---|"]
    for name, line in TABLE.items():
        roles = "whoever may read cases" if line.roles == READERS else ", ".join(sorted(line.roles))
        made.append(f"| {line.allows} | {roles} | {NEAR[line.near]} | `{name}` |")
    return "\n".join(made)


def pages() -> dict[Path, str]:
    """Every page as it should be: whole pages, and pages with tables put in."""
    made = {
        REFERENCE / "case-file.md": case_file_page(),
        REFERENCE / "words.md": words_page(),
        REFERENCE / "policy-language.md": policy_page(),
        REFERENCE / "findings.md": findings_page(),
        REFERENCE / "permissions.md": permissions_page(),
    }
    for path in sorted((ROOT / "docs" / "how-to").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if MARK.search(text):
            made[path] = MARK.sub(
                lambda found: f"{found[1]}\n{INSERTED[found[2]]()}\n\n{found[3]}", text
            )
    return {path: text.rstrip("\n") + "\n" for path, text in made.items()}


def main(said: Iterable[str] = ()) -> int:
    """Write every page; complain of what is not described."""
    if wrong := undescribed():
        print("tools/reference.toml:\n" + "\n".join(wrong))
        return 1
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
