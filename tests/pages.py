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
    # Typed in the field of the header before this page is looked at.
    searched: str = ""


PAGES: tuple[Page, ...] = (
    Page("people:login", "/inloggen/", "", of_case=False),
    Page("people:folder_login", "/inloggen/map/", "", of_case=False),
    Page("web:my_people", "/mijn-mensen/", of_case=False),
    Page("web:case", "/casus/{eveline}/"),
    Page("web:search", "/zoeken/", of_case=False),
    Page("web:search, found", "/zoeken/", of_case=False, searched="Eveline"),
    Page("web:search, not found", "/zoeken/", of_case=False, searched="Onvindbaar"),
    Page("people:new_case", "/mensen/nieuw/", of_case=False),
    Page("people:known", "/mensen/bekend/", of_case=False),
    Page("people:circle", "/casus/{eveline}/mensen/"),
    Page("people:who_reads", "/casus/{a}/mensen/wie-leest/"),
    Page("people:circle, asked something", "/casus/{f}/mensen/"),
    Page("people:accounts", "/beheer/", "beheer", of_case=False),
    Page("people:staff_member", "/beheer/{wijkteam}/", "beheer", of_case=False),
    Page("people:terms", "/beheer/bewaartermijnen/", "beheer", of_case=False),
    Page("people:team", "/team/", "teamleider", of_case=False),
    Page("people:emergencies", "/noodgevallen/", "meelezer", of_case=False),
    Page("listen:overview", "/casus/{eveline}/luisteren/"),
    Page("listen:overview, two boards", "/casus/{mevrouw_e}/luisteren/"),
    Page("listen:first", "/casus/{eveline}/luisteren/eerst/"),
    Page("listen:story", "/casus/{eveline}/luisteren/verhaal/{eveline_person}/"),
    Page("listen:fragments", "/casus/{eveline}/luisteren/verhaal/{eveline_person}/stukken/"),
    Page("listen:fragments, empty", "/casus/{f}/luisteren/verhaal/{f_person}/stukken/"),
    Page("listen:recordings", "/casus/{eveline}/luisteren/verhaal/{eveline_person}/opnamen/"),
    Page("listen:delete_story", "/casus/{eveline}/luisteren/verhaal/{eveline_person}/weg/"),
    Page("listen:request", "/casus/{eveline}/luisteren/vraag/"),
    Page("listen:start", "/casus/{eveline}/luisteren/bord/"),
    Page("listen:board", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_board}/"),
    Page("listen:board, then and now", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_last_board}/"),
    Page("listen:board, covered", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_covered_board}/"),
    Page("listen:lay, covered", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_covered_board}/leggen/"),
    Page("listen:choose", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_board}/kiezen/"),
    Page("listen:lay", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_board}/leggen/"),
    Page("listen:order", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_board}/volgorde/"),
    Page("listen:guests", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_board}/wie-legt-mee/"),
    Page("listen:board_paper", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_last_board}/papier/"),
    Page("listen:domains", "/beheer/delen-van-leven/", "beheer", of_case=False),
    Page("listen:domain", "/beheer/delen-van-leven/{domain}/", "beheer", of_case=False),
    Page("listen:add_photo", "/casus/{mevrouw_e}/luisteren/bord/{mevrouw_e_board}/foto/"),
    Page("listen:roles", "/casus/{vos}/luisteren/rollen/{vos_person}/"),
    Page("listen:network", "/casus/{vos}/luisteren/mensen-om/{vos_person}/"),
    Page("listen:network, empty", "/casus/{f}/luisteren/mensen-om/{f_person}/"),
    Page("listen:network_person", "/casus/{vos}/luisteren/mensen-om/{vos_person}/{vos_around}/"),
    Page("listen:skills", "/casus/{a}/luisteren/doen/{a_person}/"),
    Page("listen:stress", "/casus/{a}/luisteren/stress/"),
    Page("plan:overview", "/casus/{eveline}/plan/"),
    Page("plan:overview, empty", "/casus/{f}/plan/"),
    Page("plan:goal", "/casus/{eveline}/plan/doel/{eveline_goal}/"),
    Page("plan:goal_words", "/casus/{eveline}/plan/doel/{eveline_goal}/eigen-woorden/"),
    Page("plan:obstacle_words", "/casus/{eveline}/plan/belemmering/{eveline_obstacle}/eigen-woorden/"),
    Page("plan:support", "/casus/{eveline}/plan/hulp/{eveline_support}/"),
    Page("plan:version", "/casus/{eveline}/plan/versie/1/"),
    Page("plan:returns", "/casus/{eveline}/plan/opbrengst/"),
    Page("plan:returns, empty", "/casus/{f}/plan/opbrengst/"),
    Page("plan:returns, offered", "/casus/{a}/plan/opbrengst/"),
    Page("plan:returns, with a range", "/casus/{nina}/plan/opbrengst/"),
    Page("plan:returns, a settlement came of it", "/casus/{bartels}/plan/opbrengst/", "consulent"),
    Page("plan:alternative", "/casus/{eveline}/plan/opbrengst/andere-manier/{eveline_way}/"),
    Page("plan:line", "/casus/{eveline}/plan/opbrengst/regel/{eveline_line}/"),
    Page("plan:line, earlier plans", "/casus/{bartels}/plan/opbrengst/regel/{bartels_line}/", "consulent"),
    Page("plan:helpers", "/casus/{vos}/plan/wie-helpt-nu/"),
    Page("plan:steps", "/casus/{a}/plan/stappen/"),
    Page("plan:steps, none yet", "/casus/{f}/plan/stappen/"),
    Page("plan:step", "/casus/{a}/plan/stappen/{a_step}/"),
    Page("plan:pillars", "/casus/{a}/plan/pijlers/"),
    Page("plan:taking_over", "/casus/{a}/plan/overnemen/"),
    Page("plan:one_taking_over", "/casus/{a}/plan/overnemen/{a_taken}/"),
    Page("plan:reminders", "/casus/{a}/plan/herinneringen/"),
    Page("people:reach", "/casus/{a}/mensen/{a_person}/bereiken/"),
    Page("plan:reporting_codes", "/casus/{g}/plan/meldcode/"),
    Page("plan:reporting_code", "/casus/{g}/plan/meldcode/{g_code}/"),
    Page("plan:prices", "/prijzen/", of_case=False),
    Page("plan:prices, who keeps them", "/prijzen/?q=schuld", "controller", of_case=False),
    Page("plan:price", "/prijzen/{price}/", of_case=False),
    Page("plan:price, who keeps it", "/prijzen/{own_price}/", "controller", of_case=False),
    Page("plan:new_price", "/prijzen/nieuw/", "controller", of_case=False),
    Page("plan:change_price", "/prijzen/{price}/eigen/", "controller", of_case=False),
    Page("plan:price_index", "/prijzen/prijspeil/", "controller", of_case=False),
    Page("plan:import_prices", "/prijzen/inlezen/", "controller", of_case=False),
    Page("plan:imported_prices", "/prijzen/inlezen/{price_file}/", "controller", of_case=False),
    Page("weigh:overview", "/casus/{eveline}/wegen/"),
    Page("weigh:overview, law closed", "/casus/{mevrouw_x}/wegen/"),
    Page("weigh:three_values", "/casus/{eveline}/wegen/drie-waarden/"),
    Page("weigh:overview, with remarks", "/casus/{youngster}/wegen/"),
    Page("weigh:disciplines", "/casus/{youngster}/wegen/disciplines/"),
    Page("weigh:disciplines, none yet", "/casus/{eveline}/wegen/disciplines/"),
    Page("weigh:read_along", "/casus/{youngster}/wegen/meelezen/"),
    Page("weigh:read_along, as reader", "/casus/{youngster}/wegen/meelezen/", "meelezer"),
    Page("weigh:paper", "/casus/{eveline}/wegen/op-een-pagina/"),
    Page("weigh:paper, law closed", "/casus/{mevrouw_x}/wegen/op-een-pagina/"),
    Page("weigh:catalogue", "/ruimte-in-de-wet/", of_case=False),
    Page("weigh:row", "/ruimte-in-de-wet/{law_row}/", "jurist", of_case=False),
    Page("weigh:row, with its text", "/ruimte-in-de-wet/{own_law_row}/", "jurist", of_case=False),
    Page("weigh:catalogue, found", "/ruimte-in-de-wet/?q=oefeningen", of_case=False),
    Page("weigh:article", "/ruimte-in-de-wet/artikel/{law_article}/", of_case=False),
    Page("connect:law_texts", "/ruimte-in-de-wet/wetteksten/", "jurist", of_case=False),
    Page("connect:law_texts, to read only", "/ruimte-in-de-wet/wetteksten/", of_case=False),
    Page("connect:law_texts, who has them fetched", "/ruimte-in-de-wet/wetteksten/", "beheer", of_case=False),
    Page("weigh:new_row", "/ruimte-in-de-wet/nieuw/", "jurist", of_case=False),
    Page("weigh:edit", "/ruimte-in-de-wet/{law_row}/nieuwe-versie/", "jurist", of_case=False),
    Page("decide:overview", "/casus/{eveline}/besluit/"),
    Page("decide:overview, nothing yet", "/casus/{mevrouw_x}/besluit/"),
    Page("decide:overview, proposed", "/casus/{g}/besluit/"),
    Page("decide:overview, objected", "/casus/{f}/besluit/"),
    Page("decide:hear", "/casus/{g}/besluit/horen/"),
    Page("decide:propose", "/casus/{eveline}/besluit/voorstel/"),
    Page("decide:read", "/casus/{g}/besluit/meelezen/{g_proposal}/", "meelezer"),
    Page("decide:letter", "/casus/{g}/besluit/{g_decision}/brief/"),
    Page("decide:returned", "/casus/{f}/besluit/brief/{f_letter}/terug/"),
    Page("decide:post", "/post/", of_case=False),
    Page("decide:wordings", "/brieven/", "beheer", of_case=False),
    Page("decide:wording", "/brieven/partly/", "beheer", of_case=False),
    Page("decide:change_wording", "/brieven/no/wijzigen/", "beheer", of_case=False),
    Page("people:sender", "/beheer/afzender/", "beheer", of_case=False),
    Page("decide:letter_language", "/casus/{g}/besluit/{g_decision}/brief/taal/"),
    Page("decide:explain", "/casus/{f}/besluit/brief/{f_letter}/uitleg/"),
    Page("decide:object", "/casus/{f}/besluit/{f_decision}/bezwaar/"),
    Page("decide:routine", "/casus/{f}/kort/"),
    Page("decide:waiting", "/meelezen/", "meelezer", of_case=False),
    Page("decide:fund", "/maatwerkbudget/", "fonds", of_case=False),
    Page("decide:allocate", "/maatwerkbudget/betaald/{f_petty}/", "fonds", of_case=False),
    Page("decide:petty_sums", "/maatwerkbudget/kleine-kas/", "beheer", of_case=False),
    Page("decide:petty", "/casus/{f}/kleine-kas/"),
    Page("decide:mandates", "/mandaten/", of_case=False),
    Page("decide:mandates, who keeps them", "/mandaten/", "beheer", of_case=False),
    Page("decide:mandate", "/mandaten/{mandate}/", of_case=False),
    Page("decide:mandate, who keeps it", "/mandaten/{mandate}/", "beheer", of_case=False),
    Page("decide:new_mandate", "/mandaten/nieuw/", "beheer", of_case=False),
    Page("decide:let_stand_in", "/mandaten/{mandate}/vervanger/", "beheer", of_case=False),
    Page("decide:mandate_account", "/mandaten/verantwoording/", "controller", of_case=False),
    Page(
        "decide:mandate_account, of one",
        "/mandaten/verantwoording/?mandate={mandate}",
        "meelezer",
        of_case=False,
    ),
    Page("follow:overview", "/casus/{eveline}/volgen/"),
    Page("follow:overview, it was hard", "/casus/{f}/volgen/"),
    Page("follow:promise", "/casus/{eveline}/volgen/belofte/"),
    Page("follow:one_promise", "/casus/{eveline}/volgen/belofte/{eveline_promise}/"),
    Page("follow:contact", "/casus/{eveline}/volgen/contact/"),
    Page("follow:hard", "/casus/{f}/volgen/contact/{f_contact}/lastig/"),
    Page("follow:check_in", "/casus/{eveline}/volgen/terugkijken/met/{eveline_person}/"),
    Page("follow:looked_back", "/casus/{eveline}/volgen/terugkijken/{eveline_check_in}/"),
    Page("follow:after_a_year", "/casus/{eveline}/volgen/na-een-jaar/"),
    Page("follow:after_a_year, no plan yet", "/casus/{f}/volgen/na-een-jaar/"),
    Page("follow:after_a_year, counted", "/casus/{bartels}/volgen/na-een-jaar/", "consulent"),
    Page("follow:realised", "/casus/{eveline}/volgen/na-een-jaar/{eveline_counted}/jaar/0/"),
    Page("follow:settling", "/casus/{eveline}/volgen/verrekenen/"),
    Page("follow:settling, settled", "/casus/{bartels}/volgen/verrekenen/", "consulent"),
    Page("follow:settlements", "/verrekeningen/", "controller", of_case=False),
    Page("follow:propose", "/verrekeningen/voorstel/{eveline}/", "fonds", of_case=False),
    Page("follow:settlement", "/verrekeningen/{eveline_settlement}/", "controller", of_case=False),
    Page("follow:settlement, settled", "/verrekeningen/{bartels_settlement}/", "controller", of_case=False),
    Page("learn:case", "/casus/{eveline}/leren/"),
    Page("learn:own_words", "/casus/{eveline}/leren/signaal/{eveline_signal}/eigen-woorden/"),
    Page("learn:inbox", "/leren/", "beleid", of_case=False),
    Page("learn:inbox, own signals", "/leren/", of_case=False),
    Page("learn:signal", "/leren/signaal/{signal}/", "beleid", of_case=False),
    Page("insight:portfolio", "/cijfers/alle-plannen/", "controller", of_case=False),
    Page("folder:home", "/map/", "map-eveline", folder=True, of_case=False),
    Page("folder:home, of a partner", "/map/", "map-partner-e", folder=True, of_case=False),
    Page("folder:looks", "/map/wie-keek/", "map-eveline", folder=True, of_case=False),
    Page("folder:looks, of a partner", "/map/wie-keek/", "map-partner-e", folder=True, of_case=False),
    Page("folder:looks, an emergency", "/map/wie-keek/", "map-mevrouw-f", folder=True, of_case=False),
    Page("folder:support", "/map/hulp/", "map-eveline", folder=True, of_case=False),
    Page("folder:someone_else", "/map/iemand-anders/", "map-mevrouw-f", folder=True, of_case=False),
    Page("folder:objection", "/map/bezwaar/", "map-mevrouw-f", folder=True, of_case=False),
    Page("folder:complaint", "/map/klacht/", "map-eveline", folder=True, of_case=False),
    Page("folder:what_happens", "/map/wat-gebeurt-er/", "map-eveline", folder=True, of_case=False),
    Page("folder:story", "/map/{eveline}/verhaal/", "map-eveline", folder=True),
    Page("folder:fragments", "/map/{eveline}/verhaal/stukken/", "map-eveline", folder=True),
    Page("folder:recordings", "/map/{eveline}/verhaal/opnamen/", "map-eveline", folder=True),
    Page("folder:read_along", "/map/{eveline}/verhaal/meelezen/", "map-eveline", folder=True),
    Page("folder:delete_story", "/map/{eveline}/verhaal/weg/", "map-eveline", folder=True),
    Page("folder:boards", "/map/{mevrouw_e}/bord/", "map-mevrouw-e", folder=True),
    Page("folder:board", "/map/{mevrouw_e}/bord/{mevrouw_e_last_board}/", "map-mevrouw-e", folder=True),
    Page(
        "folder:board, covered by its owner",
        "/map/{mevrouw_e}/bord/{mevrouw_e_covered_board}/",
        "map-partner-e",
        folder=True,
    ),
    Page(
        "folder:board, covered by another",
        "/map/{mevrouw_e}/bord/{mevrouw_e_covered_board}/",
        "map-mevrouw-e",
        folder=True,
    ),
    Page(
        "folder:board_cover",
        "/map/{mevrouw_e}/bord/{mevrouw_e_covered_board}/samen-omdraaien/",
        "map-partner-e",
        folder=True,
    ),
    Page(
        "folder:board_order",
        "/map/{mevrouw_e}/bord/{mevrouw_e_last_board}/volgorde/",
        "map-mevrouw-e",
        folder=True,
    ),
    Page(
        "folder:board_along",
        "/map/{mevrouw_e}/bord/{mevrouw_e_last_board}/wie-legt-mee/",
        "map-mevrouw-e",
        folder=True,
    ),
    Page(
        "folder:board_photo",
        "/map/{mevrouw_e}/bord/{mevrouw_e_last_board}/foto/erbij/",
        "map-mevrouw-e",
        folder=True,
    ),
    Page(
        "folder:board_paper",
        "/map/{mevrouw_e}/bord/{mevrouw_e_last_board}/papier/",
        "map-mevrouw-e",
        folder=True,
    ),
    Page("folder:roles", "/map/{a}/rollen/", "map-a", folder=True),
    Page("folder:network", "/map/{a}/mensen-om-mij/", "map-a", folder=True),
    Page("folder:network_person", "/map/{a}/mensen-om-mij/{a_around}/", "map-a", folder=True),
    Page("folder:skills", "/map/{a}/wat-lukt/", "map-a", folder=True),
    Page("folder:stress", "/map/stress/", "map-a", folder=True, of_case=False),
    Page("folder:steps", "/map/{a}/stappen/", "map-a", folder=True),
    Page("folder:reminders", "/map/{a}/herinneringen/", "map-a", folder=True),
    Page("folder:reach", "/map/hoe-bereik-je-mij/", "map-a", folder=True, of_case=False),
    Page("folder:plan", "/map/{eveline}/plan/", "map-eveline", folder=True),
    Page("folder:letters", "/map/{eveline}/brieven/", "map-eveline", folder=True),
    Page(
        "folder:letter_words",
        "/map/{f}/van/{f_person}/brieven/{f_letter}/lezen/",
        "map-mevrouw-f",
        folder=True,
    ),
    Page("folder:signal", "/map/{eveline}/signaal/", "map-eveline", folder=True),
    Page("folder:who_reads", "/map/{a}/wie-leest/", "map-a", folder=True),
    Page("folder:reading", "/map/{a}/van/{a_child}/verhaal/", "map-a", folder=True),
    Page("folder:reading, people around", "/map/{a}/van/{a_child}/mensen-om/", "map-a", folder=True),
    Page("folder:correct", "/map/{f}/corrigeren/", "map-mevrouw-f", folder=True),
    Page("folder:take", "/map/meenemen/", "map-eveline", folder=True, of_case=False),
    Page("folder:bring_own", "/map/inbrengen/", "map-eveline", folder=True, of_case=False),
    Page("folder:bring", "/casus/{eveline}/inbrengen/"),
    Page("folder:keys", "/beheer/sleutels/", "beheer", of_case=False),
    Page("people:talking", "/casus/{eveline}/mensen/{eveline_person}/hoe-praten-we/"),
    Page("people:own_talking", "/map/hoe-praten-we/", "map-eveline", folder=True, of_case=False),
    Page("folder:shares", "/map/{eveline}/delen/", "map-eveline", folder=True),
    Page("folder:shares, typed along", "/map/{a}/delen/", "map-a", folder=True),
    Page("folder:new_share", "/map/{eveline}/delen/nieuw/", "map-eveline", folder=True),
    Page("folder:type_along", "/casus/{eveline}/mensen/{eveline_person}/delen/"),
    Page("folder:door", "/gedeeld/demostad/", "", of_case=False),
)


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
