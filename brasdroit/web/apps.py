"""The workspace as a Django application: templates and static files, no model."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Listens to the sign-in library."""

    name = "brasdroit.web"
    label = "web"

    def ready(self) -> None:
        """Connect once the applications are loaded."""
        from brasdroit.web.accounts.signals import connect

        connect()
