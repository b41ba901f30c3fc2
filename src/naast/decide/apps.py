from django.apps import AppConfig


class DecideConfig(AppConfig):
    name = "naast.decide"
    label = "decide"
    verbose_name = "Decide"

    def ready(self) -> None:
        from naast.decide.queries import why_file_stays
        from naast.kernel import erasure

        erasure.register_suspender(why_file_stays)
