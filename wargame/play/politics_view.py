"""The political part of a view, from a seat's own board: agreements, ultimatums, ladder, proxies, border.

Nothing is read but the board that the seat may see, and the facts of the last turn that it may read (RB 8.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.model.orders import TEAMS
from wargame.model.politics_words import ALLOWS, POLICIES, RUNGS, TERMS, listed
from wargame.model.view_politics import (
    AgreementView,
    BorderView,
    ComingView,
    LadderView,
    PoliticsView,
    ProxyView,
    RungView,
    TermView,
    UltimatumView,
    WouldView,
)
from wargame.play.agreements_view import agreements
from wargame.play.codec_terms import term_form
from wargame.play.politics_preview import told_term
from wargame.play.reasons_politics import legitimacy_words
from wargame.play.words import DIRECTIONS, As, shown
from wargame.rules.arithmetic import rdiv, scaled
from wargame.rules.codes import BorderPolicy, Lever, PendingKind, Team, UltimatumState
from wargame.rules.ladder import (
    AT_ONCE,
    ENTRY_TENSION,
    HIGHEST,
    REST_RUNG,
    WAR,
    rung_price,
    unanswered_share,
    war_domestic,
    war_tension,
)
from wargame.rules.legitimacy import legitimacy_told
from wargame.rules.log import fresh
from wargame.rules.tables import NOBODY

if TYPE_CHECKING:
    from wargame.play.agreements_view import AgreementSeen
    from wargame.play.layout import Layout
    from wargame.play.position import Turn
    from wargame.rules.tables import Board

PERSONS = 100
"""RB 1.2: persons in one h."""

LOW = 4000
HIGH = 7000
"""RB 8.3. ct of control between low, middle and high obedience."""


def politics_view(layout: Layout, board: Board, seat: str, last: Turn) -> PoliticsView:
    """The politics of a seat; `board` is what it sees, `last` the turn that closed last."""
    team = TEAMS.index(seat) if seat in TEAMS else NOBODY
    return PoliticsView(
        agreements=tuple(
            _agreement(layout, found)
            for found in agreements(layout, board, seat, last)
            if found.state != "demand"
        ),
        ultimatums=_ultimatums(layout, board),
        ladder=_ladder(layout, board, team),
        proxies=_proxies(layout, board, team),
        border=_border(board, team),
        levers=_levers(board),
        coming=_coming(layout, board),
    )


# ---- agreements and ultimatums ---------------------------------------------------------------------------


def _agreement(layout: Layout, found: AgreementSeen) -> AgreementView:
    """An agreement in words. The clauses of one on record that nothing tests come from the scenario."""
    told: tuple[str, ...] = ()
    on_record = next((a for a in layout.scenario.agreements if a.name == found.name), None)
    if found.proposer is None and on_record is not None:
        told = tuple(term.text for term in on_record.terms if term.form is None)
    types = list(dict.fromkeys(TERMS[term.form.type].lower() for term in found.terms))
    return AgreementView(
        number=found.number,
        title=found.name or listed(types).capitalize(),
        state=found.state,
        parties=found.parties,
        proposer=found.proposer,
        accepted=found.accepted,
        awaited=found.awaited,
        counters=found.answers,
        secret=found.secret,
        offered=found.offered,
        start=found.start,
        start_after=found.start_after,
        expiry=found.expiry,
        notice=found.notice,
        leaves=found.leaves,
        ends_at_once=found.ends_at_once,
        breaches={team: number for team, number in found.breaches.items() if number},
        terms=tuple(
            TermView(
                form=term.form,
                text=told_term(layout, term.form, found.parties),
                would=tuple(WouldView(team=w.party, days=w.days) for w in term.would),
                done=term.done,
            )
            for term in found.terms
        ),
        told=told,
        answers=found.may,
    )


def _ultimatums(layout: Layout, board: Board) -> tuple[UltimatumView, ...]:
    """RB 16.7. Every ultimatum that has not been forgotten, open ones first."""
    today = board.tracks[0].day + 1
    made = []
    for row in board.ultimatums:
        if row.state == UltimatumState.NONE:
            continue
        terms = [term_form(t, layout.names) for t in board.terms if t.agreement == row.agreement != NOBODY]
        made.append(
            UltimatumView(
                sender=TEAMS[row.sender],
                to=TEAMS[row.to],
                demand=tuple(told_term(layout, term) for term in terms),
                deadline=row.deadline,
                days_left=max(0, row.deadline - today + 1),
                rung=row.rung,
                state=UltimatumState(row.state).name.lower(),
            )
        )
    return tuple(sorted(made, key=lambda u: (u.state != "open", u.deadline)))


# ---- the ladder ------------------------------------------------------------------------------------------


def _ladder(layout: Layout, board: Board, team: int) -> LadderView:
    """RB 16. The rungs with what they cost a team, and why; without prices for the white cell."""
    world, tracks = layout.world, board.tracks[0]
    quiet = None
    if tracks.rung > REST_RUNG:
        quiet = max(1, world.params.quiet_rung_days - (tracks.day - tracks.act_day))
    if team == NOBODY:
        rungs = tuple(RungView(rung=r, name=RUNGS[r], allows=ALLOWS[r]) for r in range(len(RUNGS)))
        return LadderView(rung=tracks.rung, quiet_days=quiet, legitimacy=0, lines=(), price=0, rungs=rungs)
    log = fresh()
    cause = legitimacy_told(world, board, team, log)
    return LadderView(
        rung=tracks.rung,
        quiet_days=quiet,
        legitimacy=cause,
        lines=tuple((legitimacy_words(row[4]), row[5]) for row in log.rows),
        price=rung_price(world, board, team),
        rungs=tuple(_rung(layout, board, team, r) for r in range(len(RUNGS))),
    )


def _rung(layout: Layout, board: Board, team: int, rung: int) -> RungView:
    """One rung: what a climb to it, or a step down to it, costs this team now."""
    world, now = layout.world, board.tracks[0].rung
    shown_rung = RungView(rung=rung, name=RUNGS[rung], allows=ALLOWS[rung])
    if now < rung <= min(now + AT_ONCE, HIGHEST):
        passed = range(now + 1, rung + 1)
        tension = sum(war_tension(world, board, team) if r == WAR else ENTRY_TENSION[r] for r in passed)
        return shown_rung.model_copy(
            update={
                "price": (rung - now) * rung_price(world, board, team),
                "tension": tension,
                "domestic": war_domestic(world, board, team) if WAR in passed else 0,
            }
        )
    if rung < now:
        fall = scaled(world.params.step_down_domestic * (now - rung), unanswered_share(board, team))
        tension = ENTRY_TENSION[0] if rung == 0 else 0
        return shown_rung.model_copy(update={"price": 0, "tension": tension, "domestic": -fall})
    return shown_rung


# ---- proxies, border, what comes -------------------------------------------------------------------------


def _proxies(layout: Layout, board: Board, team: int) -> tuple[ProxyView, ...]:
    """RB 8.3, 17.1. The proxies of a team; every one for the white cell. Strength without men in Libya."""
    made = []
    for faction, fixed in enumerate(layout.world.factions):
        if fixed.patron == NOBODY or team not in (NOBODY, fixed.patron):
            continue
        state = board.factions[faction]
        band = "low" if state.control < LOW else "middle" if state.control < HIGH else "high"
        strength = sum(
            row.strength
            for row, formation in zip(board.formations, layout.world.formations, strict=True)
            if formation.faction == faction and row.place != NOBODY
        )
        made.append(
            ProxyView(
                faction=layout.names.factions[faction],
                name=shown(layout, As.FACTION, faction),
                patron=TEAMS[fixed.patron],
                obedience=band if team != NOBODY else f"{rdiv(state.control, 100)} points",
                strength=strength,
                in_libya=state.in_libya,
                unpaid=state.unpaid,
            )
        )
    return tuple(made)


def _border(board: Board, team: int) -> BorderView:
    tracks = board.tracks[0]
    policy = BorderPolicy(tracks.border).name.lower()
    return BorderView(
        policy=policy,
        text=POLICIES[policy],
        people=tracks.border_people * PERSONS,
        screening=tracks.screening,
        entered=tracks.entered_turkey * PERSONS,
        unhoused=tracks.unhoused * PERSONS,
        infiltration=rdiv(tracks.infiltration, 100) if team == NOBODY else None,
    )


def _levers(board: Board) -> dict[str, str]:
    """RB 18.4. The levers that are not as they were."""
    tracks = board.tracks[0]
    found = {}
    for team, levers in ((Team.ANKARA, tracks.lever), (Team.MOSCOW, tracks.lever_moscow)):
        for lever in Lever:
            if levers[lever]:
                found[f"{lever.name.lower()} of {team.name.capitalize()}"] = DIRECTIONS[levers[lever]]
    return found


def _coming(layout: Layout, board: Board) -> tuple[ComingView, ...]:
    """RB 5.13. What is on its way and known to the seat, by day."""
    made = [
        ComingView(day=row.day, text=_pending(layout, row.kind, row.entity, row.amount))
        for row in board.pending
        if row.kind != PendingKind.NONE
    ]
    return tuple(sorted(made, key=lambda coming: (coming.day, coming.text)))


def _pending(layout: Layout, kind: int, entity: int, amount: int) -> str:
    match PendingKind(kind):
        case PendingKind.SHELTER:
            return f"shelter for {amount * PERSONS:,} persons at {shown(layout, As.PLACE, entity)}"
        case PendingKind.AIR_DEFENCE:
            systems = shown(layout, As.SYSTEMS, amount)
            return f"air defence over {shown(layout, As.SECTOR, entity)}, {systems}"
        case PendingKind.TEHRAN:
            return f"{amount} mbn of Iran-backed units at {shown(layout, As.PLACE, entity)}"
        case PendingKind.FIGHTERS:
            return f"{amount} mbn of {shown(layout, As.FACTION, entity)} back from Libya"
        case _:
            return ""
