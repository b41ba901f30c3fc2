"""How fast a letter becomes a PDF that can be sent.

    .venv/bin/python benchmarks/letters.py            # a few seconds
    .venv/bin/python benchmarks/letters.py --quick    # one round of each: only whether it works

The letters are the examples of the house, one of each kind, with two long paragraphs in the words of the
sender, in usual and in large print. What is timed is composing the words and setting them as PDF/UA-1, as
sending does; "first" is the very first letter of a process, "together" twenty letters in one file for the
printer.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import os
import statistics
import time

import one_thread  # noqa: F401 - first, before any library that starts threads

# isort: split
import django

BAR_MS = 300
MADE = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)
LONG = "Dit is een zin van gewone lengte die laat zien hoe een langere brief wordt gezet. " * 20


def main() -> None:
    """Time each kind and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    rounds = 1 if parser.parse_args().quick else 20
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    os.environ.setdefault("NAAST_NO_DATABASE", "1")
    django.setup()
    from naast.decide.documents import typesetting
    from naast.decide.example import example
    from naast.decide.letters import Section
    from naast.decide.wording import PLACES, house

    def made(kind: str, large: bool) -> tuple[bytes, float]:
        start = time.perf_counter()
        letter = example(house(kind), "Voorbeeldstad")
        more = Section("Waarom", (LONG, LONG))
        letter = dataclasses.replace(letter, large=large, mark="", sections=(*letter.sections, more))
        content = typesetting.pdf(typesetting.LETTER, dataclasses.asdict(letter), made_at=MADE)
        return content, (time.perf_counter() - start) * 1_000

    _content, first = made("no", large=False)
    print(f"{'first':<24}{first:8.1f} ms  (bar {BAR_MS} ms)")
    kept: list[bytes] = []
    for kind in PLACES:
        for large in (False, True):
            found = [made(kind, large) for _round in range(rounds)]
            kept.append(found[0][0])
            taken = sorted(milliseconds for _content, milliseconds in found)
            name = f"{kind}{', large print' if large else ''}"
            print(f"{name:<24}{statistics.median(taken):8.1f} ms  (slowest {taken[-1]:.1f})")
    start = time.perf_counter()
    typesetting.together((kept * 2)[:20])
    print(f"{'together, 20 letters':<24}{(time.perf_counter() - start) * 1_000:8.1f} ms")


if __name__ == "__main__":
    main()
