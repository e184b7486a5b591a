"""Random games for the reference: a scenario, orders for all teams, support as numbers; and the comparison.

`differences(seed, days)` plays one game on both engines and names the first day on which they differ.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from reference_engine import Game
from reference_numbers import friendly

from wargame.model import orders as model_orders
from wargame.model import scenario as model
from wargame.play.codec import row_of
from wargame.play.layout import lay_out
from wargame.play.parameters import PARAMETERS
from wargame.rules import day as engine
from wargame.rules.codes import Branch, Control, Mission, PostState, Posture, Rule, Supply, Team
from wargame.rules.legal import within_means
from wargame.rules.log import fresh
from wargame.rules.motorway import m5_end
from wargame.rules.orders import stand_down
from wargame.rules.supply import whole_m5_cleared
from wargame.rules.tables import NOBODY
from wargame.store.scenario_file import load_scenario

SCENARIO = Path(__file__).parents[2] / "scenarios" / "idlib_2020.toml"
FORM = {"source": ("design",), "confidence": "low"}
TEAM_OF = {"saa": "damascus", "iran_backed": "damascus", "russia": "moscow"}
POINTS = 60
"""Command points of each team: more orders, more meetings."""

NO_POLITICS = {"agreements": (), "term_conditions": ()}
"""The naive engine knows no agreements."""

FIXED_RUNG = {"climb_price": 1_000_000, "climb_cause": 0, "quiet_rung_days": 1_000_000}
"""The naive engine knows no ladder: nobody can pay for a rung, and none falls."""


@cache
def idlib():
    """Idlib without injects, every faction commanded by a team."""
    scenario = load_scenario(SCENARIO)
    factions = tuple(
        f.model_copy(update={"command": "commanded", "team": TEAM_OF.get(f.id, "ankara")})
        for f in scenario.factions
    )
    aims = tuple(aim for aim in scenario.war_aims if aim.when is None)
    return scenario.model_copy(update={"injects": (), "factions": factions, "war_aims": aims} | NO_POLITICS)


def scenario_of(seed):
    """Two games in three on a small random map of 5-20 places, else on Idlib; the rung and start strengths
    vary.
    """
    chance = Random(seed)
    base = idlib() if seed % 3 == 0 else small(chance)
    rules = base.rules
    if chance.random() < 0.5:  # parameters anywhere in their ranges (RB 24)
        free = [x for x in PARAMETERS if not x.name.startswith(("turns", "days", "command"))]
        values = {x.name: chance.choice((x.low, x.high, x.default)) for x in chance.sample(free, 20)}
        rules = base.rules.model_copy(update={"values": base.rules.values | values})
    start = base.start.model_copy(update={"rung": chance.choice((2, 3, 4, 5, 6, 7, 8))})
    formations = tuple(
        f.model_copy(update={"cohesion": chance.randint(25, 95), "stock_days": chance.randint(0, 5),
                             "turn": f.turn if chance.random() < 0.3 else 1})
        for f in base.formations
    )  # fmt: skip
    return base.model_copy(update={"start": start, "formations": formations, "rules": rules})


def small(chance):
    """A random map: a spanning tree and some more roads, the government in the east."""
    base, n = idlib(), chance.randint(5, 20)
    ids = [f"p{chance.randrange(10**6)}_{i}" for i in range(n)]
    spots = [(35.2 + chance.random() * 0.8, 36.3 + chance.random() * 0.9) for _ in ids]
    middle = 36.3 + 0.9 * chance.uniform(0.3, 0.7)
    places = []
    for i, (p, (lat, lon)) in enumerate(zip(ids, spots, strict=True)):
        government = i == 0 or (i > 2 and lon > middle)
        tags = {0: ["supply_gov"], 1: ["supply_tur", "border"], 2: ["supply_opp"]}.get(i, [])
        tags += [t for t in ("host_city", "border", "supply_gov", "supply_opp") if chance.random() < 0.08]
        tags += ["off_limits"] if i == 1 and chance.random() < 0.5 else []
        control = "government" if government else chance.choice(("opposition", "opposition", "turkish"))
        if i > 4 and chance.random() < 0.05:
            control, tags = "neutral", ["neutral"]
        places.append(
            model.Place(
                id=p,
                name=p,
                lat=lat,
                lon=lon,
                terrain=chance.choice(("open", "town", "hills", "urban", "mountain")),
                hold=chance.choice((50, 60, 80, 100, 120)),
                works=chance.choice((0, 0, 20, 60)),
                control=control,
                faction="saa" if government else "nlf",
                people=chance.randrange(0, 60000, 100),
                shelter=chance.choice((0, 4000, 20000)),
                attract=chance.choice((0, 0, 300, 900)),
                sector=chance.choice(base.sectors).id,
                tags=tuple(tags),
                **FORM,
            )
        )
    pairs = {tuple(sorted((i, chance.randrange(i)))) for i in range(1, n)}
    pairs |= {tuple(sorted(chance.sample(range(n), 2))) for _ in range(n)}
    roads = tuple(
        model.Road(
            a=ids[a],
            b=ids[b],
            road_class=chance.choice(("motorway", "secondary", "secondary", "track")),
            km=chance.randrange(20, 260) / 10,
            route=chance.choice((None, None, "m5")),
            source=("design",),
        )
        for a, b in chance.sample(sorted(pairs), len(pairs))
    )
    roads = short_m5(roads, {p.id for p in places if p.control == "government"}, chance)
    homes = {"gov": ids[0], "opp": ids[2]}
    factions = tuple(
        f.model_copy(update={"home": homes["gov" if f.side == "government" else "opp"], "agenda": ()})
        for f in base.factions
    )
    held = {"gov": [p for p in places if p.control == "government"],
            "opp": [p for p in places if p.control in ("opposition", "turkish")]}  # fmt: skip
    formations = []
    for i in range(chance.randint(4, 30)):
        faction = chance.choice(
            ("saa", "saa", "saa", "iran_backed", "russia", "turkey", "nlf", "hts", "sna", "nlf")
        )
        side = "gov" if faction in TEAM_OF else "opp"
        strength = chance.randrange(100, 3000, 50)
        kind = chance.choice(("infantry", "infantry", "armour", "mechanised", "artillery", "militia"))
        formations.append(model.Formation(
            id=f"f{i}_{chance.randrange(10**6)}", name="f", faction=faction, kind=kind, strength=strength,
            establishment=min(6000, strength + 400), quality=chance.randint(-50, 100),
            place=chance.choice(held[side]).id, turn=chance.choice((1, 2)), **FORM,
        ))  # fmt: skip
    posts = tuple(
        model.Post(
            id=f"post_{i}",
            name="p",
            number=str(i),
            place=chance.choice(ids),
            lat=0,
            lon=0,
            state=chance.choice(("open", "besieged", "planned")),
            garrison=chance.randrange(100, 900, 50),
            stock_days=chance.randint(0, 20),
            ring=tuple(chance.sample(ids, chance.randint(0, 3))),
            consent=chance.random() < 0.3,
            **FORM,
        )
        for i in range(chance.randint(0, 4))
    )
    new = {"places": tuple(places), "roads": roads, "factions": factions, "formations": tuple(formations)}
    return base.model_copy(update=new | {"posts": posts, "zones": (), "reserves": ()} | NO_POLITICS)


def short_m5(roads, government, chance):
    """In one map of three the M5 is a single road of the government, which rides over it (RB 9.8)."""
    inside = [r.id for r in roads if r.a in government and r.b in government]
    if not inside or chance.random() > 0.33:
        return roads
    one = chance.choice(inside)
    bare = [r.model_copy(update={"route": None}) for r in roads]
    m5 = {"route": "m5", "road_class": "motorway"}
    return tuple(r.model_copy(update=m5) if r.id == one else r for r in bare)


# ---- orders ------------------------------------------------------------------------------------------------


def random_orders(layout, board, team, chance):
    """Orders of one team as the model has them; most are legal."""
    scenario, names, world = layout.scenario, layout.names, layout.world
    beside = {p.id: [] for p in scenario.places}
    for r in scenario.roads:
        beside[r.a].append(r.b)
        beside[r.b].append(r.a)
    control = {
        p: Control(row.control).name.lower() for p, row in zip(names.places, board.places, strict=True)
    }
    own = [
        (names.formations[f], names.places[row.place]) for f, row in enumerate(board.formations)
        if world.formations[f].team == team and row.place != NOBODY and row.strength > 0
    ]  # fmt: skip
    chance.shuffle(own)
    orders, given = [], set()
    if team != Team.ANKARA and m5_end(world, 0) != NOBODY and whole_m5_cleared(world, board):
        riders = chance.sample(own, min(3, len(own)))
        goals = [p for p in control if control[p] == "government"]
        for f, _ in riders:
            orders.append(model_orders.Move(formation=f, path=(chance.choice(goals),), by_m5=True))
        given |= {f for f, _ in riders}
    for f, here in own:
        if f in given or chance.random() < 0.15 or not beside[here]:
            continue
        roll, head = chance.random(), {"priority": chance.randint(1, 9)}
        path = walk(beside, here, chance)
        hostile = [
            p for p in beside[here] if not friendly("opp" if team == Team.ANKARA else "gov", control[p])
        ]
        if hostile and roll < 0.6 and team != Team.MOSCOW:
            path = (chance.choice(hostile),)
            friends = [g for g, there in own if g not in given and path[0] in beside[there]][:8]
            some = chance.sample(friends, chance.randint(1, len(friends)))
            targets = (
                *path[:1],
                *chance.sample(beside[path[0]], min(len(beside[path[0]]), chance.randint(0, 2))),
            )
            orders.append(
                model_orders.Attack(
                    formations=tuple(some),
                    targets=targets,
                    intensity=chance.choice(("probe", "normal", "all_out")),
                    min_column=chance.choice((-400, -400, -50, 100, 300)),
                    stop_loss=chance.choice((0, 300, 1500)),
                    **head,
                )
            )
            given |= set(some)
        elif roll < 0.85:
            orders.append(
                model_orders.Move(formation=f, path=path, halt_on_contact=chance.random() < 0.3, **head)
            )
        else:
            posture = chance.choice(("defend", "hold", "delay", "retire", "rest", "fortify", "fortify"))
            orders.append(model_orders.SetPosture(formation=f, posture=posture))
        given.add(f)
    listed = [f for f, _ in own if team != Team.ANKARA or f in turks(scenario)]
    if listed and team != Team.MOSCOW and chance.random() < 0.5:
        orders.append(model_orders.SupplyPriority(formations=tuple(listed[: chance.randint(1, 8)])))
    motorways = [r.id for r in scenario.roads if r.road_class == "motorway"]
    if motorways and chance.random() < 0.7:
        some = chance.sample(motorways, min(4, len(motorways)))
        orders += [model_orders.ClearRoad(roads=(r,)) for r in some]
    return orders


@cache
def turks_of(formations):
    return {f for f, faction in formations if faction == "turkey"}


def turks(scenario):
    """Ankara's list serves its own troops: they are supplied from Turkey (RB 9.3)."""
    return turks_of(tuple((f.id, f.faction) for f in scenario.formations))


def walk(beside, here, chance):
    """A path of one to four places."""
    path = [chance.choice(beside[here])]
    while beside[path[-1]] and chance.random() < 0.5 and len(path) < 4:
        path.append(chance.choice(beside[path[-1]]))
    return tuple(path)


def standing(layout, board, team, chance):
    """Rows and models of the orders that stand (legality is not what is compared)."""
    found = random_orders(layout, board, team, chance)
    name = team.name.lower()
    rows = [row_of(layout, name, i, order) for i, order in enumerate(found, 1)]
    codes = within_means(layout.world, board, rows, team)
    keep = [i for i, code in enumerate(codes) if code == 0]
    return [rows[i] for i in keep], [found[i] for i in keep]


def clashes(game, chance):
    """Formations that push over the border of the sides today, often into each other: {formation: place}.
    Orders say
    so only where control has changed since (RB 6.3 order 1), which is too rare to test meetings with.
    """
    pushes = {}
    for road in game.roads.values():
        ends = [game.there(None, p) for p in road.ends]
        if game.holder(road) is None and any(ends) and chance.random() < 0.3:
            for f in ends[0] + ends[1]:
                goal = road.ends[1] if f.place == road.ends[0] else road.ends[0]
                if chance.random() < 0.8 and not friendly(f.side, game.places[goal].control):
                    pushes[f.id] = goal
    return pushes


# ---- both engines ------------------------------------------------------------------------------------------


@contextmanager
def given_support(layout, given, pushes):
    """The engine's air and guns replaced by the numbers of the day; columns that push into enemy ground."""

    def fly(world, board, seed, day, facts, log):
        for f, p in pushes.items():
            row = board.formations[layout.names.formation[f]]
            stand_down(row, Posture.ATTACK)
            row.mission, row.route[0] = Mission.MOVE, layout.names.place[p]
        for p, (support, strikes, prepared, damage) in given.items():
            row = board.places[layout.names.place[p]]
            row.support, row.strikes, row.prepared = support, strikes, int(prepared)
            row.damage = min(10000, row.damage + damage)

    held = engine.fly
    engine.fly = fly
    try:
        yield
    finally:
        engine.fly = held


def state_of_engine(layout, board):
    names = layout.names
    state = {}
    for p, row in zip(names.places, board.places, strict=True):
        control = Control(row.control).name.lower()
        state[p] = (control, row.bar, row.last_column, row.held_days, row.people, row.hosted, row.damage)
    for f, row in zip(names.formations, board.formations, strict=True):
        place = names.places[row.place] if row.place != NOBODY else None
        supply = Supply(row.supply).name.lower()
        state[f] = (place, row.strength, row.cohesion, row.stock, supply if row.strength else None, row.march)
    for p, row in zip(names.posts, board.posts, strict=True):
        state["post", p] = (PostState(row.state).name.lower(), row.strength, row.stock, row.morale)
    for r, row in zip(names.roads, board.roads, strict=True):
        state["road", r] = (row.cleared, row.load)
    return state


def state_of_reference(game):
    state = {}
    for p in game.places.values():
        state[p.id] = (p.control, p.bar, p.column, p.held, p.people, p.hosted, p.damage)
    for f in game.formations.values():
        supply = f.supply if f.strength else None
        state[f.id] = (f.place, f.strength, f.cohesion, f.stock, supply, f.march)
    for p in game.posts.values():
        state["post", p.id] = (p.state, p.strength, p.stock, p.morale)
    for r in game.roads.values():
        state["road", r.id] = (int(r.cleared), r.load)
    return state


def world_of(layout):
    """The engine's world without incidents, with a fixed rung and with many orders."""
    quiet = replace(
        layout.world.params, incident_base=0, incident_air=0, adviser_incident=0,
        command_ankara=POINTS, command_moscow=POINTS, command_damascus=POINTS, **FIXED_RUNG,
    )  # fmt: skip
    return replace(layout.world, params=quiet)


def differences(seed, days, tally=None):
    """Play one game on both; [] or what differs after the first day on which anything does."""
    scenario, chance = scenario_of(seed), Random(seed * 7 + 1)
    layout = lay_out(scenario)
    layout = type(layout)(layout.scenario, world_of(layout), layout.start, layout.names)
    board, game = layout.start, Game(scenario, seed)
    board.teams[Team.MOSCOW].roe[Branch.AIRCRAFT] = Rule.SELF_DEFENCE  # RB 14.7: no Russian strikes
    rows, models = [], []
    for day in range(days):
        if board.tracks[0].ended:
            break
        if day % layout.world.params.days_per_turn == 0:
            rows, models = [], []
            for team in Team:
                some, same = standing(layout, board, team, chance)
                rows, models = rows + some, models + same
        given = {p: (chance.randrange(0, 2500), chance.randrange(0, 12), chance.random() < 0.3,
                     chance.randrange(0, 400))
                 for p in layout.names.places if chance.random() < 0.2}  # fmt: skip
        pushes = clashes(game, chance) if day % 2 else {}
        facts = fresh()
        with given_support(layout, given, pushes):
            board = engine.play_day(layout.world, board, rows, [], [], seed, day, facts, None)
        game.play(models, given, pushes)
        one, two = state_of_engine(layout, board), state_of_reference(game)
        if tally is not None:
            tally.update(row[2] for row in facts.rows)
            tally["days"] += 1
        if one != two:
            return [
                f"seed {seed} day {day} {k}: engine {one[k]} reference {two[k]}"
                for k in one
                if one[k] != two[k]
            ]
    return []
