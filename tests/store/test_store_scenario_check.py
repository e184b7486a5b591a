"""`check_scenario`: every kind of mistake is found, at its line, beside all others."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from wargame.commands.check import meaning
from wargame.store.scenario_aims import line_names
from wargame.store.scenario_file import check_scenario

if TYPE_CHECKING:
    from pathlib import Path


class Slip(NamedTuple):
    """A mistake: what is replaced (once, after `after`), and what the complaint must say at that line."""

    name: str
    old: str
    new: str
    says: str
    after: str = ""
    near: int = 12
    """Lines between the slip and the line told, at most."""


ROAD = '[[road]]\na = "idlib"\nb = "binnish"\nclass = "secondary"\nkm = 9.3\nsource = ["derived"]\n'

SLIPS = (
    # shape
    Slip(
        "unknown key",
        'confidence = "high"',
        'confidense = "high"',
        "confidense: unknown key; did you mean confidence?",
    ),
    Slip(
        "unknown word",
        'terrain = "urban"',
        'terrain = "urbna"',
        "'urbna' is not one of open, town, hills, urban, mountain; did you mean urban?",
    ),
    Slip(
        "number out of range",
        "hold = 320",
        "hold = 321",
        "place idlib, hold: 321: must be less than or equal to 320",
    ),
    Slip("wrong type", "hold = 320", 'hold = "much"', "place idlib, hold: 'much': must be"),
    Slip("no id", 'id = "saraqib"', 'id = "Saraqib!"', "'Saraqib!' is no id"),
    Slip("infinite latitude", "lat = 35.931", "lat = inf", "place idlib, lat: inf: must be"),
    # ids
    Slip("place twice", 'id = "sarmin"', 'id = "saraqib"', "place: the id saraqib stands twice"),
    Slip(
        "road twice",
        "# -- the south\n",
        ROAD + "# -- the south\n",
        "road: the road binnish__idlib stands twice",
        "# -- the country around",
    ),
    Slip("inject number twice", 'number = "1.02"', 'number = "1.01"', "number 1.01 stands twice"),
    Slip("sector", 'sector = "coast"', 'sector = "cost"', "no sector is called 'cost'; did you mean coast?"),
    Slip(
        "road to nowhere",
        'b = "saraqib"',
        'b = "saraqb"',
        "b: no place is called 'saraqb'; did you mean saraqib?",
    ),
    Slip(
        "home",
        'home = "hama"',
        'home = "hamma"',
        "faction saa, home: no place is called 'hamma'; did you mean hama?",
    ),
    Slip(
        "agenda",
        'agenda = ["maarat_al_numan"',
        'agenda = ["maarat_al_numaan"',
        "faction saa, agenda: no place",
    ),
    Slip(
        "formation's place",
        'place = "jarjanaz"',
        'place = "jarjanas"',
        "formation saa_25_a, place: no place is called 'jarjanas'; did you mean jarjanaz?",
    ),
    Slip("post's place", 'place = "darat_izza"', 'place = "darat_iza"', "post op_2, place: no place"),
    Slip("ring", 'ring = ["khan_tuman"]', 'ring = ["khan_tumann"]', "post op_5, ring: no place"),
    Slip(
        "zone",
        '"idlib", "saraqib", "maarat_al_numan"',
        '"idlip", "saraqib", "maarat_al_numan"',
        "zone behind_posts, places: no place",
    ),
    Slip(
        "objective",
        'objectives = ["alliance"]',
        'objectives = ["aliance"]',
        "objectives: no objective is called 'aliance'; did you mean alliance?",
    ),
    Slip(
        "source",
        'source = ["ocha_sr7"]',
        'source = ["ocha_sr77"]',
        "no source has the key 'ocha_sr77'; did you mean ocha_sr7?",
    ),
    Slip(
        "source of a term",
        'source = ["protocol"]',
        'source = ["protocoll"]',
        "no source has the key 'protocoll'",
        "Additional Protocol",
    ),
    Slip("tag", 'tags = ["waypoint"]', 'tags = ["waypiont"]', "'waypiont' is not one of"),
    # the map
    Slip("road to itself", 'b = "saraqib"', 'b = "khan_al_subul"', "leads from a place to itself"),
    Slip("road too short", "km = 13.7", "km = 5.0", "5.0 km is shorter than the straight line of"),
    Slip("outside the box", "lat = 35.931", "lat = 33.5", "place idlib: 33.5, 36.634 lies outside the box"),
    Slip(
        "shared cell",
        "lat = 35.904\nlon = 36.725",
        "lat = 35.864\nlon = 36.806",
        "place sarmin: shares a map cell with saraqib",
    ),
    Slip(
        "broken motorway",
        'route = "m5"\n',
        "",
        "route m5: must be one chain with two ends, but has 4",
        'b = "saraqib"',
        60,
    ),
    Slip(
        "crossing motorways",
        'class = "secondary"\nkm = 15.3',
        'class = "motorway"\nroute = "m5"\nkm = 15.3',
        "route m5: more than two of its roads meet at khan_al_subul",
    ),
    Slip("core outside", "core = [35.33,", "core = [34.33,", "[map], core: reaches beyond the box"),
    Slip(
        "base elsewhere",
        'base = "maps/nw_syria.toml"',
        'base = "../secret.toml"',
        "must name a file beside or below the scenario",
    ),
    Slip(
        "base missing",
        'base = "maps/nw_syria.toml"',
        'base = "maps/nw_syrai.toml"',
        "there is no file 'maps/nw_syrai.toml'",
    ),
    Slip("no attribution", 'attribution = "Places', 'attribution = "" # "Places', "attribution: empty"),
    Slip(
        "neutral ground",
        'control = "neutral"',
        'control = "government"',
        "control neutral and the tag neutral go together",
    ),
    Slip(
        "consent of others",
        'id = "saraqib"',
        'id = "saraqib"\nconsent_day = 17',
        "consent_day goes with the tag neutral",
    ),
    # forces
    Slip(
        "over establishment",
        "strength = 2400",
        "strength = 2601",
        "strength 2601 is more than its establishment of 2600",
    ),
    Slip(
        "after the end", "turn = 13\nnote", "turn = 14\nnote", "arrives in turn 14, after the end (turn 13)"
    ),
    Slip(
        "behind the line",
        'place = "jarjanaz"',
        'place = "idlib"',
        "formation saa_25_a: starts at idlib, which is opposition",
    ),
    Slip(
        "besieged on friendly ground",
        'state = "open"',
        'state = "besieged"',
        "post op_1: besieged, but atmeh is opposition",
    ),
    Slip("open on enemy ground", 'state = "besieged"', 'state = "open"', "open, but surman is government"),
    Slip(
        "planned without a turn",
        'state = "open"',
        'state = "planned"',
        "post op_1: state planned with turn 0",
    ),
    Slip(
        "marker far away",
        "lat = 36.310\nlon = 36.760",
        "lat = 35.310\nlon = 36.760",
        "post op_1: its marker lies more than 10 km",
    ),
    Slip(
        "reserve too late",
        "turn = 12\nstrength = 350",
        "turn = 15\nstrength = 350",
        "reserve: turn 15 is after the end",
    ),
    Slip(
        "command points",
        "command_points = 9",
        "command_points = 7",
        "team ankara: command_points 7, but [rules.values] command_ankara is 9",
    ),
    # aims
    Slip(
        "weights",
        "weight = 20",
        "weight = 21",
        "war aims of damascus: the operational weights sum to 51, not 50",
    ),
    Slip("line", 'line = "zawiya"', 'line = "zawya"', "damascus has no line 'zawya'"),
    Slip(
        "condition of an aim",
        'when = "nato >= 50"',
        'when = "nato >= 101"',
        "war_aim ankara_hidden_allies: condition 'nato >= 101', column 9: 101 is out of range",
    ),
    Slip(
        "an aim that rests on an aim",
        'when = "nato >= 50"',
        'when = "aim.ankara.deal >= 4"',
        "war_aim ankara_hidden_allies: condition 'aim.ankara.deal >= 4', column 1: a war aim does not rest",
    ),
    Slip(
        "a hidden aim that is read",
        'when = "infiltration >= 20"',
        'when = "aim.ankara.hidden_allies >= 4"',
        "column 1: hidden_allies is a hidden aim: no condition reads it",
    ),
    Slip(
        "counts without a condition",
        'line = "zawiya"',
        'line = "zawiya"\ncounts = "days"',
        "war_aim damascus_zawiya: `counts` goes with `when`",
    ),
    Slip(
        "drawn in the open",
        'when = "nato >= 50"\nhidden = true\n',
        'when = "nato >= 50"\n',
        "war_aim ankara_hidden_allies: a drawn aim is hidden, has `when` and a line of its own",
    ),
    Slip(
        "drawn aims that differ",
        "ankara_hidden_allies = 4",
        "ankara_hidden_allies = 5",
        "weights hidden_aims, ankara: drawn aims differ in half or weight",
    ),
    Slip(
        "a set that does not sum",
        "moscow_blame = 14",
        "moscow_blame = 15",
        "weights people_first, moscow: the political weights sum to 51, not 50",
    ),
    Slip(
        "a set that names nothing",
        "moscow_blame = 14",
        "moscow_blaim = 14",
        "weights people_first: no war_aim is called 'moscow_blaim'; did you mean moscow_blame?",
    ),
    Slip(
        "a set that is not there",
        'licence = "MIT',
        'weighing = "people_furst"\nlicence = "MIT',
        "weighing: no set of weights is called 'people_furst'; did you mean people_first?",
    ),
    # the exercise
    Slip(
        "scheduled without a time",
        'at = "turn 1"\n',
        "",
        "inject start_of_exercise: scheduled, but `at` is missing",
    ),
    Slip(
        "conditional without a condition",
        'when = "place.saraqib.control = government"\n',
        "",
        "inject junction_changes_hands: conditional, but `when` is missing",
    ),
    Slip("bad time", 'at = "turn 4"', 'at = "day 4"', "'day 4': write `turn n` or `turn n day k`"),
    Slip("late time", 'at = "turn 4"', 'at = "turn 14"', "turn 14 is after the end (turn 13)"),
    Slip("late day", 'at = "turn 2 day 3"', 'at = "turn 2 day 4"', "day 4 is not one of 1..3"),
    Slip(
        "effect without a verb",
        '{ add = "nato", by = 5 }',
        "{ by = 5 }",
        "an effect has exactly one of set, add, losses; found none",
    ),
    Slip(
        "effect with the wrong number",
        '{ set = "rung", to = 5 }',
        '{ set = "rung", by = 5 }',
        "`to` goes with `set`",
    ),
    Slip(
        "losses of nobody",
        "killed = 33, wounded = 32, ",
        "",
        "`killed` or `wounded` above 0 go with `losses`",
    ),
    Slip(
        "condition's syntax",
        '"count(post.*.state = besieged) >= 4"',
        '"count(post.*.state = besieged >= 4"',
        "inject questions_about_posts, when: condition",
    ),
    Slip(
        "all and others",
        'audience = ["all"]',
        'audience = ["all", "moscow"]',
        "all stands beside other seats",
    ),
    Slip(
        "choice to nowhere",
        '"inject.kyiv_visit.at" = "turn 3 day 2"',
        '"inject.kyiv_vist.at" = "turn 3 day 2"',
        "'inject.kyiv_vist.at' leads nowhere: no inject is called 'kyiv_vist'; did you mean kyiv_visit?",
    ),
    Slip(
        "choice of no field",
        '{ "place.idlib.people" = 538000 }',
        '{ "place.idlib.peopel" = 538000 }',
        "a place has no field 'peopel'; did you mean people?",
    ),
    Slip(
        "choice that does not fit",
        '"place.idlib.people" = 1000000',
        '"place.idlib.people" = -1',
        "place.idlib.people cannot be -1",
    ),
    Slip(
        "default that differs",
        '"inject.column_saraqib.killed" = 8',
        '"inject.column_saraqib.killed" = 7',
        "the default sets inject.column_saraqib.killed to 7, but the file has 8",
    ),
    # what only the rules know
    Slip(
        "reading",
        '"turn >= 3", "team',
        '"tunr >= 3", "team',
        "no reading begins with 'tunr'; did you mean turn?",
    ),
    Slip(
        "name in a reading",
        '"place.saraqib.control = government"',
        '"place.saraqibb.control = government"',
        "no place is called 'saraqibb'; did you mean saraqib?",
    ),
    Slip("effect's path", 'add = "nato"', 'add = "natto"', "'natto' is not in the effect table"),
    Slip(
        "effect's range",
        '{ set = "rung", to = 5 }',
        '{ set = "rung", to = 9 }',
        "9 is not a number from 0 to 8",
    ),
    Slip(
        "losses of a stranger", 'losses = "post.np_7"', 'losses = "post.np_77"', "no post is called 'np_77'"
    ),
    Slip(
        "rule",
        "stacking = 10000",
        "stackin = 10000",
        "no number of the rules has this name; did you mean stacking?",
    ),
    Slip("rule's range", "stacking = 10000", "stacking = 1", "1 is not in 6000..14000 mbn"),
)


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "scenarios" / "idlib_2020.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "scenarios" / "maps", tmp_path / "maps")
    return tmp_path


def slipped(text: str, slip: Slip) -> tuple[str, int]:
    """The text with one mistake, and the number of the line where it is."""
    start = text.index(slip.after) if slip.after else 0
    at = text.index(slip.old, start)
    return text[:at] + slip.new + text[at + len(slip.old) :], text.count("\n", 0, at) + 1


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_told_at_its_line(text: str, folder: Path, slip: Slip) -> None:
    path = folder / "slip.toml"
    broken, line = slipped(text, slip)
    path.write_text(broken, encoding="utf-8")
    report = check_scenario(path, meaning)
    told = [complaint for complaint in report.complaints if slip.says in complaint]
    assert told, report.complaints
    numbers = [int(found[1]) for c in told if (found := re.match(rf"{re.escape(str(path))}:(\d+): ", c))]
    assert len(numbers) == len(told)
    assert min(abs(number - line) for number in numbers) <= slip.near, (numbers, line)


def test_slips_are_told_all_at_once(text: str, folder: Path) -> None:
    chosen = [
        slip
        for slip in SLIPS
        if slip.name
        in (
            "unknown word", "sector", "over establishment", "weights", "bad time", "choice to nowhere",
            "reading", "effect's path", "rule", "objective", "base missing",
        )
    ]  # fmt: skip
    broken = text
    for slip in chosen:
        broken = slipped(broken, slip)[0]
    path = folder / "many.toml"
    path.write_text(broken, encoding="utf-8")
    complaints = check_scenario(path, meaning).complaints
    for slip in chosen:
        assert any(slip.says in complaint for complaint in complaints), slip.name
    assert len(complaints) == len(chosen)
    lines = [int(complaint.split(":")[1]) for complaint in complaints]
    assert lines == sorted(lines)


def test_a_disconnected_map_names_the_part_that_is_cut_off(text: str, folder: Path) -> None:
    kept = [
        block
        for block in re.split(r"(?m)^(?=\[\[)", text)
        if not (block.startswith("[[road]]") and re.search(r'"(al_eis|tell_tuqan)"', block))
    ]
    path = folder / "cut.toml"
    path.write_text("".join(kept), encoding="utf-8")
    told = [c for c in check_scenario(path).complaints if "not connected" in c]
    assert len(told) == 2
    assert "tell_tuqan" in told[0]
    assert "al_eis" in told[1]


def test_places_with_geonames_numbers_want_the_credit(text: str, folder: Path) -> None:
    path = folder / "credit.toml"
    path.write_text(
        text.replace("GeoNames (geonames.org)", "somebody").replace("(c) GeoNames", "(c) somebody")
    )
    assert any("GeoNames numbers" in c for c in check_scenario(path).complaints)


def test_a_row_with_a_slip_does_not_hide_the_slips_of_others(text: str, folder: Path) -> None:
    path = folder / "rows.toml"
    broken = text.replace('id = "idlib"', 'id = "Idlib"', 1).replace(
        'place = "jarjanaz"', 'place = "jarjanas"', 1
    )
    path.write_text(broken, encoding="utf-8")
    complaints = check_scenario(path, meaning).complaints
    assert any("'Idlib' is no id" in c for c in complaints)
    assert any("no place is called 'jarjanas'" in c for c in complaints)
    assert not any("not connected" in c for c in complaints)


def test_the_shipped_scenario_is_without_complaint(root: Path) -> None:
    report = check_scenario(root / "scenarios" / "idlib_2020.toml", meaning)
    assert report.complaints == ()
    assert report.ok
    assert report.summary == (
        "Idlib 2020: 79 places, 151 roads, 68 formations, 30 posts, 44 injects, 13 alternatives, 97 sources"
    )


def test_every_team_has_lines_that_the_rules_measure() -> None:
    assert "posts" in line_names("ankara")
    assert "sky" in line_names("moscow")
    assert "patron" in line_names("damascus")
