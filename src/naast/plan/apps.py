from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "naast.plan"
    label = "plan"
    verbose_name = "Plan"

    def ready(self) -> None:
        from naast.kernel import audit
        from naast.plan.reporting import withheld_pages

        audit.register_withheld_pages(withheld_pages)
