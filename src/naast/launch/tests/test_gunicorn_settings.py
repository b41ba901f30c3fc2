"""A connection may be slow, and may not be silent for ever."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import pytest

from naast.launch import gunicorn_settings


@pytest.fixture
def accepted(monkeypatch):
    """The server's end of a connection whose other end stays silent."""
    monkeypatch.setattr(gunicorn_settings, "SILENCE_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        gunicorn_settings.when_ready(SimpleNamespace(LISTENERS=[SimpleNamespace(sock=listener)]))
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as connection:
            yield connection


def test_who_sends_nothing_is_let_go(accepted):
    # As gunicorn does it in the thread that reads a request.
    accepted.setblocking(True)
    with pytest.raises(BlockingIOError):
        accepted.recv(1)


def test_who_takes_nothing_is_let_go(accepted):
    assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 1_000


def test_a_slow_request_holds_a_thread_and_no_process():
    assert gunicorn_settings.worker_class == "gthread" and gunicorn_settings.threads > 2
