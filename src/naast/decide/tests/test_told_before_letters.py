"""What was determined before there was a letter about it was told on that day, and stays in the folder."""

from __future__ import annotations

from naast.decide.models import DefaultNotice

from .clocking import ago, clock_of
from .test_determining import OWED, WHY, late

__all__ = ["late"]


def test_what_was_determined_before_there_was_a_letter_still_stands_in_the_folder(deciding, late):
    _administrator, came, number = late
    with deciding.inside():
        before = DefaultNotice.objects.get(pk=number)
        before.pk, before.received_on = None, ago(119)
        before.determined_on, before.determined_by_id = ago(60), deciding.worker.id
        before.determined_days, before.determined_amount, before.determined_words = 42, OWED, WHY
        before.save()
        notice = next(each for each in clock_of(deciding, came).notices if each.id == before.pk)
        assert notice.told_on == ago(60) and notice.document_id is None and notice.objection_ends_on is None
    resident = deciding.standing.client(deciding.standing.resident)
    page = resident.get(f"/map/{deciding.case_id}/wanneer/")
    assert page.status_code == 200 and WHY in page.content.decode()
