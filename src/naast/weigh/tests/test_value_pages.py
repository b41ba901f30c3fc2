"""A value of the law is added and put in other words by who keeps the library, and checked again."""

from __future__ import annotations

import pytest

from naast.kernel import actors
from naast.kernel.errors import Stale
from naast.weigh import actions, queries
from naast.weigh.models import LegalValue

NEW = "/ruimte-in-de-wet/waarde/nieuw/"
WORDS = "Iedereen heeft een plek waar de deur op slot kan."


@pytest.fixture
def policy(weighed):
    return weighed.standing.add_staff("Bea Beleid", actors.POLICY)


def first(weighed) -> LegalValue:
    with weighed.standing.inside():
        return LegalValue.objects.order_by("id").first()


def test_a_value_is_added_once_and_stands_on_the_page(weighed, policy):
    client = weighed.standing.client(policy)
    assert NEW in client.get("/ruimte-in-de-wet/").content.decode()
    for _again in range(2):
        posted = client.post(NEW, {"law": "Wmo 2015", "words_nl": f"  {WORDS} "})
        assert posted.status_code == 302 and posted.url.endswith("#waarden")
    with weighed.standing.inside():
        (row,) = LegalValue.objects.filter(words_nl=WORDS)
        assert (row.words_en, row.checked_on) == (WORDS, None)
    assert WORDS in client.get("/ruimte-in-de-wet/").content.decode()


def test_other_words_are_checked_again_and_never_written_over_those_of_another(weighed, policy):
    lawyer = weighed.standing.add_staff("Jet Jurist", actors.LAWYER)
    row = first(weighed)
    with weighed.standing.inside():
        actions.check_value(actor=lawyer, value_id=row.pk)
    client = weighed.standing.client(lawyer)
    address = f"/ruimte-in-de-wet/waarde/{row.pk}/"
    page = client.get(address).content.decode()
    assert f'value="{row.law}"' in page
    told = {"law": row.law, "words_nl": WORDS, "words_en": "", "base": row.words_nl}
    assert client.post(address, told).status_code == 302
    assert client.post(address, told).status_code == 302  # Sent twice.
    with weighed.standing.inside():
        (now,) = LegalValue.objects.filter(words_nl=WORDS)
        assert (now.checked_on, now.ends_on) == (None, None)
        before = LegalValue.objects.get(pk=row.pk)
        assert before.words_nl == row.words_nl and before.checked_on, "what was chosen keeps its words"
        offered = [value.id for value in queries.values()]
        assert now.pk in offered and row.pk not in offered
        with pytest.raises(Stale):
            actions.write_value(
                actor=policy, law=row.law, words_nl="Nog anders.", value_id=row.pk, base=row.words_nl
            )
    old = client.get(address, follow=True)
    assert old.redirect_chain == [("/ruimte-in-de-wet/#waarden", 302)]
    assert "intussen anders verwoord" in old.content.decode(), "nobody types what cannot be kept"
    late = client.post(address, told | {"words_nl": "Nog anders."})
    assert late.status_code == 422 and "Nog anders." in late.content.decode()


def test_a_lawyer_does_not_check_words_that_are_in_use_no_more(weighed, policy):
    lawyer = weighed.standing.add_staff("Jet Jurist", actors.LAWYER)
    row = first(weighed)
    with weighed.standing.inside():
        actions.write_value(actor=policy, law=row.law, words_nl=WORDS, value_id=row.pk)
    late = weighed.standing.client(lawyer).post(f"/ruimte-in-de-wet/waarde/{row.pk}/nagekeken/")
    assert late.status_code == 409 and "intussen anders verwoord" in late.content.decode()
    with weighed.standing.inside():
        assert LegalValue.objects.get(pk=row.pk).checked_on is None


def test_a_weighing_keeps_the_words_of_the_value_that_it_served(weighed, policy):
    with weighed.standing.inside():
        weighed.think()
        served = weighed.facts().values[0]
        actions.write_value(actor=policy, law=served.law, words_nl=WORDS, value_id=served.id)
        assert weighed.facts().values == (served,)
    path = f"/casus/{weighed.case_id}/wegen/"
    page = weighed.standing.client(weighed.worker).get(path).content.decode()
    assert served.words in page and WORDS in page, "it stays chosen, and the other words can be"


@pytest.mark.parametrize(
    "typed",
    [
        {"law": "Wmo 2015", "words_nl": " "},
        {"law": " ", "words_nl": WORDS},
        {"law": "Wmo 2015", "words_nl": "x" * 301},
        {"law": "x" * 151, "words_nl": WORDS},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(weighed, policy, typed):
    answer = weighed.standing.client(policy).post(NEW, typed)
    assert answer.status_code == 422
    kept = max(typed.values(), key=lambda text: len(text.strip()))
    assert kept in answer.content.decode()
    with weighed.standing.inside():
        assert not LegalValue.objects.filter(words_nl=WORDS).exists()


def test_who_does_not_keep_the_library_and_who_works_elsewhere_find_nothing(weighed):
    row, standing = first(weighed), weighed.standing
    for who in (standing.worker, standing.colleague, standing.outsider, standing.resident):
        for address in (NEW, f"/ruimte-in-de-wet/waarde/{row.pk}/"):
            assert standing.client(who).get(address).status_code == 404
    elsewhere = standing.client(standing.worker).get("/ruimte-in-de-wet/").content.decode()
    assert NEW not in elsewhere
