from django.apps import AppConfig


class FollowConfig(AppConfig):
    name = "naast.follow"
    label = "follow"
    verbose_name = "Follow"
