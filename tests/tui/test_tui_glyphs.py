"""The closed list of characters: each of width 1, each with an ASCII stand-in."""

from dataclasses import fields

import pytest
from rich.cells import cell_len

from wargame.tui.glyphs import ALLOWED, ASCII, UNICODE, GlyphSet, ascii_only, plain, strangers


def signs(glyphs: GlyphSet) -> str:
    """Every character a set uses."""
    text = ""
    for field in fields(glyphs):
        value = getattr(glyphs, field.name)
        if field.name == "name":
            continue
        text += "".join(value.values()) if isinstance(value, dict) else "".join(value)
    return text


def test_every_allowed_character_is_one_cell_wide():
    assert {char for char in ALLOWED if cell_len(char) != 1} == set()


def test_the_unicode_set_stays_within_the_closed_list():
    assert strangers(signs(UNICODE)) == ""


def test_the_ascii_set_is_ascii():
    assert signs(ASCII).isascii()


def test_both_sets_have_the_same_kinds():
    assert set(ASCII.kinds) == set(UNICODE.kinds)


def test_every_allowed_character_has_an_ascii_stand_in():
    assert {char for char in ALLOWED if not ascii_only(char).isascii()} == set()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Türkiye", "Turkiye"),
        ("İdlib", "Idlib"),
        ("Maʿarrat", "Ma'arrat"),
        ("Kafr Nabl", "Kafr Nabl"),
        ("حلب", "???"),
    ],
)
def test_names_are_written_in_ascii(name, written):
    assert plain(name) == written


def test_strangers_are_named_once():
    assert strangers("a😀b😀☃") == "😀☃"
