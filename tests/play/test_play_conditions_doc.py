"""docs/conditions.md is what the code makes of its own tables."""

from __future__ import annotations

import re

from wargame.model.conditions import parse
from wargame.play.conditions_doc import conditions_markdown
from wargame.play.effects import EFFECTS
from wargame.play.reading_table import READINGS


def test_the_page_is_the_one_the_code_writes(root):
    assert (root / "docs" / "conditions.md").read_text(encoding="utf-8") == conditions_markdown()


def test_every_reading_and_effect_stands_in_it():
    page = conditions_markdown()
    for row in (*READINGS, *EFFECTS):
        assert f"| `{row.pattern}` |" in page


def test_its_examples_parse():
    [block] = re.findall(r"```toml\n(.*?)```", conditions_markdown(), re.DOTALL)
    import tomllib

    lines = block.strip().splitlines()
    assert len(lines) == 5
    for line in lines:
        parse(tomllib.loads(line)["when"])
