from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid, Stale
from naast.plan import alternative_queries, frozen, queries, step_queries
from naast.plan.access import writing
from naast.plan.actions.rows import bounded
from naast.plan.models import Plan, PlanVersion
from naast.plan.models.plan import WORDS_LENGTH


@transaction.atomic
def agree(*, actor: Actor, case_id: int, words: str = "", seen: str = "") -> PlanVersion:
    """Keep the plan as it stands, with steps, returns, prices and other ways as a version that never changes.

    `words` is what the resident says about it. `seen` is the fingerprint of what was on the page: when
    the plan changed since, Stale. The same plan agreed twice is one version.
    """
    case = writing(actor, case_id)
    said = bounded(words, "words", WORDS_LENGTH)
    Plan.objects.select_for_update().filter(case_id=case.id).first()
    plan = queries.plan_of(case.id)
    if plan is None or not plan.perspective:
        raise Invalid(_("Write down first where the resident wants to be in a year."), "words")
    plan = queries.with_quotes(plan, case.id)
    ground = queries.Ground(case.id)
    content = frozen.content_of(
        plan,
        queries.returns_of(case.id, ground=ground),
        step_queries.bare_steps(case.id),
        alternative_queries.alternatives_of(case.id, ground),
    )
    if seen and seen != frozen.fingerprint(content):
        raise Stale(_("The plan changed while you were reading. Look at it once more before you agree."))
    last = PlanVersion.objects.filter(case_id=case.id).order_by("-number").first()
    if (
        last is not None
        and frozen.fingerprint(last.content) == frozen.fingerprint(content)
        and said in {"", last.words}
    ):
        return last  # type: ignore[no-any-return]
    version = PlanVersion(
        case_id=case.id,
        ground=case.law,
        number=last.number + 1 if last else 1,
        content=content,
        agreed_by_id=actor.id if actor.is_staff else None,
        words=said,
    )
    version.save()
    audit.change(actor, "plan.agree", version, number=version.number)
    return version
