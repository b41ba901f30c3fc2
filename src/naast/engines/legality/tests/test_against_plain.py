"""The engine against the contract worked out a second time (plainly.py), on hundreds of generated cases."""

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from naast.engines.errors import BadInput
from naast.engines.legality.catalogue import parse_catalogue
from naast.engines.legality.cli import shown_route
from naast.engines.legality.outcome import check
from naast.engines.legality.parsing import parse_condition
from naast.engines.legality.room import find_room, parse_obstacle
from naast.engines.legality.tests import plainly
from naast.engines.legality.tests.catalogues import (
    DAY,
    FACTS,
    KINDS_OF_OBSTACLE,
    MIXED_UP,
    TREES,
    catalogues,
    places,
    written_article,
    written_catalogue,
    written_law,
)

MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(TREES, FACTS)
def test_a_condition_comes_out_the_same(tree, facts):
    outcome = check(parse_condition(tree), facts)
    assert str(outcome.result) == plainly.WORDS[plainly.value_of(tree, facts)]
    assert set(outcome.missing) == plainly.missing(tree, facts)


def plain_and_engine(data, facts):
    """The same obstacle and catalogue for both; None stands for a refusal, with the name of the fact."""
    all_rows = data.draw(catalogues())
    place = data.draw(places(with_article=False) if not all_rows else places() | st.just(all_rows[0].place))
    kind = data.draw(st.sampled_from(KINDS_OF_OBSTACLE))
    facts = {**facts, **data.draw(st.dictionaries(st.sampled_from(["row_0", "row_1"]), st.booleans()))}
    obstacle = {"law": written_law(place, data.draw), "kind": kind}
    if place.articles:
        obstacle["article"] = written_article(place, data.draw)
    catalogue = parse_catalogue(written_catalogue(all_rows, data.draw))
    try:
        plain = plainly.room(all_rows, place, kind, facts, DAY)
    except plainly.Refused as refusal:
        plain = str(refusal)
    try:
        finding = find_room(parse_obstacle(obstacle), facts, DAY, catalogue)
    except BadInput as refusal:
        return plain, refusal.path.removeprefix("facts.").partition("[")[0]
    routes = []
    for route in map(shown_route, finding.routes):
        kept = {key: route[key] for key in ("id", "applies", "questions", "link")}
        routes.append({**kept, "questions": {question["fact"] for question in route["questions"]}})
    return plain, {"result": str(finding.result), "routes": routes}


@MANY
@given(st.data(), FACTS)
def test_a_catalogue_gives_the_same_routes_and_the_same_result(data, facts):
    plain, engine = plain_and_engine(data, facts)
    event(plain["result"])
    assert engine == plain


@MANY
@given(st.data(), MIXED_UP)
def test_what_is_of_the_wrong_type_is_refused_by_the_same_name(data, facts):
    plain, engine = plain_and_engine(data, facts)
    event("refused" if isinstance(plain, str) else "answered")
    assert engine == plain


@pytest.mark.parametrize("name", plainly.ANSWERS)
def test_the_answers_that_are_tried_are_themselves_answers(name):
    for answer in plainly.answers_to(name):
        plainly.fits(name, answer)
