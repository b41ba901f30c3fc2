from __future__ import annotations

from django.urls import path

from naast.plan.views import (
    helpers,
    lines,
    overview,
    own_words,
    price_files,
    prices,
    reporting,
    returns,
    steps,
)

app_name = "plan"
CASE = "casus/<int:case_id>/plan/"

urlpatterns = [
    path(CASE, overview.overview, name="overview"),
    path(f"{CASE}toekomst/", overview.perspective, name="perspective"),
    path(f"{CASE}belemmering/", overview.obstacle, name="obstacle"),
    path(f"{CASE}doorbraak/", overview.breakthrough, name="breakthrough"),
    path(f"{CASE}uitleg/", overview.market, name="market"),
    path(f"{CASE}doel/", overview.add_goal, name="add_goal"),
    path(f"{CASE}doel/van-het-bord/", overview.take_over_goal, name="take_over_goal"),
    path(f"{CASE}doel/<int:row_id>/", overview.goal, name="goal"),
    path(f"{CASE}doel/<int:row_id>/eigen-woorden/", own_words.goal, name="goal_words"),
    path(f"{CASE}belemmering/<int:row_id>/eigen-woorden/", own_words.obstacle, name="obstacle_words"),
    path(f"{CASE}hulp/", overview.add_support, name="add_support"),
    path(f"{CASE}hulp/<int:row_id>/", overview.support, name="support"),
    path(f"{CASE}wie-helpt-nu/", helpers.helpers, name="helpers"),
    path(f"{CASE}stappen/", steps.steps, name="steps"),
    path(f"{CASE}stappen/<int:row_id>/", steps.step, name="step"),
    path(f"{CASE}pijlers/", steps.pillars, name="pillars"),
    path(f"{CASE}overnemen/", steps.taking_over, name="taking_over"),
    path(f"{CASE}overnemen/<int:row_id>/", steps.one_taking_over, name="one_taking_over"),
    path(f"{CASE}herinneringen/", steps.reminders, name="reminders"),
    path(f"{CASE}afspreken/", overview.agree, name="agree"),
    path(f"{CASE}meldcode/", reporting.codes, name="reporting_codes"),
    path(f"{CASE}meldcode/<int:code_id>/", reporting.code, name="reporting_code"),
    path(f"{CASE}versie/<int:number>/", overview.version, name="version"),
    path(f"{CASE}opbrengst/", returns.page, name="returns"),
    path(f"{CASE}opbrengst/prijspeil/", returns.price_level, name="price_level"),
    path(f"{CASE}opbrengst/<str:kind>/regel/", returns.add_line, name="add_line"),
    path(f"{CASE}opbrengst/<str:kind>/verhaal/", returns.scenario, name="scenario"),
    path(f"{CASE}opbrengst/<str:kind>/regel/proberen/", lines.try_line, name="try_line"),
    path(f"{CASE}opbrengst/gevolg/", lines.consequence, name="consequence"),
    path(f"{CASE}opbrengst/hulp/<int:row_id>/", lines.take_in_support, name="take_in_support"),
    path(f"{CASE}opbrengst/regel/<int:row_id>/", lines.line, name="line"),
    path(f"{CASE}opbrengst/regel/<int:row_id>/proberen/", lines.try_change, name="try_change"),
    path("prijzen/", prices.prices, name="prices"),
    path("prijzen/nieuw/", prices.new_price, name="new_price"),
    path("prijzen/prijspeil/", prices.price_index, name="price_index"),
    path("prijzen/inlezen/", price_files.import_prices, name="import_prices"),
    path("prijzen/inlezen/<int:import_id>/", price_files.imported_prices, name="imported_prices"),
    path("prijzen/alle.csv", price_files.export_prices, name="export_prices"),
    path("prijzen/<int:price_id>/", prices.price, name="price"),
    path("prijzen/<int:price_id>/eigen/", prices.change_price, name="change_price"),
    path("prijzen/<int:price_id>/tot/", prices.end_price, name="end_price"),
    path("prijzen/<int:price_id>/boeken/", prices.book_price, name="book_price"),
    path("prijzen/<int:price_id>/gebruiken/", prices.use_price, name="use_price"),
]
