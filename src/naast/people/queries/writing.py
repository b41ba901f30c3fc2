"""How the house writes to somebody: where the letter goes, and how large."""

from __future__ import annotations

from naast.kernel.actors import Actor
from naast.kernel.errors import NotVisible
from naast.people.models import Case, Person
from naast.people.queries.cases import _facts
from naast.people.types import CaseFacts, WritingFacts


def writing_to(person_id: int) -> WritingFacts:
    """Where a letter to this person goes and whether they asked for large print, in one query. The caller has
    authorised."""
    row = Person.objects.select_related("talking").only("address", "talking__large_print").get(pk=person_id)
    talking = getattr(row, "talking", None)
    return WritingFacts(person_id, row.address, bool(talking and talking.large_print))


def case_of_job(actor: Actor, case_id: int) -> CaseFacts:
    """A case for a job of the house itself. Raises NotVisible for anybody else."""
    row = Case.objects.select_related("resident").filter(pk=case_id).first()
    if actor.kind != "system" or row is None:
        raise NotVisible
    return _facts(row)
