"""Does a folder of 200 MB travel: made, fetched, sent, checked and brought in, with nothing lost?

    python benchmarks/large_folder.py            # five minutes; needs 3 GB of disk
    python benchmarks/large_folder.py --quick    # 30 MB and no slow connections: only whether it works

It starts the whole house as `make run` does, on a free port with a database of its own. A resident takes the
folder along, four others each bring it into theirs over a connection of 2 MB/s, all at once, while 16
visitors open their pages. What is beyond the limit is sent as well. See docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from carrying import Answer, Browser
from memory import House

from pages import HERE, HOST, VISITORS, Round, say, state_folder, visit

MB = 1_000_000
SLOW_BYTES_A_SECOND = 2 * MB
SLOW_SENDERS = 4
BEYOND_BYTES = 251 * 1024 * 1024
"""Just more than any page takes."""


def main() -> int:
    """Carry it, print what it took; exit code 1 when anything was lost, refused or killed."""
    chosen = _arguments()
    size, speed = (30 * MB, None) if chosen.quick else (200 * MB, SLOW_BYTES_A_SECOND)
    with state_folder(None) as folder:
        os.environ["NAAST_STATE_DIR"] = str(folder)
        os.environ.pop("DATABASE_URL", None)
        with running(folder) as port:
            measured = Carrying(folder, port, size, speed).carried()
    print(report(measured))
    if chosen.json:
        Path(chosen.json).write_text(json.dumps(measured), encoding="utf-8")
    return 1 if measured["wrong"] else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="30 MB, no slow connections: does it run?")
    parser.add_argument("--json", metavar="FILE", help="also write what was measured to this file")
    return parser.parse_args()


@contextmanager
def running(folder: Path) -> Iterator[int]:
    """The house as `make run` starts it: database, web server and worker; without the demo."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"PORT": str(port), "NAAST_DEMO": "0"}
    command = [sys.executable, "-m", "naast.launch", "run"]
    with (folder / "run.log").open("wb") as log:
        house = subprocess.Popen(command, env=environment, stdout=log, stderr=log)  # noqa: S603
    try:
        _wait_until_it_runs(port, house)
        yield port
    finally:
        house.send_signal(signal.SIGTERM)
        house.wait(60)


def _wait_until_it_runs(port: int, house: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and house.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/leven/", timeout=10):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The house does not answer.")


class Carrying:
    """One folder on its way, with what each stage took and what went wrong."""

    def __init__(self, folder: Path, port: int, size: int, speed: int | None) -> None:
        self.port, self.speed = port, speed
        say("Filling a folder ...")
        order = {"verb": "fill", "bytes": size, "receivers": SLOW_SENDERS + 1}
        self.people = _rows(order)
        self.sender, self.receivers = self.people["sender"], self.people["receivers"]
        self.file = folder / "package.zip"
        self.house = House(folder)
        self.stages: list[dict[str, Any]] = []
        self.wrong: list[str] = []

    def browser(self, resident: dict[str, Any]) -> Browser:
        return Browser(self.port, resident["session"], resident["form_token"])

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure seconds and the most memory that a process of the web server and the worker held."""
        say(f"{name} ...")
        before = self.house.begin()
        started = time.monotonic()
        yield
        seconds = time.monotonic() - started
        self.stages.append({"name": name, "seconds": round(seconds, 1), **self.house.peaks()})
        if self.house.begin() != before:
            self.wrong.append(f"{name}: a process of the web server was killed and started anew")

    def expect(self, what: str, answer: Answer, status: int, words: str = "") -> None:
        """Note an answer that is not as it should be."""
        if answer.status != status or words not in answer.text:
            self.wrong.append(f"{what}: answered {answer.status}, not {status} {words!r}")

    def carried(self) -> dict[str, Any]:
        """All stages, in order."""
        self._made()
        self._sent_quickly()
        found = self._sent_slowly()
        self._beyond()
        return {
            "bytes": self.file.stat().st_size,
            "stages": self.stages,
            "visitors": {name: at(found, part) for name, part in (("p50", 0.5), ("p95", 0.95))}
            | {"pages": found.pages},
            "wrong": self.wrong + [f"visitors: {key}, {times} times" for key, times in found.refused.items()],
        }

    def _made(self) -> None:
        browser = self.browser(self.sender)
        with self.stage("making it (worker)"):
            self.expect("asking", browser.post("/map/meenemen/", {"also": "recordings"}), 302)
            link = browser.wait_for(
                r"/map/meenemen/\d+/gegevens/", "/map/meenemen/stand/", goes_on="hx-get", seconds=300
            )
        with self.stage("fetching it"):
            self.expect("fetching", browser.fetch(link, self.file), 200)
        if self.speed:
            with self.stage("fetching it at 2 MB/s"):
                again = self.file.with_suffix(".again")
                self.expect("fetching slowly", browser.fetch(link, again, speed=self.speed), 200)
                if again.read_bytes() != self.file.read_bytes():
                    self.wrong.append("fetching slowly: other bytes came")
                again.unlink()

    def _sent_quickly(self) -> None:
        self._bring("", self.receivers[0], None)

    def _bring(self, mark: str, receiver: dict[str, Any], speed: int | None) -> None:
        browser = self.browser(receiver)
        with self.stage("sending and checking it"):
            answer = browser.send("/map/inbrengen/", "package", self.file, speed=speed)
            self.expect("sending", answer, 302)
        with self.stage("the page that shows what would happen"):
            self.expect("showing", browser.get(answer.location), 200)
        with self.stage("bringing it in"):
            self.expect(
                "bringing in", browser.post(answer.location, {"say": "yes", "same_person": "on"}), 302
            )
        self._arrived(receiver)

    def _arrived(self, receiver: dict[str, Any]) -> None:
        told, came = _rows({"verb": "look", "residents": [self.sender, receiver]})["residents"]
        if came["recordings"] != told["recordings"] or came["stories"] != told["stories"]:
            self.wrong.append("not all of it arrived")
        if came["waiting"] or came["packages"] != ["live"]:
            self.wrong.append(f"of the package was kept: {came['packages']}, {came['waiting']} pieces")

    def _sent_slowly(self) -> Round:
        """Several at once, more than the web server has processes; others go on meanwhile."""
        answers: dict[int, Answer] = {}

        def send(number: int, receiver: dict[str, Any]) -> None:
            browser = self.browser(receiver)
            answers[number] = browser.send("/map/inbrengen/", "package", self.file, speed=self.speed)

        slow = [
            threading.Thread(target=send, args=(number, receiver))
            for number, receiver in enumerate(self.receivers[1:])
        ]
        visitors = [self.receivers[number % len(self.receivers)] for number in range(VISITORS)]
        with self.stage(f"{SLOW_SENDERS} who send it at once{' at 2 MB/s' if self.speed else ''}"):
            for each in slow:
                each.start()
            found = visit(self.port, visitors, ("home",), pause=1.0, seconds=30.0 if self.speed else 3.0)
            for each in slow:
                each.join()
        for answer in answers.values():
            self.expect("sending slowly", answer, 302)
        for came in _rows({"verb": "look", "residents": self.receivers[1:]})["residents"]:
            if came["packages"] != ["checked"]:
                self.wrong.append(f"sent slowly, but kept: {came['packages']}")
        return found

    def _beyond(self) -> None:
        """A file that is too large is said to be so, and nothing of it stays."""
        large = self.file.with_name("beyond.zip")
        with large.open("wb") as out:
            out.truncate(BEYOND_BYTES)
        with self.stage("sending 251 MiB, which is refused"):
            answer = self.browser(self.receivers[0]).send("/map/inbrengen/", "package", large)
            self.expect("beyond the limit", answer, 422, "groter dan 250 MB")
        (came,) = _rows({"verb": "look", "residents": self.receivers[:1]})["residents"]
        if came["packages"] != ["live"] or came["waiting"]:
            self.wrong.append("something of what was refused was kept")


def at(found: Round, part: float) -> float:
    """Milliseconds within which `part` of the pages came; infinite when nobody got one."""
    return found.at("home", part) if found.pages else float("inf")


def _rows(order: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(HERE / "large_rows.py")],
        input=json.dumps(order),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report(measured: dict[str, Any]) -> str:
    """What was measured, as Markdown."""
    lines = ["", "| stage | seconds | web server, most in one process | worker |", "|---|---|---|---|"]
    for stage in measured["stages"]:
        memory = " | ".join(f"{stage[name] / MB:.0f} MB" for name in ("web", "worker"))
        lines.append(f"| {stage['name']} | {stage['seconds']:.1f} | {memory} |")
    visitors = measured["visitors"]
    return "\n".join(
        [
            f"\nA package of {measured['bytes'] / MB:.0f} MB.",
            *lines,
            "",
            f"While {SLOW_SENDERS} sent it, {VISITORS} visitors opened {visitors['pages']} pages: half "
            f"of them within {visitors['p50']:.0f} ms, 95 of 100 within {visitors['p95']:.0f} ms.",
            f"What went wrong: {'; '.join(measured['wrong']) or 'nothing'}.",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
