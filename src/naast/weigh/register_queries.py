"""What the library asks of the official registers of law texts."""

from __future__ import annotations

from naast.kernel import clock
from naast.weigh.library import library_on
from naast.weigh.models import LawText
from naast.weigh.texts import law_of


def laws_to_fetch() -> list[str]:
    """The numbers of the laws in force in the library and of those whose text is kept; each once."""
    quoted = {law_of(row) for row in library_on(clock.today()).in_force()}
    kept = set(LawText.objects.order_by().values_list("law_id", flat=True).distinct())
    return sorted((quoted | kept) - {""})
