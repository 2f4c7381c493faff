"""Nobody is bound by a licence they did not choose: what Putright runs on is permissive or weak."""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, files, metadata

import pytest
from house import locked

WELCOME = re.compile(
    r"MIT|BSD|Apache|ISC\b|ZPL|Zope|PSF|Python Software|Zlib|Unlicense|CC0|MPL|Mozilla|LGPL|Lesser"
)
REFUSED = re.compile(r"AGPL|Affero|(?<!L)GPL|(?<!Lesser )General Public|SSPL|Commons Clause|BUSL")
NOT_ON_THIS_SYSTEM = {"brotlicffi", "colorama"}
CHOSEN = {"pyphen": "Mozilla Public License 1.1 (MPL 1.1)"}
"""Packages offered under any one of several licences: the one that we take."""
BY_ITS_FILE = {"imapclient": "BSD"}
"""Packages that say it in no field: what the licence file among their own files is."""


def licence_of(about: PackageMetadata) -> str:
    """What a distribution says of its licence: the expression, else the classifiers, else words."""
    if about.get("License-Expression"):
        return about["License-Expression"]
    named = [line for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    return "; ".join(named) or (about.get("License") or "").partition("\n")[0]


def words_of(name: str) -> str:
    """Which licence the file of that name is, told by a sentence that only it has."""
    found = [one for one in files(name) or () if one.name in ("COPYING", "LICENSE")]
    text = " ".join(found[0].read_text(encoding="utf-8").split()) if found else ""
    return "BSD-3-Clause" if "Neither the name of" in text else ""


def is_welcome(licence: str) -> bool:
    return bool(WELCOME.search(licence)) and not REFUSED.search(licence)


@pytest.mark.parametrize("name", sorted(locked()))
def test_what_putright_runs_on_asks_nothing_of_its_users(name: str) -> None:
    try:
        licence = licence_of(metadata(name))
    except PackageNotFoundError:
        assert name in NOT_ON_THIS_SYSTEM, f"{name} is locked, and not installed"
        return

    if name in BY_ITS_FILE:
        licence = licence or words_of(name)
        assert BY_ITS_FILE[name] in licence
    assert CHOSEN.get(name, "") in licence, f"{name} is no longer offered under that licence"
    assert is_welcome(CHOSEN.get(name, licence)), f"{name} is under {licence!r}"


@pytest.mark.parametrize(
    ("licence", "welcome"),
    [
        ("BSD-3-Clause", True),
        ("MPL-2.0", True),
        ("LGPL-3.0-only", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("GPL-3.0-or-later", False),
        ("GNU Affero General Public License v3", False),
        ("AGPL-3.0-only", False),
        ("GNU General Public License v2", False),
        ("", False),
    ],
)
def test_a_licence_is_judged_by_what_it_asks(licence: str, welcome: bool) -> None:
    assert is_welcome(licence) is welcome
