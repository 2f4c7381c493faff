"""A file's name stays readable, and can neither mislead nor leave its place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.gateways.file_names import MOST_BYTES, clean_name, extension_of

HARD = st.text(st.sampled_from('./\\ \t\r\n\0:*"<>|\u202e\u200f\ufeffae\u0301é\u037e\U0001f600x'))


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("Hall door.jpg", "Hall door.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\Door.JPG", "Door.JPG"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\r\nSet-Cookie: b=c.txt", "a Set-Cookie_ b=c.txt"),
        ("photo.exe. . ", "photo.exe"),
        ("photo.exe:.jpg", "photo.exe_.jpg"),
        ("\0.jpg", "jpg"),
        (".htaccess", "htaccess"),
        ("con.txt", "_con.txt"),
        ("Straße £5 – 日本.pdf", "Straße £5 – 日本.pdf"),
        ("cafe\u0301.txt", "café.txt"),
        ("\ud800.jpg", "jpg"),
        ("..", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_a_name_is_cleaned_and_stays_readable(came: str, kept: str):
    assert clean_name(name=came) == kept


@pytest.mark.parametrize("sign", ["x", "é", "\U0001f600"])
def test_a_long_name_is_cut_before_its_ending(sign: str):
    kept = clean_name(name=sign * 300 + ".docx")

    assert kept.endswith(f"{sign}.docx")
    assert MOST_BYTES - 4 <= len(kept.encode()) <= MOST_BYTES


@given(st.one_of(st.text(), HARD))
def test_a_cleaned_name_is_safe_and_cleaning_again_changes_nothing(name: str):
    kept = clean_name(name=name)

    assert clean_name(name=kept) == kept
    assert 0 < len(kept.encode()) <= MOST_BYTES
    assert not set(kept) & set('/\\<>:"|?*\r\n')
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") for sign in kept)
    assert kept == kept.strip(". ")
    assert extension_of(name=kept) == "" or kept.lower().endswith(f".{extension_of(name=kept)}")
