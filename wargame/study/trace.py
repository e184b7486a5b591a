"""One run read from its events: who took what when, sieges, dead, displaced, Turkish strength (RB 22.3).

Events name places and sides, but losses of a battle are told for a side as a whole. To give them to factions
the trace follows where every formation stands and how strong it is, and shares a side's dead by the strength
of the factions that were engaged; sums of a side are exact.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from wargame.rules.arithmetic import rdiv, share
from wargame.rules.codes import EventKind, Faction, Field, Form, PostState, Side, Team, TermKind, side_of
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from wargame.rules.log import Row
    from wargame.rules.tables import Board, World
    from wargame.study.games import Game

POST_WORDS = {
    EventKind.POST_ESTABLISHED: "established",
    EventKind.POST_BESIEGED: "besieged",
    EventKind.POST_RELIEVED: "relieved",
    EventKind.POST_EVACUATED: "evacuated",
    EventKind.POST_OVERRUN: "overrun",
}
"""Events in the life of a post."""

POST_STATES = {
    EventKind.POST_ESTABLISHED: PostState.OPEN,
    EventKind.POST_BESIEGED: PostState.BESIEGED,
    EventKind.POST_RELIEVED: PostState.OPEN,
    EventKind.POST_EVACUATED: PostState.EVACUATED,
    EventKind.POST_OVERRUN: PostState.OVERRUN,
}
"""The state each leaves the post in."""

FACTIONS = len(Faction)
WAR_RUNG = 5
"""From here Turkish troops fight (RB 12.2)."""

HIT_CAUSES: dict[int, str] = {
    EventKind.INJECTED: "inject",
    EventKind.FIRED: "retaliation",
    EventKind.ATTACK: "battle",
}
"""What led to a TROOPS_HIT; else an incident by chance."""

TEAM_FACTION = {Team.ANKARA: Faction.TURKEY, Team.MOSCOW: Faction.RUSSIA, Team.DAMASCUS: Faction.SAA}
"""Whose soldiers die when troops of a team are hit."""


@dataclass(slots=True)
class Trace:
    """What happened in one run. Days count from the start of the calendar, places and posts are rows."""

    seed: int
    days: int
    """Days played."""
    control: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Changes of control: day, place, from, to (codes.Control)."""
    posts: list[tuple[int, int, str]] = field(default_factory=list)
    """Day, post, one of POST_WORDS."""
    killed: defaultdict[tuple[int, int, str], int] = field(default_factory=lambda: defaultdict(int))
    """(day, faction, cause) to persons."""
    missing: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    """(day, faction) to mbn that melted away without supply (RB 9.6)."""
    aircraft: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Day, pool, airframes lost, helicopters among them."""
    displaced: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Day, place left, persons who leave their homes, place most of them go to."""
    hits: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Day, place, team whose troops were hit, dead."""
    turkish: list[int] = field(default_factory=list)
    """mbn of Turkish formations and garrisons in Syria at the close of each day."""
    besieged: list[int] = field(default_factory=list)
    """Posts under siege at the close of each day."""
    hosted: list[int] = field(default_factory=list)
    """Persons hosted by each place at the end."""
    ceasefire: int | None = None
    """First day on which a ceasefire agreed in the run was in force, None if none was."""
    firsts: list[int] = field(default_factory=list)
    """Of each condition asked (form FIRST, in the order of tests): the first day, plus two; 0 = never."""
    digest: str = ""
    """Hex SHA-256 of the rows of events."""


class Tracker:
    """Reads the events of one run in order."""

    def __init__(self, world: World, start: Board, game: Game) -> None:
        self.world = world
        self.trace = Trace(game.seed, game.end.tracks[0].day + 1)
        self.where = [row.place for row in start.formations]
        self.strength = [row.strength for row in start.formations]
        self.control = [row.control for row in start.places]
        self.post_state = [row.state for row in start.posts]
        self.post_place = [row.place for row in start.posts]
        self.garrison = [row.strength for row in start.posts]
        self.rung = start.tracks[0].rung
        self.attack: tuple[int, int, list[int]] = (NOBODY, NOBODY, [])
        """Place under attack, side that attacks, its factions."""
        self.meeting: tuple[int, ...] = ()
        """Both ends of the road of a meeting, while its losses are told."""
        self.facts = list(game.facts)
        self.base = 0
        """The row from which causes of this turn count."""
        self.garrison_dead = (NOBODY, 0)
        """Place and dead of a garrison under assault: the TROOPS_HIT that follows repeats them."""

    def read(self, game: Game) -> Trace:
        """All events; the days are closed as they end."""
        acts = {
            EventKind.ARRIVED: self.arrived, EventKind.MOVED: self.moved, EventKind.CAPTURED: self.captured,
            EventKind.RETREATED: self.retreated, EventKind.ATTACK: self.attacked,
            EventKind.BATTLE_LOSS: self.lost, EventKind.STARVED: self.starved,
            EventKind.REPLACED: self.replaced, EventKind.TROOPS_HIT: self.hit,
            EventKind.AIRCRAFT_LOST: self.downed, EventKind.DISPLACED: self.left,
            EventKind.INJECTED: self.injected, EventKind.TRACK: self.tracked,
            EventKind.MEETING: self.met, EventKind.FIRED: self.fired,
            EventKind.RETALIATED: self.answered, EventKind.DRONE_HIT: self.drone_hit,
            EventKind.AGREEMENT_STARTED: self.agreed,
            **dict.fromkeys(POST_WORDS, self.post),
        }  # fmt: skip
        by_code = {int(kind): act for kind, act in acts.items()}
        today = 0
        length = self.world.params.days_per_turn
        for number, row in enumerate(self.facts):
            if today < row[0]:
                while today < row[0]:
                    self.close_day()
                    today += 1
                    if today % length == 0:
                        self.base = number
            act = by_code.get(row[2])
            if act is not None:
                act(row)
        while len(self.trace.turkish) < self.trace.days:
            self.close_day()
        asked = [test for test in self.world.tests if test.form == Form.FIRST]
        self.trace.firsts = [int(game.end.latches[test.latch].count) for test in asked]
        self.trace.hosted = [100 * place.hosted for place in game.end.places]
        self.trace.digest = sha256(array("q", chain.from_iterable(self.facts)).tobytes()).hexdigest()
        return self.trace

    def close_day(self) -> None:
        """Turkish strength in Syria and posts under siege at the close of a day."""
        total = 0
        for f, place in enumerate(self.where):
            turkish = self.world.formations[f].faction == Faction.TURKEY
            if turkish and place != NOBODY and self.world.places[place].soil == 0:
                total += self.strength[f]
        standing = (PostState.OPEN, PostState.BESIEGED, PostState.EVACUATING)
        total += sum(men for p, men in enumerate(self.garrison) if self.post_state[p] in standing)
        self.trace.turkish.append(total)
        self.trace.besieged.append(self.post_state.count(PostState.BESIEGED))

    def agreed(self, row: Row) -> None:
        """AGREEMENT_STARTED (agreement, parties, secret, kind of its first term): the first ceasefire."""
        if row[6] == TermKind.CEASEFIRE and self.trace.ceasefire is None:
            self.trace.ceasefire = row[0]

    # ---- where formations stand ----------------------------------------------------------------------------

    def arrived(self, row: Row) -> None:
        """ARRIVED (formation, place, mbn)."""
        self.where[row[3]], self.strength[row[3]] = row[4], row[5]

    def moved(self, row: Row) -> None:
        """MOVED (formation, from, to)."""
        self.where[row[3]] = row[5]

    def replaced(self, row: Row) -> None:
        """REPLACED (formation, mbn)."""
        self.strength[row[3]] += row[4]

    def captured(self, row: Row) -> None:
        """CAPTURED (place, from, to, formation that enters)."""
        day, place, old, new, f = row[0], row[3], row[4], row[5], row[6]
        self.trace.control.append((day, place, old, new))
        self.control[place] = new
        if f != NOBODY:
            self.where[f] = place

    def retreated(self, row: Row) -> None:
        """RETREATED (formation, from, to, mbn lost): the dead among those who are lost, RB 12.13."""
        f, gone = row[3], row[6]
        self.where[f] = row[5]
        self.strength[f] = max(0, self.strength[f] - gone)
        self.die(row[0], self.world.formations[f].faction, "retreat", self.dead_of(gone))

    def starved(self, row: Row) -> None:
        """STARVED (formation, mbn, 0) or (post, mbn, 1)."""
        if row[5] == 1:
            self.garrison[row[3]] = max(0, self.garrison[row[3]] - row[4])
            self.trace.missing[row[0], Faction.TURKEY] += row[4]
            return
        self.strength[row[3]] = max(0, self.strength[row[3]] - row[4])
        self.trace.missing[row[0], self.world.formations[row[3]].faction] += row[4]

    # ---- who dies ------------------------------------------------------------------------------------------

    def dead_of(self, mbn: int) -> int:
        """RB 12.13. Persons killed among lost mbn."""
        return rdiv(mbn * self.world.params.killed_share, 20000)

    def die(self, day: int, faction: int, cause: str, dead: int) -> None:
        """Book the dead of a faction."""
        if dead > 0:
            self.trace.killed[day, faction, cause] += dead

    def attacked(self, row: Row) -> None:
        """ATTACK (place, faction, column, outcome), one row for each faction that attacks."""
        place, faction = row[3], row[4]
        self.meeting = ()
        if self.attack[0] != place or self.attack[1] != side_of(faction):
            self.attack = (place, side_of(faction), [])
        self.attack[2].append(faction)

    def lost(self, row: Row) -> None:
        """BATTLE_LOSS (place, side, mbn, killed), attackers first."""
        day, place, side, gone, dead = row[0], row[3], row[4], row[5], row[6]
        where, attacker, factions = self.attack
        if self.meeting:
            parts = self.share_losses(self.on_road(side), [], gone, dead)
        elif where == place and attacker == side:
            parts = self.share_losses(self.beside(place, factions), [], gone, dead)
        elif side == Side.OPPOSITION and self.control[place] == 0:
            parts = self.share_losses([], self.manned(place), gone, dead)
            self.garrison_dead = (place, dead)
        else:
            fights = side == Side.OPPOSITION and self.rung >= WAR_RUNG
            parts = self.share_losses(
                self.inside(place, side), self.manned(place) if fights else [], gone, dead
            )
        for faction, part in enumerate(parts):
            self.die(day, faction, "battle", part)
        rest = dead - sum(parts)
        self.die(day, Faction.SAA if side == Side.GOVERNMENT else Faction.HTS, "battle", rest)
        if where == place and attacker != side:
            self.attack = (NOBODY, NOBODY, [])

    def beside(self, place: int, factions: list[int]) -> list[int]:
        """Formations of those factions next to a place or in it: who may have attacked it."""
        world = self.world
        near = [place, *world.links[world.first[place] : world.first[place + 1]]]
        return [f for f, p in enumerate(self.where) if p in near and world.formations[f].faction in factions]

    def on_road(self, side: int) -> list[int]:
        """Formations of a side at the ends of the road of a meeting."""
        return [
            f
            for f, p in enumerate(self.where)
            if p in self.meeting and self.world.formations[f].side == side and self.strength[f] > 0
        ]

    def inside(self, place: int, side: int) -> list[int]:
        """Formations of a side that defend a place; Turkish and Russian troops only from rung 5 (RB 12.2)."""
        formations = self.world.formations
        there = [f for f, here in enumerate(self.where) if here == place and formations[f].side == side]
        if self.rung >= WAR_RUNG:
            return there
        return [f for f in there if formations[f].faction not in (Faction.TURKEY, Faction.RUSSIA)]

    def manned(self, place: int) -> list[int]:
        """Posts in a place that have a garrison."""
        standing = (PostState.OPEN, PostState.BESIEGED)
        return [
            p for p, at in enumerate(self.post_place) if at == place and self.post_state[p] in standing
        ]

    def share_losses(self, engaged: list[int], garrisons: list[int], gone: int, dead: int) -> list[int]:
        """Take lost mbn off those engaged by their strength; returns the dead by faction."""
        weights = [0] * FACTIONS
        strength = [self.strength[f] for f in engaged] + [self.garrison[p] for p in garrisons]
        for f in engaged:
            weights[self.world.formations[f].faction] += self.strength[f]
        weights[Faction.TURKEY] += sum(self.garrison[p] for p in garrisons)
        parts = share(strength, gone)
        for f, part in zip(engaged, parts, strict=False):
            self.strength[f] = max(0, self.strength[f] - part)
        for p, part in zip(garrisons, parts[len(engaged) :], strict=True):
            self.garrison[p] = max(0, self.garrison[p] - part)
        return share(weights, dead)

    def hit(self, row: Row) -> None:
        """TROOPS_HIT (place, team, dead, author). After an assault it repeats the garrison's dead."""
        day, place, team, dead = row[0], row[3], row[4], row[5]
        self.trace.hits.append((day, place, team, dead))
        told, self.garrison_dead = self.garrison_dead, (NOBODY, 0)
        if told != (place, dead):
            led = self.facts[self.base + row[7]][2] if row[7] >= 0 else NOBODY
            self.die(day, TEAM_FACTION[Team(team)], HIT_CAUSES.get(led, "incident"), dead)

    def met(self, row: Row) -> None:
        """MEETING (road, attacking side, outcome, column)."""
        road = self.world.roads[row[3]]
        self.meeting = (road.a, road.b)

    def fired(self, row: Row) -> None:
        """FIRED (formation, or post after all formations; place, mode, mbn lost by those harassed)."""
        guns, place, gone = row[3], row[4], row[6]
        if gone > 0:
            side = Side.OPPOSITION
            if guns < len(self.where):
                side = Side(self.world.formations[guns].side)
            victims = self.inside(place, 1 - side)
            self.share_out(row[0], victims, "fires", gone)

    def answered(self, row: Row) -> None:
        """RETALIATED (team, place, mbn, dead answered). Turkish losses are told as TROOPS_HIT (RB 11.6)."""
        team, place, gone = row[3], row[4], row[5]
        if team == Team.ANKARA:
            victims = self.beside(place, [int(Faction.SAA), int(Faction.IRAN_BACKED)])
            self.share_out(row[0], victims, "retaliation", gone)
        elif team == Team.MOSCOW:
            victims = self.beside(place, [int(Faction.NLF), int(Faction.HTS), int(Faction.SNA)])
            self.share_out(row[0], victims, "retaliation", gone)

    def drone_hit(self, row: Row) -> None:
        """DRONE_HIT (formation, mbn, sorties, place)."""
        f, gone = row[3], row[4]
        self.strength[f] = max(0, self.strength[f] - gone)
        self.die(row[0], self.world.formations[f].faction, "drone", self.dead_of(gone))

    def share_out(self, day: int, engaged: list[int], cause: str, gone: int) -> None:
        """Book losses that are told as one sum, by the strength of those who bore them."""
        for faction, part in enumerate(self.share_losses(engaged, [], gone, self.dead_of(gone))):
            self.die(day, faction, cause, part)

    # ---- posts, the air, people, the ladder ----------------------------------------------------------------

    def post(self, row: Row) -> None:
        """POST_* (post, place, mbn if established, 1 if only reinforced)."""
        kind, post = EventKind(row[2]), row[3]
        if kind == EventKind.POST_ESTABLISHED:
            self.post_place[post] = row[4]
            if row[6] == 1:
                self.garrison[post] += row[5]
                return
            self.garrison[post] = row[5]
        self.post_state[post] = POST_STATES[kind]
        self.trace.posts.append((row[0], post, POST_WORDS[kind]))

    def downed(self, row: Row) -> None:
        """AIRCRAFT_LOST (pool, sector, number, helicopters among them)."""
        self.trace.aircraft.append((row[0], row[3], row[5], row[6]))

    def left(self, row: Row) -> None:
        """DISPLACED (place, h placed, place of most of them, h who leave their homes)."""
        if row[6] > 0:
            self.trace.displaced.append((row[0], row[3], 100 * row[6], row[5]))

    def injected(self, row: Row) -> None:
        """INJECTED (inject, field, old, new)."""
        if row[4] == Field.RUNG:
            self.rung = row[6]

    def tracked(self, row: Row) -> None:
        """TRACK (track, old, new, team)."""
        if row[3] == Field.RUNG:
            self.rung = row[5]


def trace_of(world: World, start: Board, game: Game) -> Trace:
    """What happened in a run."""
    return Tracker(world, start, game).read(game)
