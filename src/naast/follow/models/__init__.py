"""What was promised and looked back on, what was really needed, and what payers settle among themselves."""

from naast.follow.models.following import WORDS_LENGTH, CheckIn, Contact, GoalThenNow, Promise
from naast.follow.models.realised import Realised
from naast.follow.models.settlements import Settlement, SettlementStep

__all__ = [
    "WORDS_LENGTH",
    "CheckIn",
    "Contact",
    "GoalThenNow",
    "Promise",
    "Realised",
    "Settlement",
    "SettlementStep",
]
