"""Orders of every kind over the ids of a scenario, for property tests: well-formed, not always legal."""

from __future__ import annotations

from hypothesis import strategies as st

from wargame.model.orders import (
    AirMissionTask,
    AirTasks,
    Attack,
    ClearRoad,
    DroneStrike,
    Fires,
    Jam,
    MilitaryPolice,
    Move,
    PostOrder,
    ProxyTask,
    Recon,
    SendConvoy,
    SetAirspace,
    SetPosture,
    SetRoe,
    SetSiege,
    SupplyPriority,
)
from wargame.model.text import clean

POSTURES = ("defend", "hold", "delay", "retire", "rest", "fortify")
USERS = ("ruaf", "syaaf", "tr_manned", "tr_drone")
ACCESS = ("closed", "risky", "deconflicted", "open")


def orders(names, notes=True):
    """Strategy for an order with any ids of these names. A path has two places or more."""
    place, road = st.sampled_from(names.places), st.sampled_from(names.roads)
    formation, post = st.sampled_from(names.formations), st.sampled_from(names.posts)
    head = {"priority": st.integers(1, 9)}
    if notes:
        head["note"] = st.text(max_size=40).map(clean).map(lambda t: t.replace("\n", " ").replace("\t", " "))

    def some(what, low, high):
        return st.lists(what, min_size=low, max_size=high).map(tuple)

    cas = st.builds(
        AirMissionTask,
        mission=st.sampled_from(("cas", "strike")),
        target=place,
        sorties=st.integers(1, 60),
        rules=st.sampled_from(("military", "unrestricted")),
    )
    cut = st.builds(AirMissionTask, mission=st.just("interdict"), target=road, sorties=st.integers(1, 60))
    fire = st.sampled_from(("harass", "prepare", "retaliate"))
    over = st.builds(
        AirMissionTask,
        mission=st.sampled_from(("cap", "suppress")),
        target=st.sampled_from(names.sectors),
        sorties=st.integers(1, 60),
    )
    spot = st.one_of(
        st.sampled_from(names.sectors).map(lambda s: (s, None)), place.map(lambda p: (None, p))
    )
    with_place = ("hold", "attack", "withdraw")
    return st.one_of(
        st.builds(Move, formation=formation, path=some(place, 2, 8), halt_on_contact=st.booleans(), **head),
        st.builds(SetPosture, formation=formation, posture=st.sampled_from(POSTURES), **head),
        st.builds(
            Attack,
            formations=some(formation, 1, 8),
            targets=some(place, 1, 4),
            intensity=st.sampled_from(("probe", "normal", "all_out")),
            min_column=st.integers(-400, 800),
            stop_loss=st.integers(0, 5000),
            **head,
        ),
        st.builds(
            SendConvoy,
            kind=st.sampled_from(("supply", "troops")),
            post=post,
            route=some(place, 0, 8),
            size=st.integers(0, 1000),
            escort=st.none() | formation,
            announce=st.booleans(),
            **head,
        ),
        st.builds(SupplyPriority, formations=some(formation, 1, 8), **head),
        st.builds(
            ProxyTask,
            proxy=st.sampled_from(names.factions),
            task=st.sampled_from(with_place),
            place=st.none() | place,
            inducement=st.integers(0, 3),
            **head,
        ),
        st.builds(ProxyTask, proxy=st.just("nlf"), task=st.just("open_road"), road=road, **head),
        st.builds(ProxyTask, proxy=st.just("hts"), task=st.just("separate_from_hts"), **head),
        st.builds(
            PostOrder,
            act=st.sampled_from(("establish", "reinforce", "evacuate", "ration")),
            post=post,
            place=st.none() | place,
            size=st.integers(0, 900),
            **head,
        ),
        st.builds(AirTasks, tasks=some(cas | cut | over, 1, 3), **head),
        st.builds(
            SetAirspace,
            sector=st.sampled_from(names.sectors),
            user=st.sampled_from(USERS),
            access=st.sampled_from(ACCESS),
            **head,
        ),
        st.builds(Fires, formation=formation, mode=fire, target=place, days=st.integers(1, 3), **head),
        st.builds(Fires, post=post, mode=fire, target=place, days=st.integers(1, 3), **head),
        st.builds(MilitaryPolice, task=st.just("escort"), post=post, **head),
        st.builds(MilitaryPolice, task=st.just("interpose"), formation=formation, place=place, **head),
        st.builds(ClearRoad, roads=some(road, 1, 8), **head),
        st.builds(
            lambda on, **rest: Recon(sector=on[0], place=on[1], **rest),
            spot,
            asset=st.sampled_from(("drone", "adviser", "patrol")),
            **head,
        ),
        st.builds(
            SetRoe,
            branch=st.sampled_from(("ground", "artillery", "air_defence", "aircraft")),
            rule=st.sampled_from(("return_fire", "self_defence", "free", "silent", "active")),
            **head,
        ),
        st.builds(
            lambda on, **rest: DroneStrike(sector=on[0], place=on[1], **rest),
            spot,
            aim=st.sampled_from(("formations", "artillery", "air_defence")),
            sorties=st.integers(1, 9),
            forced=st.booleans(),
            **head,
        ),
        st.builds(Jam, sector=st.sampled_from(names.sectors), days=st.integers(1, 3), **head),
        st.builds(SetSiege, post=post, level=st.sampled_from(("cordon", "harass", "assault")), **head),
    )
