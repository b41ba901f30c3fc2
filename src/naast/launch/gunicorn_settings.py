"""How gunicorn serves Naast; given to it as ``--config python:naast.launch.gunicorn_settings``.

Two processes for two cores, with threads: somebody who sends or fetches a large folder over a slow connection
holds a thread and not half of the house, and is not cut off by the timeout, which then only asks whether the
process itself still lives. Measured in docs/benchmarks.md.
"""

from __future__ import annotations

import os
import socket
import struct
from typing import Any

from naast.launch.children import end_with_parent

workers = 2
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True

SILENCE_SECONDS = 60
"""Who sends or takes nothing for so long is gone: the thread is for somebody else."""


def when_ready(server: Any) -> None:
    """Every connection inherits from the sockets that listen how long it may be silent."""
    for listener in server.LISTENERS:
        until = struct.pack("ll", SILENCE_SECONDS, 0)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, until)
        if listener.sock.family != socket.AF_UNIX and hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCE_SECONDS * 1000)


def post_fork(_server: object, _worker: object) -> None:
    """Let a worker end when the server above it is killed; it would keep the port for a while otherwise."""
    end_with_parent(os.getppid())
