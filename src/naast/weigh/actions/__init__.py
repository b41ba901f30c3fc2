"""Every write of the weighing: what is weighed in a case, and the municipality's own law library."""

from naast.weigh.actions.disciplines import conclude, name_clash, write_view
from naast.weigh.actions.library import (
    add_row,
    check_row,
    check_value,
    edit_row,
    write_value,
)
from naast.weigh.actions.product import load_catalogue, load_values
from naast.weigh.actions.remarks import answer_remark, make_remark
from naast.weigh.actions.texts import keep_law_text
from naast.weigh.actions.weighing import (
    Comparing,
    Thinking,
    compare_values,
    open_urgently,
    write_down,
)

__all__ = [
    "Comparing",
    "Thinking",
    "add_row",
    "answer_remark",
    "check_row",
    "check_value",
    "compare_values",
    "conclude",
    "edit_row",
    "keep_law_text",
    "load_catalogue",
    "load_values",
    "make_remark",
    "name_clash",
    "open_urgently",
    "write_down",
    "write_value",
    "write_view",
]
