"""The published schema is the one that is used; folder.md explains every part and field of it.

NAAST_WRITE_SCHEMA=1 writes docs/folder.schema.json anew after a part was added or changed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from jsonschema import Draft202012Validator

from naast.folder.portable import document, parts

DOCS = Path(__file__).parents[4] / "docs"
PUBLISHED, EXPLAINED = DOCS / "folder.schema.json", DOCS / "folder.md"


def test_the_published_schema_is_the_one_that_is_used():
    made = json.dumps(document.published(), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("NAAST_WRITE_SCHEMA") == "1":
        PUBLISHED.write_text(made, encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == made
    Draft202012Validator.check_schema(json.loads(made))


def test_every_part_is_explained():
    text = EXPLAINED.read_text(encoding="utf-8")
    missing = [name for name in parts.BY_NAME if f"`{name}`" not in text]
    top = document.published()["properties"]
    assert missing + [name for name in top if f"`{name}`" not in text] == []


def test_a_board_has_no_place_and_nothing_is_a_number_but_versions_and_sizes():
    """What stands in an export about a person is never a number (00-product, issue of the board)."""
    numbers = []

    def walk(schema, path):
        if schema.get("type") in ("integer", "number"):
            numbers.append(path)
        for name, inner in schema.get("properties", {}).items():
            walk(inner, f"{path}/{name}")
        for key in ("items",):
            if key in schema:
                walk(schema[key], path)
        for inner in schema.get("anyOf", []):
            walk(inner, path)

    walk(document.published(), "")
    assert numbers == [
        "/cases/story/versions/number",
        "/cases/looks/looks/often",
        "/attachments/size",
    ]
