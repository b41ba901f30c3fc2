"""A domain's own drawing, beside its name. It says no more than the name, so it is not read aloud."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from naast.listen.domains import ICONS, OTHER

SHEET = "domains.svg"


def picture(key: str) -> SafeString:
    """The drawing as part of a page; an unknown key gives the plain one."""
    address = f"{static(SHEET)}#{key if key in ICONS else OTHER}"
    return format_html(
        '<svg class="naast-domain-icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        address,
    )


def beside(key: str, label: object) -> SafeString:
    """The drawing with the words next to it, as the label of a choice."""
    return format_html('{} <span class="naast-domain-name">{}</span>', picture(key), label)
