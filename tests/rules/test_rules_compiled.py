"""What is compiled says what the source says: draws, lists, journals, tables; and the cache that keeps it.

The functions here stand for rules: the same source runs as Python and compiled. Whole games are compared in
`tests/properties/test_properties_two_speeds.py`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from wargame.errors import UsageError
from wargame.play.layout import lay_out
from wargame.play.position import board_rows
from wargame.rules import arithmetic, compiled, compiled_memory, draw
from wargame.rules.compiled_arrays import Boards, Rows, arrays_of, column, grid, shelves, table_of
from wargame.rules.compiled_source import built, digest_of_sources, reached
from wargame.rules.log import Journal, fresh, tell
from wargame.rules.tables import Order
from wargame.store.scenario_file import load_scenario

needs_numba = pytest.mark.skipif(not compiled.available(), reason="the extra [fast] is not installed")

WORD = (1 << 64) - 1
ANSWERS = [
    tuple(map(int, line.split()))
    for line in (Path(__file__).parent / "known_draws.txt").read_text().splitlines()
    if not line.startswith("#")
]

FIRST_WORDS = {
    0: 0xE220A8397B1DCDAF,
    1234567: 6457827717110365317,
    (1234567 + 0x9E3779B97F4A7C15) & WORD: 3203168211198807973,
    (1234567 + 2 * 0x9E3779B97F4A7C15) & WORD: 9817491932198370423,
}
"""First words of splitmix64 from these states, as published with the generator."""


# ---- rules of the test's own: run as Python, and compiled


pick, mix, share, rdiv, crnd = draw.pick, draw.mix, arithmetic.share, arithmetic.rdiv, arithmetic.crnd


def rule_draws(keys: list[int], answers: list[int], words: list[int]) -> None:
    for i in range(len(answers)):
        k = 6 * i
        answers[i] = pick(keys[k], keys[k + 1], keys[k + 2], keys[k + 3], keys[k + 4], keys[k + 5])
    for i in range(len(words)):
        words[i] = mix(words[i])


def rule_slices(given: list[int], orders: list[Order], out: list[int]) -> None:
    part = given[1:4]
    part[0] = 99
    whole = given[:]
    whole[2] = 98
    past = given[3:100]
    rows = orders[1:]
    rows[0].priority = 9
    rows[0].where[2] = 55
    none = orders[:0]
    out[0] = given[1]
    out[1] = part[0]
    out[2] = given[2]
    out[3] = len(past)
    out[4] = orders[1].priority
    out[5] = orders[1].where[2]
    out[6] = len(none)
    out[7] = len(part) + len(whole)


@dataclass(frozen=True, slots=True)
class Desk:
    """A bundle that a rule makes."""

    first: list[int]
    second: list[int]


@dataclass(frozen=True, slots=True)
class Office:
    """A bundle in a bundle."""

    desk: Desk
    seats: list[int]


def office(n: int) -> Office:
    return Office(Desk([n] * n, [2] * n), [3] * (n + 1))


def rule_bundles(n: int, out: list[int]) -> None:
    made = office(n)
    other = Office(made.desk, [4] * n)
    other.desk.second[1] = 40
    other.seats[-1] = 9
    out[0] = made.desk.first[0] + made.desk.second[1]
    out[1] = len(made.seats) + made.seats[n]
    out[2] = other.seats[n - 1] + other.seats[0]


def rule_numbers(given: list[int], out: list[int]) -> None:
    pair = [given[0], given[1]]
    parts = share(given, 1000)
    total = 0
    for i, part in enumerate(parts):
        total += part * i
    out[0] = total
    out[1] = pair[0] - 7 * pair[1] // 3
    out[2] = -7 // 2 + -7 % 3 + (-9 >> 1)
    out[3] = rdiv(-5, 2) + crnd(3, 5000, 77)
    out[4] = given[-1]


def rule_journal(n: int, out: list[int]) -> None:
    facts = fresh()
    facts.head[0] = 4
    for i in range(n):
        tell(facts, 7, i, i * i, 0, 0, -1)
    total = 0
    for row in facts.rows:
        total += row[3] + row[0]
    out[0] = total
    out[1] = len(facts.rows)
    out[2] = facts.rows[n - 1][4]


def scratch(n: int) -> list[int]:
    return [n] * n


def scratch_sum(n: int) -> int:
    total = 0
    made = scratch(n)
    more = [1] * (2 * n)
    for v in made:
        total += v
    if total > 100:
        return total + len(more)
    return total


def rule_memory(times: int, n: int, out: list[int]) -> None:
    kept = [5] * 10
    for i in range(times):
        out[i % 8] = scratch_sum(n + i % 3)
    out[7] = kept[9] + len(kept)


def recursive(n: int) -> int:
    return 0 if n == 0 else recursive(n - 1)


def grows_while_read(facts: Journal) -> None:
    for row in facts.rows:
        tell(facts, row[2], 0, 0, 0, 0, -1)


def everything(
    keys: list[int],
    answers: list[int],
    words: list[int],
    given: list[int],
    orders: list[Order],
    rows: int,
    times: int,
    out: list[list[int]],
) -> tuple[int, int]:
    rule_draws(keys, answers, words)
    rule_slices(given, orders, out[0])
    rule_numbers(given, out[1])
    rule_journal(rows, out[2])
    rule_memory(times, 40, out[3])
    rule_bundles(5, out[4])
    return 0, 0


RULES = (rule_draws, rule_slices, rule_numbers, rule_journal, rule_memory, rule_bundles)

for _rule in (*RULES, scratch, scratch_sum, office):
    _rule.__module__ = "wargame.test." + _rule.__name__
"""As if they stood in the package: only its functions are compiled with what calls them."""

KEYS = [v for answer in ANSWERS for v in answer[:6]]
GIVEN = [12, -5 + 7, 30, 4, 9, 77]


def signed(word: int) -> int:
    return word - (1 << 64) if word >> 63 else word


def orders() -> list[Order]:
    return [Order(0, i, 1, 5, 2, 0, 0, 0, [-1] * 8, [-1] * 8, [0] * 8, 0, 0) for i in range(3)]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    held = os.environ.get("WARGAME_CACHE")
    os.environ["WARGAME_CACHE"] = str(tmp_path_factory.mktemp("compiled"))
    yield Path(os.environ["WARGAME_CACHE"])
    del os.environ["WARGAME_CACHE"]
    if held is not None:
        os.environ["WARGAME_CACHE"] = held


@pytest.fixture(scope="module")
def entry(cache):
    return compiled.compiled(everything)


def play(entry, times: int = 50):
    """What the entry leaves: answers, words, and five rows of numbers."""
    answers, words, out = column([0] * len(ANSWERS)), column([signed(w) for w in FIRST_WORDS]), grid(5, 8)
    compiled_memory.provide(1 << 16)
    entry(column(KEYS), answers, words, column(GIVEN), table_of(Order, orders()), 200, times, out)
    return answers.tolist(), words.tolist(), out.tolist()


def play_plain(times: int = 50):
    answers, words, out = [0] * len(ANSWERS), list(FIRST_WORDS), [[0] * 8 for _ in range(5)]
    everything(KEYS, answers, words, list(GIVEN), orders(), 200, times, out)
    return answers, words, out


def test_draws_give_the_known_answers():
    answers, words, _ = play_plain()
    assert len(ANSWERS) == 64
    assert answers == [a[6] for a in ANSWERS]
    assert words == list(FIRST_WORDS.values())


@needs_numba
def test_compiled_draws_give_the_known_answers(entry):
    answers, words, _ = play(entry)
    assert answers == [a[6] for a in ANSWERS]
    assert [w & WORD for w in words] == list(FIRST_WORDS.values())


@needs_numba
def test_lists_numbers_and_journals_read_the_same_in_both_forms(entry):
    plain, fast = play_plain()[2], play(entry)[2]
    assert fast == plain
    assert plain[0][:8] == [2, 99, 30, 3, 9, 55, 0, 9]
    assert plain[2][1] == 200
    assert plain[4][:3] == [45, 9, 13]


@needs_numba
def test_working_memory_does_not_grow_and_none_is_missed(entry):
    compiled_memory.provide(1 << 16)
    assert play(entry, 20_000)[2] == play_plain(20_000)[2]
    assert compiled_memory.STATE[compiled_memory.MISSED] == 0
    used = compiled_memory.STATE[compiled_memory.CURSOR] - compiled_memory.STATE[compiled_memory.FIRST_HALF]
    assert used < 4096


@needs_numba
def test_a_block_that_is_too_small_is_noticed_and_made_larger(entry, monkeypatch):
    state = compiled_memory.STATE
    compiled_memory.provide(1 << 16)
    before = state[compiled_memory.HALF_BYTES]
    monkeypatch.setattr(compiled_memory, "provide", lambda half: state.__setitem__(compiled_memory.END, 0))
    assert play(entry)[2] == play_plain()[2]
    monkeypatch.undo()
    assert state[compiled_memory.MISSED] > 0
    compiled_memory.provide(1 << 16)
    assert state[compiled_memory.HALF_BYTES] == 2 * before
    assert state[compiled_memory.MISSED] == 0


@needs_numba
def test_a_number_without_room_is_refused_and_not_cut():
    rows = orders()
    rows[1].amount = 1 << 31
    with pytest.raises(OverflowError):
        table_of(Order, rows)
    rows[1].amount = (1 << 31) - 1
    assert table_of(Order, rows)["amount"].tolist() == [0, (1 << 31) - 1, 0]


OTHERWISE = """
from wargame.rules import compiled, compiled_whole
compiled_whole.FITS = False
import test_rules_compiled as here
print(repr(here.play(compiled.compiled(here.everything))))
"""


@needs_numba
def test_a_numba_that_is_built_otherwise_compiles_in_its_own_way(entry, tmp_path, monkeypatch):
    monkeypatch.setenv("WARGAME_CACHE", str(tmp_path))
    command = [sys.executable, "-c", OTHERWISE]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent)
    assert done.stdout.splitlines()[-1:] == [repr(play(entry))]


def test_only_what_is_reached_is_compiled_and_callees_come_first():
    names = [f.__name__ for f in reached(everything, compiled.SECOND)]
    assert names[-1] == "everything"
    assert names.index("scratch") < names.index("scratch_sum") < names.index("rule_memory")
    assert "share" in names
    assert "cl2" not in names


def test_a_function_that_calls_itself_is_refused(monkeypatch):
    monkeypatch.setattr(recursive, "__module__", "wargame.test")
    with pytest.raises(RecursionError, match="recursive calls itself"):
        reached(recursive, frozenset())


def test_a_journal_may_not_grow_while_it_is_read():
    with pytest.raises(SyntaxError, match="may not be written meanwhile"):
        built(grows_while_read, {}, Path(__file__))


# ---- tables


@needs_numba
def test_boards_and_rows_come_back_as_they_went_in(root):
    layout = lay_out(load_scenario(root / "scenarios" / "idlib_2020.toml"))
    kept = shelves(layout.start, 2)
    for shelf, table in zip(kept, arrays_of(layout.start), strict=True):
        shelf[1] = table
    boards = Boards(kept)
    assert len(boards) == 2
    assert board_rows(boards[1]) == board_rows(layout.start)
    assert board_rows(boards[-1:][0]) == board_rows(layout.start)
    assert board_rows(boards[0]) != board_rows(layout.start)
    cells = [v for row in boards[1].teams for v in (row.pc, *row.dead_before)]
    assert all(type(v) is int for v in cells)
    rows = grid(3, 8)
    rows[2] = list(range(8))
    assert list(Rows(rows)) == [(0,) * 8, (0,) * 8, tuple(range(8))]
    assert Rows(rows)[-1] == tuple(range(8)) == Rows(rows)[1:][1]


# ---- the cache


def test_every_source_of_rules_and_bots_changes_the_name_of_the_cache(root, tmp_path):
    shutil.copytree(root / "wargame", tmp_path / "wargame", ignore=shutil.ignore_patterns("__pycache__"))
    code = """
import json, pathlib
from wargame.play.engines import run
from wargame.rules.compiled import SECOND
from wargame.rules.compiled_source import digest_of_sources
seen, files = [digest_of_sources(run, SECOND)], []
for path in sorted(p for f in ("rules", "bots") for p in pathlib.Path("wargame", f).glob("*.py")):
    text = path.read_bytes()
    path.write_bytes(text + b"\\n# changed\\n")
    seen.append(digest_of_sources(run, SECOND))
    path.write_bytes(text)
    files.append(path.as_posix())
print(json.dumps([len(files), len(set(seen)), seen[0] == digest_of_sources(run, SECOND)]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    files, digests, back = json.loads(done.stdout)
    assert files > 40
    assert digests == files + 1
    assert back


def test_the_digest_names_the_entry_too():
    assert digest_of_sources(everything, compiled.SECOND) != digest_of_sources(share, compiled.SECOND)


@needs_numba
def test_what_was_compiled_is_loaded_and_what_was_damaged_is_compiled_again(entry, cache):
    told: list[str] = []
    again = compiled.compiled(everything, lambda share, text: told.append(text))
    assert told == ["compiled"]
    assert play(again) == play(entry)
    (code,) = cache.glob("*/__pycache__/*.nbc")
    content = bytearray(code.read_bytes())
    content[len(content) // 2] ^= 1
    code.write_bytes(bytes(content))
    mended = compiled.compiled(everything, lambda share, text: told.append(text))
    assert "preparing" in told
    assert play(mended) == play(entry)
    assert not list(cache.glob("*.lock"))
    assert not list(cache.glob("new-*"))


@needs_numba
def test_old_engines_go_and_the_current_one_stays(tmp_path):
    for i in range(6):
        (tmp_path / f"{i}").mkdir()
        (tmp_path / f"{i}" / "ready").write_text("{}")
        os.utime(tmp_path / f"{i}" / "ready", (i, i))
    left = tmp_path / "new-left"
    left.mkdir()
    os.utime(left, (0, 0))
    (tmp_path / "new-now").mkdir()
    compiled.prune(tmp_path, tmp_path / "0")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["0", "3", "4", "5", "new-now"]


@needs_numba
def test_a_lock_of_a_process_that_is_gone_does_not_hold(tmp_path, monkeypatch):
    folder = tmp_path / "name"
    lock = tmp_path / "name.lock"
    lock.touch()
    os.utime(lock, (time.time() - 500, time.time() - 500))
    with compiled._alone(folder, lambda share, text: None):
        assert time.time() - lock.stat().st_mtime < 60
    assert not lock.exists()
    lock.touch()
    waited: list[str] = []
    monkeypatch.setattr(time, "sleep", lambda seconds: lock.unlink())
    with compiled._alone(folder, lambda share, text: waited.append(text)):
        pass
    assert waited == ["another process is compiling"]


HOLDS = """
import os, sys, time
from pathlib import Path
from wargame.rules import compiled
sleep = time.sleep
compiled.time.sleep = lambda seconds: sleep(min(seconds, 0.0001))
mark = Path(sys.argv[1]).with_suffix(".inside")
for _ in range(300):
    with compiled._alone(Path(sys.argv[1]), lambda share, text: None):
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
        sleep(0.0001)
        mark.unlink()
"""
"""Goes in and out many times; fails if another is inside."""


def test_two_processes_never_compile_at_once(tmp_path):
    lock = tmp_path / "name.lock"
    lock.write_text("gone")
    os.utime(lock, (time.time() - 5000, time.time() - 5000))
    command = [sys.executable, "-c", HOLDS, str(tmp_path / "name")]
    running = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0, 0, 0, 0]
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_another_has_taken_over_is_left_to_it(tmp_path):
    lock = tmp_path / "name.lock"
    with compiled._alone(tmp_path / "name", lambda share, text: None) as told:
        lock.write_text("another")
        os.utime(lock, (1000, 1000))
        told(0.5, "still here")
        assert lock.stat().st_mtime == 1000
    assert lock.read_text() == "another"


@needs_numba
def test_a_folder_that_cannot_be_written_is_no_obstacle(monkeypatch, tmp_path, entry):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("WARGAME_CACHE", str(blocked / "below"))
    assert play(compiled.compiled(everything)) == play(entry)


def test_without_numba_it_says_what_to_install(monkeypatch):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert not compiled.available()
    with pytest.raises(UsageError, match="wargame-ttx"):
        compiled.compiled(everything)


def test_asking_loads_no_numba():
    code = (
        "import sys; from wargame.play import engines; engines.available(); engines.plain();"
        "print('numba' in sys.modules, 'numpy' in sys.modules, 'pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "False"]
