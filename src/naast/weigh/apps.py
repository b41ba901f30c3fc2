from django.apps import AppConfig


class WeighConfig(AppConfig):
    name = "naast.weigh"
    label = "weigh"
    verbose_name = "Weigh"
