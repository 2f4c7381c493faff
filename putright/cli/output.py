"""Everything the command prints goes out here: JSON, text in colour or plain, progress bars."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from msgspec import Struct
    from rich.console import Console, RenderableType

PLAIN_WIDTH = 100
"""How wide text is where nobody's terminal says so: in a pipe or a file."""


def print_json(answer: "Struct") -> None:
    """Print an answer as indented JSON, which is UTF-8 wherever it goes."""
    from msgspec import json

    _write(json.format(json.encode(answer), indent=2) + b"\n")


def print_text(parts: "Iterable[RenderableType]") -> None:
    """Print text: in colour and as wide as the window on a terminal, plain elsewhere.

    A plain string is one line that is never broken, so that a path in it can be copied.
    """
    console = make_console(sys.stdout)
    with console.capture() as capture:
        for part in parts:
            console.print(part, soft_wrap=isinstance(part, str))
    lines = (line.rstrip() for line in capture.get().split("\n"))
    _write("\n".join(lines).encode(console.encoding, errors="replace"))


def make_console(stream: Any) -> "Console":
    """A console for a stream: no colour unless it is a terminal, none where NO_COLOR is set."""
    from rich.console import Console

    on_terminal = stream.isatty()
    coloured = on_terminal and not os.environ.get("NO_COLOR")
    return Console(
        file=stream,
        force_terminal=on_terminal,
        color_system="auto" if coloured else None,
        width=None if on_terminal or os.environ.get("COLUMNS") else PLAIN_WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
    )


@contextmanager
def long_work(what: str, steps: int | None = None) -> "Iterator[Any]":
    """A bar on the error stream while something long runs; on a terminal only.

    What it gives is called with the name of each step as that begins.
    """
    from rich.progress import BarColumn, Progress, TextColumn

    console = make_console(sys.stderr)
    columns = TextColumn("{task.description}"), BarColumn()
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        task = progress.add_task(what, total=steps)
        begun = 0

        def step(name: str) -> None:
            nonlocal begun
            progress.update(task, completed=begun, description=f"{what}: {name}")
            begun += 1

        yield step


def _write(body: bytes) -> None:
    """Write to the standard output; whoever stopped reading has read enough."""
    try:
        click.echo(body, nl=False)
        sys.stdout.flush()
    except OSError as error:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, sys.stdout.fileno())
        os.close(sink)
        if not isinstance(error, BrokenPipeError):
            raise
