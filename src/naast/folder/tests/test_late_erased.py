"""An open objection to what we owe for being late keeps the whole file; after its answer all of it goes."""

from __future__ import annotations

import pytest

from naast.decide.models import DefaultNotice, Document, FundEntry, Objection, ObjectionStep
from naast.kernel import erasure
from naast.kernel.models import StoredFile
from naast.kernel.tests.conftest import superuser

from .owing import Owing, _owing, deciding, late, owed

__all__ = ["_owing", "deciding", "late", "owed", "superuser"]


def erase(owed: Owing) -> None:
    erasure.erase_person(
        municipality_id=owed.deciding.standing.municipality.pk,
        person_id=owed.resident.id,
        reason=erasure.REQUEST,
        also_others=True,
    )


@pytest.mark.django_db(transaction=True, databases=["default", "eraser"])
def test_an_open_objection_keeps_the_file_and_after_its_answer_it_goes_whole(owed, superuser):
    owed.determine()
    owed.said()
    with pytest.raises(erasure.NotErased, match="objection is open"):
        erase(owed)
    with owed.inside():
        assert Objection.objects.filter(notice_id=owed.notice_id).exists()
    owed.more()
    with owed.inside():
        files = list(Document.objects.values_list("file_id", flat=True))
        assert len(files) == 2
    erase(owed)
    with owed.inside():
        for left in (Objection, ObjectionStep, DefaultNotice, Document, FundEntry):
            assert not left.objects.exists()
        assert not StoredFile.objects.filter(pk__in=files).exists()
