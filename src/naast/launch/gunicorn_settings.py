"""How gunicorn serves Naast; given to it as ``--config python:naast.launch.gunicorn_settings``.

Two synchronous workers: measured to be what this kind of page does best on two cores.
"""

from __future__ import annotations

import os

from naast.launch.children import end_with_parent

workers = 2
worker_class = "sync"
timeout = 60
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True


def post_fork(_server: object, _worker: object) -> None:
    """Let a worker end when the server above it is killed; it would keep the port for a while otherwise."""
    end_with_parent(os.getppid())
