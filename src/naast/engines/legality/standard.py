"""The catalogue that comes with the product; the only file that the legality engine reads."""

import json
from functools import lru_cache
from pathlib import Path

from naast.engines.legality.catalogue import Catalogue, parse_catalogue


def standard_text() -> str:
    """The JSON text of the standard catalogue."""
    return (Path(__file__).parent / "data" / "catalogue.json").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def standard_catalogue() -> Catalogue:
    """The 67 clauses, read once."""
    return parse_catalogue(json.loads(standard_text()))
