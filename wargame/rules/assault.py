"""Step 9, the assault on a besieged post that stands on ground its besiegers hold (RB 13.8, 13.9).

A post whose own place is still friendly is assaulted by attacking that place (`combat.py`); this file is the
other case.
"""

from wargame.rules.arithmetic import cl2, clamp, lerp, rdiv, scaled
from wargame.rules.column import support_shift, terrain_shift
from wargame.rules.draw import draw
from wargame.rules.engaged import LEAST_COHESION, LEAST_STOCK, LEAST_STRENGTH, NEARLY_EMPTY, killed_of
from wargame.rules.incidents import hit_troops
from wargame.rules.log import Journal, line, note, tell
from wargame.rules.numbers import (
    Attribution,
    Author,
    EventKind,
    Line,
    Outcome,
    PostState,
    Purpose,
    ReasonKind,
    Siege,
)
from wargame.rules.posts import overrun_post
from wargame.rules.tables import NOBODY, Board, World


def assault_posts(
    world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 13.8. Every besieged post under assault in a place of the government is attacked by those who stand
    in it.

    Reads positions, strengths and sieges; writes strength and cohesion of the besiegers, the garrison,
    overrun posts.
    """
    for p, post in enumerate(board.posts):
        if post.state == PostState.BESIEGED and post.siege == Siege.ASSAULT and post.strength > 0:
            if board.places[post.place].control == 0:
                assault(world, board, p, seed, day, facts, log)


def assault(
    world: World, board: Board, p: int, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 13.8. One day of an assault: a column against the garrison, a band, losses; below 150 mbn it is
    overrun.
    """
    post = board.posts[p]
    besiegers = 0
    quality = 0
    cohesion = 0
    for f, formation in enumerate(board.formations):
        if storms(world, board, f, post.place):
            besiegers += formation.strength
            quality += world.formations[f].quality * formation.strength
            cohesion += formation.cohesion * formation.strength
    if besiegers == 0:
        return
    column = assault_column(
        world, board, p, besiegers, rdiv(quality, besiegers), rdiv(cohesion, besiegers), log
    )
    repulse = lerp(world.outcome_columns, world.repulse, column)
    stall = lerp(world.outcome_columns, world.stall, column)
    gains = lerp(world.outcome_columns, world.gains, column)
    u = draw(seed, day, Purpose.BATTLE, world.posts[p].key, 0)
    note(log, ReasonKind.BAND, post.place, u, repulse, repulse + stall, -1)
    outcome = int(Outcome.BREAKTHROUGH)
    if u < repulse:
        outcome = int(Outcome.REPULSE)
    elif u < repulse + stall:
        outcome = int(Outcome.STALL)
    elif u < repulse + stall + gains:
        outcome = int(Outcome.GAINS)
    cause = tell(facts, EventKind.ATTACK, post.place, 0, column, outcome, -1)
    board.places[post.place].battle = 1
    lost = 0
    for f, formation in enumerate(board.formations):
        if storms(world, board, f, post.place):
            gone = scaled(formation.strength, world.attacker_loss[outcome])
            lost += gone
            formation.strength -= gone
            formation.cohesion = clamp(formation.cohesion + world.attacker_cohesion[outcome], 0, 10000)
            formation.stock = max(0, formation.stock - world.params.attack_use)
            formation.fought = 1
    fallen = scaled(post.strength, world.defender_loss[outcome])
    tell(facts, EventKind.BATTLE_LOSS, post.place, 0, lost, killed_of(world, lost), cause)
    tell(facts, EventKind.BATTLE_LOSS, post.place, 1, fallen, killed_of(world, fallen), cause)
    if post.strength - fallen < NEARLY_EMPTY or outcome == Outcome.BREAKTHROUGH:
        overrun_post(board, p, cause, facts, log)
    else:
        post.strength -= fallen
        dead = killed_of(world, fallen)
        if dead > 0:
            hit_troops(
                world, board, post.place, NOBODY, NOBODY, dead, 0, Author.ARTILLERY, Attribution.PROVEN,
                cause,
                facts, log,
            )  # fmt: skip


def storms(world: World, board: Board, f: int, place: int) -> bool:
    """RB 12.1. Whether a formation of the government in the place can take part in the assault."""
    formation = board.formations[f]
    return (
        formation.place == place
        and world.formations[f].faction <= 1
        and formation.strength >= LEAST_STRENGTH
        and formation.stock >= LEAST_STOCK
        and formation.cohesion >= LEAST_COHESION
    )


def assault_column(
    world: World, board: Board, p: int, besiegers: int, quality: int, cohesion: int, log: Journal | None
) -> int:
    """RB 13.8, 12.4. Odds, qualities, terrain, works of the garrison, posture, close support and cohesion, in
    cs.
    """
    place = board.posts[p].place
    attack = min(besiegers, world.params.frontage_approach + world.params.frontage_base)
    odds = cl2(max(1, attack)) - cl2(max(1, board.posts[p].strength))
    column = line(log, ReasonKind.COLUMN_LINE, place, Line.ODDS, odds)
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.ATTACKER_QUALITY, quality)
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.GARRISON_QUALITY, -world.params.garrison_quality)
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.GARRISON_WORKS, -world.params.garrison_works)
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.TERRAIN, -terrain_shift(world, place))
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.POSTURE, -world.params.posture_prepared)
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.CLOSE_SUPPORT, support_shift(world, board, place))
    own = rdiv(cohesion - 7000, world.params.cohesion_divisor)
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.ATTACKER_COHESION, own)
    theirs = rdiv(board.posts[p].morale - 7000, world.params.cohesion_divisor)
    column += line(log, ReasonKind.COLUMN_LINE, place, Line.DEFENDER_COHESION, -theirs)
    return clamp(column, -400, 800)
