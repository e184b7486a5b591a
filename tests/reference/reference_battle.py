"""Battles of the naive reference: meetings, encounters, columns, bands, losses (RB 7.3, 7.4, 7.7,
12.1-12.7).
"""

from __future__ import annotations

from reference_numbers import OUTSIDERS, bp, cl2, clamp, friendly, key_of, lerp, other, rdiv

BANDS = ("repulse", "stall", "gains", "breakthrough")


class Battles:
    """The part of `Game` that fights. A party is a list of (formation, mbn it counts with)."""

    # ---- who (RB 7.4, 7.13, 12.1-12.3)

    def may_attack(self, f, p):
        place = self.places[p]
        if place.control == "neutral" or friendly(f.side, place.control) or (place.soil and self.rung < 9):
            return False
        there = self.there("gov", p)
        if f.side == "opp" and self.rung < 7 and there and all(g.faction == "russia" for g in there):
            return False
        return self.rung >= 5 or (place.control != "turkish" and f.faction != "turkey")

    def fit(self, f):
        p = self.target(f)
        able = f.strength >= 100 and f.stock >= 50 and f.cohesion >= 4500
        return able and p and self.road(f.place, p) and self.may_attack(f, p)

    def garrison(self, p, side):
        posts = [x for x in self.posts.values() if x.place == p and x.state in ("open", "besieged")]
        return sum(x.strength for x in posts) if side == "gov" and self.rung >= 5 else 0

    def defenders(self, p, side, fighters):
        half = self.rules.intervention
        return [
            (f, bp(f.strength, half) if f.id in fighters else f.strength) for f in self.there(other(side), p)
            if self.rung >= {"turkey": 5, "russia": 7}.get(f.faction, 0)
        ]  # fmt: skip

    def attackers(self, p, fighters):
        return [(f, f.strength) for f in self.there() if fighters.get(f.id) == p]

    def approaches(self, attackers):  # RB 12.2
        origin = {}
        for f, _ in attackers:
            origin[f.place] = origin.get(f.place, 0) + f.strength
        return max(1, sum(1 for mbn in origin.values() if mbn >= 200))

    # ---- the column (RB 12.4)

    def troops(self, party, attack):
        """Quality, cohesion and supply of a party, helping the attacker; overload of its worst road."""
        r, whole = self.rules, max(1, sum(w for _, w in party))
        mean = lambda of: rdiv(sum(of(f) * w for f, w in party), whole)  # noqa: E731
        short = {"full": 0, "strained": r.supply_strained_shift, "poor": r.supply_strained_shift,
                 "cut": r.supply_cut_shift}  # fmt: skip
        sum_ = mean(lambda f: f.fixed.quality) + mean(lambda f: short[f.supply])
        sum_ += rdiv(mean(lambda f: f.cohesion) - 7000, r.cohesion_divisor) if party else 0
        load = max((f.load for f, _ in party), default=0)
        return sum_ + clamp(-rdiv(r.overload * (load - 10000), 10000), -100, 0) if attack else -sum_

    def front(self, p, attackers_mbn, defenders_mbn, approaches):
        a = min(attackers_mbn, self.rules.frontage_approach * approaches + self.rules.frontage_base)
        d = min(defenders_mbn, self.rules.frontage_defence + rdiv(self.places[p].hold, 10))
        return cl2(max(1, a)) - cl2(max(1, d)) + clamp(self.rules.axis * (approaches - 1), 0, 200)

    def ground_line(self, p, side):
        """Terrain, close support (the government's), Turkish guns."""
        r, place = self.rules, self.places[p]
        terrain = {"open": 0, "town": r.terrain_town, "hills": r.terrain_town, "urban": r.terrain_urban,
                   "mountain": r.terrain_mountain}[place.fixed.terrain]  # fmt: skip
        return -terrain + (self.air(p) - self.guns(p) if side == "gov" else -self.air(p))

    def air(self, p):  # RB 10.6
        curve = zip(self.table["cas_sorties"], self.table["cas_shift"], strict=True)
        return lerp(curve, rdiv(self.places[p].support, 100))

    def bad(self, p):
        return self.weather[self.places[p].fixed.sector] == "bad"

    def unarmed(self, p, side, attackers, prepared, supported):  # line 19
        heavy = (
            prepared
            or (side == "gov" and supported)
            or any(f.fixed.kind == "artillery" for f, _ in attackers)
        )
        return self.rules.no_heavy_arms if self.bad(p) and not heavy else 0

    def guns(self, p):  # RB 11.3
        best, r = 0, self.rules
        near = {p} | {q for q, _ in self.places[p].links}
        x, y = self.point[p]
        in_range = {q for q, (u, v) in self.point.items() if ((u - x) ** 2 + (v - y) ** 2) ** 0.5 <= 30}
        for post in self.posts.values():
            if post.state in ("open", "besieged"):
                war = (
                    self.rung >= 5
                    and post.state == "open"
                    and post.strength >= 300
                    and post.place in in_range
                )
                best = max(best, r.guns_war if war else 0, r.guns_near if post.place in near else 0)
        for f in self.there():
            if f.faction == "turkey" and f.fixed.kind == "artillery" and f.stock > 0 and f.supply != "cut":
                war = self.rung >= 5 and f.place in in_range
                best = max(best, r.guns_war if war else 0, r.guns_near if f.place in near else 0)
        return best

    def column(self, p, side, fighters):
        """RB 12.4: the column of an ordinary battle."""
        r, place = self.rules, self.places[p]
        attack, defence = self.attackers(p, fighters), self.defenders(p, side, fighters)
        garrison = self.garrison(p, side)
        ways = self.approaches(attack)
        sum_ = self.front(p, sum(w for _, w in attack), sum(w for _, w in defence) + garrison, ways)
        sum_ += self.troops(attack, True) + self.ground_line(p, side)
        posture = max(
            [self.dug_in(f, place) for f, _ in defence] + ([r.posture_prepared] if garrison else [0])
        )
        if (
            garrison
        ):  # as a formation of its own, in full supply; its works count under assault only (RB 13.8)
            row = type(place)(
                cohesion=7000, supply="full", load=0, fixed=type(place)(quality=r.garrison_quality)
            )
            defence = [*defence, (row, garrison)]
        sum_ += self.troops(defence, False) - posture
        sum_ -= place.fixed.works if place.held >= 3 else 0
        sum_ += r.preparation if place.prepared else 0
        sum_ += 100 if place.surprise else 0
        return clamp(sum_ + self.unarmed(p, side, attack, place.prepared, self.air(p) > 0), -400, 800)

    def dug_in(self, f, place):  # line 6
        r = self.rules
        value = {"march": r.posture_hasty, "delay": r.posture_delay, "retire": 0}.get(
            f.posture, r.posture_prepared
        )
        value = r.posture_fortified if f.posture == "fortify" and f.dug >= 3 else value
        return min(value, r.posture_hasty) if place.held < 3 else value

    # ---- outcome and losses (RB 12.5-12.7)

    def band(self, column, u):
        edge = 0
        for name in BANDS[:3]:
            edge += lerp(zip(self.table["outcome_columns"], self.table[name], strict=True), column)
            if u < edge:
                return name
        return "breakthrough"

    def press(self, intensity, probe, all_out):
        return {"probe": probe, "normal": 10000, "all_out": all_out}[intensity]

    def lose(self, party, attack, band, intensity, bad, toll):
        r, i = self.rules, BANDS.index(band)
        rate = bp(self.table["attacker_loss" if attack else "defender_loss"][i],
                  self.press(intensity, r.probe_losses, r.all_out_losses))  # fmt: skip
        rate = bp(rate, 7000) if bad else rate
        shaken = self.table["attacker_cohesion" if attack else "defender_cohesion"][i]
        shaken -= r.all_out_cohesion if attack and intensity == "all_out" else 0
        use = {"probe": r.probe_use, "normal": r.attack_use, "all_out": r.all_out_use}[intensity]
        for f, weight in party:
            toll.append((f, bp(weight, rate), shaken, use if attack else r.defence_use))
        return rate

    def pay(self, toll):
        total = {}
        for f, lost, shaken, used in toll:
            a, b, c = total.get(f.id, (0, 0, 0))
            total[f.id] = a + lost, b + shaken, c + used
        for i, (lost, shaken, used) in total.items():
            f = self.formations[i]
            f.strength, f.stock, f.fought = max(0, f.strength - lost), max(0, f.stock - used), True
            f.cohesion = clamp(f.cohesion + shaken, 0, 10000)

    # ---- step 8: meetings (RB 7.3, 7.7)

    def stand_apart(self, way, contact):
        for i, p in contact.items():
            f = self.formations[i]
            if self.snap["gov"][p] + self.snap["opp"][p] or self.target(f) != p:
                continue
            ours = [g for g in self.there(f.side) if self.target(g) == p]
            theirs = [g for g in self.there(other(f.side)) if way.get(g.id) and way[g.id][-1] == p]
            asked = any(g.id not in contact or contact[g.id] != p for g in ours)
            if theirs and not asked and any(g.faction in OUTSIDERS for g in ours + theirs):
                for g in ours:
                    g.mission, g.posture, g.march = None, "defend", 0
                for g in theirs:
                    way[g.id].pop()
                    g.march = 0
                    if g.mission != "attack":
                        g.mission, g.posture, g.todo = "move", "march", g.before[len(way[g.id]) :]

    def meetings(self, contact):
        for road in self.roads.values():
            for a, b in (road.ends, road.ends[::-1]):
                here = lambda side, x, y: [  # noqa: E731
                    (f, f.strength) for f in self.there(side, x) if contact.get(f.id) == y and self.fit(f)
                ]
                gov, opp = here("gov", a, b), here("opp", b, a)
                if gov and opp:
                    self.meet(road, a, b, gov, opp)

    def meet(self, road, a, b, gov, opp):
        strong = sum(w for _, w in opp) > sum(w for _, w in gov)
        attack, defence, home, far = (opp, gov, b, a) if strong else (gov, opp, a, b)
        side = attack[0][0].side
        column = cl2(sum(w for _, w in attack)) - cl2(sum(w for _, w in defence))
        column += self.troops(attack, True) + self.troops(defence, False)
        column = clamp(column + self.unarmed(home, side, attack, False, False), -400, 800)
        band, toll = self.band(column, self.draw(4, road.key, 0)), []
        self.lose(attack, True, band, "probe", self.bad(home), toll)
        self.lose(defence, False, band, "probe", self.bad(home), toll)
        self.pay(toll)
        self.places[a].battle = self.places[b].battle = True
        met = {f.id for f, _ in attack + defence}
        rest = [f for f in self.there(other(side), far) if f.id not in met]
        wins = band in ("gains", "breakthrough") and not rest and not self.garrison(far, side)
        if wins:
            self.places[far].won = True
        for f, _ in defence if wins else attack + defence:
            f.mission, f.posture, f.march = None, "defend", 0

    # ---- step 9

    def fight(self):
        fighters = {}
        for f in self.there():
            if self.fit(f):
                fighters[f.id] = self.target(f)
            elif self.target(f) and not self.places[self.target(f)].won:
                f.fights = False
        for p in set(fighters.values()):  # RB 12.4 line 17; nothing here binds anybody to a ceasefire
            self.places[p].surprise = not self.places[p].surprised and all(
                f.id in self.unseen and f.static for f, _ in self.attackers(p, fighters)
            )
        self.call_off(fighters)
        toll, posts, strength = [], [], {p: self.attackers(p, fighters) for p in self.places}
        for p, attack in strength.items():
            place = self.places[p]
            if place.won:
                place.falls = "won"
            elif not attack:
                place.column, place.bar = -400, bp(place.bar, self.rules.bar_decay)
            elif not (place.open and self.encounter(p, attack, fighters, toll)):
                self.battle(p, attack, fighters, toll, posts)
        for place in self.places.values():
            place.surprised |= place.surprise and place.battle
            place.surprise = False
        self.pay(toll)
        for post, lost in posts:
            post.strength -= lost

    def call_off(self, fighters):  # RB 6.3 order 3
        while True:
            column = {}
            for p in set(fighters.values()):
                side = self.attackers(p, fighters)[0][0].side
                empty = not self.garrison(p, side) + sum(w for _, w in self.defenders(p, side, fighters))
                column[p] = 800 if empty else self.column(p, side, fighters)
            off = [i for i, p in fighters.items() if column[p] < self.formations[i].least]
            for i in off:
                self.formations[i].fights = False
                del fighters[i]
            if not off:
                return

    def battle(self, p, attack, fighters, toll, posts):
        place, side = self.places[p], attack[0][0].side
        defence, garrison = self.defenders(p, side, fighters), self.garrison(p, side)
        mbn = sum(w for _, w in defence) + garrison
        place.battle = True
        if mbn == 0:
            apart = (
                self.rung < 5 and side == "gov" and any(f.faction == "turkey" for f in self.there("opp", p))
            )
            place.falls = None if apart else "empty"
            return
        place.column = column = self.column(p, side, fighters)
        key = key_of(f"place.{p}")
        band = "breakthrough" if mbn < 150 else self.band(column, self.draw(3, key, 0))
        hot = self.hottest(attack)
        place.bar = clamp(place.bar + self.progress(key, band, hot), 0, place.hold)
        self.lose(attack, True, band, hot, self.bad(p), toll)
        rate = self.lose(defence, False, band, hot, self.bad(p), toll)
        if garrison:
            posts += [(x, bp(x.strength, rate)) for x in self.posts.values()
                      if x.place == p and x.state in ("open", "besieged")]  # fmt: skip
        place.falls = "stormed" if place.bar >= place.hold else None
        place.broken = "outside" if band == "breakthrough" else None

    def hottest(self, attack):
        return max((f.intensity for f, _ in attack), key=("probe", "normal", "all_out").index)

    def progress(self, key, band, intensity):
        swing = self.draw(3, key, 1)
        base = bp(self.table["progress"][BANDS.index(band)], 7500 + swing // 2)
        return bp(base, self.press(intensity, self.rules.probe_progress, self.rules.all_out_progress))

    def encounter(self, p, outside, fighters, toll):  # RB 7.7
        place, side = self.places[p], outside[0][0].side
        inside = self.defenders(p, side, fighters)
        if not sum(w for _, w in inside) or self.garrison(p, side):
            return False
        out_mbn, in_mbn = sum(w for _, w in outside), sum(w for _, w in inside)
        turned = in_mbn > out_mbn or (in_mbn == out_mbn and side == "opp")
        attack, defence, strong = (inside, outside, other(side)) if turned else (outside, inside, side)
        ways = 1 if turned else self.approaches(outside)
        column = self.front(p, max(in_mbn, out_mbn), min(in_mbn, out_mbn), ways)
        column += self.troops(attack, True) + self.troops(defence, False) + self.ground_line(p, strong)
        column = clamp(column + self.unarmed(p, strong, attack, False, self.air(p) > 0), -400, 800)
        key = key_of(f"place.{p}")
        band = "breakthrough" if min(in_mbn, out_mbn) < 150 else self.band(column, self.draw(3, key, 0))
        hot = self.hottest(outside)
        gain = self.progress(key, band, hot)
        self.lose(attack, True, band, hot, self.bad(p), toll)
        self.lose(defence, False, band, hot, self.bad(p), toll)
        place.battle, place.column = True, -400 if turned else column
        place.bar = clamp(place.bar + (-gain if turned else gain), 0, place.hold)
        place.falls = "stormed" if place.bar >= place.hold else None
        place.broken = None if band != "breakthrough" else "inside" if turned else "outside"
        return True
