"""Where `drafts.js` keeps what somebody is typing."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.views.decorators.http import require_POST

from naast.kernel import drafts
from naast.kernel.errors import Invalid
from naast.kernel.pages import Request, any_page

LONGEST_VERSION = 10
"""Digits: each shorter number fits in the column."""


@require_POST
@any_page()
def keep(request: Request) -> HttpResponse:
    """Save one field: JSON `{object, field, base_version, text}` gives 204, or 400 with the field.

    When somebody else saved in the meantime the draft is kept and the answer is 409 with their text.
    """
    try:
        posted = _posted(request)
        key, field, base = posted["object"], posted["field"], int(posted["base_version"] or 0)
        drafts.keep(actor=request.actor, object_key=key, field=field, base_version=base, text=posted["text"])
        newer = drafts.newer_text(actor=request.actor, object_key=key, field=field, base_version=base)
    except Invalid as error:
        return JsonResponse({"field": error.field, "message": error.message}, status=400)
    if newer is not None:
        return JsonResponse({"version": newer[0], "theirs": newer[1]}, status=409)
    return HttpResponse(status=204)


def _posted(request: HttpRequest) -> dict[str, str]:
    try:
        content = json.loads(request.body)
    except (RawPostDataException, UnicodeDecodeError, json.JSONDecodeError) as error:
        # A form with files was read as such already, before this page.
        raise Invalid("not JSON", "body") from error
    names = ("object", "field", "base_version", "text")
    if not isinstance(content, dict) or set(content) - set(names):
        raise Invalid("unknown keys", "body")
    values = {name: str(content.get(name, "")) for name in names}
    base = values["base_version"]
    if base and not (base.isascii() and base.isdigit() and len(base) < LONGEST_VERSION):
        raise Invalid("not a number", "base_version")
    return values
