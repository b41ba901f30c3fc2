"""How long a row is kept and on what ground.

Jeugdwet 7.3.8 lid 3: twenty years after the last change. Wmo 2015 5.3.4 lid 1: fifteen years. The others
follow the municipality's selection list (Archiefwet), which its administrator writes down
(`kernel.models.RetentionTerm`); until then the default below applies and is shown as such. To be checked by
a lawyer before use.
"""

from __future__ import annotations

import datetime as dt

WMO, JEUGDWET, PARTICIPATIEWET, WGS, AWB = "wmo", "jeugdwet", "participatiewet", "wgs", "awb"
LAWS = (WMO, JEUGDWET, PARTICIPATIEWET, WGS, AWB)

YEARS_BY_LAW = {JEUGDWET: 20, WMO: 15}
SOURCES = {JEUGDWET: "Jeugdwet 7.3.8 lid 3", WMO: "Wmo 2015 5.3.4 lid 1"}
OWN_LIST = tuple(law for law in LAWS if law not in YEARS_BY_LAW)
"""Grounds for which the municipality's own list says how many years."""
LONGEST_OWN_YEARS = 100
"""More is a slip of the pen. The house's own choice: what must stay for good goes to an archive."""
YEARS_BY_SELECTION_LIST = 10
"""Years when neither the law nor the municipality's own list says otherwise."""


def destroy_on(ground: str, last_change: dt.date, own_years: dict[str, int] | None = None) -> dt.date:
    """The day from which the row may be destroyed: `last_change` plus the years of its ground."""
    years = YEARS_BY_LAW.get(ground) or (own_years or {}).get(ground, YEARS_BY_SELECTION_LIST)
    try:
        return last_change.replace(year=last_change.year + years)
    except ValueError:  # 29 February
        return last_change.replace(year=last_change.year + years, day=28)
