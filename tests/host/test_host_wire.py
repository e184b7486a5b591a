"""The parser of frames: strict, bounded, and never anything but a message or a refusal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from wargame.host.wire import MOST_IN, Chat, Submit, body_digest, read_client, read_server
from wargame.model.cleaning import HOSTILE
from wargame.model.orders import ProxyTask

GOOD = {"t": "submit", "cid": "abcdefgh", "turn": 1, "rev": 0, "orders": []}


def chat(**more):
    return json.dumps({"t": "chat", "cid": "abcdefgh", "channel": "all", "text": "x", **more})


@pytest.mark.parametrize(
    "change",
    [
        {"turn": "1"}, {"turn": 1.0}, {"turn": -1}, {"turn": 99999999999999999999}, {"turn": True},
        {"rev": 10**7}, {"cid": "short"}, {"cid": "x" * 41}, {"cid": "abc\ndefgh"}, {"cid": "abcdefgh\n"},
        {"orders": [{}]}, {"orders": [{"type": "nuke"}]}, {"orders": {}}, {"final": 1}, {"final": "true"},
        {"intent": "x" * 201}, {"seat": "moscow"}, {"t": "submitt"}, {"t": None},
        {"orders": [{"type": "proxy_task", "proxy": "nlf", "task": "hold", "place": "x"}] * 65},
    ],
    ids=lambda change: str(change)[:40],
)  # fmt: skip
def test_what_is_out_of_bounds_is_refused(change):
    with pytest.raises(ValidationError):
        read_client(json.dumps({**GOOD, **change}))


@pytest.mark.parametrize(
    "frame",
    ["", "null", "1", '"x"', "[]", "{", "[" * 50_000, '{"t":' * 10_000, "NaN", '{"t":"chat","cid":NaN}'],
)
def test_bombs_and_scraps_are_refused(frame):
    with pytest.raises(ValidationError):
        read_client(frame)


def test_a_good_frame_is_read():
    order = ProxyTask(proxy="nlf", task="hold", place="saraqib")
    made = Submit(cid="abcdefgh", turn=1, rev=0, orders=(order,), final=True)
    assert read_client(made.model_dump_json()) == made
    assert len(made.model_dump_json()) < MOST_IN


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_text_from_people_is_cleaned_at_the_door(text):
    try:
        made = read_client(chat(text=text))
    except ValidationError:
        return
    assert HOSTILE.search(made.text) is None


WORDS = st.sampled_from(["t", "cid", "turn", "text", "args", "op", "x"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)


def nested(kids):
    return st.lists(kids, max_size=4) | st.dictionaries(WORDS, kids, max_size=4)


@settings(max_examples=300, deadline=None)
@given(st.recursive(LEAVES, nested, max_leaves=12))
def test_any_json_is_a_message_or_a_refusal(value):
    for read in (read_client, read_server):
        try:
            read(json.dumps(value))
        except ValidationError:
            continue


def test_the_digest_of_a_command_leaves_out_its_name_alone():
    one, same = Chat(cid="aaaaaaaa", channel="all", text="x"), Chat(cid="bbbbbbbb", channel="all", text="x")
    other = Chat(cid="aaaaaaaa", channel="all", text="y")
    assert body_digest(one) == body_digest(same) != body_digest(other)
