from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "naast.demo"
    label = "demo"
    verbose_name = "Demo"
