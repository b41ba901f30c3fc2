from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "naast.insight"
    label = "insight"
    verbose_name = "Insight"
