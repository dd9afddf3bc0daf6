"""The account of a person, his memberships, and the shared workstation with its PINs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from brasdroit.foundation.identifiers import new_id
from brasdroit.foundation.tenancy.models import Tenant, TenantModel


class UserManager(BaseUserManager["User"]):
    """Accounts by e-mail address, lower-cased."""

    def create_user(self, email: str, password: str | None = None, **names: Any) -> User:
        """A saved account; without a password it can only sign in by another means."""
        user = self.model(email=email.strip().lower(), **names)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of an address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who can sign in. Holds no right of its own: rights come from a membership."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    title = models.CharField(max_length=10, blank=True)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        app_label = "foundation"

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def full_name(self) -> str:
        """« Dr Claire Martin », « Sarah Benali »."""
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)

    @property
    def initials(self) -> str:
        """« SB »."""
        return "".join(part[:1] for part in (self.given_name, self.family_name)).upper()


class Membership(models.Model):
    """A person in one role for one tenant. Two roles are two memberships: each act is logged under its own.

    Not tenant-scoped by its manager: it is read at sign-in, before any tenant is in force.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="memberships", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "foundation"
        constraints = [models.UniqueConstraint(fields=["tenant", "user", "role"], name="membership_once_per_role")]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class Workstation(TenantModel):
    """A computer shared at the front desk, known by a secret in its cookie; locks after ``idle_minutes``."""

    name = models.CharField(max_length=80)
    secret_digest = models.CharField(max_length=64, unique=True)
    idle_minutes = models.PositiveSmallIntegerField(default=5)
    active = models.BooleanField(default=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta(TenantModel.Meta):
        app_label = "foundation"
        indexes = [models.Index(fields=["tenant", "name"], name="workstation_name")]

    def __str__(self) -> str:
        return self.name


class PinCredential(TenantModel):
    """The personal PIN of one person in one tenant, for the shared workstations only."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="pins")
    pin_hash = models.CharField(max_length=200)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(TenantModel.Meta):
        app_label = "foundation"
        constraints = [models.UniqueConstraint(fields=["tenant", "user"], name="pin_once_per_person")]

    def __str__(self) -> str:
        return f"PIN {self.user_id}"
