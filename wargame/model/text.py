"""Text from people and files, made safe at the door.

Team names, messages, injects and scenario files are hostile input: a control sequence in them could reach
somebody's terminal. Every text field of the model is one of the types below, which normalise to NFC and
replace what could act on a terminal (C0 but newline and tab, DEL, C1, bidirectional controls, zero-width,
tags, private use, surrogates) by U+FFFD.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from wargame.model.cleaning import clean, one_line


def _safe(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _short(text: str) -> str:
    return one_line(text)


SAFE = BeforeValidator(_safe)
"""First part of every type of text: cleans it."""

ONE_LINE = AfterValidator(_short)
"""Part of a type of text that may have no line breaks."""

Name = Annotated[
    str, BeforeValidator(_safe), AfterValidator(_short), StringConstraints(min_length=1, max_length=80)
]
"""A short line, 1-80 characters."""

Line = Annotated[str, BeforeValidator(_safe), AfterValidator(_short), StringConstraints(max_length=300)]
"""One line, up to 300 characters."""

Sentence = Annotated[str, BeforeValidator(_safe), AfterValidator(_short), StringConstraints(max_length=2000)]
"""A sentence made of names, up to 2000 characters: names may be long, and several meet in one."""

Body = Annotated[str, BeforeValidator(_safe), StringConstraints(max_length=4000)]
"""Running text, up to 4000 characters; newlines stay."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}\z")]
"""The id of anything in a scenario: lower-case letters, digits and underscores, 1-40 characters."""

RoadId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,84}\z")]
"""The id of a road: both place ids in alphabetical order joined by two underscores."""
