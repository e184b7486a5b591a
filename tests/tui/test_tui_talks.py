"""Talks on the screens: a deal by keys alone, the forms, the difference of a counter-offer, the ladder."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from conftest import layout, press, type_line
from test_tui_app_flow import until

from wargame.model.orders import TEAMS
from wargame.model.orders_politics import Ladder, Offer, Respond, TermForm, Ultimatum
from wargame.tui.lines import plain
from wargame.tui.offer_draft import OfferDraft, forms_of, templates_of, unbound
from wargame.tui.talk_panes import Dates, difference_lines, would_line


def pane(app, name):
    """All of a pane as text."""
    return app.screen.query_one(f"#{name}").as_text()


def agreement(app, seat, number):
    return app.desk.view(seat).politics.agreement(number)


# ---- a deal by keys alone ----------------------------------------------------------------------------------


async def take_keyboard(pilot, seat):
    """Enter on the hand-over screen, then the talks."""
    await until(pilot, "HandOver")
    assert pilot.app.screen.seat == seat
    await press(pilot, "enter")
    await until(pilot, "SeatScreen")
    assert pilot.app.screen.team == seat


def test_two_teams_at_one_keyboard_agree_on_the_protocol_after_a_counter_offer(make):
    async def run():
        app = make(["ankara", "moscow"])
        async with app.run_test(size=(120, 40)) as pilot:
            await take_keyboard(pilot, "ankara")
            await press(pilot, "c", "n", "right")
            assert "Additional Protocol" in pane(app, "offer")
            await press(pilot, "s")
            await until(pilot, "TalksScreen")
            assert "Sent to Moscow" in app.screen.status.as_text()
            await press(pilot, "p")

            await take_keyboard(pilot, "moscow")
            assert "Ankara offers Additional Protocol" in app.screen.status.as_text()
            await press(pilot, "c", "r", "down", "enter")
            await type_line(pilot, "by +30")
            await press(pilot, "enter")
            assert "changed" in pane(app, "offer")
            assert "was: Corridor along M4" in pane(app, "offer")
            await press(pilot, "plus", *["down"] * 10, "enter", "enter")
            assert "added" in pane(app, "offer")
            await press(pilot, "s")
            await until(pilot, "TalksScreen")
            await press(pilot, "p")

            await take_keyboard(pilot, "ankara")
            assert "Moscow counters with" in app.screen.status.as_text()
            await press(pilot, "c")
            terms = pane(app, "terms")
            assert "Beside offer 3" in terms
            assert terms.count(" changed ") == terms.count(" added ") == 1
            assert "day 30 after it starts" in terms
            await press(pilot, "a", "y")
            assert agreement(app, "ankara", 4).state == "accepted"
            await press(pilot, "escape", "e", "y")
            await take_keyboard(pilot, "moscow")
            await press(pilot, "e", "y")
            await until(pilot, "HandOver")
            return app

    app = asyncio.run(run())
    assert app.desk.turn == 2
    found = agreement(app, "moscow", 4)
    assert (found.state, found.parties) == ("in_force", ("ankara", "moscow"))
    assert [term.form.type for term in found.terms] == [
        "ceasefire", "corridor", "joint_patrol", "prisoner_body",
    ]  # fmt: skip
    known = agreement(app, "damascus", 3)
    assert known.terms == found.terms, "the deal, not the offer before it"
    assert agreement(app, "damascus", 4) is None


def test_an_offer_goes_out_by_mouse_alone(make):
    async def run():
        app = make(["ankara"])
        async with app.run_test(size=(160, 45)) as pilot:
            await until(pilot, "SeatScreen")
            await click_footer(pilot, "talks.open")
            await click_footer(pilot, "talks.offer")
            await click_row(pilot, "template")
            form = app.screen.query_one("#offer")
            await click_row(pilot, "term 0", column=form.size.width - 1)
            assert [t.type for t in app.screen.draft.terms] == ["corridor", "joint_patrol"]
            await click_row(pilot, "to damascus")
            await click_row(pilot, "send")
            await until(pilot, "TalksScreen")
            return agreement(app, "damascus", 3)

    found = asyncio.run(run())
    assert found.parties == TEAMS
    assert [term.form.type for term in found.terms] == ["corridor", "joint_patrol"]


async def click_footer(pilot, action):
    footer = pilot.app.screen.query_one("#footer")
    left = 0
    for item, name in footer.parts():
        if name == action:
            await pilot.click("#footer", offset=(left + 2, 0))
            await pilot.pause()
            return
        left += sum(len(words) for words, _ in item)
    raise AssertionError(f"{action} is not in the footer")


async def click_row(pilot, key, column=3):
    form = pilot.app.screen.query_one("#offer")
    line = next(n for n, (_, row) in enumerate(form._flat) if form.rows[row].key == key)
    await pilot.click("#offer", offset=(column + 2, line - form.top + 1))
    await pilot.pause()


def test_answers_are_asked_for_and_others_are_told_why_not(make):
    async def run():
        app = make(["ankara"])
        session = app.desk.session
        session.talk("moscow", "offer ankara [ceasefire places saraqib]")
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "SeatScreen")
            assert "Moscow offers Ceasefire" in pane(app, "feed")
            await press(pilot, "c")
            await press(pilot, "v")
            assert "nothing to leave" in app.screen.status.as_text()
            await press(pilot, "x", "n")
            assert agreement(app, "ankara", 3).state == "offered"
            await press(pilot, "x", "y")
            assert agreement(app, "ankara", 3).state == "lapsed"
            app.screen.query_one("#agreements").go_to("2")
            await press(pilot, "v", "y")
            assert agreement(app, "ankara", 2).leaves is not None
            await press(pilot, "c")
            await until(pilot, "SeatScreen")
            assert "to answer" not in pane(app, "feed")

    asyncio.run(run())


def test_a_climb_and_an_ultimatum_go_to_the_sheet(make):
    async def run():
        app = make(["ankara"])
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "SeatScreen")
            await press(pilot, "c", "3", "up", "enter", "y")
            await press(pilot, "u", "right")
            assert "Withdrawal behind the posts" in pane(app, "offer") or app.screen.draft.template
            while app.screen.draft.template.id != "behind_the_posts":
                await press(pilot, "right")
            assert app.screen.draft.to == ["damascus"]
            form = app.screen.query_one("#offer")
            form.go_to("rung")
            await press(pilot, "right", "right", "s")
            await until(pilot, "TalksScreen")
            await press(pilot, "escape")
            if type(app.screen).__name__ == "TalksScreen":
                await press(pilot, "escape")
            await until(pilot, "SeatScreen")
            return app.desk.view("ankara").sheet.orders, pane(app, "orders")

    orders, sheet = asyncio.run(run())
    assert orders == (
        Ladder(rung=3),
        Ultimatum(to="damascus", template="behind_the_posts", deadline=2, rung=5),
    )
    assert "ULTIMATUM" in sheet
    assert "RUNG 3" in sheet


def test_an_order_about_a_proxy_begins_in_the_composer(make):
    async def run():
        app = make(["ankara"])
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, "SeatScreen")
            await press(pilot, "c", "4", "enter")
            await until(pilot, "SeatScreen")
            assert app.screen.draft.words == ("support", "nlf")
            assert "ammo" in app.screen.draft.options
            await press(pilot, "escape", "c", "4", "end", "enter")
            assert app.screen.draft.words == ("border",)
            assert "managed" in app.screen.draft.options

    asyncio.run(run())


def test_a_term_that_is_none_is_told_and_not_taken(make):
    async def run():
        app = make(["moscow"])
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "SeatScreen")
            await press(pilot, "c", "n", "plus", "enter")
            await type_line(pilot, "places sarakib")
            await press(pilot, "enter")
            assert "saraqib" in app.screen.query_one("#rows").as_text()
            assert type(app.screen).__name__ == "TermLine"
            app.screen.query_one("#typed").value = "ceasefire places sara"
            await pilot.pause()
            await press(pilot, "tab")
            assert app.screen.query_one("#typed").value == "ceasefire places saraqib "
            assert "reads: Ceasefire at Saraqib" in app.screen.query_one("#rows").as_text()
            await press(pilot, "enter")
            await until(pilot, "OfferForm")
            await press(pilot, "s")
            assert "goes to nobody" in pane(app, "offer")
            assert type(app.screen).__name__ == "OfferForm"

    asyncio.run(run())


def test_nobody_to_pass_the_keyboard_to(make):
    async def run():
        app = make(["ankara"])
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, "SeatScreen")
            await press(pilot, "p")
            assert "Nobody else" in app.screen.status.as_text()

    asyncio.run(run())


def test_a_sealed_team_may_be_given_the_keyboard_to_answer(make):
    async def run():
        app = make(["ankara", "moscow"])
        async with app.run_test(size=(120, 40)) as pilot:
            await take_keyboard(pilot, "ankara")
            await press(pilot, "e", "y")
            await take_keyboard(pilot, "moscow")
            app.desk.session.talk("moscow", "offer ankara [ceasefire]")
            await press(pilot, "p")
            await take_keyboard(pilot, "ankara")
            await press(pilot, "c", "a", "y")
            assert agreement(app, "moscow", 3).state == "accepted"
            await press(pilot, "escape", "e")
            await take_keyboard(pilot, "moscow")

    asyncio.run(run())


def test_the_white_cell_reads_the_talks_and_sends_none(make):
    async def run():
        app = make(["white"])
        app.desk.session.talk("moscow", "offer ankara [ceasefire] secret")
        async with app.run_test(size=(160, 45)) as pilot:
            await until(pilot, "CellScreen")
            await press(pilot, "c")
            assert "secret" in pane(app, "agreements")
            assert "Iran-backed" in pane(app, "people") or "points" in pane(app, "people")
            await press(pilot, "n")
            assert "sends none" in app.screen.status.as_text()
            await press(pilot, "a")
            assert "sends none" in app.screen.status.as_text()

    asyncio.run(run())


def test_a_secret_offer_shows_on_no_screen_of_the_third_team(make):
    async def run():
        app = make(["damascus"])
        app.desk.session.talk("moscow", "offer ankara [ceasefire places saraqib] secret")
        async with app.run_test(size=(160, 45)) as pilot:
            await until(pilot, "SeatScreen")
            words = pane(app, "feed")
            await press(pilot, "c")
            words += pane(app, "agreements") + pane(app, "terms")
            assert "Saraqib" not in words
            assert "offers" not in words

    asyncio.run(run())


# ---- pure ------------------------------------------------------------------------------------------------


def templates():
    return {template.id: template for template in templates_of(layout().scenario)}


def test_a_draft_ends_in_the_order_that_a_line_gives():
    draft = OfferDraft("ankara")
    assert isinstance(draft.order(), str)
    draft.take_template(templates()["protocol_2020_03_05"])
    assert draft.order() == Offer(to=("moscow",), template="protocol_2020_03_05")
    draft.toggle("damascus")
    draft.change("secret", 1, 20)
    draft.change("start", 2, 20)
    draft.change("expiry", 1, 20)
    draft.change("expiry", 3, 20)
    draft.change("notice", -5, 20)
    draft.drop(draft.terms[0])
    kept = forms_of(templates()["protocol_2020_03_05"])[1:]
    assert draft.order() == Offer(
        to=("moscow", "damascus"), template="protocol_2020_03_05", terms=kept, secret=True, start=2,
        expiry=23, notice=0,
    )  # fmt: skip
    draft.change("expiry", -3, 20)
    draft.change("expiry", -1, 20)
    assert draft.expiry is None
    assert [line.mark for line in draft.lines] == ["same", "same", "removed"]
    draft.restore(draft.lines[2].old)
    assert len(draft.order().terms) == 3


def test_a_counter_offer_changes_something():
    session_offer = offer_view()
    draft = OfferDraft("moscow")
    draft.counter(session_offer, ("ankara", "moscow"))
    assert "accept it" in draft.order()
    assert draft.terms[0].bound == ()
    draft.terms[0] = TermForm(type="ceasefire", places=("nayrab",))
    assert draft.order() == Respond(offer=3, answer="counter", terms=tuple(draft.terms))
    draft.terms.clear()
    assert "no term" in draft.order()


def offer_view():
    from wargame.play.session import new_session

    session = new_session(layout(), seed=7)
    number = session.talk("ankara", "offer moscow [ceasefire places saraqib]")
    return session.view("moscow").politics.agreement(number)


def test_an_ultimatum_goes_to_the_one_whom_the_demand_binds():
    draft = OfferDraft("ankara", kind="ultimatum", deadline=3, rung=4)
    draft.take_template(templates()["behind_the_posts"])
    assert draft.to == ["damascus"]
    draft.toggle("moscow")
    draft.change("rung", 9, 0)
    draft.change("deadline", -9, 0)
    assert draft.order() == Ultimatum(to="moscow", template="behind_the_posts", deadline=1, rung=8)


def test_a_term_that_binds_all_says_nothing_of_it():
    term = TermForm(type="ceasefire", bound=("ankara", "moscow"))
    assert unbound(term, ("ankara", "moscow")).bound == ()
    assert unbound(term, TEAMS).bound == ("ankara", "moscow")


@pytest.mark.parametrize(
    ("days", "words"), [((5,), "1 Feb"), ((6, 7, 8), "2-4 Feb"), ((3, 4, 5), "30 Jan - 1 Feb")]
)
def test_days_of_a_turn(days, words):
    assert Dates(date(2020, 1, 27)).list(days) == words


def test_what_a_term_would_have_meant():
    dates = Dates(date(2020, 1, 27))
    assert would_line((), dates, 1) == ()
    assert "kept" in plain(would_line((), dates, 2))
    told = plain(would_line([("moscow", (6, 8)), ("damascus", (7,))], dates, 4))
    assert told == "last turn: would have been broken by Moscow (2-4 Feb), Damascus (3 Feb)"


def test_every_kind_of_difference_has_its_mark():
    from wargame.model.agreement_diff import differences

    old = (TermForm(type="corridor", route="m4", depth=6), TermForm(type="deconfliction"))
    new = (TermForm(type="corridor", route="m4", depth=4), TermForm(type="ceasefire"))
    drawn = [
        [plain(line).rstrip() for line in difference_lines(each, lambda term: term.type, 60)]
        for each in differences(old, new)
    ]
    assert [lines[0][0] for lines in drawn] == ["~", "+", "-"]
    assert "was: corridor" in drawn[0][1]
    assert all(len(line) <= 60 for lines in drawn for line in lines)
