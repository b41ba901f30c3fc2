"""What the folder keeps of a story outside the listening room, so that deleting it is whole."""

from __future__ import annotations

from typing import Any

from naast.folder.models import Brought, ForeignPaper, Package

_TOLD = ("story", "recordings")


def story_copies(case_id: int, person_id: int, of_recordings: bool = False) -> dict[Any, set[int]]:
    """Packages of the person that lie ready, what came from elsewhere as their story, and packages from
    elsewhere that nobody brought in yet: whether a story is in those is not looked at.

    `of_recordings`: only the packages. What came from elsewhere as a recording to read stands by itself, and
    of one that lives on here no copy is kept.
    """
    papers = ForeignPaper.objects.filter(case_id=case_id, person_id=person_id, part__in=_TOLD)
    if of_recordings:
        papers = papers.none()
    packages = Package.objects.filter(person_id=person_id).exclude(state=Package.GONE)
    waiting = Brought.objects.filter(case_id=case_id, person_id=person_id, state=Brought.CHECKED)
    return {
        Brought: set(waiting.values_list("pk", flat=True)),
        ForeignPaper: set(papers.values_list("pk", flat=True)),
        Package: set(packages.values_list("pk", flat=True)),
    }
