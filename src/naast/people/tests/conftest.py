from __future__ import annotations

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from naast.kernel.models import Account


def present_token(account: Account, *, steps: int = 0) -> str:
    """What the account's authenticator shows now (or some half minutes later)."""
    device = TOTPDevice.objects.get(user=account)
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, steps)
    return f"{totp.token():0{device.digits}d}"


@pytest.fixture
def strict() -> Client:
    """A browser as strict as the real one: forms without their token are refused."""
    return Client(enforce_csrf_checks=True)
