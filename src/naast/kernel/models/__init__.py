"""Tables of the kernel and the abstract rows that every room builds on.

A room's model inherits `CaseRow` (belongs to a case), `KeptRow` (about people, no case) or `MunicipalityRow`
(settings of a municipality), and is decorated with `naast.kernel.history.tracked` when it may change.
"""

from naast.kernel.models.accounts import Account, LoginCode, Membership, Municipality
from naast.kernel.models.audit import AuditEvent, AuditHead, AuditSeal
from naast.kernel.models.drafts import Draft
from naast.kernel.models.erasure import Destruction
from naast.kernel.models.files import StoredFile
from naast.kernel.models.rows import CaseRow, KeptRow, MunicipalityRow, RetentionTerm, ScopedQuerySet

__all__ = [
    "Account",
    "AuditEvent",
    "AuditHead",
    "AuditSeal",
    "CaseRow",
    "Destruction",
    "Draft",
    "KeptRow",
    "LoginCode",
    "Membership",
    "Municipality",
    "MunicipalityRow",
    "RetentionTerm",
    "ScopedQuerySet",
    "StoredFile",
]
