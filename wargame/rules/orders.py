"""Step 1: what was ordered is written onto the board (RB 6.3, 6.5, 6.7).

This docstring is the contract for every maker of order rows: the codec, the bots and the tests. A row is `tables.Order`.
`team` is the codes.Team that gave it, `number` its position in that team's sheet from 1 (unique within the team; a missing
number is no error), `kind` the codes.OrderKind and `priority` 1 (first) to 9. Columns that a kind does not use hold their
filler: NOBODY in `subject` and in every entry of `who` and `where`; 0 in `mode`, `amount`, `flag` and in every entry of
`more`. Lists are filled from the front. `blank` makes such a row.

    kind             subject     mode          amount          flag             who           where             more
    MOVE             formation   -             -               halt_on_contact  -             path, 1-8         -
    POSTURE          formation   Posture 0-5   -               -                -             -                 -
    ATTACK           -           -             -               -                formations    targets, 1-4      -
    CONVOY           post        ConvoyKind    mbn of troops   announce         escort [0]    route, 0-8        -
    SUPPLY_PRIORITY  -           -             -               -                formations    -                 -
    PROXY_TASK       faction     Task          PC points 0-3   -                -             place or road [0] -
    POST             post        PostAct       mbn             -                -             place [0]         -
    AIR_TASK         pool        -             -               -                missions 1-3  targets 1-3       sorties*2+rules
    AIRSPACE         sector      Access        AirUser         -                -             -                 -
    SIEGE            post        Siege 1-3     -               -                -             -                 -

* MOVE: `where` is the path after the place where the formation stands. It may end early by contact (RB 6.3).
* ATTACK: all formations of `who` attack `where[0]`, and after its capture the next target (RB 6.7).
* CONVOY: `where` runs from the place where it starts to the post's place, both included. All NOBODY: the shortest way over
  roads from the nearest Turkish source. `who[0]` is the escort or NOBODY. `amount` is 0 for supply. On the board a convoy
  stands at `route[leg - 1]`, and `route[leg]` is its next place; `leg` starts at 1.
* PROXY_TASK: `where[0]` is a place; for OPEN_ROAD it is a row of roads; NOBODY where the task needs neither.
* POST: `where[0]` only with ESTABLISH, NOBODY = the place the scenario plans. `amount` 0 = the scenario's garrison.
* AIR_TASK: at most one a team and turn. `who[i]` is a codes.AirMission, `where[i]` a place (CAS, STRIKE) or a road
  (INTERDICT), `more[i]` = sorties a day * 2 + codes.StrikeRules. On the board the tasks of pool p stand in rows
  p * TASKS to p * TASKS + 2 of `air_tasks`; the rows of the turn before are cleared.
* A formation gets at most one MOVE, POSTURE or ATTACK a turn. A second one is refused (RB 6.4: the later by priority,
  then number), and so is everything that `legal.refusal` or the team's command points and capital do not allow.
  Each refusal is told as ORDER_REFUSED (team, number, legal.Refusal, OrderKind).

What stands afterwards: missions of MOVE until arrival, missions of ATTACK and air tasks and supply ranks for the turn,
postures, airspace and sieges until changed (RB 6.7). POST orders write nothing here; `posts.py` reads their rows.
"""

from wargame.rules.tables import NOBODY, ROUTE, Order


def blank(team: int, number: int, kind: int, priority: int) -> Order:
    """An order row whose other columns hold their fillers."""
    return Order(
        team, number, kind, priority, NOBODY, 0, 0, 0, [NOBODY] * ROUTE, [NOBODY] * ROUTE, [0] * ROUTE
    )


def entries(row: list[int]) -> int:
    """How many entries of a `who` or `where` list are used."""
    n = 0
    while n < len(row) and row[n] != NOBODY:
        n += 1
    return n
