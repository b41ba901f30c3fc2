"""A new password for a member of staff: a link that an administrator hands over, for a day and for once.

The link alone opens nothing: who has an authenticator shows its code as well, so that an administrator
cannot become somebody else by setting their password.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _

from naast.kernel import clock
from naast.kernel.errors import Invalid
from naast.kernel.models import Account, Membership
from naast.people import login

HOURS = settings.PASSWORD_RESET_TIMEOUT // 3600


class _Links(PasswordResetTokenGenerator):
    """Django's own; a password that is set or a login that succeeds ends what was given before."""

    key_salt = "naast.people.passwords"

    def _now(self) -> dt.datetime:
        return clock.now().replace(tzinfo=None)


_links = _Links()


def link_for(account: Account) -> str:
    """The part of the address that opens the page for a new password. It names nobody."""
    return f"{int_to_base36(account.pk)}-{_links.make_token(account)}"


def account_of(link: str) -> Account | None:
    """Whose password this link may set; None when it was used, is too old, or was never ours."""
    number, _dash, token = link.partition("-")
    try:
        account = Account.objects.filter(pk=base36_to_int(number), is_active=True).first()
    except ValueError:
        return None
    if account is None or not _links.check_token(account, token):
        return None
    return account if login.memberships_of(account, Membership.STAFF) else None


def only_of_one_house(account: Account) -> None:
    """Raises Invalid for who works for several municipalities and has no authenticator yet.

    Only a code tells then that it is they themselves who set the password, and no other house.
    """
    if not login.is_set_up(account) and len(login.memberships_of(account, Membership.STAFF)) > 1:
        raise Invalid(
            _(
                "This login works for another municipality too, and has no authenticator yet. They first log "
                "in once with the password they have."
            )
        )


def checked_password(password: str, account: Account | None = None) -> str:
    """The password, when it is not too easy. Raises Invalid."""
    try:
        password_validation.validate_password(password, account)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), "password") from error
    return password
