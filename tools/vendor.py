"""Fetches the front end we stand on and keeps what we use of it: ``make vendor``, needs npm.

The users of Putright need no Node: what this writes is kept in the repository, with where each file
came from, its licence and its sha256 in VERSIONS.
"""

import hashlib
import os
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
FOR_LETTERS = ROOT / "putright/letters/fonts"

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


def _font(name: str, sha256: str, *cuts: str) -> Package:
    """A typeface for letters: those of its cuts that are taken, in both weights."""
    plain = name.removeprefix("@fontsource/").partition("@")[0]
    files = [f"{plain}-{cut}-{weight}-normal.woff2" for cut in cuts for weight in (400, 700)]
    takes = {f"files/{file}": FOR_LETTERS / file for file in files}
    licence = {"LICENSE": FOR_LETTERS / f"OFL.{plain}.txt"}
    return Package(name, sha256, "OFL-1.1", takes | licence)


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
        "tiny-markdown-editor@0.2.34",
        "0c3510ef7ec9df05029172bfc261ebb9818066b424774806e11dcbb1a5caae90",
        "MIT",
        {
            "dist/tiny-mde.tiny.js": SHIPPED / "tiny-mde.min.js",
            "LICENSE": SHIPPED / "LICENCE.tiny-mde.txt",
        },
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
    _font(
        "@fontsource/atkinson-hyperlegible-next@5.3.0",
        "33dcb7d0d4e2ea98a96985ca7448f738c3b5b370cfc5230b1e40e4f728920cc2",
        "latin",
        "latin-ext",
    ),
    _font(
        "@fontsource/noto-sans@5.3.0",
        "f62f8ed40e378f15134e32bed2fd5718d81e9ec7a5603d1022d7b385e2297abc",
        "cyrillic",
        "cyrillic-ext",
        "greek",
        "vietnamese",
        "devanagari",
    ),
    _font(
        "@fontsource/vazirmatn@5.3.0",
        "118ce3ae3eaf72b55e53915c5c9afd5e67e0f0f2197b7fdae6aa77017eef5e90",
        "arabic",
    ),
    _font(
        "@fontsource/noto-sans-bengali@5.3.0",
        "710bd3da800c7cacd1ee68c92b296ebc925d75e81cdb49a60ecf707d74c7e2b1",
        "bengali",
    ),
    _font(
        "@fontsource/noto-sans-gurmukhi@5.3.0",
        "8f16b2ccaad328f5d6cb4595f517db88f91d40a513d452d035a04cf03b7e8625",
        "gurmukhi",
    ),
    _font(
        "@fontsource/noto-sans-ethiopic@5.3.0",
        "3ac837b13068cbef711c7779d48e4b08291b037dac7d4520c49f3494409da048",
        "ethiopic",
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
    lines: dict[Path, list[str]] = {SHIPPED: [], FOR_TESTS: [], FOR_LETTERS: []}
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            written = _take(package, _fetched(package, Path(folder)))
        for path in written:
            home = next(one for one in (FOR_TESTS, FOR_LETTERS, SHIPPED) if _lies(path, one))
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


def _lies(path: Path, home: Path) -> bool:
    return home == SHIPPED or path.is_relative_to(home)


def _from(path: Path, home: Path) -> str:
    """The path of a file as seen from a folder."""
    return Path(os.path.relpath(path, home)).as_posix()


if __name__ == "__main__":
    main()
