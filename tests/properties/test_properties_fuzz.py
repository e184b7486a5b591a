"""Random orders of every kind and random rulings, whole games to the end: nothing breaks, nothing leaves
its range.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from property_ranges import outside, ranges
from strict_rules import strictly

from bench.random_orders import random_sheet
from bench.random_talks import random_talks
from wargame.play.engines import run
from wargame.play.events_text import events, for_seat
from wargame.play.layout import lay_out
from wargame.rules.codes import EventKind, Field, Kind, Line, OrderKind, Outcome, ReasonKind, Team
from wargame.rules.day import play_day
from wargame.rules.injects import STRIDE
from wargame.rules.legal_air import most_sorties
from wargame.rules.log import fresh
from wargame.rules.tables import NOBODY, Effect, copied
from wargame.store.scenario_file import load_scenario

GAMES, CHUNK = 60, 6
FULL_GAMES, FULL_CHUNK = 2100, 150
SEATS = ("ankara", "moscow", "damascus", "white")

TRACKS = (Field.TRUST, Field.TIES, Field.LEVERAGE, Field.NATO, Field.EU, Field.TENSION)
LOSSES = (EventKind.STARVED, EventKind.RETREATED)
ABOUT_PLACE = (EventKind.FIRED, EventKind.RETALIATED, EventKind.TROOPS_HIT, EventKind.WITHDREW)


@pytest.fixture(scope="module", autouse=True)
def _strict_rules():
    """No rule looks a row up by a negative number."""
    with strictly(run):
        yield


@pytest.fixture(scope="module")
def layout(root):
    return lay_out(load_scenario(root / "scenarios" / "idlib_2020.toml"))


def rulings(layout, chance):
    """What a white cell may write during planning; tension that goes up to its end may bring general war."""
    world, made = layout.world, []
    free = [p for p, fixed in enumerate(world.places) if fixed.passable and not fixed.soil]
    for _ in range(chance.choice((0, 0, 1, 2, 3))):
        field = chance.choice(
            (
                Field.RUNG,
                Field.RUNG,
                Field.PLACE_CONTROL,
                *TRACKS,
                Field.POST_RESERVE,
                Field.TEAM_PC,
                Field.POST_CONSENT,
                Field.POST_STOCK,
                Field.POST_SIEGE,
                Field.LOSSES_FORMATION,
                Field.LOSSES_POST,
                Field.LOSSES_PLACE,
                Field.FORMATION_MANPADS,
                Field.ACCESS_TR_DRONE,
                Field.PLACE_DAMAGE,
                Field.PLACE_RULING,
            )
        )
        entity, value, extra = NOBODY, chance.randrange(10001), 0
        if field == Field.RUNG:
            value = chance.randrange(9)
        elif field in (Field.PLACE_CONTROL, Field.PLACE_DAMAGE):
            entity, value = chance.choice(free), chance.randrange(3 if field == Field.PLACE_CONTROL else 9000)
        elif field in (Field.POST_CONSENT, Field.POST_STOCK, Field.POST_SIEGE, Field.LOSSES_POST):
            entity, value = chance.randrange(len(world.posts)), chance.randrange(4)
        elif field == Field.PLACE_RULING:
            entity, value = chance.choice(free), chance.randrange(-400, 401)
        elif field == Field.LOSSES_PLACE:
            entity, value, extra = chance.choice(free), chance.randrange(40), chance.randrange(9)
        elif field in (Field.LOSSES_FORMATION, Field.FORMATION_MANPADS):
            entity, value, extra = (
                chance.randrange(len(world.formations)),
                chance.randrange(40),
                chance.randrange(9),
            )
        elif field == Field.ACCESS_TR_DRONE:
            entity, value = chance.randrange(len(world.sectors)), chance.randrange(4)
        elif field == Field.TEAM_PC:
            entity = chance.randrange(3)
        made.append(Effect(field, entity, NOBODY, 0, value, extra))
    return made


def play(layout, seed, tally):
    """One game with every check after every day. Returns the last board."""
    world, board, chance = layout.world, layout.start, Random(seed)
    persons = heads(board)
    length = world.params.days_per_turn
    orders, extra, opening, facts, log = [], [], board, fresh(), fresh()
    for day in range(world.params.turns * length):
        if day % length == 0:
            orders = [row for team in Team for row in random_sheet(world, board, int(team), seed)]
            orders += random_talks(world, board, seed)
            tally.update(OrderKind(row.kind) for row in orders)
            extra, opening, facts, log = rulings(layout, chance), board, fresh(), fresh()
        before, told, noted = copied(board), len(facts.rows), len(log.rows)
        board = play_day(world, board, orders, [], extra if day % length == 0 else [], seed, day, facts, log)
        rows, reasons = facts.rows[told:], log.rows[noted:]
        tally.update(EventKind(row[2]) for row in rows)
        where = f"seed {seed} day {day}"
        assert not outside(board), (where, outside(board)[:5])
        assert not beyond_facts(world, board), (where, beyond_facts(world, board)[:5])
        assert heads(board) == persons, where
        assert not unexplained(world, before, board, rows), (
            where,
            unexplained(world, before, board, rows)[:5],
        )
        assert not false_ledgers(world, rows, reasons), (where, false_ledgers(world, rows, reasons)[:5])
        for p, pool in enumerate(board.pools):
            assert pool.used <= most_sorties(world, before, p), (where, p)
        if board.tracks[0].ended or (day + 1) % length == 0:
            sentences(layout, day // length + 1, facts.rows, log.rows, opening)
        if board.tracks[0].ended:
            break
    assert board.tracks[0].ended or board.tracks[0].rung >= 9, f"seed {seed} never ends"
    return board


def heads(board):
    """RB 15.1. Persons in hundreds, wherever they are."""
    return sum(p.people + p.hosted for p in board.places) + board.tracks[0].entered_turkey


def beyond_facts(world, board):
    """Cells that leave what another row allows."""
    wrong = [f"bar of place {p}" for p, row in enumerate(board.places) if row.bar > world.places[p].hold]
    for f, row in enumerate(board.formations):
        if row.strength > world.formations[f].establishment or row.load < 0 or row.place >= len(board.places):
            wrong.append(f"formation {f}")
    return wrong + [
        f"pool {p}" for p, row in enumerate(board.pools) if row.airframes > world.pools[p].airframes
    ]


def unexplained(world, before, after, rows):
    """Formations whose strength rose or fell without an event that says why."""
    own = {f: Counter() for f in range(len(after.formations))}
    places = set()
    for row in rows:
        kind, a, b = row[2], row[3], row[4]
        if kind in (EventKind.REPLACED, EventKind.ARRIVED):
            own[a]["gain"] += b if kind == EventKind.REPLACED else row[5]
        elif kind in LOSSES and not (kind == EventKind.STARVED and row[5] == 1):
            own[a]["loss"] += 1
        elif kind == EventKind.INJECTED and b % STRIDE == Field.LOSSES_FORMATION:
            own[b // STRIDE - 1]["loss"] += 1
        elif kind in ABOUT_PLACE:
            for place in row[3:5]:
                if 0 <= place < len(world.places):
                    places.add(place)
                    if kind == EventKind.RETALIATED:  # RB 11.6: in the place or next to it
                        places |= set(world.links[world.first[place] : world.first[place + 1]])
        elif kind == EventKind.DRONE_HIT:
            own[a]["loss"] += 1
        elif kind == EventKind.AD_HIT:  # RB 10.8: systems of formations are hunted too
            for f, fixed in enumerate(world.formations):
                own[f]["loss"] += fixed.kind == Kind.AIR_DEFENCE
        elif kind == EventKind.LIBYA_CHANGED:  # RB 18.6: every formation of the faction gives its share
            for f, fixed in enumerate(world.formations):
                own[f]["loss"] += fixed.faction == a and b > 0
        elif kind == EventKind.CONVOY_TURNED:  # RB 13.5: its escort is fired on
            for convoy in (*before.convoys, *after.convoys):  # it may have set out today
                if convoy.post == a and convoy.escort != NOBODY:
                    own[convoy.escort]["loss"] += 1
    wrong = []
    for f, (old, new) in enumerate(zip(before.formations, after.formations, strict=True)):
        change = new.strength - old.strength
        fell = own[f]["loss"] or new.fought or {old.place, new.place} & places
        if change > own[f]["gain"] or (change < own[f]["gain"] and not fell):
            wrong.append(f"formation {f}: {old.strength} to {new.strength}, told {dict(own[f])}")
    return wrong


def false_ledgers(world, rows, reasons):
    """Columns whose lines do not add up to them (RB 22.4). A ledger begins with its odds."""
    ledgers = []
    for row in reasons:
        if row[2] == ReasonKind.COLUMN_LINE:
            if row[4] == Line.ODDS:
                ledgers.append([row[3], 0])
            ledgers[-1][1] += row[5]
    told, empty = {}, Counter()
    for row in rows:
        if row[2] == EventKind.ATTACK:
            told.setdefault(row[3], set()).add(row[5])
            empty[row[3]] += row[5] == 800 and row[6] == Outcome.BREAKTHROUGH
        elif row[2] == EventKind.MEETING:
            for end in (world.roads[row[3]].a, world.roads[row[3]].b):
                told.setdefault(end, set()).add(row[6])
    sums = {(place, max(-400, min(800, amount))) for place, amount in ledgers}
    wrong = [f"place {p}: lines sum to {s}, told {told.get(p)}" for p, s in sums if s not in told.get(p, ())]
    return wrong + [
        f"place {row[3]}: column {row[5]} without its lines"
        for row in rows
        if row[2] == EventKind.ATTACK and (row[3], row[5]) not in sums and not empty[row[3]]
    ]


def sentences(layout, turn, facts, reasons, opening):
    """Every event has a sentence for everybody who may read it."""
    for found in events(layout, turn, facts, reasons, opening):
        for seat in SEATS:
            text = for_seat(found, seat).sentence
            assert text, found
            assert "{" not in text, found


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(GAMES // CHUNK))
def test_random_games_end_well(layout, chunk):
    for seed in range(1 + chunk * CHUNK, 1 + (chunk + 1) * CHUNK):
        play(layout, seed, Counter())


@pytest.mark.full
@pytest.mark.parametrize("chunk", range(FULL_GAMES // FULL_CHUNK))
def test_thousands_of_random_games_end_well(layout, chunk):
    tally = Counter()
    for seed in range(10_001 + chunk * FULL_CHUNK, 10_001 + (chunk + 1) * FULL_CHUNK):
        play(layout, seed, tally)
    assert set(OrderKind) <= set(tally), set(OrderKind) - set(tally)


@pytest.mark.slow
def test_orders_of_every_kind_are_given(layout):
    tally = Counter()
    for seed in range(901, 913):
        play(layout, seed, tally)
    assert set(OrderKind) <= set(tally), set(OrderKind) - set(tally)


def test_the_same_seed_gives_the_same_sheet(layout):
    one, two = (random_sheet(layout.world, layout.start, 2, 5) for _ in range(2))
    assert one == two
    assert one != random_sheet(layout.world, layout.start, 2, 6)


def test_a_cell_outside_its_range_is_seen(layout):
    board = copied(layout.start)
    assert not outside(board)
    board.formations[3].cohesion = 10001
    board.places[1].damage = -1
    assert len(outside(board)) == 2
    assert ranges()["Formation", "posture"] == (0, 7)
    assert ranges()["Place", "held_days"] == (0, 999)
    assert ranges()["Post", "place"][0] == -1


def test_an_unexplained_loss_and_a_false_ledger_are_seen(layout):
    board = copied(layout.start)
    board.formations[0].strength -= 1
    assert len(unexplained(layout.world, layout.start, board, [])) == 1
    attack = (0, 9, EventKind.ATTACK, 5, 0, 100, 1, -1)
    line = (0, 9, ReasonKind.COLUMN_LINE, 5, Line.ODDS, 99, 0, -1)
    assert len(false_ledgers(layout.world, [attack], [line])) == 2
    line = (0, 9, ReasonKind.COLUMN_LINE, 5, Line.ODDS, 100, 0, -1)
    assert not false_ledgers(layout.world, [attack], [line])
