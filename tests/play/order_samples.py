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
from wargame.model.orders_politics import (
    Border,
    Economy,
    External,
    Ladder,
    Libya,
    Offer,
    ProxySupport,
    Respond,
    Statement,
    Steer,
    TermForm,
    Ultimatum,
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
        st.builds(Move, formation=formation, path=some(place, 1, 1), by_m5=st.just(True), **head),
        st.builds(SetPosture, formation=formation, posture=st.sampled_from(POSTURES), **head),
        st.builds(
            Attack,
            formations=some(formation, 1, 8),
            targets=some(place, 1, 4),
            intensity=st.sampled_from(("probe", "normal", "all_out")),
            min_column=st.integers(-400, 800),
            stop_loss=st.integers(0, 5000),
            breach=st.booleans(),
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
        st.builds(SendConvoy, kind=st.just("aid"), place=place, route=some(place, 0, 8), **head),
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
        st.builds(AirTasks, tasks=some(cas | cut | over, 1, 3), breach=st.booleans(), **head),
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
        st.builds(MilitaryPolice, task=st.just("interpose"), formation=formation, road=road, **head),
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
            breach=st.booleans(),
            **head,
        ),
        st.builds(Jam, sector=st.sampled_from(names.sectors), days=st.integers(1, 3), **head),
        st.builds(
            SetSiege,
            post=post,
            level=st.sampled_from(("cordon", "harass", "assault", "offer_exit")),
            **head,
        ),
        political(names, head),
    )


TEAMS = ("ankara", "moscow", "damascus")
FACTIONS = ("saa", "iran_backed", "russia", "turkey", "nlf", "hts", "sna")
TERM_TYPES = (
    "ceasefire", "corridor", "joint_patrol", "post_status", "passage", "deconfliction", "humanitarian",
    "prisoner_body",
)  # fmt: skip
"""Those that are about no faction, side or aircraft."""

DUTIES = ("feed", "immune", "leave", "no_attack", "guns_out", "separate", "camp_funds", "border_open")


def terms(names):
    """Strategy for one term as the rows of the engine keep it: what it is about by its type, at most one
    clause that says where, words of a list in the order of their codes.
    """
    days = st.dictionaries(st.sampled_from(("by_day", "from_after")), st.integers(0, 200))
    days |= st.dictionaries(st.sampled_from(("by_after", "from_day")), st.integers(0, 200))

    def some(what, least=1):
        return st.lists(st.sampled_from(what), min_size=least, max_size=3, unique=True).map(tuple)

    def ranked(what, least=0):
        return some(what, least).map(lambda words: tuple(sorted(words, key=what.index)))

    where = st.one_of(
        st.just({}),
        some(names.places).map(lambda ids: {"places": ids}),
        some(names.roads).map(lambda ids: {"roads": ids}),
        some(names.posts).map(lambda ids: {"posts": ids}),
        st.sampled_from(names.sectors).map(lambda s: {"sector": s}),
        st.sampled_from(names.zones).map(lambda z: {"zone": z}),
        st.sampled_from(("m4", "m5")).map(lambda r: {"route": r}),
    )
    about = st.one_of(
        st.sampled_from(TERM_TYPES).map(lambda kind: {"type": kind}),
        st.sampled_from(FACTIONS).map(lambda f: {"type": "proxy_restraint", "proxy": f}),
        st.sampled_from(("government", "opposition")).map(lambda side: {"type": "withdraw", "side": side}),
        st.tuples(st.sampled_from(USERS), st.sampled_from(ACCESS)).map(
            lambda pair: {"type": "airspace_access", "user": pair[0], "access": pair[1]}
        ),
    )
    return st.builds(
        lambda what, on, when, **rest: TermForm(**what, **on, **when, **rest),
        about,
        where,
        days,
        bound=ranked(TEAMS, 1),
        severity=st.integers(1, 3),
        excluded=ranked(FACTIONS),
        depth=st.integers(0, 30),
        duties=ranked(DUTIES),
    )


def political(names, head):
    """Strategy for a political order with any ids of these names."""
    place, team = st.sampled_from(names.places), st.sampled_from(TEAMS)
    some_terms = st.lists(terms(names), min_size=1, max_size=4).map(tuple)
    template = st.sampled_from(names.agreements)
    asked = st.one_of(
        st.tuples(template, st.just(())), st.tuples(st.none(), some_terms), st.tuples(template, some_terms)
    )
    hundreds = st.integers(0, 500).map(lambda n: n * 100)
    return st.one_of(
        st.builds(
            ProxySupport,
            proxy=st.sampled_from(names.factions),
            kind=st.sampled_from(("ammo", "atgm", "manpads", "pay")),
            amount=st.integers(1, 3),
            **head,
        ),
        st.builds(
            Statement,
            tone=st.sampled_from(("condemn", "warn", "reassure", "recognise")),
            to=st.none() | team,
            public=st.booleans(),
            **head,
        ),
        st.builds(
            Statement,
            tone=st.just("attribute"),
            place=place,
            author=st.sampled_from(("artillery", "syaaf", "ruaf", "opposition", "turkey")),
            public=st.booleans(),
            **head,
        ),
        st.builds(
            lambda what, **rest: Ultimatum(template=what[0], terms=what[1], **rest),
            asked,
            to=team,
            deadline=st.integers(1, 60),
            rung=st.integers(1, 8),
            **head,
        ),
        st.builds(
            lambda what, **rest: Offer(template=what[0], terms=what[1], **rest),
            asked,
            to=st.lists(team, min_size=1, max_size=2, unique=True).map(tuple),
            start=st.integers(0, 30),
            expiry=st.none() | st.integers(0, 200),
            notice=st.integers(0, 30),
            secret=st.booleans(),
            **head,
        ),
        st.builds(
            Respond,
            offer=st.integers(1, 9999),
            answer=st.sampled_from(("accept", "reject", "leave")),
            **head,
        ),
        st.builds(Respond, offer=st.integers(1, 9999), answer=st.just("counter"), terms=some_terms, **head),
        st.builds(
            External,
            capital=st.sampled_from(
                ("kyiv", "washington", "london", "nato", "eu", "berlin_paris", "tehran", "unsc")
            ),
            ask=st.sampled_from(("backing", "patriot", "money", "camps")),
            **head,
        ),
        st.builds(
            Economy,
            lever=st.sampled_from(("tourism", "gas", "trade", "projects")),
            direction=st.sampled_from(("tighten", "relax")),
            **head,
        ),
        st.builds(Ladder, rung=st.integers(0, 8), **head),
        st.builds(
            Border,
            policy=st.sampled_from(("closed", "divert_afrin", "managed", "open_to_europe")),
            people=hundreds,
            screening=st.integers(0, 2),
            camp=hundreds,
            camp_place=st.none() | place,
            **head,
        ),
        st.builds(
            Libya,
            proxy=st.sampled_from(("nlf", "sna")),
            change=st.integers(-10, 10).map(lambda n: n * 100),
            **head,
        ),
        st.builds(
            Steer,
            act=st.sampled_from(("urge", "stop", "withdraw")),
            places=st.lists(place, min_size=1, max_size=4).map(tuple),
            leverage=st.integers(0, 20),
            **head,
        ),
    )
