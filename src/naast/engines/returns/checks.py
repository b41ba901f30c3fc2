"""What must hold between the lines of a plan, and between the numbers of one line."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from naast.engines.errors import BadInput
from naast.engines.returns.ledger import present_value
from naast.engines.returns.means import discount_factors
from naast.engines.returns.types import INPUTS, QUANTITIES, Line, Memo, Plan


def ids(read: Sequence[Line | Memo]) -> None:
    """Every id names one line."""
    seen: set[str] = set()
    for position, line in enumerate(read):
        if line.id in seen:
            raise BadInput(f"lines[{position}].id", f"{line.id} is given to two lines")
        seen.add(line.id)


def price_years(read: Sequence[Line | Memo], base_year: int, index: Mapping[int, Fraction] | None) -> None:
    """Every price can be brought to the base year."""
    for position, line in enumerate(read):
        if isinstance(line, Memo):
            continue
        path = f"lines[{position}].price.year"
        if index is None:
            if line.price_year != base_year:
                raise BadInput(
                    path, f"must be the base year {base_year} when there is no index, not {line.price_year}"
                )
        elif line.price_year not in index:
            raise BadInput(path, f"{line.price_year} is not in index")
        elif base_year not in index:
            raise BadInput("index", f"must have the base year {base_year}")


def shared_draws(line: Line, path: str) -> None:
    """Numbers of one line that are multiplied and share a draw are the same number.

    The mean of a product of two different distributions on one draw has no closed form. The two scenarios are
    subtracted, not multiplied, so they may differ.
    """
    uncertain = [
        name for name in INPUTS if not line.input(name).is_exact and line.input(name).ref is not None
    ]
    for position, first in enumerate(uncertain):
        for second in uncertain[position + 1 :]:
            one, other = line.input(first), line.input(second)
            multiplied = not {first, second} <= set(QUANTITIES)
            if multiplied and one.ref == other.ref and not one.same_distribution(other):
                raise BadInput(f"{path}.{second}.ref", f"{one.ref} is another number in {first} of this line")


def overlap_names(read: Sequence[Line | Memo]) -> None:
    """An overlap group has at least two lines and one alpha."""
    groups = _groups(read)
    for group, members in groups.items():
        first, line = members[0]
        if len(members) < 2:
            raise BadInput(f"lines[{first}].overlap.group", f"{group} must have at least two lines")
        for position, other in members[1:]:
            if other.overlap != line.overlap:
                raise BadInput(
                    f"lines[{position}].overlap.alpha", f"must be the same for all of group {group}"
                )


def overlap_signs(read: Sequence[Line | Memo], plan: Plan) -> None:
    """The lines of an overlap group are all gains or all costs."""
    factors = discount_factors(plan.discount, plan.horizon_years)
    for group, members in _groups(read).items():
        signs: set[bool] = set()
        for position, line in members:
            value = present_value(line, plan, factors)
            if value:
                signs.add(value > 0)
            if len(signs) > 1:
                raise BadInput(
                    f"lines[{position}].overlap.group", f"{group} must hold only gains or only costs"
                )


def _groups(read: Sequence[Line | Memo]) -> dict[str, list[tuple[int, Line]]]:
    groups: dict[str, list[tuple[int, Line]]] = {}
    for position, line in enumerate(read):
        if isinstance(line, Line) and line.overlap is not None:
            groups.setdefault(line.overlap.group, []).append((position, line))
    return groups
