"""Five people of the source from the door to the letter, on a phone and by keyboard: the law comes last.

Facts are those of Momentum voor de menselijke maat; it names no amounts here, so none is decided.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.way import PHONE, Way, read

CLOSED = "De wet komt na het effect, de waarden en de gevolgen"


@pytest.fixture
def begin(visitors) -> Callable[..., Way]:
    return lambda name, law, login="wijkteam": Way(visitors(login, viewport=PHONE), name, law=law)


def the_law_is_closed(way: Way, article: str) -> None:
    """Neither read on the page nor hidden in it."""
    assert CLOSED in way.go("wegen/?stap=4").text()
    html = way.page.content()
    assert article not in html and 'name="route"' not in html and 'name="fact_' not in html


def test_nina_gets_an_income_and_a_home_before_the_shelter(begin):
    """Lines 792-808: the fixed route is set aside, for a reason that stands with the decision."""
    way = begin("Nina", "Participatiewet")
    way.plans(
        to="Ik woon op mezelf en ga naar school.",
        obstacle="Wie jong en dakloos is moet eerst naar de nachtopvang, en krijgt dan pas een uitkering.",
        kind="een beleidsregel",
        law="Algemene wet bestuursrecht",
        article="4:84",
        breakthrough="We slaan de opvang over: meteen een uitkering en een eigen plek.",
    )
    the_law_is_closed(way, "artikel 4:84")
    way.thinks(
        effect="Nina heeft rust en een eigen plek, zodat hulp en school kunnen beginnen.",
        value="zonder angst voor morgen",
        consequences="Zonder dit besluit staat zij op straat en worden haar problemen erger.",
    )
    assert "artikel 4:84" in way.go("wegen/?stap=4").text()
    way.finds(why="De route wil jongeren naar school duwen. Nina heeft eerst rust nodig.")
    way.look("nina-weighing")
    way.proposes("yes")
    way.decides()
    letter = way.sends_the_letter()
    assert "artikel 4:84" in letter and "eigen plek" in letter
    way.gives_folder("nina-afweging")
    nina = way.folder("nina-afweging")
    assert "ja" in read(nina, r"/brieven/$").lower()
    assert "Ik woon op mezelf en ga naar school." in read(nina, r"/plan/$")
    nina.context.close()


def test_mevrouw_x_keeps_her_rugs_though_she_may_fall(begin):
    """Lines 918-922: the house rule counts falls; she wants to walk in her own room."""
    way = begin("Mevrouw X", "Wmo")
    way.plans(
        to="Ik loop zelf door mijn eigen kamer, op mijn eigen kleedjes.",
        obstacle="Een huisregel verbiedt kleedjes, omdat het huis wordt afgerekend op vallen.",
        kind="onze eigen manier",
        breakthrough="Haar wens gaat voor. Iedereen aan tafel aanvaardt dat zij vaker kan vallen.",
    )
    the_law_is_closed(way, "artikel 3:4")
    way.thinks(
        effect="Mevrouw X leeft in haar eigen kamer zoals zij dat zelf wil.",
        value="zelf",
        consequences="Zij kan vaker vallen, en zij is weer thuis in haar kamer.",
    )
    opened = way.go("wegen/?stap=4").text()
    assert "artikel 3:4" in opened
    way.finds(why="De regel telt valpartijen. Voor haar telt dat zij zelf mag lopen.")
    page = way.go("wegen/op-een-pagina/").text()
    for words in ("Zij kan vaker vallen, en zij is weer thuis in haar kamer.", "De regel telt valpartijen."):
        assert words in page
    way.proposes("yes")
    way.decides()
    decided = way.go("besluit/").text()
    assert "Haar wens gaat voor. Iedereen aan tafel aanvaardt dat zij vaker kan vallen." in decided


def test_the_man_with_the_sauna_is_helped_the_same_day_in_four_fields(begin):
    """Line 165: what makes him happy costs less than day care; it fits the rules, so the way is short."""
    way = begin("Meneer S.", "Participatiewet")
    keys = way.go("kort/").keys
    keys.write("request", "Drie keer per week naar de sauna, met een taxipas.")
    keys.write("reason", "U bent er blij mee, en het kost veel minder dan dagbesteding.")
    keys.choose("outcome", "yes")
    keys.pick("title_row", "Participatiewet, artikel 35 lid 1")
    keys.press("main form button", text="Besluit en maak de brief")
    assert "Joke Veldhuis" in way.go("besluit/").text()
    letter = way.letter()
    assert "U bent er blij mee" in letter and "artikel 35 lid 1" in letter
    way.gives_folder("sauna-afweging")
    man = way.folder("sauna-afweging")
    assert "ja" in read(man, r"/brieven/$").lower()
    man.context.close()


def test_bartels_gets_help_in_place_of_a_course_from_who_counts_files(begin):
    """Lines 1027-1045: what is in the way is how the house itself counts."""
    way = begin("Meneer Bartels", "Participatiewet", "consulent")
    way.plans(
        to="Ik sta weer op met iets om voor op te staan, en mijn papieren liggen op één plek.",
        obstacle="Wij worden afgerekend op dossiers. Wie zijn papieren kwijt is, krijgt een cursus.",
        kind="onze eigen manier",
        breakthrough="Eerst behandeling van zijn klachten, in plaats van de cursus.",
    )
    the_law_is_closed(way, "artikel 3:4")
    way.thinks(
        effect="Meneer Bartels krijgt hulp voor wat hem stilzet; zijn papieren komen daarna op orde.",
        value="kijkt goed voor zij beslist",
        consequences="Zonder dit besluit volgt hij een cursus die hij niet kan volgen.",
    )
    way.finds(why="Stukken zijn zoek en termijnen voorbij, maar hij heeft niets verborgen.")
    way.proposes("yes")
    way.decides()
    decided = way.go("besluit/").text()
    assert "Jamila Haddad" in decided
    assert "Eerst behandeling van zijn klachten, in plaats van de cursus." in decided
    # Whoever decides an exception is asked whether it is an incident or a pattern.
    assert "incident" in way.go("leren/").text().lower()


def test_three_disciplines_see_a_youngster_differently_and_conclude_together(begin):
    """Line 746: who takes the measure matters; none of the three wins by itself."""
    way = begin("Jongere", "Participatiewet")
    way.plans(
        to="Ik heb rust, en weet wat ik wil leren.",
        obstacle="Wie een uitkering vraagt, gaat eerst naar een opleiding of naar werk.",
        kind="een wet",
        law="Participatiewet",
        article="41 lid 11",
        breakthrough="Eerst hulp bij de verslaving; daarna pas de schulden en de opleiding.",
    )
    said = {
        "Schuldhulp": ("Er zijn schulden.", "Zo snel mogelijk met de schuldeisers om de tafel."),
        "Jongerenwerk": ("De verslaving maakt telkens nieuwe schulden.", "Eerst de verslaving aanpakken."),
        "Participatie": ("Zonder scholing zijn er weinig kansen.", "Een opleiding zoeken."),
    }
    for discipline, (found, does) in said.items():
        way.says(discipline, found, does)
    beside = way.go("wegen/disciplines/").text()
    for discipline, words in said.items():
        assert discipline in beside and all(text in beside for text in words)
    assert "Wie een uitkering vraagt, gaat eerst naar een opleiding of naar werk." in beside
    way.clashes("Schuldhulp", "Jongerenwerk", "Afbetalen heeft geen zin zolang er schulden bij komen.")
    way.concludes(
        found="De verslaving houdt de rest in stand.",
        does="Eerst hulp bij de verslaving, en de schuldeisers vragen om te wachten.",
        because="Het een maakt het ander mogelijk.",
    )
    way.look("youngster-disciplines")
    the_law_is_closed(way, "artikel 41 lid 11")
    way.thinks(
        effect="De jongere krijgt rust, zodat schulden en scholing daarna kunnen lukken.",
        value="zonder angst voor morgen",
        consequences="Zonder dit besluit komen er schulden bij en lukt een opleiding niet.",
    )
    page = way.go("wegen/op-een-pagina/").text()
    for words in (
        *said,
        "Afbetalen heeft geen zin zolang er schulden bij komen.",
        "De verslaving houdt de rest",
    ):
        assert words in page
    assert "artikel 41" in way.go("wegen/?stap=4").text()
