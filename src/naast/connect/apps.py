from django.apps import AppConfig


class ConnectConfig(AppConfig):
    name = "naast.connect"
    label = "connect"
    verbose_name = "Connect"
