from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "naast.kernel"
    label = "kernel"
    verbose_name = "Kernel"

    def ready(self) -> None:
        from naast.kernel.hardening import harden

        post_migrate.connect(harden, dispatch_uid="naast.kernel.harden")
