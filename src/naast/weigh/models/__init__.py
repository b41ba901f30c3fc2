"""Tables of the weighing: the municipality's own law library, and what was weighed in a case."""

from naast.weigh.models.disciplines import Clash, Conclusion, DisciplineView
from naast.weigh.models.law import LegalRow, LegalValue
from naast.weigh.models.reading import BlockWriter, Remark, RemarkAnswer
from naast.weigh.models.texts import LawArticle, LawText
from naast.weigh.models.weighing import ChosenValue, ValueComparison, Weighing, WeighingFact

__all__ = [
    "BlockWriter",
    "ChosenValue",
    "Clash",
    "Conclusion",
    "DisciplineView",
    "LawArticle",
    "LawText",
    "LegalRow",
    "LegalValue",
    "Remark",
    "RemarkAnswer",
    "ValueComparison",
    "Weighing",
    "WeighingFact",
]
