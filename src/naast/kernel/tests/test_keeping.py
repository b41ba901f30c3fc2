"""Drafts, locking, files, encryption, terms, retention: what the rooms stand on."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from naast.kernel import clock, crypto, drafts, files, locking, retention, terms
from naast.kernel.errors import Invalid, Stale
from naast.kernel.models import AuditEvent, Draft, RetentionTerm, StoredFile
from naast.people import actions as people
from naast.people.models import Case

D = dt.date
DAYS = st.dates(min_value=D(2014, 1, 1), max_value=D(2099, 12, 31))


def keep(standing, actor=None, text="een begin", key="kernel.words:1:2"):
    with standing.inside():
        drafts.keep(actor=actor or standing.worker, object_key=key, field="text", base_version=3, text=text)


def test_a_draft_is_private_and_not_audited(standing):
    with standing.inside():
        before = AuditEvent.objects.count()
    keep(standing)
    keep(standing, text="een vervolg")
    with standing.inside():
        found = drafts.of(actor=standing.worker, object_key="kernel.words:1:2")
        assert (found["text"].text, found["text"].base_version) == ("een vervolg", 3)
        assert drafts.of(actor=standing.colleague, object_key="kernel.words:1:2") == {}
        assert AuditEvent.objects.count() == before
    with standing.inside(standing.other):
        assert drafts.of(actor=standing.worker, object_key="kernel.words:1:2") == {}


def test_a_draft_is_gone_after_saving_for_who_saved(standing):
    keep(standing)
    keep(standing, actor=standing.colleague)
    with standing.inside():
        drafts.drop(actor=standing.worker, object_key="kernel.words:1:2")
        assert Draft.objects.get().account_id == standing.colleague.account_id


@pytest.mark.parametrize(
    ("text", "key", "field"),
    [("x" * 100_001, "a", "text"), ("x", "", "object"), ("x", "k" * 121, "object")],
)
def test_a_draft_that_is_too_long_is_refused(standing, text, key, field):
    with pytest.raises(Invalid) as refused:
        keep(standing, text=text, key=key)
    assert refused.value.field == field


def test_the_second_who_saves_is_told_and_nothing_is_overwritten(standing):
    with standing.inside():
        case = Case.objects.get(pk=standing.case_id)
        saved = locking.save_version(case, base_version=1, changes={"is_practice": True})
        assert saved.version == 2
        with pytest.raises(Stale) as stale:
            locking.save_version(case, base_version=1, changes={"ground": "wgs"}, shown="ground")
        assert (stale.value.theirs, stale.value.current_version) == ("wmo", 2)
        case.refresh_from_db()
        assert (case.ground, case.is_practice, case.version) == ("wmo", True, 2)


CONTENT = b"foto van een bord met Claire erop"


def test_a_file_is_encrypted_at_rest(standing):
    with standing.inside():
        kept = files.store(
            case_id=standing.case_id, ground="wmo", name="bord.jpg", media_type="image/jpeg", content=CONTENT
        )
        kept = StoredFile.objects.get(pk=kept.pk)
        assert kept.clear_bytes() == CONTENT and kept.size == len(CONTENT)
        with connection.cursor() as cursor:
            cursor.execute("SELECT sealed_bytes FROM kernel_storedfile WHERE id = %s", [kept.pk])
            stored = bytes(cursor.fetchone()[0])
        assert b"Claire" not in stored and len(stored) > len(CONTENT)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("bord.jpg", "bord.jpg"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("../../.ssh/id_rsa", "id_rsa"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("...", "bestand"),
        ("", "bestand"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("e\u0301.pdf", "é.pdf"),
    ],
)
def test_a_file_name_holds_no_path(name, kept):
    assert files.safe_name(name) == kept


@given(st.text(max_size=200))
def test_any_file_name_becomes_a_safe_one(name):
    kept = files.safe_name(name)
    assert 0 < len(kept) <= 120
    assert not set(kept) & {"/", "\\", "\x00", "\n"}


@pytest.mark.parametrize("content", [b"", b"x" * (files.MAX_BYTES + 1)])
def test_an_empty_or_huge_file_is_refused(standing, content):
    with standing.inside(), pytest.raises(Invalid) as refused:
        files.store(case_id=standing.case_id, ground="wmo", name="a", media_type="b", content=content)
    assert refused.value.field == "file"


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_is_encrypted_comes_back(clear, purpose):
    assert crypto.decrypt(crypto.encrypt(clear, purpose), purpose) == clear


def test_a_value_cannot_be_moved_changed_or_cut():
    stored = crypto.encrypt(b"111222333", "people.Person.bsn")
    assert crypto.encrypt(b"111222333", "people.Person.bsn") != stored
    for broken, purpose in (
        (stored, "another.column"),
        (stored[:-1], "people.Person.bsn"),
        (stored[:12] + bytes([stored[12] ^ 1]) + stored[13:], "people.Person.bsn"),
        (b"", "people.Person.bsn"),
        (b"x" * 5, "people.Person.bsn"),
    ):
        with pytest.raises(crypto.Unreadable):
            crypto.decrypt(broken, purpose)


def test_a_keyed_hash_differs_by_purpose_and_value():
    assert crypto.keyed_hash("1", "a") == crypto.keyed_hash("1", "a")
    assert len({crypto.keyed_hash("1", "a"), crypto.keyed_hash("1", "b"), crypto.keyed_hash("2", "a")}) == 3


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2024, D(2024, 3, 31)),
        (2025, D(2025, 4, 20)),
        (2026, D(2026, 4, 5)),
        (2027, D(2027, 3, 28)),
        (2038, D(2038, 4, 25)),
    ],
)
def test_easter(year, sunday):
    assert terms.easter(year) == sunday


def test_the_holidays_of_2026():
    assert sorted(terms.holidays(2026)) == [
        D(2026, 1, 1),
        D(2026, 4, 3),
        D(2026, 4, 6),
        D(2026, 4, 27),
        D(2026, 5, 5),
        D(2026, 5, 14),
        D(2026, 5, 25),
        D(2026, 12, 25),
        D(2026, 12, 26),
    ]


@pytest.mark.parametrize(("year", "day"), [(2025, 26), (2026, 27), (2031, 26)])
def test_the_kings_birthday_is_never_on_a_sunday(year, day):
    assert terms.kings_day(year) == D(year, 4, day)


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        (D(2026, 1, 5), D(2026, 2, 16)),
        (D(2026, 2, 23), D(2026, 4, 7)),  # counted to Easter Monday
        (D(2026, 3, 24), D(2026, 5, 6)),  # counted to 5 May
        (D(2026, 11, 13), D(2026, 12, 28)),  # counted to Christmas, then a Saturday and a Sunday
        (D(2026, 10, 3), D(2026, 11, 16)),  # counted to a Saturday
    ],
)
def test_six_weeks_to_object(sent, last):
    assert terms.OBJECTION.ends(sent) == last


@given(DAYS, st.integers(min_value=0, max_value=12))
def test_a_term_never_ends_on_a_closed_day(day, weeks):
    end = terms.add_weeks(day, weeks)
    assert terms.is_open_day(end) and 0 <= (end - day).days - 7 * weeks <= 5


@given(DAYS, st.integers(min_value=13, max_value=30))
def test_a_term_of_more_than_twelve_weeks_ends_on_its_day(day, weeks):
    """Article 4 of the general terms act: article 1 is not for those."""
    assert terms.add_weeks(day, weeks) == day + dt.timedelta(weeks=weeks)


@given(DAYS, st.integers(min_value=1, max_value=30))
def test_working_days_are_counted_one_by_one(day, days):
    end = terms.add_working_days(day, days)
    between = [day + dt.timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(terms.is_open_day(each) for each in between) == days and terms.is_open_day(end)


@pytest.mark.parametrize(
    ("ground", "last", "day"),
    [
        ("wmo", D(2026, 3, 4), D(2041, 3, 4)),
        ("jeugdwet", D(2026, 3, 4), D(2046, 3, 4)),
        ("wgs", D(2026, 3, 4), D(2036, 3, 4)),
        ("wmo", D(2024, 2, 29), D(2039, 2, 28)),
    ],
)
def test_the_destruction_date_follows_the_ground(ground, last, day):
    assert retention.destroy_on(ground, last) == day


def test_the_municipalitys_own_list_counts_where_the_law_says_nothing():
    own = {"wgs": 7, "wmo": 1}
    assert retention.destroy_on("wgs", D(2026, 1, 1), own) == D(2033, 1, 1)
    assert retention.destroy_on("wmo", D(2026, 1, 1), own) == D(2041, 1, 1)


def test_each_change_moves_the_destruction_date(standing):
    with clock.shifted(400), standing.inside():
        case = Case.objects.get(pk=standing.case_id)
        before = case.destroy_on
        case.is_practice = True
        case.save(update_fields=["is_practice"])
        case.refresh_from_db()
        assert (case.destroy_on - before).days >= 399


def test_a_day_is_a_day_in_amsterdam():
    assert clock.day_of(dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)) == D(2026, 7, 1)
    assert clock.day_of(dt.datetime(2026, 12, 31, 22, 30, tzinfo=dt.UTC)) == D(2026, 12, 31)


def test_the_municipalitys_own_list_says_how_long_unless_the_law_does(standing):
    cache.clear()
    with standing.inside():
        RetentionTerm(ground="participatiewet", years=7).save()
        person = people.add_person(actor=standing.worker, given_name="Bo")
        own = people.open_case(
            actor=standing.worker, person_id=person.pk, law="participatiewet", intake_kind="report"
        )
        by_law = people.open_case(actor=standing.worker, person_id=person.pk, law="wmo", intake_kind="report")
    assert own.destroy_on.year == clock.today().year + 7
    assert by_law.destroy_on.year == clock.today().year + 15


def test_a_row_of_elsewhere_never_teaches_us_another_list(standing):
    """What is remembered belongs to the municipality in scope, whatever a row says of itself."""
    cache.clear()
    with standing.inside():
        RetentionTerm(ground="wgs", years=3).save()
        with pytest.raises(DatabaseError), transaction.atomic():
            Case(
                municipality_id=standing.other.pk,
                ground="wgs",
                resident_id=1,
                opened_by_id=standing.worker.id,
            ).save()
    with standing.inside(standing.other):
        person = people.add_person(actor=standing.outsider, given_name="Bo")
        case = people.open_case(actor=standing.outsider, person_id=person.pk, law="wgs", intake_kind="report")
    assert case.destroy_on.year == clock.today().year + 10


@pytest.mark.parametrize(("ground", "years"), [("wmo", 1), ("jeugdwet", 30), ("wgs", 0), ("wgs", 101)])
def test_the_database_refuses_an_own_term_against_the_law_or_of_no_years(standing, ground, years):
    with standing.inside(), pytest.raises(DatabaseError), transaction.atomic():
        RetentionTerm(ground=ground, years=years).save()
