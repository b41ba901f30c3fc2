"""A package that takes long to arrive, arrives twice, or arrives in part."""

from __future__ import annotations

import io
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import UnreadablePostError
from django.test import override_settings
from tests.standing import logged_in

from naast.folder.models import Brought, BroughtPiece, Package
from naast.folder.portable import actions, pieces, reading
from naast.folder.tests.portable import neighbour, taken
from naast.kernel import uploads
from naast.kernel.models import AuditEvent
from naast.kernel.tenancy import current_municipality_id

BRING = "/map/inbrengen/"


@pytest.mark.django_db
@override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=1_000)
def test_while_it_comes_in_no_municipality_is_open(household, monkeypatch):
    """However slow the connection is, no transaction waits for it."""
    package = taken(household.standing, household.people["resident"])[0]
    _case_id, resident = neighbour(household.standing)
    seen, take = [], uploads.SealedFileUploadHandler.receive_data_chunk

    def watched(self, raw_data, start):
        seen.append(current_municipality_id())
        return take(self, raw_data, start)

    monkeypatch.setattr(uploads.SealedFileUploadHandler, "receive_data_chunk", watched)
    sent = SimpleUploadedFile("map.zip", package, content_type="application/zip")
    assert logged_in(resident).post(BRING, {"package": sent}).status_code == 302
    assert seen and set(seen) == {None}


@pytest.mark.django_db
def test_of_a_connection_that_breaks_off_nothing_is_kept(household, monkeypatch):
    browser = household.browser("resident")

    def broken(_request):
        raise UnreadablePostError("the sender is gone")

    monkeypatch.setattr(uploads, "receive", broken)
    with household.inside():
        before = AuditEvent.objects.count()
    answer = browser.post(BRING, {"package": SimpleUploadedFile("map.zip", b"half")})
    assert answer.status_code == 400 and answer.content == b""
    with household.inside():
        assert (Brought.objects.count(), AuditEvent.objects.count()) == (0, before)


@pytest.mark.django_db(transaction=True)
def test_the_same_package_sent_twice_at_once_is_one(household, monkeypatch):
    """A second click on a slow connection: both ask at the same moment, and get the same answer."""
    standing = household.standing
    package = taken(standing, household.people["resident"])[0]
    case_id, resident = neighbour(standing)
    both, check = threading.Barrier(2, timeout=30), reading.opened

    def checked(source, size):
        found = check(source, size)
        both.wait()
        return found

    monkeypatch.setattr(reading, "opened", checked)
    numbers, failures = [], []

    def send():
        try:
            with standing.inside(standing.other):
                source = io.BytesIO(package)
                numbers.append(
                    actions.receive(actor=resident, case_id=case_id, source=source, size=len(package))
                )
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _click in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == [] and len(numbers) == 2 and len(set(numbers)) == 1
    with standing.inside(standing.other):
        size = pieces.size_of(BroughtPiece, pieces.ZIP, brought_id=numbers[0])
        assert (Brought.objects.count(), size) == (1, len(package))


@pytest.mark.django_db
@pytest.mark.parametrize(("more", "said"), [(0, False), (1, True)])
def test_what_no_municipality_takes_is_said_where_it_is_fetched(household, more, said):
    """It stays to be read at home; nothing is left out without being said."""
    taken(household.standing, household.people["resident"])
    with household.inside():
        Package.objects.update(zip_bytes=reading.MAX_BYTES + more)
    page = household.browser("resident").get("/map/meenemen/").content.decode()
    assert ("neemt bestanden tot 250 MB aan" in page) is said and "/gegevens/" in page
