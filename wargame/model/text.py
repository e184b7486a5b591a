"""Text from people and files, made safe at the door.

Team names, messages, injects and scenario files are hostile input: a control sequence in them could reach
somebody's terminal. Every text field of the model is one of the types below, which normalise to NFC and
replace what could act on a terminal (C0 but newline and tab, DEL, C1, bidirectional controls, zero-width,
tags, private use, surrogates) by U+FFFD.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Every character that may act on a terminal or hide in a line."""


def clean(text: str) -> str:
    """The text in NFC with every hostile character replaced by U+FFFD. Newlines and tabs stay."""
    return HOSTILE.sub("\ufffd", unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    """`clean`, and newlines and tabs become spaces."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def _safe(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _short(text: str) -> str:
    return one_line(text)


Name = Annotated[
    str, BeforeValidator(_safe), AfterValidator(_short), StringConstraints(min_length=1, max_length=80)
]
"""A short line, 1-80 characters."""

Line = Annotated[str, BeforeValidator(_safe), AfterValidator(_short), StringConstraints(max_length=300)]
"""One line, up to 300 characters."""

Body = Annotated[str, BeforeValidator(_safe), StringConstraints(max_length=4000)]
"""Running text, up to 4000 characters; newlines stay."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}\z")]
"""The id of anything in a scenario: lower-case letters, digits and underscores, 1-40 characters."""

RoadId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,84}\z")]
"""The id of a road: both place ids in alphabetical order joined by two underscores."""
