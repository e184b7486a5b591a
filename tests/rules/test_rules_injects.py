"""Injects: when they are released, what each effect changes, and that effects act once."""

from __future__ import annotations

import pytest

from wargame.model.scenario import Effect as Written
from wargame.model.scenario import Inject
from wargame.play.effects import compile_effect
from wargame.play.layout import lay_out
from wargame.rules.codes import Cause, EventKind, Field, InjectState, ReasonKind
from wargame.rules.injects import STRIDE, apply_injects, arm_injects, release
from wargame.rules.log import fresh

BASE = {
    "title": "t", "audience": ("all",), "channel": "news", "from": "f", "body": "b", "source": ("design",),
}  # fmt: skip


class Msel:
    """The scenario with a MSEL of its own, played day by day without the rest of the engine."""

    def __init__(self, table, *injects: dict[str, object]) -> None:
        entries = tuple(Inject.model_validate({**BASE, "number": "1", **inject}) for inject in injects)
        layout = lay_out(table.layout.scenario.model_copy(update={"injects": entries}))
        self.layout, self.world, self.board = layout, layout.world, layout.start
        self.facts = fresh()

    def states(self) -> list[int]:
        return [row.state for row in self.board.injects]

    def step2(self, day: int) -> None:
        self.facts.head[0] = day
        apply_injects(self.world, self.board, [], day, self.facts, None)

    def close(self, day: int, *orders) -> None:
        self.facts.head[0] = day
        self.board.tracks[0].day = day
        arm_injects(self.world, self.board, list(orders), day, self.facts, None)


P, A, H, S, R = InjectState


def scheduled(name: str, at: str, **more: object) -> dict[str, object]:
    return {"id": name, "kind": "scheduled", "at": at, **more}


def conditional(name: str, when: object, **more: object) -> dict[str, object]:
    return {"id": name, "kind": "conditional", "when": when, **more}


def test_a_turn_opens_with_its_scheduled_entries(table):
    asks = scheduled("ask", "turn 2", release="ask")
    msel = Msel(table, scheduled("one", "turn 1"), scheduled("two", "turn 2"), asks)
    assert msel.states() == [R, P, P]
    msel.step2(0)
    msel.close(0)
    msel.close(1)
    assert msel.states() == [R, P, P]
    msel.close(2)
    assert msel.states() == [R, R, A]
    assert [row.day for row in msel.board.injects] == [-1, 2, -1]


def test_a_day_within_a_turn_comes_at_step_2_and_acts_at_once(table):
    blow = {"add": "tension", "by": 4}
    msel = Msel(table, scheduled("blow", "turn 2 day 2", effects=(blow,)))
    before = msel.board.tracks[0].tension
    for day in range(4):
        msel.step2(day)
        msel.close(day)
    assert msel.states() == [P]
    msel.step2(4)
    assert msel.states() == [R]
    assert msel.board.tracks[0].tension == before + 400


@pytest.mark.parametrize(("at", "first"), [("turn 2", 3), ("turn 2 day 2", 4)])
def test_a_scheduled_entry_waits_for_its_condition(table, at, first):
    blow = {"add": "trust", "by": -5}
    msel = Msel(table, scheduled("blow", at, when="tension >= 50", effects=(blow,)))
    tracks = msel.board.tracks[0]
    trust, tracks.tension = tracks.trust, 5000
    for day in range(first + 1):
        assert tracks.trust == trust
        msel.step2(day)
        msel.close(day)
    assert tracks.trust == trust - 500

    msel = Msel(table, scheduled("blow", at, when="tension >= 50", effects=(blow,)))
    tracks = msel.board.tracks[0]
    tracks.tension = 4000
    for day in range(first + 2):
        msel.step2(day)
        msel.close(day)
    assert msel.states() == [P]
    tracks.tension = 5000
    msel.step2(first + 2)
    assert msel.states() == [R]
    assert tracks.trust == trust - 500


def test_a_condition_fires_once_and_its_effects_act_the_next_day(table):
    less = {"add": "trust", "by": -5}
    msel = Msel(table, conditional("hot", "tension >= 50", effects=(less,)))
    tracks = msel.board.tracks[0]
    trust = tracks.trust
    tracks.tension = 5000
    msel.close(0)
    assert msel.states() == [R]
    assert tracks.trust == trust
    msel.step2(1)
    msel.close(1)
    msel.step2(2)
    assert tracks.trust == trust - 500
    assert sum(row[2] == EventKind.INJECTED for row in msel.facts.rows) == 2


def test_ask_waits_for_a_person(table):
    rung = {"set": "rung", "to": 4}
    msel = Msel(table, conditional("hot", "tension >= 50", release="ask", effects=(rung,)))
    msel.board.tracks[0].tension = 5000
    msel.close(0)
    msel.step2(1)
    assert msel.states() == [A]
    assert msel.board.tracks[0].rung == 2
    release(msel.world, msel.board, [0, 99], 3)
    msel.step2(3)
    assert msel.states() == [R]
    assert msel.board.injects[0].day == 3
    assert msel.board.tracks[0].rung == 4


def test_held_and_skipped_entries_stay(table):
    late = scheduled("late", "turn 2 day 1")
    msel = Msel(table, scheduled("held", "turn 2"), conditional("skipped", "turn >= 1"), late)
    msel.board.injects[0].state = H
    msel.board.injects[1].state = S
    for day in range(4):
        msel.step2(day)
        msel.close(day)
    assert msel.states() == [H, S, R]
    msel.board.injects[0].state = P
    msel.step2(4)
    assert msel.states() == [R, S, R], "let go again, it comes at the next chance"


def test_a_person_may_release_anything_early_and_nothing_twice(table):
    msel = Msel(table, {"id": "spare", "kind": "adhoc", "effects": ({"add": "eu", "by": 1},)})
    for day in range(4):
        msel.step2(day)
        msel.close(day)
    assert msel.states() == [P]
    eu = msel.board.tracks[0].eu
    release(msel.world, msel.board, [0], 4)
    msel.step2(4)
    release(msel.world, msel.board, [0], 5)
    msel.step2(5)
    assert msel.board.tracks[0].eu == eu + 100
    assert msel.board.injects[0].day == 4


def test_none_sets_off_another_in_the_same_pass(table):
    msel = Msel(
        table,
        conditional("first", "tension >= 50"),
        conditional("second", "inject.first.status = released"),
        conditional("third", "happened(injected, inject = first)"),
    )
    msel.board.tracks[0].tension = 5000
    msel.close(0)
    assert msel.states() == [R, P, P]
    msel.facts = fresh()
    msel.close(1)
    assert msel.states() == [R, R, R]


def test_conditions_are_asked_again_when_a_turn_opens(table):
    msel = Msel(table, conditional("turn_two", "turn = 2"), conditional("turn_one", "day = 2"))
    msel.close(0)
    msel.close(1)
    assert msel.states() == [P, P]
    msel.close(2)
    assert msel.states() == [R, R]


def test_nothing_is_released_after_the_end(table):
    msel = Msel(table, scheduled("two", "turn 2"))
    msel.board.tracks[0].ended = 1
    msel.close(2)
    assert msel.states() == [P]


# ---- effects ---------------------------------------------------------------------------------------------


def acted(table, **written: object) -> None:
    rows, complaints = compile_effect(Written.model_validate(written), table.names)
    assert not complaints
    table.facts.head[0] = 7
    apply_injects(table.world, table.board, rows, 7, table.facts, table.log)


SETS = [
    ("rung", 5, "tracks", 0, "rung", 5),
    ("tension", 60, "tracks", 0, "tension", 6000),
    ("trust", 1, "tracks", 0, "trust", 100),
    ("ties", 2, "tracks", 0, "ties", 200),
    ("leverage", 3, "tracks", 0, "leverage", 300),
    ("nato", 4, "tracks", 0, "nato", 400),
    ("eu", 5, "tracks", 0, "eu", 500),
    ("post_reserve", 1200, "tracks", 0, "post_reserve", 1200),
    ("team.moscow.domestic", 70, "teams", 1, "domestic", 7000),
    ("team.ankara.standing", 40, "teams", 0, "standing", 4000),
    ("team.damascus.pc", 9, "teams", 2, "pc", 900),
    ("place.saraqib.control", "turkish", "places", "saraqib", "control", 2),
    ("place.saraqib.damage", 12, "places", "saraqib", "damage", 1200),
    ("post.op_9.consent", "true", "posts", "op_9", "consent", 1),
    ("post.op_9.stock", 5, "posts", "op_9", "stock", 500),
    ("place.saraqib.ruling", -150, "places", "saraqib", "ruling", -150),
    ("post.op_9.morale", 30, "posts", "op_9", "morale", 3000),
    ("post.op_9.siege", "harass", "posts", "op_9", "siege", 2),
    ("faction.sna.control", 50, "factions", "sna", "control", 5000),
]


@pytest.mark.parametrize(("path", "to", "rows", "row", "field", "engine"), SETS)
def test_every_field_can_be_set(table, path, to, rows, row, field, engine):
    number = row if isinstance(row, int) else getattr(table.names, rows[:-1])[row]
    target = getattr(table.board, rows)[number]
    old = getattr(target, field)
    acted(table, set=path, to=to)
    assert getattr(target, field) == engine
    [(inject, code, before, after)] = table.told(EventKind.INJECTED)
    assert (inject, before, after) == (-1, old, engine)
    if not isinstance(row, int):
        assert code // STRIDE == number + 1


@pytest.mark.parametrize(("user", "column"), [("ruaf", 0), ("syaaf", 1), ("tr_manned", 2), ("tr_drone", 3)])
def test_access_is_set_for_one_user(table, user, column):
    row = table.board.sectors[table.names.sector["border"]]
    others = row.access[:]
    others[column] = 2
    acted(table, set=f"sector.border.access.{user}", to="deconflicted")
    assert row.access == others
    [(_, code, _, after)] = table.told(EventKind.INJECTED)
    assert (code % STRIDE, after) == (Field.ACCESS_RUAF + column, 2)


@pytest.mark.parametrize(
    ("path", "start", "by", "end"),
    [
        ("tension", 2500, 2, 2700),
        ("tension", 9900, 5, 10000),
        ("trust", 100, -5, 0),
        ("rung", 7, 4, 8),
        ("eu", 4500, -12, 3300),
    ],
)
def test_adding_stops_at_the_ends(table, path, start, by, end):
    setattr(table.board.tracks[0], path, start)
    acted(table, add=path, by=by)
    assert getattr(table.board.tracks[0], path) == end
    assert table.told(EventKind.INJECTED)[0][2:] == (start, end)


def test_reasons_of_tracks(table):
    acted(table, add="tension", by=2)
    acted(table, add="team.ankara.domestic", by=-3)
    acted(table, add="team.moscow.standing", by=1)
    assert table.noted(ReasonKind.TENSION) == [(0, Cause.INJECT, 200, 0)]
    assert table.noted(ReasonKind.DOMESTIC) == [(0, Cause.INJECT, -300, 0)]
    assert table.noted(ReasonKind.STANDING) == [(1, Cause.INJECT, 100, 0)]


def test_a_place_changes_hands_anew_unless_its_losers_stand_in_it(table):
    place = table.place("saraqib", control=1, bar=900, held_days=30)
    acted(table, set="place.saraqib.control", to="government")
    assert (place.control, place.bar, place.held_days) == (0, 0, 0)
    table.put("saa_25_a", "saraqib", 1000)
    acted(table, set="place.saraqib.control", to="opposition")
    assert place.control == 0
    assert table.told(EventKind.INJECTED)[-1][2:] == (0, 0)


def turkish(table) -> str:
    return next(
        table.names.formations[f] for f, fixed in enumerate(table.world.formations) if fixed.faction == 3
    )


def test_losses_of_a_turkish_formation_follow_the_rule_of_incidents(table):
    column = turkish(table)
    row = table.put(column, "saraqib", 1000)
    tracks = table.board.tracks[0]
    tracks.tension, tracks.ties = 2500, 5000
    acted(table, losses=f"formation.{column}", killed=8, wounded=9)
    assert row.strength == 1000 - 34
    assert tracks.tension == 2500 + 350 + 400
    assert table.board.teams[0].dead == 8
    assert table.told(EventKind.TROOPS_HIT) == [(table.p("saraqib"), 0, 8, -1)]
    assert table.told(EventKind.INJECTED)[0][2:] == (1000, 966)
    hit = next(r for r in table.facts.rows if r[2] == EventKind.TROOPS_HIT)
    assert table.facts.rows[hit[7]][2] == EventKind.INJECTED


def test_losses_of_a_garrison(table):
    post = table.board.posts[table.names.post["op_9"]]
    post.state, post.strength, post.morale = 2, 400, 8000
    acted(table, losses="post.op_9", killed=5)
    assert (post.strength, post.morale) == (390, 7500)
    assert table.board.teams[0].dead == 5


def test_losses_of_others_are_no_incident(table):
    russian = next(
        table.names.formations[f] for f, fixed in enumerate(table.world.formations) if fixed.faction == 2
    )
    row = table.put(russian, "aleppo", 200)
    tension = table.board.tracks[0].tension
    acted(table, losses=f"formation.{russian}", killed=4)
    assert row.strength == 192
    assert table.board.teams[1].dead == 4
    assert table.board.tracks[0].tension == tension
    assert table.told(EventKind.TROOPS_HIT) == [(table.p("aleppo"), 1, 4, -1)]


def test_losses_need_somebody_to_suffer_them(table):
    column = turkish(table)
    acted(table, losses=f"formation.{column}", killed=8)
    acted(table, losses="post.op_9", killed=8)
    assert table.board.teams[0].dead == 0
    assert table.told(EventKind.TROOPS_HIT) == []


def test_losses_at_a_place_are_those_of_the_strongest_turkish_troops_there(table):
    column = turkish(table)
    row = table.put(column, "balyun", 500)
    table.put("nlf_saraqib", "balyun", 3000)
    post = table.board.posts[table.names.post["op_9"]]
    post.state, post.place, post.strength, post.morale = 1, table.p("balyun"), 400, 8000
    acted(table, losses="place.balyun", killed=33, wounded=2)
    assert (row.strength, post.strength, post.morale) == (430, 400, 4500)
    assert table.told(EventKind.TROOPS_HIT) == [(table.p("balyun"), 0, 33, -1)]
    post.strength = 450
    acted(table, losses="place.balyun", killed=10)
    assert (row.strength, post.strength) == (430, 430)
    assert table.board.teams[0].dead == 43


def test_losses_at_a_place_without_turkish_troops_hit_nobody_and_say_so(table):
    table.put("nlf_saraqib", "balyun", 3000)
    acted(table, losses="place.balyun", killed=33)
    assert table.board.teams[0].dead == 0
    assert table.told(EventKind.TROOPS_HIT) == []
    ((_, code, old, new),) = table.told(EventKind.INJECTED)
    assert (code % STRIDE, code // STRIDE - 1, old, new) == (Field.LOSSES_PLACE, table.p("balyun"), 0, 0)


def test_effects_act_in_the_order_of_the_list(table):
    msel = Msel(
        table,
        scheduled("a", "turn 1 day 1", effects=({"set": "trust", "to": 10}, {"add": "trust", "by": 5})),
        scheduled("b", "turn 1 day 1", effects=({"add": "trust", "by": -50}, {"add": "trust", "by": 1})),
    )
    msel.step2(0)
    assert msel.board.tracks[0].trust == 100
