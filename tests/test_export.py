"""`wargame export`, `wargame save`, and what `wargame verify` holds against what was announced."""

from __future__ import annotations

import csv
import html
import io
import json
import sqlite3
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from save_samples import made

import wargame as wg
from wargame import opening
from wargame.cli import main
from wargame.commands.export import FIELDS, Line
from wargame.commands.export_text import FORMULA, csv_of, guarded, html_of
from wargame.model.exercise import AdHocInject, Entry, EntryKind
from wargame.store.save import open_save, read_save
from wargame.store.verify import verify

IDLIB = "scenarios/idlib_2020.toml"
TEAMS = ("ankara", "moscow", "damascus")
EVIL = '<script>alert(1)</script>=1+1"\u202e\x1b]0;x\x07'


def said(save, kind, seat, audience, **payload):
    """One entry of a host, as it would stand in the journal."""
    entry = Entry(
        turn=2, day=5, at_ms=1, actor="Ayşe", seat=seat, kind=kind, audience=audience, payload=payload
    )
    save.commit([entry])


@pytest.fixture(scope="module")
def planted(root, tmp_path_factory):
    """A session under way with a canary in whatever one seat may not read of another."""
    path = tmp_path_factory.mktemp("export") / "a.wargame"
    session = wg.new_session(wg.load(root / IDLIB), seed=7, save=path)
    for team in TEAMS:
        drafted = session.submit(team, wg.bots.historical)
        meant = f"INTENT-{team}-{EVIL}" if team == "ankara" else f"INTENT-{team}"
        session.submit(team, drafted.model_copy(update={"intent": meant}))
        session.seal(team, f"Author {team}")
    for team in TEAMS:
        note = AdHocInject(
            id=f"note_{team}",
            title=f"TITLE-{team}",
            body=f"BODY-{team}",
            audience=(team,),
            effects=({"add": "tension", "by": 2},),
        )
        session.write_inject(note)
    session.adjudicate()
    session.journal.close()
    with open_save(path) as save:
        for bit, team in enumerate(TEAMS):
            mask = 1 << bit | 8
            sheet = {"team": team, "intent": f"DRAFT-{team}"}
            said(save, "draft_saved", team, mask, sheet=sheet, rev=1, pid="p1ab")
            said(save, "chat_sent", team, mask, chat={"channel": "team", "text": f"CHAT-{team}"}, pid="p1ab")
            said(save, "rfi_asked", team, mask, id="r1", text=f"RFI-{team}", pid="p1ab")
            said(
                save,
                "rfi_answered",
                "white",
                mask,
                id="r1",
                state="released",
                text=f"ANSWER-{team}",
                truth="false",
            )
            said(save, "note_saved", team, mask, note_id="n", text=f"NOTE-{team}", share=False, pid="p1ab")
            said(save, "item_opened", team, mask, item=f"OPENED-{team}", pid="p1ab")
        said(save, "role_set", "white", 8, pid="p1ab", role="ROLE-white", by="white")
        said(save, "notice_sent", "white", 15, text="NOTICE-all", emergency=False, by="white")
    return path


def exported(root, capsys, monkeypatch, path, seat, shape):
    monkeypatch.chdir(root)
    capsys.readouterr()
    assert main(["export", str(path), "--seat", seat, "--format", shape]) == 0
    return capsys.readouterr()


@pytest.mark.parametrize("shape", ["json", "csv", "html"])
@pytest.mark.parametrize("seat", TEAMS)
def test_a_team_gets_its_own_and_nothing_of_others(root, capsys, monkeypatch, planted, seat, shape):
    out, err = exported(root, capsys, monkeypatch, planted, seat, shape)
    assert not err
    for own in ("INTENT", "BODY", "TITLE", "CHAT", "RFI", "ANSWER"):
        assert f"{own}-{seat}" in out
    assert "NOTICE-all" in out
    for other in TEAMS:
        if other != seat:
            for word in ("INTENT", "BODY", "TITLE", "CHAT", "RFI", "ANSWER", "NOTE", "OPENED"):
                assert f"{word}-{other}" not in out
            assert f"note_{other}" not in out
            assert f"Author {other}" not in out
    for hidden in ("ROLE-white", "NOTE-", "OPENED-", "DRAFT", '"truth"', "tension, by", "p1ab", "salt"):
        assert hidden not in out
    if shape == "csv":
        assert f'"aim","{seat}",' in out
        assert not any(f'"aim","{other}",' in out for other in TEAMS if other != seat)
    if shape == "json":
        held = json.loads(out)
        assert "seed" not in held["facts"]
        assert '"seed"' not in json.dumps(held["entries"])
        assert held["facts"]["commitment to the seed"]
        assert [turn["turn"] for turn in held["turns"]] == [0, 1]
        view = opening.read(planted).at(1).view(seat)
        assert held["turns"][1]["view"]["places"] == view.model_dump(mode="json")["places"]
        assert [e["sentence"] for e in held["turns"][1]["events"]] == [e.told() for e in view.events]
        assert {e["kind"] for e in held["entries"]} <= set(FIELDS)


MOTIVES = {
    "ankara": "the largest group near the front",
    "moscow": "the main battle is watched",
    "damascus": "the main effort is supplied first",
}
"""What the bot of each team gives as a reason in its first turn."""


@pytest.mark.parametrize("shape", ["json", "csv", "html"])
@pytest.mark.parametrize("seat", [*TEAMS, "white"])
def test_reasons_of_bots_are_for_their_own_team_and_the_white_cell(
    root, capsys, monkeypatch, planted, seat, shape
):
    out, _ = exported(root, capsys, monkeypatch, planted, seat, shape)
    for team, sentence in MOTIVES.items():
        assert (sentence in out) == (seat in ("white", team))


@pytest.mark.parametrize("shape", ["json", "csv", "html"])
def test_the_white_cell_gets_everything_and_a_warning(root, capsys, monkeypatch, planted, shape):
    out, err = exported(root, capsys, monkeypatch, planted, "white", shape)
    assert "white cell's copy" in err
    for team in TEAMS:
        for word in ("INTENT", "BODY", "CHAT", "RFI", "ANSWER", "NOTE"):
            assert f"{word}-{team}" in out
    if shape == "json":
        assert json.loads(out)["facts"]["seed"] == "7"


def test_the_seed_is_for_everybody_once_the_session_has_ended(root, capsys, monkeypatch, tmp_path):
    path = tmp_path / "a.wargame"
    session = wg.new_session(wg.load(root / IDLIB), 7, path, dict.fromkeys(TEAMS, wg.bots.historical))
    while not session.over:
        session.adjudicate()
    session.journal.close()
    held = json.loads(exported(root, capsys, monkeypatch, path, "moscow", "json").out)
    assert held["facts"]["seed"] == "7"
    opened = held["entries"][-1]["payload"]
    assert opened["seed"] == 7
    assert len(opened["salt"]) == 64
    rows = list(csv.DictReader(exported(root, capsys, monkeypatch, path, "moscow", "csv").out.splitlines()))
    aims = [row for row in rows if row["what"] == "aim"]
    assert rows[-len(aims) :] == aims
    assert {row["who"] for row in aims} == set(TEAMS)
    own = [row["text"] for row in aims if row["who"] == "ankara"]
    points = sum(float(text.split("): ")[1].split(" of ")[0]) for text in own)
    assert points == pytest.approx(sum(session.scores["ankara"].values()), abs=0.05 * len(own))
    assert verify(path).ok
    assert main(["verify", str(path), "--commitment", held["facts"]["commitment to the seed"].upper()]) == 0


def test_kinds_that_a_team_may_have_exist():
    from typing import get_args

    assert set(FIELDS) <= set(get_args(EntryKind))
    for fields in FIELDS.values():
        assert not {"truth", "pid", "digest", "chain", "effects", "event", "by"} & set(fields)


# ---- hostile text ------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


PLAIN = {"html", "head", "meta", "title", "style", "body", "p", "h1", "h2", "table", "tr", "th", "td"}


def test_hostile_text_of_a_real_session_stays_text(root, capsys, monkeypatch, planted):
    page = exported(root, capsys, monkeypatch, planted, "ankara", "html").out
    reader = Reader()
    reader.feed(page)
    assert reader.tags == PLAIN
    assert reader.attributes == {"lang", "charset", "http-equiv", "content", "class"}
    assert "default-src 'none'" in page
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    for out in (page, exported(root, capsys, monkeypatch, planted, "ankara", "csv").out):
        assert not any(c in out for c in "\x1b\x07\u202e")


@given(st.text(max_size=60))
@example("</td></table><script>x</script>")
@example("\"'><img src=x onerror=alert(1)>")
def test_no_text_becomes_part_of_the_page(text):
    page = html_of(text, text, {text: text}, [Line(1, 2, text, text, text)])
    reader = Reader()
    reader.feed(page)
    assert reader.tags == PLAIN
    assert reader.attributes == {"lang", "charset", "http-equiv", "content", "class"}
    assert page.isascii()


@given(st.text(max_size=40))
@example("=1+1")
@example("\t=1+1")
@example("  @SUM(A1)")
@example("＝cmd")
@example('"=1')
@example("\r\n=1")
def test_no_cell_is_a_formula_and_every_row_is_one_row(text):
    made_ = csv_of([Line(1, -1, "event", text, text)])
    header, row = csv.reader(io.StringIO(made_, newline=""))
    assert header == ["turn", "day", "what", "who", "text"]
    assert row[:2] == ["1", "-1"]
    for cell in row[2:]:
        assert not cell.startswith(FORMULA)
        assert not cell.lstrip().startswith(FORMULA)


def test_plain_text_is_left_alone():
    assert guarded("The road is cut.") == "The road is cut."
    assert guarded("-5") == "'-5"
    assert html.unescape(html_of("İdlib & co", "x", {}, [])).count("İdlib & co") == 2


# ---- wargame save ------------------------------------------------------------------------------------------


def test_saves_are_listed_with_what_one_asks_for(tmp_path, capsys):
    made(tmp_path / "b.wargame", 2)
    made(tmp_path / "a.wargame", 1)
    (tmp_path / "c.wargame").write_text("no save")
    (tmp_path / "note.txt").write_text("mine")
    assert main(["save", "list", str(tmp_path), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(r["file"], r["turn"], r["phase"]) for r in rows] == [
        ("a.wargame", 1, "planning"),
        ("b.wargame", 2, "planning"),
        ("c.wargame", "", "unreadable"),
    ]
    assert rows[0]["seats"] == "ankara"
    assert main(["save", "list", str(tmp_path)]) == 0
    assert "b.wargame" in capsys.readouterr().out
    with sqlite3.connect(tmp_path / "b.wargame") as changing:
        changing.execute("UPDATE entry SET actor = 'x' WHERE seq = 3")
    changing.close()
    assert main(["save", "list", str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[1]["phase"] == "damaged"


def test_copy_rescue_and_upgrade(root, tmp_path, capsys):
    path = made(tmp_path / "a.wargame", 3)
    assert main(["save", "copy", str(path), str(tmp_path / "b.wargame")]) == 0
    assert verify(tmp_path / "b.wargame").ok
    assert main(["save", "copy", str(path), str(tmp_path / "b.wargame")]) == 2
    assert main(["save", "rescue", str(path), str(tmp_path / "c.wargame")]) == 0
    assert "through turn 3" in capsys.readouterr().out
    old = tmp_path / "old.wargame"
    old.write_bytes((root / "tests/store/golden/format1.wargame").read_bytes())
    assert main(["save", "upgrade", str(old)]) == 0
    assert "old.wargame.format1" in capsys.readouterr().out
    assert main(["save", "upgrade", str(old)]) == 0
    assert "format of today" in capsys.readouterr().out


@pytest.mark.parametrize(
    "given_",
    [
        ["copy", "a"],
        ["rescue"],
        ["upgrade", "a", "b"],
        ["list", "a", "b"],
        ["list", "no"],
        ["branch", "a", "b"],
    ],
)
def test_wrong_usage_is_one_line(tmp_path, monkeypatch, capsys, given_):
    monkeypatch.chdir(tmp_path)
    assert main(["save", *given_]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_branch_of_a_real_session_resolves_the_same_way(root, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(root)
    path, to = tmp_path / "a.wargame", tmp_path / "b.wargame"
    session = wg.new_session(wg.load(IDLIB), 7, path, dict.fromkeys(TEAMS, wg.bots.historical))
    for _ in range(3):
        session.adjudicate()
    session.journal.close()
    assert main(["save", "branch", str(path), str(to), "--turn", "2"]) == 0
    assert main(["verify", str(to)]) == 0
    assert main(["play", str(to), "--bots", "all", "--to-turn", "3", "--json"]) == 0
    assert opening.read(to).digest == opening.read(path).digest, "the same orders and seed, the same turn"
    capsys.readouterr()
    assert main(["save", "list", str(tmp_path), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    with read_save(path) as parent:
        assert rows[1]["note"].startswith(f"branch of {parent.meta.uuid[:8]}")


# ---- wargame verify against what was announced -------------------------------------------------------------


def test_heads_that_were_announced_are_looked_for(root, planted, monkeypatch, capsys):
    monkeypatch.chdir(root)
    with read_save(planted) as save:
        head = save.head
        earlier = save.table("turn_digest")[1][2].hex()
    for known in (head, earlier):
        assert main(["verify", str(planted), "--head", known]) == 0
    capsys.readouterr()
    assert main(["verify", str(planted), "--head", "0" * 64]) == 1
    assert "not the session that was announced" in capsys.readouterr().out
    assert main(["verify", str(planted), "--commitment", "0" * 64, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert "commitment" in told["findings"][0]["finding"]
