"""Situations that are a breach, and beside each one of the same shape that is none (RB 19.3).

Each is played by the whole engine on the small board of the cases: agreements stand, orders are given, a day
or two pass, and the BREACH facts are read. A look-alike must leave none at all.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cases"))
from case_loader import Case, play

from wargame.rules.codes import EventKind, Team, TermKind

SEED = 2020

SAA = {"faction": "saa", "place": "camp", "strength": 3000}
SAA_GUNS = {"faction": "saa", "kind": "artillery", "place": "camp", "strength": 400}
NLF = {"faction": "nlf", "place": "town", "strength": 2000}
NLF_GUNS = {"faction": "nlf", "kind": "artillery", "place": "town", "strength": 300}
HTS = {"faction": "hts", "place": "town", "strength": 2000}
HTS_THERE = {"faction": "hts", "place": "village", "strength": 1000}
TURKS = {"faction": "turkey", "place": "city", "strength": 800}
POLICE = {"faction": "russia", "kind": "military_police", "place": "camp", "strength": 300}
SIEGED = {"place": "village", "state": "besieged", "siege": "cordon", "stock": 1000, "strength": 300}
OPEN_POST = {"place": "town", "strength": 300}

A_D, A_M, ALL = ["ankara", "damascus"], ["ankara", "moscow"], ["ankara", "moscow", "damascus"]
BATTLE = {"saa_1": SAA, "nlf_1": NLF}
ATTACK = ["damascus: saa_1 attack town breach"]
LOST_VILLAGE = {"village": {"control": "government"}}


def s(terms, breach=(), parties=A_D, **data):
    """A situation: terms, parties, who breaks what, and the data of a case; turns have three days from 0."""
    return terms, parties, breach, {"day": 3} | data


def hit(author):
    """Pins of an incident at the town: it happens, one dies, and this is the draw of the author."""
    draws = {0: 0, 1: 0, 2: 0, 3: author}
    pins = [{"purpose": "incident", "entity": "place.town", "slot": n, "u": u} for n, u in draws.items()]
    return [*pins, *battle(0)]


def battle(u):
    """Pins of a battle at the town."""
    return [{"purpose": "battle", "entity": "place.town", "slot": n, "u": u} for n in (0, 1)]


def raid(u):
    """Pins of a battle of hts at the town, and of the draw for a raid on the Russian base."""
    return [*battle(0), {"purpose": "raid", "entity": "place.depot", "slot": 0, "u": u}]


RAID = {"formation": {"saa_1": SAA | {"attack": ["town"]}, "hts_1": HTS}}
HIT_CASE = {"formation": {"saa_1": SAA | {"attack": ["town"]}, "nlf_1": NLF}, "post": {"p_1": OPEN_POST}}
CONVOY = {
    "place": LOST_VILLAGE, "post": {"p_1": SIEGED}, "orders": ["ankara: convoy supply p_1 via city village"],
    "formation": {"saa_1": SAA | {"place": "village"}},
}  # fmt: skip
DRONES = {"tracks": {"rung": 5}, "sector": {"south": {"access": {"tr_drone": "risky"}}, "north": {}}}

PAIRS = {
    "an attack where a ceasefire holds": (
        s("ceasefire", {("damascus", "ceasefire")}, formation=BATTLE, orders=ATTACK),
        s("ceasefire places village", formation=BATTLE, orders=["damascus: saa_1 attack town"]),
    ),
    "guns that fire where a ceasefire holds": (
        s("ceasefire places town", {("damascus", "ceasefire")}, formation={"guns": SAA_GUNS, "nlf_1": NLF},
          orders=["damascus: fires guns harass town breach"]),
        s("ceasefire places village", formation={"guns": SAA_GUNS, "nlf_1": NLF},
          orders=["damascus: fires guns harass town"]),
    ),
    "an attack on a group that is left out": (
        s("ceasefire", {("damascus", "ceasefire")}, formation={"saa_1": SAA, "hts_1": HTS}, orders=ATTACK),
        s("ceasefire without hts", formation={"saa_1": SAA, "hts_1": HTS}, orders=ATTACK),
    ),
    "a place of two groups, one of them left out": (
        s("ceasefire without hts", {("damascus", "ceasefire")}, orders=ATTACK,
          formation={"saa_1": SAA, "hts_1": HTS, "nlf_1": NLF}),
        s("ceasefire without hts", formation={"saa_1": SAA, "hts_1": HTS, "nlf_1": NLF | {"place": "city"}},
          orders=ATTACK),
    ),
    "a strike from the air": (
        s("ceasefire", {("damascus", "ceasefire")}, formation={"nlf_1": NLF},
          orders=["damascus: air_task strike town 10 breach"]),
        s("ceasefire from 6", formation={"nlf_1": NLF}, orders=["damascus: air_task strike town 10"]),
    ),
    "a strike by the other ally": (
        s("ceasefire", {("moscow", "ceasefire")}, A_M, formation={"nlf_1": NLF},
          orders=["moscow: air_task strike town 10 breach"]),
        s("ceasefire", formation={"nlf_1": NLF}, orders=["moscow: air_task strike town 10"]),
    ),
    "close support of a battle": (
        s("ceasefire binds moscow", {("moscow", "ceasefire")}, ALL, formation=BATTLE,
          orders=["damascus: saa_1 attack town", "moscow: air_task cas town 10 breach"]),
        s("ceasefire binds moscow", (), ALL, formation=BATTLE,
          orders=["moscow: air_task cas town 10 breach"]),
    ),
    "a proxy of a party attacks": (
        s("ceasefire", {("ankara", "ceasefire")},
          formation={"saa_1": SAA, "nlf_1": NLF | {"attack": ["camp"]}}),
        s("ceasefire without hts", formation={"saa_1": SAA, "hts_1": HTS | {"attack": ["camp"]}}),
    ),
    "militia that Damascus pays": (
        s("ceasefire", {("damascus", "ceasefire")},
          formation={"iran_1": SAA | {"faction": "iran_backed", "attack": ["town"]}, "nlf_1": NLF}),
        s("ceasefire binds ankara",
          formation={"iran_1": SAA | {"faction": "iran_backed", "attack": ["town"]}, "nlf_1": NLF}),
    ),
    "Damascus, which has not signed": (
        s("ceasefire", {("moscow", "ceasefire")}, A_M, formation=BATTLE,
          orders=["damascus: saa_1 attack town"]),
        s("ceasefire", (), A_M, formation=BATTLE),
    ),
    "the last day of a pause": (
        s("ceasefire by 3", {("damascus", "ceasefire")}, formation=BATTLE, orders=ATTACK),
        s("ceasefire by 2", formation=BATTLE, orders=["damascus: saa_1 attack town"]),
    ),
    "an offer is no agreement": (
        s("ceasefire", {("damascus", "ceasefire")}, formation=BATTLE, orders=ATTACK),
        s("ceasefire", formation=BATTLE, orders=["damascus: saa_1 attack town"], state="offered"),
    ),
    "guns in a corridor": (
        s("corridor roads camp__town", {("damascus", "corridor")}, formation={"guns": SAA_GUNS}),
        s("corridor roads camp__town", formation={"saa_1": SAA}),
    ),
    "guns of a proxy in a corridor": (
        s("corridor roads camp__town", {("ankara", "corridor")}, formation={"guns": NLF_GUNS}),
        s("corridor roads camp__town", formation={"guns": NLF_GUNS | {"place": "city"}}),
    ),
    "guns beside a corridor": (
        s("corridor roads camp__town depth 14", {("damascus", "corridor")},
          formation={"guns": SAA_GUNS | {"place": "ridge"}}),
        s("corridor roads camp__town depth 13", formation={"guns": SAA_GUNS | {"place": "ridge"}}),
    ),
    "a convoy on the ground of a corridor": (
        s("corridor roads city__village", {("damascus", "corridor")}, **CONVOY, days=3,
          pin=[{"purpose": "convoy", "entity": "post.p_1", "slot": 0, "u": 4000}]),
        s("corridor roads city__village", **CONVOY, days=3,
          pin=[{"purpose": "convoy", "entity": "post.p_1", "slot": 0, "u": 9999}]),
    ),
    "nobody to patrol with": (
        s("joint_patrol roads camp__town", {("damascus", "joint_patrol")}, formation={"tur_1": TURKS}, day=5),
        s("joint_patrol roads camp__town", (), A_M, formation={"tur_1": TURKS, "police": POLICE}, day=5),
    ),
    "a fight on the patrolled road": (
        s("joint_patrol roads camp__town", {("damascus", "joint_patrol")}, ALL, day=5, orders=ATTACK,
          formation=BATTLE | {"tur_1": TURKS, "police": POLICE}),
        s("joint_patrol roads camp__town", (), ALL, day=5, orders=["damascus: saa_2 attack village"],
          formation={"saa_1": SAA, "tur_1": TURKS, "police": POLICE, "saa_2": SAA | {"place": "farm"},
                     "hts_1": HTS_THERE}),
    ),
    "a patrol that begins in the middle of a turn": (
        s("joint_patrol roads camp__town from 3", {("damascus", "joint_patrol")},
          formation={"tur_1": TURKS}, day=5),
        s("joint_patrol roads camp__town from 4", formation={"tur_1": TURKS}, day=5),
    ),
    "a post that is hit": (
        s("post_status posts p_1 immune", {("damascus", "post_status")}, **HIT_CASE, pin=hit(0)),
        s("post_status posts p_1 immune", **HIT_CASE, pin=hit(9000)),
    ),
    "a post that is pressed": (
        s("post_status posts p_1 immune", {("damascus", "post_status")}, place=LOST_VILLAGE,
          post={"p_1": SIEGED}, tracks={"rung": 6}, orders=["damascus: siege p_1 harass breach"]),
        s("post_status posts p_1 immune", place=LOST_VILLAGE, post={"p_1": SIEGED},
          orders=["damascus: siege p_1 cordon"]),
    ),
    "a post that may not leave": (
        s("post_status posts p_1 immune", {("damascus", "post_status")}, place=LOST_VILLAGE,
          post={"p_1": SIEGED | {"siege": "assault"}}, tracks={"rung": 7}),
        s("post_status posts p_1 immune", place=LOST_VILLAGE, post={"p_1": SIEGED},
          orders=["damascus: siege p_1 offer_exit breach"]),
    ),
    "a convoy that is refused": (
        s("post_status posts p_1 feed", {("damascus", "post_status")}, place=LOST_VILLAGE,
          post={"p_1": SIEGED},
          orders=["ankara: talk offer damascus [passage posts p_1 by 8]", "damascus: talk respond 2 reject"]),
        s("post_status posts p_1 feed", place=LOST_VILLAGE, post={"p_1": SIEGED},
          orders=["ankara: talk offer damascus [passage posts p_1 by 8]", "damascus: talk respond 2 accept"]),
    ),
    "a post to be left by a day": (
        s("post_status posts p_1 leave by 3", {("ankara", "post_status")}, post={"p_1": OPEN_POST}),
        s("post_status posts p_1 leave by 4", post={"p_1": OPEN_POST}),
    ),
    "a sky that is closed again": (
        s("airspace_access user tr_drone access risky sector north", {("moscow", "airspace_access")}, A_M,
          orders=["moscow: airspace north tr_drone closed breach"],
          sector={"north": {"access": {"tr_drone": "risky"}}}),
        s("airspace_access user tr_drone access risky sector north", (), A_M,
          orders=["moscow: airspace north tr_drone open"],
          sector={"north": {"access": {"tr_drone": "risky"}}}),
    ),
    "drones where they were not to fly": (
        s("airspace_access user tr_drone access closed sector south binds ankara",
          {("ankara", "airspace_access")}, A_M, **DRONES, formation={"saa_1": SAA, "nlf_1": NLF},
          orders=["ankara: drone_strike south formations 4 forced breach"]),
        s("airspace_access user tr_drone access closed sector border binds ankara", (), A_M, **DRONES,
          formation={"saa_1": SAA, "nlf_1": NLF}, orders=["ankara: drone_strike south formations 4"]),
    ),
    "troops in a zone that they were to leave": (
        s("withdraw side government zone front by 3 binds damascus", {("damascus", "withdraw")},
          formation={"saa_1": SAA}, zone={"front": ["camp"]}),
        s("withdraw side government zone front by 4 binds damascus", formation={"saa_1": SAA},
          zone={"front": ["camp"]}),
    ),
    "troops of the other side in the zone": (
        s("withdraw side opposition zone front binds ankara", {("ankara", "withdraw")},
          formation={"nlf_1": NLF}, zone={"front": ["town"]}),
        s("withdraw side government zone front binds damascus", formation={"nlf_1": NLF},
          zone={"front": ["town"]}),
    ),
    "a post hit while a convoy is due": (
        s("passage posts p_1 by 8 binds damascus", {("damascus", "passage")}, **HIT_CASE, pin=hit(0)),
        s("passage posts p_1 by 2 binds damascus", **HIT_CASE, pin=hit(0)),
    ),
    "fire at shared coordinates": (
        s("deconfliction", {("damascus", "deconfliction")}, **HIT_CASE, pin=hit(0)),
        s("deconfliction", **HIT_CASE, pin=hit(9000)),
    ),
    "the proxy that was to be held back": (
        s("proxy_restraint proxy hts no_attack", {("ankara", "proxy_restraint")},
          formation={"saa_1": SAA, "hts_1": HTS | {"attack": ["camp"]}}),
        s("proxy_restraint proxy hts no_attack",
          formation={"saa_1": SAA, "nlf_1": NLF | {"attack": ["camp"]}}),
    ),
    "a raid by the proxy that was to be held back": (
        s("proxy_restraint proxy hts no_attack", {("ankara", "proxy_restraint")}, **RAID, pin=raid(0)),
        s("proxy_restraint proxy hts no_attack", **RAID, pin=raid(9999)),
    ),
    "guns of the proxy": (
        s("proxy_restraint proxy nlf guns_out places town", {("ankara", "proxy_restraint")},
          formation={"guns": NLF_GUNS}),
        s("proxy_restraint proxy nlf guns_out places town",
          formation={"guns": NLF_GUNS | {"faction": "hts"}}),
    ),
    "a proxy that stands with hts": (
        s("proxy_restraint proxy nlf separate", {("ankara", "proxy_restraint")},
          formation={"nlf_1": NLF, "hts_1": HTS}),
        s("proxy_restraint proxy nlf separate", formation={"nlf_1": NLF, "hts_1": HTS_THERE}),
    ),
    "a strike during a pause": (
        s("humanitarian places town by 4", {("damascus", "humanitarian")}, formation={"nlf_1": NLF},
          orders=["damascus: air_task strike town 10 breach"]),
        s("humanitarian places town by 4", formation=BATTLE, orders=["damascus: saa_1 attack town"]),
    ),
    "a border that is to be open": (
        s("humanitarian border_open binds ankara", {("ankara", "humanitarian")}, tracks={"border": 0}),
        s("humanitarian border_open binds ankara", tracks={"border": 2}),
    ),
    "an exchange on its day": (
        s("prisoner_body by 3", {("damascus", "prisoner_body")}, formation=BATTLE, orders=ATTACK),
        s("prisoner_body by 4", formation=BATTLE, orders=ATTACK),
    ),
    "a condition that is held to": (
        s("condition condition calm binds damascus", {("damascus", "condition")},
          condition={"calm": "tension < 30"}, tracks={"tension": 3500}),
        s("condition condition calm binds damascus", condition={"calm": "tension < 30"},
          tracks={"tension": 2500}),
    ),
}  # fmt: skip


def breaches(situation):
    """(party, term) of every BREACH that the situation leaves."""
    terms, parties, _breach, data = situation
    data = dict(data)
    agreement = {"parties": parties, "terms": terms, "state": data.pop("state", "in_force")}
    case = Case(
        "X01", "situation", (), data | {"agreement": [agreement], "expect": {"after_step": 13}}, "here"
    )
    facts = play(case, seed=SEED).facts.rows
    return {
        (Team(row[4]).name.lower(), TermKind(row[5]).name.lower())
        for row in facts
        if row[2] in (EventKind.BREACH, EventKind.BREACH_REPEATED)
    }


def test_there_are_enough_of_both():
    assert len(PAIRS) >= 25
    assert all(pair[0][2] and not pair[1][2] for pair in PAIRS.values())


@pytest.mark.parametrize("name", PAIRS)
def test_a_breach_is_found(name):
    situation = PAIRS[name][0]
    assert breaches(situation) == situation[2]


@pytest.mark.parametrize("name", PAIRS)
def test_what_only_looks_like_it_is_none(name):
    assert breaches(PAIRS[name][1]) == set()
