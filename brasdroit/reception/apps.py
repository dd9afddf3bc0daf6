"""The floor "reception" as a Django application."""

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    """Holds the tables of its capabilities; nothing runs at start."""

    name = "brasdroit.reception"
    label = "reception"
    verbose_name = "Accueil"
