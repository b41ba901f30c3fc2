from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "naast.listen"
    label = "listen"
    verbose_name = "Listen"

    def ready(self) -> None:
        from naast.kernel import drafts
        from naast.listen import guarding

        drafts.register_guard("listen.story", guarding.story_draft)
        drafts.register_guard("listen.recording", guarding.recording_draft)
