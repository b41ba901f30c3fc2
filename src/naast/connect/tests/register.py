"""A register of law texts on this machine: a real server, with files of our own in the real structure."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

from .files import LAW, RULE_MANIFEST, manifest, rule

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Register:
    """What it holds by path, what answers in another way, and which paths were asked."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


def whole(content: bytes, status: int = 200, **headers: str) -> Answer:
    """An answer with these bytes; a header is written with `_` for `-`."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        given = {"Content-Length": str(len(content))} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        for name, value in given.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def files_of_today() -> dict[str, bytes]:
    """The law and the rule of these tests as the repository lays them out."""
    found = {
        f"/bwb/BWBR9990001/{path.relative_to(LAW).as_posix()}": path.read_bytes()
        for path in LAW.rglob("*.xml")
        if path.name != "manifest.xml"
    }
    found["/bwb/BWBR9990001/manifest.xml"] = manifest()
    found["/cvdr/CVDR999001/manifest.xml"] = RULE_MANIFEST
    for edition in (1, 2):
        found[f"/cvdr/CVDR999001/{edition}/xml/CVDR999001_{edition}.xml"] = rule(edition)
    return found


@contextlib.contextmanager
def served(tls: SSLContext | None = None) -> Iterator[Register]:
    """The register at an address of this machine, until the test is done."""
    register = Register(files=files_of_today())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            register.asked.append(self.path)
            content = register.files.get(self.path)
            missing = whole(b"<html>not here</html>", 404)
            answer = register.answers.get(self.path) or (whole(content) if content is not None else missing)
            # Who asked may have gone away: that is what some of these tests are about.
            with contextlib.suppress(OSError):
                answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on the screen of who runs the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_args: None  # type: ignore[method-assign]
    register.address = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    try:
        yield register
    finally:
        register.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
