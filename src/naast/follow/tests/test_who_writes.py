"""Who is in the circle only to read along promises, notes and looks back on nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from naast.follow import actions
from naast.follow.models import CheckIn, Contact, Promise
from naast.kernel import clock
from naast.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SOON = 3 * DAY
"""Days from today: today itself is asked when a test runs."""


@pytest.fixture
def reader(standing):
    """A professional who also reads along; in this case only that."""
    return standing.add_reader("professional")


@pytest.fixture
def rows(standing):
    with standing.inside():
        given = {"actor": standing.worker, "case_id": standing.case_id}
        promise = actions.promise(**given, what="Ik bel de woningcorporatie", due_on=clock.today() + SOON)
        missed = actions.note_contact(**given, channel="visit", took_place=False)
        back = actions.check_in(**given, words="Ik slaap weer.")
    return promise.pk, missed.pk, back.pk


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("promise", {"what": "Ik regel het", "due_on": SOON}),
        ("plan_check_in", {"due_on": SOON}),
        ("keep_promise", {}),
        ("move_promise", {"due_on": SOON + DAY, "base_version": 1}),
        ("note_contact", {"channel": "phone"}),
        ("say_what_made_it_hard", {"words": "De bus reed niet."}),
        ("check_in", {"words": "Goed."}),
    ],
)
def test_who_only_reads_along_does_not(standing, reader, rows, verb, given):
    promise, missed, _back = rows
    if "due_on" in given:
        given = given | {"due_on": clock.today() + given["due_on"]}
    about = {
        "keep_promise": {"promise_id": promise},
        "move_promise": {"promise_id": promise},
        "say_what_made_it_hard": {"contact_id": missed},
    }.get(verb, {"case_id": standing.case_id})
    with standing.inside():
        due_on = Promise.objects.get().due_on
        with pytest.raises(NotAllowed):
            getattr(actions, verb)(actor=reader, **about, **given)
        kept = Promise.objects.get()
        assert (kept.kept_on, kept.due_on) == (None, due_on)
        assert Contact.objects.get().made_hard == "" and CheckIn.objects.count() == 1


def test_who_reads_along_reads_and_is_offered_nothing_that_only_refuses(standing, reader, rows):
    promise, missed, back = rows
    root = f"/casus/{standing.case_id}/volgen/"
    client = standing.client(reader)
    for tail in ("", f"belofte/{promise}/", f"terugkijken/{back}/"):
        page = client.get(root + tail)
        assert page.status_code == 200
        main = page.content.decode().split("<main")[1].split("</main>")[0]
        assert "<form" not in main
        for door in (f'"{root}belofte/"', f'"{root}contact/', "lastig/", "met/"):
            assert door not in main, (tail, door)
    writing = (
        "belofte/",
        "contact/",
        f"contact/{missed}/lastig/",
        f"terugkijken/met/{standing.resident.id}/",
    )
    for tail in writing:
        assert client.get(root + tail).status_code == 403
    posted = {"what": "x", "words": "x", "channel": "phone", "took_place": "yes"}
    posted["due_on"] = (clock.today() + SOON).isoformat()
    for tail in (*writing, f"belofte/{promise}/", f"terugkijken/{back}/"):
        assert client.post(root + tail, posted).status_code == 403, tail
    with standing.inside():
        assert Promise.objects.filter(kept_on__isnull=True).count() == 1
        assert Contact.objects.count() == CheckIn.objects.count() == 1
