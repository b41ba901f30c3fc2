"""The plan of a case, its scenarios, and the price list they are worked out with."""

from naast.plan.models.alternatives import Alternative, AlternativeQuantity
from naast.plan.models.plan import Goal, Obstacle, Plan, PlanVersion, Support
from naast.plan.models.prices import Price, PriceImport, PriceIndex
from naast.plan.models.reminders import Reminder
from naast.plan.models.reporting_code import ReportingCode, ReportingCodeEntry, ReportingCodeReader
from naast.plan.models.scenarios import NotHere, Scenario, ScenarioLine
from naast.plan.models.steps import Step, TakingOver

__all__ = [
    "Alternative",
    "AlternativeQuantity",
    "Goal",
    "NotHere",
    "Obstacle",
    "Plan",
    "PlanVersion",
    "Price",
    "PriceImport",
    "PriceIndex",
    "Reminder",
    "ReportingCode",
    "ReportingCodeEntry",
    "ReportingCodeReader",
    "Scenario",
    "ScenarioLine",
    "Step",
    "Support",
    "TakingOver",
]
