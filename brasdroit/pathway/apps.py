"""The floor "pathway" as a Django application."""

from django.apps import AppConfig


class PathwayConfig(AppConfig):
    """Holds the tables of its capabilities; nothing runs at start."""

    name = "brasdroit.pathway"
    label = "pathway"
    verbose_name = "Parcours de santé"
