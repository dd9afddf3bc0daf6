"""What the agenda's forms read."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from brasdroit.foundation.identifiers import new_id
from brasdroit.reception.agenda.rules.series import Recurrence
from brasdroit.reception.agenda.selectors import AgendaSetup
from brasdroit.reception.agenda.services import (
    Booking,
    Cancellation,
    ExceptionFacts,
    OpeningFacts,
    ReserveFacts,
    TypeFacts,
    WaitingFacts,
)
from brasdroit.reception.agenda.types import CancelledBy, ExceptionKind
from brasdroit.web.reception.agenda.addresses import moment_of, uuid_of
from brasdroit.web.ui.forms import REQUIRED, FrenchDateField, FrenchPhoneField, FrenchTimeField

FUTURE_DAYS = 3660
WEEKDAYS = [
    (str(number), name)
    for number, name in enumerate(("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"))
]
KINDS = [
    ("absence", "Absence d’une personne"), ("closure", "Fermeture du cabinet"), ("break", "Pause"),
    ("extra", "Ouverture exceptionnelle"),
]  # fmt: skip
PLACES = [("practice", "Au cabinet"), ("video", "Par vidéo"), ("phone", "Par téléphone"), ("home", "À domicile")]
ROLES = [("doctor", "Médecin"), ("assistant", "Assistant médical"), ("secretary", "Secrétaire médical")]
COLOURS = [
    ("accent", "Vert"),
    ("info", "Bleu"),
    ("wait", "Jaune"),
    ("alert", "Rouge"),
    ("ok", "Vert clair"),
    ("plain", "Neutre"),
]
SHAPES = [
    ("stethoscope", "Stéthoscope"), ("syringe", "Seringue"), ("heart-pulse", "Cœur"), ("video", "Caméra"),
    ("phone", "Téléphone"), ("house", "Maison"), ("baby", "Nourrisson"), ("clipboard-list", "Dossier"),
]  # fmt: skip

REPEATS = [
    ("", "Une seule fois"), ("1-weeks", "Toutes les semaines"), ("2-weeks", "Toutes les 2 semaines"),
    ("4-weeks", "Toutes les 4 semaines"), ("1-months", "Tous les mois"), ("3-months", "Tous les 3 mois"),
    ("6-months", "Tous les 6 mois"),
]  # fmt: skip
_NO_PATIENT = "Choisissez un patient dans la liste, ou créez sa fiche."
PATIENT = {"required": _NO_PATIENT, "invalid": _NO_PATIENT}
TYPE = {**REQUIRED, "invalid_choice": "Ce type de rendez-vous n’est pas de ceux que vous pouvez donner."}


class _SetupForm(forms.Form):
    """A form whose lists come from the practice."""

    def __init__(self, *args: Any, setup: AgendaSetup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setup = setup
        people = [(str(each.id), each.short_name) for each in setup.practitioners.values()]
        rooms = [(str(each.id), each.name) for each in setup.rooms.values()]
        for name, choices in (("practitioner", people), ("room", rooms)):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = [
                    *([] if field.required else [("", field.widget.attrs.get("empty", "Toutes"))]),
                    *choices,
                ]


class BookingForm(_SetupForm):
    """A booking: `slot` is « practitioner|start|room », as the proposals carry it."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    patient = forms.UUIDField(error_messages=PATIENT)
    type = forms.ChoiceField(label="Type de rendez-vous", error_messages=TYPE)
    slot = forms.CharField(max_length=150, error_messages={"required": "Choisissez une place parmi celles proposées."})
    reason = forms.CharField(label="Motif", required=False, max_length=300)
    companion = forms.CharField(label="Accompagnant", required=False, max_length=200)
    urgent = forms.BooleanField(label="Urgent\u202f: utiliser le temps gardé pour les urgences", required=False)
    overbook = forms.BooleanField(label="Surnombre\u202f: ajouter même si la place est prise", required=False)

    repeat = forms.ChoiceField(label="Répéter", choices=REPEATS, required=False)
    count = forms.IntegerField(label="Combien de fois", required=False, min_value=2, max_value=52)

    def __init__(self, *args: Any, setup: AgendaSetup, role: str, **kwargs: Any) -> None:
        super().__init__(*args, setup=setup, **kwargs)
        kinds = [(str(each.id), f"{each.name}, {each.minutes} min") for each in setup.active_types(role)]
        self.fields["type"].choices = kinds  # type: ignore[attr-defined]

    def clean_slot(self) -> tuple[UUID, Any, UUID | None]:
        """The practitioner, the start and the room that the slot names."""
        parts = [*self.cleaned_data["slot"].split("|"), "", ""][:3]
        who, start = uuid_of(parts[0]), moment_of(parts[1], self.setup.zone)
        if who is None or start is None:
            raise forms.ValidationError("Cette place n’est pas lisible\u202f: choisissez-en une autre.")
        return who, start, uuid_of(parts[2])

    def clean(self) -> dict[str, Any]:
        """A repetition needs its number."""
        if self.cleaned_data.get("repeat") and not self.cleaned_data.get("count") and "count" not in self.errors:
            self.add_error("count", "Dites combien de rendez-vous la série compte.")
        return self.cleaned_data

    def recurrence(self) -> Recurrence | None:
        """The repetition asked for, if any."""
        every, _, unit = self.cleaned_data["repeat"].partition("-")
        return Recurrence(int(every), unit, count=self.cleaned_data["count"]) if every else None

    def booking(self) -> Booking:
        """The booking asked for."""
        data = self.cleaned_data
        who, start, room = data["slot"]
        return Booking(
            id=data["id"], patient_id=data["patient"], practitioner_id=who, type_id=UUID(data["type"]), start=start,
            room_id=room, reason=data["reason"], companion=data["companion"], urgent=data["urgent"], overbook=data["overbook"],
        )  # fmt: skip


class CancelForm(forms.Form):
    """Why an appointment is given up, and by whom."""

    reason = forms.CharField(
        label="Motif de l’annulation", max_length=300,
        error_messages={"required": "Dites pourquoi ce rendez-vous est annulé."},
    )  # fmt: skip
    by = forms.ChoiceField(
        label="Demandée par", choices=[("patient", "Le patient"), ("practice", "Le cabinet")], initial="patient",
        widget=forms.RadioSelect,
    )  # fmt: skip
    whole = forms.BooleanField(label="Annuler aussi les autres rendez-vous à venir de la série", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def cancellation(self, appointment_id: UUID) -> Cancellation:
        """The cancellation asked for."""
        data = self.cleaned_data
        return Cancellation(appointment_id, data["reason"], CancelledBy(data["by"]), data["version"])


class WaitingForm(_SetupForm):
    """A request for an earlier slot."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    patient = forms.UUIDField(error_messages=PATIENT)
    type = forms.ChoiceField(label="Type de rendez-vous", error_messages=TYPE)
    practitioner = forms.ChoiceField(label="Avec", required=False, widget=forms.Select(attrs={"empty": "Peu importe"}))
    last_day = FrenchDateField(label="Avant le", required=False, future_days=FUTURE_DAYS)
    weekdays = forms.MultipleChoiceField(
        label="Jours possibles", choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    after = FrenchTimeField(label="Pas avant", required=False)
    before = FrenchTimeField(label="Pas après", required=False)
    phone = FrenchPhoneField(label="Téléphone pour le joindre", required=False)
    note = forms.CharField(label="Remarque", required=False, max_length=300)
    priority = forms.BooleanField(label="Priorité donnée par le médecin", required=False)
    instead_of = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, setup: AgendaSetup, role: str, **kwargs: Any) -> None:
        super().__init__(*args, setup=setup, **kwargs)
        self.fields["type"].choices = [(str(each.id), each.name) for each in setup.active_types(role)]  # type: ignore[attr-defined]

    def facts(self) -> WaitingFacts:
        """What the patient would take."""
        data = self.cleaned_data
        who = (UUID(data["practitioner"]),) if data["practitioner"] else ()
        return WaitingFacts(
            id=data["id"], patient_id=data["patient"], type_id=UUID(data["type"]), practitioner_ids=who,
            last_day=data["last_day"], weekdays=tuple(int(each) for each in data["weekdays"]), after=data["after"],
            before=data["before"], priority=data["priority"], phone=data["phone"], note=data["note"],
            instead_of_id=data["instead_of"],
        )  # fmt: skip


class TypeForm(forms.Form):
    """An appointment type."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label="Nom", max_length=80, error_messages=REQUIRED)
    minutes = forms.IntegerField(label="Durée (minutes)", error_messages=REQUIRED)
    preparation_minutes = forms.IntegerField(label="Dont préparation par l’assistant (minutes)", initial=0, min_value=0)
    place = forms.ChoiceField(label="Lieu", choices=PLACES)
    preparation = forms.CharField(label="Consignes au patient", required=False, widget=forms.Textarea, max_length=2000)
    documents = forms.CharField(
        label="Documents à apporter", required=False, widget=forms.Textarea, help_text="Un document par ligne."
    )
    fasting = forms.BooleanField(label="Venir à jeun", required=False)
    roles = forms.MultipleChoiceField(
        label="Qui peut le donner", choices=ROLES, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un métier."},
    )  # fmt: skip
    colour = forms.ChoiceField(label="Couleur", choices=COLOURS)
    shape = forms.ChoiceField(label="Forme", choices=SHAPES)

    def facts(self, questionnaire_code: UUID | None = None) -> TypeFacts:
        """The type as typed; the questionnaire is chosen elsewhere and kept."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        data["documents"] = tuple(each.strip() for each in data["documents"].splitlines() if each.strip())
        data["roles"] = tuple(data["roles"])
        return TypeFacts(**data, questionnaire_code=questionnaire_code)


class OpeningForm(_SetupForm):
    """A weekly opening."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    practitioner = forms.ChoiceField(label="Qui reçoit", error_messages=REQUIRED)
    weekday = forms.ChoiceField(label="Jour", choices=WEEKDAYS)
    start = FrenchTimeField(label="De")
    end = FrenchTimeField(label="À")
    valid_from = FrenchDateField(label="À partir du", future_days=FUTURE_DAYS)
    every_weeks = forms.ChoiceField(
        label="Rythme", choices=[("1", "Toutes les semaines"), ("2", "Une semaine sur deux")]
    )
    room = forms.ChoiceField(
        label="Salle", required=False, widget=forms.Select(attrs={"empty": "Aucune en particulier"})
    )

    def facts(self, known: Any = None) -> OpeningFacts:
        """The opening as typed; what the form does not show is kept from the one it changes."""
        data = self.cleaned_data
        kinds = tuple(UUID(each) for each in known.kinds) if known else ()
        return OpeningFacts(
            id=data["id"], practitioner_id=UUID(data["practitioner"]), weekday=int(data["weekday"]), start=data["start"],
            end=data["end"], valid_from=data["valid_from"], every_weeks=int(data["every_weeks"]), room_id=uuid_of(data["room"]),
            kinds=kinds,
        )  # fmt: skip


class ExceptionForm(_SetupForm):
    """An absence, a closure, a break or an extra opening."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    kind = forms.ChoiceField(label="De quoi s’agit-il", choices=KINDS)
    practitioner = forms.ChoiceField(
        label="Qui", required=False, widget=forms.Select(attrs={"empty": "Tout le cabinet"})
    )
    first_day = FrenchDateField(label="Du", future_days=FUTURE_DAYS)
    last_day = FrenchDateField(label="Au", future_days=FUTURE_DAYS)
    start = FrenchTimeField(label="De", required=False, help_text="Vide\u202f: toute la journée.")
    end = FrenchTimeField(label="À", required=False)
    reason = forms.CharField(label="Motif", required=False, max_length=120)

    def facts(self) -> ExceptionFacts:
        """The exception as typed."""
        data = self.cleaned_data
        return ExceptionFacts(
            id=data["id"], kind=ExceptionKind(data["kind"]), first_day=data["first_day"], last_day=data["last_day"],
            practitioner_id=uuid_of(data["practitioner"]), start=data["start"], end=data["end"], reason=data["reason"],
        )  # fmt: skip


class ReserveForm(_SetupForm):
    """Time kept for emergencies."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    practitioner = forms.ChoiceField(label="Qui", error_messages=REQUIRED)
    weekdays = forms.MultipleChoiceField(
        label="Jours", choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins un jour."},
    )  # fmt: skip
    start = FrenchTimeField(label="De")
    end = FrenchTimeField(label="À")
    release_at = FrenchTimeField(label="Libéré à")
    release_days = forms.ChoiceField(
        label="Le", choices=[("0", "jour même"), ("1", "jour précédent"), ("2", "deux jours avant")]
    )

    def facts(self) -> ReserveFacts:
        """The reserve as typed."""
        data = self.cleaned_data
        return ReserveFacts(
            id=data["id"], practitioner_id=UUID(data["practitioner"]), weekdays=tuple(map(int, data["weekdays"])),
            start=data["start"], end=data["end"], release_at=data["release_at"], release_days=int(data["release_days"]),
        )  # fmt: skip


class ReleaseForm(forms.Form):
    """A day whose emergency time is given back, or kept again."""

    day = FrenchDateField(label="Un autre jour", future_days=FUTURE_DAYS)

    def clean_day(self) -> date:
        """A day that is not over."""
        day: date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError("Ce jour est passé\u202f: choisissez-en un à venir.")
        return day


class FeedForm(_SetupForm):
    """An address for a practitioner's own calendar."""

    practitioner = forms.ChoiceField(label="Agenda de", error_messages=REQUIRED)
    label = forms.CharField(label="Appareil ou logiciel", required=False, max_length=80)
    show_kind = forms.BooleanField(label="Montrer le type de rendez-vous (jamais le nom du patient)", required=False)
