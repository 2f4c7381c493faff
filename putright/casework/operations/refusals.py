"""Why a command could not do its work, in words for whoever looks after the service."""


class CannotRun(Exception):
    """It was not done: why, and what to do."""
