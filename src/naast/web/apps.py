from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "naast.web"
    label = "web"
    verbose_name = "Naast"
