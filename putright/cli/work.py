"""`putright work`: more workers beside the service, for what runs by itself."""

import signal

import click

from putright.cli import application, output


@click.command(
    short_help="Run jobs beside the service.",
    epilog="""
\b
Examples:
  putright work
  putright work --jobs 4
  putright work --once
""",
)
@click.option("--jobs", "threads", default=2, show_default=True, metavar="NUMBER",
              help="How many jobs may run at once in this process.")  # fmt: skip
@click.option("--once", is_flag=True, help="Run what is due now, and end.")
def work(threads: int, once: bool) -> None:
    """Fetch post, send post and do what else is due, until stopped.

    `putright run` and `putright serve` do this themselves; with PostgreSQL more workers may run on
    as many machines as wished. Each job is done by one of them; a worker that is killed leaves its
    job to the others within half a minute.
    """
    with application.at_work():
        from putright.casework.operations import fetching, jobs, tables
        from putright.casework.operations.refusals import CannotRun

        tables.refuse_newer()
        if tables.pending():
            raise CannotRun("The tables are not up to date: run `putright upgrade` first.")
        if once:
            count = jobs.run_due()
            fetching.wait()
            output.print_text([f"{count} jobs were run."])
            return
    stop, running = jobs.start(threads)
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: stop.set())
    output.print_text(["Running jobs; Ctrl+C stops when those that run are done."])
    for thread in running:
        thread.join()
