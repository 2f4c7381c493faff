"""The group of verbs: each is loaded when it is asked for, and none ends in a traceback."""

import importlib
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

TRACE = "PUTRIGHT_TRACEBACK"
BAD_INPUT = 2


class BadInput(click.ClickException):
    """What was given cannot be used; the message says why and how to mend it."""

    exit_code = BAD_INPUT

    def show(self, file: Any = None) -> None:
        """Write the message to the error stream, as every other message of the command."""
        click.echo(f"Error: {self.format_message()}", file=file, err=True)


class Verbs(click.Group):
    """A group that imports a verb's module only when that verb is used or listed."""

    def __init__(self, *args: Any, verbs: dict[str, str], **kwargs: Any) -> None:
        """Keep where each verb is: module, colon, name."""
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order in which a newcomer needs them."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one verb."""
        if cmd_name not in self.verbs:
            return None
        module, name = self.verbs[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; whatever goes wrong ends in one message and exit code 2."""
        with plain_faults():
            return super().invoke(ctx)


@contextmanager
def plain_faults() -> Iterator[None]:
    """Turn every fault into one clear message; a fault of Putright's own says that it is one."""
    try:
        yield
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except KeyboardInterrupt:
        raise click.exceptions.Exit(130) from None
    except Exception as error:
        if os.environ.get(TRACE):
            raise
        raise BadInput(_message(error)) from error


def _message(error: Exception) -> str:
    from putright.core.events.faults import FileFault
    from putright.core.workdays import CalendarFault, OutsideCalendar, SpanFault

    if isinstance(error, FileFault | CalendarFault | OutsideCalendar | SpanFault):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}. Check the path and who may read or write there."
    if isinstance(error, UnicodeDecodeError):
        return "a file is not UTF-8 text. Save it as UTF-8."
    return _own_fault(error)


def _own_fault(error: Exception) -> str:
    frame = traceback.extract_tb(sys.exc_info()[2] or error.__traceback__)[-1]
    what = f"{type(error).__name__}: {error}".strip().rstrip(":")
    return (
        f"Putright could not work this out ({what}, at {Path(frame.filename).name} line "
        f"{frame.lineno}). Please report it with the file that you gave; {TRACE}=1 shows more."
    )
