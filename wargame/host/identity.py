"""Who may sit where: a PIN for each seat, swapped at first use for a token; only the token's hash is kept.

PINs and hashes lie in the host's state folder, in one file a session that only its owner may read, and never
in a save. Guesses are counted: ten a minute from an address, a hundred in all until the host is started anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wargame.host.clock import Now

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""

PIN_LENGTH = 8
MINUTE_MS = 60_000
TRIES_A_MINUTE = 10
TRIES_IN_ALL = 100
PENALTY_S = 0.5
"""Seconds before a wrong guess is answered."""

SEATS = ("ankara", "moscow", "damascus", "white", "observer")


def state_folder() -> Path:
    """Where secrets are kept: `$XDG_STATE_HOME/wargame`, else `~/.local/state/wargame`."""
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "wargame"


def new_pin() -> str:
    """A PIN: 40 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PIN_LENGTH))


def normal_pin(text: str) -> str:
    """A PIN as it is compared: capitals, without dashes, look-alikes mended."""
    bare = text.strip().upper().replace("-", "").replace(" ", "")
    return bare.translate(str.maketrans("OIL", "011"))


def new_token() -> str:
    """A token: 192 bits."""
    return secrets.token_urlsafe(24)


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


class Guesses:
    """How often an address, and everybody, has shown a wrong PIN or token."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._wrong: dict[str, list[int]] = {}
        self._all = 0

    def may_try(self, address: str) -> bool:
        """Whether another guess from this address is looked at."""
        since = self._now() - MINUTE_MS
        recent = [at for at in self._wrong.get(address, []) if at > since]
        self._wrong[address] = recent
        return len(recent) < TRIES_A_MINUTE and self._all < TRIES_IN_ALL

    def was_wrong(self, address: str) -> None:
        """Count one."""
        self._wrong.setdefault(address, []).append(self._now())
        self._all += 1


@dataclass
class Keys:
    """PINs by seat and participants by the hash of their token."""

    path: Path | None = None
    """Where they are kept; None = in memory, for tests."""
    pins: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    """Hash of a token -> pid."""

    @classmethod
    def opened(cls, path: Path | None) -> Keys:
        """The keys of a file; missing PINs are drawn. Raises OSError, ValueError if the file is no such."""
        held: dict[str, dict[str, str]] = {}
        if path is not None and path.exists():
            held = json.loads(path.read_text(encoding="utf-8"))
        made = cls(path, dict(held.get("pins", {})), dict(held.get("tokens", {})))
        for seat in SEATS:
            made.pins.setdefault(seat, new_pin())
        made.keep()
        return made

    def keep(self) -> None:
        """Write them down. Raises OSError."""
        if self.path is not None:
            write_private(self.path, json.dumps({"pins": self.pins, "tokens": self.tokens}))

    def seat_of(self, pin: str) -> str | None:
        """The seat that a PIN opens, or None; all are compared, in the same time."""
        given = normal_pin(pin)
        found = None
        for seat, known in self.pins.items():
            if hmac.compare_digest(given.encode(), known.encode()):
                found = seat
        return found

    def pid_of(self, token: str) -> str | None:
        """The participant that a token belongs to, or None."""
        return self.tokens.get(hashed(token))

    def admit(self, pid: str) -> str:
        """A new token for a participant. Raises OSError."""
        token = new_token()
        self.tokens[hashed(token)] = pid
        self.keep()
        return token

    def forget(self, pids: Iterable[str]) -> None:
        """Tokens of these participants open nothing any more. Raises OSError."""
        gone = set(pids)
        self.tokens = {token: pid for token, pid in self.tokens.items() if pid not in gone}
        self.keep()

    def rotate(self, seat: str) -> str:
        """Another PIN for a seat; tokens given out stay valid. Raises OSError."""
        self.pins[seat] = new_pin()
        self.keep()
        return self.pins[seat]
