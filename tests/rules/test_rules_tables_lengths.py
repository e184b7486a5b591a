"""Every list inside a row says its length, and the layout fills it: compiled tables are made from that."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args, get_origin, get_type_hints

from wargame.play.layout import lay_out
from wargame.rules.tables import Board, Effect, Order, World
from wargame.store.scenario_file import load_scenario


def row_classes():
    hints = {**get_type_hints(World), **get_type_hints(Board)}
    tables = [get_args(h)[0] for h in hints.values() if get_origin(h) is list]
    return [t for t in tables if t is not int] + [Order, Effect]


def lists(row):
    hints, plain = get_type_hints(row, include_extras=True), get_type_hints(row)
    return {f.name: hints[f.name] for f in fields(row) if plain[f.name] is not int}


def test_every_list_of_a_row_says_its_length():
    for row in row_classes():
        for name, hint in lists(row).items():
            length = getattr(hint, "__metadata__", (None,))[0]
            assert isinstance(length, int), f"{row.__name__}.{name}: say how long, Annotated[list[int], N]"


def test_the_layout_keeps_the_lengths(root):
    idlib_layout = lay_out(load_scenario(root / "scenarios/idlib_2020.toml"))
    seen = 0
    for table in (idlib_layout.world, idlib_layout.start):
        for rows in (getattr(table, field.name) for field in fields(table)):
            for row in rows if isinstance(rows, list) else []:
                for name, hint in () if isinstance(row, int) else lists(type(row)).items():
                    assert len(getattr(row, name)) == hint.__metadata__[0], f"{type(row).__name__}.{name}"
                    seen += 1
    assert seen > 100
