"""The municipality's own list of parts of life: names, drawings, order, and who keeps it."""

from __future__ import annotations

import pytest

from naast.kernel import actors
from naast.kernel.errors import Invalid, NotAllowed, Stale
from naast.listen import actions, queries
from naast.listen.domains import DEFAULT_DOMAINS, ICONS, OTHER, icon_of
from naast.listen.models import Domain
from naast.listen.tests.test_board_complete import TYPED, start

pytestmark = pytest.mark.django_db


def test_every_domain_of_the_default_list_has_a_drawing_of_its_own():
    drawings = [icon_of(name) for name, _name_en in DEFAULT_DOMAINS]
    assert len(set(drawings)) == len(DEFAULT_DOMAINS) == 14 and OTHER not in drawings
    assert set(drawings) | {OTHER} == set(ICONS)


def test_a_name_changes_until_somebody_chose_it_and_the_drawing_always(home):
    standing = home.standing
    admin = standing.add_staff("Ada Admin", "administrator")
    with standing.inside():
        row = actions.add_domain(actor=admin, name="dieren", name_en="animals")
        change = {"actor": admin, "domain_id": row.pk, "name_en": "animals"}
        actions.change_domain(**change, name="huisdieren", icon="mensen", base_version=1)
        with pytest.raises(Stale):
            actions.change_domain(**change, name="beesten", icon="", base_version=1)
        with pytest.raises(Invalid) as taken:
            actions.change_domain(**change, name="Wonen", icon="", base_version=2)
        assert taken.value.field == "name"
        board = start(home, standing.resident)
        line = actions.choose_domain(actor=standing.resident, board_id=board.pk, domain_id=row.pk)
        with pytest.raises(Invalid):
            actions.change_domain(**change, name="dieren", icon="", base_version=2)
        actions.change_domain(**change, name="huisdieren", icon="leren", base_version=2)
        seen = queries.board_of(standing.resident, board.pk).lines[0]
        assert (seen.id, seen.domain, seen.icon) == (line.pk, "Huisdieren", "leren")
        with pytest.raises(NotAllowed):
            actions.change_domain(
                actor=standing.worker, domain_id=row.pk, name="x", name_en="", icon="", base_version=3
            )
        with pytest.raises(Invalid):
            actions.add_domain(actor=admin, name="iets", icon="stoplicht")


def test_the_administrator_keeps_the_list_by_hand(home):
    standing = home.standing
    browser = standing.client(standing.add_staff("Ada Admin", "administrator"))
    page = "/beheer/delen-van-leven/"
    with standing.inside():
        first, second = Domain.objects.order_by("order")[:2]
        used = Domain.objects.get(name="werk")
        board = start(home, standing.resident)
        actions.choose_domain(actor=standing.resident, board_id=board.pk, domain_id=used.pk)
    assert browser.get(page).status_code == 200
    long = browser.post(page, {"do": "add", "name": "lang" * 30, "icon": "leren"})
    assert long.status_code == 422 and "langlang" in long.content.decode()
    assert browser.post(page, {"do": "add", "name": TYPED, "icon": "leren"}).status_code == 302
    shown = browser.get(page).content.decode()
    assert "<script>alert(1)" not in shown and "alert(1)" in shown
    assert browser.post(page, {"do": "down", "domain": first.pk}).status_code == 302
    with standing.inside():
        assert list(Domain.objects.order_by("order")[:2]) == [second, first]
    browser.post(page, {"do": "retire", "domain": first.pk})
    with standing.inside():
        assert first.pk not in {choice.id for choice in queries.domain_list()}
    browser.post(page, {"do": "back", "domain": first.pk})
    with standing.inside():
        assert first.pk in {choice.id for choice in queries.domain_list()}
    one = f"{page}{used.pk}/"
    assert 'name="name"' not in browser.get(one).content.decode()
    by_hand = browser.post(one, {"version": 1, "name": "zelfredzaamheid", "icon": "leren"})
    assert by_hand.status_code == 422
    with standing.inside():
        assert Domain.objects.get(pk=used.pk).name == "werk"
    stale = browser.post(f"{page}{second.pk}/", {"version": 9, "name": "anders genoemd", "icon": "geld"})
    assert stale.status_code == 409 and "anders genoemd" in stale.content.decode()
    assert browser.get(f"{page}999999999/").status_code == 404


def test_the_list_shows_the_language_of_its_reader_first(home):
    standing = home.standing
    browser = standing.client(standing.add_staff("Ada Admin", "administrator"))
    page = "/beheer/delen-van-leven/"
    with standing.inside():
        actions.add_domain(actor=actors.system(standing.municipality.pk), name="klussen")

    def labels():
        held = browser.get(page).content.decode()
        return [held.index(f">{word}<") for word in ("wonen", "home")], held

    (dutch, english), _held = labels()
    assert dutch < english
    session = browser.session
    session["language"] = "en"
    session.save()
    (dutch, english), held = labels()
    assert english < dutch
    assert f": {dict(DEFAULT_DOMAINS)['wonen']}</span>" in held, "a button says the same name"
    assert 'lang="nl"' in held.split(">klussen<")[0][-100:], (
        "without an English name it is Dutch, and says so"
    )
    moved = browser.post(page, {"do": "down", "domain": home.domains["wonen"]}, follow=True)
    assert "“home” moved down" in moved.content.decode()


def test_only_the_administrator_sees_the_list_page(home):
    standing = home.standing
    for who in (standing.worker, standing.colleague, standing.outsider, standing.resident, home.partner):
        browser = standing.client(who)
        for path in ("/beheer/delen-van-leven/", f"/beheer/delen-van-leven/{home.domains['werk']}/"):
            assert browser.get(path).status_code in {403, 404}
            assert browser.post(path, {"do": "add", "name": "van mij"}).status_code in {403, 404}
    with standing.inside():
        assert not Domain.objects.filter(name="van mij").exists()


def test_the_list_of_another_municipality_is_out_of_reach(home):
    standing = home.standing
    with standing.inside(standing.other):
        actions.load_domains(actor=actors.system(standing.other.pk))
        elsewhere = Domain.objects.first().pk
    browser = standing.client(standing.add_staff("Ada Admin", "administrator"))
    assert browser.get(f"/beheer/delen-van-leven/{elsewhere}/").status_code == 404
    sent = browser.post("/beheer/delen-van-leven/", {"do": "retire", "domain": elsewhere})
    assert sent.status_code == 404


# B and C: by hand
