"""The political part of a view: agreements, ultimatums, the ladder, proxies, the border (RB 8.3).

Numbers are in the units of screens: points, persons, bp where said, mbn for men; days of the scenario.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from wargame.model.orders_politics import TermForm


class _View(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class WouldView(_View):
    """Who would have broken a term in the last turn, had it been in force, as far as the seat knows."""

    team: str
    days: tuple[int, ...]


class TermView(_View):
    """One term of an agreement."""

    form: TermForm
    text: str
    """In words, with names and dates."""
    would: tuple[WouldView, ...] = ()
    done: bool = False
    """Whether it is met for good."""


class AgreementView(_View):
    """An agreement or an offer as the seat may know it."""

    number: int
    """Its number, by which it is answered."""
    title: str
    """Name of the template that it was made from; of its first terms without one."""
    state: str
    """`offered`, `accepted`, `in_force`, `lapsed` or `ended`."""
    parties: tuple[str, ...]
    proposer: str | None
    """None for an agreement on record."""
    accepted: tuple[str, ...]
    awaited: tuple[str, ...]
    """Whose answer an open offer waits for."""
    counters: int
    """Number of the offer that it counters, 0 for none."""
    secret: bool
    offered: int
    """Day on which it was put forward."""
    start: int | None
    """Day on which it came, or comes, into force; None while it is not accepted."""
    start_after: int
    """Days between acceptance and its start."""
    expiry: int | None
    """Its last day."""
    notice: int
    """Days of exit notice."""
    leaves: int | None
    """Day on which it ends by notice."""
    ends_at_once: bool
    """Whether this seat may end it at once, after a grave proven breach."""
    breaches: dict[str, int]
    """Team -> breaches charged, as far as the seat knows."""
    terms: tuple[TermView, ...]
    told: tuple[str, ...] = ()
    """Clauses on record that no monitor tests, in words."""
    answers: tuple[str, ...] = ()
    """What this seat may answer now: `accept`, `reject`, `counter`, `leave`."""


class UltimatumView(_View):
    """An ultimatum that is open, or over for less than three days."""

    sender: str
    to: str
    demand: tuple[str, ...]
    deadline: int
    days_left: int
    """Days until the deadline, today included; 0 when it has passed."""
    rung: int
    state: str
    """`open`, `met`, `carried_out`, `expired` or `bluff`."""


class RungView(_View):
    """One rung of the ladder."""

    rung: int
    name: str
    allows: str
    price: int | None = None
    """ct of capital that this team pays to climb there now by order; None where it cannot."""
    tension: int | None = None
    """ct of tension that the climb adds."""
    domestic: int = 0
    """ct of support at home that the climb, or the step down, is worth."""


class LadderView(_View):
    """The ladder as a team stands on it (RB 16)."""

    rung: int
    quiet_days: int | None
    """Days until the rung falls by itself if nobody acts at it; None where it does not."""
    legitimacy: int
    """bp, 0-12000; 0 for the white cell."""
    lines: tuple[tuple[str, int], ...]
    """What it is made of, in words and bp."""
    price: int
    """ct of capital a rung."""
    rungs: tuple[RungView, ...]


class ProxyView(_View):
    """A proxy of this team, or any for the white cell (RB 17)."""

    faction: str
    name: str
    patron: str
    obedience: str
    """`low`, `middle` or `high` for its patron; in points for the white cell."""
    strength: int
    """mbn, without those in Libya."""
    in_libya: int
    unpaid: int
    """Turns without pay or ammunition."""


class BorderView(_View):
    """Turkey's border (RB 15.8)."""

    policy: str
    text: str
    people: int
    """Persons let in a turn."""
    screening: int
    entered: int
    """Persons who entered since day 0."""
    unhoused: int
    infiltration: int | None
    """Points; None for teams."""


class ComingView(_View):
    """What comes later and is known to this seat (RB 5.13)."""

    day: int
    text: str


class PoliticsView(_View):
    """All of it."""

    agreements: tuple[AgreementView, ...] = ()
    ultimatums: tuple[UltimatumView, ...] = ()
    ladder: LadderView
    proxies: tuple[ProxyView, ...] = ()
    border: BorderView
    levers: dict[str, str] = {}
    """`tourism of ankara` -> `tightened` or `relaxed`; only those that are moved."""
    coming: tuple[ComingView, ...] = ()

    def agreement(self, number: int) -> AgreementView | None:
        """The agreement or offer with this number, None if it is not known."""
        return next((a for a in self.agreements if a.number == number), None)
