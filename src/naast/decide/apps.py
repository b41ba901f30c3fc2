from django.apps import AppConfig


class DecideConfig(AppConfig):
    name = "naast.decide"
    label = "decide"
    verbose_name = "Decide"

    def ready(self) -> None:
        from naast.decide.asked import is_asked_to_read
        from naast.decide.queries import why_file_stays
        from naast.kernel import erasure
        from naast.weigh import asked

        erasure.register_suspender(why_file_stays)
        asked.register_asked(is_asked_to_read)
