"""The platform as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FoundationConfig(AppConfig):
    """Installs the write guard on every database connection, and the border between tenants after each migration."""

    name = "brasdroit.foundation"
    label = "foundation"
    verbose_name = "Socle"

    def ready(self) -> None:
        """Guard the connections, then let the composition root wire events and ports."""
        from brasdroit.foundation.guard import install
        from brasdroit.foundation.tenancy import policies

        install()
        post_migrate.connect(policies.install, sender=self, dispatch_uid="brasdroit.tenancy")
