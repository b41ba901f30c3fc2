"""What the database refused, said to the person who asked. The rules stand in the migrations from 0002."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from naast.kernel.errors import Invalid

MESSAGES = {
    "decide_openfund_name": (_("There is a fund of this name already."), "name"),
    "decide_fund_never_below_zero": (_("The fund does not hold this amount."), "fund"),
    "decide_fund_practice_apart": (
        _("This is a practice case: its money stands apart, and nothing of it is paid from a real fund."),
        "",
    ),
    "decide_fund_within_reservation": (_("More than is left of this reservation."), "amount"),
    "decide_fund_of_one_reservation": (_("This is not a reservation of this decision."), "amount"),
    "decide_fund_payer_is_not_approver": (_("Whoever decided does not pay: ask a colleague."), ""),
    "decide_fund_petty_of_a_day": (_("More than petty cash holds for one resident on one day."), "amount"),
    "decide_fund_of_its_purpose": (
        _("A penalty for lateness stands in its own account, and nothing else does."),
        "fund",
    ),
    "decide_fundentry_by_decision": (_("What was determined is paid, and not given back."), "kind"),
    "decide_default_within_mandate": (_("This is outside the mandate."), ""),
    "decide_default_not_by_payer": (
        _("You pay this from the account that you keep, so somebody else determines it."),
        "",
    ),
    "decide_objectionstep_time_to_complete": (_("Choose a day after today."), "until_on"),
    "decide_objectionstep_asked_first": (_("Nothing was asked yet."), ""),
    "decide_objectionstep_inadmissible_ground": (
        _("Choose on which ground the objection is inadmissible."),
        "because",
    ),
    "decide_objectionstep_completed_first": (
        _("First ask what is missing and give time to complete it (Awb 6:6)."),
        "because",
    ),
    "decide_fund_within_payment": (_("More than is left of this payment to allocate."), "amount"),
    "decide_fund_proof_of_a_payment": (_("This is not a payment in this case."), ""),
    "decide_fund_room_by_owner": (_("Only the owner of this fund lets it go below zero."), ""),
    "decide_fund_of_one_payment": (_("This is not a payment of this decision."), ""),
    "decide_reading_by_somebody_else": (_("Whoever wrote or decided does not read along."), ""),
    "decide_reading_in_role": (_("Here another role reads along."), ""),
    "decide_decision_as_proposed": (_("The proposal changed in the meantime."), ""),
    "decide_decision_within_mandate": (_("This is outside the mandate."), ""),
    "decide_decision_not_by_reader": (_("Whoever read along does not decide."), ""),
    "decide_decision_read_along": (_("The second reader has not read this yet."), ""),
    "decide_decision_heard_here": (_("This hearing belongs to another case."), ""),
    "decide_decision_heard_anew": (_("What the resident said was about an earlier decision."), ""),
    "decide_mandate_not_self": (_("Nobody gives a mandate to themselves; ask a colleague."), ""),
    "decide_mandate_only_ends": (_("A mandate does not change: end it and give a new one."), ""),
    "decide_mandate_by_administrator": (_("Only the administrator keeps the mandate register."), ""),
    "decide_mandate_contradicts": (
        _("On these days somebody holds a mandate of this kind with another limit already."),
        "up_to",
    ),
    "decide_mandate_stand_in_ends": (_("Until which day does somebody stand in?"), "until_on"),
    "decide_mandate_stand_in_within": (
        _("Who stands in may decide what the mandate holds, within its days."),
        "",
    ),
    "decide_mandate_stand_in_once": (_("This colleague stands in already on these days."), "staff"),
    "decide_mandate_past_stands": (
        _("Something was decided under this mandate after that day, and that stands."),
        "until_on",
    ),
    "decide_decision_not_through_stand_in": (
        _("Who stands in decides nothing that either of the two wrote or read along."),
        "",
    ),
    "decide_reading_not_through_stand_in": (
        _("Whoever stands in for the writer or decider, or the other way round, does not read along."),
        "",
    ),
    "decide_objection_other_decider": (_("Somebody else than before handles an objection."), "handler"),
    "decide_objection_by_a_step": (_("An objection goes on by a step, and ends once."), ""),
    "decide_objectionstep_after_end": (_("This objection has its answer already."), ""),
    "decide_objectionstep_one_end": (_("This objection has its answer already."), ""),
    "decide_objectionstep_by_handler": (_("Who handles the objection does this."), ""),
    "decide_objectionstep_papers_a_week": (
        _("The papers lie ready for at least a week before the hearing (Awb 7:4): choose a later day."),
        "hearing_on",
    ),
    "decide_objectionstep_postponed_once": (
        _("It was postponed once already: further only on another ground (Awb 7:10)."),
        "because",
    ),
    "decide_objectionstep_heard_first": (
        _("First the resident is heard, or it is written down why not (Awb 7:2, 7:3)."),
        "",
    ),
    "decide_objectionstep_within_mandate": (_("This is outside the mandate."), ""),
    "decide_objectionstep_new_decision": (
        _("First the new decision is needed that takes the place of the earlier one."),
        "verdict",
    ),
    "decide_objectionstep_owes_more": (
        _(
            "That is not more than before. A founded objection gives more; otherwise it is unfounded, "
            "with the reason."
        ),
        "owed_days",
    ),
    "decide_objectionpaper_once": (_("This letter was sent already."), ""),
    "decide_revision_one_open": (
        _("Another decision is being looked at again here. Finish or stop that first."),
        "",
    ),
    "decide_revision_replaced_once": (
        _("This decision was replaced already: look at the one that took its place."),
        "",
    ),
    "decide_revision_stays": (_("A revision stays as it was made."), ""),
    "decide_revision_not_worse": (
        _("After an objection nobody is worse off than before (Awb 7:11)."),
        "outcome",
    ),
    "decide_revision_less_is_partly": (
        _("This gives less than the decision that it replaces: choose partly or no, with the reason."),
        "outcome",
    ),
    "decide_revision_back": (
        _("What gives less and reaches back needs a reason of its own, and the resident was heard about it."),
        "",
    ),
    "decide_policy_by_role": (_("This is for another role."), ""),
    "decide_clock_of_this_case": (_("This belongs to another case, or no term runs on it."), ""),
    "decide_clock_after_it_came_in": (_("This day lies before the day on which it came in."), "day"),
    "decide_clock_step_of_this_law": (_("The law of this request has no such step."), "kind"),
    "decide_clock_change_only_ends": (_("What was told stands; it only ends."), ""),
    "decide_termchange_days": (_("Choose a day after the day of the letter."), "until_on"),
    "decide_default_stands": (_("What was determined stands."), ""),
    "decide_basis_stands": (_("What a decision rests on does not change afterwards."), ""),
    "decide_decision_rests_on": (_("First write down what this decision rests on."), ""),
    "decide_penalty_by_administrator": (_("Only the administrator keeps these amounts."), ""),
    "decide_mandate_kinds": (_("Choose kinds of exceptions from the list."), "kinds"),
    "decide_decision_read_by_another": (
        _("Who read this along wrote a part of the weighing meanwhile: somebody else reads it first."),
        "",
    ),
    "decide_decision_despite_says_why": (
        _("The second reader advises against this. Write in one sentence why you decide it all the same."),
        "despite",
    ),
    "decide_decision_outgrown": (
        _("The weighing says something else by now. Keep the proposal once more, and look who decides."),
        "",
    ),
    "decide_decision_exception_weighed": (
        _(
            "This clause is the exception that is weighed here. Propose it from the weighing, "
            "or choose another legal title."
        ),
        "title_row",
    ),
    "decide_reader_named_unread": (_("This was read along already, or waits for no reader."), "reader"),
    "decide_reader_named_no_hand": (_("Choose somebody else who may read this along."), "reader"),
    "decide_reading_not_by_weigher": (_("Who wrote a part of the weighing does not read it along."), ""),
    "decide_readinganswer_by_another": (_("Somebody else answers what you asked."), ""),
    "decide_cover_by_another": (_("Choose a team lead who did not write this."), "staff"),
    "decide_dissent_from_circle": (_("Only who is in the circle adds a dissent."), ""),
    "decide_samplerate_by_administrator": (
        _("Only the administrator sets how many decisions are read afterwards."),
        "",
    ),
    "decide_samplereading_by_drawn": (_("Somebody else was drawn to read this."), ""),
    "decide_samplereader_no_hand": (_("Somebody reads afterwards who had no hand in it."), ""),
    "decide_samplereading_sample_id_key": (_("This was read already."), ""),
    "decide_proposal_one_open": (_("There is a proposal already."), ""),
    "decide_letter_of_this_case": (_("This letter belongs to another case."), ""),
    "decide_letter_explained_here": (_("This question was asked in another case."), ""),
    "decide_dispatch_one": (_("This letter waits to leave already."), "way"),
    "decide_document_waits": (
        _("This letter waits to leave in another way. First take it back."),
        "way",
    ),
    "decide_dispatch_stands": (_("What is known of how a letter left does not change."), ""),
    "decide_dispatch_of_its_letter": (_("The day on the letter is another than that of leaving."), "day"),
    "decide_template_by_keeper": (
        _("Only the administrator or a lawyer keeps the wording of letters."),
        "",
    ),
    "decide_template_whole": (_("Something that must stand in this letter is missing."), ""),
    "decide_document_once": (_("This letter was sent already."), ""),
}


def refusal(name: str) -> Invalid:
    """What the database would refuse under this name, to say it before it comes to that."""
    message, field = MESSAGES[name]
    return Invalid(str(message), field)


@contextmanager
def said() -> Iterator[None]:
    """Turn a known refusal of the database into Invalid; the rows written inside are undone."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in MESSAGES:
            raise
        raise refusal(name) from error
