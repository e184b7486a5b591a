"""Step 14: the books of the day and of the turn, and the end of the game (RB 20, 21.7, 9.8, 16.8)."""

from wargame.rules.arithmetic import clamp, rdiv
from wargame.rules.border import close_turn_of_border, thank_host
from wargame.rules.deals import ceasefire_everywhere
from wargame.rules.economy import close_economy
from wargame.rules.legitimacy import legitimacy
from wargame.rules.libya import keep_away
from wargame.rules.log import Journal, line, tell
from wargame.rules.motorway import QUIET_M4, quiet_m4
from wargame.rules.numbers import (
    AirUser,
    Cause,
    EndCause,
    EventKind,
    Field,
    PostState,
    ReasonKind,
    StrikeRules,
    Team,
    TermKind,
)
from wargame.rules.steer import close_turn_of_steer, sorties_owed
from wargame.rules.supply import whole_m5_cleared
from wargame.rules.support import close_turn_of_proxies
from wargame.rules.tables import DEAD_DAYS, NOBODY, Board, World
from wargame.rules.ultimatums import deadline_passed

FULL = 10000
UNAVENGED_DAYS = 3
"""Days in which dead may be avenged (RB 20.2)."""

MOSCOW_RECOVERY = 5
MOSCOW_START = 6500
"""RB 20.3, 5.12. ct a day without own dead, up to the support of the start."""

GREAT_PLACE = 8000
"""RB 20.3. ct of hold from which a place taken or lost moves support in Damascus."""

ARMY_LOSSES = 50
ARMY_LOSSES_FREE = 400
"""RB 20.3. ct for each 100 mbn lost in the turn above so many mbn."""

HARM_STANDING = 20
"""RB 20.4. ct of Damascus' standing on a day with unrestricted strikes."""

QUIET_TRUST = 10
QUIET_RUNG = 3
"""RB 20.4. ct a day without incident, up to this rung."""

INCOME = 200
INCOME_MORE = 50
DOMESTIC_GOOD = 6000
DOMESTIC_POOR = 3000
STANDING_GOOD = 5000
M5_DAMASCUS = 100
M5_MOSCOW = 50
PC_MOST = 2000
"""RB 20.5, 9.8. ct of political capital a turn."""

LEVERAGE_GAIN = 100
"""RB 20.5. ct a turn while at least half of the Russian sorties were flown."""

WAR_RUNG = 5
GENERAL_WAR = 9


def close_books(
    world: World, board: Board, seed: int, day: int, facts: Journal, log: Journal | None
) -> None:
    """RB 20, step 14. Reads the board and the day's events; writes tracks, teams and whether the game ends.

    RB 16.8: tension that is full when the books are opened is general war; the day's decay comes too late.
    `seed` is part of every step that ends a day; the books draw nothing.
    """
    tracks = board.tracks[0]
    tension = tracks.tension
    if tension >= FULL and tracks.rung < GENERAL_WAR:
        tell_track(facts, Field.RUNG, tracks.rung, GENERAL_WAR, NOBODY)
        tracks.rung = GENERAL_WAR
    before = [0] * 6
    for t in range(3):
        before[t] = board.teams[t].domestic
        before[t + 3] = board.teams[t].standing
    drift_tension(world, board, log)
    drift_ankara(world, board, log)
    drift_moscow(world, board, log)
    drift_damascus(world, board, day, facts, log)
    drift_trust(board, day, log)
    thank_host(board, log)
    keep_away(board)
    if tracks.rung < WAR_RUNG:
        tracks.days_below_war += 1
    if (day + 1) % world.params.days_per_turn == 0:
        close_turn(world, board, facts, log)
    tell_track(facts, Field.TENSION, tension, tracks.tension, NOBODY)
    for t in range(3):
        tell_track(facts, Field.TEAM_DOMESTIC, before[t], board.teams[t].domestic, t)
        tell_track(facts, Field.TEAM_STANDING, before[t + 3], board.teams[t].standing, t)
        remember_dead(board, t)
    hold_ceasefire(board, day, facts)
    end_game(world, board, day, facts)


def tell_track(facts: Journal, field: int, old: int, new: int, entity: int) -> None:
    """TRACK (track, old, new, team): what the books of the day changed, by codes.Field."""
    if old != new:
        tell(facts, EventKind.TRACK, field, old, new, entity, -1)


def remember_dead(board: Board, team: int) -> None:
    """RB 20.2. The count of dead at this close is kept for the days in which they may be avenged."""
    row = board.teams[team]
    d = DEAD_DAYS - 1
    while d > 0:
        row.dead_before[d] = row.dead_before[d - 1]
        d -= 1
    row.dead_before[0] = row.dead


def drift_tension(world: World, board: Board, log: Journal | None) -> None:
    """RB 20.1."""
    tracks = board.tracks[0]
    fall = min(tracks.tension, world.params.tension_decay)
    if fall > 0:
        tracks.tension += line(log, ReasonKind.TENSION, 0, Cause.DECAY, -fall)


def drift_ankara(world: World, board: Board, log: Journal | None) -> None:
    """RB 20.2, 13.10. Besieged posts, people newly displaced, own dead, dead not avenged in three days."""
    params = world.params
    row = board.teams[Team.ANKARA]
    posts = 0
    late = deadline_passed(board, Team.ANKARA)
    for post in board.posts:
        if post.state == PostState.BESIEGED:
            if late:
                posts += params.post_domestic_deadline
            elif post.consent == 1:
                posts += params.post_domestic_fed
            else:
                posts += params.post_domestic
    displaced = rdiv(params.displaced_domestic * board.tracks[0].displaced_today, 100)
    dead = params.own_dead_domestic * (row.dead - row.dead_before[0])
    overdue = max(0, row.dead_before[UNAVENGED_DAYS - 1] - row.answered - row.mourned)
    row.mourned += overdue
    unavenged = params.unavenged_domestic * overdue
    change = domestic_line(log, Team.ANKARA, Cause.POST_BESIEGED, -posts)
    change += domestic_line(log, Team.ANKARA, Cause.DISPLACED, -displaced)
    change += domestic_line(log, Team.ANKARA, Cause.OWN_DEAD, -dead)
    change += domestic_line(log, Team.ANKARA, Cause.UNAVENGED_DEAD, -unavenged)
    if board.tracks[0].rung >= WAR_RUNG:
        change += domestic_line(log, Team.ANKARA, Cause.WAR_DAY, war_day(world, board))
    row.domestic = clamp(row.domestic + change, 0, FULL)


def war_day(world: World, board: Board) -> int:
    """RB 16.5. ct that a day of open hostilities is worth in Ankara: with cause it is borne, without it is
    not.
    """
    cause = legitimacy(world, board, Team.ANKARA)
    gain = rdiv(world.params.war_day_cause * cause, FULL)
    return gain - rdiv(world.params.war_day_price * (FULL - cause), FULL)


def domestic_line(log: Journal | None, team: int, cause: int, amount: int) -> int:
    """A reason for a change of support at home, if there is a change; returns the amount."""
    if amount != 0:
        line(log, ReasonKind.DOMESTIC, team, cause, amount)
    return amount


def drift_moscow(world: World, board: Board, log: Journal | None) -> None:
    """RB 20.3. Own dead; without them support recovers, up to that of the start."""
    row = board.teams[Team.MOSCOW]
    dead = row.dead - row.dead_before[0]
    if dead > 0:
        change = domestic_line(log, Team.MOSCOW, Cause.OWN_DEAD, -world.params.own_dead_moscow * dead)
        row.domestic = clamp(row.domestic + change, 0, FULL)
    elif row.domestic < MOSCOW_START:
        gain = min(MOSCOW_RECOVERY, MOSCOW_START - row.domestic)
        row.domestic += domestic_line(log, Team.MOSCOW, Cause.RECOVERY, gain)


def drift_damascus(world: World, board: Board, day: int, facts: Journal, log: Journal | None) -> None:
    """RB 20.3, 20.4. Great places taken and lost today; standing on a day with unrestricted strikes."""
    taken = 0
    lost = 0
    harm = 0
    captured = int(EventKind.CAPTURED)
    struck = int(EventKind.PLACE_STRUCK)
    first = len(facts.rows)
    if facts.told[captured] + facts.told[struck] > 0:
        first = facts.head[2]
    for i in range(first, len(facts.rows)):
        fact = facts.rows[i]
        kind = fact[2]
        if (kind != captured and kind != struck) or fact[0] != day:
            continue
        if kind == captured and world.places[fact[3]].hold >= GREAT_PLACE:
            if fact[5] == 0 and fact[4] != 0:
                taken += 1
            elif fact[4] == 0 and fact[5] != 0:
                lost += 1
        elif kind == struck and fact[6] == StrikeRules.UNRESTRICTED:
            harm = 1
    row = board.teams[Team.DAMASCUS]
    change = domestic_line(log, Team.DAMASCUS, Cause.PLACE_TAKEN, world.params.place_domestic * taken)
    change += domestic_line(log, Team.DAMASCUS, Cause.PLACE_LOST, -world.params.place_domestic * lost)
    row.domestic = clamp(row.domestic + change, 0, FULL)
    if harm == 1:
        fall = line(log, ReasonKind.STANDING, Team.DAMASCUS, Cause.STRIKES, -HARM_STANDING)
        row.standing = clamp(row.standing + fall, 0, FULL)


def drift_trust(board: Board, day: int, log: Journal | None) -> None:
    """RB 20.4. A day without incident at a low rung."""
    tracks = board.tracks[0]
    if tracks.incident_day != day and tracks.rung <= QUIET_RUNG:
        gain = line(log, ReasonKind.TRUST, 0, Cause.QUIET_DAY, QUIET_TRUST)
        tracks.trust = clamp(tracks.trust + gain, 0, FULL)


def close_turn(world: World, board: Board, facts: Journal, log: Journal | None) -> None:
    """RB 20.3, 20.5, 9.8. What happens once a turn: army losses, leverage, incomes."""
    row = board.teams[Team.DAMASCUS]
    heavy = max(0, row.lost_today - ARMY_LOSSES_FREE)
    fall = domestic_line(log, Team.DAMASCUS, Cause.ARMY_LOSSES, -rdiv(ARMY_LOSSES * heavy, 100))
    row.domestic = clamp(row.domestic + fall, 0, FULL)
    flown = 0
    sorties = int(EventKind.FLOWN)
    for fact in facts.rows:
        if fact[2] == sorties and fact[3] == AirUser.RUAF:
            flown += fact[5]
    if flown * 2 >= sorties_owed(world, board) and flown > 0:
        tracks = board.tracks[0]
        tracks.leverage = clamp(tracks.leverage + LEVERAGE_GAIN, 0, FULL)
    close_economy(world, board, log)
    open_m5 = whole_m5_cleared(world, board)
    quiet = quiet_m4(world, board)
    for t in range(3):
        team = board.teams[t]
        income = INCOME
        if team.domestic >= DOMESTIC_GOOD:
            income += INCOME_MORE
        elif team.domestic < DOMESTIC_POOR:
            income -= INCOME_MORE
        if team.standing >= STANDING_GOOD:
            income += INCOME_MORE
        if open_m5 == 1 and t == Team.DAMASCUS:
            income += M5_DAMASCUS
        elif open_m5 == 1 and t == Team.MOSCOW:
            income += M5_MOSCOW
        if quiet >> t & 1 == 1:
            income += QUIET_M4
        old = team.pc
        team.pc = clamp(team.pc + income, 0, PC_MOST)
        team.lost_today = 0
        tell(facts, EventKind.INCOME, t, team.pc, team.pc - old, 0, -1)
    close_turn_of_border(board, log)
    close_turn_of_proxies(world, board, facts, log)
    close_turn_of_steer(board, facts, log)


def hold_ceasefire(board: Board, day: int, facts: Journal) -> None:
    """RB 21.7. Days in a row on which a ceasefire everywhere was in force and nobody broke it."""
    tracks = board.tracks[0]
    held = 1 if ceasefire_everywhere(board) else 0
    i = len(facts.rows) - 1
    while held == 1 and i >= 0 and facts.rows[i][0] == day:
        if facts.rows[i][2] == EventKind.BREACH and facts.rows[i][5] == TermKind.CEASEFIRE:
            held = 0
        i -= 1
    tracks.ceasefire_held = (tracks.ceasefire_held + 1) * held


def end_game(world: World, board: Board, day: int, facts: Journal) -> None:
    """RB 16.8, 21.7. Full tension is general war; general war and the last day end the session, and a
    ceasefire that has held if the scenario says so.
    """
    tracks = board.tracks[0]
    if tracks.rung >= GENERAL_WAR:
        tracks.ended = EndCause.GENERAL_WAR
    elif world.params.ceasefire_ends == 1 and tracks.ceasefire_held >= world.params.ceasefire_days:
        tracks.ended = EndCause.CEASEFIRE
    elif day + 1 >= world.params.turns * world.params.days_per_turn:
        tracks.ended = EndCause.LAST_DAY
    if tracks.ended != 0:
        tell(facts, EventKind.SESSION_ENDED, tracks.ended, 0, 0, 0, -1)
