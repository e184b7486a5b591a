"""What may act on a terminal is replaced; standard library only, so that the first frame needs no more."""

from __future__ import annotations

import re
import unicodedata

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
