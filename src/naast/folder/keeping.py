"""What the folder keeps of a story outside the listening room, so that deleting it is whole."""

from __future__ import annotations

from typing import Any

from naast.folder.models import ForeignPaper, Package

_TOLD = ("story", "recordings")


def story_copies(case_id: int, person_id: int) -> dict[Any, set[int]]:
    """Packages of the person that lie ready, and what came from elsewhere as their story."""
    papers = ForeignPaper.objects.filter(case_id=case_id, person_id=person_id, part__in=_TOLD)
    packages = Package.objects.filter(person_id=person_id).exclude(state=Package.GONE)
    return {
        ForeignPaper: set(papers.values_list("pk", flat=True)),
        Package: set(packages.values_list("pk", flat=True)),
    }
