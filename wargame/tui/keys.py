"""The one table of keys: id, key, label, help, modes.

Bindings, footer and `?` are made from it, and a test reads it.

An action's id is what counts: people rebind by id in the config file, footer and `?` run actions by id. Modes
are the screens: `lobby`, `seat` (a team), `cell` (white cell), `report`, `replay`, `talks` (agreements and
the ladder), `wait` (at a host, while others act). The method that an id runs is `action_` and the id with
underscores: `map.zoom_in` runs `action_map_zoom_in` of the screen.
"""

from __future__ import annotations

from typing import NamedTuple

MODES = ("lobby", "seat", "cell", "report", "replay", "talks", "wait")
_MAPS = ("seat", "cell", "replay")
_ALL = MODES
_TABLES = ("seat", "cell", "wait")


class Key(NamedTuple):
    """One row of the table."""

    id: str
    keys: str
    """Comma-separated keys in Textual's names."""
    label: str
    """One or two words, for the footer."""
    help: str
    """One line, for `?`."""
    modes: tuple[str, ...]
    footer: int = 0
    """Place in the footer, 1 first; 0 = not there."""


TABLE: tuple[Key, ...] = (
    Key("ui.ok", "enter", "OK", "select, confirm, open what the cursor is on", _ALL),
    Key("ui.back", "escape", "Back", "back one level; give up the order being composed", _ALL),
    Key("map.left", "left,h", "Left", "cursor left", _ALL),
    Key("map.right", "right,l", "Right", "cursor right", _ALL),
    Key("map.up", "up,k", "Up", "cursor or list up", _ALL),
    Key("map.down", "down,j", "Down", "cursor or list down", _ALL),
    Key("map.left_far", "shift+left,H", "Far left", "cursor left by eight cells", _MAPS),
    Key("map.right_far", "shift+right,L", "Far right", "cursor right by eight cells", _MAPS),
    Key(
        "map.up_far",
        "shift+up,K",
        "Far up",
        "cursor up by eight cells; in the order sheet: move the order up",
        _MAPS,
    ),
    Key(
        "map.down_far",
        "shift+down,J",
        "Far down",
        "cursor down by eight; in the order sheet: move it down",
        _MAPS,
    ),
    Key("map.page_up", "pageup", "Page up", "a page up in a list", _ALL),
    Key("map.page_down", "pagedown", "Page down", "a page down in a list", _ALL),
    Key("map.home", "home", "First", "first line of a list", _ALL),
    Key("map.end", "end", "Last", "last line of a list", _ALL),
    Key("map.zoom_in", "plus,equals_sign", "Zoom in", "zoom in about the cursor", _MAPS),
    Key("map.zoom_out", "minus", "Zoom out", "zoom out about the cursor", _MAPS),
    Key("map.fit", "0", "Fit", "show the core of the theatre", _MAPS),
    Key("map.cycle", "z", "Cycle zoom", "next zoom level, then the first again", ("seat",)),
    Key(
        "map.pan_left", "less_than_sign,ctrl+left", "Pan left", "move the map by an eighth of the pane", _MAPS
    ),
    Key("map.pan_right", "greater_than_sign,ctrl+right", "Pan right", "move the map by an eighth", _MAPS),
    Key("map.air", "a", "Air", "air overlay: who may fly where", _MAPS, 1),
    Key("map.supply", "s", "Supply", "supply overlay: loads, cut roads, places out of supply", _MAPS, 2),
    Key("nav.next", "n", "Next unit", "next own formation or post", ("seat",), 3),
    Key("nav.previous", "N", "Previous unit", "previous own formation or post", ("seat",)),
    Key("order.move", "m", "Move", "move the chosen formation, or attack where the enemy stands", ("seat",)),
    Key("order.attack", "f", "Attack", "attack with the chosen formation, or let a proxy attack", ("seat",)),
    Key("order.relieve", "r", "Relieve", "send a convoy to a post, reinforce or evacuate it", ("seat",)),
    Key("order.dig", "d", "Dig in", "change the posture of the chosen formation", ("seat",)),
    Key("order.new", "o", "Order", "new order by form: every legal order, word by word", ("seat",), 4),
    Key(
        "order.delete",
        "x,delete",
        "Delete",
        "delete the order under the cursor of the order sheet",
        ("seat",),
    ),
    Key("order.seal", "e", "Seal", "seal the order sheet (one question, with warnings)", ("seat",), 8),
    Key(
        "ui.why",
        "w",
        "Why",
        "the reasons of the thing under the cursor",
        ("seat", "cell", "report", "replay"),
    ),
    Key(
        "ui.command",
        "colon",
        "Command",
        "command line: any order in words, or an action by id",
        ("seat", "cell", "replay"),
        7,
    ),
    Key("ui.find", "slash", "Find", "find a place, formation or post", _MAPS, 6),
    Key(
        "ui.help",
        "question_mark",
        "Help",
        "every key that works here; type to filter, Enter runs it",
        _ALL,
        11,
    ),
    Key("pane.1", "1", "Map", "first pane", _ALL),
    Key("pane.2", "2", "Pane 2", "second pane", _ALL),
    Key("pane.3", "3", "Pane 3", "third pane", _ALL),
    Key("pane.4", "4", "Pane 4", "fourth pane", _ALL),
    Key("pane.5", "5", "Pane 5", "fifth pane", _ALL),
    Key("pane.next", "tab", "Next pane", "next pane", _ALL),
    Key("pane.previous", "shift+tab", "Previous pane", "previous pane", _ALL),
    Key("pane.jump", "g", "Jump", "a letter on every pane; the next key goes there", _ALL),
    Key("ui.copy", "y", "Copy", "copy this pane as text to the clipboard (works over ssh)", _ALL),
    Key("ui.export", "Y", "To a file", "write this pane as text to a file in the working folder", _ALL),
    Key("ui.linear", "T", "As text", "this pane as plain sentences, top to bottom", _ALL),
    Key("ui.quit", "q", "Quit", "leave; asks while orders are unsealed", _ALL, 12),
    Key("ui.quit_now", "ctrl+c", "Leave", "leave at once; what was adjudicated is saved", _ALL),
    Key("lobby.start", "s", "Start", "start with these seats", ("lobby",), 1),
    Key("lobby.toggle", "space", "Play or bot", "play this seat here, or leave it to the bot", ("lobby",), 2),
    Key("lobby.seed", "d", "Seed", "another seed", ("lobby",), 3),
    Key("report.next", "n", "Next", "next outcome", ("report",), 1),
    Key("report.previous", "N", "Previous", "previous outcome", ("report",), 2),
    Key("report.locate", "slash", "Locate", "close the report with the map on this place", ("report",), 3),
    Key("report.close", "e,c", "Go on", "close the report and go on", ("report",), 4),
    Key(
        "cell.inject", "i", "Inject", "choose an inject, Enter releases it; i again writes one", ("cell",), 3
    ),
    Key("cell.adhoc", "n", "New inject", "write a short inject of your own", ("cell",), 4),
    Key("cell.hold", "space", "Hold", "hold the inject under the cursor back, or let it go", ("cell",)),
    Key("cell.skip", "x", "Skip", "leave the inject under the cursor out, or restore it", ("cell",)),
    Key("cell.retime", "d", "Time", "another time for the inject under the cursor", ("cell",)),
    Key("cell.edit", "E", "Edit", "another title and text for the inject under the cursor", ("cell",)),
    Key("cell.rulings", "D", "Rulings", "rulings of the last turn: accept, change, take back", ("cell",)),
    Key("talks.open", "c", "Talks", "agreements, the ladder, proxies, the border", _TABLES, 5),
    Key("talks.offer", "n", "Offer", "write an offer, from a form or with terms of your own", ("talks",), 1),
    Key("talks.accept", "a", "Accept", "accept the offer under the cursor; it acts at once", ("talks",), 2),
    Key("talks.reject", "x", "Reject", "reject the offer under the cursor; take yours back", ("talks",), 3),
    Key("talks.counter", "r", "Counter", "answer the offer with other terms", ("talks",), 4),
    Key("talks.leave", "v", "Leave", "give notice of the agreement under the cursor", ("talks",), 5),
    Key("talks.ultimatum", "u", "Ultimatum", "a demand with a deadline and a threatened rung", ("talks",), 6),
    Key("talks.close", "c", "Go on", "close the talks", ("talks",), 8),
    Key("ui.pass", "p", "Pass", "pass the keyboard to the next team here, unsealed", ("seat", "talks"), 10),
    Key("cell.msel", "m", "MSEL", "go to the MSEL", ("cell",)),
    Key("cell.view_as", "v", "View as", "the map as another seat sees it, read-only", ("cell", "replay"), 5),
    Key("cell.close", "e", "Close planning", "hand over, or close planning and adjudicate", ("cell",), 8),
    Key("table.say", "b", "Message", "at a host: write a message", _TABLES),
    Key(
        "table.log", "B", "Messages", "at a host: read messages, questions, notices", ("seat", "cell", "wait")
    ),
    Key(
        "table.ask", "R", "Question", "at a host: ask the white cell; white answers", ("seat", "cell", "wait")
    ),
    Key("table.who", "M", "Who", "at a host: who is here", _TABLES),
    Key("table.pause", "p", "Pause", "at a host: pause the exercise, or go on", ("cell",)),
    Key("table.time", "t", "Time", "at a host: add minutes, set a deadline or take it away", ("cell",)),
    Key("table.seats", "S", "Seats", "at a host: bots, locks, PINs, the end", ("cell",)),
    Key("table.observe", "o", "Observe", "at a host: a line on the play, #objective @team + or -", ("cell",)),
    Key("table.challenges", "u", "Challenges", "at a host: decide what teams have challenged", ("cell",)),
    Key("table.challenge", "u", "Challenge", "at a host: challenge this outcome", ("report",)),
    Key("table.reopen", "r", "Reopen", "open the sealed orders again", ("wait",), 3),
    Key("table.report", "w", "Report", "the report of the last turn", ("wait",), 4),
    Key("replay.next", "right_square_bracket", "Next turn", "next turn", ("replay",), 4),
    Key("replay.previous", "left_square_bracket", "Previous turn", "previous turn", ("replay",), 3),
    Key("replay.next_event", "right_curly_bracket", "Next event", "next event of the turn", ("replay",)),
    Key(
        "replay.previous_event",
        "left_curly_bracket",
        "Previous event",
        "previous event of the turn",
        ("replay",),
    ),
    Key(
        "replay.branch",
        "b",
        "Branch here",
        "begin another future from this turn, in a save of its own",
        ("replay",),
        6,
    ),
    Key("replay.play", "space", "Play", "play the turns one after another; again stops", ("replay",), 5),
)

MOST = 9
"""Items of a footer."""

OVERLAYS = ("map.air", "map.supply")

NAMED = {
    "plus": "+", "equals_sign": "=", "minus": "-", "colon": ":", "slash": "/", "question_mark": "?",
    "right_square_bracket": "]", "left_square_bracket": "[",
    "right_curly_bracket": "}", "left_curly_bracket": "{",
    "less_than_sign": "<", "greater_than_sign": ">",
    "escape": "esc", "pageup": "page up", "pagedown": "page down",
}  # fmt: skip
"""What Textual's key names look like on a keyboard."""


def method(action: str) -> str:
    """The action name that Textual runs for an id: `map.zoom_in` is `map_zoom_in`."""
    return action.replace(".", "_")


def shown(keys: str) -> str:
    """The first key of a row as people read it."""
    first = keys.split(",", maxsplit=1)[0]
    return NAMED.get(first, first)


def of_mode(mode: str, rebound: dict[str, str] | None = None) -> tuple[Key, ...]:
    """The rows that work in a mode, in table order, with the user's own keys."""
    own = rebound or {}
    return tuple(row._replace(keys=own.get(row.id, row.keys)) for row in TABLE if mode in row.modes)


def footer_of(mode: str, rebound: dict[str, str] | None = None) -> tuple[Key, ...]:
    """At most nine rows for the footer of a mode, in their order; overlays, which the map names, go first."""
    rows = sorted((row for row in of_mode(mode, rebound) if row.footer), key=lambda row: row.footer)
    while len(rows) > MOST and rows[0].id in OVERLAYS:
        del rows[0]
    return tuple(rows[:MOST])


def row_of(action: str) -> Key | None:
    """The row of an id, or None."""
    return next((row for row in TABLE if row.id == action), None)


def clashes(rebound: dict[str, str] | None = None) -> list[str]:
    """One line for each key that two actions of a mode share."""
    found = []
    for mode in MODES:
        seen: dict[str, str] = {}
        for row in of_mode(mode, rebound):
            for key in row.keys.split(","):
                if key in seen and seen[key] != row.id:
                    found.append(f"{mode}: {key} is {seen[key]} and {row.id}")
                seen[key] = row.id
    return found


def only_on_ctrl() -> list[str]:
    """Ids that no key without ctrl reaches; leaving at once is the one that may."""
    return [row.id for row in TABLE if all(key.startswith("ctrl+") for key in row.keys.split(","))]
