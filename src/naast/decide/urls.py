from __future__ import annotations

from django.urls import path

from naast.decide.urls_after import after
from naast.decide.urls_beside import beside
from naast.decide.urls_language import patterns as language_patterns
from naast.decide.urls_letters import patterns as letter_patterns
from naast.decide.views import (
    clocks,
    determining,
    funds,
    letter,
    mandates,
    objecting,
    overview,
    paying,
    proposing,
    reading,
    routine,
    telling,
)

app_name = "decide"

urlpatterns = [
    path("casus/<int:case_id>/besluit/", overview.overview, name="overview"),
    path("casus/<int:case_id>/besluit/nemen/", overview.decide, name="decide"),
    path("casus/<int:case_id>/besluit/horen/", proposing.hear, name="hear"),
    path("casus/<int:case_id>/besluit/voorstel/", proposing.propose, name="propose"),
    path("casus/<int:case_id>/besluit/voorstel/terug/", proposing.withdraw, name="withdraw"),
    path("casus/<int:case_id>/besluit/meelezen/<int:proposal_id>/", reading.read, name="read"),
    path("casus/<int:case_id>/besluit/<int:decision_id>/brief/", letter.letter, name="letter"),
    path("casus/<int:case_id>/besluit/brief/<int:document_id>/", letter.document, name="document"),
    path("casus/<int:case_id>/besluit/<int:decision_id>/bezwaar/", objecting.receive, name="object"),
    path(
        "casus/<int:case_id>/besluit/termijnen/te-laat/<int:notice_id>/bezwaar/",
        objecting.receive,
        name="object_penalty",
    ),
    path("casus/<int:case_id>/besluit/bezwaar/<int:objection_id>/", objecting.hand, name="hand_objection"),
    path("casus/<int:case_id>/besluit/termijnen/", clocks.overview, name="clocks"),
    path("casus/<int:case_id>/besluit/termijnen/<int:intake_id>/stap/", clocks.step, name="clock_step"),
    path(
        "casus/<int:case_id>/besluit/termijnen/<int:intake_id>/later/",
        telling.later,
        name="clock_later",
    ),
    path("casus/<int:case_id>/besluit/termijnen/<int:intake_id>/stil/", telling.pause, name="clock_pause"),
    path("casus/<int:case_id>/besluit/termijnen/<int:intake_id>/te-laat/", clocks.late, name="clock_late"),
    path("casus/<int:case_id>/besluit/termijnen/stil/<int:change_id>/", clocks.end_pause, name="clock_end"),
    path(
        "casus/<int:case_id>/besluit/termijnen/te-laat/<int:notice_id>/",
        determining.determine,
        name="clock_determine",
    ),
    path(
        "casus/<int:case_id>/besluit/termijnen/te-laat/<int:notice_id>/vragen/",
        determining.ask,
        name="ask_to_determine",
    ),
    path(
        "casus/<int:case_id>/besluit/<int:decision_id>/terugkijken/<slug:about>/",
        clocks.look_again,
        name="look_again",
    ),
    path("dwangsom/", determining.amounts, name="penalty_amounts"),
    path("dwangsom/betaler/", determining.payer, name="penalty_payer"),
    *after,
    path("casus/<int:case_id>/kort/", routine.routine, name="routine"),
    path("mandaten/", mandates.register, name="mandates"),
    path("mandaten/nieuw/", mandates.new_mandate, name="new_mandate"),
    path("mandaten/verantwoording/", mandates.account, name="mandate_account"),
    path("mandaten/<int:mandate_id>/", mandates.mandate, name="mandate"),
    path("mandaten/<int:mandate_id>/vervanger/", mandates.let_stand_in, name="let_stand_in"),
    path("mandaten/<int:mandate_id>/einde/", mandates.end_mandate, name="end_mandate"),
    path("mandaten/<int:mandate_id>/vervalt/", mandates.cancel_mandate, name="cancel_mandate"),
    path("meelezen/", reading.waiting, name="waiting"),
    path("maatwerkbudget/", funds.fund, name="fund"),
    path("maatwerkbudget/oefenen/", funds.practice_funds, name="practice_funds"),
    path("maatwerkbudget/<int:reservation_id>/", funds.settle, name="settle"),
    path("maatwerkbudget/betaald/<int:payment_id>/", funds.allocate, name="allocate"),
    path("maatwerkbudget/boekingen/<int:fund_id>/", funds.export, name="export_fund"),
    path("maatwerkbudget/onder-nul/<int:fund_id>/", funds.below_zero, name="below_zero"),
    path("maatwerkbudget/kleine-kas/", funds.petty_sums, name="petty_sums"),
    path("casus/<int:case_id>/kleine-kas/", paying.petty, name="petty"),
    path("casus/<int:case_id>/kleine-kas/bewijs/", paying.prove, name="prove"),
    path("casus/<int:case_id>/kleine-kas/bewijs/<int:proof_id>/", paying.proof, name="proof"),
    *letter_patterns,
    *beside,
    *language_patterns,
]
