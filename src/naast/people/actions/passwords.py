"""A new password: the administrator gives a link, the member of staff sets it."""

from __future__ import annotations

from axes.utils import reset as forget_misses
from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import actors, audit, clock
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible
from naast.kernel.models import Account, Membership
from naast.kernel.tenancy import scope
from naast.people import login, passwords
from naast.people.actions.persons import only_administrator
from naast.people.models import Staff


@transaction.atomic
def give_password_link(*, actor: Actor, staff_id: int) -> str:
    """A link with which a colleague sets a new password; it is kept nowhere. The present password stays.

    Raises NotVisible for who does not work here, NotAllowed for oneself, Invalid after the last day and for
    who works elsewhere too and has no authenticator yet.
    """
    only_administrator(actor)
    staff = Staff.objects.select_related("account").filter(pk=staff_id).first()
    if staff is None:
        raise NotVisible
    if actor.is_staff and actor.id == staff_id:
        raise NotAllowed(_("Nobody gives themselves a link; ask a colleague."))
    if staff.ends_on is not None and staff.ends_on < clock.today():
        raise Invalid(_("Whoever left does not log in any more."))
    passwords.only_of_one_house(staff.account)
    audit.change(actor, "people.give_password_link", staff)
    return passwords.link_for(staff.account)


def set_password(*, link: str, password: str, code: str = "") -> None:
    """Set the password of whose link this is; all their sessions end, and so does every link.

    `code` is that of the authenticator, for who has one. Raises NotVisible for a link that works no more,
    Invalid by field.
    """
    account = passwords.account_of(link)
    if account is None:
        raise NotVisible
    passwords.only_of_one_house(account)
    passwords.checked_password(password, account)
    # Before the transaction: a code that was wrong counts, also when nothing is kept.
    if login.is_set_up(account):
        login.check_code(login.device_of(account), code)
    with transaction.atomic():
        held = Account.objects.select_for_update().get(pk=account.pk)
        if passwords.account_of(link) is None:
            raise NotVisible
        held.set_password(password)
        held.save(update_fields=["password"])
        forget_misses(username=held.login)
        for membership in login.memberships_of(held, Membership.STAFF):
            with scope(membership.municipality_id):
                _note(membership)


def _note(membership: Membership) -> None:
    actor = actors.load_actor(membership)
    staff = Staff.objects.filter(pk=membership.subject_id).first()
    if actor is not None and staff is not None:
        audit.change(actor, "people.set_password", staff)
