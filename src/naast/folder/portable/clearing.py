"""What lies ready for a week is removed after it, and a wait that nobody answers any more ends."""

from __future__ import annotations

import datetime as dt

from naast.folder.models import Brought, BroughtPiece, Package, PackagePiece
from naast.folder.models.portable import KEEP_DAYS
from naast.kernel import clock


def clear_old() -> int:
    """Remove the bytes of packages older than their days. Needs the scope; returns how many packages."""
    limit = clock.now() - dt.timedelta(days=KEEP_DAYS)
    mine = Package.objects.filter(asked_at__lt=limit).exclude(state=Package.GONE)
    brought = Brought.objects.filter(received_at__lt=limit, state=Brought.CHECKED)
    numbers, others = list(mine.values_list("pk", flat=True)), list(brought.values_list("pk", flat=True))
    clear(numbers)
    BroughtPiece.objects.filter(brought_id__in=others).delete()
    Brought.objects.filter(pk__in=others).update(state=Brought.WITHDRAWN)
    return len(numbers) + len(others)


def clear(package_ids: list[int]) -> None:
    """Remove the bytes of these packages; that they were made stays known."""
    PackagePiece.objects.filter(package_id__in=package_ids).delete()
    Package.objects.filter(pk__in=package_ids).update(state=Package.GONE, step="")
