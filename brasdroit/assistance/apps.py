"""The floor "assistance" as a Django application."""

from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    """Holds the tables of its capabilities; nothing runs at start."""

    name = "brasdroit.assistance"
    label = "assistance"
    verbose_name = "Assistance"
