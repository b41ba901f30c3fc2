"""Work one plan out and print the most memory (MB) that this took, Python and libraries included."""

from __future__ import annotations

import json
import resource
import sys

from naast.engines import returns

if __name__ == "__main__":
    returns.evaluate(returns.parse(json.load(sys.stdin)))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
