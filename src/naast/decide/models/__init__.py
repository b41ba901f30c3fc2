"""Who may decide, what was decided, from which fund, and the papers that tell of it."""

from naast.decide.models.after import Document, Objection
from naast.decide.models.decisions import Decision, Hearing, Proposal, SecondReading
from naast.decide.models.funds import FundEntry, FundProof, FundRoom, FundSide, OpenFund
from naast.decide.models.mandates import Mandate

__all__ = [
    "Decision",
    "Document",
    "FundEntry",
    "FundProof",
    "FundRoom",
    "FundSide",
    "Hearing",
    "Mandate",
    "Objection",
    "OpenFund",
    "Proposal",
    "SecondReading",
]
