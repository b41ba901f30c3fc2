"""The fixed words of the room: codes that are stored, with their labels, for models and forms alike."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PAYERS = [
    ("municipality", _("municipality")),
    ("municipality_wmo", _("municipality, Wmo")),
    ("municipality_jeugd", _("municipality, youth")),
    ("municipality_pw", _("municipality, work and income")),
    ("resident", _("resident")),
    ("society", _("society")),
    ("health_insurer", _("health insurer")),
    ("care_office", _("care office (Wlz)")),
    ("uwv", _("UWV")),
    ("justice", _("justice")),
    ("employer", _("employer")),
    ("creditor", _("creditor")),
    ("housing", _("housing association")),
]
"""Who bears a cost or where a gain lands: the codes of the price list, and the care office and housing."""


def payer_words(code: str) -> str:
    """A payer in the language of the reader; a code that is not on our list as it is."""
    return str(dict(PAYERS).get(code, code))


UNITS = [
    ("night", _("night")),
    ("hour", _("hour")),
    ("day", _("day")),
    ("week", _("week")),
    ("month", _("month")),
    ("year", _("year")),
    ("consult", _("consult")),
    ("session", _("session")),
    ("visit", _("visit")),
    ("ride", _("ride")),
    ("claim", _("claim")),
    ("case", _("case")),
    ("placement", _("placement")),
    ("time", _("time")),
]

UNSOURCED = "unsourced"
QUALITIES = [
    ("official", _("official")),
    ("secondary", _("from a second source")),
    ("derived", _("derived")),
    ("local", _("local")),
    ("press", _("from the press")),
    ("old", _("old")),
    ("seed", _("from an article, unsourced there")),
    (UNSOURCED, _("no source")),
    ("to_check", _("still to be checked")),
    ("assumption", _("assumption")),
]
"""How much a price or an index figure can be leaned on."""

WEAK = frozenset({"press", "old", "seed", "local", "unsourced", "to_check", "assumption"})
"""Qualities that a page marks, so that nobody takes the amount for more than it is."""

VATS = [("", _("not known")), ("incl", _("with VAT")), ("excl", _("without VAT"))]
"""Whether a price holds value-added tax. What the source does not say is not known, and stays so."""

LISTED, OWN = "list", "own"
WHOSE = [(LISTED, _("of the list that comes with Naast")), (OWN, _("of the municipality itself"))]

PRICE_CHANGES = [
    ("added", _("is added")),
    ("overrides", _("goes before the price of the list")),
    ("later", _("follows what stands now")),
    ("corrected", _("is corrected")),
    ("ended", _("ends")),
    ("same", _("stays as it is")),
]
"""What keeping a row does to the price list."""

REAL, TRANSFER, MEMO = "real", "transfer", "memo"
LINE_KINDS = [
    (REAL, _("uses or frees means")),
    (TRANSFER, _("moves money from one to another")),
    (MEMO, _("counts, without an amount")),
]

INVESTMENT, EFFECT = "investment", "effect"
ROLES = [(INVESTMENT, _("what we put in")), (EFFECT, _("what follows from it"))]

COST, BENEFIT = "cost", "benefit"
SENSES = [(COST, _("more of it is dearer")), (BENEFIT, _("more of it brings in more"))]

PLAN, NOTHING = "plan", "nothing"
SCENARIOS = [(PLAN, _("the plan")), (NOTHING, _("doing nothing"))]
OTHER = "other"
LINE_OF = [*SCENARIOS, (OTHER, _("another way"))]

OBSTACLE_KINDS = [
    ("statute", _("a law")),
    ("ordinance", _("an ordinance of the municipality")),
    ("policy_rule", _("a policy rule")),
    ("own_process", _("our own way of working")),
    ("culture", _("habit")),
    ("waiting_list", _("a waiting list")),
    ("silo", _("a boundary between budgets")),
]

NOW, COMING = "now", "coming"
SUPPORT_STAGES = [(NOW, _("is there already")), (COMING, _("comes with this plan"))]

PERIODS = [("once", _("once")), ("week", _("a week")), ("month", _("a month")), ("year", _("a year"))]
