"""The tenant, and the base of every table that belongs to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Self, TypeVar

from django.db import IntegrityError, models
from django.utils import timezone

from brasdroit.foundation.errors import Conflict
from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.context import current_tenant_id

M = TypeVar("M", bound=models.Model)


class Tenant(models.Model):
    """A practice, a group or a training centre: the border nobody's data crosses."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, default="practice")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "foundation"

    def __str__(self) -> str:
        return self.name


class TenantManager(models.Manager[M]):
    """Rows of the tenant in force only; no tenant in force is an error, never "all rows"."""

    def get_queryset(self) -> models.QuerySet[M]:
        """The rows of the tenant in force."""
        return super().get_queryset().filter(tenant_id=current_tenant_id())


class RowRefused(IntegrityError):
    """A constraint refused new rows; ``rows`` are those, whose identifiers a page may have chosen."""

    def __init__(self, *texts: object, rows: Sequence[models.Model]) -> None:
        super().__init__(*texts)
        self.rows = rows


class TenantModel(models.Model):
    """Base of every tenant table: public identifier, tenant, creation time.

    ``objects`` sees the tenant in force; ``everyone`` sees all tenants and is for the platform only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(
        Tenant, on_delete=models.PROTECT, default=current_tenant_id, editable=False, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()
    everyone: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "everyone"

    def save(self, *args: Any, **options: Any) -> None:
        """As Django saves; raises RowRefused, which names the row, when a constraint refuses a new one."""
        try:
            super().save(*args, **options)
        except IntegrityError as error:
            if not self._state.adding:
                raise
            raise RowRefused(*error.args, rows=(self,)) from error


class VersionedModel(TenantModel):
    """A tenant row edited by several people: an edit names the version it started from."""

    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        base_manager_name = "everyone"

    def save_edit(self, *, expected_version: int | None, fields: list[str]) -> None:
        """Save ``fields`` if nobody saved since ``expected_version`` (None: the version just read).

        Raises Conflict when somebody did; nothing is written then.
        """
        expected = self.version if expected_version is None else expected_version
        values = {name: getattr(self, name) for name in fields}
        stamped = {**values, "version": expected + 1, "updated_at": timezone.now()}
        if not type(self).objects.filter(pk=self.pk, version=expected).update(**stamped):
            raise Conflict(
                "Une autre personne a modifié cette fiche entre-temps. Relisez ses changements, puis enregistrez.",
                code="stale",
            )
        self.version = expected + 1
