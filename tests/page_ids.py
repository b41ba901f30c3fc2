"""What stands between braces in the paths of `pages.py`: cases of the demo, and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Ask = Callable[[str], list[tuple[Any, ...]]]

CASES = {
    "Eveline": "eveline",
    "Meneer": "vos",
    "Mevrouw E.": "mevrouw_e",
    "A.": "a",
    "Nina": "nina",
    "Mevrouw X": "mevrouw_x",
    "Meneer S.": "sauna",
    "Mevrouw F.": "f",
    "Meneer G.": "g",
    "Meneer Bartels": "bartels",
    "De jongere": "youngster",
}
"""First names of the demo's residents, and what they are called in the paths above."""

OF_A_CASE = {
    "objection": "SELECT min(id) FROM decide_objection WHERE case_id = {case}",
    "intake": "SELECT min(id) FROM people_intake WHERE case_id = {case}",
    "change": "SELECT min(id) FROM decide_termchange WHERE case_id = {case}",
    "dispatch": "SELECT max(id) FROM decide_dispatch WHERE case_id = {case}",
    "late": "SELECT max(id) FROM decide_defaultnotice WHERE case_id = {case}",
    "determined": (
        "SELECT min(id) FROM decide_defaultnotice WHERE case_id = {case} AND determined_on IS NOT NULL"
    ),
    "board": "SELECT min(id) FROM listen_board WHERE case_id = {case}",
    "last_board": "SELECT max(id) FROM listen_board WHERE case_id = {case}",
    "covered_board": "SELECT min(id) FROM listen_board WHERE case_id = {case} AND covered",
    "around": "SELECT min(id) FROM listen_networkperson WHERE case_id = {case}",
    "goal": "SELECT min(id) FROM plan_goal WHERE case_id = {case}",
    "obstacle": "SELECT min(id) FROM plan_obstacle WHERE case_id = {case}",
    "signal": "SELECT min(id) FROM learn_signal WHERE case_id = {case}",
    "support": "SELECT min(id) FROM plan_support WHERE case_id = {case}",
    "step": "SELECT min(id) FROM plan_step WHERE case_id = {case}",
    "taken": "SELECT min(id) FROM plan_takingover WHERE case_id = {case}",
    "line": "SELECT min(id) FROM plan_scenarioline WHERE case_id = {case}",
    "way": "SELECT min(id) FROM plan_alternative WHERE case_id = {case}",
    "letter": "SELECT min(id) FROM decide_document WHERE case_id = {case} AND kind = 'letter'",
    "proposal": "SELECT min(id) FROM decide_proposal WHERE case_id = {case} AND state = 'open'",
    "decided": "SELECT max(id) FROM decide_proposal WHERE case_id = {case} AND state = 'decided'",
    "question": "SELECT min(id) FROM decide_secondreading WHERE case_id = {case} AND verdict = 'question'",
    "decision": "SELECT min(id) FROM decide_decision WHERE case_id = {case}",
    "petty": "SELECT min(id) FROM decide_fundentry WHERE case_id = {case} AND kind = 'petty'",
    "promise": "SELECT min(id) FROM follow_promise WHERE case_id = {case} AND kept_on IS NULL",
    "code": "SELECT min(id) FROM plan_reportingcode WHERE case_id = {case}",
    "child": "SELECT min(person_id) FROM people_participant WHERE case_id = {case} AND relation = 'child'",
    "contact": "SELECT min(id) FROM follow_contact WHERE case_id = {case} AND NOT took_place",
    "check_in": "SELECT min(id) FROM follow_checkin WHERE case_id = {case}",
    "counted": "SELECT min(line) FROM follow_realised WHERE case_id = {case}",
    "settlement": "SELECT min(id) FROM follow_settlement WHERE case_id = {case}",
}
"""What hangs on a case and has a page of its own: called by the case and this name."""

HERE = "(SELECT municipality_id FROM people_case WHERE id = {case})"
OF_THE_HOUSE = {
    "wijkteam": "SELECT m.subject_id FROM kernel_account a JOIN kernel_membership m ON m.account_id = a.id "
    "WHERE a.login = 'wijkteam' AND m.kind = 'staff'",
    "price": "SELECT min(id) FROM plan_price WHERE item = 'Hotel room' AND whose = 'list' "
    f"AND municipality_id = {HERE}",
    "own_price": f"SELECT min(id) FROM plan_price WHERE whose = 'own' AND municipality_id = {HERE}",
    "price_file": f"SELECT min(id) FROM plan_priceimport WHERE municipality_id = {HERE}",
    "mandate": f"SELECT min(stands_in_for_id) FROM decide_mandate WHERE municipality_id = {HERE}",
    "domain": f"SELECT min(id) FROM listen_domain WHERE municipality_id = {HERE}",
    "law_row": f"SELECT min(id) FROM weigh_legalrow WHERE municipality_id = {HERE}",
    "law_value": f"SELECT min(id) FROM weigh_legalvalue WHERE municipality_id = {HERE}",
    "own_law_row": f"SELECT min(id) FROM weigh_legalrow WHERE is_own AND municipality_id = {HERE}",
    "law_article": f"SELECT max(id) FROM weigh_lawarticle WHERE municipality_id = {HERE}",
    "signal": f"SELECT min(id) FROM learn_signal WHERE municipality_id = {HERE}",
}
"""What belongs to the municipality of the demo's cases."""


def ids(ask: Ask) -> dict[str, Any]:
    """Ids of the demo's cases and what hangs on them. `ask` runs SQL inside the first demo municipality."""
    found: dict[str, Any] = {}
    rows = ask(
        "SELECT p.given_name, c.id, p.id FROM people_case c JOIN people_person p ON p.id = c.resident_id"
    )
    for given_name, case_id, person_id in rows:
        key = CASES.get(given_name)
        if key is None:
            continue
        found[key], found[f"{key}_person"] = case_id, person_id
        for name, sql in OF_A_CASE.items():
            ((number,),) = ask(sql.format(case=int(case_id)))
            if number is not None:
                found[f"{key}_{name}"] = number
    for name, sql in OF_THE_HOUSE.items():
        ((found[name],),) = ask(sql.format(case=int(found["eveline"])))
    return found
