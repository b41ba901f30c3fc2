"""The visitors of the benchmark, in a process of their own: one thread each, over plain HTTP.

Reads its order as JSON from standard input and writes milliseconds per page as JSON to standard output.
"""

from __future__ import annotations

import http.client
import json
import random
import sys
import threading
import time
from collections import Counter, defaultdict
from itertools import count
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1"
BARE = "/leven/"


class Visitor(threading.Thread):
    """Somebody with a session, who opens the pages in turn until the time is over."""

    def __init__(self, order: dict[str, Any], number: int, ends: float) -> None:
        super().__init__(daemon=True)
        self.order, self.user, self.ends = order, order["users"][number], ends
        self.dice = random.Random(number)  # noqa: S311 - the same visits each time
        self.times: dict[str, list[float]] = defaultdict(list)
        self.refused: Counter[str] = Counter()
        self.paths = {"bare": [BARE], **self.user["paths"]}
        self.connection = http.client.HTTPConnection(HOST, order["port"], timeout=60)

    def run(self) -> None:
        pause = self.order["pause"]
        # Nobody starts at the same moment as a colleague.
        time.sleep(self.dice.random() * (pause or 0.05))
        pages = self.order["pages"]
        for turn in count(self.dice.randrange(len(pages))):
            if time.monotonic() >= self.ends:
                return
            self.open(pages[turn % len(pages)])
            if pause:
                time.sleep(pause)

    def open(self, page: str) -> None:
        before = time.perf_counter()
        try:
            status = self.search() if page == "search" else self.get(self.dice.choice(self.paths[page]))
        except (OSError, http.client.HTTPException) as problem:
            self.connection.close()
            status = type(problem).__name__
        if status == "200":
            self.times[page].append((time.perf_counter() - before) * 1000)
        else:
            self.refused[f"{page} {status}"] += 1

    def search(self) -> str:
        """What was looked for is posted and then shown: both together are one search."""
        words = self.dice.choice(self.user["words"])
        posted = self.ask("POST", "/zoeken/", urlencode({"q": words}))
        return self.get("/zoeken/") if posted == "302" else posted

    def get(self, path: str) -> str:
        return self.ask("GET", path)

    def ask(self, method: str, path: str, body: str | None = None) -> str:
        headers = {"Cookie": f"sessionid={self.user['session']}"} if path != BARE else {}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.user["form_token"],
            }
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        return str(answer.status)


def main() -> None:
    """Start all visitors, wait for them, and write down what they saw."""
    order = json.load(sys.stdin)
    began = time.monotonic()
    crowd = [Visitor(order, number, began + order["seconds"]) for number in range(len(order["users"]))]
    for visitor in crowd:
        visitor.start()
    for visitor in crowd:
        visitor.join()
    times: dict[str, list[float]] = {page: [] for page in order["pages"]}
    refused: Counter[str] = Counter()
    for visitor in crowd:
        refused.update(visitor.refused)
        for page, found in visitor.times.items():
            times[page] += [round(milliseconds, 3) for milliseconds in found]
    json.dump({"seconds": time.monotonic() - began, "times": times, "refused": dict(refused)}, sys.stdout)


if __name__ == "__main__":
    main()
