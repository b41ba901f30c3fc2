"""Which inputs matter: mean welfare at an input's ends, and the value at which it would be zero.

Everything is computed from means, so it needs no draws. Numbers that share a draw move together. Which line
of an overlap group is dominant stays as it is in the plan.
"""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from naast.engines.returns.ledger import Ledger, present_value
from naast.engines.returns.numbers import Number, exact
from naast.engines.returns.result import Swing, Switch, rounded
from naast.engines.returns.types import INPUTS, QUANTITIES, SHARES, Line

Use = tuple[int, str]
HALF = Fraction(1, 2)
# Enough halvings of 0-1 to be sure of four decimals.
HALVINGS = 30


def tornado(ledger: Ledger) -> tuple[Swing, ...]:
    """Mean welfare with each uncertain input at its low and its high end, the widest swing first.

    Inputs that do not move welfare are left out. A number used in several places gives one row, at its first
    use.
    """
    welfare = ledger.welfare
    swings: list[tuple[Fraction, Swing]] = []
    for line, name, uses in _numbers(ledger, uncertain_only=True):
        low = _welfare_with(ledger, welfare, uses, lambda moved: moved.low)
        high = _welfare_with(ledger, welfare, uses, lambda moved: moved.high)
        if low != high:
            swings.append((abs(high - low), Swing(line.id, name, rounded(low, 2), rounded(high, 2))))
    return tuple(swing for _, swing in sorted(swings, key=lambda row: -row[0]))


def switching(ledger: Ledger) -> tuple[Switch, ...]:
    """The value of each input at which mean welfare is 0, where there is one.

    Only values that the input could have: shares from 0 to 1, quantities and prices of 0 and more.
    """
    found = []
    welfare = ledger.welfare
    for line, name, uses in _numbers(ledger, uncertain_only=False):
        names = {used for _, used in uses}

        def at(value: Fraction, uses: Iterable[Use] = uses) -> Fraction:
            return _welfare_with(ledger, welfare, uses, lambda _: value)

        value = _zero(at, is_share=bool(names & set(SHARES)))
        if value is not None:
            found.append(Switch(line.id, name, rounded(value, 2 if name == "price" else 4)))
    return tuple(found)


def _numbers(ledger: Ledger, *, uncertain_only: bool) -> Iterator[tuple[Line, str, tuple[Use, ...]]]:
    """Each number of the real lines once, at its first use, with all its uses (entry position, input).

    Uncertain numbers of one `ref` are one draw; without `uncertain_only` they must also be the same number,
    so that one value can stand for all. A quantity that is the same in both scenarios is skipped: it changes
    nothing.
    """
    every: list[tuple[Use, Line, Number]] = []
    for position, entry in enumerate(ledger.entries):
        if not entry.is_real:
            continue
        for name in INPUTS:
            number = entry.line.input(name)
            skipped = entry.line.changes_nothing and name in QUANTITIES
            if not skipped and not (uncertain_only and number.is_exact):
                every.append(((position, name), entry.line, number))
    seen: set[Use] = set()
    for use, line, number in every:
        if use in seen:
            continue
        uses = [use]
        if number.ref is not None:
            uses = [
                other
                for other, _, candidate in every
                if candidate.ref == number.ref and (uncertain_only or number.same_distribution(candidate))
            ]
        seen.update(uses)
        yield line, use[1], tuple(uses)


def _welfare_with(
    ledger: Ledger, welfare: Fraction, uses: Iterable[Use], value: Callable[[Number], Fraction]
) -> Fraction:
    """Mean welfare, now `welfare`, with the number at `uses` fixed at `value(number)`."""
    changed: dict[int, Line] = {}
    for position, name in uses:
        line = changed.get(position, ledger.entries[position].line)
        changed[position] = line.with_input(name, exact(value(line.input(name))))
    for position, line in changed.items():
        entry = ledger.entries[position]
        welfare += entry.weight * present_value(line, ledger.plan, ledger.factors) - entry.total
    return welfare


def _zero(at: Callable[[Fraction], Fraction], *, is_share: bool) -> Fraction | None:
    """Where welfare is 0: by a straight line where it is one, else (shares only) by halving 0-1."""
    at_zero, at_half, at_one = at(Fraction(0)), at(HALF), at(Fraction(1))
    if at_zero == at_one == at_half:
        return None
    if at_zero + at_one == 2 * at_half:
        value = at_zero / (at_zero - at_one)
        return value if value >= 0 and (value <= 1 or not is_share) else None
    if not is_share or at_zero * at_one > 0:
        return None
    low, high = Fraction(0), Fraction(1)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if at(middle) * at_zero > 0 else (low, middle)
    return high
