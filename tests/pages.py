"""The one register of pages: it drives axe, query counts, isolation and screenshots.

A path may hold `{name}` of `ids()`: cases by first name of the resident, and what hangs on them. Every
page of the interface must be here; a test compares the register with the addresses of the project.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Page:
    """`name` of the address, `path`, and the demo login that opens it ("" before logging in)."""

    name: str
    path: str
    login: str = "wijkteam"
    folder: bool = False
    # Of one case: strangers must not see it, and a refusal holds no data of that case.
    of_case: bool = True


PAGES: tuple[Page, ...] = (
    Page("people:login", "/inloggen/", "", of_case=False),
    Page("people:folder_login", "/inloggen/map/", "", of_case=False),
    Page("web:my_people", "/mijn-mensen/", of_case=False),
    Page("web:case", "/casus/{eveline}/"),
    Page("web:search", "/zoeken/?q=Eveline", of_case=False),
    Page("people:new_case", "/mensen/nieuw/", of_case=False),
    Page("people:known", "/mensen/bekend/", of_case=False),
    Page("people:circle", "/casus/{eveline}/mensen/"),
    Page("people:accounts", "/beheer/", "beheer", of_case=False),
    Page("people:team", "/team/", "teamleider", of_case=False),
    Page("listen:overview", "/casus/{eveline}/luisteren/"),
    Page("listen:first", "/casus/{eveline}/luisteren/eerst/"),
    Page("listen:story", "/casus/{eveline}/luisteren/verhaal/{eveline_person}/"),
    Page("listen:request", "/casus/{eveline}/luisteren/vraag/"),
    Page("listen:board", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_board}/"),
    Page("plan:overview", "/casus/{eveline}/plan/"),
    Page("plan:version", "/casus/{eveline}/plan/versie/1/"),
    Page("plan:returns", "/casus/{eveline}/plan/opbrengst/"),
    Page("plan:prices", "/prijzen/", of_case=False),
    Page("weigh:overview", "/casus/{eveline}/wegen/"),
    Page("weigh:three_values", "/casus/{eveline}/wegen/drie-waarden/"),
    Page("weigh:catalogue", "/ruimte-in-de-wet/", of_case=False),
    Page("decide:overview", "/casus/{eveline}/besluit/"),
    Page("decide:routine", "/casus/{sauna}/kort/"),
    Page("decide:waiting", "/meelezen/", "meelezer", of_case=False),
    Page("decide:fund", "/maatwerkbudget/", "fonds", of_case=False),
    Page("follow:overview", "/casus/{eveline}/volgen/"),
    Page("learn:case", "/casus/{eveline}/leren/"),
    Page("learn:inbox", "/leren/", "beleid", of_case=False),
    Page("folder:home", "/map/", "map-eveline", folder=True, of_case=False),
    Page("folder:looks", "/map/wie-keek/", "map-eveline", folder=True, of_case=False),
    Page("folder:support", "/map/hulp/", "map-eveline", folder=True, of_case=False),
    Page("folder:someone_else", "/map/iemand-anders/", "map-eveline", folder=True, of_case=False),
    Page("folder:objection", "/map/bezwaar/", "map-eveline", folder=True, of_case=False),
    Page("folder:complaint", "/map/klacht/", "map-eveline", folder=True, of_case=False),
    Page("folder:what_happens", "/map/wat-gebeurt-er/", "map-eveline", folder=True, of_case=False),
)


def ids(ask: Ask) -> dict[str, Any]:
    """Ids of the demo's cases and what hangs on them. `ask` runs SQL inside the first demo municipality."""
    found: dict[str, Any] = {}
    names = {
        "Eveline": "eveline",
        "Meneer": "vos",
        "Mevrouw E.": "mevrouw_e",
        "A.": "a",
        "Nina": "nina",
        "Mevrouw X": "mevrouw_x",
        "Meneer S.": "sauna",
    }
    rows = ask(
        "SELECT p.given_name, c.id, p.id FROM people_case c JOIN people_person p ON p.id = c.resident_id"
    )
    for given_name, case_id, person_id in rows:
        key = names.get(given_name)
        if key is not None:
            found[key], found[f"{key}_person"] = case_id, person_id
    for key in list(names.values()):
        boards = ask(f"SELECT min(id) FROM listen_board WHERE case_id = {int(found.get(key, 0))}")
        if boards[0][0] is not None:
            found[f"{key}_board"] = boards[0][0]
    return found
