from django.apps import AppConfig


class FolderConfig(AppConfig):
    name = "naast.folder"
    label = "folder"
    verbose_name = "Folder"

    def ready(self) -> None:
        from naast.folder.keeping import story_copies
        from naast.listen import keepers

        keepers.register(story_copies)
