"""M9: roles, interests and the people around somebody; nobody's name without their consent."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from naast.kernel import actors
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.kernel.models import AuditEvent
from naast.listen import actions, around, queries
from naast.listen.actions.around import holds_a_name
from naast.listen.around import NetworkSaid
from naast.listen.models import Interest, NetworkPerson, SocialRole

pytestmark = pytest.mark.django_db
ARABIC = "\u202e\u0645\u0631\u062d\u0628\u0627 \U0001f408"


def who(home, actor=None, person=None):
    standing = home.standing
    return {
        "actor": actor or standing.worker,
        "case_id": standing.case_id,
        "person_id": person or home.owner_id,
    }


def test_roles_stand_by_when_they_were_and_say_who_wrote_them(home):
    with home.standing.inside():
        actions.add_role(**who(home), words="  gastheer,\n altijd aanloop ", when="past")
        actions.add_role(**who(home, home.standing.resident), words=ARABIC, when="wished")
        actions.add_interest(**who(home), words="katten")
        shown = queries.roles_of(home.standing.resident, home.standing.case_id, home.owner_id)
    assert [role.words for role in shown.of("past")] == ["gastheer, altijd aanloop"]
    assert [(role.words, role.by_person) for role in shown.of("wished")] == [(ARABIC, True)]
    assert shown.of("present") == [] and [row.words for row in shown.interests] == ["katten"]
    assert not shown.of("past")[0].by_person


def test_a_form_sent_twice_is_one_role_and_one_interest(home):
    with home.standing.inside():
        for _again in range(2):
            actions.add_role(**who(home), words="vader", when="present")
            actions.add_interest(**who(home), words="televisie")
        assert SocialRole.objects.count() == Interest.objects.count() == 1
        assert AuditEvent.objects.filter(verb="listen.add_role").count() == 1


def test_a_role_changes_its_time_and_the_second_writer_is_told(home):
    with home.standing.inside():
        role = actions.add_role(**who(home), words="voorzitter van de club", when="present")
        given = {**who(home), "role_id": role.pk, "when": "past"}
        actions.change_role(**given, words="voorzitter van de club", base_version=1)
        with pytest.raises(Stale) as told:
            actions.change_role(**given, words="bestuurslid", base_version=1)
        assert told.value.theirs == "voorzitter van de club" and told.value.current_version == 2
        actions.add_role(**who(home), words="lid", when="past")
        with pytest.raises(Invalid):
            actions.change_role(**given, words="lid", base_version=2)


@pytest.mark.parametrize(
    ("words", "when", "field"),
    [("", "past", "words"), ("  ", "past", "words"), ("x" * 201, "past", "words"), ("vader", "ooit", "when")],
)
def test_what_cannot_be_a_role_is_refused_at_its_field(home, words, when, field):
    with home.standing.inside(), pytest.raises(Invalid) as refused:
        actions.add_role(**who(home), words=words, when=when)
    assert refused.value.field == field


def test_a_row_of_somebody_else_moved_by_hand_is_no_address(home):
    standing = home.standing
    with standing.inside():
        mine = actions.add_role(**who(home), words="vader", when="present")
        interest = actions.add_interest(**who(home), words="katten")
        near = actions.add_network_person(**who(home), said=NetworkSaid("een buurvrouw"))
        theirs = who(home, home.partner, home.partner.id)
        as_partner = who(home, standing.worker, home.partner.id)
        for given in (theirs, as_partner):
            with pytest.raises(NotVisible):
                actions.change_role(**given, role_id=mine.pk, words="x", when="past", base_version=1)
            with pytest.raises(NotVisible):
                actions.drop_role(**given, role_id=mine.pk)
            with pytest.raises(NotVisible):
                actions.drop_interest(**given, interest_id=interest.pk)
            with pytest.raises(NotVisible):
                actions.drop_network_person(**given, around_id=near.pk)
            with pytest.raises(NotVisible):
                actions.change_network_person(
                    **given, around_id=near.pk, said=NetworkSaid("iemand"), base_version=1
                )
        assert SocialRole.objects.get().words == "vader" and NetworkPerson.objects.count() == 1


def test_partners_and_strangers_find_nothing(home):
    standing = home.standing
    with standing.inside():
        for actor, person in (
            (home.partner, home.owner_id),
            (standing.resident, home.partner.id),
            (standing.colleague, home.owner_id),
        ):
            for read in (queries.roles_of, queries.network_of):
                with pytest.raises(NotVisible):
                    read(actor, standing.case_id, person)
            with pytest.raises(NotVisible):
                actions.add_role(**who(home, actor, person), words="x", when="past")
            with pytest.raises(NotVisible):
                actions.add_network_person(**who(home, actor, person), said=NetworkSaid("een buur"))
        with pytest.raises(NotVisible):
            queries.helpers_of(standing.colleague, standing.case_id)
    with standing.inside(standing.other), pytest.raises(NotVisible):
        queries.network_of(standing.outsider, standing.case_id, home.owner_id)


def test_who_only_reads_along_writes_nothing(home):
    standing = home.standing
    reader = standing.add_reader(actors.PROFESSIONAL)
    with standing.inside():
        with pytest.raises(NotAllowed):
            actions.add_role(**who(home, reader), words="vader", when="past")
        with pytest.raises(NotAllowed):
            actions.add_network_person(**who(home, reader), said=NetworkSaid("een buurvrouw"))


@pytest.mark.parametrize(
    "words",
    [
        "een buurvrouw",
        "Een buurvrouw",
        "Buurvrouw",
        "mijn oudste zus",
        "de kat",
        "iemand van de kerk",
        "Collega’s",
        ARABIC,
    ],
)
def test_a_description_is_words_without_a_name(words):
    assert not holds_a_name(words)


@pytest.mark.parametrize(
    "words", ["Ans", "buurvrouw Ans", "mijn zus Fatima", "Jan de Vries", "buur 0612345678", "a@b.nl"]
)
def test_a_name_or_a_number_is_no_description(home, words):
    assert holds_a_name(words)
    with home.standing.inside(), pytest.raises(Invalid) as refused:
        actions.add_network_person(
            **who(home), said=NetworkSaid(words, consent=around.YES, name="Ans de Vries")
        )
    assert refused.value.field == "description"


def test_without_consent_no_name_and_no_number_is_kept(home):
    with home.standing.inside():
        for consent in (around.NOT_ASKED, around.NO):
            for field in ("name", "phone"):
                said = NetworkSaid("een buurvrouw", consent=consent, **{field: "0612345678"})
                with pytest.raises(Invalid) as refused:
                    actions.add_network_person(**who(home), said=said)
                assert refused.value.field == field
            with pytest.raises(Invalid) as refused:
                actions.add_network_person(
                    **who(home),
                    said=NetworkSaid("een buurvrouw", consent=consent, does="Bel 06 - 12 34 56 78"),
                )
            assert refused.value.field == "does"
        assert NetworkPerson.objects.count() == 0


def test_the_database_too_keeps_no_name_without_consent(home):
    with home.standing.inside():
        row = actions.add_network_person(**who(home), said=NetworkSaid("een buurvrouw"))
        with pytest.raises(IntegrityError), transaction.atomic():
            NetworkPerson.objects.filter(pk=row.pk).update(name="Ans")


def test_consent_says_who_asked_and_when_and_taking_it_back_leaves_no_name_anywhere(home):
    standing = home.standing
    said = NetworkSaid("een buurvrouw", consent=around.YES, name="Ans Verweg", phone="0612345678")
    with standing.inside():
        row = actions.add_network_person(**who(home), said=said)
        (shown,) = queries.network_of(standing.resident, standing.case_id, home.owner_id)
        assert shown.label == "Ans Verweg" and shown.asked_by == "Wilma Worker" and shown.asked_on
        back = NetworkSaid("een buurvrouw", consent=around.NO, name="Ans Verweg", phone="0612345678")
        actions.change_network_person(
            **who(home, standing.resident), around_id=row.pk, said=back, base_version=1
        )
        (shown,) = queries.network_of(standing.worker, standing.case_id, home.owner_id)
        assert shown.label == "een buurvrouw" and shown.name == shown.phone == "" and shown.asked_by == ""
        with connection.cursor() as cursor:
            for table in ("listen_networkperson", "listen_networkpersonevent", "kernel_auditevent"):
                cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%%Verweg%%'")
                assert cursor.fetchone()[0] == 0, table


def test_the_nearest_come_first_and_helpers_are_found_over_the_people_of_a_case(home):
    standing = home.standing
    with standing.inside():
        for words, near, kind in (
            ("de huisarts", around.FURTHER, around.HELPER),
            ("de kat", around.VERY_NEAR, around.OTHER),
            ("een vriend", around.NEAR, around.FRIEND),
        ):
            actions.add_network_person(**who(home), said=NetworkSaid(words, near=near, kind=kind))
        actions.add_network_person(
            **who(home, home.partner, home.partner.id), said=NetworkSaid("een coach", kind=around.HELPER)
        )
        shown = queries.network_of(standing.worker, standing.case_id, home.owner_id)
        assert [each.label for each in shown] == ["de kat", "een vriend", "de huisarts"]
        assert {each.label for each in queries.helpers_of(standing.worker, standing.case_id)} == {
            "de huisarts",
            "een coach",
        }


def test_the_same_person_sent_twice_is_one_and_a_stale_change_is_told(home):
    with home.standing.inside():
        said = NetworkSaid("een buurvrouw", does="Brengt soep", gets="Ik geef de planten water")
        row = actions.add_network_person(**who(home), said=said)
        assert actions.add_network_person(**who(home), said=said).pk == row.pk
        given = {**who(home), "around_id": row.pk}
        actions.change_network_person(**given, said=NetworkSaid("de buurvrouw"), base_version=1)
        with pytest.raises(Stale):
            actions.change_network_person(**given, said=NetworkSaid("een oud-buurvrouw"), base_version=1)
        actions.drop_network_person(**given)
        actions.drop_network_person(**given)
        assert not NetworkPerson.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (NetworkSaid(""), "description"),
        (NetworkSaid("x" * 81), "description"),
        (NetworkSaid("een buur", near="nabij"), "near"),
        (NetworkSaid("een buur", kind="vijand"), "kind"),
        (NetworkSaid("een buur", consent="misschien"), "consent"),
        (NetworkSaid("een buur", does="x" * 1_001), "does"),
        (NetworkSaid("een buur", consent=around.YES, name="x" * 121), "name"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(home, said, field):
    with home.standing.inside(), pytest.raises(Invalid) as refused:
        actions.add_network_person(**who(home), said=said)
    assert refused.value.field == field


def test_the_audit_holds_no_words(home):
    with home.standing.inside():
        actions.add_role(**who(home), words="sleutelbewaarder", when="past")
        actions.add_network_person(
            **who(home),
            said=NetworkSaid("sleutelbewaarder", consent=around.YES, name="Sleutel Bewaarder"),
        )
        kept = str(list(AuditEvent.objects.values_list("verb", "detail", "object_type")))
    assert "listen.add_role" in kept and "leutel" not in kept


def test_nobody_writes_into_another_municipality(home):
    standing = home.standing
    with standing.inside():
        row = actions.add_role(**who(home), words="vader", when="past")
    with standing.inside(standing.other), connection.cursor() as cursor:
        cursor.execute("UPDATE listen_socialrole SET words = 'weg' WHERE id = %s", [row.pk])
        assert cursor.rowcount == 0
    with pytest.raises(DatabaseError), standing.inside(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE listen_socialrole SET municipality_id = %s WHERE id = %s", [standing.other.pk, row.pk]
        )
