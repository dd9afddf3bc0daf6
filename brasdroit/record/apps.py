"""The floor "record" as a Django application."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Holds the tables of its capabilities; nothing runs at start."""

    name = "brasdroit.record"
    label = "record"
    verbose_name = "Dossier"
