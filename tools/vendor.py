"""Fetches the front end we stand on and keeps what we use of it: ``make vendor``, needs npm.

The users of Putright need no Node: what this writes is kept in the repository, with where each file
came from, its licence and its sha256 in VERSIONS.
"""

import hashlib
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from css_cut import cut

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "putright/kit/static"
SHIPPED = STATIC / "kit/vendor"
FOR_TESTS = ROOT / "tests/vendor"

WANTED = frozenset(
    [
        "template",
        "skip-link",
        "visually-hidden",
        "body",
        "heading",
        "caption",
        "link",
        "list",
        "button",
        "button-group",
        "form-group",
        "label",
        "hint",
        "error-message",
        "error-summary",
        "fieldset",
        "input",
        "textarea",
        "select",
        "radios",
        "checkboxes",
        "file-upload",
        "details",
        "summary-list",
        "table",
        "inset-text",
        "task-list",
        "tag",
    ]
)
"""The blocks of govuk-frontend that pages use. It is cut to these; add one, then `make vendor`."""

MIT = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
"""Of govuk-frontend, whose package names its licence and carries no copy of it."""


@dataclass(frozen=True)
class Package:
    """A package of npm, the sum its archive must have, and what is taken from it to where."""

    name: str
    sha256: str
    licence: str
    takes: dict[str, Path]


PACKAGES = (
    Package(
        "govuk-frontend@6.6.0",
        "52c4eb554e54d8a6e4ba801e9da5ec3a5b930fd2f117a39677f0b6296e954751",
        "MIT",
        {"dist/govuk/govuk-frontend.min.css": SHIPPED / "base.css"},
    ),
    Package(
        "htmx.org@4.0.1",
        "5fba65616ca148a86d377e9771bcada7f35faee3558651feb929eea425e13b3c",
        "0BSD",
        {"dist/htmx.min.js": SHIPPED / "htmx.min.js", "LICENSE": SHIPPED / "LICENCE.htmx.txt"},
    ),
    Package(
        "@fontsource/atkinson-hyperlegible-mono@5.3.0",
        "96a31c81ed8e8b264c7f2127be1fd0a1e38555ace2ac85d9c69147f7f45bfda9",
        "OFL-1.1",
        {
            "files/atkinson-hyperlegible-mono-latin-400-normal.woff2": STATIC
            / "fonts/atkinson-hyperlegible-mono-latin-400-normal.woff2",
            "LICENSE": STATIC / "fonts/OFL.mono.txt",
        },
    ),
    Package(
        "axe-core@4.14.1",
        "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
        "MPL-2.0",
        {"axe.min.js": FOR_TESTS / "axe.min.js", "LICENSE": FOR_TESTS / "LICENCE.axe.txt"},
    ),
)


def main() -> None:
    """Fetch each package in a folder that is thrown away, check it, and take what we use."""
    lines: dict[Path, list[str]] = {SHIPPED: [], FOR_TESTS: []}
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            written = _take(package, _fetched(package, Path(folder)))
        for path in written:
            home = FOR_TESTS if path.is_relative_to(FOR_TESTS) else SHIPPED
            lines[home].append(_line(path, package, home))
    (SHIPPED / "LICENCE.govuk-frontend.txt").write_text(MIT, encoding="utf-8")
    for home, told in lines.items():
        (home / "VERSIONS").write_text("\n".join(told) + "\n", encoding="utf-8")


def _fetched(package: Package, folder: Path) -> Path:
    command = ["npm", "pack", package.name, "--silent", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    if hashlib.sha256(archive.read_bytes()).hexdigest() != package.sha256:
        raise SystemExit(f"{package.name} is not the archive that was looked at: nothing was taken")
    return archive


def _take(package: Package, archive: Path) -> list[Path]:
    with tarfile.open(archive) as packed:
        for name, path in package.takes.items():
            found = packed.extractfile(f"package/{name}")
            if found is None:
                raise SystemExit(f"{package.name} holds no {name}")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_without_signs(path, found.read()))
    return list(package.takes.values())


def _without_signs(path: Path, content: bytes) -> bytes:
    if path.suffix == ".css":
        return cut(content.decode(), WANTED).encode()
    if path.suffix == ".js":
        lines = content.decode().splitlines()
        kept = [line for line in lines if not line.startswith("//# sourceMappingURL")]
        return ("\n".join(kept) + "\n").encode()
    return content


def _line(path: Path, package: Package, home: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{digest}  {_from(path, home)}  {package.name}  {package.licence}"


def _from(path: Path, home: Path) -> str:
    """The path of a file as seen from a folder."""
    if path.is_relative_to(home):
        return path.relative_to(home).as_posix()
    return "../../" + path.relative_to(STATIC).as_posix()


if __name__ == "__main__":
    main()
