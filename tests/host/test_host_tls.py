"""Encryption: the digest in the line to join decides, before anything secret is sent."""

from __future__ import annotations

import os
import stat

import pytest

pytest.importorskip("cryptography")

from wire_samples import Listening, fac

from wargame.host.link import Link, LinkDown
from wargame.host.tls import server_side
from wargame.host.wire import read_client


def encrypted(at):
    at.url = at.url.replace("ws:", "wss:")
    return at


def test_a_certificate_is_made_once_and_kept_for_its_owner(tmp_path):
    _, digest = server_side(tmp_path / "host")
    path = tmp_path / "host" / "certificate.pem"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert server_side(tmp_path / "host")[1] == digest
    assert len(digest) == 20
    assert server_side(tmp_path / "other")[1] != digest


def test_a_session_over_an_encrypted_connection(tmp_path):
    context, digest = server_side(tmp_path)
    with Listening(tls=context) as at:
        white = encrypted(at).link("white", digest=digest)
        assert fac(white, "start").t == "ack"
        at.loop.call_soon_threadsafe(at.cut, "white")
        assert fac(white, "broadcast", text="still here").t == "ack"


def test_another_certificate_is_refused_before_the_pin_is_sent(tmp_path, monkeypatch):
    context, digest = server_side(tmp_path / "host")
    _, other = server_side(tmp_path / "other")
    heard = []
    monkeypatch.setattr(
        "wargame.host.server.read_client", lambda frame: heard.append(frame) or read_client(frame)
    )
    with Listening(tls=context) as at:
        link = Link(encrypted(at).url, pin=at.pin("white"), digest=other)
        link.start()
        with pytest.raises(LinkDown, match="not the host"):
            link.wait_welcome()
        assert link.bye.code == "wrong_host"
        link.stop()
        assert heard == []
        assert at.link("white", digest=digest).mirror.welcome.seat == "white"
        assert len(heard) == 1


def test_a_plain_client_gets_nowhere_at_an_encrypted_host(tmp_path):
    context, _ = server_side(tmp_path)
    with Listening(tls=context) as at:
        link = Link(at.url, pin=at.pin("white"))
        link.start()
        with pytest.raises(LinkDown):
            link.wait_welcome(1.0)
        link.stop()
