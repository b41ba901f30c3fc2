"""Tables of the weighing: the municipality's own law library, and what was weighed in a case."""

from naast.weigh.models.law import LegalRow, LegalValue
from naast.weigh.models.texts import LawArticle, LawText
from naast.weigh.models.weighing import ChosenValue, ValueComparison, Weighing, WeighingFact

__all__ = [
    "ChosenValue",
    "LawArticle",
    "LawText",
    "LegalRow",
    "LegalValue",
    "ValueComparison",
    "Weighing",
    "WeighingFact",
]
