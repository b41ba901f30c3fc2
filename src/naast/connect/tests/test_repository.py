"""Fetching from the repository: the right files of a day, from one address, and nothing that is not one."""

from __future__ import annotations

import datetime as dt
import gzip
import ipaddress
import ssl
from functools import partial

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from naast.connect.law_texts.choosing import choose, sources_of
from naast.connect.law_texts.fetching import files_of
from naast.connect.law_texts.repository import NotReached, Repository
from naast.connect.law_texts.xml import Refused

from .files import RULE_MANIFEST, law, manifest, rule
from .register import Register, served, whole

TODAY = dt.date(2026, 11, 22)
MANIFEST = "/bwb/BWBR9990001/manifest.xml"
TEXT = "/bwb/BWBR9990001/2026-01-01_1/xml/BWBR9990001_2026-01-01_1.xml"
RULE = "/cvdr/CVDR999001/manifest.xml"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def register():
    with served() as found:
        yield found


def repository(register: Register, **limits: float) -> Repository:
    return Repository(register.address, **limits)


def fetched(register: Register, law_id: str = "BWBR9990001", on: dt.date = TODAY):
    found = choose(sources_of(files_of(law_id, on, repository(register).fetch)), on)
    assert not found.problems
    return [chosen.text.label for chosen in found.chosen]


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (dt.date(2025, 6, 1), "2025-01-01_0"),
        (TODAY, "2026-01-01_1"),
        (dt.date(2027, 3, 1), "2027-01-01_0"),
    ],
)
def test_of_a_law_only_the_text_of_the_day_is_fetched(register, on, label):
    assert fetched(register, on=on) == [label]
    assert register.asked == [MANIFEST, f"/bwb/BWBR9990001/{label}/xml/BWBR9990001_{label}.xml"]


def test_of_a_rule_the_newest_edition_that_holds_is_chosen(register):
    assert fetched(register, "CVDR999001") == ["CVDR999001_2"]
    assert register.asked == [RULE, "/cvdr/CVDR999001/2/xml/CVDR999001_2.xml"]
    register.asked.clear()
    before = dt.date(2025, 6, 1)
    assert fetched(register, "CVDR999001", before) == ["CVDR999001_1"]
    assert register.asked[1:] == [f"/cvdr/CVDR999001/{n}/xml/CVDR999001_{n}.xml" for n in (2, 1)]


def test_a_list_of_a_rule_within_another_element_is_read_too(register):
    inner = RULE_MANIFEST.split(b"?>", 1)[1]
    register.files[RULE] = b"<repository>" + inner + b"</repository>"
    assert fetched(register, "CVDR999001") == ["CVDR999001_2"]


def test_of_a_rule_that_ended_no_older_edition_comes_back(register):
    ended = rule(2).replace(
        b"</cvdripm>",
        b"<overheidrg:uitwerkingtredingDatum>2026-06-01</overheidrg:uitwerkingtredingDatum></cvdripm>",
    )
    assert ended != rule(2)
    register.files["/cvdr/CVDR999001/2/xml/CVDR999001_2.xml"] = ended
    with pytest.raises(Refused, match="no text that holds on 2026-11-22"):
        files_of("CVDR999001", TODAY, repository(register).fetch)


@pytest.mark.parametrize("number", ["", "BWBR1", "CVDR", "BWBR9990001/..", "../etc/passwd", "CVDR999001_2"])
def test_what_is_no_number_asks_nothing(register, number):
    with pytest.raises(Refused, match="no number"):
        files_of(number, TODAY, repository(register).fetch)
    assert register.asked == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b'label="BWBR9990001_2026-01-01_1.xml"', b'label="../../other.xml"', "cannot be right"),
        (b'label="BWBR9990001_2026-01-01_1.xml"', b'label="BWBR9990002_2026-01-01_1.xml"', "cannot be right"),
        (b'work label="BWBR9990001"', b'work label="BWBR9990002"', "BWBR9990002"),
        (b"<zichtdatum_eind>2026-02-28", b"<zichtdatum_eind>9999-12-31", "more than one text"),
    ],
)
def test_a_manifest_that_cannot_be_right_leads_nowhere(register, old, new, why):
    assert old in manifest()
    register.files[MANIFEST] = manifest().replace(old, new)
    with pytest.raises(Refused, match=why):
        files_of("BWBR9990001", TODAY, repository(register).fetch)
    assert register.asked == [MANIFEST]


def test_another_edition_than_was_asked_is_refused(register):
    register.files["/cvdr/CVDR999001/2/xml/CVDR999001_2.xml"] = rule(1)
    with pytest.raises(Refused, match="CVDR999001_1 instead"):
        files_of("CVDR999001", TODAY, repository(register).fetch)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(register, status):
    with served() as elsewhere:
        register.answers[TEXT] = whole(b"", status, Location=elsewhere.address + TEXT)
        with pytest.raises(Refused, match="one address only"):
            fetched(register)
        assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (whole(b"", 404), "does not have this file"),
        (whole(b"", 410), "does not have this file"),
        (whole(b"", 503), "answered with 503"),
        (whole(b"", 204), "answered with 204"),
        (whole(gzip.compress(b"<a/>"), Content_Encoding="gzip"), "did not ask for"),
        (whole(b"<a/>", Content_Length="9000"), "broke off"),
        (whole(b"", Content_Length="99999999999"), "larger than"),
        (lambda handler: handler.wfile.write(b"not a web server\r\n\r\n"), "cannot be read"),
        (lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 300), "cannot be read"),
        (lambda handler: handler.connection.close(), "cannot be read|could not be reached"),
    ],
)
def test_an_answer_that_is_not_the_file_is_refused_with_the_reason(register, answer, why):
    register.answers[TEXT] = answer
    with pytest.raises(Refused, match=why):
        fetched(register)


def test_no_more_is_read_than_may_be(register):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while not register.ended.is_set():
            handler.wfile.write(b"x" * 65536)

    register.answers["/big.xml"] = endless
    register.answers["/just.xml"] = whole(b"x" * 1000)
    with pytest.raises(Refused, match="larger than"):
        repository(register).fetch("big.xml", most=1_000_000)
    assert len(repository(register).fetch("just.xml", most=1000)) == 1000
    with pytest.raises(Refused, match="larger than"):
        repository(register).fetch("just.xml", most=999)


def test_who_says_nothing_is_not_waited_for(register):
    register.answers["/silent.xml"] = lambda _handler: register.ended.wait()
    with pytest.raises(NotReached, match="too long"):
        repository(register, silence=0.1).fetch("silent.xml")


@pytest.mark.parametrize("announced", [True, False])
def test_who_sends_a_letter_now_and_then_is_cut_off(register, announced):
    def drip(handler):
        handler.send_response(200)
        if announced:
            handler.send_header("Content-Length", "100000")
        handler.end_headers()
        while not register.ended.wait(0.02):
            handler.wfile.write(b" ")

    register.answers["/drip.xml"] = drip
    with pytest.raises(Refused, match="too long"):
        repository(register, silence=5.0, together=0.3).fetch("drip.xml")


def test_where_nobody_listens_is_said():
    with served() as gone:
        pass
    with pytest.raises(NotReached, match="could not be reached"):
        Repository(gone.address).fetch("a.xml")


def test_a_certificate_that_nobody_signed_is_refused(tmp_path):
    with served(tls=_own_certificate(tmp_path)) as register, pytest.raises(NotReached, match="certificate"):
        repository(register).fetch("bwb/BWBR9990001/manifest.xml")
    assert register.asked == []


def _own_certificate(folder) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "not the register")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "own.pem", folder / "own.key"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    return context


@pytest.mark.parametrize(
    "address",
    [
        "",
        "repository.example",
        "http://repository.example",
        "http://127.0.0.1.example",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://",
        "https://name:secret@repository.example",
        "https://repository.example/?a=b",
        "https://repository.example:99999",
    ],
)
def test_an_address_that_is_not_safe_is_refused_before_anything_is_asked(address):
    with pytest.raises(ImproperlyConfigured, match="NAAST_LAW_REPOSITORY"):
        Repository(address)


def test_a_path_never_leaves_the_address():
    safe = Repository("https://repository.example/copy/")
    assert safe.address_of("bwb/BWBR9990001/manifest.xml") == (
        "https://repository.example/copy/bwb/BWBR9990001/manifest.xml"
    )
    for path in ("../secret", "/etc/passwd", "//other.example/a", "a b", "a?b", "a\r\nHost: b", ""):
        with pytest.raises(Refused, match="cannot be right"):
            safe.address_of(path)


def test_a_copy_of_the_register_below_a_path_works_too(register):
    register.files["/copy" + TEXT] = law()
    assert Repository(register.address + "/copy").fetch(TEXT.lstrip("/")) == law()


def test_half_a_file_or_a_page_instead_of_one_is_refused_by_the_reader(register):
    read = partial(files_of, "BWBR9990001", TODAY, repository(register).fetch)
    for content in (law()[:-50], b"<!DOCTYPE html><html></html>", b"", b"<html/>"):
        register.files[TEXT] = content
        found = choose(sources_of(read()), TODAY)
        assert not found.chosen and len(found.problems) == 1
