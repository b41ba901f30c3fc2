"""Whether a share counts at this moment. Asked anew for each page that somebody reads."""

from __future__ import annotations

from naast.folder.models import Share
from naast.kernel import clock
from naast.people import queries as people


def alive(row: Share) -> bool:
    """Whether somebody with the link and the code may read."""
    return _stands(row) and not _rests_on_who_left(row)


def asks_again(row: Share) -> bool:
    """Whether a share waits for a word of its person: it was typed along by somebody who helps no more."""
    return _stands(row) and _rests_on_who_left(row)


def _stands(row: Share) -> bool:
    """Not ended, and its person has been in the case without a break since they made it."""
    if row.withdrawn_at is not None or row.until_on < clock.today():
        return False
    if row.case.resident_id == row.person_id:
        return True
    return people.in_case_since(row.case_id, row.person_id, row.created_at)


def _rests_on_who_left(row: Share) -> bool:
    """What staff typed along rests on them until its person says it again in their own folder: it stops with
    their place beside the resident, their role, their last day, and with the case."""
    if row.made_by_id is None or row.confirmed_at is not None:
        return False
    return not (row.case.is_open and people.beside_since(row.case_id, row.made_by_id, row.created_at))
