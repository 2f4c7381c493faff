"""Reads the mailboxes, twice a minute: what is sent to somebody who is away must not wait."""

from putright.casework.jobs import Routine
from putright.casework.operations.fetching import fetch_all

ROUTINE = Routine(name="fetch", every=30, run=fetch_all)
