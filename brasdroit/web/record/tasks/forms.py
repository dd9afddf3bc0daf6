"""Forms of the tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from brasdroit.record.tasks.services import TITLE_MAX, TaskMove, TaskRequest
from brasdroit.record.tasks.types import TaskSource
from brasdroit.web.ui.forms import REQUIRED, FrenchDateField, FrenchTimeField

YEARS_AHEAD_DAYS = 5 * 366
ANYONE = ("", "N’importe qui dans l’équipe")


class TaskForm(forms.Form):
    """What must be done, for whom, by when, by whom; ``people`` are (member id, name)."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    patient = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label="À faire", max_length=TITLE_MAX, error_messages={**REQUIRED, "max_length": "Raccourcissez le titre."}
    )
    reason = forms.CharField(
        label="Pourquoi, et comment", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    owner = forms.ChoiceField(label="Pour qui", required=False)
    due_on = FrenchDateField(label="Pour le", required=False, future_days=YEARS_AHEAD_DAYS)
    due_before = FrenchTimeField(label="Avant", required=False)
    urgent = forms.BooleanField(label="Urgent", required=False)

    def __init__(self, *arguments: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["owner"].choices = [ANYONE, *people]  # type: ignore[attr-defined]

    def request(self) -> TaskRequest:
        """What the service is asked; only after ``is_valid``."""
        data = self.cleaned_data
        return TaskRequest(
            title=data["title"],
            reason=data["reason"],
            source=TaskSource.COLLEAGUE,
            patient_id=data["patient"],
            owner_id=UUID(data["owner"]) if data["owner"] else None,
            due_on=data["due_on"],
            due_before=data["due_before"],
            urgent=data["urgent"],
            id=data["id"],
        )


class MoveForm(forms.Form):
    """A move: its action, and what it needs."""

    action = forms.CharField(max_length=20)
    to = forms.UUIDField(required=False)
    until = FrenchDateField(required=False, future_days=YEARS_AHEAD_DAYS)
    words = forms.CharField(max_length=2000, required=False)

    def move(self) -> TaskMove:
        """What the service is asked; only after ``is_valid``."""
        data = self.cleaned_data
        return TaskMove(action=data["action"], to_id=data["to"], until=data["until"], words=data["words"])
