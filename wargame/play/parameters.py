"""The numbers of the rules (RB 24): defaults in engine units, ranges, paragraphs and sources.

A scenario's `[rules.values]` and `[rules.tables]` name those it changes; every other number is the default
below. Sources: D design choice, Q factors of the Quantified Judgment Model as shifts, C its campaign and
engagement data, H the historical record, P tuned in a prototype. The range is what studies may try and what a
scenario may state.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from wargame.errors import ScenarioError, nearest
from wargame.rules.tables import Params

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wargame.model.scenario import Rules


class Parameter(NamedTuple):
    """One number of the rules."""

    name: str
    """Field of `rules.tables.Params`."""
    default: int
    low: int
    high: int
    unit: str
    rule: str
    """Paragraph of the rulebook."""
    source: str
    """D, Q, C, H or P."""


class Table(NamedTuple):
    """One row of numbers of the rules."""

    name: str
    """Field of `rules.tables.World`."""
    default: tuple[int, ...]
    low: int
    high: int
    unit: str
    rule: str
    source: str
    over: str
    """What the entries stand for; tables over the same thing have the same length."""
    ascending: bool = False


PARAMETERS: tuple[Parameter, ...] = (
    # the calendar and the means of a turn
    Parameter("turns", 13, 1, 60, "turns", "3.1", "H"),
    Parameter("days_per_turn", 3, 2, 4, "days", "3.1", "H"),
    Parameter("command_ankara", 9, 6, 14, "points", "6.1", "D"),
    Parameter("command_moscow", 8, 6, 14, "points", "6.1", "D"),
    Parameter("command_damascus", 10, 6, 14, "points", "6.1", "D"),
    # ground combat
    Parameter("frontage_approach", 4000, 3000, 6000, "mbn", "12.2", "P"),
    Parameter("frontage_base", 1000, 500, 2000, "mbn", "12.2", "P"),
    Parameter("frontage_defence", 2200, 1500, 3000, "mbn", "12.2", "P"),
    Parameter("posture_hasty", 75, 53, 98, "cs", "12.4", "Q"),
    Parameter("posture_prepared", 117, 82, 152, "cs", "12.4", "Q"),
    Parameter("posture_fortified", 136, 95, 177, "cs", "12.4", "Q"),
    Parameter("posture_delay", 53, 37, 69, "cs", "12.4", "Q"),
    Parameter("terrain_town", 75, 50, 200, "cs", "12.4", "Q"),
    Parameter("terrain_urban", 100, 50, 200, "cs", "12.4", "Q"),
    Parameter("terrain_mountain", 150, 50, 200, "cs", "12.4", "Q"),
    Parameter("capture_loss", 500, 300, 1500, "bp", "12.11", "D"),
    Parameter("cohesion_divisor", 22, 15, 30, "ct a cs", "12.4", "D"),
    Parameter("axis", 50, 30, 80, "cs", "12.4", "D"),
    Parameter("guns_near", 40, 20, 120, "cs", "11.3", "D"),
    Parameter("guns_war", 80, 40, 120, "cs", "11.3", "D"),
    Parameter("no_heavy_arms", -25, -100, 0, "cs", "12.4", "D"),
    Parameter("overload", 50, 0, 100, "cs", "12.4", "D"),
    Parameter("supply_strained_shift", -75, -150, 0, "cs", "12.4", "D"),
    Parameter("supply_cut_shift", -200, -400, 0, "cs", "12.4", "D"),
    Parameter("encirclement_base", 2000, 0, 4000, "bp", "12.9", "H"),
    Parameter("cascade", 400, 0, 800, "ct", "12.10", "H"),
    Parameter("stacking", 10000, 6000, 14000, "mbn", "7.6", "D"),
    # march, roads and supply
    Parameter("march_budget", 600, 400, 800, "min", "9.2", "D"),
    Parameter("march_bad", 300, 100, 600, "min", "9.2", "D"),
    Parameter("factor_motorway", 6, 4, 10, "ed a hm", "9.1", "D"),
    Parameter("factor_secondary", 10, 6, 14, "ed a hm", "9.1", "D"),
    Parameter("factor_track", 16, 10, 24, "ed a hm", "9.1", "D"),
    Parameter("capacity_motorway", 14000, 8400, 19600, "mbn", "9.1", "D"),
    Parameter("capacity_secondary", 8000, 4800, 11200, "mbn", "9.1", "D"),
    Parameter("capacity_track", 4000, 2400, 5600, "mbn", "9.1", "D"),
    Parameter("supply_full", 6000, 4500, 8000, "ed", "9.5", "D"),
    Parameter("supply_strained", 11000, 9000, 14000, "ed", "9.5", "D"),
    Parameter("motorway_bonus", 2000, 0, 4000, "ed", "9.5", "D"),
    Parameter("stock_full", 50, 0, 100, "cd a day", "9.6", "D"),
    Parameter("stock_strained", 25, 0, 50, "cd a day", "9.6", "P"),
    Parameter("stock_cut", 100, 0, 200, "cd a day", "9.6", "P"),
    Parameter("attack_use", 60, 36, 84, "cd a day", "9.6", "P"),
    Parameter("defence_use", 50, 0, 100, "cd a day", "9.6", "D"),
    Parameter("clearing_days", 2, 1, 6, "days", "9.7", "D"),
    Parameter("road_recovery", 1500, 0, 9000, "bp a day", "9.9", "D"),
    Parameter("cut_per_sorties", 1000, 0, 4000, "bp", "9.9", "D"),
    # air
    Parameter("bad_weather", 2200, 0, 10000, "bp", "10.5", "D"),
    Parameter("cas_bad_weather", 3500, 1000, 10000, "bp", "10.5", "D"),
    Parameter("strike_bad_weather", 5000, 1000, 10000, "bp", "10.5", "D"),
    Parameter("deconflicted_effect", 8500, 0, 10000, "bp", "10.2", "D"),
    Parameter("risky_effect", 6000, 0, 10000, "bp", "10.2", "D"),
    Parameter("deconflicted_loss", 5000, 0, 20000, "bp", "10.2", "D"),
    Parameter("risky_loss", 16000, 0, 30000, "bp", "10.2", "D"),
    Parameter("surge_cost", 800, 0, 3000, "ct", "10.1", "D"),
    Parameter("readiness_gain", 600, 0, 3000, "ct", "10.1", "D"),
    Parameter("strike_damage", 150, 0, 500, "ct", "10.7", "D"),
    # leaving and taking places
    Parameter("intervention", 5000, 0, 10000, "bp", "7.4", "D"),
    Parameter("bar_decay", 9200, 0, 10000, "bp a day", "12.7", "D"),
    Parameter("retire_bar", 3500, 0, 10000, "ct", "7.5", "D"),
    Parameter("retire_loss", 200, 0, 2000, "bp", "7.5", "D"),
    Parameter("trapped_loss", 5000, 0, 10000, "bp", "7.10", "D"),
    Parameter("killed_share", 2500, 2000, 3300, "bp", "12.13", "H"),
    # people
    Parameter("leave_base", 190, 133, 247, "bp", "15.4", "H"),
    Parameter("leave_air", 120, 84, 156, "bp", "15.4", "H"),
    Parameter("leave_capture", 5500, 3850, 7150, "bp", "15.4", "H"),
    Parameter("front_struck", 10000, 5000, 10000, "bp", "15.3", "P"),
    Parameter("front_adjacent", 4500, 3150, 5850, "bp", "15.3", "P"),
    Parameter("front_near", 2500, 1750, 3250, "bp", "15.3", "P"),
    Parameter("strike_front", 4, 1, 20, "sorties", "15.3", "P"),
    Parameter("host_factor", 1800, 1260, 2340, "bp", "15.4", "P"),
    Parameter("damage_leave", 10, 0, 30, "bp a point", "15.4", "D"),
    Parameter("crossing_leak", 40, 0, 500, "bp", "15.8", "D"),
    # tension
    Parameter("tension_incident", 350, 175, 525, "ct", "14.6", "D"),
    Parameter("tension_dead", 50, 25, 75, "ct a person", "14.6", "D"),
    Parameter("tension_dead_cap", 1200, 600, 1800, "ct", "14.6", "D"),
    Parameter("tension_decay", 45, 22, 68, "ct a day", "20.1", "D"),
    Parameter("tension_harass", 400, 0, 1000, "ct a day", "13.8", "D"),
    # posts
    Parameter("post_domestic", 20, 5, 50, "ct a day", "13.10", "D"),
    Parameter("post_domestic_fed", 10, 0, 50, "ct a day", "13.10", "D"),
    Parameter("convoy_stock", 1000, 300, 3000, "cd", "13.4", "D"),
    Parameter("convoy_stock_forced", 600, 100, 3000, "cd", "13.5", "D"),
    Parameter("post_fill", 300, 100, 1000, "cd a day", "13.3", "D"),
    Parameter("post_use", 100, 50, 200, "cd a day", "13.2", "D"),
    Parameter("evacuation_incident", 2500, 0, 10000, "bp", "13.7", "D"),
    Parameter("garrison_works", 200, 0, 400, "cs", "13.8", "D"),
    Parameter("garrison_quality", 100, -50, 200, "cs", "13.8", "D"),
    # support at home
    Parameter("displaced_domestic", 15, 0, 60, "ct a 10000 people", "20.2", "D"),
    Parameter("own_dead_domestic", 15, 0, 60, "ct a person", "20.2", "D"),
    Parameter("unavenged_domestic", 35, 0, 140, "ct a person", "20.2", "D"),
    Parameter("own_dead_moscow", 300, 0, 1200, "ct a person", "20.3", "D"),
    Parameter("place_domestic", 100, 0, 400, "ct", "20.3", "D"),
    # factions
    Parameter("hts_separate", 1500, 0, 5000, "bp", "17.2", "D"),
    Parameter("planner_column", -40, -400, 800, "cs", "17.4", "P"),
    Parameter("replacement_government", 20, 10, 70, "bp of establishment a day", "17.8", "H"),
    Parameter("replacement_opposition", 40, 10, 70, "bp of establishment a day", "17.8", "H"),
    # intensity of attacks
    Parameter("probe_use", 30, 18, 42, "cd a day", "9.6", "P"),
    Parameter("all_out_use", 90, 54, 126, "cd a day", "9.6", "P"),
    Parameter("probe_progress", 4000, 2000, 8000, "bp", "12.7", "D"),
    Parameter("probe_losses", 5000, 2500, 9000, "bp", "12.7", "D"),
    Parameter("all_out_progress", 13000, 10000, 18000, "bp", "12.7", "D"),
    Parameter("all_out_losses", 16000, 11000, 22000, "bp", "12.7", "D"),
    Parameter("all_out_cohesion", 200, 0, 600, "ct", "12.7", "D"),
    # fires, retaliation and incidents
    Parameter("preparation", 50, 30, 80, "cs", "11.2", "D"),
    Parameter("fire_use", 50, 20, 100, "cd a day", "11.2", "D"),
    Parameter("harass_loss", 50, 0, 200, "bp", "11.2", "D"),
    Parameter("harass_cohesion", 50, 0, 200, "ct", "11.2", "D"),
    Parameter("harass_damage", 100, 0, 400, "ct", "11.2", "D"),
    Parameter("cut_per_group", 1000, 0, 4000, "bp", "9.9", "D"),
    Parameter("free_fire_tension", 15, 0, 100, "ct a group and day", "11.7", "D"),
    Parameter("retaliation_base", 30, 0, 100, "mbn", "11.6", "D"),
    Parameter("retaliation_dead", 12, 0, 40, "mbn a person", "11.6", "D"),
    Parameter("retaliation_most", 250, 50, 600, "mbn", "11.6", "D"),
    Parameter("incident_base", 600, 100, 840, "bp", "14.2", "P"),
    Parameter("incident_air", 700, 100, 980, "bp", "14.2", "P"),
    Parameter("casualty_cap", 800, 480, 1120, "bp", "14.3", "P"),
    Parameter("base_raid", 200, 0, 2000, "bp a day", "14.9", "D"),
    Parameter("adviser_incident", 40, 0, 200, "bp", "14.5", "D"),
    Parameter("post_ration", 70, 30, 100, "cd a day", "13.2", "D"),
    # air defence, drones and jamming
    Parameter("ad_repair", 10, 0, 50, "csy a day", "10.8", "D"),
    Parameter("suppress_kill", 7, 0, 30, "csy a sortie", "10.8", "D"),
    Parameter("silent_kill", 2500, 0, 10000, "bp", "10.8", "D"),
    Parameter("silent_loss", 4000, 0, 10000, "bp", "10.4", "D"),
    Parameter("ad_scale", 600, 200, 2000, "csy", "10.4", "D"),
    Parameter("jam_loss", 6000, 0, 10000, "bp", "10.4", "D"),
    Parameter("jam_support", 8500, 0, 10000, "bp", "10.6", "D"),
    Parameter("forced_effect", 3500, 0, 10000, "bp", "10.2", "D"),
    Parameter("forced_loss", 20000, 0, 40000, "bp", "10.2", "D"),
    Parameter("forced_tension", 60, 0, 300, "ct a sortie", "10.2", "D"),
    Parameter("drone_kill", 55, 30, 80, "mbn a sortie", "10.9", "P"),
    Parameter("drone_cap", 800, 0, 3000, "bp a day", "10.9", "P"),
    Parameter("drone_cohesion", 300, 0, 1500, "ct a day", "10.9", "D"),
    Parameter("cap_loss", 500, 0, 3000, "bp a sortie", "10.4", "D"),
    Parameter("helicopter_manpads", 120, 40, 1000, "bp a sortie", "10.4", "D"),
    Parameter("ruaf_manpads", 30, 8, 500, "bp a sortie", "10.4", "D"),
    Parameter("legitimacy_dead", 200, 140, 260, "bp a person", "16.3", "D"),
    Parameter("legitimacy_displaced", 2000, 1400, 2600, "bp a 300000 people", "16.3", "D"),
    Parameter("jammer_groups", 2, 0, 8, "groups", "6.3", "H"),
    Parameter("jammer_turn", 4, 1, 60, "turn", "6.3", "H"),
    Parameter("drone_recon_day", 20, 0, 180, "day", "10.1", "H"),
    # the ladder, cause and ultimatums
    Parameter("legitimacy_ultimatum", 3500, 2450, 4550, "bp", "16.3", "D"),
    Parameter("legitimacy_breach", 2000, 1400, 2600, "bp", "16.3", "D"),
    Parameter("climb_price", 300, 0, 600, "ct a rung", "16.4", "D"),
    Parameter("climb_cause", 200, 0, 600, "ct", "16.4", "D"),
    Parameter("war_tension", 3800, 3000, 4500, "ct", "16.5", "P"),
    Parameter("war_tension_cause", 2000, 1000, 3000, "ct", "16.5", "P"),
    Parameter("war_domestic", 1600, 800, 2000, "ct", "16.5", "P"),
    Parameter("war_domestic_cause", 1800, 800, 2400, "ct", "16.5", "P"),
    Parameter("war_day_cause", 45, 0, 120, "ct a day", "16.5", "P"),
    Parameter("war_day_price", 70, 0, 180, "ct a day", "16.5", "P"),
    Parameter("bluff_domestic", 1500, 800, 2000, "ct", "16.7", "D"),
    Parameter("bluff_standing", 500, 0, 2000, "ct", "16.7", "D"),
    Parameter("ultimatum_met_domestic", 600, 0, 2000, "ct", "16.7", "D"),
    Parameter("ultimatum_carried_domestic", 300, 0, 2000, "ct", "16.7", "D"),
    Parameter("step_down_domestic", 200, 0, 1000, "ct a rung", "16.6", "D"),
    Parameter("quiet_rung_days", 6, 2, 30, "days", "16.6", "D"),
    Parameter("post_domestic_deadline", 30, 5, 100, "ct a day", "13.10", "D"),
    Parameter("ceasefire_ends", 0, 0, 1, "0 or 1", "21.7", "D"),
    Parameter("ceasefire_days", 3, 1, 9, "days", "21.7", "D"),
    # fighters abroad and people at the border
    Parameter("libya_full", 4000, 1000, 8000, "mbn", "18.6", "H"),
    Parameter("return_turns", 2, 1, 6, "turns", "18.6", "D"),
    Parameter("infiltration", 30, 0, 200, "ct", "15.9", "D"),
)
"""Every field of `Params`, in its order."""

OUTCOMES = "repulse, stall, gains, breakthrough"
COLUMNS = "the columns of outcome_columns"

TABLES: tuple[Table, ...] = (
    Table(
        "outcome_columns",
        (-400, -200, 0, 200, 300, 400, 600, 800), -600, 1000, "cs", "12.5", "D", COLUMNS, True,
    ),
    Table("repulse", (6200, 4600, 2700, 1100, 600, 300, 100, 0), 0, 10000, "bp", "12.5", "D", COLUMNS),
    Table("stall", (3500, 4600, 4900, 4100, 3100, 2300, 1200, 500), 0, 10000, "bp", "12.5", "D", COLUMNS),
    Table("gains", (300, 800, 2100, 3900, 4600, 4600, 4200, 3200), 0, 10000, "bp", "12.5", "D", COLUMNS),
    Table("progress", (-1200, 700, 3200, 7000), -3000, 15000, "ct", "12.6", "P", OUTCOMES),
    Table("attacker_loss", (260, 140, 110, 100), 0, 1000, "bp", "12.6", "C", OUTCOMES),
    Table("defender_loss", (80, 140, 220, 400), 0, 1000, "bp", "12.6", "C", OUTCOMES),
    Table("attacker_cohesion", (-480, -360, -30, -20), -2000, 500, "ct", "12.6", "D", OUTCOMES),
    Table("defender_cohesion", (-300, -360, -440, -620), -2000, 500, "ct", "12.6", "D", OUTCOMES),
    Table("cas_sorties", (0, 3, 6, 12, 20, 40), 0, 200, "sorties", "10.6", "D", "points of the curve", True),
    Table("cas_shift", (0, 50, 100, 150, 200, 250), 0, 400, "cs", "10.6", "D", "points of the curve"),
    Table(
        "decay",
        (
            10000, 8465, 7165, 6065, 5134, 4346, 3679, 3114, 2636, 2231, 1889, 1599, 1353, 1146, 970, 821,
        ),
        0, 10000, "bp", "15.6", "D", "whole 10 km of road",
    ),
)  # fmt: skip
"""The tables that stand beside `Params` in `World`."""


def params(rules: Rules) -> Params:
    """The numbers of a scenario: its own where it states one, the default elsewhere. Raises ScenarioError."""
    complaints = list(complaints_of(rules))
    if complaints:
        raise ScenarioError(complaints)
    return Params(*(rules.values.get(parameter.name, parameter.default) for parameter in PARAMETERS))


def table(rules: Rules, name: str) -> list[int]:
    """A table of the rules by its name. Raises ScenarioError for an unknown name or a value out of range."""
    found = next((row for row in TABLES if row.name == name), None)
    if found is None:
        raise ScenarioError([unknown("table", name, (row.name for row in TABLES))])
    complaints = list(complaints_of(rules))
    if complaints:
        raise ScenarioError(complaints)
    return list(rules.tables.get(name, found.default))


def complaints_of(rules: Rules) -> Iterable[str]:
    """Every mistake in `[rules]`: unknown names, values out of range, tables of the wrong length or order."""
    known = {parameter.name: parameter for parameter in PARAMETERS}
    for name, value in rules.values.items():
        parameter = known.get(name)
        if parameter is None:
            yield unknown("number", name, known)
        elif not parameter.low <= value <= parameter.high:
            yield (
                f"rules.values.{name}: {value} is not in {parameter.low}..{parameter.high} {parameter.unit} "
                f"(RB {parameter.rule})"
            )
    tables = {row.name: row for row in TABLES}
    lengths: dict[str, tuple[str, int]] = {}
    for row in TABLES:
        entries = rules.tables.get(row.name, row.default)
        first, length = lengths.setdefault(row.over, (row.name, len(entries)))
        if len(entries) != length:
            yield f"rules.tables.{row.name}: {len(entries)} entries, but {first} has {length} (RB {row.rule})"
        elif row.over == OUTCOMES and len(entries) != 4:
            yield f"rules.tables.{row.name}: {len(entries)} entries, not 4: {OUTCOMES} (RB {row.rule})"
        for entry in entries:
            if not row.low <= entry <= row.high:
                yield (
                    f"rules.tables.{row.name}: {entry} is not in {row.low}..{row.high} {row.unit} "
                    f"(RB {row.rule})"
                )
        if row.ascending and any(a >= b for a, b in pairwise(entries)):
            yield f"rules.tables.{row.name}: the entries must ascend (RB {row.rule})"
        if not entries:
            yield f"rules.tables.{row.name}: no entries (RB {row.rule})"
    for name in rules.tables:
        if name not in tables:
            yield unknown("table", name, tables)
    bands = (rules.tables.get(name, tables[name].default) for name in ("repulse", "stall", "gains"))
    if any(sum(column) > 10000 for column in zip(*bands, strict=False)):
        yield "rules.tables.gains: repulse, stall and gains of a column exceed 10000 bp together (RB 12.5)"


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """The complaint about a name that no rule knows."""
    close = nearest(name, known)
    part = "values" if kind == "number" else "tables"
    return f"rules.{part}.{name}: no {kind} of the rules has this name" + (
        f"; did you mean {close}?" if close else ""
    )
