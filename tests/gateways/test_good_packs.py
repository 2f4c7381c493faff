"""A landlord's own pack that breaks while in use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from putright.core.events.faults import FileFault
from putright.gateways import files, good_packs

PACK = """
[pack]
name = "alder"
title = "Alder Homes"
rank = "landlord"
version = "1"

[[rule]]
id = "asb.first_contact"
verb = "do"
promise = "Speak with whoever reports within a working day."
source = { document = "ASB policy", paragraph = "2" }
when = { act = "asb.reported" }
within = "1 working day"
by = { act = "contact.made" }
"""


@pytest.fixture
def pack(tmp_path: Path) -> Iterator[Path]:
    """The file of an own pack that can be read."""
    path = tmp_path / "alder" / "pack.toml"
    path.parent.mkdir()
    path.write_text(PACK, encoding="utf-8")
    before = files.own_folder()
    files.use_packs(tmp_path)
    yield path
    files.use_packs(before)


def test_a_pack_that_breaks_goes_on_as_it_last_was_and_says_what_is_wrong(pack: Path) -> None:
    good_packs.load("alder")

    pack.write_text(PACK.replace('within = "1 working day"', 'within = "soon"'), encoding="utf-8")

    assert good_packs.load("alder").rules[0].within == "1 working day"
    assert "within" in good_packs.fault("alder")


def test_a_pack_that_was_taken_away_goes_on_as_it_last_was(pack: Path) -> None:
    good_packs.load("alder")

    pack.unlink()

    assert [rule.id for rule in good_packs.load("alder").rules] == ["asb.first_contact"]
    assert good_packs.sources("alder") == []


def test_a_mended_pack_counts_at_once(pack: Path) -> None:
    good_packs.load("alder")
    pack.write_text("nothing", encoding="utf-8")
    good_packs.load("alder")

    pack.write_text(PACK.replace("1 working day", "2 working days"), encoding="utf-8")

    assert good_packs.load("alder").rules[0].within == "2 working days"
    assert good_packs.fault("alder") == ""


def test_a_pack_that_never_could_be_read_is_refused(pack: Path) -> None:
    pack.write_text("nothing", encoding="utf-8")

    with pytest.raises(FileFault):
        good_packs.load("alder")
