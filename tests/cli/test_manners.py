"""How the command behaves: no traceback, colour on a terminal only, a dead pipe is no fault."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import putright
from putright.cli.verbs import Verbs
from tests.cli.conftest import Run, Spawn

COMMAND = [sys.executable, "-c", "from putright.cli import main; main()"]


def on_terminal(*words: object, **variables: str) -> tuple[int, str]:
    """Run the command on a terminal of its own; its exit code and all that was shown."""
    ours, theirs = pty.openpty()
    settings = {"TERM": "xterm-256color", "COLUMNS": "100", **variables}
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [*COMMAND, *map(str, words)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, **settings},
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:
        pass
    os.close(ours)
    return process.wait(), shown.decode()


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"putright, version {putright.__version__}\n"


def test_help_lists_the_verbs_with_a_whole_sentence_each(run: Run) -> None:
    shown = run("-h").stdout

    assert all(verb in shown for verb in ("audit", "replay", "due", "days", "case", "pack", "demo"))
    assert "..." not in shown.replace("[ARGS]...", "")


def test_an_unknown_verb_is_bad_input(run: Run) -> None:
    assert run("adit").exit_code == 2


@pytest.mark.slow
def test_start_up_imports_nothing_heavy() -> None:
    script = (
        "import sys; from putright.cli import main; import putright.cli.days; "
        "print([m for m in sys.modules if m.split('.')[0] in ('rich', 'msgspec', 'jinja2')])"
    )

    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert shown.stdout == "[]\n"


@pytest.mark.slow
def test_a_process_of_its_own_keeps_the_exit_codes(spawn: Spawn, small: Path) -> None:
    assert spawn("audit", small).returncode == 0
    assert spawn("audit", small, "--fail-on", "any").returncode == 1
    bad = spawn("audit", small / "nowhere")
    assert (bad.returncode, bad.stdout) == (2, "")
    assert bad.stderr.startswith("Error: ") and "Traceback" not in bad.stderr


@pytest.mark.slow
@pytest.mark.parametrize("option", [(), ("--json",)])
def test_a_dead_pipe_is_no_fault(shipped: list[str], option: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [*COMMAND, "audit", shipped[0], *option], stdout=writer, stderr=subprocess.PIPE
    )
    os.close(writer)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_message() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "days", "2024-03-20", "2024-03-22"], stdout=full, stderr=subprocess.PIPE
        )

    assert done.returncode == 2
    assert done.stderr.decode().startswith("Error: No space left on device.")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.slow
def test_colour_is_for_terminals_and_for_those_who_want_it(spawn: Spawn, small: Path) -> None:
    code, coloured = on_terminal("audit", small)
    _, plain = on_terminal("audit", small, NO_COLOR="1")
    piped = spawn("audit", small, FORCE_COLOR="1").stdout

    assert code == 0
    assert "\x1b[1;31mlate-response" in coloured
    assert "\x1b[" not in plain and "\x1b[" not in piped


@pytest.mark.slow
def test_long_work_shows_a_bar_on_a_terminal_only(spawn: Spawn, small: Path) -> None:
    _, shown = on_terminal("pack", "check", small / "small")

    assert "Checking" in shown
    assert spawn("pack", "check", small / "small").stderr == ""


@pytest.mark.slow
def test_text_reaches_a_terminal_that_knows_no_pound_sign(spawn: Spawn, small: Path) -> None:
    shown = spawn("audit", small, PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert shown.returncode == 0
    assert "Offered: ?12.50" in shown.stdout


def group_that_raises(error: BaseException) -> click.Group:
    def fail() -> None:
        raise error

    return Verbs("putright", verbs={}, invoke_without_command=True, callback=fail)


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (PermissionError(13, "Permission denied", "case.toml"), 2, "case.toml: Permission denied."),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), 2, "not UTF-8 text"),
        (KeyError("x"), 2, "Putright could not work this out (KeyError: 'x', at test_manners.py"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_no_fault_ends_in_a_traceback(error: BaseException, code: int, says: str) -> None:
    result = CliRunner().invoke(group_that_raises(error), [])

    assert result.exit_code == code
    assert says in result.stderr
    assert "Traceback" not in result.output


def test_a_fault_of_our_own_can_be_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUTRIGHT_TRACEBACK", "1")

    result = CliRunner().invoke(group_that_raises(KeyError("x")), [])

    assert isinstance(result.exception, KeyError)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"", b"[case]\nid = 3\n", b"x = " + b"[" * 5000])
def test_a_file_that_is_no_case_is_one_clear_message(run: Run, small: Path, body: bytes) -> None:
    (small / "case.toml").write_bytes(body)

    for verb in (("audit",), ("replay",), ("case", "check")):
        result = run(*verb, small)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("Error: ")


def test_a_pack_that_is_not_utf8_is_one_clear_message(run: Run, small: Path) -> None:
    (small / "small" / "pack.toml").write_bytes(b"[pack]\nname = '\xff'\n")

    result = run("audit", small)

    assert result.exit_code == 2
    assert "UTF-8" in result.stderr
