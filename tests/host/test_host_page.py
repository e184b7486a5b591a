"""docs/host.md prints the tables of operations that the code uses."""

from __future__ import annotations

from host_samples import ROOT

from wargame.host.operations import page


def test_the_page_prints_the_tables_of_the_code():
    text = (ROOT / "docs" / "host.md").read_text(encoding="utf-8")
    assert "\n".join(page()) in text
