from django.apps import AppConfig


class LearnConfig(AppConfig):
    name = "naast.learn"
    label = "learn"
    verbose_name = "Learn"

    def ready(self) -> None:
        from naast.learn import receivers  # noqa: F401 - connects them
