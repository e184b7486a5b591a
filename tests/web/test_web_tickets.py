"""A ticket opens once, and soon."""

from __future__ import annotations

import pytest

pytest.importorskip("textual_serve")

from wargame.web.tickets import MOST_TICKETS, TICKET_MS, Tickets


class Time:
    ms = 5

    def __call__(self):
        return self.ms


def test_a_ticket_is_taken_once():
    tickets = Tickets(Time())
    ticket = tickets.issue("token of Anna")
    other = tickets.issue("token of Ben")
    assert len(ticket) >= 32
    assert tickets.take(ticket) == "token of Anna"
    assert tickets.take(ticket) is None
    assert tickets.take(other) == "token of Ben"


def test_a_ticket_ends_after_half_a_minute():
    time = Time()
    tickets = Tickets(time)
    early, late = tickets.issue("a"), tickets.issue("a")
    time.ms += TICKET_MS - 1
    assert tickets.take(early) == "a"
    time.ms += 1
    assert tickets.take(late) is None


@pytest.mark.parametrize("ticket", ["", "x", "é" * 40, "a" * 100_000])
def test_what_is_no_ticket(ticket):
    assert Tickets(Time()).take(ticket) is None


def test_the_oldest_ticket_makes_room():
    tickets = Tickets(Time())
    out = [tickets.issue(str(n)) for n in range(MOST_TICKETS + 1)]
    assert tickets.take(out[0]) is None
    assert tickets.take(out[1]) == "1"
    assert tickets.take(out[-1]) == str(MOST_TICKETS)
