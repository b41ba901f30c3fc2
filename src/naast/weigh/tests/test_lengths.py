"""A text that is longer than may be typed: it is read, kept and shortened, and no word of it is lost."""

from __future__ import annotations

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from naast.kernel import audit, drafts
from naast.kernel.errors import Invalid, Stale
from naast.weigh import actions
from naast.weigh.actions.weighing import Thinking, draft_key
from naast.weigh.models import Weighing
from naast.weigh.queries import weighing_or_blank

MERGED = "Het gezin blijft bij elkaar. " * 160 + "\n\n" + "De huur is lager. " * 100


def given(standing):
    return {"actor": standing.worker, "case_id": standing.case_id}


@pytest.fixture
def merged(standing):
    """Consequences that were put together out of two texts, as migration 0004 did."""
    with standing.inside():
        actions.write_down(
            **given(standing), thinking=actions.Thinking(effect="Zij wonen samen."), base_version=0
        )
        row = Weighing.objects.get()
        audit.change(standing.worker, "weigh.write_down", row, parts=["for_finances"])
        Weighing.objects.update(consequences=MERGED.strip())
    assert len(MERGED.strip()) > 6_000
    return standing


def version(standing) -> int:
    with standing.inside():
        return weighing_or_blank(standing.case_id).version


def posted(standing, **typed: str):
    path = reverse("weigh:overview", args=[standing.case_id])
    return standing.client(standing.worker).post(path, {"version": str(version(standing))} | typed)


def test_the_page_shows_it_and_keeps_something_else_beside_it(merged):
    page = merged.client(merged.worker).get(reverse("weigh:overview", args=[merged.case_id]))
    assert page.context["form"]["consequences"].value() == MERGED.strip()
    sent = MERGED.strip().replace("\n", "\r\n")
    assert posted(merged, consequences=sent, effect="Zij wonen weer samen.").status_code == 302
    with merged.inside():
        row = Weighing.objects.get()
        assert (row.effect, row.consequences) == ("Zij wonen weer samen.", MERGED.strip())


def test_it_can_become_shorter_and_never_longer_and_what_is_too_long_stays_typed(merged):
    longer = MERGED.strip() + "en nog iets"
    refused = posted(merged, consequences=longer)
    assert refused.status_code == 422 and refused.context["form"].errors["consequences"]
    assert "en nog iets" in refused.content.decode()
    with merged.inside():
        with pytest.raises(Invalid, match="11 tekens te lang") as found:
            actions.write_down(
                **given(merged), thinking=actions.Thinking(consequences=longer), base_version=version(merged)
            )
        assert found.value.field == "consequences"
    assert posted(merged, consequences=MERGED.strip()[:5_500]).status_code == 302
    assert posted(merged, consequences=MERGED.strip()[:4_000]).status_code == 302
    assert posted(merged, consequences=MERGED.strip()[:5_500]).status_code == 422
    with merged.inside():
        assert Weighing.objects.get().consequences == MERGED.strip()[:4_000].strip()


def test_the_end_of_a_line_counts_once(standing):
    text = "\n".join(["regel"] * 833)
    assert len(text) == 4_997 and len(text.replace("\n", "\r\n")) > 5_000
    with standing.inside():
        actions.write_down(
            **given(standing), thinking=actions.Thinking(effect="Zij wonen samen."), base_version=0
        )
    assert posted(standing, effect=text.replace("\n", "\r\n")).status_code == 302
    with standing.inside():
        assert Weighing.objects.get().effect == text


def test_who_typed_before_the_texts_came_together_goes_over_nothing(merged):
    """Migration 0006: the version goes up, so an open page is stale and a draft stands beside the text."""
    before = version(merged)
    with merged.inside():
        drafts.keep(
            actor=merged.worker,
            object_key=draft_key(merged.case_id, "thinking"),
            field="consequences",
            text="Nog zonder de huur.",
            base_version=before,
        )
        drafts.keep(
            actor=merged.worker,
            object_key=draft_key(merged.case_id, "thinking"),
            field="for_finances",
            text="De huur was te hoog.",
            base_version=before,
        )
        migration = importlib.import_module("naast.weigh.migrations.0006_words_that_moved_are_newer")
        migration._raised(apps, SimpleNamespace(connection=connection))
        assert weighing_or_blank(merged.case_id).version == before + 1
        with pytest.raises(Stale):
            actions.write_down(
                **given(merged), thinking=Thinking(consequences="Nog zonder de huur."), base_version=before
            )
    page = merged.client(merged.worker).get(reverse("weigh:overview", args=[merged.case_id]))
    assert page.context["form"]["consequences"].value() == MERGED.strip()
    assert {other.text for other in page.context["older"]} == {"Nog zonder de huur.", "De huur was te hoog."}


def test_a_weighing_in_which_no_words_moved_keeps_its_version(standing):
    with standing.inside():
        actions.write_down(
            **given(standing), thinking=actions.Thinking(effect="Zij wonen samen."), base_version=0
        )
        before = weighing_or_blank(standing.case_id).version
        migration = importlib.import_module("naast.weigh.migrations.0006_words_that_moved_are_newer")
        migration._raised(apps, SimpleNamespace(connection=connection))
        assert weighing_or_blank(standing.case_id).version == before
