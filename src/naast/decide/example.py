"""A letter with made-up facts, marked as an example: for who keeps the wording, and for measuring."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal

from naast.decide import letters
from naast.decide.wording import OF_DECISIONS, Wording

_SENT = dt.date(2026, 1, 5)
_FRAME = letters.LetterFrame(
    municipality="",
    postal_address="Voorbeeldplein 1, 0000 XX Voorbeeldstad",
    resident="Sam Voorbeeld",
    address="Voorbeeldstraat 1, 0000 XX Voorbeeldstad",
    sent_on=_SENT,
    contact="Kim Voorbeeld",
    contact_phone="000 000 00 00",
    general_phone="00 000",
    stand_in="Noor Voorbeeld",
    support="Voorbeeldsteun, telefoon 000 000 00 00",
    decider="Robin Voorbeeld",
    function="consulent (voorbeeld)",
)
_SAID = {
    "received_on": "2 januari 2026",
    "what_came": "je vraag om hulp bij het huishouden (voorbeeld).",
    "answer_by": "27 februari 2026",
    "old_day": "27 februari 2026",
    "new_day": "13 maart 2026",
    "article": "artikel 0 van de Voorbeeldwet",
    "reason": "We wachten nog op het advies dat we samen met jou vroegen (voorbeeld).",
    "day": "maandag 2 februari 2026",
    "time": "10.00 uur",
    "place": "Voorbeeldplein 1, kamer 0",
    "papers_from": "26 januari 2026",
    "objected_to_on": "1 december 2025",
    "answer": "Je krijgt gelijk. We doen het anders (voorbeeld).",
    "title": "Voorbeeldwet, artikel 0",
    "decided_on": "5 januari 2026",
    "decision_id": "0",
    "appeal_ends_on": "16 februari 2026",
    "missing": "- je handtekening\n- waarom je het er niet mee eens bent",
    "until_on": "19 januari 2026",
    "stands_still": "Zolang we wachten, staat de tijd voor ons antwoord stil.",
    "owed": "Je krijgt € 0 van ons, omdat we 0 dagen te laat waren (voorbeeld).",
    "amount": "€ 0",
    "pay_by": "16 februari 2026",
    "objection_ends_on": "16 februari 2026",
    "objection_address": "Voorbeeldplein 1, 0000 XX Voorbeeldstad",
    "heard_on": "29 december 2025",
    "not_heard": "",
    "court": "Rechtbank Voorbeeld, Postbus 0, 0000 XX Voorbeeldstad",
}


def example(wording: Wording, municipality: str) -> letters.Letter:
    """How a wording reads, everything filled in, marked as no real letter."""
    fixed = letters.words()
    frame = dataclasses.replace(_FRAME, municipality=municipality)
    if wording.kind in OF_DECISIONS:
        made = letters.compose(_facts(frame, wording.kind), fixed, wording=wording)
    else:
        made = letters.compose_other(wording, frame, _SAID, fixed, "Kenmerk: voorbeeld")
    return dataclasses.replace(made, mark=fixed["mark"]["example"])


def _facts(frame: letters.LetterFrame, outcome: str) -> letters.LetterContents:
    gives = outcome != "no"
    return letters.LetterContents(
        **dataclasses.asdict(frame),
        outcome=outcome,
        request="Hulp bij het huishouden (voorbeeld)",
        granted="elke week komt iemand twee uur helpen (voorbeeld)" if gives else "",
        amount=Decimal(100) if gives else None,
        from_on=dt.date(2026, 2, 1) if gives else None,
        until_on=dt.date(2026, 7, 31) if gives else None,
        conditions="je belt als het niet goed gaat (voorbeeld)" if gives else "",
        review_on=dt.date(2026, 5, 1),
        reason="Zo houd je tijd over voor je kinderen (voorbeeld).",
        refused_because="" if outcome == "yes" else "een buurvrouw helpt al met de ramen (voorbeeld)",
        decision_id=0,
        heard_on=dt.date(2025, 12, 29),
        heard_words="Ik wil het liefst zelf koken (voorbeeld).",
        not_heard="",
        title="Voorbeeldwet, artikel 0",
        is_exception=True,
        by_college=False,
        rests_kind="application",
        rests_day=dt.date(2025, 12, 22),
        decided_on=_SENT,
    )
