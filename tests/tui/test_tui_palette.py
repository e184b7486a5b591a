"""The palettes keep the groups apart, for normal and for colour-blind sight, and text readable.

Distances are CIE76 under D65; colour blindness by the matrices of Machado, Oliveira and Fernandes (2009),
severity 1.0, applied to linear RGB. Contrast is that of WCAG 2.
"""

from itertools import combinations

import pytest
from rich.color import Color

from wargame.tui import palette as p
from wargame.tui.map.paint import map_colours

SIGHT = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    triplet = Color.parse(colour).get_truecolor()
    return [(c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4) for c in triplet]


def lab(colour, sight="normal"):
    r, g, b = linear(colour)
    r, g, b = (min(1.0, max(0.0, m[0] * r + m[1] * g + m[2] * b)) for m in SIGHT[sight])
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883

    def f(t):
        return t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29

    return 116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))


def distance(one, two, sight):
    return sum((a - b) ** 2 for a, b in zip(lab(one, sight), lab(two, sight), strict=True)) ** 0.5


def closest(colours, sight):
    return min(distance(one, two, sight) for one, two in combinations(colours, 2))


def contrast(one, two):
    def luminance(colour):
        r, g, b = linear(colour)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("colours", "floors"),
    [
        pytest.param(p.DARK.ink, (45, 30, 25, 23), id="dark inks"),
        pytest.param(p.DARK.counter, (55, 25, 20, 16), id="dark counters"),
        pytest.param({**p.TABLE_256.rim, "moscow": p.eight_bit(175)}, (45, 20, 25, 25), id="256 rims"),
        pytest.param(p.TABLE_256.ink, (50, 30, 28, 25), id="256 inks"),
        pytest.param(p.TABLE_256.counter, (55, 23, 16, 16), id="256 counters"),
        pytest.param(p.LIGHT.ink, (35, 22, 22, 22), id="light inks"),
        pytest.param(p.CONTRAST.ink, (45, 30, 25, 23), id="contrast inks"),
        pytest.param(p.CONTRAST.counter, (48, 22, 18, 15), id="contrast counters"),
    ],
)
def test_groups_are_told_apart_by_every_sight(colours, floors):
    found = {sight: closest(colours.values(), sight) for sight in SIGHT}
    assert all(found[sight] >= floor for sight, floor in zip(SIGHT, floors, strict=True)), found


def test_the_matrices_leave_grey_grey():
    for sight in SIGHT:
        _, a, b = lab("#808080", sight)
        assert abs(a) < 1
        assert abs(b) < 1


@pytest.mark.parametrize("table", [p.DARK, p.LIGHT, p.CONTRAST, p.TABLE_256], ids=lambda t: t.name)
def test_text_is_readable_on_its_background(table):
    for name in ("text", "muted", "amber", "strong", "soft"):
        assert contrast(getattr(table, name), table.background) >= 4.5, name
    for group, ink in table.ink.items():
        assert contrast(ink, table.background) >= 4.5, group


@pytest.mark.parametrize(
    "table", [p.DARK, p.LIGHT, p.CONTRAST, p.TABLE_256, p.NO_COLOUR], ids=lambda t: t.name
)
def test_counters_are_readable(table):
    for group, fill in table.counter.items():
        assert contrast(table.counter_text, fill) >= 4.5, group


@pytest.mark.parametrize("table", [p.DARK, p.LIGHT, p.CONTRAST], ids=lambda t: t.name)
def test_names_are_readable_on_the_highest_ground(table):
    for group, shades in table.ground.items():
        for name in ("text", "soft", "strong"):
            assert contrast(getattr(table, name), shades[3]) >= 4.5, (group, name)


@pytest.mark.parametrize("table", [p.DARK, p.LIGHT, p.CONTRAST, p.TABLE_256], ids=lambda t: t.name)
def test_captions_are_readable_on_the_plain_ground_they_are_put_on(table):
    for group, colour in table.caption.items():
        grounds = table.outside if group == "outside" else (table.ground[group][0], table.far[group][0])
        for ground in grounds:
            assert contrast(colour, ground) >= 4.5, (group, ground)


def test_high_contrast_is_seven_to_one():
    table = p.CONTRAST
    for name in ("text", "muted", "amber", "strong", "soft", "good", "alarm", "border"):
        assert contrast(getattr(table, name), table.background) >= 7, name
    for name in ("text", "soft", "amber"):
        assert contrast(getattr(table, name), table.select) >= 7, name
    for group, ink in table.ink.items():
        assert contrast(ink, table.background) >= 7, group
    for group, fill in table.counter.items():
        assert contrast(table.counter_text, fill) >= 7, group
    for group, shades in table.ground.items():
        assert contrast(table.text, shades[3]) >= 7, group


def test_the_ground_is_calm_and_the_rim_is_loud():
    for group, shades in p.DARK.ground.items():
        assert distance(shades[0], shades[3], "normal") < 25
        assert distance(p.DARK.rim[group], shades[3], "normal") > 30


def test_sides_differ_in_lightness_without_colour():
    table = p.NO_COLOUR
    assert table.ground["damascus"][0] != table.ground["opposition"][0] != table.ground["ankara"][0]
    for colour in map_colours(table):
        assert colour is not None
        red, green, blue = Color.parse(colour).get_truecolor()
        assert red == green == blue


def test_sixteen_colours_have_no_ground_and_carry_letters():
    assert {colour for shades in p.TABLE_16.ground.values() for colour in shades} == {None}
    assert {mark[0] for mark in p.TABLE_16.marks.values()} == {"D", "O", "A", "N"}


@pytest.mark.parametrize("table", p.PALETTES.values(), ids=p.PALETTES)
@pytest.mark.parametrize("air", [False, True])
def test_every_byte_has_a_colour_that_rich_reads(table, air):
    colours = map_colours(table, air=air)
    assert len(colours) == 256
    for colour in colours:
        if colour is not None:
            Color.parse(colour)


@pytest.mark.parametrize(
    ("flag", "environ", "depth"),
    [
        ("256", {"COLORTERM": "truecolor"}, "256"),
        ("auto", {"NO_COLOR": "1", "COLORTERM": "truecolor"}, "none"),
        ("auto", {"COLORTERM": "truecolor", "TERM": "xterm"}, "truecolor"),
        ("auto", {"TERM": "xterm-256color"}, "256"),
        ("auto", {"TERM": "linux"}, "16"),
        ("auto", {"TERM": "dumb"}, "none"),
    ],
)
def test_depth_is_decided_by_flag_then_environment(flag, environ, depth):
    assert p.depth_of(flag, environ) == depth
    assert p.palette_for(flag, environ).depth == depth


@pytest.mark.parametrize("name", ["light", "contrast"])
def test_light_and_contrast_are_chosen_by_name_only(name):
    assert p.palette_for(name, {"TERM": "dumb"}).name == name
    assert p.palette_for("auto", {"COLORTERM": "truecolor"}).name == "dark"
