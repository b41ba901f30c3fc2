"""What may come when nothing is done, offered by the words that stand under what is in the way.

Only items of the price list are offered, each with the word that called it up. Nothing is added unasked, and
nothing is read of who somebody is: only what the professional wrote of the obstacle and of doing nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_CALLED_UP_BY: dict[str, str] = {
    "Out-of-home placement": "uithuisplaats|uit huis geplaatst|pleeggezin|pleegzorg|out-of-home|foster",
    "Shelter place": "opvang|nachtopvang|daklo[oz]|op straat|huisuitzet|uithuiszet|ontruim|urgent"
    "|homeless|shelter|evict",
    "Youth shelter Amsterdam": "jong en dakloos|dakloze jongere|zwerfjonger|jongerenopvang|youth shelter",
    "Problem debts of a household (society)": "schuld|deurwaarder|beslag|debt|bailiff",
    "Claim collection": "deurwaarder|incasso|bailiff",
    "Bewind with problem debts": "bewind|administration order",
    "Basic mental-health consult": "psychisch|depressie|ggz|mental health",
    "Hospital day": "ziekenhuis|hospital",
    "A&E visit": "spoedeisende hulp|eerste hulp|emergency room",
}
"""Item of the price list (its name there), and the beginnings of words that call it up."""


def called_up(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The items that these texts call up, each with the word in them that did."""
    said = "\n".join(texts)
    for item, beginnings in _CALLED_UP_BY.items():
        if found := re.search(rf"\b(?:{beginnings})\w*", said, re.IGNORECASE):
            yield item, found[0]
