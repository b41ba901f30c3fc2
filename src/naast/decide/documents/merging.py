"""Several PDF files as one, with the tags of those that have them: as accessible as its parts are.

A page keeps what a screen reader needs. What stands above each page (its number in the whole) is no content:
it is marked as an artifact. The same files give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String


class NotReadable(ValueError):
    """A file that is no PDF, or one that is locked or broken."""


def page_count(content: bytes) -> int:
    """How many pages a PDF has. Raises NotReadable for what is no readable PDF."""
    try:
        with pikepdf.open(io.BytesIO(content)) as source:
            return len(source.pages)
    except pikepdf.PdfError as error:
        raise NotReadable(str(error)) from error


def is_tagged(content: bytes) -> bool:
    """Whether a PDF says of itself that it follows PDF/UA."""
    with pikepdf.open(io.BytesIO(content)) as source, source.open_metadata() as about:
        return "/StructTreeRoot" in source.Root and about.get("pdfuaid:part") == "1"


def merged(parts: Sequence[tuple[str, bytes]], *, stamps: bytes) -> bytes:
    """One PDF of `parts` (title, file), in order. `stamps` is a PDF with one page for each page of the whole,
    drawn above it. Title, language and what it says of itself are those of the first part; each part is a
    bookmark. Raises NotReadable."""
    first = parts[0][1]
    try:
        with pikepdf.open(io.BytesIO(first)) as whole:
            starts, sources = [0], []
            _untie(whole)
            for _title, content in parts[1:]:
                source = pikepdf.open(io.BytesIO(content))
                sources.append(source)
                starts.append(len(whole.pages))
                _append(whole, source)
            _stamp(whole, stamps)
            _bookmarks(whole, [title for title, _content in parts], starts)
            if not all(is_tagged(content) for _title, content in parts):
                with whole.open_metadata(set_pikepdf_as_editor=False) as about:
                    about.pop("pdfuaid:part", None)
            made = io.BytesIO()
            whole.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            for source in sources:
                source.close()
            return made.getvalue()
    except pikepdf.PdfError as error:
        raise NotReadable(str(error)) from error


def _untie(whole: Pdf) -> None:
    """Named places and bookmarks of the first part: the whole gets its own."""
    for name in ("/Outlines", "/Names", "/Dests", "/PageLabels"):
        if name in whole.Root:
            del whole.Root[name]


def _append(whole: Pdf, source: Pdf) -> None:
    """Add the pages of a file, and its structure behind the structure of the whole."""
    before = len(whole.pages)
    whole.pages.extend(source.pages)
    if "/StructTreeRoot" not in source.Root:
        for page in list(whole.pages)[before:]:
            if "/StructParents" in page.obj:
                del page.obj["/StructParents"]
        return
    tree = whole.Root.StructTreeRoot
    # Copied after its pages, so that what refers to a page refers to the page here.
    added = whole.copy_foreign(source.Root.StructTreeRoot)
    shift = int(tree.get("/ParentTreeNextKey", _next_key(tree)))
    numbers = _numbers(added.get("/ParentTree"))
    ours = Array([*_flat(tree.get("/ParentTree"))])
    for key, value in numbers:
        ours.append(key + shift)
        ours.append(value)
    tree.ParentTree = whole.make_indirect(Dictionary(Nums=ours))
    tree.ParentTreeNextKey = shift + 1 + max((key for key, _value in numbers), default=0)
    _shift(list(whole.pages)[before:], shift)
    _roles(tree, added)
    _own_names(tree, added, f"{before}-")
    _under(tree, added)


def _under(tree: Any, added: Any) -> None:
    """What was a document of its own is a part of the one document that the whole is."""
    top = _children(tree)[0]
    below = _children(top)
    for child in _children(added):
        child.S = Name.Part if Name.Document == child.S else child.S
        child.P = top
        below.append(child)
    top.K = Array(below)


def _own_names(tree: Any, added: Any, prefix: str) -> None:
    """Cells name their headers: two parts may use the same names, the whole may not."""
    if "/IDTree" not in added:
        return
    names: list[tuple[bytes, Any]] = []
    for child in _children(added):
        _rename(child, prefix.encode(), names)
    ours = [*_pairs(tree.get("/IDTree")), *names]
    flat: list[Any] = []
    for name, element in sorted(ours, key=lambda pair: pair[0]):
        flat += [String(name), element]
    limits = Array([flat[0], flat[-2]])
    tree.IDTree = Dictionary(Kids=Array([Dictionary(Limits=limits, Names=Array(flat))]))


def _rename(element: Any, prefix: bytes, names: list[tuple[bytes, Any]]) -> None:
    if not isinstance(element, Dictionary):
        return
    if "/ID" in element:
        element.ID = String(prefix + bytes(element.ID))
        names.append((bytes(element.ID), element))
    said = element.get("/A")
    for attributes in [*said] if isinstance(said, Array) else [said]:
        if isinstance(attributes, Dictionary) and "/Headers" in attributes:
            attributes.Headers = Array([String(prefix + bytes(name)) for name in attributes.Headers])
    for child in _children(element):
        _rename(child, prefix, names)


def _pairs(tree: Any) -> list[tuple[bytes, Any]]:
    """The pairs of a tree of names."""
    if tree is None:
        return []
    flat = list(tree.get("/Names", []))
    found = [(bytes(flat[at]), flat[at + 1]) for at in range(0, len(flat), 2)]
    for child in tree.get("/Kids", []):
        found += _pairs(child)
    return found


def _children(element: Any) -> list[Any]:
    found = element.get("/K", Array([]))
    return list(found) if isinstance(found, Array) else [found]


def _roles(tree: Any, added: Any) -> None:
    for name, role in dict(added.get("/RoleMap", Dictionary())).items():
        if "/RoleMap" not in tree:
            tree.RoleMap = Dictionary()
        tree.RoleMap[name] = role


def _shift(pages: Sequence[Any], shift: int) -> None:
    """The keys by which a page, a link or a drawing finds its place in the structure."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        found = [page.obj, *page.obj.get("/Annots", [])]
        resources = page.obj.get("/Resources", Dictionary())
        found += [each for _name, each in dict(resources.get("/XObject", Dictionary())).items()]
        for each in found:
            if each.objgen in seen:
                continue
            seen.add(each.objgen)
            for name in ("/StructParents", "/StructParent"):
                if name in each:
                    each[name] = int(each[name]) + shift


def _next_key(tree: Any) -> int:
    return 1 + max((key for key, _value in _numbers(tree.get("/ParentTree"))), default=-1)


def _numbers(tree: Any) -> list[tuple[int, Any]]:
    flat = _flat(tree)
    return [(int(flat[at]), flat[at + 1]) for at in range(0, len(flat), 2)]


def _flat(tree: Any) -> list[Any]:
    """The pairs of a number tree, one after the other."""
    if tree is None:
        return []
    found = list(tree.get("/Nums", []))
    for child in tree.get("/Kids", []):
        found += _flat(child)
    return found


def _stamp(whole: Pdf, stamps: bytes) -> None:
    """Draw the number of each page above it, as an artifact: a screen reader passes it by."""
    with pikepdf.open(io.BytesIO(stamps)) as drawn:
        for page, stamp in zip(list(whole.pages), list(drawn.pages), strict=True):
            form = whole.copy_foreign(stamp.as_form_xobject())
            for name in ("/StructParents", "/StructParent"):
                if name in form:
                    del form[name]
            drawn_as = page.add_resource(form, Name.XObject, Name("/NaastPage"))
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"Q\n/Artifact BMC\nq {drawn_as} Do Q\nEMC\n".encode(), prepend=False)


def _bookmarks(whole: Pdf, titles: Sequence[str], starts: Sequence[int]) -> None:
    with whole.open_outline() as outline:
        for title, start in zip(titles, starts, strict=True):
            outline.root.append(pikepdf.OutlineItem(title, start))
