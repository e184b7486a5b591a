"""War aims: the share of each line, and what it is worth (RB 21). Nothing here writes a board."""

from enum import IntEnum

from wargame.rules.arithmetic import clamp, rdiv
from wargame.rules.deals import agreed_post, ceasefire_share, drafted, has_corridor
from wargame.rules.draw import pick
from wargame.rules.libya import returning
from wargame.rules.log import Journal, line, tell
from wargame.rules.numbers import (
    AirUser,
    BorderPolicy,
    Duty,
    EndCause,
    EventKind,
    Faction,
    PostState,
    Purpose,
    ReasonKind,
    Siege,
    Team,
)
from wargame.rules.tables import NOBODY, Board, World

LINES = 20
"""Rows of `world.weights` for a team: [team * LINES + line]. Behind the lines named below stand those that a
scenario adds by conditions, in the order of its file.
"""


class AnkaraLine(IntEnum):
    """RB 21.4."""

    BELT = 0
    POSTS = 1
    DEAD = 2
    M4 = 3
    PROXIES = 4
    DOMESTIC = 5
    HOUSED = 6
    ALLIES = 7
    DEAL = 8
    LIBYA = 9
    MOSCOW = 10
    WORD = 11


class MoscowLine(IntEnum):
    """RB 21.3."""

    M5 = 0
    LOSSES = 1
    HMEIMIM = 2
    FORCE = 3
    SKY = 4
    DEAL = 5
    TIES = 6
    INFLUENCE = 7
    BLAME = 8


class DamascusLine(IntEnum):
    """RB 21.2."""

    M5 = 0
    M4 = 1
    ZAWIYA = 2
    CORE = 3
    FORCE = 4
    NO_WAR = 5
    PATRON = 6
    DOMESTIC = 7
    STANDING = 8


LINE_NAMES = (
    (
        "belt", "posts", "dead", "m4", "proxies", "domestic",
        "housed", "allies", "deal", "libya", "moscow", "word",
    ),
    ("m5", "losses", "hmeimim", "force", "sky", "deal", "ties", "influence", "blame"),
    ("m5", "m4", "zawiya", "core", "force", "no_war", "patron", "domestic", "standing"),
)  # fmt: skip
"""The words of scenario files for each team's lines, in the order of the codes. No rule reads them."""

FULL = 10000
FORCE_FLOOR = 6000
TENSION_CALM = 4000
TENSION_ROOM = 6000
STANDING_HALF = 5000
DEAD_MOSCOW = 500
AIRCRAFT_MOSCOW = 1000
DEAD_ANKARA = 80
BLAME_FULL = 9000
POST_BESIEGED = 5000
POST_HUNGRY = 2500
POST_LEFT = 2000
UNHOUSED = 2
WORD_POST = 1000
WORD_BLUFF = 5000
POST_AGREED = 4000
DEAL_CORRIDOR_ANKARA = 5000
DEAL_MOSCOW = 6000
DEAL_MORE_MOSCOW = 2000
HMEIMIM_ATTACK = 2500
SKY_SORTIE = 100
WORD_DAYS = 10
WAR_FACTOR = 2000
"""RB 21.2-21.6: bp, ct, persons, h and days as the paragraphs print them."""


def score_lines(world: World, board: Board) -> list[int]:
    """RB 21.1. The share in bp (0-10000) of every line: [team * LINES + line]."""
    shares = [0] * (3 * LINES)
    ankara(world, board, shares)
    moscow(world, board, shares)
    damascus(world, board, shares)
    by_condition(world, board, shares)
    for i in range(len(shares)):
        shares[i] = clamp(shares[i], 0, FULL)
    return shares


def points(world: World, board: Board, seed: int) -> list[int]:
    """RB 21.1, 21.6. What every line is worth in ct: weight x share, and a fifth of it after general war."""
    return worth_of(board, score_lines(world, board), weights_of(world, seed))


def worth_of(board: Board, shares: list[int], weights: list[int]) -> list[int]:
    """RB 21.1, 21.6. `points` from the shares and weights of all lines."""
    worth = [0] * len(shares)
    war = board.tracks[0].ended == EndCause.GENERAL_WAR
    for i in range(len(shares)):
        worth[i] = rdiv(weights[i] * shares[i], 100)
        if war:
            worth[i] = rdiv(worth[i] * WAR_FACTOR, FULL)
    return worth


def line_points(world: World, board: Board, team: int, number: int) -> int:
    """One line of `points` in ct, whoever may have drawn it."""
    return worth_of(board, score_lines(world, board), world.weights)[team * LINES + number]


def weights_of(world: World, seed: int) -> list[int]:
    """RB 21.9. The weights of a game: of the drawn lines of a team all but the one its seed gives weigh 0."""
    weights = world.weights[:]
    for team in range(3):
        count = drawn_lines(world, team)
        if count == 0:
            continue
        given = pick(count, seed, 0, Purpose.HIDDEN_AIM, world.team_keys[team], 0)
        number = 0
        for aim in world.aims:
            if aim.drawn == 1 and aim.line // LINES == team:
                if number != given:
                    weights[aim.line] = 0
                number += 1
    return weights


def drawn_lines(world: World, team: int) -> int:
    """How many lines of a team are drawn from."""
    count = 0
    for aim in world.aims:
        if aim.drawn == 1 and aim.line // LINES == team:
            count += 1
    return count


def by_condition(world: World, board: Board, shares: list[int]) -> None:
    """RB 21.1. Lines that a condition gives: full or nothing by the last close, or the share of the days."""
    played = board.tracks[0].day + 1
    for aim in world.aims:
        latch = board.latches[world.tests[aim.test].latch]
        shares[aim.line] = 0
        if aim.days == 1 and played > 0:
            shares[aim.line] = rdiv(latch.count * FULL, played)
        elif latch.held > 0:
            shares[aim.line] = FULL


def ankara(world: World, board: Board, shares: list[int]) -> None:
    """RB 21.4."""
    tracks = board.tracks[0]
    at = Team.ANKARA * LINES
    shares[at + AnkaraLine.BELT] = belt_share(world, board)
    shares[at + AnkaraLine.POSTS] = posts_share(world, board)
    shares[at + AnkaraLine.DEAD] = FULL - DEAD_ANKARA * board.teams[Team.ANKARA].dead
    shares[at + AnkaraLine.M4] = FULL - m4_share(world, board)
    shares[at + AnkaraLine.PROXIES] = force_share(world, board, Faction.NLF, Faction.SNA)
    shares[at + AnkaraLine.DOMESTIC] = board.teams[Team.ANKARA].domestic
    shares[at + AnkaraLine.HOUSED] = FULL - UNHOUSED * tracks.unhoused
    if tracks.border != BorderPolicy.CLOSED:
        shares[at + AnkaraLine.HOUSED] -= tracks.entered_turkey
    shares[at + AnkaraLine.ALLIES] = rdiv(tracks.nato + tracks.eu, 2)
    shares[at + AnkaraLine.DEAL] = rdiv(ceasefire_share(board, Team.ANKARA), 2)
    if has_corridor(board, Team.ANKARA):
        shares[at + AnkaraLine.DEAL] += DEAL_CORRIDOR_ANKARA
    shares[at + AnkaraLine.LIBYA] = libya_share(world, board)
    shares[at + AnkaraLine.MOSCOW] = tracks.trust
    shares[at + AnkaraLine.WORD] = word_share(board)


def moscow(world: World, board: Board, shares: list[int]) -> None:
    """RB 21.3."""
    tracks = board.tracks[0]
    at = Team.MOSCOW * LINES
    lost = board.pools[AirUser.RUAF].lost
    shares[at + MoscowLine.M5] = m5_share(world, board)
    dead = board.teams[Team.MOSCOW].dead
    shares[at + MoscowLine.LOSSES] = FULL - DEAD_MOSCOW * dead - AIRCRAFT_MOSCOW * lost
    shares[at + MoscowLine.HMEIMIM] = FULL - HMEIMIM_ATTACK * tracks.hmeimim
    shares[at + MoscowLine.FORCE] = army_share(world, board)
    shares[at + MoscowLine.SKY] = FULL - SKY_SORTIE * tracks.unpermitted
    shares[at + MoscowLine.DEAL] = moscow_deal(board)
    shares[at + MoscowLine.TIES] = rdiv(FULL - tracks.tension, 2) + rdiv(tracks.ties, 2)
    shares[at + MoscowLine.INFLUENCE] = rdiv(board.factions[Faction.SAA].control + tracks.leverage, 2)
    shares[at + MoscowLine.BLAME] = FULL - rdiv(tracks.newly_displaced * FULL, BLAME_FULL)


def damascus(world: World, board: Board, shares: list[int]) -> None:
    """RB 21.2."""
    tracks = board.tracks[0]
    at = Team.DAMASCUS * LINES
    played = max(1, tracks.day + 1)
    standing = min(board.teams[Team.DAMASCUS].standing, STANDING_HALF)
    if overrun(board) == 0:
        standing += STANDING_HALF
    shares[at + DamascusLine.M5] = m5_share(world, board)
    shares[at + DamascusLine.M4] = m4_share(world, board)
    shares[at + DamascusLine.ZAWIYA] = zawiya_share(world, board)
    shares[at + DamascusLine.CORE] = core_share(world, board)
    shares[at + DamascusLine.FORCE] = army_share(world, board)
    shares[at + DamascusLine.NO_WAR] = rdiv(tracks.days_below_war * FULL, played)
    if tracks.day < 0:
        shares[at + DamascusLine.NO_WAR] = FULL
    strain = max(0, tracks.tension - TENSION_CALM)
    shares[at + DamascusLine.PATRON] = FULL - rdiv(strain * FULL, TENSION_ROOM)
    shares[at + DamascusLine.DOMESTIC] = board.teams[Team.DAMASCUS].domestic
    shares[at + DamascusLine.STANDING] = standing


def part(some: int, whole: int) -> int:
    """A share in bp; 0 of nothing."""
    if whole == 0:
        return 0
    return rdiv(some * FULL, whole)


def m5_share(world: World, board: Board) -> int:
    """RB 21.2. Half the share of M5 places the government holds, half that of M5 roads held and cleared."""
    places = 0
    held = 0
    for p, place in enumerate(world.places):
        if place.m5 > 0:
            places += 1
            if board.places[p].control == 0:
                held += 1
    roads = 0
    cleared = 0
    for r, fixed in enumerate(world.roads):
        if fixed.route == 5:
            roads += 1
            if board.places[fixed.a].control == 0 and board.places[fixed.b].control == 0:
                cleared += board.roads[r].cleared
    return rdiv(part(held, places) + part(cleared, roads), 2)


def m4_share(world: World, board: Board) -> int:
    """RB 21.2. Share of M4 places the government holds."""
    places = 0
    held = 0
    for p, place in enumerate(world.places):
        if place.m4 > 0:
            places += 1
            if board.places[p].control == 0:
                held += 1
    return part(held, places)


def zawiya_share(world: World, board: Board) -> int:
    """RB 21.2. Share of the places of Jabal Zawiya the government holds."""
    places = 0
    held = 0
    for p, place in enumerate(world.places):
        if place.zawiya == 1:
            places += 1
            if board.places[p].control == 0:
                held += 1
    return part(held, places)


def core_share(world: World, board: Board) -> int:
    """RB 21.2. Share of the Idlib core the government holds."""
    places = 0
    held = 0
    for p, place in enumerate(world.places):
        if place.core == 1:
            places += 1
            if board.places[p].control == 0:
                held += 1
    return part(held, places)


def belt_share(world: World, board: Board) -> int:
    """RB 21.4. Share of the core and the border belt that the opposition or Turkey holds."""
    places = 0
    held = 0
    for p, place in enumerate(world.places):
        if place.core == 1 or place.belt == 1:
            places += 1
            if board.places[p].control == 1 or board.places[p].control == 2:
                held += 1
    return part(held, places)


def force_share(world: World, board: Board, one: int, two: int) -> int:
    """Strength of two factions now against that at the start, their fighters in Libya included, in bp."""
    now = board.factions[one].in_libya + board.factions[two].in_libya
    now += returning(board, one) + returning(board, two)
    for f, fixed in enumerate(world.formations):
        if fixed.faction != one and fixed.faction != two:
            continue
        now += board.formations[f].strength
    return part(now, world.start_force[one] + world.start_force[two])


def army_share(world: World, board: Board) -> int:
    """RB 21.2. Army and Iran-backed forces: full at the strength of the start, nothing at 60 per cent."""
    share = force_share(world, board, Faction.SAA, Faction.IRAN_BACKED)
    return rdiv((share - FORCE_FLOOR) * 5, 2)


def moscow_deal(board: Board) -> int:
    """RB 21.3. A ceasefire in force; more with a corridor, a withdrawal or patrols, and in Moscow's draft."""
    share = rdiv(DEAL_MOSCOW * ceasefire_share(board, Team.MOSCOW), FULL)
    if share > 0:
        if has_corridor(board, Team.MOSCOW):
            share += DEAL_MORE_MOSCOW
        if drafted(board, Team.MOSCOW):
            share += DEAL_MORE_MOSCOW
    return share


def libya_share(world: World, board: Board) -> int:
    """RB 18.6. Mean over the days of the fighters kept away, full at `libya_full` mbn."""
    kept = board.tracks[0].libya_mean
    days = board.tracks[0].day + 1
    if days <= 0:
        days = 1
        kept = 0
        for faction in board.factions:
            kept += faction.in_libya
    return rdiv(kept * FULL, days * world.params.libya_full)


def posts_share(world: World, board: Board) -> int:
    """RB 21.4. Mean over the posts of day 0, and over a later one only once it is besieged or overrun."""
    counted = 0
    total = 0
    for p in range(len(board.posts)):
        post = board.posts[p]
        besieged = post.state == PostState.BESIEGED
        lost = post.state == PostState.OVERRUN
        if world.posts[p].official == 1 or besieged or lost:
            counted += 1
            if post.state == PostState.OPEN:
                total += FULL
            elif besieged:
                if post.stock > 0:
                    total += POST_BESIEGED
                else:
                    total += POST_HUNGRY
            elif not lost:
                if post.siege == Siege.OFFER_EXIT or agreed_post(board, p, Duty.LEAVE):
                    total += POST_AGREED
                else:
                    total += POST_LEFT
    if counted == 0:
        return FULL
    return rdiv(total, counted)


def word_share(board: Board) -> int:
    """RB 21.4. Less for each ultimatum that was a bluff, and for each post besieged for more than ten days
    with nothing agreed about it.
    """
    share = FULL - WORD_BLUFF * board.teams[Team.ANKARA].bluffs
    for p in range(len(board.posts)):
        post = board.posts[p]
        if post.place != NOBODY and post.state == PostState.BESIEGED and post.besieged_days > WORD_DAYS:
            if not agreed_post(board, p, 0):
                share -= WORD_POST
    return share


def overrun(board: Board) -> int:
    """How many posts were overrun."""
    count = 0
    for post in board.posts:
        if post.state == PostState.OVERRUN:
            count += 1
    return count


def settle_scores(world: World, board: Board, seed: int, facts: Journal, log: Journal | None) -> None:
    """RB 21.1. Step 14 at the end of a turn and of the game: every line that weighs, its share as reason."""
    shares = score_lines(world, board)
    weights = weights_of(world, seed)
    worth = worth_of(board, shares, weights)
    for team in range(3):
        for i in range(LINES):
            if weights[team * LINES + i] > 0:
                tell(facts, EventKind.SCORE, team, i, worth[team * LINES + i], 0, -1)
                line(log, ReasonKind.SCORE_SHARE, team, i, shares[team * LINES + i])
