"""docs/scenario_format.md says what the code does: every key, every number, an example that can be played."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from wargame.commands.check import meaning
from wargame.model import scenario as model
from wargame.play.effects import EFFECTS
from wargame.play.layout import lay_out
from wargame.play.parameters import PARAMETERS, TABLES
from wargame.rules.score import LINE_NAMES
from wargame.store.scenario_choices import ROWS, keys_of
from wargame.store.scenario_file import check_scenario, load_scenario
from wargame.store.scenario_ground import TAGS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "scenario_format.md").read_text(encoding="utf-8")


def section(page: str, head: str) -> str:
    """The part of the page under the heading that begins so."""
    found = re.search(rf"(?ms)^## `{re.escape(head)}`.*?(?=^## |\Z)", page)
    assert found, head
    return found[0]


@pytest.mark.parametrize("kind", ROWS)
def test_every_key_of_every_table_is_explained(page: str, kind: str) -> None:
    text = section(page, f"[[{kind}]]")
    table = "\n".join(line for line in text.splitlines() if not line.startswith(("id =", "source =")))
    fact = "fact" in text.splitlines()[0]
    for key in keys_of(ROWS[kind]):
        if (kind == "road" or fact) and key in ("source", "confidence"):
            continue
        assert f"`{key}`" in table, f"{kind}.{key}"
    for name, field in ROWS[kind].model_fields.items():
        key = field.alias or name
        if key not in ("source", "confidence", "effects", "choices", "terms") and f"`{key}` *" in table:
            assert field.is_required(), f"{kind}.{key} is marked with a star but may be left out"


@pytest.mark.parametrize(
    ("head", "part"),
    [("[start]", model.Start), ("[map]", model.MapFrame)],
)
def test_every_key_of_the_single_tables_is_explained(page: str, head: str, part: type[model.Start]) -> None:
    text = section(page, head)
    for key in keys_of(part):
        assert f"`{key}`" in text or key in ("source", "confidence"), key


def test_every_number_of_the_rules_stands_with_its_default_and_range(page: str) -> None:
    for p in PARAMETERS:
        assert f"| `{p.name}` | {p.default} | {p.low}..{p.high} | {p.unit} | {p.rule} | {p.source} |" in page
    for row in TABLES:
        assert f"| `{row.name}` | {' '.join(map(str, row.default))} | {row.low}..{row.high} |" in page
    named = re.findall(r"^\| `(\w+)` \| -?\d+ \| -?\d+\.\.", page, re.MULTILINE)
    assert named == [p.name for p in PARAMETERS]


def test_every_effect_tag_and_line_is_named(page: str) -> None:
    for change in EFFECTS:
        assert f"| `{change.pattern}` |" in page
    for tag in TAGS:
        assert f"`{tag}`" in section(page, "[[place]]")
    for lines in LINE_NAMES:
        for line in lines:
            assert f"`{line}`" in section(page, "[[war_aim]]")


def test_the_small_map_is_a_scenario_that_can_be_laid_out(page: str, tmp_path: Path) -> None:
    blocks = re.findall(r"(?ms)^```toml\n(.*?)^```", page)
    small = next(block for block in blocks if block.startswith('id = "crossroads"'))
    shapes = next(block for block in blocks if block.startswith('source = "none"'))
    (tmp_path / "empty.toml").write_text(shapes)
    path = tmp_path / "small.toml"
    path.write_text(small)
    assert check_scenario(path, meaning).complaints == ()
    assert len(lay_out(load_scenario(path)).world.places) == 3


def test_the_pages_pieces_stand_in_the_scenario_or_could(page: str, root: Path) -> None:
    """Each example of one row is sound in itself."""
    for block in re.findall(r"(?ms)^```toml\n(\[\[.*?)^```", page):
        for kind, rows in tomllib.loads(block).items():
            for row in rows:
                ROWS[kind].model_validate(row)
