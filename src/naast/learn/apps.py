from django.apps import AppConfig


class LearnConfig(AppConfig):
    name = "naast.learn"
    label = "learn"
    verbose_name = "Learn"
