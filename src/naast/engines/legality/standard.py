"""What comes with the product: the catalogue and the points of a motivation, the only files that are read."""

import json
from functools import lru_cache
from pathlib import Path

from naast.engines.legality.catalogue import Catalogue, parse_catalogue


def data_text(name: str) -> str:
    """The text of a file that comes with the engine."""
    return (Path(__file__).parent / "data" / name).read_text(encoding="utf-8")


def standard_text() -> str:
    """The JSON text of the standard catalogue."""
    return data_text("catalogue.json")


@lru_cache(maxsize=1)
def standard_catalogue() -> Catalogue:
    """The 67 clauses, read once."""
    return parse_catalogue(json.loads(standard_text()))
