from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from naast.decide.models import Decision, PolicyAnswer, PolicyRule, PolicyThreshold, Revision
from naast.decide.models.policy import LEAST_HOUSEHOLDS
from naast.decide.policy_queries import threshold
from naast.decide.policy_rules import common_words
from naast.decide.refusals import said
from naast.kernel import actors, audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, NotAllowed, NotVisible, Stale
from naast.weigh import queries as weigh

WORDS, WHY, MOST = 3_000, 300, 10_000


def propose_policy_rule(*, actor: Actor, decision: Decision) -> int | None:
    """After enough like exceptions lay what they have in common before policy makers; part of deciding.

    Of exceptions that were granted it proposes a policy rule; of refused ones it asks if the line is right.
    Like: the same law, clause (in any edition) and outcome, not replaced and not for practice. Nothing while
    an earlier proposal waits for its answer, nor for fewer than `LEAST_HOUSEHOLDS` households. It decides
    nothing.
    """
    if not decision.is_exception or not decision.title_row.isdigit():
        return None
    editions = weigh.editions_of(int(decision.title_row))
    like = {"row_key": editions[0].key, "law": decision.law, "outcome": decision.outcome}
    with connection.cursor() as cursor:
        # One after the other: two decisions at the same moment do not both make the proposal.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('decide_policyrule'), %s)", [decision.municipality_id]
        )
    last = PolicyRule.objects.filter(**like).order_by("-id").first()
    if last is not None and not last.answers.exists():
        return None
    rows = (
        Decision.objects.filter(
            is_exception=True,
            law=decision.law,
            outcome=decision.outcome,
            title_row__in=[str(row.pk) for row in editions],
            case__is_practice=False,
            pk__gt=last.counted_to if last else 0,
        )
        .exclude(pk__in=Revision.objects.filter(state=Revision.DONE).values("replaces"))
        .order_by()
    )
    found = rows.aggregate(
        decisions=Count("id"),
        households=Count("case__resident", distinct=True),
        first_on=Min("decided_on"),
        last_on=Max("decided_on"),
        counted_to=Max("id"),
    )
    if found["decisions"] < threshold().after or found["households"] < LEAST_HOUSEHOLDS:
        return None
    texts = rows.values_list("case__resident_id", "granted")
    row = PolicyRule(
        **like,
        **found,
        title_text=decision.title_text,
        words=common_words(texts, least=LEAST_HOUSEHOLDS),
    )
    row.save()
    audit.change(actor, "decide.propose_policy_rule", row, decisions=row.decisions)
    return int(row.pk)


@transaction.atomic
def answer_policy_rule(*, actor: Actor, rule_id: int, kind: str, words: str, answered_before: int) -> int:
    """Take a proposal up, set it aside with the reason, or answer it; gives the id. Only policy.

    `answered_before`: how many answers stood there when the page was opened (Stale).
    """
    row = PolicyRule.objects.filter(pk=rule_id).first()
    if row is None:
        raise NotVisible
    if not (actor.is_staff and actor.has_role(actors.POLICY)):
        raise NotAllowed(_("Only policy answers this."))
    if kind not in dict(PolicyAnswer.KINDS):
        raise Invalid(_("Choose what you do with it."), "kind")
    text = words.strip()
    if not text:
        raise Invalid(_("Write down what you do with it, or why not."), "words")
    if len(text) > WORDS:
        raise Invalid(_("This text is too long."), "words")
    last = row.answers.order_by("-id").first()
    if last is not None and (last.kind, last.words, last.made_by_id) == (kind, text, actor.id):
        return int(last.pk)
    if row.answers.count() != answered_before:
        raise Stale(_("Somebody answered in the meantime. Look at that first."))
    answer = PolicyAnswer(rule=row, kind=kind, words=text, made_by_id=actor.id)
    with said():
        answer.save()
    audit.change(actor, "decide.answer_policy_rule", answer, kind=kind)
    return int(answer.pk)


@transaction.atomic
def set_policy_threshold(*, actor: Actor, after: int, words: str) -> int:
    """After how many like decisions a policy rule is proposed, with the reason; gives the id.

    By the administrator. Never fewer than `LEAST_HOUSEHOLDS`: what is told of fewer could tell of one.
    """
    if not (actor.is_staff and actor.has_role(actors.ADMINISTRATOR)):
        raise NotAllowed(_("Only the administrator sets this number."))
    if not LEAST_HOUSEHOLDS <= after <= MOST:
        raise Invalid(_("Choose a number from {least} up.").format(least=LEAST_HOUSEHOLDS), "after")
    why = " ".join(words.split())
    if not why:
        raise Invalid(_("Write why."), "words")
    if len(why) > WHY:
        raise Invalid(_("This is too long."), "words")
    now = PolicyThreshold.objects.order_by("-id").first()
    if now is not None and (now.after, now.words) == (after, why):
        return int(now.pk)
    row = PolicyThreshold(after=after, words=why, made_by_id=actor.id)
    with said():
        row.save()
    audit.change(actor, "decide.set_policy_threshold", row, after=after)
    return int(row.pk)
