"""Writes what is said of the command elsewhere: its page in the manual and its JSON Schemas.

`python -m putright.cli.manual` writes both; a test holds them against the code.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from putright.casework.audit_json import AuditJson
from putright.casework.case_check import CaseCheckJson
from putright.casework.days_json import DaysJson, DueJson
from putright.casework.demo_json import DemoJson
from putright.casework.determination_json import DeterminationJson
from putright.casework.letter_check import LetterCheckJson
from putright.casework.pack_checks import PackCheckJson
from putright.casework.pack_json import PackListJson, PackShowJson
from putright.casework.replay_json import ReplayJson
from putright.casework.shape import Shape
from putright.cli import HELP, main

SCHEMAS = Path(__file__).parent / "schemas"
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "command.md"
ANSWERS: dict[str, type[Shape]] = {
    "audit": AuditJson,
    "replay": ReplayJson,
    "due": DueJson,
    "days": DaysJson,
    "case-check": CaseCheckJson,
    "letter-check": LetterCheckJson,
    "determination-read": DeterminationJson,
    "pack-list": PackListJson,
    "pack-show": PackShowJson,
    "pack-check": PackCheckJson,
    "demo": DemoJson,
}
INTRODUCTION = """\
# The command

This page is made from the help of `putright` itself (`python -m putright.cli.manual` writes it, and
a test holds it to the code). Install it with `make run`, which puts it at `.venv/bin/putright`.

## What holds for every verb

- Days are written as 2024-03-29, moments as 2024-03-29T14:30, which is London time.
- `--json` prints one JSON object in UTF-8 and nothing else. A field is left out where there is
  nothing to say; days are ISO days; sums are numbers in pounds (350 or 12.5). The table below
  names the JSON Schema of each answer. The text and the JSON are made from the same answer.
- Exit code 0: it ran. 1: it ran, and found what `--fail-on`, `letter check`, `verify` or `health`
  looks for. 2: it could not run, and one message on the error stream says why and how to mend it.
  `case check` and `pack check` end with 2 where the file has a fault; with `--json` the faults are
  printed as JSON as well.
- Colour and bars are for terminals only; `NO_COLOR=1` turns colour off there too.
- The same file gives the same audit: no verb that reads a file asks what day it is today.
- The verbs from `run` on work on the installation in the folder that `PUTRIGHT_HOME` names (`var`,
  if nothing does), and on PostgreSQL where `DATABASE_URL` is set.
- Should something go wrong that is no fault of the input, the message says so;
  `PUTRIGHT_TRACEBACK=1` then shows where.

"""


def command_page() -> str:
    """The page of the manual: what holds for all verbs, then each verb's own help."""
    parts = [INTRODUCTION, "| Verb | JSON Schema |\n|---|---|\n"]
    for name in ANSWERS:
        verb = name.replace("-", " ")
        path = f"../../putright/cli/schemas/{name}.json"
        parts.append(f"| `putright {verb}` | [{name}.json]({path}) |\n")
    for path, command in _commands(main, "putright"):
        with click.Context(command, info_name=path, max_content_width=100) as context:
            context.terminal_width = 100
            context.help_option_names = HELP
            parts.append(f"\n## {path}\n\n```text\n{command.get_help(context)}\n```\n")
    return "".join(parts)


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _commands(inner, f"{path} {name}")


def schema_of(name: str) -> str:
    """The JSON Schema of a verb's answer, as it is kept in its file."""
    schema = msgspec.json.schema(ANSWERS[name])
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"putright {name.replace('-', ' ')} --json",
    }
    return json.dumps({**head, **schema}, indent=2) + "\n"


def write_all() -> None:
    """Write the page and every schema."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(command_page(), encoding="utf-8")
    SCHEMAS.mkdir(exist_ok=True)
    for name in ANSWERS:
        (SCHEMAS / f"{name}.json").write_text(schema_of(name), encoding="utf-8")


if __name__ == "__main__":
    write_all()
