"""The platform as a Django application."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Installs the write guard on every database connection."""

    name = "brasdroit.foundation"
    label = "foundation"
    verbose_name = "Socle"

    def ready(self) -> None:
        """Guard the connections, then let the composition root wire events and ports."""
        from brasdroit.foundation.guard import install

        install()
