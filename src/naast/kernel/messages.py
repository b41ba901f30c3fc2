"""What leaves the house for somebody's telephone or mailbox: mail by SMTP, SMS by a gateway.

A way out is opened first and then handed one message, so that who sends knows on which side of handing over
something went wrong. Without a mail server or gateway messages go to a file in the state directory, for a few
days.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from naast.kernel import clock

TIMEOUT_SECONDS = 20
KEEP_DAYS = 3
"""So long a message stands in a file. Nobody reads it there but who tries Naast out."""


class NotHanded(Exception):
    """The message surely did not leave. `again`: it may be tried later; otherwise it is of no use."""

    def __init__(self, *, again: bool) -> None:
        super().__init__("not handed over")
        self.again = again


class Unsure(Exception):
    """The connection broke off while the message was handed over: it may have arrived."""


class Way(Protocol):
    """An open way out. `send` returns when the other side took the message over; raises NotHanded, Unsure."""

    def send(self, *, to: str, subject: str, text: str) -> None: ...


class Gateway(Protocol):
    """How messages of one kind leave; made without arguments. `open` raises NotHanded when out of reach."""

    def open(self) -> Way: ...

    def close(self) -> None: ...


class _File:
    """Adds each message as a line of JSON to a file that only this user reads."""

    name = ""

    def open(self) -> Way:
        return self

    def close(self) -> None:
        return None

    def send(self, *, to: str, subject: str, text: str) -> None:
        line = json.dumps(
            {"at": clock.now().isoformat(), "to": to, "subject": subject, "text": text}, ensure_ascii=False
        )
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        with _held(folder() / self.name) as file:
            file.seek(0, os.SEEK_END)
            file.write(f"{line}\n".encode())


class SmsFile(_File):
    """SMS without a gateway."""

    name = "sms.jsonl"


class MailFile(_File):
    """Mail without a mail server."""

    name = "mail.jsonl"


class Smtp:
    """Mail through Django's SMTP backend."""

    def __init__(self) -> None:
        self._connection = get_connection(
            "django.core.mail.backends.smtp.EmailBackend", timeout=TIMEOUT_SECONDS
        )

    def open(self) -> Way:
        try:
            self._connection.open()
        except (smtplib.SMTPException, OSError) as problem:
            raise NotHanded(again=True) from problem
        return self

    def close(self) -> None:
        self._connection.close()

    def send(self, *, to: str, subject: str, text: str) -> None:
        message = EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to], connection=self._connection)
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as problem:
            codes = [code for code, _words in problem.recipients.values()]
            raise NotHanded(again=all(400 <= code < 500 for code in codes)) from problem
        except smtplib.SMTPResponseException as problem:
            raise NotHanded(again=400 <= problem.smtp_code < 500) from problem
        except (ValueError, smtplib.SMTPNotSupportedError) as problem:
            raise NotHanded(again=False) from problem
        except (smtplib.SMTPException, OSError) as problem:
            raise Unsure from problem


@contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    """A file of messages, for this user only, and for nobody else at the same time."""
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "rb+") as file:
        os.fchmod(file.fileno(), 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def drop_old() -> int:
    """Remove messages older than a few days from the files; returns how many."""
    limit, gone = clock.now() - dt.timedelta(days=KEEP_DAYS), 0
    for path in sorted(folder().glob("*.jsonl")):
        with _held(path) as file:
            lines = file.readlines()
            kept = [line for line in lines if _written_at(line) > limit]
            if len(kept) < len(lines):
                gone += len(lines) - len(kept)
                file.seek(0)
                file.writelines(kept)
                file.truncate()
    return gone


def _written_at(line: bytes) -> dt.datetime:
    """When a message was written; of a line that is none, so long ago that it goes."""
    try:
        return dt.datetime.fromisoformat(json.loads(line)["at"]).astimezone(dt.UTC)
    except (ValueError, KeyError, TypeError):
        return dt.datetime.min.replace(tzinfo=dt.UTC)


def folder() -> Path:
    """Where messages are written that have nowhere to go."""
    return Path(settings.NAAST_MESSAGES)


def mail_is_set() -> bool:
    """Whether the municipality gave the address of a mail server."""
    return bool(settings.NAAST_SMTP_URL)


def sms_is_set() -> bool:
    """Whether the municipality gave a gateway for SMS."""
    return bool(settings.NAAST_SMS_GATEWAY)


@contextmanager
def way_for_mail() -> Iterator[Way]:
    """An open way for mail; closed afterwards."""
    with _opened(Smtp() if mail_is_set() else MailFile()) as way:
        yield way


@contextmanager
def way_for_sms() -> Iterator[Way]:
    """An open way for SMS: the gateway that the setting names by its dotted path."""
    made = import_string(settings.NAAST_SMS_GATEWAY)() if sms_is_set() else SmsFile()
    with _opened(made) as way:
        yield way


@contextmanager
def _opened(gateway: Gateway) -> Iterator[Way]:
    try:
        yield gateway.open()
    finally:
        gateway.close()
