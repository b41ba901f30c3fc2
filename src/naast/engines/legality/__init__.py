"""Is there room in the law for this exception: conditions, catalogue, routes, motivation.

Defined in ``docs/engines/legality.md``.
"""

VERSION = "legality 1.0"
