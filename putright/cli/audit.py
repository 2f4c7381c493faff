"""`putright audit`: what the Ombudsman would find in a case."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from putright.cli import options, output
from putright.cli.verbs import BadInput

if TYPE_CHECKING:
    from putright.casework.audits import Opened
    from putright.core.findings.audit import Audit

FOUND = 1
ANY = "any"


@click.command(
    short_help="Find the promises that a case shows were not kept.",
    epilog="""
\b
Examples:
  putright audit mycase/
  putright audit mycase/ --as-of 2024-06-30 --html mycase.html
  putright audit mycase/case.toml --pack mycase/pack --json
  putright audit mycase/ --fail-on late-response,no-acknowledgement
""",
)
@options.case_options
@options.json_option
@click.option(
    "--html",
    "page",
    metavar="FILE",
    help="Write one self-contained page with the story, a picture of the case and the findings.",
)
@click.option(
    "--fail-on",
    metavar="any|CODE,...",
    help="End with exit code 1 if there is any failing, or one of these codes.",
)
def audit(
    case: str,
    as_of: date | None,
    packs: tuple[str, ...],
    no_practice: bool,
    as_json: bool,
    page: str | None,
    fail_on: str | None,
) -> None:
    """Find every promise that a case shows was not kept, by how much, and who says so.

    CASE is a case file, a folder that holds case.toml, or the name of a case that comes with
    Putright (`putright demo` names them). Each finding names the rule and where it is printed, the
    day it was due, the day it was done, the working days by our own count, and the entries of the
    case that show it. Beside the failings stand what was done well, what is not settled, and
    what only a person can judge.
    """
    if as_json and page is not None:
        raise click.UsageError("--json and --html cannot be used together; give one of them.")
    from putright.casework import audits

    opened = audits.open_case(case, packs=packs, practice=not no_practice)
    codes = _codes(fail_on, opened)
    found = audits.audit(opened, as_of=as_of)
    _show(found, opened, as_json, page)
    if _fails(found, codes):
        raise click.exceptions.Exit(FOUND)


def _codes(fail_on: str | None, opened: "Opened") -> frozenset[str]:
    if fail_on is None:
        return frozenset()
    named = frozenset(code.strip() for code in fail_on.split(",")) - {""}
    codes = named or frozenset({fail_on})
    known = set(opened.engine.stack.words.codes) | {ANY}
    unknown = sorted(codes - known)
    if unknown:
        import difflib

        near = difflib.get_close_matches(unknown[0], known, n=3, cutoff=0.4)
        hint = f"Did you mean {' or '.join(near)}?" if near else f"Use: {', '.join(sorted(known))}."
        raise BadInput(f'--fail-on: "{unknown[0]}" is no code of a finding. {hint}')
    return codes


def _fails(found: "Audit", codes: frozenset[str]) -> bool:
    from putright.casework.audit_json import failings_of

    if ANY in codes and failings_of(found):
        return True
    return any(each.code in codes for each in (*found.findings, *found.for_review))


def _show(found: "Audit", opened: "Opened", as_json: bool, page: str | None) -> None:
    from putright.casework.audit_json import shape_audit

    if page is not None:
        write_page(found, _target(page, opened))
    answer = shape_audit(found, opened)
    if as_json:
        output.print_json(answer)
        return
    from putright.cli.audit_text import audit_text, page_written

    output.print_text(page_written(answer, page) if page is not None else audit_text(answer))


def _target(page: str, opened: "Opened") -> Path:
    path = Path(page)
    if path.exists() and path.samefile(opened.path):
        raise BadInput(f"--html: {page} is the case file itself; give the page another name.")
    return path


def write_page(found: "Audit", path: Path) -> None:
    """Write an audit as one HTML page."""
    from putright.kit.audit_page import render

    path.write_text(render(found), encoding="utf-8")
