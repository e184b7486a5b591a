"""RB 7.7: who is kept out of a place keeps what it was told."""

from __future__ import annotations

from wargame.rules.codes import EventKind, Mission, Posture
from wargame.rules.meeting import stand_apart
from wargame.rules.tables import NOBODY, ROUTE


def test_an_attacker_kept_out_on_its_approach_keeps_its_targets(table):
    """An opposition formation passes through an empty place of its own on the way to its target, while
    Russian police push into that place: both stop, and tomorrow it still attacks.
    """
    through, target = "khan_al_asal", "rashidin"
    count = len(table.board.formations)
    table.put("nlf_sham_b", "zirbah", 500)
    table.attack("nlf_sham_b", target)
    table.put("ru_mp_a", "aleppo", 500, posture=Posture.ATTACK)
    table.attack("ru_mp_a", through)
    f, police = table.f("nlf_sham_b"), table.f("ru_mp_a")
    hops, length, contact = [NOBODY] * (count * ROUTE), [0] * count, [NOBODY] * count
    hops[f * ROUTE], length[f] = table.p(through), 1
    contact[police] = table.p(through)
    nobody = [0] * len(table.board.places)
    stand_apart(table.world, table.board, hops, length, contact, nobody, nobody, table.facts)
    row = table.board.formations[f]
    assert (row.mission, row.leg, row.route[0]) == (Mission.ATTACK, 0, table.p(target))
    assert length[f] == 0
    assert table.board.formations[police].mission == Mission.NONE
    assert table.told(EventKind.STANDOFF) == [(table.p(through), 0, 0, 0)]
