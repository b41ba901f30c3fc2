"""Jobs of connect. Arguments hold ids only; the body opens one municipality for itself."""

from __future__ import annotations

from procrastinate.contrib.django import app

from naast.connect.law_texts import working


@app.task(name="connect.fetch_law_texts")
def fetch_law_texts(municipality_id: int, fetch_id: int) -> None:
    """Fetch the law texts that somebody asked for."""
    working.work(municipality_id, fetch_id)
