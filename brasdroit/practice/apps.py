"""The floor "practice" as a Django application."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Holds the tables of its capabilities; nothing runs at start."""

    name = "brasdroit.practice"
    label = "practice"
    verbose_name = "Cabinet"
