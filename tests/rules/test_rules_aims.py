"""War aims by conditions, sets of weights and drawn aims (RB 21.1, 21.9)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from wargame.model.scenario import WarAim
from wargame.play.layout import lay_out
from wargame.play.results import score_lines as told_lines
from wargame.rules.codes import EndCause, EventKind, ReasonKind
from wargame.rules.conditions import fresh_latches, observe
from wargame.rules.day import play_day
from wargame.rules.log import fresh
from wargame.rules.score import LINE_NAMES, LINES, points, score_lines, settle_scores, weights_of
from wargame.rules.tables import copied

FULL = 10000


def aim(when, *, line="own", counts="end", weight=0, hidden=False, drawn=False, name="own", team="ankara"):
    return WarAim(
        id=name, team=team, half="political", line=line, weight=weight, title=name.title(),
        measure="In words", when=when, counts=counts, hidden=hidden, drawn=drawn, source=("design",),
    )  # fmt: skip


class Aims:
    """A scenario with other conditional aims, and a board of it whose days are closed by hand."""

    def __init__(self, table, *aims) -> None:
        scenario = table.layout.scenario
        plain = [a for a in scenario.war_aims if a.when is None]
        kept = [a for a in plain if (a.team, a.line) not in {(b.team, b.line) for b in aims}]
        self.layout = lay_out(scenario.model_copy(update={"war_aims": (*kept, *aims)}))
        self.world, self.board = self.layout.world, copied(self.layout.start)

    def close(self, day: int, **tracks: int) -> None:
        for name, value in tracks.items():
            setattr(self.board.tracks[0], name, value)
        self.board.tracks[0].day = day
        observe(self.world, self.board, [], day, fresh())

    def share(self, line: str, team: int = 0) -> int:
        row = team * LINES + self.layout.names.lines[team].index(line)
        return score_lines(self.world, self.board)[row]


def test_a_line_that_is_full_or_nothing_by_the_last_close(table):
    game = Aims(table, aim("rung <= 4"))
    game.close(0, rung=3)
    assert game.share("own") == FULL
    game.close(1, rung=5)
    assert game.share("own") == 0, "what was true yesterday does not count"


def test_a_line_that_counts_days(table):
    game = Aims(table, aim("rung <= 4", counts="days"))
    for day, rung in enumerate((3, 5, 4, 6, 6, 4)):
        game.close(day, rung=rung)
    assert game.share("own") == 5000, "three of six days"
    game.close(6, rung=6)
    assert game.share("own") == 4286, "rdiv(3 x 10000, 7)"


def test_a_state_that_must_have_lasted(table):
    game = Aims(table, aim("tension >= 50 for 3 days"))
    shares = []
    for day, tension in enumerate((6000, 6000, 6000, 4000, 6000)):
        game.close(day, tension=tension)
        shares.append(game.share("own"))
    assert shares == [0, 0, FULL, 0, 0]


def test_before_the_first_day_a_line_stands_as_the_start_has_it(table):
    game = Aims(table, aim("rung <= 4", counts="days"), aim("rung >= 5", line="other", name="other"))
    assert game.layout.start.tracks[0].rung <= 4
    assert (game.share("own"), game.share("other")) == (FULL, 0)
    game.close(0, rung=6)
    assert (game.share("own"), game.share("other")) == (0, FULL), "the day before the first is not counted"


def test_a_condition_may_take_the_place_of_a_share(table):
    game = Aims(table, aim("nato >= 60", line="allies"))
    game.close(0, nato=5900, eu=9000)
    assert game.share("allies") == 0
    game.close(1, nato=6000, eu=0)
    assert game.share("allies") == FULL, "and not the mean of both"


def test_a_line_of_its_own_stands_behind_those_of_the_rules(table):
    game = Aims(table, aim("rung <= 9", weight=7), aim("rung >= 9", line="more", name="more"))
    assert game.layout.names.lines[0] == (*LINE_NAMES[0], "own", "more")
    row = len(LINE_NAMES[0])
    game.close(0)
    assert game.world.weights[row : row + 2] == [7, 0]
    assert points(game.world, game.board, 1)[row] == 700
    game.board.tracks[0].ended = EndCause.GENERAL_WAR.value
    assert points(game.world, game.board, 1)[row] == 140, "a fifth after general war"


def test_the_last_day_counts_though_it_ends_the_game(table):
    game = Aims(table, aim("day >= 38"), aim("rung <= 9", line="days", name="days", counts="days"))
    board, days = game.board, game.world.params.days_per_turn * game.world.params.turns
    board.tracks[0].day = days - 2
    ended = play_day(game.world, board, [], [], [], 1, days - 1, fresh(), None)
    assert ended.tracks[0].ended > 0
    row = len(LINE_NAMES[0])
    assert score_lines(game.world, ended)[row] == FULL


def test_lines_without_weight_are_told_nowhere(table):
    game = Aims(table, aim("rung <= 9"))
    game.close(0)
    assert "own" not in {line.line for line in told_lines(game.layout, game.board, 1)}
    facts = fresh()
    settle_scores(game.world, game.board, 1, facts, None)
    assert (0, len(LINE_NAMES[0])) not in {(row[3], row[4]) for row in facts.rows}


def test_a_line_says_why_it_has_its_share(table):
    game = Aims(table, aim("rung <= 4", weight=3, counts="days"))
    for day, rung in enumerate((3, 5, 4)):
        game.close(day, rung=rung)
    told = next(line for line in told_lines(game.layout, game.board, 1) if line.line == "own")
    assert (told.measure, told.reason) == ("In words", "true now; true at the close of 2 of 3 days")
    assert (told.share, told.points) == (6667, 200)
    facts, log = fresh(), fresh()
    settle_scores(game.world, game.board, 1, facts, log)
    row = len(LINE_NAMES[0])
    assert [r[5] for r in facts.rows if r[2] == EventKind.SCORE and (r[3], r[4]) == (0, row)] == [200]
    assert [r[5] for r in log.rows if r[2] == ReasonKind.SCORE_SHARE and (r[3], r[4]) == (0, row)] == [6667]


# ---- drawn aims --------------------------------------------------------------------------------------------


def secret_aim(n: int, team: str, weight: int) -> WarAim:
    name = f"{team[0]}{n}"
    return aim(f"rung >= {n}", line=name, name=name, weight=weight, hidden=True, drawn=True, team=team)


@pytest.fixture
def secret(table):
    """Three drawn aims of Ankara and two of Moscow."""
    return Aims(
        table,
        *(secret_aim(n, "ankara", 4) for n in (1, 2, 3)),
        *(secret_aim(n, "moscow", 5) for n in (1, 2)),
    )


def drawn(game, seed: int) -> tuple[str, ...]:
    """The drawn lines that weigh something under a seed."""
    weights = weights_of(game.world, seed)
    names = game.layout.names.lines
    return tuple(
        names[row // LINES][row % LINES]
        for row, weight in enumerate(weights)
        if weight and row % LINES >= len(LINE_NAMES[row // LINES])
    )


def test_each_team_has_one_of_its_drawn_aims_and_the_seed_says_which(secret):
    found = Counter(drawn(secret, seed) for seed in range(600))
    assert {(a[0], m[0]) for a, m in found} == {("a", "m")}
    assert len(found) == 6, "every pair occurs: the teams draw apart from each other"
    assert all(60 < count < 140 for count in found.values()), found
    assert secret.world.weights.count(4) >= 3, "the world keeps all weights"


def test_the_drawn_line_alone_is_worth_and_told(secret):
    secret.close(0, rung=5)
    for seed in range(8):
        lines = told_lines(secret.layout, secret.board, seed)
        assert tuple(line.line for line in lines if line.hidden) == drawn(secret, seed)
        assert sum(line.weight for line in lines if line.team == "ankara" and line.hidden) == 4
        worth = points(secret.world, secret.board, seed)
        assert sum(worth[len(LINE_NAMES[0]) : LINES]) == 400
        facts = fresh()
        settle_scores(secret.world, secret.board, seed, facts, None)
        told = [row[4] for row in facts.rows if row[3] == 0 and row[4] >= len(LINE_NAMES[0])]
        assert [secret.layout.names.lines[0][n] for n in told] == [drawn(secret, seed)[0]]


def test_latches_of_aims_are_their_own(table):
    game = Aims(table, aim("happened(patrol)", counts="days"), aim("rung <= 4", line="more", name="more"))
    again = replace(game.world, tests=[replace(test) for test in game.world.tests])
    assert len(fresh_latches(again)) == len(game.board.latches)
    used = [test.latch for test in game.world.tests if test.latch >= 0]
    assert len(used) == len(set(used)) == len(game.board.latches)
