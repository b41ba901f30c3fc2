from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "naast.plan"
    label = "plan"
    verbose_name = "Plan"
