"""tools/base_map.py on a small coast: two countries, one border, one sea."""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

BOX = (35.0, 35.0, 37.0, 37.0)

COAST_NORTH = [[36, 36], [35.9, 36.5], [36, 37], [36, 38]]
"""Turkey's coast from the border northward."""

BORDER = [[38, 36], [37, 36.0005], [36, 36]]
COAST_SOUTH = [[36, 34], [36.1, 35.5], [36, 36]]


def topology() -> dict[str, object]:
    """Quantised to 0.0001 degree. Land lies to the right of each ring, as in Natural Earth."""
    lines = [COAST_NORTH, [[36, 38], [38, 38], [38, 36]], BORDER, COAST_SOUTH, [[38, 36], [38, 34], [36, 34]]]
    arcs = []
    for line in lines:
        x = y = 0
        arc = []
        for lon, lat in line:
            u, v = round((lon - 30) * 10000), round((lat - 30) * 10000)
            arc.append([u - x, v - y])
            x, y = u, v
        arcs.append(arc)
    geometries = [
        {"type": "Polygon", "id": "792", "arcs": [[0, 1, 2]]},
        {"type": "MultiPolygon", "id": "760", "arcs": [[[3, -3, 4]]]},
        {"type": "Polygon", "id": "250", "arcs": [[0, 1, 2]]},
        {"type": "Polygon"},
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [0.0001, 0.0001], "translate": [30, 30]},
        "arcs": arcs,
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
    }


@pytest.fixture(scope="module")
def tool(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("base_map", root / "tools" / "base_map.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["base_map"] = module
    spec.loader.exec_module(module)
    return module


def area(ring: list[tuple[float, float]]) -> float:
    """Signed area in square degrees, positive counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def test_sea_and_land_fill_the_box(tool: ModuleType) -> None:
    found = tool.shapes(topology(), BOX)
    assert sorted(country for country, _ in found.land) == ["SY", "TR"]
    assert len(found.sea) == 1
    covered = sum(abs(area(ring)) for ring in found.sea) + sum(abs(area(ring)) for _, ring in found.land)
    assert covered == pytest.approx(4.0, abs=0.01)
    assert area(found.sea[0]) > 0.9


def test_nothing_reaches_outside_the_box(tool: ModuleType) -> None:
    found = tool.shapes(topology(), BOX)
    lines = [*found.sea, *(r for _, r in found.land), *found.coast, *(line for _, line in found.border)]
    assert all(35 <= x <= 37 and 35 <= y <= 37 for line in lines for x, y in line)


def test_the_border_is_shared_once_and_the_coast_is_one_line(tool: ModuleType) -> None:
    found = tool.shapes(topology(), BOX)
    assert [between for between, _ in found.border] == ["SY-TR"]
    [(_, border)] = found.border
    assert {border[0], border[-1]} == {(36.0, 36.0), (37.0, 36.0)}
    [coast] = found.coast
    assert coast[0][1] == 35.0
    assert coast[-1] == (36.0, 37.0)


def test_points_within_the_tolerance_go_and_others_stay(tool: ModuleType) -> None:
    step = tool.TOLERANCE / tool.KM
    assert tool.simplified([(0, 0), (1, step * 0.9), (2, 0)]) == [(0, 0), (2, 0)]
    assert len(tool.simplified([(0, 0), (1, step * 1.1), (2, 0)])) == 3
    ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    assert tool.simplified(ring) == ring


def test_clipping_a_ring_keeps_its_area_inside(tool: ModuleType) -> None:
    ring = [(34.0, 34.0), (36.0, 34.0), (36.0, 36.0), (34.0, 36.0)]
    assert abs(area(tool.clip_ring(ring, BOX))) == pytest.approx(1.0)
    assert tool.clip_ring([(30.0, 30.0), (31.0, 30.0), (31.0, 31.0)], BOX) == []


def test_the_written_file_is_toml_with_source_and_licence(tool: ModuleType, tmp_path: Path) -> None:
    source, out = tmp_path / "countries.json", tmp_path / "out.toml"
    source.write_text(json.dumps(topology()))
    assert tool.main([str(source), str(out)]) == 0
    assert tool.main([]) == 2
    read = tomllib.loads(out.read_text())
    assert read["licence"] == "public domain"
    assert "Natural Earth" in read["source"]
    assert {shape["country"] for shape in read["land"]} <= {"SY", "TR"}
    assert max(map(len, out.read_text().splitlines())) <= 120


def test_the_committed_map_covers_the_box_of_the_scenario(root: Path) -> None:
    read = tomllib.loads((root / "scenarios" / "maps" / "nw_syria.toml").read_text())
    scenario = tomllib.loads((root / "scenarios" / "idlib_2020.toml").read_text())
    assert read["box"] == scenario["map"]["box"]
    south, west, north, east = read["box"]
    rings = [[(lon, lat) for lat, lon in shape["ring"]] for shape in read["sea"] + read["land"]]
    assert sum(abs(area(ring)) for ring in rings) == pytest.approx((north - south) * (east - west), abs=0.01)
