"""Every read of the open fund: balances and bookings from the sides of the ledger. Amounts are euros."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from naast.decide import practice
from naast.decide.iban import in_fours
from naast.decide.models import FundEntry, FundProof, FundRoom, FundSide, ObjectionStep, OpenFund
from naast.decide.types import AtCentre, FundFacts, FundLine, LedgerSide, PaidFacts, PettyFund, ProofFacts
from naast.kernel.errors import NotVisible
from naast.kernel.models import StoredFile
from naast.people.queries import staff_face
from naast.people.types import CaseFacts
from naast.plan import price_queries


def euros(cents: int | Decimal | None) -> Decimal:
    """Whole cents as euros with two decimals."""
    return Decimal(cents or 0).scaleb(-2).quantize(Decimal("0.01"))


def funds() -> list[FundFacts]:
    """The open funds of the municipality with their balance, by name."""
    return _funds(OpenFund.OPEN)


def penalty_account() -> FundFacts | None:
    """The account of what is owed for being late; None: nobody was named who pays it. `free` is what the
    municipality still adds to it, below zero: what was determined."""
    return next(iter(_funds(OpenFund.PENALTY)), None)


def practice_funds() -> list[FundFacts]:
    """The funds of practice cases, by name. Their money does not exist: they stand in no list of funds."""
    return _funds(*dict(OpenFund.PURPOSES), practised=True)


def fund_of(case: CaseFacts, fund_id: int) -> FundFacts | None:
    """A fund as it stands for a case: for practice the one beside it, also before that is made."""
    found = next((fund for fund in funds() if fund.id == fund_id), None)
    if found is None or not case.is_practice:
        return found
    beside = OpenFund.objects.filter(practice_of=fund_id).values_list("pk", flat=True).first()
    blank = dataclasses.replace(
        found,
        name=practice.name_of(found.name),
        is_fictive=True,
        free=found.opening,
        reserved=Decimal(0),
        spent=Decimal(0),
        unallocated=Decimal(0),
        below_zero=Decimal(0),
    )
    return next((fund for fund in practice_funds() if fund.id == beside), blank)


def _funds(*purposes: str, practised: bool = False) -> list[FundFacts]:
    latest = FundRoom.objects.filter(fund_id=OuterRef("pk")).order_by("-id")
    rows = (
        OpenFund.objects.filter(purpose__in=purposes, practice_of__isnull=not practised)
        .select_related("owner")
        .annotate(room=Subquery(latest.values("up_to")[:1]), room_why=Subquery(latest.values("words")[:1]))
    )
    sums = {
        (line["fund_id"], line["account"]): line["total"]
        for line in FundSide.objects.values("fund_id", "account").annotate(total=Sum("cents")).order_by()
    }

    def total(fund: OpenFund, account: str) -> Decimal:
        return euros(sums.get((fund.pk, account)))

    return [
        FundFacts(
            id=row.pk,
            name=row.name,
            owner=staff_face(row.owner),
            opening=row.opening,
            is_fictive=row.is_fictive,
            free=total(row, FundSide.FREE),
            reserved=total(row, FundSide.RESERVED),
            spent=total(row, FundSide.OPEN) + total(row, FundSide.COST),
            unallocated=total(row, FundSide.OPEN),
            petty_up_to=row.petty_up_to,
            below_zero=row.room or Decimal(0),
            below_zero_why=row.room_why or "",
            is_for_penalties=row.purpose == OpenFund.PENALTY,
        )
        for row in sorted(rows, key=lambda fund: fund.name.casefold())
    ]


def lines_in(entries: QuerySet[FundEntry]) -> list[FundLine]:
    """These bookings, newest first; `left` says what a reservation still holds.

    `stands` says of a payment what of it is not allocated yet (an empty cost centre) and what stands where.
    """
    proofs = FundProof.objects.filter(payment_id=OuterRef("pk")).order_by("id")
    first_proof = proofs.values("made_on")[:1]
    rows = list(
        entries.select_related("decision", "made_by", *_ADDED)
        .annotate(settled_sum=Sum("settled__amount"), proved_on=Subquery(first_proof))
        .order_by("-id")
    )
    stands = _stands([row.pk for row in rows if row.kind in FundEntry.PAYMENTS])
    return [
        FundLine(
            id=row.pk,
            made_on=row.made_on,
            kind=row.kind,
            kind_label=row.get_kind_display(),
            amount=row.amount,
            left=row.amount - (row.settled_sum or Decimal(0)) if row.kind == FundEntry.RESERVE else None,
            title_text=_title(row),
            notice_id=row.notice_id,
            case_id=row.case_id,
            decision_id=row.decision_id,
            made_by=staff_face(row.made_by),
            payment_id=row.payment_id,
            from_centre=row.from_centre,
            cost_centre=row.cost_centre,
            # The sentence of petty cash tells of somebody: it stays in their case.
            why=row.words if row.kind == FundEntry.ALLOCATE else "",
            stands=tuple(stands[row.pk]),
            payee=row.payee,
            iban=in_fours(row.iban),
            proved_on=row.proved_on,
        )
        for row in rows
    ]


_ADDED = ("step", "reservation__step", "payment__reservation__step")
"""How a booking knows the decision on an objection by which what is owed became more."""


def _title(entry: FundEntry) -> str:
    """The legal title of a booking: of its decision, or that of being late; petty cash has none.

    Two amounts can be owed after one notice of default: what was added on an objection says so.
    """
    if entry.notice_id is not None:
        title = gettext("Awb 4:17, notice of default %(number)s") % {"number": entry.notice_id}
        step = _added_by(entry)
        if step is None:
            return title
        return gettext("%(title)s: added on objection %(objection)s") % {
            "title": title,
            "objection": step.objection_id,
        }
    return entry.decision.title_text if entry.decision else ""


def _added_by(entry: FundEntry) -> ObjectionStep | None:
    owed = entry.payment or entry
    step: ObjectionStep | None = (owed.reservation or owed).step
    return step


def _stands(payment_ids: list[int]) -> dict[int, list[AtCentre]]:
    sides = (
        FundSide.objects.annotate(paid=Coalesce(F("entry__payment_id"), F("entry_id")))
        .filter(paid__in=payment_ids, account__in=[FundSide.OPEN, FundSide.COST])
        .values("paid", "cost_centre")
        .annotate(total=Sum("cents"))
        .order_by("paid", "cost_centre")
    )
    found: dict[int, list[AtCentre]] = defaultdict(list)
    for side in sides:
        if side["total"]:
            found[side["paid"]].append(AtCentre(side["cost_centre"], euros(side["total"])))
    return found


def payment_of(payment_id: int) -> tuple[int, FundLine]:
    """Whose fund a payment came from, and the payment. Raises NotVisible when it is none."""
    row = FundEntry.objects.filter(pk=payment_id, kind__in=FundEntry.PAYMENTS).select_related("fund").first()
    if row is None:
        raise NotVisible
    (line,) = lines_in(FundEntry.objects.filter(pk=payment_id))
    return row.fund.owner_id, line


def allocations_of(payment_id: int) -> list[FundLine]:
    """Where the cost of a payment was put, newest first."""
    return lines_in(FundEntry.objects.filter(payment_id=payment_id))


def allocatable(payment_id: int, from_centre: str = "") -> Decimal:
    """What of a payment stands at a cost centre; with an empty one: what was not allocated yet."""
    found = {each.cost_centre: each.amount for each in _stands([payment_id])[payment_id]}
    return found.get(from_centre, Decimal(0))


def sides_of(
    fund_id: int, from_on: dt.date | None = None, until_on: dt.date | None = None
) -> Iterator[LedgerSide]:
    """The sides of a fund in the order of booking, debit before credit, with both days included.

    From a later day on, what stood on each account before it comes first, carried over.
    """
    rows = FundSide.objects.filter(fund_id=fund_id).select_related(
        "entry__decision", "fund", *(f"entry__{way}" for way in _ADDED)
    )
    rows = rows.annotate(day=Coalesce(F("entry__made_on"), F("fund__opened_on")))
    if from_on is not None:
        yield from _carried_over(rows.filter(day__lt=from_on), from_on)
        rows = rows.filter(day__gte=from_on)
    if until_on is not None:
        rows = rows.filter(day__lte=until_on)
    for row in rows.order_by(F("entry_id").asc(nulls_first=True), "-cents"):
        entry = row.entry
        yield LedgerSide(
            entry_id=row.entry_id,
            made_on=row.day,
            kind_label=entry.get_kind_display() if entry else gettext("opening balance"),
            account_label=row.get_account_display(),
            cost_centre=row.cost_centre,
            debit=euros(max(row.cents, 0)),
            credit=euros(max(-row.cents, 0)),
            decision_id=entry.decision_id if entry else None,
            title_text=_title(entry) if entry else "",
            why=entry.words if entry and entry.kind == FundEntry.ALLOCATE else "",
        )


def _carried_over(before: QuerySet[FundSide], day: dt.date) -> Iterator[LedgerSide]:
    sums = before.values("account", "cost_centre").annotate(total=Sum("cents"))
    names = dict(FundSide.ACCOUNTS)
    for stood in sums.order_by("account", "cost_centre"):
        if stood["total"]:
            yield LedgerSide(
                entry_id=None,
                made_on=day,
                kind_label=gettext("carried over"),
                account_label=str(names[stood["account"]]),
                cost_centre=stood["cost_centre"],
                debit=euros(max(stood["total"], 0)),
                credit=euros(max(-stood["total"], 0)),
                decision_id=None,
                title_text="",
                why="",
            )


def known_centres() -> list[str]:
    """Cost centres to choose from: those of the register of prices, and those used before."""
    used = FundEntry.objects.filter(kind=FundEntry.ALLOCATE, fund__practice_of=None)
    used = used.values_list("cost_centre", flat=True)
    priced = {row.cost_centre for row in price_queries.register() if row.cost_centre}
    return sorted(priced | set(used.distinct().order_by()))


def petty_funds(case: CaseFacts) -> list[PettyFund]:
    """The funds that pay petty cash in a case, and up to what a day, by name; of practice under its own."""
    rows = OpenFund.objects.filter(petty_up_to__gt=0, practice_of=None)
    found = [
        PettyFund(
            row.pk,
            practice.name_of(row.name) if case.is_practice else row.name,
            row.petty_up_to,
            row.is_fictive or case.is_practice,
        )
        for row in rows
    ]
    return sorted(found, key=lambda fund: fund.name.casefold())


def paid_in(case_id: int) -> list[PaidFacts]:
    """What was paid in a case, newest first, with its proofs. The caller has authorised the case."""
    # Without the bytes of the files.
    proofs = FundProof.objects.select_related("made_by", "file").defer("file__sealed_bytes").order_by("id")
    rows = (
        FundEntry.objects.filter(case_id=case_id, kind__in=FundEntry.PAYMENTS)
        .select_related("made_by", "fund", "decision", *_ADDED)
        .prefetch_related(Prefetch("proofs", proofs))
        .order_by("-id")
    )
    return [
        PaidFacts(
            id=row.pk,
            made_on=row.made_on,
            kind=row.kind,
            kind_label=row.get_kind_display(),
            amount=row.amount,
            words=_title(row) or row.words,
            fund_name=row.fund.name,
            made_by=staff_face(row.made_by),
            proofs=tuple(_proof(proof) for proof in row.proofs.all()),
        )
        for row in rows
    ]


def _proof(row: FundProof) -> ProofFacts:
    return ProofFacts(
        id=row.pk,
        made_on=row.made_on,
        words=row.words,
        file_name=row.file.name if row.file else "",
        made_by=staff_face(row.made_by),
    )


def proof_file(case_id: int, proof_id: int) -> StoredFile:
    """The file of a proof of this case. Raises NotVisible when there is none."""
    found = FundProof.objects.filter(case_id=case_id, pk=proof_id, file__isnull=False)
    row = found.select_related("file").first()
    if row is None:
        raise NotVisible
    stored: StoredFile = row.file
    return stored


def fund_owners_of(case_id: int) -> set[int]:
    """Staff who own a fund that pays for something in this case."""
    return set(FundEntry.objects.filter(case_id=case_id).values_list("fund__owner_id", flat=True))
