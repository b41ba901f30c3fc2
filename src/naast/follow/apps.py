from django.apps import AppConfig


class FollowConfig(AppConfig):
    name = "naast.follow"
    label = "follow"
    verbose_name = "Follow"

    def ready(self) -> None:
        from naast.follow import receivers  # noqa: F401 - connects them
