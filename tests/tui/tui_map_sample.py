"""A small made-up map and views of it, and the real scenario, for the tests of the map."""

from datetime import date
from functools import cache
from pathlib import Path

from wargame.model.view import FormationView, PlaceView, PostView, RoadView, SectorView, View
from wargame.model.view_politics import BorderView, LadderView, PoliticsView
from wargame.play import views
from wargame.play.layout import lay_out
from wargame.play.politics_view import politics_view
from wargame.play.position import Turn
from wargame.store.scenario_file import load_scenario
from wargame.tui.map.data import Box, MapData, PlaceMark, Plane, PostMark, RidgeMark, RoadMark, map_data
from wargame.tui.palette import GROUPS

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def mark(name, x, y, rank=4, **more):
    given = {"sector": "north", "source": False, "ground": True, "anchors": (), **more}
    return PlaceMark(name, name.title(), 0.0, 0.0, x, y, rank, **given)


def small(**more):
    """Four places in a square of 40 km, the sea west of -30 km, foreign land north of -30 km."""
    places = (
        mark("alpha", -15.0, -10.0, 1, source=True),
        mark("bravo", 15.0, -10.0, 2),
        mark("carol", -15.0, 12.0, 3, sector="south"),
        mark("delta", 15.0, 12.0, 4, sector="south"),
    )
    lines = {place.id: (place.x, place.y) for place in places}
    roads = (
        RoadMark(
            "alpha__bravo", "alpha", "bravo", "motorway", "m4", (lines["alpha"], (0.0, -12.0), lines["bravo"])
        ),
        RoadMark("bravo__delta", "bravo", "delta", "secondary", "", (lines["bravo"], lines["delta"])),
        RoadMark("carol__delta", "carol", "delta", "track", "", (lines["carol"], lines["delta"])),
    )
    given = {
        "plane": Plane(36.0, 37.0, 0.8),
        "box": Box(-50.0, -50.0, 50.0, 50.0),
        "core": Box(-25.0, -25.0, 25.0, 25.0),
        "places": places,
        "roads": roads,
        "posts": {"op_1": PostMark("op_1", "delta", "1", 20.0, 20.0)},
        "sectors": (("north", "North"), ("south", "South")),
        "group": {"saa": 0, "nlf": 1, "turkey": 2, "russia": 3},
        "ridges": (RidgeMark(((-10.0, 0.0), (10.0, 0.0)), 500, 6.0),),
        "rivers": (((0.0, -40.0), (0.0, 40.0)),),
        "sea": (((-60.0, -60.0), (-30.0, -60.0), (-30.0, 60.0), (-60.0, 60.0)),),
        "outside": (((-30.0, -60.0), (60.0, -60.0), (60.0, -30.0), (-30.0, -30.0)),),
        "outside_name": "ELSEWHERE",
        "attribution": "",
        **more,
    }
    given["place"] = {place.id: number for number, place in enumerate(given["places"])}
    given["road"] = {road.id: number for number, road in enumerate(given["roads"])}
    return MapData(**given)


CALM = PoliticsView(
    ladder=LadderView(rung=2, quiet_days=None, legitimacy=0, lines=(), price=300, rungs=()),
    border=BorderView(
        policy="closed", text="", people=0, screening=0, entered=0, unhoused=0, infiltration=None
    ),
)
"""No agreement, no ultimatum, a closed border."""


def formation(name, place, faction="saa", strength=2000, **more):
    exact = {"low": strength, "high": strength, "level": 3, "age_days": 0}
    given = {"label": name, "kind": "infantry", "own": False, "ally": False, **exact, **more}
    return FormationView(id=name, faction=faction, place=place, strength=strength, **given)


def shown(data, control=(), formations=(), posts=(), roads=(), unsupplied=(), sectors=(), seat="white"):
    """A view of a map: places are the government's unless `control` says otherwise."""
    held = dict(control)
    return View(
        seat=seat, scenario="small", title="Small", turn=1, turns=13, day=-1,
        dates=(date(2020, 1, 27), date(2020, 1, 29)), phase="planning",
        places={
            place.id: PlaceView(
                id=place.id, control=held.get(place.id, "government"), bar=0, people=0, hosted=0, damage=0,
                battle=False, supplied=place.id not in unsupplied,
            )
            for place in data.places
        },
        roads={road.id: road for road in roads}, formations=tuple(formations), posts=tuple(posts),
        sectors=tuple(sectors), pools=(), gauges=(), command=(0, 0), sheet=None, sealed={}, injects=(),
        events=(), politics=CALM,
    )  # fmt: skip


def road(name, held_by="government", cut=0, load=None):
    return RoadView(id=name, cleared=True, cut=cut, load=load, held_by=held_by)


def post(place="delta", state="open", days=0, name="op_1"):
    return PostView(id=name, place=place, state=state, siege="cordon", besieged_days=days)


def sector(name, **access):
    return SectorView(id=name, weather="fair", access=access)


@cache
def scenario():
    return load_scenario(SCENARIOS / "idlib_2020.toml")


@cache
def real():
    """The data of the real scenario."""
    return map_data(scenario(), (SCENARIOS / scenario().map.base).read_text(encoding="utf-8"))


@cache
def real_view(seat="white"):
    """The real scenario at its start."""
    layout = lay_out(scenario())
    calm = politics_view(layout, layout.start, seat, Turn(layout, 0, "", (), ()))
    return views.view(
        layout, layout.start, seat, views.Moment(), turn=0, over=False, events=(), injects=(), scores=(),
        politics=calm,
    )  # fmt: skip


DAMASCUS, OPPOSITION, ANKARA, MOSCOW = (
    GROUPS.index(g) for g in ("damascus", "opposition", "ankara", "moscow")
)
