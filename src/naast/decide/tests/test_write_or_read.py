"""Who was asked to read along and writes in the weighing: they choose beforehand, and no word is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from naast.decide import actions, queries
from naast.decide.models import SecondReading
from naast.kernel import actors
from naast.kernel.errors import Invalid
from naast.kernel.models import AuditEvent
from naast.people import actions as people
from naast.weigh import actions as weigh
from naast.weigh.models import BlockWriter, Weighing

DIFFERS = "Er is een baby die hier geboren is."
ASKED = "Jij bent gevraagd om hier mee te lezen"
CHOICE = "writes_here"


@pytest.fixture
def both(deciding):
    """A colleague who stands beside the resident too and may read along, asked to read what is proposed."""
    found = deciding.standing.add_staff("Bo Beide", actors.PROFESSIONAL, actors.SECOND_READER)
    with deciding.inside():
        people.let_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            staff_id=found.id,
            role="professional",
            purpose="x",
        )
        deciding.ready()
        deciding.propose(amount=Decimal(7_200), reader_id=found.id)
    return found


def posted(deciding, **typed: str) -> dict[str, str]:
    return {"version": str(deciding.version), "why_differs": DIFFERS} | typed


def wrote(deciding, who) -> bool:
    with deciding.inside():
        return bool(BlockWriter.objects.filter(staff_id=who.id).exists())


def test_they_see_it_beforehand_keep_their_words_and_choose(deciding, both):
    client = deciding.standing.client(both)
    path = f"/casus/{deciding.case_id}/wegen/"
    page = client.get(path).content.decode()
    assert ASKED in page and f'name="{CHOICE}"' in page
    with deciding.inside():
        typed = posted(deciding)
    refused = client.post(path, typed)
    text = refused.content.decode()
    assert refused.status_code == 422 and DIFFERS in text and CHOICE in refused.context["form"].errors
    assert "leest iemand anders mee" in text and not wrote(deciding, both)
    assert client.post(path, typed | {CHOICE: "on"}).status_code == 302
    assert wrote(deciding, both)
    with deciding.inside():
        assert Weighing.objects.get().why_differs == DIFFERS
    assert f'name="{CHOICE}"' not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("where", "typed"),
    [
        ("wegen/drie/", {"engagement_verdict": "better", "engagement_words": DIFFERS}),
        ("wegen/disciplines/zicht/", {"discipline": "Jeugd", "found": DIFFERS, "does": "Wij wachten."}),
    ],
)
def test_it_is_asked_in_every_form_that_writes(deciding, both, where, typed):
    client = deciding.standing.client(both)
    path = _address(where, deciding.case_id)
    with deciding.inside():
        typed = typed | {"version": str(deciding.version)}
    refused = client.post(path, typed)
    assert refused.status_code == 422 and DIFFERS in refused.content.decode() and not wrote(deciding, both)
    assert client.post(path, typed | {CHOICE: "on"}).status_code == 302 and wrote(deciding, both)


def _address(where: str, case_id: int) -> str:
    from django.urls import reverse

    name = "weigh:three_values" if "drie" in where else "weigh:write_view"
    return reverse(name, args=[case_id])


def test_who_was_not_asked_and_who_may_only_read_is_asked_nothing(deciding, both):
    for who in (deciding.worker, deciding.holder):
        page = deciding.standing.client(who).get(f"/casus/{deciding.case_id}/wegen/")
        assert page.status_code == 200 and ASKED not in page.content.decode()
    with deciding.inside():
        actions.withdraw(**deciding.given, base_version=1)
    assert (
        ASKED not in deciding.standing.client(both).get(f"/casus/{deciding.case_id}/wegen/").content.decode()
    )


def test_the_law_stays_who_wrote_does_not_read_and_the_page_says_so_with_the_words_kept(deciding, both):
    with deciding.inside():
        number = queries.proposal_of(deciding.case_id).id
    client = deciding.standing.client(both)
    path = f"/casus/{deciding.case_id}/besluit/meelezen/{number}/"
    assert "Bewaar mijn advies" in client.get(path).content.decode()
    with deciding.inside():
        weigh.write_down(
            actor=both,
            case_id=deciding.case_id,
            thinking=weigh.Thinking(why_differs=DIFFERS),
            base_version=deciding.version,
        )
    page = client.get(path).content.decode()
    assert "dus iemand anders leest mee" in page and "Bewaar mijn advies" not in page
    advice = "Ik raad dit af, want er is nog een hotel vrij."
    late = client.post(path, {"verdict": "advise_against", "words": advice, "version": "1"})
    text = late.content.decode()
    assert late.status_code == 403 and advice in text and "leest haar niet mee" in text
    with deciding.inside():
        assert not SecondReading.objects.exists()
        refusals = AuditEvent.objects.filter(kind="refusal", verb="decide:read", actor_id=both.id)
        assert refusals.count() == 1


def test_the_proposal_says_that_another_reads_and_keeping_it_again_finds_one(deciding, both):
    with deciding.inside():
        deciding.read(both)
        weigh.write_down(
            actor=both,
            case_id=deciding.case_id,
            thinking=weigh.Thinking(why_differs=DIFFERS),
            base_version=deciding.version,
        )
        with pytest.raises(Invalid, match="Bo Beide schreef in de afweging"):
            deciding.decide(deciding.holder)
    page = deciding.standing.client(deciding.worker).get(f"/casus/{deciding.case_id}/besluit/")
    assert "Bo Beide schreef in de afweging" in page.content.decode()
    with deciding.inside():
        deciding.propose(amount=Decimal(7_200), base_version=1)
        assert queries.proposal_of(deciding.case_id).reader.id == deciding.reader.id
        deciding.read(deciding.reader)
        deciding.decide(deciding.holder)


def test_of_what_was_decided_already_somebody_else_is_named(deciding, both):
    with deciding.inside():
        actions.withdraw(**deciding.given, base_version=1)
        number = deciding.propose(amount=Decimal(7_200), reader_id=both.id, urgent_kind="eviction")
        deciding.decide(deciding.holder)
    client = deciding.standing.client(both)
    assert ASKED in client.get(f"/casus/{deciding.case_id}/wegen/").content.decode()
    with deciding.inside():
        weigh.write_down(
            actor=both,
            case_id=deciding.case_id,
            thinking=weigh.Thinking(why_differs=DIFFERS),
            base_version=deciding.version,
        )
    page = client.get(f"/casus/{deciding.case_id}/besluit/meelezen/{number}/").content.decode()
    assert "een andere lezer aanwijzen" in page
    with deciding.inside():
        actions.name_reader(actor=deciding.worker, proposal_id=number, reader_id=deciding.reader.id)
        deciding.read(deciding.reader)


def test_who_asked_a_question_does_not_answer_it_and_keeps_the_words(deciding, both):
    with deciding.inside():
        number = deciding.read(both, "question", "Waarom geen hotel?")
    client = deciding.standing.client(both)
    path = f"/casus/{deciding.case_id}/besluit/antwoord/{number}/"
    page = client.get(path).content.decode()
    assert "Je vroeg dit zelf" in page and "<textarea" not in page
    answer = client.post(path, {"words": "Het hotel was vol."})
    assert answer.status_code == 403 and "Het hotel was vol." in answer.content.decode()


def test_who_may_not_open_the_case_any_more_gets_the_typed_words_back(deciding):
    with deciding.inside():
        deciding.ready()
        number = deciding.propose(amount=Decimal(7_200))
    client = deciding.standing.client(deciding.reader)
    path = f"/casus/{deciding.case_id}/besluit/meelezen/{number}/"
    assert client.get(path).status_code == 200
    with deciding.inside():
        actions.withdraw(**deciding.given, base_version=1)
    late = client.post(path, {"verdict": "agree", "words": "Ik ben het ermee eens.", "version": "1"})
    assert late.status_code == 404 and "Ik ben het ermee eens." in late.content.decode()
    assert "Rosa" not in late.content.decode()


def test_a_drawn_reader_is_asked_too(deciding):
    administrator = deciding.standing.add_staff("Ada Beheer", actors.ADMINISTRATOR)
    found = deciding.standing.add_staff("Bo Beide", actors.PROFESSIONAL, actors.SECOND_READER)
    with deciding.inside():
        people.let_in(
            actor=deciding.worker,
            case_id=deciding.case_id,
            staff_id=found.id,
            role="professional",
            purpose="x",
        )
        actions.set_sample_rate(actor=administrator, one_in=1, because="Besluit (fictief)")
        people.withdraw_role(actor=administrator, staff_id=deciding.reader.id, role=actors.SECOND_READER)
        deciding.ready()
        deciding.propose(amount=Decimal(900))
        deciding.decide(deciding.worker)
    assert ASKED in deciding.standing.client(found).get(f"/casus/{deciding.case_id}/wegen/").content.decode()


def test_what_a_form_carries_along_is_not_given_back_as_typed(deciding):
    """What stood there before, keys and choices: nobody typed those, and some are words of somebody else."""
    typed = {
        "words": "Ik ben het ermee eens.",
        "one_word": "Woonruimteverdelingsverordening",
        "was_words": "Wat een ander eerst schreef.",
        "address_was": "Straat 1, Proefdam",
        "before": "Wat daarvoor stond.",
        "key": "b7d1f0c2-0f0d-4b8e-9f4e-0a6f6f1f7f55",
        "seen": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "next": "/casus/1/een-ander-pad/",
        "role": "experience_worker",
        "first_password": "vier gewone woorden samen",
    }
    client = deciding.standing.client(deciding.standing.colleague)
    late = client.post(f"/casus/{deciding.case_id}/besluit/voorstel/", typed)
    assert late.status_code == 404 and late.context["typed"] == [typed["words"], typed["one_word"]]
