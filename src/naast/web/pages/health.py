"""Whether the web server answers at all: no database, no session, nobody's data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def alive(request: HttpRequest) -> HttpResponse:
    """Two letters. For who watches the server, and as the bare page that the benchmark measures against."""
    return HttpResponse("ok", content_type="text/plain")
