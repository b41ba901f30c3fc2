"""Loads municipalities with many cases, as the application's role and inside each one's own scope.

All of it goes past the triggers of the house: history, the fixed contact, mandates, the audit's stamp.
Reads its order as JSON from standard input and writes the visitors, with a session each, to the file it
names.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django
from filling import Filling

STEP = 10_000
"""Cases in one transaction."""
LATER = 1_000_000
"""Added to a case's id for the person who takes part in it."""
GIVEN = (
    "Anna,Bram,Carla,Daan,Els,Fatima,Gijs,Hanna,Ibrahim,Jan,Karin,Lotte,Mohamed,Noor,Omar,Petra,Ria,Samira,"
    "Tom,Ursula,Vera,Willem,Xandra,Yusuf,Zoë,Henk,Ineke,Joke,Kees,Maria"
)
FAMILY = (
    "Aydin,Bakker,Cornelissen,Dekker,Evers,Faber,Groen,Hendriks,Idrissi,Jansen,Kuipers,Linden,Mulder,Nguyen,"
    "Oosterhuis,Peters,Quist,Rietveld,Smit,Timmer,Uyl,Visser,Wolters,Yilmaz,Zonneveld,Achterberg,Brouwer,"
    "Dijkstra,Elzinga,Feenstra,Gerritsen,Hoekstra,Jacobs,Kramer,Leeuwen,Meijer,Noordhoek,Postma,Roos,Sanders"
)
NUMBERED = (
    "kernel.Account", "kernel.Membership", "kernel.StoredFile", "people.Staff", "people.Person",
    "people.Case",
    "listen.Story", "listen.Board", "weigh.Weighing", "decide.Mandate", "decide.Proposal", "decide.Decision",
)  # fmt: skip
"""Models whose rows get an id from here, so that others can refer to them."""
LAW_WORDS = ("beslag", "maatwerk", "urgentie")
SENTENCE = "'Ik wil weer in mijn eigen huis wonen en rust in mijn hoofd.'"


def main() -> None:
    """Load what was ordered and write the visitors down."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naast.web.settings")
    django.setup()
    order = json.load(sys.stdin)
    visitors: list[dict[str, Any]] = []
    cases_before = staff_before = 0
    for number, (cases, staff) in enumerate(zip(order["cases"], order["staff"], strict=True)):
        started = time.monotonic()
        municipality_id = _municipality(number)
        _house(municipality_id, staff_before, staff)
        for first in range(0, cases, STEP):
            _cases(municipality_id, cases_before, (first, min(first + STEP, cases)), (staff_before, staff))
            done = min(first + STEP, cases)
            print(
                f"  {done:,} of {cases:,} cases, {time.monotonic() - started:.0f} s",
                file=sys.stderr,
                flush=True,
            )
        if number == 0:
            visitors = _visitors(municipality_id, order["visitors"])
        cases_before, staff_before = cases_before + cases, staff_before + staff
    _settle()
    Path(order["into"]).write_text(json.dumps(visitors), encoding="utf-8")


def _municipality(number: int) -> int:
    from naast.kernel.models import Municipality

    made = Municipality.objects.create(name=f"Meetstad {number + 1}", slug=f"meetstad-{number + 1}")
    return int(made.pk)


def _house(municipality_id: int, before: int, staff: int) -> None:
    """What every municipality has: domains, prices, the law library; and staff who may decide routine."""
    from django.db import transaction

    from naast.kernel.actors import system
    from naast.kernel.tenancy import scope
    from naast.listen import actions as listen
    from naast.plan import actions as plan
    from naast.weigh import actions as weigh

    with transaction.atomic(), scope(municipality_id):
        house = system(municipality_id)
        listen.load_domains(actor=house)
        plan.load_prices(actor=house)
        weigh.load_catalogue(actor=house)
        weigh.load_values(actor=house)
        rows = (
            "SELECT n AS id, 'awb' AS law, current_date - 1000 AS opened_on FROM "  # noqa: S608
            f"generate_series({before + 1}, {before + staff}) AS n"
        )
        colleagues = Filling(municipality_id, "colleague", rows)
        colleagues.fill("kernel.Account", id="c.id", login="'meting-' || c.id", is_active="true")
        colleagues.fill("kernel.Membership", id="c.id", account_id="c.id", kind="'staff'", subject_id="c.id")
        name = f"{_one_of(GIVEN, 'c.id')} || ' ' || {_one_of(FAMILY, 'c.id * 7')}"
        colleagues.fill(
            "people.Staff",
            id="c.id",
            account_id="c.id",
            name=name,
            function="'wijkteam'",
            phone="'14 0xx'",
        )
        colleagues.fill("people.StaffRole", staff_id="c.id", role="'professional'")
        colleagues.fill(
            "decide.Mandate",
            id="c.id",
            staff_id="c.id",
            reach="'routine'",
            up_to="5000",
            from_on="c.opened_on - 4000",
            basis="'Mandaatbesluit'",
        )


def _one_of(words: str, number: str) -> str:
    """An SQL expression: one of the words, by number."""
    return f"split_part('{words}', ',', (1 + ({number}) % {words.count(',') + 1})::int)"


def _cases(municipality_id: int, before: int, part: tuple[int, int], staff: tuple[int, int]) -> None:
    """The cases numbered from `part[0]` up to `part[1]`, with all that hangs on them, in one transaction."""
    from django.db import connection, transaction

    from naast.kernel.tenancy import scope

    with transaction.atomic(), scope(municipality_id), connection.cursor() as cursor:
        chosen = Filling(municipality_id, "chosen", _chosen(before, part, staff))
        _people(chosen)
        _told_and_planned(chosen)
        _weighed_and_decided(chosen)
        cursor.execute("UPDATE decide_proposal SET state = 'decided' WHERE state = 'open'")
        _followed(chosen)


def _chosen(before: int, part: tuple[int, int], staff: tuple[int, int]) -> str:
    """Three of 25 cases are open, dealt out evenly: thirty to each of 400 members of staff, who stand in the
    circle of ten more. `n` numbers the cases, `place` the open ones."""
    first, number = staff[0] + 1, staff[1]
    another = f"{first} + (d.place / 3 + {number // 2 + 1}) % {number}"
    return f"""
        SELECT d.*, {first} + d.place % {number} AS contact,
               CASE WHEN d.place % 3 = 0 THEN {another} END second,
               CASE WHEN NOT d.is_open THEN d.opened_on + 200 END AS closed_on
        FROM (
            SELECT {before} + n AS id, n, n % 25 < 3 AS is_open,
                   CASE WHEN n % 25 < 3 THEN n / 25 * 3 + n % 25 ELSE n END AS place,
                   (ARRAY['wmo', 'wmo', 'jeugdwet', 'participatiewet', 'wgs'])[1 + n % 5] AS law,
                   current_date - CASE WHEN n % 25 < 3 THEN n % 300 ELSE 300 + n % 2500 END AS opened_on
            FROM generate_series({part[0] + 1}, {part[1]}) AS n
        ) d
    """  # noqa: S608


def _people(chosen: Filling) -> None:
    given, family = _one_of(GIVEN, "c.n * 13 / 3"), _one_of(FAMILY, "c.n * 7 / 2")
    chosen.fill(
        "people.Person",
        id="c.id",
        given_name=given,
        family_name=family,
        birth_date="date '1940-01-01' + (c.n % 25000)",
    )
    together = "chosen c WHERE c.n % 3 = 0"
    chosen.fill(
        "people.Person",
        together,
        id=f"c.id + {LATER}",
        given_name=_one_of(GIVEN, "c.n * 5"),
        family_name=family,
    )
    chosen.fill(
        "people.Case",
        id="c.id",
        resident_id="c.id",
        opened_by_id="c.contact",
        opened_on="c.opened_on",
        closed_on="c.closed_on",
        opening_key="NULL",
    )
    chosen.fill("people.Intake", case_id="c.id", kind="'report'", law="c.law", received_on="c.opened_on")
    chosen.fill(
        "people.Participant",
        together,
        case_id="c.id",
        person_id=f"c.id + {LATER}",
        relation="'partner'",
        from_on="c.opened_on",
    )
    stays = {"case_id": "c.id", "from_on": "c.opened_on", "until_on": "c.closed_on"}
    chosen.fill(
        "people.FixedContact",
        staff_id="c.contact",
        stand_in_id="CASE WHEN c.n % 4 = 0 THEN nullif(c.second, c.contact) END",
        **stays,
    )
    why = {
        "role": "'professional'",
        "basis": "'Wmo 2015, artikel 5.1.1'",
        "purpose": "'naast deze bewoner staan'",
    }
    chosen.fill("people.CircleMember", staff_id="c.contact", **stays, **why)
    chosen.fill(
        "people.CircleMember", "chosen c WHERE c.second IS NOT NULL", staff_id="c.second", **stays, **why
    )


def _told_and_planned(chosen: Filling) -> None:
    told = "chosen c WHERE c.n % 2 = 0"
    chosen.fill(
        "listen.Story", told, id="c.id", case_id="c.id", person_id="c.id", text=f"repeat({SENTENCE}, 20)"
    )
    chosen.fill(
        "listen.StoryVersion",
        told,
        case_id="c.id",
        story_id="c.id",
        number="1",
        by_staff_id="c.contact",
        text=f"repeat({SENTENCE}, 20)",
        written_at="c.opened_on::timestamptz",
    )
    chosen.fill(
        "listen.RequestWish", "chosen c WHERE c.n % 5 > 0", case_id="c.id", request=SENTENCE, wish=SENTENCE
    )
    chosen.fill("listen.Board", "chosen c WHERE c.n % 3 = 1", id="c.id", case_id="c.id", person_id="c.id")
    chosen.fill(
        "listen.BoardDomain",
        "chosen c, generate_series(1, 3) AS line WHERE c.n % 3 = 1",
        board_id="c.id",
        case_id="c.id",
        own_label="'wonen ' || line",
        words=SENTENCE,
        is_first="line = 1",
        goal=f"CASE WHEN line < 3 THEN {SENTENCE} ELSE '' END",
    )
    planned = "chosen c WHERE c.n % 10 < 7"
    chosen.fill(
        "plan.Plan",
        planned,
        case_id="c.id",
        perspective=SENTENCE,
        breakthrough=SENTENCE,
        base_year="NULL",
        horizon_years="NULL",
    )
    chosen.fill(
        "plan.Goal", f"generate_series(1, 2), {planned}", case_id="c.id", words=SENTENCE, domain="'wonen'"
    )
    chosen.fill(
        "plan.Support",
        planned,
        case_id="c.id",
        what="'hulp in huis'",
        stage="'coming'",
        period="'week'",
        amount="120",
    )
    chosen.fill(
        "plan.Obstacle",
        "chosen c WHERE c.n % 10 < 4",
        case_id="c.id",
        words=SENTENCE,
        kind="'statute'",
        law="'Participatiewet'",
        article="'18'",
    )


def _weighed_and_decided(chosen: Filling) -> None:
    weighed = "chosen c WHERE c.n % 10 < 4"
    chosen.fill(
        "weigh.Weighing",
        weighed,
        id="c.id",
        case_id="c.id",
        effect=SENTENCE,
        values_words=SENTENCE,
        consequences=SENTENCE,
    )
    chosen.fill(
        "weigh.ChosenValue",
        weighed,
        weighing_id="c.id",
        case_id="c.id",
        value_id="(SELECT min(v.id) FROM weigh_legalvalue v)",
    )
    decided = "chosen c WHERE c.n % 10 < CASE WHEN c.is_open THEN 2 ELSE 6 END"
    terms = {
        "id": "c.id",
        "case_id": "c.id",
        "outcome": "'yes'",
        "granted": SENTENCE,
        "amount": "250",
        "reason": SENTENCE,
        "title_text": "'Wmo 2015, artikel 2.3.5'",
        "law": "c.law",
        "is_routine": "true",
        "reach": "'routine'",
        "writer_id": "c.contact",
        "mandate_id": "c.contact",
    }
    chosen.fill("decide.Proposal", decided, state="'open'", **terms)
    chosen.fill(
        "decide.Decision",
        decided,
        proposal_id="c.id",
        decided_by_id="c.contact",
        decided_on="c.opened_on + 20",
        **terms,
    )
    chosen.fill(
        "kernel.StoredFile",
        decided,
        id="c.id",
        case_id="c.id",
        name="'brief.pdf'",
        size="2000",
        media_type="'application/pdf'",
        sha256="repeat('0', 64)",
        sealed_bytes="convert_to(repeat('brief ', 300), 'UTF8')",
    )
    chosen.fill(
        "decide.Document",
        decided,
        case_id="c.id",
        decision_id="c.id",
        file_id="c.id",
        kind="'letter'",
        sent_on="c.opened_on + 20",
        way="'paper'",
        made_by_id="c.contact",
    )


def _followed(chosen: Filling) -> None:
    words = {"case_id": "c.id", "what": "'Ik bel over de huur.'", "by_staff_id": "c.contact"}
    chosen.fill(
        "follow.Promise",
        "chosen c WHERE c.is_open AND c.n % 5 > 0",
        kind="'plain'",
        due_on="current_date + 1 + c.n % 60",
        **words,
    )
    chosen.fill(
        "follow.Promise", kind="'plain'", due_on="c.opened_on + 14", kept_on="c.opened_on + 14", **words
    )
    chosen.fill(
        "follow.CheckIn",
        "chosen c WHERE c.n % 5 = 0",
        case_id="c.id",
        person_id="c.id",
        words=SENTENCE,
        on_day="c.opened_on + 90",
        by_staff_id="c.contact",
    )
    chosen.fill(
        "learn.Signal",
        "chosen c WHERE c.n % 50 = 0",
        case_id="c.id",
        words=SENTENCE,
        verdict="'unknown'",
        given_on="c.opened_on",
        giver_staff_id="c.contact",
        answer_by="c.opened_on + 42",
        state="'open'",
    )
    chosen.fill(
        "kernel.AuditEvent",
        "chosen c, generate_series(1, CASE WHEN c.is_open THEN 3 ELSE 1 END)",
        actor_kind="'staff'",
        actor_id="c.contact",
        kind="'look'",
        verb="'web.case'",
        case_id="c.id",
        object_type="''",
        detail="'{}'::jsonb",
    )


def _visitors(municipality_id: int, number: int) -> list[dict[str, Any]]:
    """Members of staff from all over the house, each with a session, the cases of their circle, and words to
    search."""
    from django.db import transaction

    from naast.kernel.actors import load_actor
    from naast.kernel.models import Membership
    from naast.kernel.tenancy import scope
    from naast.people.queries import cases_for

    memberships = list(Membership.objects.filter(municipality_id=municipality_id).order_by("id"))
    found = []
    for membership in memberships[:: max(1, len(memberships) // number)][:number]:
        with transaction.atomic(), scope(municipality_id):
            actor = load_actor(membership)
            if actor is None:
                raise RuntimeError("a visitor cannot log in")
            cases = cases_for(actor)
        names = sorted({case.resident_name.split()[0] for case in cases})
        found.append(
            {
                "session": _session(membership),
                "cases": [case.id for case in cases],
                "words": [*names, *LAW_WORDS],
            }
        )
    return found


def _session(membership: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from naast.kernel.middleware import MEMBERSHIP_KEY

    session = SessionStore()
    session[SESSION_KEY] = str(membership.account_id)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = membership.account.get_session_auth_hash()
    session[MEMBERSHIP_KEY] = membership.pk
    session["second_factor"] = True
    session.create()
    return str(session.session_key)


def _settle() -> None:
    """As the owner: what a database that runs for a while has done by itself."""
    from django.apps import apps
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        for label in NUMBERED:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                [apps.get_model(label)._meta.db_table, 3 * LATER],
            )
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
