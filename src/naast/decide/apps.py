from django.apps import AppConfig


class DecideConfig(AppConfig):
    name = "naast.decide"
    label = "decide"
    verbose_name = "Decide"
