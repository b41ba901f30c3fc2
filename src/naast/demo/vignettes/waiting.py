"""Two made-up residents ("fictief", no source) with what else can wait in a house: a second reader, a letter
to send, an objection, an emergency to look back at, an appointment that did not take place, requests."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from naast.decide import actions as decide
from naast.decide import queries as decisions
from naast.decide.types import ProposedTerms
from naast.demo import telling
from naast.demo.stage import House
from naast.demo.telling import Told
from naast.folder.sharing import actions as sharing
from naast.folder.sharing.parts import LETTER, key_of
from naast.follow import actions as follow
from naast.kernel import actors
from naast.kernel.actors import Actor
from naast.kernel.clock import shifted, today
from naast.people import actions as people
from naast.people.types import TalkingSaid
from naast.plan.actions import reporting
from naast.weigh import queries as weighings

BORN = dt.date(1961, 3, 14)


def load(house: House) -> None:
    """Mevrouw F. objected and was opened in an emergency; meneer G. waits for a reader and for his letter."""
    with shifted(-45):
        told = telling.begin(house, "Mevrouw F.", "(fictief)", law="participatiewet", born_on=BORN)
        folder = telling.folder(told, "map-mevrouw-f")
        _partly(
            told,
            request="Een wasmachine, een koelkast en een bed (fictief).",
            grants="De wasmachine en het bed",
            refused="De koelkast werkt nog. Gaat hij kapot, dan kijken we opnieuw.",
            words="Het bed is het belangrijkst. Over de koelkast ben ik het niet eens.",
        )
        decision_id = _decided(told)
        decide.send_letter(actor=told.worker, case_id=told.case_id, decision_id=decision_id)
    with shifted(-20):
        objection_id = decide.object(
            actor=folder,
            case_id=told.case_id,
            decision_id=decision_id,
            words="De koelkast lekt. Ik kan er niets in bewaren.",
        )
        people.ask(
            actor=folder, case_id=told.case_id, kind="correction", words="Mijn huisnummer is 12, geen 21."
        )
        people.ask(actor=folder, case_id=told.case_id, kind="someone_else", words="")
        letter = next(row.id for row in decisions.letters_of(told.case_id) if row.kind == "letter")
        unclear = decide.say_unclear(
            actor=folder, case_id=told.case_id, document_id=letter, words="Ik snap niet wat er nu mag."
        )
    with shifted(-19):
        decide.explain_letter(
            actor=told.worker,
            case_id=told.case_id,
            question_id=unclear,
            words="Je krijgt van ons een wasmachine en een bed. Je krijgt nu geen koelkast.",
        )
    with shifted(-1):
        decide.say_unclear(
            actor=folder, case_id=told.case_id, document_id=letter, words="En wat is dan een bezwaar?"
        )
    with shifted(-19):
        decide.confirm_objection(actor=told.worker, case_id=told.case_id, objection_id=objection_id)
        decide.pay_petty(
            actor=told.worker,
            case_id=told.case_id,
            fund_id=decisions.funds()[0].id,
            amount=Decimal("18.40"),
            words="Een koelbox, tot duidelijk is wat er met de koelkast gebeurt (fictief).",
            paid_before=0,
        )
    with shifted(-18):
        _talks_and_shares(folder, told)
    with shifted(-15):
        row = follow.note_contact(
            actor=told.worker,
            case_id=told.case_id,
            channel="office",
            person_id=told.person_id,
            words="We zaten klaar op kantoor.",
            took_place=False,
        )
        follow.say_what_made_it_hard(
            actor=told.worker, contact_id=row.pk, words="De bus reed niet, en bellen kon niet."
        )
    with shifted(-6):
        _opens_in_an_emergency(house)
    with shifted(-1):
        _waits_for_the_post(told)
    _waits(house)


def _talks_and_shares(folder: Actor, told: Told) -> None:
    """How to talk with her, and one letter that she lets her landlord read (all "fictief")."""
    people.say_talking(
        actor=folder,
        person_id=told.person_id,
        said=TalkingSaid(language="Papiaments (fictief)", interpreter="wanted", spoken=True),
        base_version=0,
    )
    letter = next(row for row in decisions.letters_of(told.case_id) if row.kind == "letter")
    sharing.share(
        actor=folder,
        case_id=told.case_id,
        person_id=told.person_id,
        terms=sharing.Terms(
            organisation="De Woningbouw (fictief)",
            purpose="Laten zien dat het bed wordt vergoed.",
            until_on=today() + dt.timedelta(days=90),
            code_by="phone",
        ),
        keys=[key_of(LETTER, letter.id)],
        form_key="demo",
    )


def _waits_for_the_post(told: Told) -> None:
    """Another decision for her, of which the letter lies in the print queue."""
    _partly(
        told,
        request="Een winterjas en laarzen (fictief).",
        grants="De winterjas",
        refused="Laarzen kreeg je vorige maand van de kledingbank.",
        words="Als de laarzen te klein zijn, bel ik.",
    )
    decide.queue_letter(
        actor=told.worker,
        case_id=told.case_id,
        decision_id=_decided(told),
        way="post",
        address="Voorbeeldstraat 12, 0000 XX Voorbeeldstad (fictief)",
    )


def _waits(house: House) -> None:
    with shifted(-30):
        told = telling.begin(house, "Meneer G.", "(fictief)", law="participatiewet", kind="application")
        telling.folder(told, "map-meneer-g")
        reporting.open_code(
            actor=told.worker,
            case_id=told.case_id,
            words="De buurvrouw hoort 's nachts geschreeuw. Zelf zag ik niets. (fictief)",
            withheld_until=today() + dt.timedelta(days=92),
            withheld_because="Wie er schreeuwt, weten we nog niet. (fictief)",
        )
        _partly(
            told,
            request="Reiskosten naar de cursus, en een laptop (fictief).",
            grants="De reiskosten naar de cursus",
            refused="De laptop leent de school uit.",
            words="Als de school er een uitleent, is dat goed.",
        )
    with shifted(-2):
        _asks(told)
        _decided(told)
    with shifted(-1):
        _partly(
            told,
            request="Werkschoenen en een fiets (fictief).",
            grants="De werkschoenen",
            refused="Voor de fiets is er het fietsenplan van de werkgever.",
            words="De fiets heb ik nodig om op tijd te komen.",
        )
    _sees_it_otherwise(told)


def _asks(told: Told) -> None:
    """The second reader asks something first, and the writer answers in words."""
    proposal = decisions.proposal_of(told.case_id)
    if proposal is None:
        raise RuntimeError("nothing waits for a reader")
    question = decide.read_along(
        actor=told.house["meelezer"],
        case_id=told.case_id,
        proposal_id=proposal.id,
        verdict="question",
        words="Leent de school die laptop ook uit in de vakantie? (fictief)",
        base_version=proposal.version,
    )
    decide.answer_reader(
        actor=told.worker,
        case_id=told.case_id,
        reading_id=question,
        words="Ja, tot het einde van de cursus. De school heeft het gemaild. (fictief)",
    )


def _sees_it_otherwise(told: Told) -> None:
    """An experience worker who walks along contradicts the proposal that is open now."""
    proposal = decisions.proposal_of(told.case_id)
    if proposal is None:
        raise RuntimeError("nothing is proposed")
    other = told.house["ervaring"]
    people.let_in(
        actor=told.worker,
        case_id=told.case_id,
        staff_id=other.id,
        role=actors.EXPERIENCE_WORKER,
        purpose="loopt mee (fictief)",
    )
    decide.dissent(
        actor=other,
        case_id=told.case_id,
        proposal_id=proposal.id,
        words="Het fietsenplan begint pas in het voorjaar. Tot dan mist hij zijn trein. (fictief)",
    )


def _partly(told: Told, *, request: str, grants: str, refused: str, words: str) -> None:
    """Listen first, then propose to grant a part on the short way; a second reader is due."""
    decide.hear(actor=told.worker, case_id=told.case_id, held_on=today(), way="home", words=words)
    title = next(row for row in weighings.legal_titles("participatiewet") if "35 lid 1" in row.article)
    decide.decide_routinely(
        actor=told.worker,
        case_id=told.case_id,
        request=request,
        terms=ProposedTerms(
            outcome="partly",
            granted=grants,
            reason=refused,
            title_row=str(title.id),
            review_on=today() + dt.timedelta(days=10),
        ),
        decided_before=len(decisions.decisions_of(told.case_id)),
    )


def _decided(told: Told) -> int:
    """The second reader agrees, and the writer decides within the own mandate."""
    proposal = decisions.proposal_of(told.case_id)
    if proposal is None or proposal.reader is None:
        raise RuntimeError("nothing waits for a reader")
    reader = next(actor for actor in told.house.staff.values() if actor.id == proposal.reader.id)
    decide.read_along(
        actor=reader,
        case_id=told.case_id,
        proposal_id=proposal.id,
        verdict="agree",
        words="Eens. Leg het in de brief gewoon uit.",
        base_version=proposal.version,
    )
    return decide.decide(actor=told.worker, case_id=told.case_id, base_version=proposal.version)


def _opens_in_an_emergency(house: House) -> None:
    answers = people.ask_known(
        actor=house["ervaring"],
        reason="Zij belde in paniek, haar aanspreekpunt was vrij (fictief).",
        given_name="Mevrouw F.",
        family_name="(fictief)",
        birth_date=BORN,
    )
    people.break_glass(
        actor=house["ervaring"],
        reference=answers[0].places[0].glass,
        reason="Haar gas werd die dag afgesloten (fictief).",
    )
