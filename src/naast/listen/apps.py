from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "naast.listen"
    label = "listen"
    verbose_name = "Listen"
