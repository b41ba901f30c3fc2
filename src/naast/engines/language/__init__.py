"""Can the reader read this letter: what hinders, where it stands, why, and a way out.

`review` reads one letter of ours and gives findings with their position; `naast.engines.language.grammar`
adds spelling, grammar and old-fashioned words from a library. Defined in ``docs/engines/language.md``.
"""

from naast.engines.errors import BadInput
from naast.engines.language.review import LONGEST_LETTER, as_json, review
from naast.engines.language.types import ENGINE, Checked, Figures, Finding, Kind, Place, Reading, Review

__all__ = [
    "ENGINE",
    "LONGEST_LETTER",
    "BadInput",
    "Checked",
    "Figures",
    "Finding",
    "Kind",
    "Place",
    "Reading",
    "Review",
    "as_json",
    "review",
]
