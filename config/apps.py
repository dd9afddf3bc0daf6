"""The configuration as the last Django application: it wires the house once the others are ready."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Calls the composition root."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        """Wire the floors."""
        from brasdroit.wiring import wire

        wire()
