"""Orders as lines of text, both ways, and the words that may come next."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from order_samples import orders

from wargame.errors import UnknownName, UsageError, WargameError
from wargame.model.orders import TEAMS, Attack, Move
from wargame.play.codec import row_of
from wargame.play.layout import lay_out
from wargame.play.menu import Menu
from wargame.play.notation import POSTURES, complete, parse, text_of
from wargame.rules.codes import Access, AirUser, ConvoyKind, OrderKind, PostAct, Refusal, Task
from wargame.rules.legal import cost, refusal
from wargame.store.scenario_file import load_scenario


@cache
def idlib():
    path = Path(__file__).resolve().parents[2] / "scenarios" / "idlib_2020.toml"
    return lay_out(load_scenario(path).model_copy(update={"injects": ()}))


@pytest.mark.parametrize(
    ("team", "text"),
    [
        ("damascus", "saa_25_a attack maarat_al_numan"),
        ("damascus", "saa_25_a saa_25_b attack maarat_al_numan then khan_al_subul"),
        ("damascus", "saa_25_a attack maarat_al_numan probe"),
        ("damascus", "saa_25_a attack hish then saraqib all_out column -40 stop_loss 0"),
        ("damascus", "saa_25_a move murek via khan_shaykhun"),
        ("damascus", "saa_25_a move aleppo by_m5"),
        ("ankara", "convoy aid sarmada"),
        ("ankara", "convoy aid sarmada via reyhanli bab_al_hawa sarmada unannounced"),
        ("damascus", "saa_25_a move hama via khan_shaykhun murek push"),
        ("damascus", "saa_11d posture fortify"),
        ("damascus", "air_task cas saraqib 12, strike ariha 6 unrestricted, interdict afes__saraqib 4"),
        ("moscow", "airspace saraqib_idlib tr_drone closed"),
        ("ankara", "proxy_task nlf hold saraqib with 2"),
        ("ankara", "proxy_task nlf open_road afes__saraqib"),
        ("ankara", "proxy_task hts separate_from_hts"),
        ("ankara", "post establish np_2 at taftanaz size 300"),
        ("ankara", "post evacuate np_1"),
        ("ankara", "convoy supply op_9 via sarmada atarib escort tr_column_1 unannounced"),
        ("ankara", "convoy troops op_1 200"),
        ("damascus", "siege op_9 cordon"),
        ("damascus", "fires saa_art_south prepare maarat_al_numan days 2"),
        ("ankara", "fires op_9 retaliate murek"),
        ("moscow", "military_police escort op_9"),
        ("moscow", "military_police interpose ru_mp_a at khan_tuman"),
        ("moscow", "military_police interpose ru_mp_a at nayrab__turumbah"),
        ("damascus", "clear_road maar_hattat__maarat_al_numan khan_al_subul__maarat_al_numan"),
        ("ankara", "post ration op_9"),
        ("damascus", "supply_priority saa_25_a saa_5c_a"),
        ("ankara", "support nlf ammo 2"),
        ("moscow", "statement warn damascus"),
        ("ankara", "statement condemn moscow private"),
        ("ankara", "statement attribute saraqib syaaf"),
        ("ankara", "ultimatum damascus protocol_2020_03_05 deadline 9 rung 5"),
        (
            "ankara",
            "ultimatum damascus [withdraw side government zone border_belt by 32] deadline 9 rung 5",
        ),
        ("ankara", "offer moscow protocol_2020_03_05"),
        (
            "ankara",
            "offer moscow damascus [ceasefire places saraqib, nayrab by 12; post_status posts op_9 feed "
            "immune] secret start 2 expiry 30 notice 4",
        ),
        ("moscow", "offer ankara [airspace_access user tr_drone access deconflicted sector saraqib_idlib]"),
        ("moscow", "offer ankara [proxy_restraint binds ankara severity 3 proxy hts no_attack guns_out]"),
        ("ankara", "offer moscow protocol_2020_03_05 [corridor route m4 depth 6; ceasefire without hts]"),
        ("ankara", "respond 4 accept"),
        ("ankara", "respond 4 reject"),
        ("ankara", "respond 4 leave"),
        ("ankara", "respond 4 counter [ceasefire; joint_patrol roads afes__saraqib from 46]"),
        ("ankara", "external kyiv"),
        ("ankara", "external washington patriot"),
        ("ankara", "external eu money"),
        ("ankara", "economy gas tighten"),
        ("ankara", "ladder 4"),
        ("ankara", "border managed 20000 screening 1 camp 5000 atmeh"),
        ("ankara", "border closed"),
        ("ankara", "offer moscow [withdraw side government zone border_belt by +3; joint_patrol from +10]"),
        ("damascus", "saa_25_a attack hish probe breach"),
        ("damascus", "air_task cas saraqib 12, strike ariha 6 unrestricted breach priority 3"),
        ("ankara", "drone_strike saraqib_idlib formations 6 forced breach"),
        ("ankara", "libya sna +500"),
        ("ankara", "libya sna -500"),
        ("moscow", "steer stop saraqib, nayrab leverage 5"),
        ("ankara", 'offer moscow [ceasefire] secret priority 2 note "before [noon]; at Sochi"'),
        ("damascus", 'saa_11d posture rest priority 2 note "after Maarat, the \\"road\\" west"'),
    ],
)
def test_a_line_is_read_and_written_back(team, text):
    assert text_of(parse(idlib(), team, text)) == text


@pytest.mark.parametrize(
    ("loose", "strict"),
    [
        ("SAA_25_A  Attack Maarat al-Numan", "saa_25_a attack maarat_al_numan"),
        (
            "saa_25_a, saa_25_b attack khan al-subul THEN Saraqib",
            "saa_25_a saa_25_b attack khan_al_subul then saraqib",
        ),
        ("saa_11d fortify", "saa_11d posture fortify"),
        ("air task CAS Saraqib 12", "air_task cas saraqib 12"),
        ("siege Murek cordon", "siege op_9 cordon"),
        ("convoy supply op_9 announced", "convoy supply op_9"),
        ("saa_25_a move Hama", "saa_25_a move hama via khan_shaykhun murek"),
        (
            "saa_25_a move surman via khan shaykhun, abu al-duhur",
            "saa_25_a move surman via khan_shaykhun abu_al_duhur",
        ),
        ("proxy_task nlf separate-from-hts", "proxy_task nlf separate_from_hts"),
        ("proxy support nlf ammo", "support nlf ammo 1"),
        ("libya sna 500", "libya sna +500"),
        ("steer stop Saraqib Nayrab", "steer stop saraqib, nayrab"),
        (
            "OFFER moscow, damascus [ Ceasefire places Khan al-Subul saraqib ;; prisoner-body ; ]",
            "offer moscow damascus [ceasefire places khan_al_subul, saraqib; prisoner_body]",
        ),
    ],
)
def test_case_names_and_spaces_are_free(loose, strict):
    assert text_of(parse(idlib(), "damascus", loose)) == strict


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("saa_25_a attack sarakib", "saraqib"),
        ("saa_25_a atack saraqib", "attack"),
        ("saa_25_aest attack saraqib", "saa_25_east"),
        ("saa_25_a posture fortfy", "fortify"),
        ("convoi supply op_9", "convoy"),
        ("airspace saraqib_idlib tr_dron closed", "tr_drone"),
        ("siege op_9 cordn", "cordon"),
        ("offer moscow [ceasfire]", "ceasefire"),
        ("offer moscow [ceasefire palces saraqib]", "places"),
        ("offer moscow [ceasefire places sarakib]", "saraqib"),
        ("offer mosco [ceasefire]", "moscow"),
        ("offer moscow protocol_2020_03_06", "protocol_2020_03_05"),
        ("external kiyv", "kyiv"),
    ],
)
def test_a_wrong_word_names_the_nearest_right_one(text, nearest):
    with pytest.raises(UnknownName) as caught:
        parse(idlib(), "damascus", text)
    assert caught.value.nearest == nearest
    assert nearest in str(caught.value)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "empty"),
        ("saa_25_a", "order"),
        ("saa_25_a attack", "place"),
        ("saa_25_a saa_25_b move murek", "one formation"),
        ("saa_25_a attack saraqib priority 10", "1 to 9"),
        ("saa_25_a attack saraqib nayrab", "not expected"),
        ("air_task cas saraqib many", "whole number"),
        ("proxy_task nlf hold saraqib with 4", "0 to 3"),
        ("supply_priority", "formations"),
        ("offer moscow", "template"),
        ("offer moscow [ceasefire", "without ]"),
        ("offer moscow []", "no term"),
        ("offer moscow [ceasefire places]", "1 to 8"),
        ("offer moscow [ceasefire by 201]", "0 to 200"),
        ("offer moscow [" + "ceasefire;" * 13 + "]", "terms"),
        ("ultimatum damascus [ceasefire] rung 5", "deadline"),
        ("respond four accept", "whole number"),
        ("border managed 20001", "multiple of 100"),
        ("libya sna +50", "multiple of 100"),
        ("ladder 9", "0 to 8"),
        ("ladder 4 breach", "breach stands behind"),
        ("saa_25_a attack " + " then ".join(["saraqib"] * 5), "targets"),
        ("saa_25_a attack saraqib " + "x" * 3000, "longer"),
    ],
)
def test_one_clear_line_for_what_is_missing(text, part):
    with pytest.raises(UsageError, match=part) as caught:
        parse(idlib(), "damascus", text)
    assert "\n" not in str(caught.value)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_text_written_is_read_as_the_same_order(data):
    order = data.draw(orders(idlib().names))
    assert parse(idlib(), "damascus", text_of(order)) == order


@pytest.mark.parametrize("team", ["ankara", "moscow", "damascus"])
def test_every_order_of_the_menu_is_read_as_itself(team):
    menu = Menu(idlib(), idlib().start, team)
    for order in menu:
        assert parse(idlib(), team, text_of(order), idlib().start) == order


WORDS = [
    "saa_25_a",
    "attack",
    "move",
    "via",
    "then",
    "note",
    "priority",
    "2",
    '"',
    ",",
    "post",
    "at",
    "idlib",
    "\x1b[2J",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_no_line_raises_anything_but_an_error_of_ours(words):
    order, said = None, ""
    try:
        order = parse(idlib(), "damascus", " ".join(words))
    except WargameError as error:
        said = str(error)
    assert (order is None) == bool(said)
    assert "\x1b" not in said


def test_a_move_follows_the_board_it_is_given():
    board = idlib().start
    order = parse(idlib(), "damascus", "saa_25_a move khan_shaykhun", board)
    assert order == Move(formation="saa_25_a", path=("khan_shaykhun",))
    assert isinstance(parse(idlib(), "damascus", "saa_25_a attack hish", board), Attack)


@pytest.mark.parametrize(
    ("team", "text", "words"),
    [
        ("damascus", "saa_25_", ["saa_25_a", "saa_25_b"]),
        ("damascus", "saa_25_a ", ["move", "posture", "attack"]),
        ("damascus", "saa_25_a att", ["attack"]),
        ("damascus", "saa_25_a attack", ["maarat_al_numan"]),
        ("damascus", "saa_25_a attack maa", ["maarat_al_numan"]),
        ("damascus", "saa_25_a attack hish ", ["then", "priority", "note"]),
        ("damascus", "saa_25_a posture fo", ["fortify"]),
        ("damascus", "air_task cas saraqib 3, stri", ["strike"]),
        ("moscow", "airspace saraqib_idlib tr_drone ", ["risky", "deconflicted", "open"]),
        ("ankara", "proxy_task n", ["nlf"]),
        ("ankara", "proxy_task nlf hold saraqib ", ["with"]),
        ("ankara", "post evacuate op_", ["op_1", "op_9"]),
        ("ankara", "", ["support", "offer", "ladder", "border", "statement"]),
        ("ankara", "support nlf ", ["ammo", "pay"]),
        ("ankara", "proxy_support nlf ", ["ammo", "pay"]),
        ("ankara", "offer ", ["moscow", "damascus"]),
        ("ankara", "offer moscow ", ["protocol_2020_03_05", "damascus", "["]),
        ("ankara", "offer moscow protocol_2020_03_05 ", ["secret", "expiry", "[", "priority"]),
        ("ankara", "offer moscow [", ["ceasefire", "corridor", "prisoner_body"]),
        ("ankara", "offer moscow [ceasefire ", ["places", "without", "by", ";", "]"]),
        ("ankara", "offer moscow [ceasefire places sara", ["saraqib"]),
        ("ankara", "offer moscow [ceasefire places saraqib, nay", ["nayrab"]),
        ("ankara", "offer moscow [corridor route ", ["m4", "m5"]),
        ("ankara", "offer moscow [ceasefire; ", ["post_status"]),
        ("ankara", "offer moscow [ceasefire] ", ["secret", "start", "note"]),
        ("ankara", "ultimatum damascus behind_the_posts ", ["deadline"]),
        ("ankara", "ultimatum damascus behind_the_posts deadline 9 ", ["rung"]),
        ("ankara", "respond ", ["2"]),
        ("ankara", "respond 2 ", ["leave"]),
        ("ankara", "respond 4 counter ", ["["]),
        ("ankara", "external ", ["kyiv", "nato"]),
        ("ankara", "border ", ["managed", "open_to_europe"]),
        ("moscow", "steer stop ", ["saraqib"]),
        ("damascus", "saa_25_a attack hish ", ["breach"]),
        ("damascus", "air_task cas hish 3 ", ["breach"]),
    ],
)
def test_completion_comes_from_the_legal_menu(team, text, words):
    found = complete(idlib(), idlib().start, team, text)
    assert [w for w in words if w not in found] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("offer moscow [ceasefire places saraqib ", ["zone", "sector", "places", "depth", "side"]),
        ("offer moscow [ceasefire ", ["depth", "user", "proxy"]),
        ("offer moscow [ceasefire by ", ["places", ";", "]"]),
        ("offer moscow protocol_2020_03_05 secret ", ["secret", "["]),
        ("ultimatum damascus behind_the_posts deadline 9 rung 5 ", ["deadline", "rung"]),
        ("", ["proxy_support"]),
    ],
)
def test_completion_does_not_offer_what_makes_no_sense_there(text, words):
    found = complete(idlib(), idlib().start, "ankara", text)
    assert [w for w in words if w in found] == []


def test_completion_offers_nothing_illegal():
    board = idlib().start
    targets = complete(idlib(), board, "damascus", "saa_25_a attack ")
    assert "idlib" not in targets
    assert "khan_shaykhun" not in targets
    assert "attack" not in complete(idlib(), board, "moscow", "ru_mp_a ")
    assert not [w for w in complete(idlib(), board, "damascus", "") if w.startswith("nlf")]
    for target in targets:
        assert (
            Menu(idlib(), board, "damascus").why_not(parse(idlib(), "damascus", f"saa_25_a attack {target}"))
            is None
        )


# ---- docs/orders.md --------------------------------------------------------------------------------------


def documented():
    """(number, kind, teams, cost, line) of each row of the table in docs/orders.md."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "orders.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("| ").split(" | ")]
        for line in text.splitlines()
        if line[:3] in NUMBERED
    ]
    return [(int(n), kind, set(teams.split()), cost, line.strip("`")) for n, kind, teams, cost, line in rows]


NUMBERED = {f"| {n}"[:3] for n in range(10)}


def test_the_document_lists_every_kind_with_its_cost_and_its_teams():
    listed = documented()
    assert [n for n, *_ in listed] == [kind.value for kind in OrderKind if kind != OrderKind.TERM]
    for number, kind, teams, price, line in listed:
        order = parse(idlib(), "damascus", line)
        assert (order.type, order.number) == (kind, number)
        assert text_of(order) == line
        row = row_of(idlib(), "damascus", 1, order)
        assert price.startswith(f"{cost(row)} cp")
        assert teams == {team for team in TEAMS if open_to(team, row)}


def open_to(team, row):
    """Whether the rules refuse the order for another reason than the team, if at all."""
    own = replace(row, team=TEAMS.index(team))
    if own.kind in (OrderKind.MOVE, OrderKind.POSTURE):
        return any(fixed.team == own.team for fixed in idlib().world.formations)
    if own.kind in (OrderKind.PROXY_TASK, OrderKind.PROXY_SUPPORT):
        return any(fixed.patron == own.team for fixed in idlib().world.factions)
    return refusal(idlib().world, idlib().start, own) != Refusal.NOT_FOR_TEAM


def test_the_document_explains_every_word_of_the_notation():
    text = (Path(__file__).resolve().parents[2] / "docs" / "orders.md").read_text(encoding="utf-8")
    words = [c.name.lower() for codes in (AirUser, Access, Task, PostAct, ConvoyKind) for c in codes]
    for word in (
        *words,
        *POSTURES,
        "push",
        "via",
        "then",
        "escort",
        "unannounced",
        "unrestricted",
        "with",
        "at",
    ):
        assert word == "none" or word in text
    for kind in OrderKind:
        assert kind == OrderKind.TERM or f"### {kind.name.lower()}\n" in text
