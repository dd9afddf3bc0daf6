"""The patient: one person, one identity."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from brasdroit.foundation.search.document import DocumentTerms, document_terms
from brasdroit.foundation.tenancy.models import VersionedModel
from brasdroit.record.patients.rules.naming import capitalised
from brasdroit.record.patients.types import (
    BirthDate,
    ComplementaryTraits,
    Identity,
    IdentityAttribute,
    IdentityStatus,
    InsIdentifier,
    Sex,
    StrictTraits,
)

_PROV, _VALI = IdentityStatus.PROVISIONAL, IdentityStatus.VALIDATED
_WITH_INS = [IdentityStatus.RETRIEVED, IdentityStatus.QUALIFIED]


class Patient(VersionedModel):
    """A person followed by the practice (Patient).

    Strict traits (safety §1.3) are written in the authorised characters. `birth_place` is a COG code, blank when
    unknown. `phone` and `phone_other` are E.164. An INS is present exactly in the statuses that carry one (§1.6).
    A merged patient is inactive and names who he was merged into.
    """

    birth_name = models.CharField(max_length=100)
    first_birth_given_name = models.CharField(max_length=100)
    birth_given_names = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    birth_date_estimated = models.BooleanField(default=False)
    sex = models.CharField(max_length=1)
    birth_place = models.CharField(max_length=5, blank=True)
    birth_place_label = models.CharField(max_length=100, blank=True)

    used_name = models.CharField(max_length=100, blank=True)
    used_given_name = models.CharField(max_length=100, blank=True)

    ins_matricule = models.CharField(max_length=15, blank=True)
    ins_oid = models.CharField(max_length=20, blank=True)
    identity_status = models.CharField(max_length=5, default=_PROV)
    is_homonym = models.BooleanField(default=False)
    is_doubtful = models.BooleanField(default=False)
    is_fictitious = models.BooleanField(default=False)
    evidence_kind = models.CharField(max_length=20, blank=True)
    evidence_seen_on = models.DateField(null=True, blank=True)
    ins_checked_at = models.DateTimeField(null=True, blank=True)

    phone = models.CharField(max_length=16, blank=True)
    phone_other = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    address_line = models.CharField(max_length=120, blank=True)
    address_extra = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    city = models.CharField(max_length=80, blank=True)
    city_code = models.CharField(max_length=5, blank=True)

    treating_doctor = models.ForeignKey("practice.Member", null=True, on_delete=models.PROTECT, related_name="+")
    treating_doctor_name = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=500, blank=True)
    deceased_on = models.DateField(null=True, blank=True)
    active = models.BooleanField(default=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    last_seen_on = models.DateField(null=True, blank=True)

    class Meta(VersionedModel.Meta):
        app_label = "record"
        indexes = [
            models.Index(fields=["tenant", "birth_date"], name="patient_birth_date"),
            models.Index(fields=["tenant", "phone"], name="patient_phone"),
            models.Index(fields=["tenant", "phone_other"], name="patient_phone_other"),
            models.Index(fields=["tenant", "email"], name="patient_email"),
            models.Index(fields=["tenant", "ins_matricule"], name="patient_matricule"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "ins_matricule", "ins_oid"],
                condition=Q(active=True) & ~Q(ins_matricule=""),
                name="patient_ins_once",
            ),
            models.CheckConstraint(
                condition=Q(ins_matricule="", ins_oid="") | (~Q(ins_matricule="") & ~Q(ins_oid="")),
                name="patient_ins_with_oid",
            ),
            models.CheckConstraint(
                condition=(Q(identity_status__in=_WITH_INS) & ~Q(ins_matricule=""))
                | Q(identity_status__in=[_PROV, _VALI], ins_matricule=""),
                name="patient_ins_fits_status",
            ),
            models.CheckConstraint(
                condition=Q(is_doubtful=False, is_fictitious=False)
                | (Q(identity_status=_PROV) & ~Q(is_doubtful=True, is_fictitious=True)),
                name="patient_doubtful_provisional",
            ),
            models.CheckConstraint(
                condition=Q(is_fictitious=False) | Q(is_homonym=False), name="patient_fictitious_alone"
            ),
            models.CheckConstraint(condition=Q(sex__in=["M", "F", "I"]), name="patient_sex"),
            models.CheckConstraint(condition=~Q(birth_name="") & ~Q(first_birth_given_name=""), name="patient_named"),
            models.CheckConstraint(
                condition=Q(deceased_on=None) | Q(deceased_on__gte=F("birth_date")), name="patient_dies_after_birth"
            ),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(active=False), name="patient_merged_inactive"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="patient_not_merged_into_self"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.birth_name} {self.given_name}".replace("'", "’")

    @property
    def given_name(self) -> str:
        """The given name as shown: « Jean-Pierre », the one used when there is one."""
        return capitalised(self.used_given_name or self.first_birth_given_name)

    @property
    def ins(self) -> InsIdentifier | None:
        """The matricule with its OID, or None."""
        return InsIdentifier(self.ins_matricule, self.ins_oid) if self.ins_matricule else None

    @property
    def traits(self) -> StrictTraits:
        """The strict traits, as the rules take them."""
        return StrictTraits(
            birth_name=self.birth_name,
            first_birth_given_name=self.first_birth_given_name,
            birth_date=BirthDate(self.birth_date, self.birth_date_estimated),
            sex=Sex(self.sex),
            birth_place=self.birth_place or None,
            birth_given_names=self.birth_given_names,
        )

    @property
    def attributes(self) -> frozenset[IdentityAttribute]:
        """The attributes in force."""
        flags = ((self.is_homonym, IdentityAttribute.HOMONYM), (self.is_doubtful, IdentityAttribute.DOUBTFUL))
        raised = [attribute for flag, attribute in flags if flag]
        return frozenset([*raised, *([IdentityAttribute.FICTITIOUS] if self.is_fictitious else [])])

    @property
    def identity(self) -> Identity:
        """The identity, as the rules take it."""
        complementary = ComplementaryTraits(
            used_name=self.used_name,
            used_given_name=self.used_given_name,
            phones=tuple(number for number in (self.phone, self.phone_other) if number),
            email=self.email,
            postal_code=self.postal_code,
            city=self.city,
        )
        return Identity(self.traits, complementary, IdentityStatus(self.identity_status), self.attributes, self.ins)

    @property
    def terms(self) -> DocumentTerms | None:
        """What a search finds the patient by; None when it must not find him."""
        if not self.active:
            return None
        family, given = (self.birth_name, self.used_name), (self.first_birth_given_name, self.used_given_name)
        return document_terms(family, given, (self.birth_given_names,), self.birth_date)
