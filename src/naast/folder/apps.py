from django.apps import AppConfig


class FolderConfig(AppConfig):
    name = "naast.folder"
    label = "folder"
    verbose_name = "Folder"
