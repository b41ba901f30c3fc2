"""Reading along while somebody types: an explicit row with an end; without it a draft stays private."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from naast.kernel import clock, drafts
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.listen import actions, queries
from naast.listen.actions.words import story_key
from naast.listen.models import ReadAlong

pytestmark = pytest.mark.django_db

TYPED = "Zij zegt <b>net</b> dat het te veel is. عربي 😀"


@pytest.fixture
def table(household):
    with household.inside():
        household.tell_all()
    return household


def addresses(house):
    me = house.people["resident"].id
    desk = f"/casus/{house.case_id}/luisteren/verhaal/{me}/"
    return desk, f"/map/{house.case_id}/verhaal/meelezen/", f"/map/{house.case_id}/verhaal/meelezen/tekst/"


def type_along(house, worker, text):
    with house.inside():
        key = story_key(house.case_id, house.people["resident"].id)
    sent = {"object": key, "field": "text", "base_version": "1", "text": text}
    assert worker.post("/concept/", json.dumps(sent), content_type="application/json").status_code == 204


def test_a_draft_is_private_until_it_is_opened_and_after_it_is_closed(table):
    desk, page, text = addresses(table)
    worker, mine = table.standing.client(table.standing.worker), table.browser("resident")
    type_along(table, worker, "Nog voor mij alleen.")
    assert "Nog voor mij alleen" not in mine.get(page).content.decode()
    assert mine.get(text).status_code == 286
    shared = worker.post(desk, {"do": "share", "version": "1", "text": TYPED})
    assert shared.status_code == 302 and shared["Location"] == desk
    assert worker.post(desk, {"do": "share", "version": "1", "text": TYPED}).status_code == 302
    with table.inside():
        assert ReadAlong.objects.count() == 1
    held = mine.get(page).content.decode()
    assert "Zij zegt &lt;b&gt;net" in held and 'hx-trigger="every 3s"' in held and "<textarea" not in held
    type_along(table, worker, "En ook dat het anders moet.")
    assert "anders moet" in mine.get(text).content.decode()
    assert "Lees mee" in mine.get(f"/map/{table.case_id}/verhaal/").content.decode()
    assert worker.post(desk, {"do": "stop", "version": "1", "text": "Bleef bij mij."}).status_code == 302
    assert worker.post(desk, {"do": "stop", "version": "1", "text": "Bleef bij mij."}).status_code == 302
    answer = mine.get(text)
    assert answer.status_code == 286 and "Bleef bij mij" not in answer.content.decode()
    # What was typed is not lost to who typed it.
    assert "Bleef bij mij." in worker.get(desk).content.decode()


def test_it_ends_on_saving_and_after_two_hours(table):
    desk, _page, text = addresses(table)
    worker, mine = table.standing.client(table.standing.worker), table.browser("resident")
    worker.post(desk, {"do": "share", "version": "1", "text": TYPED})
    assert mine.get(text).status_code == 200
    assert worker.post(desk, {"version": "1", "text": TYPED}).status_code == 302
    assert mine.get(text).status_code == 286
    worker.post(desk, {"do": "share", "version": "2", "text": TYPED})
    with table.inside():
        row = ReadAlong.objects.get(ended_at__isnull=True)
        assert row.until_at - row.began_at == dt.timedelta(hours=2)
        ReadAlong.objects.filter(pk=row.pk).update(
            began_at=clock.now() - dt.timedelta(hours=2, seconds=1),
            until_at=clock.now() - dt.timedelta(seconds=1),
        )
    assert mine.get(text).status_code == 286


def test_what_was_typed_before_it_was_opened_is_not_shown(table):
    me, worker = table.people["resident"], table.standing.worker
    given = {"actor": worker, "case_id": table.case_id, "person_id": me.id}
    with table.inside():
        key = story_key(table.case_id, me.id)
        drafts.keep(actor=worker, object_key=key, field="text", base_version=1, text="Van gisteren.")
        actions.let_read_along(text="", base_version=1, **given)
        found = queries.being_typed(me, table.case_id)
        assert not found.is_typed and found.text == "Ik slaap al weken op een bank."


def test_nobody_else_reads_along_and_nobody_else_opens_it(table):
    desk, page, text = addresses(table)
    standing = table.standing
    reader = standing.add_reader("professional")
    me = table.people["resident"].id
    given = {"case_id": table.case_id, "person_id": me, "text": "", "base_version": 1}
    with table.inside():
        actions.let_read_along(actor=standing.worker, **(given | {"text": TYPED}))
        for actor, refusal in (
            (reader, NotAllowed),
            (standing.colleague, NotVisible),
            (table.people["partner"], NotVisible),
            (table.people["resident"], NotVisible),
        ):
            with pytest.raises(refusal):
                actions.let_read_along(actor=actor, **given)
        with pytest.raises(Invalid):
            actions.let_read_along(actor=standing.worker, **(given | {"text": "x" * 100_001}))
        with pytest.raises(NotVisible):
            queries.being_typed(standing.worker, table.case_id)
        # Another member of staff types too: that draft was lent by nobody.
        drafts.keep(
            actor=reader,
            object_key=story_key(table.case_id, me),
            field="text",
            base_version=1,
            text="Stiekem",
        )
        assert "Stiekem" not in queries.being_typed(table.people["resident"], table.case_id).text
        assert "Zij zegt" not in str(list(AuditEvent.objects.values_list("detail", flat=True)))
    partner = table.browser("partner")
    assert partner.get(text).status_code == 286 and "Zij zegt" not in partner.get(page).content.decode()
    for who in ("relative", "neighbour", "far"):
        assert table.browser(who).get(text).status_code == 404
    for staff in (standing.worker, *standing.strangers):
        assert standing.client(staff).get(text).status_code == 404
    long = standing.client(standing.worker).post(desk, {"do": "share", "version": "1", "text": "x" * 100_001})
    assert long.status_code == 422
