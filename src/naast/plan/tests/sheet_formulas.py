"""A small interpreter of spreadsheet formulas: works a workbook out anew from what its cells say.

Only what our workbooks use; anything else raises, so that a formula is never taken for right unread.
"""

from __future__ import annotations

import math
import re
from io import BytesIO

import openpyxl
from openpyxl.utils.cell import range_boundaries

TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<cell>(?:(?:'(?:[^']|'')+'|\w+)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)
    |(?P<name>[A-Z]+)(?=\()
    |(?P<sign><=|>=|<>|[-+*/^(),=<>]))""",
    re.VERBOSE,
)


class Workbook:
    """Formulas and stored values of one file; `value` works a cell out by its formula."""

    def __init__(self, content: bytes) -> None:
        self.formulas = openpyxl.load_workbook(BytesIO(content))
        self.stored = openpyxl.load_workbook(BytesIO(content), data_only=True)
        self._known: dict[tuple[str, int, int], object] = {}

    def value(self, sheet: str, row: int, column: int):
        """The value of a cell, by openpyxl's rows and columns from 1; None for an empty one."""
        key = sheet, row, column
        if key not in self._known:
            cell = self.formulas[sheet].cell(row, column)
            held = cell.value
            self._known[key] = Formula(held[1:], sheet, self).worked_out() if cell.data_type == "f" else held
        return self._known[key]

    def all_formulas(self):
        """Every (sheet, row, column) that holds a formula."""
        for sheet in self.formulas.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        yield sheet.title, cell.row, cell.column


class Formula:
    def __init__(self, text: str, sheet: str, book: Workbook) -> None:
        self.sheet, self.book, self.at = sheet, book, 0
        self.tokens = list(self._tokens(text))

    @staticmethod
    def _tokens(text):
        place = 0
        while place < len(text):
            found = TOKEN.match(text, place)
            assert found, f"cannot read {text[place:]!r} of {text!r}"
            yield found.lastgroup, found.group(found.lastgroup)
            place = found.end()

    def worked_out(self):
        value = self._compared()
        assert self.at == len(self.tokens), self.tokens[self.at :]
        return value

    def _next(self, *signs):
        if self.at < len(self.tokens) and self.tokens[self.at] in [("sign", sign) for sign in signs]:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def _compared(self):
        left = self._added()
        sign = self._next("=", "<=", ">=", "<>", "<", ">")
        if sign is None:
            return left
        right = self._added()
        return {
            "=": left == right,
            "<=": left <= right,
            ">=": left >= right,
            "<>": left != right,
            "<": left < right,
            ">": left > right,
        }[sign]

    def _added(self):
        value = self._multiplied()
        while sign := self._next("+", "-"):
            other = number(self._multiplied())
            value = number(value) + other if sign == "+" else number(value) - other
        return value

    def _multiplied(self):
        value = self._raised()
        while sign := self._next("*", "/"):
            other = number(self._raised())
            value = number(value) * other if sign == "*" else number(value) / other
        return value

    def _raised(self):
        value = self._one()
        while self._next("^"):
            value = number(value) ** number(self._one())
        return value

    def _one(self):
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return float(text)
        if kind == "cell":
            return self._cells(text)
        if kind == "name":
            return self._called(text)
        assert text == "(", f"cannot read {text!r} here"
        value = self._compared()
        assert self._next(")")
        return value

    def _cells(self, text):
        name, _, address = text.rpartition("!")
        sheet = name.strip("'").replace("''", "'") if name else self.sheet
        left, top, right, bottom = range_boundaries(address)
        cells = [
            self.book.value(sheet, row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        return cells if ":" in address else cells[0]

    def _called(self, name):
        assert self._next("(")
        given = [self._compared()]
        while self._next(","):
            given.append(self._compared())
        assert self._next(")")
        return FUNCTIONS[name](*given)


def number(value):
    """An empty cell counts as 0; a text in a sum is a mistake of ours."""
    assert value is None or isinstance(value, int | float), value
    return 0.0 if value is None else value


def _sumif(where, wanted, amounts):
    return sum(number(amount) for held, amount in zip(where, amounts, strict=True) if held == wanted)


def _match(wanted, cells, kind):
    assert kind == 0
    return cells.index(wanted) + 1


FUNCTIONS = {
    "SUM": lambda cells: sum(map(number, cells)),
    "SUMPRODUCT": lambda one, other: sum(number(a) * number(b) for a, b in zip(one, other, strict=True)),
    "SUMIF": _sumif,
    "IF": lambda test, yes, no: yes if test else no,
    "ABS": abs,
    "MAX": lambda cells: max(map(number, cells)),
    "MATCH": _match,
    "ROUND": lambda value, places: round(value, int(places)),
    "EXP": math.exp,
    "LN": math.log,
    "SQRT": math.sqrt,
}
