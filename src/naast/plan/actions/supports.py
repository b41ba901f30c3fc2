from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from naast.kernel import audit
from naast.kernel.actors import Actor
from naast.kernel.errors import Invalid
from naast.people.types import CaseFacts
from naast.plan import terms
from naast.plan.access import writing
from naast.plan.actions.rows import bounded, needed, payer_code, plan_row, row_of, save_changes
from naast.plan.amounts import checked
from naast.plan.models import Support


@transaction.atomic
def add_support(
    *,
    actor: Actor,
    case_id: int,
    what: str,
    amount: Decimal | int | None = None,
    period: str = "once",
    payer: str = "",
    who: str = "",
    stage: str = terms.COMING,
) -> Support:
    """Help that comes with the plan or is there already. Euros per `period`; None where unknown."""
    case = writing(actor, case_id)
    support = Support(case_id=case.id, ground=case.law, **_checked(what, amount, period, payer, who, stage))
    plan_row(case)
    same = Support.objects.filter(
        case_id=case.id,
        what=support.what,
        stage=support.stage,
        amount=support.amount,
        period=support.period,
        payer=support.payer,
        who=support.who,
    ).first()
    if same is not None:  # a form sent twice
        return same  # type: ignore[no-any-return]
    support.save()
    audit.change(actor, "plan.add_support", support, stage=support.stage)
    return support


@transaction.atomic
def change_support(
    *, actor: Actor, case_id: int, support_id: int, base_version: int, changes: dict[str, Any]
) -> Support:
    """Change a support; `changes` holds any of what, amount, period, payer, who and stage."""
    case = writing(actor, case_id)
    support = row_of(Support, case, support_id)
    names = ("what", "amount", "period", "payer", "who", "stage")
    wanted = {name: changes.get(name, getattr(support, name)) for name in names}
    saved = save_changes(support, _checked(**wanted), base_version=base_version, shown="what")
    if saved is not None:
        audit.change(actor, "plan.change_support", saved)
    return saved or support


@transaction.atomic
def remove_support(*, actor: Actor, case_id: int, support_id: int) -> None:
    """Take a support out of the plan; agreed versions keep it."""
    case: CaseFacts = writing(actor, case_id)
    support = row_of(Support, case, support_id)
    audit.change(actor, "plan.remove_support", support)
    support.delete()


def _checked(
    what: str, amount: Decimal | int | None, period: str, payer: str, who: str, stage: str
) -> dict[str, Any]:
    if period not in dict(terms.PERIODS):
        raise Invalid(_("Choose once, a week, a month or a year."), "period")
    if stage not in dict(terms.SUPPORT_STAGES):
        raise Invalid(_("Choose whether this is there already or comes with the plan."), "stage")
    return {
        "what": needed(what, "what", 200, _("Write down what the support is.")),
        "amount": checked(amount, "amount"),
        "period": period,
        "payer": payer_code(payer, "payer"),
        "who": bounded(who, "who", 120),
        "stage": stage,
    }
