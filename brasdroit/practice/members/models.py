"""The people of the practice, one row for one person in one role."""

from __future__ import annotations

from datetime import date

from django.db import models

from brasdroit.foundation.service import DELEGATED_ROLES
from brasdroit.foundation.tenancy.models import VersionedModel
from brasdroit.practice.members.types import Role

# Known as soon as the tables are: no service can run before an assistant is bound by delegations.
DELEGATED_ROLES.add(Role.ASSISTANT)


class Member(VersionedModel):
    """One person in one role; two roles are two members. ``membership`` is empty for somebody without an account.

    ``display_name`` « Dr Claire Martin », ``short_name`` « Dr Martin »; ``ended_on`` is the first day away.
    """

    membership = models.OneToOneField(
        "foundation.Membership", on_delete=models.PROTECT, null=True, blank=True, related_name="member"
    )
    role = models.CharField(max_length=20)
    display_name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "practice"
        indexes = [models.Index(fields=["tenant", "role", "display_name"], name="member_role")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def initials(self) -> str:
        """« CM » for « Dr Claire Martin »."""
        words = [word for word in self.display_name.split() if word not in {"Dr", "Pr"}]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    def is_active(self, on: date) -> bool:
        """Whether the person belongs to the practice on that day."""
        return self.ended_on is None or on < self.ended_on


class DoctorProfile(VersionedModel):
    """What is known of a doctor: number, specialty, sector, whether he accepts deliberate overbooking."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="doctor_profile")
    rpps = models.CharField(max_length=11, blank=True)
    specialty = models.CharField(max_length=80, blank=True)
    sector = models.CharField(max_length=10, blank=True)
    overbooking_allowed = models.BooleanField(default=False)
    overbooking_max_per_day = models.PositiveSmallIntegerField(default=0)

    class Meta(VersionedModel.Meta):
        app_label = "practice"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "rpps"], condition=~models.Q(rpps=""), name="doctor_rpps_once"),
            models.CheckConstraint(
                condition=models.Q(overbooking_max_per_day__lte=50), name="doctor_overbooking_reasonable"
            ),
        ]

    def __str__(self) -> str:
        return self.rpps


class AssistantProfile(VersionedModel):
    """What decides whether an assistant may be entrusted with missions (profession §1.4, §2.7, §3.6).

    ``trainings``: mission code -> first day no longer valid (ISO) or null without limit. ``contract_until``: last
    day included. Dates left empty are "not filled in": a rule that needs them answers "undetermined".
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="assistant_profile")
    profile = models.CharField(max_length=20)
    hired_on = models.DateField(null=True, blank=True)
    post_started_on = models.DateField(null=True, blank=True)
    contract_from = models.DateField()
    contract_until = models.DateField(null=True, blank=True)
    cpam_signed_on = models.DateField(null=True, blank=True)
    certified_on = models.DateField(null=True, blank=True)
    adaptation_on = models.DateField(null=True, blank=True)
    afgsu_on = models.DateField(null=True, blank=True)
    afgsu_refreshed_on = models.DateField(null=True, blank=True)
    trainings = models.JSONField(default=dict, blank=True)
    confidentiality_signed_on = models.DateField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "practice"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contract_until=None) | models.Q(contract_until__gte=models.F("contract_from")),
                name="assistant_contract_ordered",
            )
        ]

    def __str__(self) -> str:
        return self.profile
