"""What the disciplines said in a weighing, beside each other."""

from __future__ import annotations

from naast.people import queries as people_queries
from naast.weigh.models import Clash, Conclusion, DisciplineView, Weighing
from naast.weigh.said import ClashFacts, ConclusionFacts, DisciplinesFacts, ViewFacts

Names = dict[int, str]


def disciplines_of(row: Weighing) -> DisciplinesFacts:
    """The views, clashes and conclusion of a weighing as `whole_row` read it. Without views no query,
    otherwise four. The caller has checked who asks."""
    if not getattr(row, "has_views", True):
        return DisciplinesFacts()
    views = list(row.views.order_by("place", "edition"))
    clashes, conclusions = list(row.clashes.order_by("id")), list(row.conclusions.order_by("-edition")[:1])
    writers = {view.written_by_id for view in views}
    writers |= {clash.named_by_id for clash in clashes} | {made.written_by_id for made in conclusions}
    names = {number: face.name for number, face in people_queries.staff_faces(writers).items()}
    every = {view.pk: _view(view, names) for view in views}
    latest: dict[int, ViewFacts] = {view.place: view for view in every.values()}
    return DisciplinesFacts(
        views=tuple(latest[place] for place in sorted(latest)),
        clashes=tuple(_clash(clash, every, latest, names) for clash in clashes),
        conclusion=_conclusion(conclusions[0], every, latest, names) if conclusions else None,
    )


def _view(view: DisciplineView, names: Names) -> ViewFacts:
    return ViewFacts(
        id=view.pk,
        place=view.place,
        edition=view.edition,
        discipline=view.discipline,
        found=view.found,
        does=view.does,
        said_by=view.said_by,
        writer=names.get(view.written_by_id, ""),
        writer_id=view.written_by_id,
        at=view.created_at,
    )


def _clash(
    clash: Clash, every: dict[int, ViewFacts], latest: dict[int, ViewFacts], names: Names
) -> ClashFacts:
    sides = [every[number] for number in (clash.one_id, clash.other_id) if number is not None]
    return ClashFacts(
        id=clash.pk,
        one=sides[0],
        other=sides[1] if len(sides) > 1 else None,
        words=clash.words,
        named_by=names.get(clash.named_by_id, ""),
        at=clash.created_at,
        changed=_in_other_words(sides, latest),
    )


def _in_other_words(stood: list[ViewFacts], latest: dict[int, ViewFacts]) -> tuple[ViewFacts, ...]:
    return tuple(latest[view.place] for view in stood if latest[view.place].id != view.id)


def _conclusion(
    made: Conclusion, every: dict[int, ViewFacts], latest: dict[int, ViewFacts], names: Names
) -> ConclusionFacts:
    stood = [every[number] for number in made.rests_on if number in every]
    heard = {view.place for view in stood}
    return ConclusionFacts(
        id=made.pk,
        edition=made.edition,
        found=made.found,
        does=made.does,
        because=made.because,
        writer=names.get(made.written_by_id, ""),
        at=made.created_at,
        changed=_in_other_words(stood, latest),
        later=tuple(latest[place] for place in sorted(set(latest) - heard)),
    )
