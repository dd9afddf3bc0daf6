"""The practice, its sites, its rooms and its devices."""

from __future__ import annotations

from django.db import models

from brasdroit.foundation.tenancy.models import VersionedModel
from brasdroit.practice.organisation.types import DeviceKind


class Organization(VersionedModel):
    """The practice as the law and the phone book know it; one per tenant.

    ``department`` (01 … 2B … 976) decides the public holidays; ``idle_minutes`` locks a screen left alone.
    """

    name = models.CharField(max_length=120)
    finess = models.CharField(max_length=9, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    department = models.CharField(max_length=3, blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    idle_minutes = models.PositiveSmallIntegerField(default=10)

    class Meta(VersionedModel.Meta):
        app_label = "practice"
        constraints = [
            models.UniqueConstraint(fields=["tenant"], name="organization_once"),
            models.CheckConstraint(condition=models.Q(idle_minutes__range=(1, 120)), name="organization_idle"),
        ]

    def __str__(self) -> str:
        return self.name


class Site(VersionedModel):
    """An address where patients are received."""

    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    city = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    active = models.BooleanField(default=True)

    class Meta(VersionedModel.Meta):
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="site_name_once")]

    def __str__(self) -> str:
        return self.name


class Room(VersionedModel):
    """A room of a site; ``kind`` is a RoomKind."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rooms", db_index=False)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, default="consultation")
    active = models.BooleanField(default=True)

    class Meta(VersionedModel.Meta):
        app_label = "practice"
        constraints = [models.UniqueConstraint(fields=["tenant", "site", "name"], name="room_name_once")]

    def __str__(self) -> str:
        return self.name


class Device(VersionedModel):
    """A device; ``kind`` is a DeviceKind. ``fully_automatic`` is a doctor's declaration (None: nobody said).

    A declaration names its author and its day together (profession §1.4, rule 3).
    """

    kind = models.CharField(max_length=20)
    brand = models.CharField(max_length=60, blank=True)
    model = models.CharField(max_length=60, blank=True)
    serial = models.CharField(max_length=60, blank=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, blank=True, related_name="devices")
    fully_automatic = models.BooleanField(null=True)
    declared_by = models.ForeignKey("practice.Member", on_delete=models.PROTECT, null=True, related_name="+")
    declared_on = models.DateField(null=True)
    last_check = models.DateField(null=True, blank=True)
    next_check = models.DateField(null=True, blank=True)
    in_service = models.BooleanField(default=True)

    class Meta(VersionedModel.Meta):
        app_label = "practice"
        indexes = [models.Index(fields=["tenant", "kind"], name="device_kind")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fully_automatic=None, declared_by=None, declared_on=None)
                | models.Q(fully_automatic__isnull=False, declared_by__isnull=False, declared_on__isnull=False),
                name="device_declaration_whole",
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind", "brand", "serial"],
                condition=~models.Q(serial=""),
                name="device_serial_once",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """« Tensiomètre Omron M7 »."""
        return " ".join(part for part in (DeviceKind(self.kind).label, self.brand, self.model) if part)
