"""Who may decide, what was decided, from which fund, and the papers that tell of it."""

from naast.decide.models.after import Document, Objection
from naast.decide.models.clocks import (
    Basis,
    ClockStep,
    DefaultNotice,
    LookedAgain,
    PenaltyAmounts,
    TermChange,
)
from naast.decide.models.decisions import Decision, Hearing, Proposal, SecondReading
from naast.decide.models.dispatch import Dispatch, LetterTemplate
from naast.decide.models.explaining import LetterExplanation, LetterQuestion, LetterText
from naast.decide.models.funds import FundEntry, FundProof, FundRoom, FundSide, OpenFund
from naast.decide.models.mandates import Mandate
from naast.decide.models.objections import ObjectionPaper, ObjectionStep
from naast.decide.models.policy import PolicyAnswer, PolicyRule, PolicyThreshold
from naast.decide.models.revisions import Revision
from naast.decide.models.samples import Sample, SampleRate, SampleReader, SampleReading
from naast.decide.models.seconds import Cover, Dissent, ReadingAnswer

__all__ = [
    "Basis",
    "ClockStep",
    "Cover",
    "Decision",
    "DefaultNotice",
    "Dispatch",
    "Dissent",
    "Document",
    "FundEntry",
    "FundProof",
    "FundRoom",
    "FundSide",
    "Hearing",
    "LetterExplanation",
    "LetterQuestion",
    "LetterTemplate",
    "LetterText",
    "LookedAgain",
    "Mandate",
    "Objection",
    "ObjectionPaper",
    "ObjectionStep",
    "OpenFund",
    "PenaltyAmounts",
    "PolicyAnswer",
    "PolicyRule",
    "PolicyThreshold",
    "Proposal",
    "ReadingAnswer",
    "Revision",
    "Sample",
    "SampleRate",
    "SampleReader",
    "SampleReading",
    "SecondReading",
    "TermChange",
]
