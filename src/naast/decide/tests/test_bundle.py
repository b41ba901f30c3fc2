"""The bundle of papers: one accessible PDF with a cover that counts its pages and says what is not in it."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from decimal import Decimal

import pikepdf
import pytest
from django.utils import translation
from PIL import Image

from naast.decide import actions, bundle, objection_queries, queries
from naast.decide.documents import merging
from naast.decide.models import FundEntry, FundProof
from naast.decide.objection_types import HearingDay
from naast.kernel import actors, clock, files
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import AuditEvent
from naast.people import queries as people
from naast.people.models import Staff

from .test_objection_steps import Objected, objected
from .test_papers import pages_text

__all__ = ["objected"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def made(objected: Objected, **more: object) -> bytes:
    number = actions.make_bundle(**objected.handled, **more)
    return objection_queries.paper_file(objected.case_id, number).clear_bytes()


def test_everything_that_was_said_is_in_it_with_its_page(objected):
    with objected.deciding.inside():
        actions.confirm_objection(**objected.handled)
        objected.hear()
        content = made(objected)
    text = pages_text(content)
    for said in (
        "Zes maanden is te kort.",
        "Ik wil gewoon bij mijn kind zijn.",
        "Lena Lezer",
        "De huur is 950 euro.",
        "Rosa en haar kind wonen veilig samen.",
        "Bevestiging van ontvangst",
        "Verder is niets weggelaten.",
        "zesde lid",
    ):
        assert said in text
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        starts = {item.title: pdf.pages.index(pikepdf.Page(item.destination[0])) + 1 for item in outline.root}
        pages = len(pdf.pages)
    assert titles[:3] == ["Inhoud", "Het bezwaar", "De brief met het besluit"]
    assert f"bladzijde {pages} van {pages}" in text
    cover = pages_text(_first_page(content))
    for title in titles[1:]:
        assert re.search(rf"{re.escape(title)} {starts[title]}\b", cover), title


def _first_page(content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        while len(pdf.pages) > 1:
            del pdf.pages[-1]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_it_is_as_accessible_as_its_parts(objected):
    with objected.deciding.inside():
        content = made(objected)
    assert merging.is_tagged(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang).startswith("nl") and bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        (top,) = pdf.Root.StructTreeRoot.K
        parts = [child for child in top.K if child.get("/S") == pikepdf.Name.Part]
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        numbers = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        assert len(parts) >= 5 and len(set(keys)) == len(keys)
        for page, key in zip(pdf.pages, keys, strict=True):
            marked = [element for element in numbers[key] if isinstance(element, pikepdf.Dictionary)]
            assert marked and all(element.Pg == page.obj for element in marked if "/Pg" in element)


def test_made_again_it_is_the_same_and_kept_once(objected, monkeypatch):
    with objected.deciding.inside():
        first = actions.make_bundle(**objected.handled)
        tomorrow = clock.today() + dt.timedelta(days=1)
        monkeypatch.setattr(clock, "today", lambda: tomorrow)
        assert actions.make_bundle(**objected.handled) == first
        assert actions.make_bundle(**objected.handled, left_out={"report": "third"}) != first
        assert AuditEvent.objects.filter(verb="decide.make_bundle").count() == 2


def test_what_is_left_out_is_said_with_its_ground(objected):
    with objected.deciding.inside():
        content = made(objected, left_out={"hearings": "third", "report": "weighty", "readings": ""})
    text = pages_text(content)
    letter = "Je zei: “Ik wil gewoon bij mijn kind zijn.”"
    assert letter in text and "Ik wil gewoon bij mijn kind zijn." not in text.replace(letter, "")
    assert "Wat de inwoner vooraf zei. Reden: het gaat over iemand anders" in text
    assert "Het verslag bij het besluit. Reden: er zijn zwaarwegende redenen" in text
    assert "Verder is niets weggelaten." not in text and "Lena Lezer" in text


def test_two_letters_of_one_kind_are_both_said_to_be_left_out(objected):
    with objected.deciding.inside():
        for days in (20, 30):
            day = HearingDay(clock.today() + dt.timedelta(days=days), "office", "Stadskantoor", dt.time(14))
            actions.invite_to_hearing(**objected.handled, hearing=day)
        invitations = [letter for letter in objected.course.letters if letter.kind == "invited"]
        assert len(invitations) == 2
        out = {f"paper:{letter.document_id}": "third" for letter in invitations}
        text = pages_text(made(objected, left_out=out))
    assert text.count("Uitnodiging voor de hoorzitting. Reden: het gaat over iemand anders") == 2


def test_what_may_not_be_chosen_is_refused(objected):
    with objected.deciding.inside():
        for more, field in (
            ({"left_out": {"letter": "third"}}, "left_out"),
            ({"left_out": {"objection": "third"}}, "left_out"),
            ({"left_out": {"report": "because"}}, "left_out"),
            ({"left_out": {"document:99999": "third"}}, "left_out"),
            ({"added": ["proof:99999"]}, "added"),
            ({"added": ["report"]}, "added"),
        ):
            with pytest.raises(Invalid) as refused:
                actions.make_bundle(**objected.handled, **more)
            assert refused.value.field == field
        assert not objected.course.papers


def proof(objected: Objected, payment: FundEntry, name: str, media_type: str, content: bytes) -> None:
    """A proof of delivery in the case, as it was stored."""
    stored = files.store(
        case_id=objected.case_id, ground="wmo", name=name, media_type=media_type, content=content
    )
    by = objected.deciding.worker.id
    FundProof(case_id=objected.case_id, payment=payment, file=stored, made_by_id=by).save()


def test_papers_of_the_case_are_added_by_choice(objected):
    deciding = objected.deciding
    drawn = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(drawn, "PNG")
    with deciding.inside():
        fund = deciding.fund(100)
        house = actors.system(deciding.standing.municipality.pk)
        actions.set_petty_cash(actor=house, fund_id=fund, up_to=Decimal(10))
        paid = actions.pay_petty(
            **deciding.given, fund_id=fund, amount=Decimal(1), words="Een buskaartje.", paid_before=0
        )
        payment = FundEntry.objects.get(pk=paid)
        proof(objected, payment, "bon.png", "image/png", drawn.getvalue())
        proof(objected, payment, "stuk.pdf", "application/pdf", b"%PDF-1.7 geen pdf")
        about = bundle.subject_of(people.case_for(deciding.worker, objected.case_id), objected.objection_id)
        assert about is not None
        picture, broken = [piece.key for piece in bundle.pieces_of(about) if piece.is_extra]
        content = made(objected, added=[picture])
        assert "Bewijsstuk: bon.png" in pages_text(content)
        with pytest.raises(Invalid, match="cannot be read"):
            actions.make_bundle(**objected.handled, added=[broken])


def test_the_resident_reads_the_function_where_a_name_is_not_safe(objected):
    deciding = objected.deciding
    with deciding.inside():
        objected.hear()
        actions.dissent(
            **deciding.given,
            proposal_id=queries.decisions_of(objected.case_id)[0].proposal_id,
            words="Ik zie het anders.",
        )
        hidden = (deciding.worker, deciding.reader, deciding.holder)
        Staff.objects.filter(pk__in=[actor.id for actor in hidden]).update(
            name_withheld=True, function="medewerker"
        )
        about = bundle.subject_of(people.case_for(deciding.worker, objected.case_id), objected.objection_id)
        assert about is not None
        pieces = {piece.key: piece for piece in bundle.pieces_of(about)}
        for key in ("hearings", "readings", "course", "weighing"):
            text = pages_text(pieces[key].made())
            assert not [actor.name for actor in hidden if actor.name in text], key
            assert "medewerker" in text or key == "weighing"


def test_who_wrote_in_the_weighing_is_named_by_function_too():
    kept = {
        "weighing": {"effect": "Bo Veilig woont hier."},
        "disciplines": {"views": [{"writer": "Bo Veilig", "said_by": "", "found": "Bo Veilig zag het."}]},
        "remarks": [{"reader": "Lena Lezer", "answered_by": None, "words": "Waarom?"}],
    }
    shown = bundle.by_function(kept, {"Bo Veilig": "consulent"})
    assert shown["disciplines"]["views"] == [
        {"writer": "consulent", "said_by": "", "found": "Bo Veilig zag het."}
    ]
    assert shown["remarks"] == kept["remarks"] and shown["weighing"] == kept["weighing"]


def test_only_who_stands_beside_or_handles_it(objected):
    deciding = objected.deciding
    with deciding.inside():
        for stranger in deciding.standing.strangers:
            with pytest.raises(NotVisible):
                actions.make_bundle(**objected.by(stranger))
        with pytest.raises(NotAllowed):
            actions.make_bundle(**objected.by(deciding.standing.resident))
        with pytest.raises(NotVisible):
            actions.make_bundle(**(objected.handled | {"objection_id": objected.objection_id + 999}))
        actions.make_bundle(**objected.by(deciding.worker))


def test_a_part_without_tags_takes_the_claim_away_and_a_broken_one_is_refused():
    plain = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(plain)
    whole = merging.merged([("Kaal", plain.getvalue())], stamps=plain.getvalue())
    assert merging.page_count(whole) == 1 and not merging.is_tagged(whole)
    with pytest.raises(merging.NotReadable):
        merging.page_count(b"dit is geen pdf")


def test_on_paper_it_is_dutch_and_the_page_calls_the_papers_in_the_language_of_who_chooses(objected):
    deciding = objected.deciding
    with deciding.inside():
        actions.confirm_objection(**objected.handled)
        objected.hear()
        english = [step.kind_label for step in objected.course.steps]
        with translation.override("nl"):
            dutch = [step.kind_label for step in objected.course.steps]
        text = pages_text(made(objected)).casefold()
    for said, other in zip(dutch, english, strict=True):
        assert said != other and said.casefold() in text and f"{other.casefold()} (awb" not in text
    address = f"/casus/{objected.case_id}/besluit/bezwaar/{objected.objection_id}/stukken/"
    client = deciding.standing.client(deciding.holder)
    page = client.get(address).content.decode()
    assert "Bevestiging van ontvangst" in page and "Confirmation of receipt" not in page
    client.post("/taal/", {"language": "en", "next": address})
    page = client.get(address).content.decode()
    assert "Confirmation of receipt" in page and "Bevestiging van ontvangst" not in page
