"""What somebody was typing beside a weighing: given back when others were first, and gone with the case."""

from __future__ import annotations

import lxml.html
import pytest
from django.urls import reverse

from naast.kernel import actors, drafts, erasure
from naast.kernel.tests.conftest import superuser  # noqa: F401 - the fixture
from naast.people import actions as people
from naast.weigh import actions
from naast.weigh.models import DisciplineView

DEBTS = {"discipline": "Schuldhulp", "found": "De schulden lopen op.", "does": "Wij bellen de schuldeisers."}


@pytest.fixture
def talked(weighed):
    """Three steps and a view of the worker; a reader in the circle."""
    with weighed.standing.inside():
        weighed.think()
        actions.write_view(actor=weighed.worker, case_id=weighed.case_id, **DEBTS)
    weighed.standing.add_reader()
    return weighed


def drafted(weighed, who, name):
    """The objects of the drafts that a page keeps while somebody types."""
    address = reverse(f"weigh:{name}", args=[weighed.case_id])
    page = lxml.html.fromstring(weighed.standing.client(who).get(address).content.decode())
    return {str(key) for key in page.xpath("//@data-draft-object")}


@pytest.mark.django_db(transaction=True, databases=["default", "eraser"])
def test_erasing_a_person_takes_what_others_were_typing_about_them(
    talked,
    superuser,  # noqa: F811
):
    standing = talked.standing
    reader = standing.staff["Leo Lezer"]
    typed = {
        worker_key: standing.worker
        for name in ("overview", "disciplines")
        for worker_key in drafted(talked, standing.worker, name)
    } | dict.fromkeys(drafted(talked, reader, "read_along"), reader)
    assert len(typed) > 5, "each place where somebody types has its own"
    with standing.inside():
        for key, who in typed.items():
            drafts.keep(actor=who, object_key=key, field="words", base_version=0, text="Rosa heeft schulden.")
    erasure.erase_person(
        municipality_id=standing.municipality.pk, person_id=standing.resident.id, reason=erasure.REQUEST
    )
    with superuser() as raw:
        assert raw.execute("SELECT object_key FROM kernel_draft").fetchall() == []


def test_what_was_typed_before_somebody_else_concluded_is_given_back(talked):
    standing = talked.standing
    other = standing.add_staff("Jo Jongerenwerk", actors.PROFESSIONAL)
    with standing.inside():
        people.let_in(
            actor=talked.worker, case_id=talked.case_id, staff_id=other.id, role=actors.PROFESSIONAL,
            purpose="helpt mee",
        )  # fmt: skip
    (key,) = [key for key in drafted(talked, other, "disciplines") if "conclusion" in key]
    with standing.inside():
        drafts.keep(actor=other, object_key=key, field="does", base_version=0, text="Hier typte Jo nog aan.")
        actions.conclude(
            actor=talked.worker,
            case_id=talked.case_id,
            found="Eerder.",
            does="Dit stond er.",
            because="",
            rests_on=[DisciplineView.objects.get().pk],
        )
    address = reverse("weigh:disciplines", args=[talked.case_id])
    html = standing.client(other).get(address).content.decode()
    assert "Hier typte Jo nog aan." in html and "Dit stond er." in html
    form = lxml.html.fromstring(html).xpath("//form[contains(@action, 'conclusie')]")[0]
    assert form.fields["does"].strip() == "Dit stond er.", "nothing is overwritten"
    assert "Hier typte Jo nog aan." not in standing.client(talked.worker).get(address).content.decode()


@pytest.mark.parametrize("fields", [{}, DEBTS | {"edition": "1"}])
def test_the_rule_has_no_words_to_change(talked, fields):
    address = reverse("weigh:reword_view", args=[talked.case_id, 0])
    assert talked.standing.client(talked.worker).post(address, fields).status_code == 404
