"""Logging in: local accounts with a second factor for staff, a one-time code for residents.

Another way in, such as DigiD or OpenID Connect, would end at the same `enter`.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings
from django.contrib.auth import login
from django.db.models import F
from django.http import HttpRequest, QueryDict
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django_otp.oath import hotp
from django_otp.plugins.otp_totp.models import TOTPDevice

from naast.kernel import clock, crypto
from naast.kernel.errors import Invalid
from naast.kernel.middleware import MEMBERSHIP_KEY
from naast.kernel.models import Account, LoginCode, Membership, Municipality

CODE_DIGITS = 8
CODE_MINUTES = 15
PAPER_DAYS = 3
"""For a code on paper, that somebody takes home or to a library."""
CODE_ATTEMPTS = 5
PENDING_KEY = "pending_account"
PENDING_HASH = "pending_hash"
"""Session key: under which password that account passed. A new one ends what waits for a second factor."""
SECOND_FACTOR_KEY = "second_factor"
PASSED_KEY = "second_factor_of"
"""Session key: which account passed its second factor and has yet to choose a municipality."""
_CODE_PURPOSE = "people.login_code"
_CARRY_PURPOSE = "people.carried"
CARRY_BYTES = 300_000
CARRY_SECONDS = 3600
"""Whoever logs in later on the same screen does not find what somebody typed before."""


def memberships_of(account: Account, kind: str) -> list[Membership]:
    """The memberships of an account that have not ended."""
    rows = Membership.objects.select_related("municipality").filter(account=account, kind=kind)
    return [row for row in rows if row.ends_on is None or row.ends_on >= clock.today()]


def enter(request: HttpRequest, membership: Membership, *, second_factor: bool) -> None:
    """Start the session of a membership, with a new session key."""
    language = request.session.get("language")
    login(request, membership.account, backend="django.contrib.auth.backends.ModelBackend")
    request.session[MEMBERSHIP_KEY] = membership.pk
    request.session[SECOND_FACTOR_KEY] = second_factor
    if language:
        request.session["language"] = language


def device_of(account: Account) -> TOTPDevice:
    """The account's authenticator; a new one is not confirmed until its first code was right."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=account, confirmed=True).first()
    if device is None:
        device, _made = TOTPDevice.objects.get_or_create(
            user=account, confirmed=False, defaults={"name": "totp"}
        )
    return device


def is_set_up(account: Account) -> bool:
    """Whether the account has an authenticator of which a code was right once."""
    return bool(TOTPDevice.objects.filter(user=account, confirmed=True).exists())


def check_code(device: TOTPDevice, code: str) -> None:
    """Raises Invalid for a code of the authenticator that is not right, or came too soon after a wrong one.

    A code counts once. Call it outside a transaction that may roll back: wrong codes would not be counted.
    """
    allowed, _why = device.verify_is_allowed()
    if not allowed:
        raise Invalid(_("Too many tries. Wait a moment before the next one."), "token")
    if not device.verify_token(code):
        raise Invalid(_("This code is not right. Wait for the next one and try again."), "token")


def demo_code(account: Account) -> str:
    """In a demo municipality the page shows the code, so that nobody needs an app to look around."""
    memberships = memberships_of(account, Membership.STAFF)
    if not settings.NAAST_DEMO or not all(row.municipality.is_demo for row in memberships):
        return ""
    device = device_of(account)
    step = int(clock.now().timestamp() - device.t0) // device.step
    # A code works once: who comes back within the half minute gets the next one.
    return f"{hotp(device.bin_key, max(step, device.last_t + 1), device.digits):0{device.digits}d}"


def wait_for_code(request: HttpRequest, account: Account) -> None:
    """The password was right; the session waits for the second factor."""
    request.session.cycle_key()
    request.session.pop(SECOND_FACTOR_KEY, None)
    request.session[PENDING_KEY] = account.pk
    request.session[PENDING_HASH] = account.get_session_auth_hash()


def waiting_for_code(request: HttpRequest) -> Account | None:
    """Whose password was right in this session, if it is their password still."""
    account = Account.objects.filter(pk=request.session.get(PENDING_KEY, 0), is_active=True).first()
    if account is None:
        return None
    passed = request.session.get(PENDING_HASH, "")
    return account if constant_time_compare(passed, account.get_session_auth_hash()) else None


def make_code(account: Account, *, minutes: int = CODE_MINUTES) -> str:
    """A one-time code for a resident; earlier ones stop working. Only the hash is kept."""
    code = "".join(secrets.choice("0123456789") for _i in range(CODE_DIGITS))
    now = clock.now()
    LoginCode.objects.filter(account=account, used_at__isnull=True).update(used_at=now)
    LoginCode.objects.create(
        account=account, code_hash=_hash(account, code), expires_at=now + dt.timedelta(minutes=minutes)
    )
    return code


def use_code(account: Account | None, code: str) -> bool:
    """Whether this is the account's present code. It works once; five wrong tries end it."""
    if account is None:
        return False
    now = clock.now()
    present = LoginCode.objects.filter(account=account, used_at__isnull=True, expires_at__gt=now)
    row = present.order_by("id").last()
    # Counted before it is compared, in one statement: tries at the same moment each cost one.
    if row is None or not present.filter(pk=row.pk, attempts__lt=CODE_ATTEMPTS).update(
        attempts=F("attempts") + 1
    ):
        return False
    if not secrets.compare_digest(row.code_hash, _hash(account, "".join(code.split()))):
        return False
    return bool(present.filter(pk=row.pk).update(used_at=now))


def phones() -> list[tuple[str, str]]:
    """Name and phone of each municipality here, for who is not in yet and does not know whom to call."""
    return list(Municipality.objects.exclude(phone="").order_by("name").values_list("name", "phone"))


def _hash(account: Account, code: str) -> str:
    return crypto.keyed_hash(f"{account.pk}:{code}", _CODE_PURPOSE)


def fields_of(posted: QueryDict) -> list[tuple[str, str]]:
    """The fields of a posted form, in order, without its token and without a password."""
    left = {"csrfmiddlewaretoken", "password"}
    return [(name, value) for name, values in posted.lists() for value in values if name not in left]


def carry(path: str, posted: QueryDict) -> str:
    """The fields of a form that was posted without a session, encrypted, to pass through the login form."""
    made_at = int(clock.now().timestamp())
    content = json.dumps({"path": path, "fields": fields_of(posted), "made_at": made_at}).encode()
    if len(content) > CARRY_BYTES:
        raise Invalid(_("This text is too long to keep while you log in. Copy it before you go on."))
    return urlsafe_b64encode(crypto.encrypt(content, _CARRY_PURPOSE)).decode()


def carried(token: str) -> tuple[str, list[tuple[str, str]]] | None:
    """The path and fields of `carry`, or None when the token is not ours or older than an hour."""
    try:
        content = json.loads(crypto.decrypt(urlsafe_b64decode(token), _CARRY_PURPOSE))
    except (crypto.Unreadable, ValueError):
        return None
    if clock.now().timestamp() - content["made_at"] > CARRY_SECONDS:
        return None
    return content["path"], [(name, value) for name, value in content["fields"]]
