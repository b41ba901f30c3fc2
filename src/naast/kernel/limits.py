"""How often somebody may ask for what takes a while to work out, and is asked while they type.

Counted in the memory of each process, as are the turns that it guards (`turns.py`): nothing is kept of who
typed when, and no question goes to the database for it.
"""

from __future__ import annotations

from django.core.cache import cache

from naast.kernel import clock
from naast.kernel.actors import Actor

MINUTE = 60


def within(actor: Actor, what: str, *, most: int) -> bool:
    """Count this time of `what`; whether this login asked it at most `most` times in the present minute."""
    minute = int(clock.now().timestamp()) // MINUTE
    key = f"naast.limits.{what}.{actor.account_id}.{minute}"
    if cache.add(key, 1, MINUTE):
        return most >= 1
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # it was dropped between the two to make room
        return True
