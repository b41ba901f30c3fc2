"""How fast the language engine reads a letter of 500 words.

    .venv/bin/python benchmarks/language.py            # half a minute
    .venv/bin/python benchmarks/language.py --quick    # a few rounds: only whether it works

The letters are those of the engine's own tests, put one after another until there are 500 words: once the
hard ones, with many findings, and once the rewritten ones. Warm: word lists and rules were read before. What
is timed is the whole `review`. Each round begins with another greeting, so that nothing is remembered of the
text as a whole. Beside the clock stands the time of the processor, which other programs do not stretch.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time

import one_thread  # noqa: F401 - first, before any library that starts threads

# isort: split
from naast.engines.language import review
from naast.engines.language.grammar import load_grammar
from naast.engines.language.tests.labelled import LETTERS, read

WORDS = 500
BAR_MS, BAR_GRAMMAR_MS = 30, 500


def letter_of(hard: bool) -> str:
    """A letter of 500 words from the labelled set."""
    words: list[str] = []
    for each in read(LETTERS):
        if each.hard is hard:
            words += each.text.replace("\n", " \n").split(" ")
    kept, count = [], 0
    for word in words:
        kept.append(word)
        count += any(sign.isalnum() for sign in word)
        if count == WORDS:
            break
    return " ".join(kept)


def hostile() -> str:
    """10,000 characters of words that do not exist, each of which the grammar part has to think about."""
    chance = random.Random(7)  # noqa: S311
    words = (
        "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(chance.randint(3, 24)))
        for _ in range(1_000)
    )
    return " ".join(words)[:10_000]


def timed(text: str, rounds: int, with_grammar: bool) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock and of the processor, one of each a round."""
    grammar = load_grammar() if with_grammar else None
    review(text, grammar)
    clock, processor = [], []
    for turn in range(rounds):
        letter = f"Beste lezer {turn},\n\n{text}"
        began, spent = time.perf_counter(), time.process_time()
        review(letter, grammar)
        clock.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - spent))
    return clock, processor


def main() -> int:
    """Measure, print a line per letter, and say per bar whether it was reached."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--quick", action="store_true")
    quick = words.parse_args().quick
    began = time.perf_counter()
    review("Dag.")
    print(f"reading the word lists, once in a process: {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    load_grammar()
    print(f"reading the rules of the grammar part, once in a process: {time.perf_counter() - began:.1f} s")
    for with_grammar, bar, rounds in ((False, BAR_MS, 200), (True, BAR_GRAMMAR_MS, 30)):
        for hard in (True, False):
            clock, processor = timed(letter_of(hard), 3 if quick else rounds, with_grammar)
            middle, late = statistics.median(clock), sorted(clock)[int(0.95 * len(clock))]
            said = "reached" if middle <= bar else "NOT reached"
            print(
                f"{'hard' if hard else 'plain'} letter, {'with' if with_grammar else 'without'} grammar: "
                f"median {middle:.1f} ms, 95 of 100 within {late:.1f} ms, "
                f"processor {statistics.median(processor):.1f} ms (bar: {bar} ms): {said}"
            )
    text, grammar = hostile(), load_grammar()
    began = time.perf_counter()
    found = review(text, grammar)
    left = sum(end - start for start, end in found.not_looked_at)
    print(
        f"a hostile text of {len(text)} characters, with grammar: {time.perf_counter() - began:.1f} s, "
        f"{left} characters not looked at for spelling"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
