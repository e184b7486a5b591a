"""Opening things by path: a scenario, a new session with its save, a save to continue or to read.

Here `play` and `store`, which do not know each other, are joined. Nothing here imports sqlmodel before a file
is written.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.errors import SaveError, ScenarioError
from wargame.model.cleaning import one_line
from wargame.model.orders import TEAMS
from wargame.play import session as sessions
from wargame.play.journal import DeferredJournal, ListJournal
from wargame.store import save as saves
from wargame.store import scenario_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wargame.bots import Style
    from wargame.model.exercise import Journal
    from wargame.model.orders import TeamId
    from wargame.model.scenario import Scenario
    from wargame.play.session import Session
    from wargame.store.beginning import Start
    from wargame.store.journal import StoredJournal
    from wargame.store.postgres import PostgresSession
    from wargame.store.save import SaveFile

BACKUPS = 3
"""How many older copies are kept beside the save of a session that people play, one a turn."""

MAGIC = b"SQLite format 3\0"
"""How a save begins."""


@dataclass(frozen=True)
class Source:
    """What a save keeps of a scenario's file: its text, that of its base map, and the readings chosen."""

    text: str
    base_text: str = ""
    choices: dict[str, str] = field(default_factory=dict)


_sources: dict[int, Source] = {}
"""Sources of the scenarios that `load` made, as long as these live, by `id`."""


def load(path: str | Path, choices: Mapping[str, str] | None = None) -> Scenario:
    """The scenario of a file; `choices` picks a reading for each alternative named. Raises ScenarioError."""
    chosen = dict(choices or {})
    text = scenario_file.read_text(path)
    scenario = scenario_file.scenario_of(text, one_line(str(path)), chosen)
    base = Path(path).parent / scenario.map.base
    base_text = scenario_file.read_text(base) if base.is_file() else ""
    _remember(scenario, Source(text, base_text, chosen))
    return scenario


def source_of(scenario: Scenario) -> Source:
    """The source of a scenario; one that was made in memory is written out as JSON."""
    known = _sources.get(id(scenario))
    return known or Source(scenario.model_dump_json(by_alias=True, exclude_defaults=True))


def scenario_of(text: str, choices: Mapping[str, str], name: str) -> Scenario:
    """The scenario of a text that a save keeps; `name` is what complaints call it. Raises ScenarioError."""
    from wargame.model.scenario import Scenario

    if text.startswith("{"):
        try:
            return Scenario.model_validate_json(text)
        except ValueError as error:
            raise ScenarioError([f"{name}: {str(error).splitlines()[0]}"]) from error
    return scenario_file.scenario_of(text, name, dict(choices))


def new_session(
    scenario: Scenario,
    seed: int = 7,
    save: str | Path | Journal | None = None,
    bots: Mapping[TeamId, Style] | None = None,
) -> Session:
    """Open a session of a scenario.

    `save` is a path (never overwritten), a journal, or None to keep it in memory.

    `bots` fill seats; every other seat is a person's. Raises ScenarioError, SaveError.
    """
    if save is None:
        return sessions.new_session(scenario, seed, ListJournal(), bots)
    if isinstance(save, (str, Path)):
        return sessions.new_session(scenario, seed, create(scenario, seed, save, bots or {}), bots)
    return sessions.new_session(scenario, seed, save, bots)


def deferred_session(
    scenario: Scenario,
    seed: int,
    save: str | Path,
    bots: Mapping[TeamId, Style] | None = None,
    backups: int = 0,
) -> Session:
    """`new_session` whose file is made by the first act, or by `session.journal.open()`: for screens.

    `backups`: how many older copies are kept, one a turn (`SaveFile.backups`).

    The application paints first, then calls `session.journal.open()` in a worker thread; that is when
    sqlmodel is loaded.
    """

    def opener() -> Journal:
        made = create(scenario, seed, save, bots or {})
        made.backups = backups
        return made

    return sessions.new_session(scenario, seed, DeferredJournal(opener), bots)


def create(scenario: Scenario, seed: int, path: str | Path, bots: Mapping[TeamId, Style]) -> SaveFile:
    """A new save file for a session of this scenario. Raises SaveError if there is a file already."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return saves.create(path, **start_of(scenario, seed, bots))


def start_of(scenario: Scenario, seed: int, bots: Mapping[TeamId, Style]) -> Start:
    """What a new session of this scenario begins with, in a file or on a server."""
    source = source_of(scenario)
    return {
        "scenario_text": source.text,
        "base_text": source.base_text,
        "choices": source.choices,
        "scenario_id": scenario.id,
        "seed": seed,
        "seats": {**{team: "bot" if team in bots else "human" for team in TEAMS}, "white": "white"},
    }


def resume(path: str | Path, bots: Mapping[TeamId, Style] | None = None, backups: int = 0) -> Session:
    """Continue a save. Raises SaveError if it is no save or in use, SaveDamaged if it was changed.

    The file is opened for writing by the first act (or `session.journal.open()`), so that reading loads no
    sqlmodel. `backups`: how many older copies are kept, one a turn.
    """
    held = saves.read_save(path)

    def opener() -> Journal:
        held.close()
        made = saves.open_save(path)
        made.backups = backups
        return made

    journal = DeferredJournal(opener, held)
    return sessions.resume(scenario_of_save(held), journal, bots)


def read(path: str | Path, db: str | None = None) -> Session:
    """A save to look at: a session whose journal takes nothing more. Raises SaveError.

    With `db`, the address of a server, `path` is the name of a session there.
    """
    held = read_held(path, db)
    return sessions.resume(scenario_of_save(held), held)


def new_on_server(
    db: str, name: str, scenario: Scenario, seed: int, bots: Mapping[TeamId, Style]
) -> PostgresSession:
    """A new session of a PostgreSQL server. Raises SaveError, also if the extra `[postgres]` is missing."""
    from wargame.store import postgres

    return postgres.create(db, name, **start_of(scenario, seed, bots))


def held_on_server(db: str, name: str) -> PostgresSession:
    """A session of a PostgreSQL server, to continue. Raises SaveError, SaveDamaged."""
    from wargame.store import postgres

    return postgres.open_session(db, name)


def read_held(path: str | Path, db: str | None = None) -> StoredJournal:
    """The journal of a save, or of a session on a server, to look at. Raises SaveError."""
    if db is None:
        return saves.read_save(path)
    from wargame.store import postgres

    return postgres.read_session(db, str(path))


def prepare() -> None:
    """Load the libraries that write a save; slow, so that screens call it after the first paint."""
    import_module("wargame.store.tables")


def settle(session: Session) -> None:
    """Make sure that the session's file is there with all that was committed. Raises SaveError."""
    if isinstance(session.journal, DeferredJournal):
        session.journal.open()


def scenario_of_save(held: StoredJournal) -> Scenario:
    """The scenario that a save plays, with the readings it chose. Raises ScenarioError."""
    scenario = scenario_of(held.scenario_text, held.choices, f"{held.name} (scenario)")
    _remember(scenario, Source(held.scenario_text, held.base_text, held.choices))
    return scenario


def is_save(path: str | Path) -> bool:
    """Whether a file begins as a save does. Raises SaveError if it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except FileNotFoundError as error:
        raise SaveError(f"{path}: no such file") from error
    except OSError as error:
        raise SaveError(f"{path}: cannot be read: {error.strerror or error}") from error


def _remember(scenario: Scenario, source: Source) -> None:
    _sources[id(scenario)] = source
    weakref.finalize(scenario, _sources.pop, id(scenario), None)
