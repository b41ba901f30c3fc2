"""The official texts of the law, as another room reads them from a register."""

from __future__ import annotations

import hashlib

from django.db import IntegrityError, transaction

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.files import safe_name
from naast.weigh.keepers import must_keep_library
from naast.weigh.models import LawArticle, LawText
from naast.weigh.models.texts import ONCE
from naast.weigh.texts import digest_of
from naast.weigh.types import ArticleRead, LawTextRead


@transaction.atomic
def keep_law_text(*, actor: Actor, text: LawTextRead, file_name: str, content: bytes) -> bool:
    """Keep a text with the file it was read from; False when just this text is there already.

    All articles or nothing. Raises NotAllowed for who does not keep the library.
    """
    must_keep_library(actor)
    row = LawText(
        register=text.register,
        law_id=text.law_id,
        label=text.label,
        title=text.title,
        from_on=text.from_on,
        until=text.until,
        view_from=text.view_from,
        file_name=safe_name(file_name),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        raw=content,
        kept_by_id=None if actor.kind == "system" else actor.id,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if ONCE not in str(error):
            raise
        return False
    LawArticle.objects.bulk_create(
        [_article(row, place, article) for place, article in enumerate(text.articles)], batch_size=200
    )
    audit.change(actor, "weigh.keep_law_text", row, law=row.law_id, label=row.label, sha256=row.sha256)
    return True


def _article(row: LawText, place: int, article: ArticleRead) -> LawArticle:
    return LawArticle(
        municipality_id=row.municipality_id,
        text=row,
        place=place,
        key=article.key,
        version=article.version,
        number=article.number,
        label=article.label,
        heading=article.heading,
        status=article.status,
        from_on=article.from_on,
        reference=article.reference,
        parts=[[part.depth, part.number, part.words] for part in article.parts],
        body="\n".join(f"{part.number} {part.words}".strip() for part in article.parts),
        digest=digest_of(article.heading, article.parts),
    )
