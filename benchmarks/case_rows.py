"""What hangs on the cases that the benchmark loads: a spread as an ordinary municipality has it, in SQL."""

from __future__ import annotations

from filling import Filling

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
SENTENCE = "'Ik wil weer in mijn eigen huis wonen en rust in mijn hoofd.'"


def one_of(words: str, number: str) -> str:
    """An SQL expression: one of the words, by number."""
    return f"split_part('{words}', ',', (1 + ({number}) % {words.count(',') + 1})::int)"


def chosen_cases(before: int, part: tuple[int, int], staff: tuple[int, int]) -> str:
    """Three of 25 cases are open, dealt out evenly: thirty to each of 400 members of staff, who stand in the
    circle of ten more. `n` numbers the cases, `place` the open ones."""
    first, number = staff[0] + 1, staff[1]
    another = f"{first} + (d.place / 3 + {number // 2 + 1}) % {number}"
    return f"""
        SELECT d.*, {first} + d.place % {number} AS contact,
               CASE WHEN d.place % 3 = 0 THEN {another} END AS another,
               CASE WHEN NOT d.is_open THEN d.opened_on + 200 END AS closed_on
        FROM (
            SELECT {before} + n AS id, n, n % 25 < 3 AS is_open,
                   CASE WHEN n % 25 < 3 THEN n / 25 * 3 + n % 25 ELSE n END AS place,
                   (ARRAY['wmo', 'wmo', 'jeugdwet', 'participatiewet', 'wgs'])[1 + n % 5] AS law,
                   current_date - CASE WHEN n % 25 < 3 THEN n % 300 ELSE 300 + n % 2500 END AS opened_on
            FROM generate_series({part[0] + 1}, {part[1]}) AS n
        ) d
    """  # noqa: S608


def people(chosen: Filling) -> None:
    """The resident, perhaps a partner, the case, and who stands in its circle."""
    given, family = one_of(GIVEN, "c.n * 13 / 3"), one_of(FAMILY, "c.n * 7 / 2")
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
        given_name=one_of(GIVEN, "c.n * 5"),
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
        stand_in_id="CASE WHEN c.n % 4 = 0 THEN nullif(c.another, c.contact) END",
        **stays,
    )
    why = {
        "role": "'professional'",
        "basis": "'Wmo 2015, artikel 5.1.1'",
        "purpose": "'naast deze bewoner staan'",
    }
    chosen.fill("people.CircleMember", staff_id="c.contact", **stays, **why)
    chosen.fill(
        "people.CircleMember", "chosen c WHERE c.another IS NOT NULL", staff_id="c.another", **stays, **why
    )


def told_and_planned(chosen: Filling) -> None:
    """Stories, requests, boards and plans."""
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


def weighed_and_decided(chosen: Filling) -> None:
    """Weighings, and routine decisions with their letter."""
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
    chosen.fill("decide.Proposal", decided, state="'decided'", **terms)
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


def followed(chosen: Filling) -> None:
    """Promises, looking back and signals."""
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


def looked_at(chosen: Filling) -> None:
    """A few looks at each case, stamped by the database as all are."""
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
