from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "naast.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from naast.kernel import actors, audit, visibility
        from naast.people import circle
        from naast.people.queries import withheld_from_resident

        visibility.register_circle(circle.case_ids)
        actors.register_loader(circle.load_actor)
        audit.register_withheld(withheld_from_resident)
