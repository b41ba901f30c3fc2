"""How laws and articles are written, and when two of them are the same."""

from datetime import date

import pytest

from naast.engines.legality.articles import LOCAL_SUFFIX, deep_link, read_article, read_law, same_article


@pytest.mark.parametrize(
    ("text", "numbers", "paragraph"),
    [
        ("22a lid 4", ("22a",), "4"),
        ("Artikel 22A", ("22a",), None),
        ("43 lid 1, 3", ("43",), "1"),
        ("48, 51", ("48", "51"), None),
        ("48 en 51", ("48", "51"), None),
        ("3 lid 2 onder a", ("3",), "2"),
        ("18b lid 6-7", ("18b",), "6"),
        ("2.3.10, 2.4.1", ("2.3.10", "2.4.1"), None),
        ("4:94, 4:94a", ("4:94", "4:94a"), None),
        ("1.2.1 onder c", ("1.2.1",), None),
        ("18 lid 1, 58 lid 2", ("18", "58"), "1"),
        ("bijlage 2", (), None),
    ],
)
def test_article_references(text, numbers, paragraph):
    article = read_article(text)
    assert (article.numbers, article.paragraph) == (numbers, paragraph)


@pytest.mark.parametrize(
    ("law", "one", "other", "same"),
    [
        ("Pw", "22a", "22a lid 4", True),
        ("Pw", "22", "22a lid 4", False),
        ("Pw", "2", "22a", False),
        ("Pw", "22a lid 1", "22a lid 4", True),
        ("Pw", "51", "48, 51", True),
        ("Pw", "3", "43 lid 1, 3", False),
        ("Wmo", "2.3", "2.3.3", False),
        ("BW 1", "265b", "1:265b", True),
        ("Awb", "4", "4:84", False),
    ],
)
def test_articles_agree_by_number(law, one, other, same):
    assert same_article(read_law(law), read_article(one), read_article(other)) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pw", "participatiewet"),
        ("BWBR0005537", "Awb"),
        ("wmo", "Wmo  2015"),
        ("AOW", "Algemene Ouderdomswet"),
        ("de Participatiewet", "Pw"),
        ("De Wet langdurige zorg (Wlz)", "Wlz"),
        ("Participatiewet (Pw)", "Pw"),
        ("het Burgerlijk Wetboek Boek 1", "BW 1"),
        ("de Wmo 2015 (local ordinance)", "Wmo (local ordinance)"),
    ],
)
def test_one_law_has_more_names(one, other):
    assert read_law(one) == read_law(other)


@pytest.mark.parametrize(
    "name", ["Participatiewet (Wmo)", "Verordening (Pw)", "de", "de verordening", "(Pw)"]
)
def test_a_name_that_says_something_else_stays_a_law_of_its_own(name):
    assert read_law(name) == (name.casefold(), False)


def test_an_ordinance_is_not_the_law_that_it_rests_on():
    local = read_law(f"Wmo 2015 {LOCAL_SUFFIX}")
    assert local.local and local.key == read_law("Wmo 2015").key and local != read_law("Wmo 2015")


@pytest.mark.parametrize(
    ("bwb_id", "article", "link"),
    [
        ("BWBR0015703", "22a lid 4", "BWBR0015703&artikel=22a&lid=4&g=2026-11-01"),
        ("BWBR0015703", "48, 51", "BWBR0015703&artikel=48&g=2026-11-01"),
        ("BWBR0005537", "4:84", "BWBR0005537&artikel=4:84&g=2026-11-01"),
        ("BWBR0002656", "1:265b", "BWBR0002656&artikel=265b&g=2026-11-01"),
    ],
)
def test_deep_links(bwb_id, article, link):
    found = deep_link(bwb_id, read_article(article), date(2026, 11, 1))
    assert found == f"https://wetten.overheid.nl/jci1.3:c:{link}"


def test_a_local_rule_has_no_deep_link():
    assert deep_link(None, read_article("12"), date(2026, 11, 1)) is None
