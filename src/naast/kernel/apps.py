from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "naast.kernel"
    label = "kernel"
    verbose_name = "Kernel"

    def ready(self) -> None:
        from naast.kernel.hardening import harden
        from naast.kernel.plain_forms import speak_plainly

        speak_plainly()
        # Once: Django sends the signal of every app when all migrations are done.
        post_migrate.connect(harden, sender=self, dispatch_uid="naast.kernel.harden")
