"""What the folder keeps itself: packages to take along, and what came along from another municipality."""

from naast.folder.models.portable import (
    Brought,
    BroughtPiece,
    ForeignPaper,
    Package,
    PackagePiece,
    TrustedKey,
)
from naast.folder.models.sharing import Share, ShareDoor, ShareOpening, SharePart, ShareText

__all__ = [
    "Brought",
    "BroughtPiece",
    "ForeignPaper",
    "Package",
    "PackagePiece",
    "Share",
    "ShareDoor",
    "ShareOpening",
    "SharePart",
    "ShareText",
    "TrustedKey",
]
