"""The floor "record" as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    """Holds the tables of its capabilities; the search index is put in place after each migration."""

    name = "brasdroit.record"
    label = "record"
    verbose_name = "Dossier"

    def ready(self) -> None:
        """The search index needs tables that Django does not know (FTS5) or does not describe (GIN)."""
        from brasdroit.foundation.search.tables import install

        post_migrate.connect(install, sender=self, dispatch_uid="brasdroit.search")
