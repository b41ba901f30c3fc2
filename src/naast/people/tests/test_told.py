"""Noting that somebody heard what happens with what they tell: by themselves, or who stands beside them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from naast.kernel.errors import NotAllowed, NotVisible
from naast.people import actions
from naast.people.models import Informed


def test_who_only_reads_along_tells_nobody_what_happens(standing):
    reader = standing.add_reader()
    with standing.inside():
        with pytest.raises(NotAllowed):
            actions.tell_what_happens(actor=reader, case_id=standing.case_id, person_id=standing.resident.id)
        assert not Informed.objects.exists()
    path = reverse("listen:first", args=[standing.case_id])
    answer = standing.client(reader).post(path, {"person": standing.resident.id})
    assert answer.status_code == 403


def test_nobody_is_told_in_a_case_that_they_have_no_part_in(standing):
    with standing.inside():
        stranger = actions.add_person(actor=standing.worker, given_name="Piet")
        with pytest.raises(NotVisible):
            actions.tell_what_happens(actor=standing.worker, case_id=standing.case_id, person_id=stranger.pk)
        for actor in standing.strangers:
            with pytest.raises(NotVisible):
                actions.tell_what_happens(
                    actor=actor, case_id=standing.case_id, person_id=standing.resident.id
                )
        assert not Informed.objects.exists()


def test_being_told_twice_is_noted_once(standing):
    with standing.inside():
        for _click in range(2):
            actions.tell_what_happens(
                actor=standing.worker, case_id=standing.case_id, person_id=standing.resident.id
            )
        assert Informed.objects.get().told_by_id == standing.worker.id
