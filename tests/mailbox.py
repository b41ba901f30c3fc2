"""A mail server of the test itself, and the folder to which messages go without one."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """What the server of the test took over; `answer` refuses with its own words when set."""

    def __init__(self):
        self.mails, self.answer = [], ""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name that the server calls
        if self.answer:
            return self.answer
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken over"


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.NAAST_SMTP_URL = "smtp+plain://127.0.0.1"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield box
    server.stop()


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.NAAST_MESSAGES = str(tmp_path / "messages")
    return tmp_path / "messages"
