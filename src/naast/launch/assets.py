"""Copies what the pages need out of ``node_modules`` into ``web/static``: one stylesheet, fonts, one script.

Nothing in it points outside: the house makes no request to anywhere else.
"""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

from naast.launch.errors import LaunchError
from naast.launch.paths import PROJECT

STATIC = PROJECT / "src" / "naast" / "web" / "static"
MODULES = PROJECT / "node_modules"

# In this order: the theme's custom properties first, then the parts that read them.
STYLESHEETS = (
    "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css",
    "@utrecht/component-library-css/dist/index.css",
    "@nl-design-system-candidate/button-css/dist/button.css",
    "@nl-design-system-candidate/data-badge-css/dist/data-badge.css",
    "@nl-design-system-candidate/heading-css/dist/heading.css",
    "@nl-design-system-candidate/link-css/dist/link.css",
    "@nl-design-system-candidate/number-badge-css/dist/number-badge.css",
    "@nl-design-system-candidate/paragraph-css/dist/paragraph.css",
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
)
# The weights that the theme asks for: text 400 and 700 in Noto Sans, headings 700 in Noto Serif.
FONTS = {"noto-sans": ("400", "400-italic", "700"), "noto-serif": ("700",)}
SUBSETS = ("latin", "latin-ext")
SCRIPT = "htmx.org/dist/htmx.min.js"

_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_WOFF2 = re.compile(r"url\(\./files/([a-z0-9-]+\.woff2)\)\s*format\('woff2'\)")
_SOURCE = re.compile(r"src:[^;]*;")
_MAP = re.compile(r"/\*[#@]\s*sourceMappingURL=.*?\*/|//[#@]\s*sourceMappingURL=\S*")
_CHARSET = re.compile(r'@charset\s+"[^"]*";\s*')
_OUTSIDE = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"]?)(?:https?:)?//", re.IGNORECASE)


def build(modules: Path = MODULES, static: Path = STATIC) -> list[Path]:
    """Fill ``static`` anew from ``modules`` and return the files written.

    Raises :class:`LaunchError` when a part is missing, or would fetch something from outside.
    """
    draft = static.with_name(f"{static.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    (draft / "fonts").mkdir(parents=True)
    styles = [*_fonts(modules, draft / "fonts"), *(_read(modules / name) for name in STYLESHEETS)]
    whole = '@charset "UTF-8";\n' + "\n".join(_clean(style) for style in styles) + "\n"
    if _OUTSIDE.search(whole):
        raise LaunchError(
            "A stylesheet would fetch something from outside; that part cannot be used as it is."
        )
    (draft / "vendor.css").write_text(whole, encoding="utf-8")
    (draft / "htmx.min.js").write_text(_MAP.sub("", _read(modules / SCRIPT)), encoding="utf-8")
    for name in ("vendor.css", "htmx.min.js"):
        # Beside the file itself: the web server hands this one out to a browser that can read it.
        packed = gzip.compress((draft / name).read_bytes(), mtime=0)
        (draft / f"{name}.gz").write_bytes(packed)
    shutil.rmtree(static, ignore_errors=True)
    draft.rename(static)
    return sorted(path for path in static.rglob("*") if path.is_file())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        raise LaunchError(f"{path} is missing; run 'make setup' to fetch the parts again.") from problem


def _clean(style: str) -> str:
    """Without source maps (they are not shipped) and charset rules (only the first line may have one)."""
    # An empty required field is no mistake yet: only what the person touched is shown as wrong.
    return _CHARSET.sub("", _MAP.sub("", style)).replace(":invalid", ":user-invalid").strip()


def _fonts(modules: Path, target: Path) -> list[str]:
    """Copy the letters of western and central European languages, and return their ``@font-face`` rules."""
    rules: list[str] = []
    for family, weights in FONTS.items():
        package = modules / "@fontsource" / family
        for weight in weights:
            for face in _FACE.findall(_read(package / f"{weight}.css")):
                file = _WOFF2.search(face)
                if file and _subset(file[1], family) in SUBSETS:
                    shutil.copyfile(package / "files" / file[1], target / file[1])
                    rules.append(_SOURCE.sub(f"src: url(fonts/{file[1]}) format('woff2');", face))
    return rules


def _subset(file: str, family: str) -> str:
    """``latin-ext`` out of ``noto-sans-latin-ext-400-normal.woff2``."""
    return re.sub(r"-\d+-(normal|italic)\.woff2$", "", file.removeprefix(f"{family}-"))
