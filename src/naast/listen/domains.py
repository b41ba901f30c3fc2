"""The parts of life that a board begins with, in both languages."""

from __future__ import annotations

DEFAULT_DOMAINS = (
    ("wonen", "home"),
    ("huishouden", "household"),
    ("vervoer", "getting around"),
    ("geestelijke gezondheid", "mental health"),
    ("lichamelijke gezondheid", "physical health"),
    ("persoonlijke verzorging", "looking after yourself"),
    ("alcohol, drugs, gamen, gokken", "alcohol, drugs, gaming, gambling"),
    ("geld", "money"),
    ("werk", "work"),
    ("dagelijkse activiteiten en meedoen", "daily activities and taking part"),
    ("leren", "learning"),
    ("huiselijke relaties en sociale contacten", "relations at home and with others"),
    ("gezin en opvoeden", "family and raising children"),
    ("zingeving", "meaning"),
)
"""Our own division ("eigen indeling"): the official labels were not found. A municipality changes it."""
