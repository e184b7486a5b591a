"""Bytes of the map: ground codes and pens."""

from wargame.tui.map.paint import Ground, Pen, Rim, ground_code, map_colours
from wargame.tui.palette import DARK, GROUPS, mix


def test_the_air_overlay_tints_the_ground():
    plain, air = map_colours(DARK), map_colours(DARK, air=True)
    code = ground_code(Ground.DAMASCUS, Rim.NONE, 1)
    assert air[code] == mix(DARK.ink["moscow"], DARK.ground["damascus"][0], 16) != plain[code]


def test_ground_codes_and_pens_do_not_meet():
    assert ground_code(max(Ground), max(Rim), 3) < min(Pen)
    assert Pen.LETTER + len(GROUPS) <= 256


def test_each_rim_is_the_ink_of_its_own_side():
    colours = map_colours(DARK)
    for ground, group in (
        (Ground.DAMASCUS, "damascus"),
        (Ground.OPPOSITION, "opposition"),
        (Ground.ANKARA, "ankara"),
    ):
        assert colours[ground_code(ground, Rim.HOSTILE, 2)] == DARK.rim[group]
        assert colours[ground_code(ground, Rim.NONE, 2)] == DARK.ground[group][2]


def test_the_state_border_is_grey_on_the_far_side_only():
    colours = map_colours(DARK)
    assert colours[ground_code(Ground.OUTSIDE, Rim.BORDER, 1)] == DARK.frontier
    assert colours[ground_code(Ground.OPPOSITION, Rim.BORDER, 1)] == DARK.ground["opposition"][1]
