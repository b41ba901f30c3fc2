"""The parts of life that a board begins with, in both languages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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

OTHER = "iets-anders"
ICON_LENGTH = 20
ICONS: dict[str, str | Promise] = {
    "wonen": _("a house"),
    "huishouden": _("a broom"),
    "vervoer": _("a bus"),
    "hoofd": _("a head with a cloud"),
    "lichaam": _("a heart with a beat"),
    "verzorging": _("drops of water"),
    "grip": _("two dice"),
    "geld": _("coins"),
    "werk": _("a bag"),
    "meedoen": _("hands up together"),
    "leren": _("an open book"),
    "mensen": _("two people"),
    "gezin": _("a grown-up and a child"),
    "zingeving": _("a compass"),
    OTHER: _("a leaf"),
}
"""The drawings of `web/assets/domains.svg`, in words for who chooses one. They say no more than the name."""

_DEFAULT_ICONS = dict(
    zip((name for name, _name_en in DEFAULT_DOMAINS), ICONS, strict=False),
)


def icon_of(name: str) -> str:
    """The drawing of a domain of the default list; the plain one for any other name."""
    return _DEFAULT_ICONS.get(name.casefold(), OTHER)
