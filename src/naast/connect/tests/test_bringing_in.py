"""Law texts in the library: whole or not at all, once, by its keepers, within one municipality."""

from __future__ import annotations

import datetime as dt
import hashlib
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from naast.connect.law_texts import forms
from naast.connect.law_texts.actions import bring_in
from naast.connect.law_texts.choosing import sources_of
from naast.kernel import clock
from naast.kernel.errors import NotAllowed
from naast.kernel.models.audit import AuditEvent
from naast.weigh import queries
from naast.weigh.models import LawArticle, LawText

from .files import DATA, TODAYS, law, manifest, rule

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
NAME = f"BWBR9990001_{TODAYS}.xml"
PAGE = "connect:law_texts"
OF_TODAY = [("manifest.xml", manifest()), (NAME, law()), ("CVDR999001_2.xml", rule())]


@pytest.fixture
def lawyer(standing):
    return standing.add_staff("Lara Lawyer", "lawyer")


def sent(*files):
    return {"texts": [SimpleUploadedFile(name, content, "text/xml") for name, content in files]}


def test_a_text_is_kept_with_its_file_its_fingerprint_and_its_time(standing, lawyer):
    with standing.inside():
        report = bring_in(actor=lawyer, sources=sources_of(OF_TODAY), on=TODAY)
        assert [text.law_id for text in report.kept] == ["BWBR9990001", "CVDR999001"]
        row = LawText.objects.get(law_id="BWBR9990001")
        assert bytes(row.raw) == law() and row.size == len(law())
        assert row.sha256 == hashlib.sha256(law()).hexdigest()
        assert row.kept_by_id == lawyer.id and row.kept_at is not None and row.file_name == NAME
        assert list(row.articles.order_by("place").values_list("key", flat=True)) == [
            "7000001", "7000002", "7000003", "7000004", "7000009",
        ]  # fmt: skip
        event = AuditEvent.objects.filter(verb="weigh.keep_law_text").order_by("id").first()
        assert event.object_id == row.pk and event.detail["sha256"] == row.sha256


def test_the_same_files_again_change_nothing(standing, lawyer):
    with standing.inside():
        bring_in(actor=lawyer, sources=sources_of(OF_TODAY), on=TODAY)
        before = LawText.objects.count(), LawArticle.objects.count()
        again = bring_in(actor=lawyer, sources=sources_of(OF_TODAY), on=TODAY)
        assert again.kept == () and len(again.known) == 2
        assert (LawText.objects.count(), LawArticle.objects.count()) == before


def test_of_a_refused_file_nothing_is_kept(standing, lawyer):
    half = law()[:-40]
    with standing.inside():
        report = bring_in(
            actor=lawyer, sources=sources_of([(NAME, half), ("CVDR999001_2.xml", rule())]), on=TODAY
        )
        assert [problem.name for problem in report.problems] == [NAME]
        assert list(LawText.objects.values_list("law_id", flat=True)) == ["CVDR999001"]
        assert not LawArticle.objects.filter(text__law_id="BWBR9990001").exists()


def test_only_who_keeps_the_library_brings_texts_in(standing, lawyer):
    policy = standing.add_staff("Petra Policy", "policy")
    with standing.inside():
        with pytest.raises(NotAllowed):
            bring_in(actor=standing.worker, sources=sources_of(OF_TODAY), on=TODAY)
        assert LawText.objects.count() == 0
        assert len(bring_in(actor=policy, sources=sources_of(OF_TODAY), on=TODAY).kept) == 2


def test_another_municipality_has_texts_of_its_own(standing, lawyer):
    with standing.inside():
        bring_in(actor=lawyer, sources=sources_of(OF_TODAY), on=TODAY)
        text, article = LawText.objects.first(), LawArticle.objects.first()
    with standing.inside(standing.other):
        assert queries.kept_texts() == []
    elsewhere = standing.client(standing.outsider)
    for name, number in (("weigh:article", article.pk), ("weigh:law_file", text.pk)):
        answer = elsewhere.get(reverse(name, args=[number]))
        assert answer.status_code == 404 and b"Oefenwet" not in answer.content
    assert b"Oefenwet" not in elsewhere.get(reverse(PAGE)).content
    here = standing.client(standing.worker)
    assert here.get(reverse("weigh:article", args=[article.pk])).status_code == 200


def test_the_page_brings_in_and_names_what_it_refuses(standing, lawyer):
    client = standing.client(lawyer)
    # The page brings in what holds on the day itself.
    with clock.shifted((TODAY - clock.today()).days):
        assert client.post(reverse(PAGE), sent(*OF_TODAY)).status_code == 200
    page = client.get(reverse(PAGE)).content.decode()
    assert "Oefenwet appels tellen" in page and "Oefenverordening peren Proefdam" in page
    script = '<script>alert("x")</script>.xml'
    answer = client.post(reverse(PAGE), sent((script, b"<html/>"), ("leeg.xml", b"  ")))
    text = answer.content.decode()
    assert answer.status_code == 422 and "leeg.xml" in text and "<script>alert" not in text
    with standing.inside():
        assert LawText.objects.count() == 2


def test_who_does_not_keep_the_library_reads_only(standing):
    client = standing.client(standing.worker)
    page = client.get(reverse(PAGE))
    assert page.status_code == 200 and b'type="file"' not in page.content
    assert client.post(reverse(PAGE), sent(*OF_TODAY)).status_code == 403
    assert standing.client(standing.resident).get(reverse(PAGE)).status_code == 404
    with standing.inside():
        assert LawText.objects.count() == 0


@pytest.mark.parametrize(
    "files",
    [
        (),
        (("leeg.xml", b""),),
        (("x" * 300 + ".xml", b"<a/>"),),
        tuple((f"{n}.xml", b"<a/>") for n in range(21)),
    ],
)
def test_what_is_no_list_of_files_is_refused(standing, lawyer, files):
    assert standing.client(lawyer).post(reverse(PAGE), sent(*files)).status_code == 422


def test_too_much_at_a_time_is_refused(standing, lawyer, monkeypatch):
    monkeypatch.setattr(forms, "MOST_BYTES_TOGETHER", 1024)
    assert standing.client(lawyer).post(reverse(PAGE), sent(*OF_TODAY)).status_code == 422
    with standing.inside():
        assert LawText.objects.count() == 0


def test_the_file_leaves_as_it_came_and_never_opens_in_the_browser(standing, lawyer):
    with standing.inside():
        bring_in(actor=lawyer, sources=sources_of(OF_TODAY), on=TODAY)
        text = LawText.objects.get(law_id="BWBR9990001")
    answer = standing.client(standing.worker).get(reverse("weigh:law_file", args=[text.pk]))
    assert answer.content == law() and answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{NAME}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_folder_is_brought_in_by_the_command(standing, tmp_path):
    with standing.inside():
        slug = standing.municipality.slug
    out, wrong = StringIO(), StringIO()
    call_command("import_law_texts", DATA, municipality=slug, on=TODAY, stdout=out, stderr=wrong)
    assert "kept: BWBR9990001 2026-01-01_1 (5 articles)" in out.getvalue() and wrong.getvalue() == ""
    with standing.inside():
        assert LawText.objects.count() == 2 and LawText.objects.first().kept_by_id is None
    (tmp_path / "kapot.xml").write_bytes(law()[:300])
    with pytest.raises(CommandError, match="1 files are refused"):
        call_command("import_law_texts", tmp_path, municipality=slug, stdout=out, stderr=wrong)
    assert "kapot.xml" in wrong.getvalue()
    with pytest.raises(CommandError, match="nergens"):
        call_command("import_law_texts", DATA, municipality="nergens")
    with pytest.raises(CommandError, match="not a folder"):
        call_command("import_law_texts", tmp_path / "weg", municipality=slug)
