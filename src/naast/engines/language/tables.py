"""The engine's own words, from its data files: official words, abbreviations, phrases, remarks."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from naast.engines.language.text import folded
from naast.engines.language.types import Kind


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are looked for one after another, and what can take their place.

    With `fits` it can stand in the same place; without, the sentence changes with it. Without any `instead`
    the remark says in general how it can be said otherwise.
    """

    words: tuple[str, ...]
    instead: str
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """What the writer reads: why, and a way out. Both may hold {names} that the check fills in."""

    why: str
    instead: str


@cache
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / f"{name}.nl.toml").read_text(encoding="utf-8"))


@cache
def remark(name: str) -> Remark:
    """The remark of a kind, or of a case within a kind (``long_sentence.strong``)."""
    found: Any = _read("remarks")
    for part in name.split("."):
        found = found[part]
    return Remark(found["why"], found["instead"])


@cache
def summary(part: str) -> str:
    """The line about a letter that reads so, or a part of that line."""
    return str(_read("remarks")["summary"][part])


@cache
def official_words() -> Mapping[str, tuple[Phrase, ...]]:
    """The official words with their everyday words, by their first word; the longest phrase first."""
    words, advice = _read("official")["words"], _read("official")["advice"]
    forms = {
        form: instead
        for verb, instead in {**words, **advice}.items()
        for form in _forms(verb)
        if form not in words and form not in advice
    }
    return _by_first_word(words, {**forms, **advice})


def _forms(verb: str) -> tuple[str, ...]:
    """The other forms of an official verb on -eren: "retourneert" and "geretourneerd" of "retourneren"."""
    if not verb.endswith(("eren", "ëren")) or " " in verb:
        return ()
    stem = verb.removesuffix("eren").removesuffix("ëren")
    root = f"{stem}{'ë' if stem.endswith('e') else 'e'}er"
    return root, f"{root}t", f"{root}de", f"{root}den", f"ge{root}d", f"ge{root}de"


@cache
def phrases(kind: Kind) -> Mapping[str, tuple[Phrase, ...]]:
    """The phrases of threat or distance, by their first word."""
    return _by_first_word(_read("phrases")[kind.value])


@cache
def abbreviations() -> Mapping[str, str]:
    """Abbreviations with full stops or lower case, and what they stand for."""
    return {folded(short).rstrip("."): full for short, full in _read("abbreviations")["short"].items()}


@cache
def listed(file: str, name: str) -> frozenset[str]:
    """A plain list of words from a data file."""
    return frozenset(folded(word) for word in _read(file)[name])


@cache
def hidden_verbs() -> Mapping[str, str]:
    """Nouns not on -ing that hide a verb, with the verb."""
    return {folded(noun): verb for noun, verb in _read("lists")["hidden_verbs"].items()}


@cache
def in_order(file: str, name: str) -> tuple[str, ...]:
    """A list of words from a data file whose order counts."""
    return tuple(_read(file)[name])


def _by_first_word(
    fitting: Mapping[str, str], advice: Mapping[str, str] = MappingProxyType({})
) -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for table in (fitting, advice):
        for written, instead in table.items():
            words = tuple(folded(written).split())
            found.setdefault(words[0], []).append(Phrase(words, instead, fits=table is fitting))
    return {first: tuple(sorted(each, key=lambda p: -len(p.words))) for first, each in found.items()}
