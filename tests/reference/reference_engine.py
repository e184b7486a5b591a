"""The naive reference: the ground rules of the rulebook once more, in names and dictionaries.

It is written from the rulebook paragraph by paragraph, for reading and not for speed, and shares no code with
`wargame/rules`: of the product it reads the Scenario and its table of parameters. Steps 3, 4, 8, 9, 10, 11
and 12 of a day; air, fires and incidents are absent, their support of a battle is given as numbers.
`reference_battle.py` has the battles. Sides are "gov" and "opp".
"""

from __future__ import annotations

import heapq
from math import cos, radians
from types import SimpleNamespace as Row

from reference_battle import Battles
from reference_numbers import OUTSIDERS, bp, clamp, friendly, key_of, mix, other, rdiv, share

from wargame.play.parameters import params, table

FAR = 1 << 30
SOURCE = {"gov": "supply_gov", "opp": "supply_opp", "turkey": "supply_tur"}


class Game(Battles):
    """One game: `places`, `roads`, `formations` and `posts` by id, in the order of the scenario."""

    def __init__(self, scenario, seed):
        self.rules, self.seed, self.day, self.rung = params(scenario.rules), seed, -1, scenario.start.rung
        self.table = {
            name: table(scenario.rules, name)
            for name in (
                "outcome_columns",
                "repulse",
                "stall",
                "gains",
                "progress",
                "attacker_loss",
                "decay",
                "defender_loss",
                "attacker_cohesion",
                "defender_cohesion",
                "cas_sorties",
                "cas_shift",
            )
        }
        self.in_libya = sum(scenario.start.libya.values())
        self.weather = {s.id: "fair" for s in scenario.sectors}
        self.factions = {f.id: f for f in scenario.factions}
        self.places = {
            p.id: Row(
                id=p.id, fixed=p, hold=p.hold * 100, soil="off_limits" in p.tags, neutral="neutral" in p.tags,
                control=p.control, bar=0, column=0, held=30, people=rdiv(p.people, 100), hosted=0, quiet=0,
                shelter=rdiv(p.shelter, 100), damage=0, links=[], support=0, strikes=0, prepared=False,
                surprise=False, surprised=False,
            )
            for p in scenario.places
        }  # fmt: skip
        self.order = {p: i for i, p in enumerate(self.places)}
        self.roads = {}
        for r in scenario.roads:
            row = Row(id=r.id, ends=(r.a, r.b), kind=r.road_class, hm=round(r.km * 10), m5=r.route == "m5",
                      load=0, crew=None, clearing=0, key=key_of(f"road.{r.id}"))  # fmt: skip
            row.cleared = r.road_class == "motorway" and self.holder(row) is not None
            self.roads[r.id] = row
            self.places[r.a].links.append((r.b, row))
            self.places[r.b].links.append((r.a, row))
        self.formations = {}
        for f in scenario.formations:
            side = "opp" if self.factions[f.faction].side == "opposition" else "gov"
            here = f.turn == 1
            self.formations[f.id] = Row(
                id=f.id, fixed=f, faction=f.faction, side=side, place=f.place if here else None,
                strength=f.strength if here else 0, cohesion=f.cohesion * 100, stock=f.stock_days * 100,
                posture="defend", supply="full", load=0, march=0, static=0, dug=0, fought=False, mission=None,
                todo=[], priority=5, rank=0, intensity="normal", least=-400, stop_loss=1500, begun=0,
                fights=None, due=(f.turn - 1) * self.rules.days_per_turn,
            )  # fmt: skip
        self.posts = {
            p.id: Row(id=p.id, place=p.place, ring=(p.ring or (p.place,))[:4], state=p.state,
                      stock=0 if p.state == "planned" else p.stock_days * 100, morale=8000,
                      strength=p.garrison, consent=p.consent)
            for p in scenario.posts
        }  # fmt: skip
        shrink = cos(radians(sum(p.lat for p in scenario.places) / len(scenario.places)))
        self.point = {p.id: (p.lon * 111.32 * shrink, p.lat * 111.32) for p in scenario.places}
        self.shelters = [p.id for p in scenario.places if p.attract > 0]
        every = dict(self.places)
        hm = {r: row.hm for r, row in self.roads.items()}
        self.away = {s: self.spread({s: 0}, every, hm) for s in self.shelters}

    # ---- helpers

    def pick(self, n, purpose, key, slot):  # RB 2.2
        word = mix(mix(mix(mix(self.seed) ^ self.day) ^ (purpose * 256 + slot)) ^ key)
        return ((word >> 32) * n) >> 32

    def draw(self, purpose, key, slot):
        return self.pick(10000, purpose, key, slot)

    def spread(self, starts, ground, length):
        """Shortest way from any start to each place of `ground`, by length of roads."""
        away, queue = {}, [(d, p) for p, d in starts.items()]
        heapq.heapify(queue)
        while queue:
            d, p = heapq.heappop(queue)
            if p not in away:
                away[p] = d
                for q, road in self.places[p].links:
                    if q in ground and q not in away:
                        heapq.heappush(queue, (d + length[road.id], q))
        return away

    def ground(self, side):
        return {p for p, row in self.places.items() if friendly(side, row.control)}

    def holder(self, road):
        controls = [self.places[p].control for p in road.ends]
        return next((s for s in ("gov", "opp") if all(friendly(s, c) for c in controls)), None)

    def there(self, side=None, place=None):
        """Formations on the map, in order."""
        return [
            f for f in self.formations.values()
            if f.place and f.strength > 0 and side in (None, f.side) and place in (None, f.place)
        ]  # fmt: skip

    def mbn(self, side):
        here = dict.fromkeys(self.places, 0)
        for f in self.there(side):
            here[f.place] += f.strength
        return here

    def road(self, a, b):
        return next((road for q, road in self.places[a].links if q == b), None)

    def target(self, f):
        return f.todo[0] if f.mission == "attack" and f.todo and f.place else None

    def lengths(self):  # RB 9.1
        r = self.rules
        factor = {"motorway": r.factor_motorway, "secondary": r.factor_secondary, "track": r.factor_track}
        slow = {i for i, road in self.roads.items() if road.kind == "motorway" and not road.cleared}
        return {i: x.hm * (r.factor_track if i in slow else factor[x.kind]) for i, x in self.roads.items()}

    def capacity(self, road):  # RB 9.1; nothing is cut here
        r = self.rules
        kind = "track" if road.kind == "motorway" and not road.cleared else road.kind
        return {
            "motorway": r.capacity_motorway,
            "secondary": r.capacity_secondary,
            "track": r.capacity_track,
        }[kind]

    # ---- the day

    def play(self, orders, given, pushes):
        """One day. `orders` are the models that stand, on a turn's first day; `given` what air and guns did:
        {place: (close support x100, strikes, prepared, damage)}; `pushes` columns that march into enemy
        ground today: {formation: place}.
        """
        self.day += 1
        for f in self.formations.values():
            f.fought, f.fights = False, None
            due = not f.place and f.strength == 0 and 0 < f.due <= self.day
            if due and friendly(f.side, self.places[f.fixed.place].control):  # RB 17.9
                f.place, f.strength = f.fixed.place, f.fixed.strength
        for p in self.places.values():
            p.support, p.strikes, p.prepared, damage = given.get(p.id, (0, 0, False, 0))
            p.damage = min(10000, p.damage + damage)
            p.battle, p.taken, p.falls, p.broken, p.open, p.won = False, False, None, None, False, None
        if self.day % self.rules.days_per_turn == 0:
            self.take(orders)
        for s in self.weather:
            u = self.draw(2, key_of(f"sector.{s}"), 0)
            self.weather[s] = "bad" if u < self.rules.bad_weather else "fair"
        self.supply()
        self.unseen = {f.id for f in self.there() if self.seen(f) <= 0}
        for i, p in pushes.items():
            self.stand_down(self.formations[i], "attack")
            self.formations[i].mission, self.formations[i].todo = "move", [p]
        self.movement()
        self.fight()
        self.capture()
        self.besiege()
        self.people()
        self.recover()

    def stand_down(self, f, posture):
        f.mission, f.todo, f.march = None, [], 0
        f.dug = f.dug if f.posture == posture else 0
        f.posture = posture

    def take(self, orders):  # RB 6.3, 6.7
        for f in self.formations.values():
            f.rank = 0
            if f.mission == "attack":
                self.stand_down(f, "defend")
        for order in orders:
            if order.type == "posture":
                self.stand_down(self.formations[order.formation], order.posture)
            elif order.type == "move" and order.by_m5:  # RB 9.8
                f = self.formations[order.formation]
                self.stand_down(f, "defend")
                there = sum(g.strength for g in self.there(f.side, order.path[0]) if g is not f)
                if there + f.strength <= self.rules.stacking:
                    f.place, f.static, f.dug = order.path[0], 0, 0
            elif order.type == "move":
                f = self.formations[order.formation]
                path = list(order.path[1:] if order.path[0] == f.place else order.path)
                keep = f.march if f.mission == "move" and f.todo[:1] == path[:1] else 0
                self.stand_down(f, "march" if order.halt_on_contact else "attack")
                f.mission, f.todo, f.march, f.priority = "move", path, keep, order.priority
            elif order.type == "attack":
                for f in (self.formations[i] for i in order.formations):
                    self.stand_down(f, "attack")
                    f.mission, f.todo, f.priority = "attack", list(order.targets), order.priority
                    f.intensity, f.least, f.stop_loss = order.intensity, order.min_column, order.stop_loss
                    f.begun = f.strength
            elif order.type == "supply_priority":
                for rank, i in enumerate(order.formations, 1):
                    self.formations[i].rank = rank
            elif order.type == "clear_road":
                for r in order.roads:
                    self.roads[r].crew = self.holder(self.roads[r])

    # ---- step 4

    def supply(self):
        self.clear_roads()
        length, rules = self.lengths(), self.rules
        self.path = {}
        for trace, side in (("gov", "gov"), ("opp", "opp"), ("turkey", "opp")):  # RB 9.3
            ground = self.ground(side)
            starts = {p: 0 for p in ground if SOURCE[trace] in self.places[p].fixed.tags}
            self.path[trace] = self.spread(starts, ground, length)
        trace = lambda f: "turkey" if f.faction == "turkey" else f.side  # noqa: E731
        ways = {}
        for f in self.there():
            away, here, ways[f.id] = self.path[trace(f)], f.place, []
            while away.get(here, 0) > 0:
                back = [(self.order[q], road.id, q) for q, road in self.places[here].links
                        if q in away and away[q] + length[road.id] == away[here]]  # fmt: skip
                _, road, here = min(back)
                ways[f.id].append(road)
        for r, road in self.roads.items():
            road.load = sum(f.strength for f in self.there() if r in ways[f.id])
        m5 = all(x.cleared and self.holder(x) == "gov" for x in self.roads.values() if x.m5)
        for f in self.there():
            before = [g for g in self.there(f.side) if 0 < g.rank <= f.rank] if f.rank else self.there()
            worst = 0
            for r in ways[f.id]:  # RB 9.4
                load = sum(g.strength for g in before if r in ways[g.id])
                worst = max(worst, rdiv(load * 10000, self.capacity(self.roads[r])))
            path = self.path[trace(f)].get(f.place, FAR)
            full = rules.supply_full + (rules.motorway_bonus if f.side == "gov" and m5 else 0)
            f.load, f.supply = worst, "poor"
            if path == FAR:
                f.supply = "cut"
            elif path <= full and worst <= 10000:
                f.supply = "full"
            elif path <= rules.supply_strained and worst <= 15000:
                f.supply = "strained"

    def clear_roads(self):  # RB 9.7
        guns = {
            s: {
                q for f in self.there(s) if f.fixed.kind == "artillery" for q, _ in self.places[f.place].links
            }
            for s in ("gov", "opp")
        }
        for road in self.roads.values():
            holder = self.holder(road)
            if road.kind != "motorway":
                continue
            if holder is None:
                road.cleared = False
            if holder is None or road.crew != holder or road.cleared:
                road.crew, road.clearing = None, 0
                continue
            quiet = all(self.places[p].quiet > 0 and p not in guns[other(holder)] for p in road.ends)
            road.clearing = road.clearing + 1 if quiet else 0
            if road.clearing >= self.rules.clearing_days:
                road.cleared, road.crew, road.clearing = True, None, 0

    # ---- step 5

    def seen(self, f):  # RB 8.1, without RECON and jammers
        side, next_to = other(f.side), {p: {q for q, _ in row.links} for p, row in self.places.items()}
        near, troops = {f.place} | next_to[f.place], {g.place for g in self.there(side)}
        far = {r for q in near for r in next_to[q]}
        known = any(friendly(side, self.places[p].control) and self.places[p].held >= 20 for p in near)
        manned = any(x.place in near and x.state in ("open", "besieged") for x in self.posts.values())
        still = all(g.static >= 3 for g in self.there(f.side, f.place) if g.faction == f.faction)
        hidden = (self.places[f.place].fixed.terrain == "urban") + self.bad(f.place) + still
        adjacent = 2 if near & troops else 1 if far & troops else 0
        return adjacent + known + (manned and side == "opp") - hidden

    # ---- step 8

    def attackers_at(self):
        """Formations that stand next to the place they are ordered to attack and have not called it off."""
        return [f for f in self.there() if self.target(f) and f.fights is not False
                and self.road(f.place, self.target(f))]  # fmt: skip

    def movement(self):
        for f in self.formations.values():  # stop-loss
            if f.mission == "attack" and (f.begun - f.strength) * 10000 > f.stop_loss * f.begun:
                f.mission, f.posture, f.march = None, "defend", 0
        self.snap = {s: self.mbn(s) for s in ("gov", "opp")}
        self.attacked = {self.target(f) for f in self.attackers_at()}
        length = self.lengths()
        gone = self.withdrawals()
        way, contact = {}, {}
        for f in self.there():
            if f.id in gone:
                continue
            if f.mission == "move":
                f.before = list(f.todo)
                way[f.id] = self.follow(f, length)
                if self.target(f):
                    contact[f.id] = self.target(f)
            elif self.target(f):
                if self.road(f.place, self.target(f)):
                    f.march = self.minutes(f)
                else:
                    way[f.id] = self.approach(f, length)
        self.stand_apart(way, contact)
        self.stack(way)
        empty = {p for p in self.places if self.snap["gov"][p] + self.snap["opp"][p] == 0}
        for f in self.there():
            self.places[f.place].open = f.place in empty
        self.meetings(contact)

    def minutes(self, f):  # RB 9.2
        bad = self.weather[self.places[f.place].fixed.sector] == "bad"
        return self.rules.march_bad if bad else self.rules.march_budget

    def cost(self, road, length):  # RB 9.2; an overloaded road halves the day's march on it
        cost = rdiv(length[road.id] * 15, 100)
        return 2 * cost if road.load * 10000 > 15000 * self.capacity(road) else cost

    def follow(self, f, length):
        left, here, way, carry, halt = self.minutes(f) + f.march, f.place, [], 600, None
        while f.todo and not halt:
            there = f.todo[0]
            road = self.road(here, there)
            if not road:
                halt = "road"
            elif self.places[there].control == "neutral":
                halt = "neutral"
            elif not friendly(f.side, self.places[there].control) or self.snap[other(f.side)][there]:
                halt = "enemy"
            elif self.cost(road, length) > left:
                carry = max(carry, self.cost(road, length))
                break
            else:
                left -= self.cost(road, length)
                here = f.todo.pop(0)
                way.append(here)
        f.march = min(carry, left)
        if halt == "enemy" and f.posture == "attack":  # RB 6.3 order 1: becomes ATTACK probe
            f.mission, f.todo, f.march = "attack", [there], 0
            f.intensity, f.least, f.stop_loss, f.begun = "probe", -400, 1500, f.strength
        elif halt or not f.todo:
            f.mission, f.posture, f.march = None, "defend", 0
        return way

    def approach(self, f, length):  # RB 6.7
        ground, target = self.ground(f.side), self.target(f)
        away = self.spread({q: 0 for q, _ in self.places[target].links if q in ground}, ground, length)
        left, here, way, carry = self.minutes(f) + f.march, f.place, [], 600
        if here not in away:
            f.march = 0
            return []
        while away[here] > 0 and len(way) < 8:
            _, there, road = min((self.order[q], q, road) for q, road in self.places[here].links
                                 if q in away and away[q] + length[road.id] == away[here])  # fmt: skip
            if self.cost(road, length) > left:
                carry = max(carry, self.cost(road, length))
                break
            left -= self.cost(road, length)
            here = there
            way.append(here)
        f.march = min(carry, left)
        return way

    def stack(self, way):  # RB 7.6
        crowd = {(s, p): 0 for s in ("gov", "opp") for p in self.places}
        movers = [f for f in self.there() if way.get(f.id)]
        for f in self.there():
            if not way.get(f.id):
                crowd[f.side, f.place] += f.strength
        for f in sorted(movers, key=lambda f: f.priority):
            go = list(way[f.id])
            while go and crowd[f.side, go[-1]] + f.strength > self.rules.stacking:
                go.pop()
            if len(go) < len(way[f.id]):
                f.march = 0
                if f.mission != "attack":
                    f.mission, f.todo = "move", f.before[len(go) :]
            crowd[f.side, go[-1] if go else f.place] += f.strength
            if go:
                f.place, f.static, f.dug = go[-1], 0, 0

    def withdrawals(self):  # RB 7.5, 12.8, 12.9
        gone = {}
        for p, place in self.places.items():
            for side in ("gov", "opp"):
                enemy, here = self.snap[other(side)], self.there(side, p)
                near = [q for q, _ in place.links if enemy[q]]
                threat = here and self.threatened(place, side, near)
                mean = rdiv(sum(f.strength * f.cohesion for f in here), sum(f.strength for f in here) or 1)
                chance = clamp(self.rules.encirclement_base + 7000 - mean, 0, 9000)
                panic = threat and self.draw(3, key_of(f"place.{p}"), 2) < chance
                for f in here:
                    if f.cohesion < 3000 and f.posture != "hold" and near:
                        f.posture = "retire"
                    shaken = f.posture not in ("hold", "fortify") and f.faction not in OUTSIDERS
                    if f.posture == "retire" or (panic and shaken) or (threat and f.posture == "delay"):
                        refuge = self.refuge(p, side, self.snap)
                        if refuge:
                            gone[f.id] = refuge
                        else:
                            f.posture = "defend"
        left = set()
        for f in [self.formations[i] for i in gone]:
            if f.place in self.attacked:
                left.add(f.place)
                f.strength -= bp(f.strength, self.rules.retire_loss) if f.posture == "retire" else 0
            f.place, f.mission, f.posture, f.march, f.static, f.dug = gone[f.id], None, "defend", 0, 0, 0
        for p in left:
            self.places[p].bar = min(self.places[p].hold, self.places[p].bar + self.rules.retire_bar)
        return gone

    def threatened(self, place, side, near):  # RB 12.9
        enemy = self.snap[other(side)]
        safe = [
            q for q, _ in place.links if friendly(side, self.places[q].control) and q in self.path[side]
            and not any(enemy[x] for x, _ in self.places[q].links if x != place.id)
        ]  # fmt: skip
        return len(near) >= 2 and len(safe) <= 1 and (place.bar >= 3000 or place.column >= 200)

    def refuge(self, p, side, mbn):  # RB 7.10
        found = []
        for q, _ in self.places[p].links:
            row = self.places[q]
            if not friendly(side, row.control) or q in self.attacked or row.taken or row.soil:
                continue
            if q in self.path[side]:
                enemies = sum(1 for x, _ in row.links if mbn[other(side)][x])
                found.append((enemies, -mbn[side][q], self.order[q], q))
        return min(found)[3] if found else None

    # ---- step 10

    def capture(self):
        self.attacked = {self.target(f) for f in self.attackers_at()}
        stood = {f.id: f.place for f in self.there()}
        enters, pursuers = {}, {}
        for p, place in self.places.items():
            if not place.falls:
                continue
            lot = [f for f in self.attackers_at() if self.target(f) == p]
            if lot:
                winner = max(lot, key=lambda f: f.strength)
                enters[winner.id] = p
                on = lambda f, p=p: len(f.todo) > 1 and self.road_on(f, p, f.todo[1])  # noqa: E731
                if place.falls == "empty":
                    road = on(winner)
                    if road and rdiv(self.lengths()[road.id] * 15, 100) <= winner.march:
                        pursuers[winner.id] = p
                elif place.broken == "outside" and place.column >= 400:
                    fit = [f for f in lot if f.cohesion >= 6000 and on(f)]
                    if fit:
                        pursuers[max(fit, key=lambda f: f.strength).id] = p
        self.occupy(enters)
        self.retreat(enters)
        self.march_in(enters)
        goals = self.goals(pursuers)
        self.occupy(goals)
        self.march_in(goals)
        self.shake(stood)

    def road_on(self, f, p, goal):  # RB 12.12
        road = self.road(p, goal)
        return road if road and road.hm <= 150 and not friendly(f.side, self.places[goal].control) else None

    def goals(self, pursuers):
        mbn, goals = {s: self.mbn(s) for s in ("gov", "opp")}, {}
        for i, p in pursuers.items():
            f = self.formations[i]
            goal = self.target(f)
            if not goal or not self.road(p, goal) or self.places[goal].taken or mbn[other(f.side)][goal]:
                continue
            if not friendly(f.side, self.places[p].control) or self.garrison(goal, f.side):
                continue
            if self.may_attack(f, goal):
                goals.setdefault(goal, []).append(f)
        best = {
            goal: max(lot, key=lambda f: (f.strength, -list(self.formations).index(f.id)))
            for goal, lot in goals.items()
        }
        return {f.id: goal for goal, f in best.items()}

    def occupy(self, enters):  # RB 12.11
        for i, p in enters.items():
            f, place = self.formations[i], self.places[p]
            turkish = f.faction in ("turkey", "sna")
            place.control = "government" if f.side == "gov" else "turkish" if turkish else "opposition"
            place.bar, place.column, place.held, place.taken = 0, -400, 0, True
            place.damage = min(10000, place.damage + 200)

    def retreat(self, enters):  # RB 7.10
        mbn = {s: self.mbn(s) for s in ("gov", "opp")}
        for f in self.there():
            place = self.places[f.place]
            if f.id in enters or not place.taken or friendly(f.side, place.control):
                continue
            if f.fought or f.faction not in OUTSIDERS:
                f.strength -= bp(f.strength, self.rules.capture_loss)
                f.cohesion = max(0, f.cohesion - 800)
            refuge = self.refuge(f.place, f.side, mbn)
            if not refuge:
                f.strength -= bp(f.strength, self.rules.trapped_loss)
                f.stock, refuge = 0, self.home(f)
            f.place, f.mission, f.posture, f.march, f.static, f.dug = refuge, None, "defend", 0, 0, 0

    def home(self, f):  # RB 7.10, 27.6
        home, tags = (
            self.factions[f.faction].home,
            ("supply_gov",) if f.side == "gov" else ("supply_opp", "supply_tur"),
        )
        ground = self.ground(f.side)
        sources = [p for p in self.places if p in ground and set(tags) & set(self.places[p].fixed.tags)]
        return home if home in ground or not sources else sources[0]

    def march_in(self, enters):  # RB 6.7
        for f in self.formations.values():
            if f.id in enters:
                f.place, f.static, f.dug = enters[f.id], 0, 0
            if f.mission == "attack" and f.place:
                goal, minutes = None, f.march
                while f.todo and friendly(f.side, self.places[f.todo[0]].control):
                    goal = f.todo.pop(0)
                    f.march = 0
                if not f.todo and goal and goal != f.place and not self.road(f.place, goal):
                    f.todo, f.march = [goal], minutes  # 6.3 order 3: it marches on
                elif not f.todo:
                    f.mission, f.posture = None, "defend"

    def shake(self, stood):  # RB 12.10, where they stood when the step began
        for f in self.there():
            shocks = 0
            for q, _ in self.places[stood[f.id]].links:
                place = self.places[q]
                held = friendly(f.side, place.control)
                if place.taken:
                    shocks += not held and (place.hold >= 8000 or place.broken == "outside")
                else:
                    shocks += place.broken == ("outside" if held else "inside")
            f.cohesion = max(0, f.cohesion - shocks * self.rules.cascade)

    def besiege(self):  # RB 13.1
        ground = self.ground("opp")
        starts = {p: 0 for p in ground if SOURCE["turkey"] in self.places[p].fixed.tags}
        joined = self.spread(starts, ground, dict.fromkeys(self.roads, 1))
        for post in self.posts.values():
            if post.state not in ("open", "besieged"):
                continue
            lost = all(self.places[q].control == "government" for q in post.ring)
            reach = {post.place}
            if self.places[post.place].control == "government":
                reach |= {q for q, _ in self.places[post.place].links}
            before, post.state = post.state, "besieged" if lost or not reach & set(joined) else "open"
            post.consent = post.consent and before == post.state

    # ---- steps 11 and 12

    def people(self):  # RB 15.3-15.8
        ours = {p for p in self.ground("opp") if not self.places[p].soil}
        hot = {p for p in ours if self.places[p].battle or self.places[p].strikes >= self.rules.strike_front}
        front, gone, arrivals = {}, {}, dict.fromkeys(self.places, 0)
        for p in ours:
            near = [q for q, _ in self.places[p].links]
            front[p] = max(
                self.rules.front_struck if p in hot else 0,
                self.rules.front_adjacent if set(near) & hot else 0,
                self.rules.front_near if any(self.places[q].control == "government" for q in near) else 0,
            )
        for p, place in self.places.items():
            rate = 0
            if front.get(p, 0):
                sorties = place.strikes + rdiv(place.support, 100)
                rate = rdiv(
                    front[p] * (self.rules.leave_base + rdiv(self.rules.leave_air * sorties, 50)) * 22, 100000
                )
                rate = bp(rate, self.rules.host_factor) if "host_city" in place.fixed.tags else rate
                rate = min(4000, rate + self.rules.damage_leave * (place.damage // 100))
            lost = place.taken and place.control == "government"
            gone[p] = [bp(n, rate) for n in (place.people, place.hosted)]
            if lost:
                rest = zip((place.people, place.hosted), gone[p], strict=True)
                gone[p] = [left + bp(n - left, self.rules.leave_capture) for n, left in rest]
        moved = []
        for p, (own, guests) in gone.items():
            weights = self.destinations(p, front, True)
            if not sum(weights.values()):
                weights = self.destinations(p, front, False)
            if own + guests and sum(weights.values()):
                for q, n in share(weights, own + guests).items():
                    arrivals[q] += n
                moved.append((p, own, guests))
        for p, own, guests in moved:
            self.places[p].people -= own
            self.places[p].hosted -= guests
        for p, n in arrivals.items():
            tags = self.places[p].fixed.tags
            self.places[p].hosted += n - (
                bp(n, self.rules.crossing_leak) if {"border", "crossing"} & set(tags) else 0
            )

    def destinations(self, p, front, rooms):  # RB 15.6
        weights = {}
        for q in self.shelters:
            row, km, decay = self.places[q], self.away[q].get(p, FAR) // 100, self.table["decay"]
            closed = q == p or front.get(q, 0) or row.soil or row.control in ("government", "neutral")
            room = max(0, 10000 - rdiv(row.hosted * 10000, row.shelter)) if row.shelter else 0
            weight = row.fixed.attract * (decay[km] if km < len(decay) else 800)
            weights[q] = 0 if closed else weight * (room if rooms else 1)
        return weights

    def recover(self):  # RB 9.6, 12.8, 17.8
        r = self.rules
        for f in self.there():
            if f.supply == "cut" and f.stock == 0:
                f.strength -= bp(f.strength, 200)
                f.cohesion = max(0, f.cohesion - 600)
            gain = {"full": r.stock_full, "strained": r.stock_strained, "poor": 0, "cut": -r.stock_cut}
            f.stock = clamp(f.stock + gain[f.supply], 0, 500)
            if f.supply in ("full", "strained") and not f.fought:
                rest = f.posture == "rest" and not f.mission
                f.cohesion = max(
                    f.cohesion, min(9000, f.cohesion + 500) if rest else min(8500, f.cohesion + 150)
                )
            if f.supply == "full" and not f.fought and f.faction not in OUTSIDERS:
                rate = r.replacement_government if f.side == "gov" else r.replacement_opposition
                if f.faction in ("nlf", "sna"):  # some of them fight in Libya
                    rate = bp(rate, max(0, 10000 - self.in_libya))
                men = rdiv(f.fixed.establishment * rate, 10000)
                f.strength = max(f.strength, min(f.fixed.establishment, f.strength + men))
            f.static += 1
            f.dug = f.dug + 1 if f.posture == "fortify" else 0
        for p in self.places.values():
            p.held = p.held if p.taken else min(999, p.held + 1)
            p.quiet = 0 if p.battle else p.quiet + 1
        for post in self.posts.values():  # RB 13.2, 13.3
            if post.state == "open":
                post.stock = max(post.stock, min(3000, post.stock + r.post_fill))
                post.morale = min(10000, post.morale + 200)
            elif post.state == "besieged":
                post.stock = post.stock if post.consent else max(0, post.stock - r.post_use)
                post.strength -= bp(post.strength, 100) if post.stock == 0 else 0
                strain = -400 if post.stock == 0 else -100
                post.morale = clamp(post.morale + strain + (200 if post.consent else 0), 0, 10000)
