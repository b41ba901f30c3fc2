"""The pages of roles, people around, skills and stress: who opens them, and what bad input keeps."""

from __future__ import annotations

import re

import pytest

from naast.kernel.models import AuditEvent
from naast.listen import actions, around
from naast.listen.around import NetworkSaid
from naast.listen.models import Interest, NetworkPerson, SkillAnswer, SocialRole
from naast.listen.skills import SKILLS, SkillSaid

pytestmark = pytest.mark.django_db
SECRET = "burgemeester van Verweggistan"
SCRIPT = "<script>alert(1)</script> \u202e \U0001f600 zin van iemand"


@pytest.fixture
def told(home):
    """The standing case with a role, somebody around and a shared skill; the addresses of the pages."""
    standing = home.standing
    given = {"actor": standing.resident, "case_id": standing.case_id, "person_id": home.owner_id}
    with standing.inside():
        actions.add_role(**given, words=SECRET, when="wished")
        row = actions.add_network_person(
            **given,
            said=NetworkSaid("een buurvrouw", consent=around.YES, name="Ans Verweg", does=SECRET),
        )
        actions.answer_skills(**given, said=[SkillSaid("ordering", "effort", SECRET, shared=True)])
    root, person = f"/casus/{standing.case_id}/luisteren/", home.owner_id
    return {
        "roles": f"{root}rollen/{person}/",
        "network": f"{root}mensen-om/{person}/",
        "network_person": f"{root}mensen-om/{person}/{row.pk}/",
        "skills": f"{root}doen/{person}/",
        "stress": f"{root}stress/",
    }


PAGES = ("roles", "network", "network_person", "skills", "stress")


@pytest.mark.parametrize("page", PAGES)
def test_the_own_worker_opens_it_and_the_look_is_kept(home, told, page):
    answer = home.standing.client(home.standing.worker).get(told[page])
    assert answer.status_code == 200
    if page in ("roles", "skills"):
        assert SECRET in answer.content.decode()
    verb = "listen.network" if page == "network_person" else f"listen.{page}"
    with home.standing.inside():
        assert AuditEvent.objects.filter(kind="look", verb=verb).count() == 1


@pytest.mark.parametrize("page", PAGES)
def test_strangers_and_other_folders_find_nothing_and_the_refusal_is_kept(home, told, page):
    standing = home.standing
    for stranger in (*standing.strangers, home.partner, standing.resident):
        for method in ("get", "post"):
            answer = getattr(standing.client(stranger), method)(told[page], {"do": "add", "words": "x"})
            assert answer.status_code == 404
            held = answer.content.decode()
            assert SECRET not in held and "Verweg" not in held and "buurvrouw" not in held
    with standing.inside():
        assert AuditEvent.objects.filter(kind="refusal", verb=f"listen:{page}").count() == 6


def test_a_second_reader_reads_roles_but_no_skills_and_gets_no_form(home, told):
    standing = home.standing
    reader = standing.add_reader()
    client = standing.client(reader)
    assert SECRET in client.get(told["roles"]).content.decode()
    skills = client.get(told["skills"]).content.decode()
    assert SECRET not in skills and "<textarea" not in skills
    for page in ("roles", "network", "network_person"):
        main = client.get(told[page]).content.decode().split("<main", 1)[1]
        assert "<form" not in main
    assert client.post(told["roles"], {"do": "add", "when": "past", "words": "x"}).status_code == 403
    assert client.post(told["network"], {"description": "x", **_choices()}).status_code == 403
    assert client.post(told["network_person"], {"do": "drop"}).status_code == 403
    assert client.post(told["skills"], {"answer_time": "works", "share": "yes"}).status_code == 403
    with standing.inside():
        assert AuditEvent.objects.filter(kind="refusal", detail__why="not_allowed").count() == 4
        assert NetworkPerson.objects.count() == SocialRole.objects.count() == 1


def _choices(**more):
    return {"near": around.NEAR, "kind": around.OTHER, "consent": around.NOT_ASKED, **more}


def test_roles_are_added_changed_and_taken_away_without_script(home, told):
    standing = home.standing
    client = standing.client(standing.worker)
    for _again in range(2):
        assert client.post(told["roles"], {"do": "add", "when": "past", "words": SCRIPT}).status_code == 302
        assert client.post(told["roles"], {"do": "interest", "words": "katten"}).status_code == 302
    page = client.get(told["roles"]).content.decode()
    assert "<script>alert" not in page and "zin van iemand" in page
    with standing.inside():
        role, interest = SocialRole.objects.get(when="past"), Interest.objects.get()
        assert role.words == SCRIPT
    change = {"do": "change", "row": role.pk, "when": "present", "words": "gastheer", "version": 1}
    assert client.post(told["roles"], change).status_code == 302
    stale = client.post(told["roles"], change | {"words": "mijn eigen zin"})
    held = stale.content.decode()
    assert stale.status_code == 409 and "gastheer" in held and "mijn eigen zin" in held
    assert 'name="version" value="2"' in held
    for _again in range(2):
        assert client.post(told["roles"], {"do": "drop_role", "row": role.pk}).status_code == 302
        assert client.post(told["roles"], {"do": "drop_interest", "row": interest.pk}).status_code == 302
    with standing.inside():
        assert not SocialRole.objects.filter(when="present").exists() and not Interest.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"do": "add", "when": "past", "words": ""},
        {"do": "add", "when": "past", "words": "langlang" * 30},
        {"do": "interest", "words": "langlang" * 30},
    ],
)
def test_a_refused_role_comes_back_as_it_was_typed(home, told, data):
    client = home.standing.client(home.standing.worker)
    answer = client.post(told["roles"], data)
    held = answer.content.decode()
    assert answer.status_code == 422 and "data-form-errors" in held and data["words"] in held


@pytest.mark.parametrize(
    "data",
    [
        {"do": "weg"},
        {},
        {"do": "add", "when": "ooit", "words": "x"},
        {"do": "change", "row": "9" * 40, "when": "past", "words": "x"},
        {"do": "change", "row": "x", "when": "past", "words": "x"},
    ],
)
def test_a_request_made_by_hand_is_no_address(home, told, data):
    assert home.standing.client(home.standing.worker).post(told["roles"], data).status_code == 404


def test_somebody_elses_row_sent_by_hand_is_refused_and_kept_as_a_refusal(home, told):
    standing = home.standing
    theirs = f"/casus/{standing.case_id}/luisteren/"
    client = standing.client(standing.worker)
    with standing.inside():
        role, near = SocialRole.objects.get(), NetworkPerson.objects.get()
    sent = {"do": "drop_role", "row": role.pk}
    assert client.post(f"{theirs}rollen/{home.partner.id}/", sent).status_code == 404
    moved = f"{theirs}mensen-om/{home.partner.id}/{near.pk}/"
    assert client.get(moved).status_code == 404
    for data in ({"do": "drop"}, {"description": "iemand", **_choices()}):
        assert client.post(moved, data).status_code == 404
    with standing.inside():
        assert SocialRole.objects.get().words == SECRET
        assert NetworkPerson.objects.get().does == SECRET
        assert AuditEvent.objects.filter(kind="refusal").count() == 4


def test_a_name_without_consent_is_refused_and_what_was_typed_stays(home, told):
    client = home.standing.client(home.standing.worker)
    typed = {"description": "een buurvrouw", "name": "Truus Getypt", **_choices()}
    answer = client.post(told["network"], typed)
    held = answer.content.decode()
    assert answer.status_code == 422 and "Truus Getypt" in held and "data-form-errors" in held
    named = client.post(told["network"], typed | {"description": "Buurvrouw Truus", "name": ""})
    assert named.status_code == 422 and "Buurvrouw Truus" in named.content.decode()
    with home.standing.inside():
        assert NetworkPerson.objects.count() == 1
    assert client.post(told["network"], typed | {"consent": around.YES}).status_code == 302
    assert "Truus Getypt" in client.get(told["network"]).content.decode()


def test_the_picture_has_words_and_the_same_people_stand_in_the_list(home, told):
    page = home.standing.client(home.standing.worker).get(told["network"]).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count('role="img"') == 2 and "style=" not in main
    label = re.search(r'role="img" aria-label="([^"]+)"', main).group(1)
    assert "Rosa Proefpersoon" in label and "lijst hieronder" in label
    drawn = main[: main.rindex("</svg>", 0, main.index("naast-rings__legend"))]
    listed = main[main.index("naast-rings__legend") :]
    assert "Ans Verweg" in drawn and "Ans Verweg" in listed and SECRET in listed


def test_a_changed_person_shows_both_texts_and_consent_taken_back_takes_the_name(home, told):
    client = home.standing.client(home.standing.worker)
    data = {"description": "een oud-buurvrouw", "version": 1, **_choices(consent=around.NO, name="Ans")}
    assert client.post(told["network_person"], data).status_code == 302
    stale = client.post(told["network_person"], data | {"description": "mijn eigen woord"})
    held = stale.content.decode()
    assert stale.status_code == 409 and "mijn eigen woord" in held and "een oud-buurvrouw" in held
    assert "Verweg" not in client.get(told["network"]).content.decode()


def test_at_the_table_the_page_asks_who_may_see_it(home, told):
    standing = home.standing
    client = standing.client(standing.worker)
    page = client.get(told["skills"]).content.decode()
    assert page.count('name="share"') == 2 and "checked" not in _inputs(page, "share")
    with standing.inside():
        seen = SkillAnswer.objects.get()
    sent = {
        "seen_ordering": f"{seen.pk}.{seen.version}",
        "answer_ordering": "effort",
        "words_ordering": SECRET,
        "answer_time": "together",
        "words_time": "Wij bellen eerst.",
    }
    refused = client.post(told["skills"], sent)
    assert refused.status_code == 422 and "Wij bellen eerst." in refused.content.decode()
    assert client.post(told["skills"], sent | {"share": "no"}).status_code == 302
    assert "Wij bellen eerst." not in client.get(told["skills"]).content.decode()
    assert client.post(told["skills"], {"do": "private"}).status_code == 302
    assert SECRET not in client.get(told["skills"]).content.decode()
    with standing.inside():
        assert SkillAnswer.objects.count() == 2
        assert not SkillAnswer.objects.filter(shared_with_circle=True).exists()


def _inputs(page, name):
    return " ".join(re.findall(rf'<input[^>]*name="{name}"[^>]*>', page))


def test_what_somebody_else_said_meanwhile_is_shown_and_not_overwritten(home, told):
    client = home.standing.client(home.standing.worker)
    sent = {"answer_ordering": "works", "words_ordering": "Mijn eigen zin.", "share": "yes"}
    stale = client.post(told["skills"], sent)
    held = stale.content.decode()
    assert stale.status_code == 409 and SECRET in held and "Mijn eigen zin." in held
    with home.standing.inside():
        assert SkillAnswer.objects.get().words == SECRET


def test_the_page_of_skills_credits_the_makers_and_counts_nothing(home, told):
    page = home.standing.client(home.standing.worker).get(told["skills"]).content.decode()
    main = page[page.index("<h1") : page.index("</main>")]
    assert "Dawson en Guare" in main and "%" not in main
    shown = re.sub(r"<[^>]*>", " ", main)
    assert not re.findall(r"\d", shown)
    assert main.count("<fieldset") == len(SKILLS) + 1


def test_a_draft_of_a_skill_comes_back_to_its_writer_alone(home, told):
    standing = home.standing
    client = standing.client(standing.worker)
    key = f"listen.skills:{standing.case_id}:{home.owner_id}"
    body = {"object": key, "field": "words_stress", "base_version": "0", "text": "Half getypt"}
    assert client.post("/concept/", body, content_type="application/json").status_code == 204
    assert "Half getypt" in client.get(told["skills"]).content.decode()
    folder = standing.client(standing.resident).get(f"/map/{standing.case_id}/wat-lukt/", follow=True)
    assert "Half getypt" not in folder.content.decode()


def test_forty_people_cost_no_more_questions_than_one(home, told, django_assert_max_num_queries):
    standing = home.standing
    client = standing.client(standing.worker)
    with standing.inside():
        actions.add_network_person(
            actor=standing.worker,
            case_id=standing.case_id,
            person_id=home.owner_id,
            said=NetworkSaid("een buur", consent=around.YES),
        )
    client.get(told["network"])
    # session to scope 8, case 1, head 9, look 7; the page: people, told, network, who asked, drafts.
    with django_assert_max_num_queries(35) as before:
        client.get(told["network"])
    with standing.inside():
        for number in range(38):
            actions.add_network_person(
                actor=standing.worker,
                case_id=standing.case_id,
                person_id=home.owner_id,
                said=NetworkSaid("een buur", gets="x" * (number + 1), consent=around.YES),
            )
    with django_assert_max_num_queries(len(before)):
        page = client.get(told["network"]).content.decode()
    assert page.count("naast-rings__name") == 2 * 40
