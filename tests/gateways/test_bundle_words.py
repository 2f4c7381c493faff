"""R12: a number is withheld however it is dialled."""

import pytest

from putright.gateways.bundle_words import Withheld

NUMBER = "07700 900123"
ABROAD = ("+447700900123", "+44 (0)7700 900-123", "0044 7700900123", "(07700) 900 123")


@pytest.mark.parametrize("said", [NUMBER, *ABROAD])
@pytest.mark.parametrize("told", [NUMBER, "+44 7700 900123", "00447700900123"])
def test_a_number_is_found_as_it_is_dialled_at_home_and_from_abroad(told, said):
    withheld = Withheld([told])

    assert withheld.is_in(f"Ring {said}, she said.")
    assert "900" not in withheld.removed(f"Ring {said}, she said.")


@pytest.mark.parametrize("said", ["07700 900124", "Paid £7,700 on 9 May", "2026-04-14"])
def test_other_numbers_stay(said):
    assert not Withheld([NUMBER]).is_in(said)
    assert not Withheld(["14/04/2026"]).is_in(said.replace("2026-04-14", "15/04/2026"))
