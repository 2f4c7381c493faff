"""Lays what goes out in a folder, where no server and no service is set up to carry it."""

import json
import os
import shutil
from pathlib import Path

from putright.gateways.mail_writing import file_name, written
from putright.gateways.sending import Dropped, Fate, Going, NotNow, Outcome, Taken


class FileDrop:
    """Lays each message in a folder, for a person or a service that fetches it from there.

    It ``counts`` as taken only where somebody said that such a service does.
    """

    def __init__(self, folder: Path, *, counts: bool = False) -> None:
        self.folder = folder
        self.laid = Taken if counts else Dropped

    def send(self, going: Going) -> Outcome:
        """Write it whole or not at all; a second time it takes the place of the first."""
        place = self.folder / going.way / going.key
        try:
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
            if going.way == "email":
                _write(place / "message.eml", written(going))
                return self.laid(f"{going.way}/{going.key}")
            for number, each in enumerate(going.files, start=1):
                _write(place / f"{number}-{file_name(each.name)}", each.content)
            told = {"to": going.to, "body": going.body, "dated": going.dated}
            _write(place / "message.json", json.dumps(told, indent=1).encode())
        except OSError as fault:
            return NotNow(f"the folder cannot be written: {fault.strerror}", is_all=True)
        return self.laid(f"{going.way}/{going.key}")

    def forget(self, key: str) -> None:
        """Take away what was laid under that key, by whichever way, and is still there."""
        for place in self.folder.glob(f"*/{key}"):
            shutil.rmtree(place)

    def fate(self, as_: str) -> Fate:
        """A folder tells nothing."""
        return Fate()


def _write(path: Path, content: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    descriptor = os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as made:
        made.write(content)
        made.flush()
        os.fsync(made.fileno())
    os.replace(new, path)
