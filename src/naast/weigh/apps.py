from django.apps import AppConfig


class WeighConfig(AppConfig):
    name = "naast.weigh"
    label = "weigh"
    verbose_name = "Weigh"

    def ready(self) -> None:
        from naast.weigh import receivers  # noqa: F401 - connects them
