"""Errors of the domain. They know no HTTP: `naast.kernel.middleware` turns them into pages."""

from __future__ import annotations


class DomainError(Exception):
    """Something the domain does not allow; the message is for the person who did it."""


class Invalid(DomainError):
    """Input that cannot be right. `field` names the form field it belongs to, empty for the whole form."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotVisible(DomainError):
    """The thing does not exist for this actor. To an outsider it looks exactly like a wrong address."""


class NotAllowed(DomainError):
    """The actor may see the thing but may not do this with it."""


class Stale(DomainError):
    """Somebody else saved in the meantime. Neither text is lost: `theirs` is what stands now."""

    def __init__(self, message: str, theirs: str = "", current_version: int = 0) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.current_version = current_version
