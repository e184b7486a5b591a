"""What one seat may see of one moment. Built field by field by `play/views.py`; it never contains what it
must hide.

Numbers are in the units of screens: points, battalions x 1000 (mbn), persons, days x 100 (cd), percent.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from wargame.model.events import Event
from wargame.model.orders import OrderSheet
from wargame.model.view_politics import PoliticsView


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class PlaceView(_View):
    """A place: who holds it, how far a capture has come, its people."""

    id: str
    control: str
    bar: int
    """Per cent of the hold reached by the side that does not hold it."""
    people: int
    """Persons living there, new arrivals not counted."""
    hosted: int
    """Persons who arrived since 27 January."""
    damage: int
    battle: bool
    supplied: bool
    """Whether the side that holds it reaches it with supply."""


class RoadView(_View):
    """A road: whether both ends are held by one side, its load and its state."""

    id: str
    cleared: bool
    cut: int
    """Per cent of its capacity lost to interdiction."""
    load: int | None
    """Per cent of capacity drawn by the viewer's own side; None where the other side holds it."""
    held_by: str
    """`government`, `opposition`, or `contested` when the ends differ."""


class FormationView(_View):
    """A formation of one's own side, or a group of the other side as it is seen, or was seen last (RB 8.2).

    A group is all formations of a faction in a place. Seen at level 3 its formations are told apart.
    """

    id: str | None
    """None where only a group is known."""
    label: str
    faction: str
    kind: str | None
    """None at level 1 and for what is only remembered."""
    place: str
    strength: int
    """mbn; as it is believed, where `low` and `high` differ."""
    low: int
    high: int
    """mbn: the true strength lies between these, when it was seen."""
    level: int
    """3 exact, 2 kind and size, 1 presence and size, 0 out of sight."""
    age_days: int
    """Days since it was seen; 0 = now."""
    own: bool
    """Whether the viewer commands it by its own orders."""
    ally: bool
    cohesion: int | None = None
    stock: int | None = None
    posture: str | None = None
    supply: str | None = None
    path: tuple[str, ...] = ()
    """The places of its supply path from where it stands to the source."""
    mission: str | None = None
    route: tuple[str, ...] = ()
    establishment: int | None = None


class PostView(_View):
    """A Turkish observation post. Stock, morale and strength only where known."""

    id: str
    place: str
    state: str
    siege: str
    besieged_days: int
    stock: int | None = None
    morale: int | None = None
    strength: int | None = None
    consent: bool | None = None


class SectorView(_View):
    """A piece of airspace: weather, and access for the users the viewer may know."""

    id: str
    weather: str
    access: dict[str, str]
    air_defence: dict[str, int] = {}
    """csy of the viewer's own side, of both for the white cell; formations of air defence included."""
    posture: dict[str, str] = {}
    """`silent` or `active`, of the same sides."""
    jam: int = 0
    """Days of jamming left, for Ankara and the white cell."""


class PoolView(_View):
    """An air pool of the viewer's side."""

    id: str
    airframes: int
    readiness: int
    sorties: int
    """Available a day."""


class GaugeView(_View):
    """One gauge of a team: value and its range, in points."""

    id: str
    label: str
    value: int
    high: int
    unit: str = ""
    note: str = ""
    alarm: bool = False


class InjectView(_View):
    """An inject as the viewer may read it; the white cell also sees state and guidance."""

    id: str
    number: str
    title: str
    body: str
    channel: str
    sender: str
    turn: int
    day: int
    audience: tuple[str, ...]
    state: str
    grade: str = ""
    due: str = ""
    """When it is due, for the list: `turn 3 day 2`, or its condition. White cell only."""
    guidance: str = ""
    """Expected action and evaluator's note. White cell only."""


class ScoreLineView(_View):
    """One line of the war aims."""

    team: str
    half: str
    line: str
    title: str
    weight: int
    points: int
    """Centi-points reached so far."""
    share: int
    """Basis points of the line."""
    measure: str = ""
    """What the share is made of, in words."""
    reason: str = ""
    """How it stands: on how many days a condition was true, and whether it is now; else the share."""
    hidden: bool = False
    """Whether no other team learns of it before the end."""


class MotiveView(_View):
    """An order that a bot gave in the last turn, and why."""

    team: str
    number: int
    """Its place in the team's sheet, from 1."""
    order: str
    """Its line in the notation."""
    motive: str
    """A name of `bots.motives.Motive` in lower case."""
    value: int
    sentence: str
    """The motive in words, with its number."""


class View(_View):
    """Everything one seat may see of one moment."""

    seat: str
    """`ankara`, `moscow`, `damascus` or `white`."""
    scenario: str
    title: str
    turn: int
    """1-13: the turn being planned; after the last turn 14."""
    turns: int
    day: int
    """Day the board closed, -1 before the first."""
    dates: tuple[date, date]
    """First and last date of the turn being planned."""
    phase: str
    """`planning` or `ended`."""
    places: dict[str, PlaceView]
    roads: dict[str, RoadView]
    formations: tuple[FormationView, ...]
    posts: tuple[PostView, ...]
    sectors: tuple[SectorView, ...]
    pools: tuple[PoolView, ...]
    gauges: tuple[GaugeView, ...]
    politics: PoliticsView
    command: tuple[int, int]
    """Command points used by the draft and available; (0, 0) for the white cell."""
    sheet: OrderSheet | None
    """The seat's own draft."""
    sealed: dict[str, bool]
    """Which teams have sealed."""
    injects: tuple[InjectView, ...]
    """Released to this seat, oldest first; for the white cell the whole list."""
    events: tuple[Event, ...]
    """Events of the last turn that this seat may read, in order."""
    scores: tuple[ScoreLineView, ...] = ()
    """Own war aims; at the end, and for the white cell, those of all."""
    weighing: str = ""
    """Title of the set of weights that the facilitator chose, if any."""
    motives: tuple[MotiveView, ...] = ()
    """Why bots gave the orders of the last turn: those of the own team; for the white cell those of all."""

    def place(self, place_id: str) -> PlaceView:
        """The place with this id. Raises KeyError."""
        return self.places[place_id]
