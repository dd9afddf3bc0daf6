"""« Le cabinet », « Sites et pièces », « Appareils »."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from brasdroit.foundation.permissions import may, require
from brasdroit.practice.organisation import selectors, services
from brasdroit.practice.organisation.permissions import DECLARE, EDIT, SEE
from brasdroit.practice.organisation.rules import organization_warnings
from brasdroit.practice.organisation.types import DEVICE_LABELS, ROOM_LABELS
from brasdroit.web.http import ActorRequest
from brasdroit.web.practice.editing import edit_page, identifier
from brasdroit.web.practice.organisation.forms import DeviceForm, OrganizationForm, RoomForm, SiteForm, initial_of
from brasdroit.web.practice.places import tabs


def practice(request: ActorRequest) -> HttpResponse:
    """The practice's sheet."""
    require(request.actor, SEE)
    context = {
        "organization": selectors.organization(),
        "due": list(selectors.checks_due(timezone.localdate())),
        "may_edit": may(request.actor, EDIT),
        "tabs": tabs(request.actor, "practice"),
    }
    return render(request, "practice/practice.html", context)


def edit_practice(request: ActorRequest) -> HttpResponse:
    """Edit the practice's sheet."""
    require(request.actor, EDIT)
    held = selectors.organization()
    form = OrganizationForm(request.POST or None, initial=initial_of(held, OrganizationForm))
    return edit_page(
        request, form,
        lambda: services.edit_organization(
            actor=request.actor, facts=form.facts(), version=form.cleaned_data["version"] or 0
        ),
        title="Modifier la fiche du cabinet", back="/cabinet/", saved="La fiche du cabinet est à jour.",
        warn=lambda: organization_warnings(form.facts()),
    )  # fmt: skip


def rooms(request: ActorRequest) -> HttpResponse:
    """Sites and rooms."""
    require(request.actor, SEE)
    context = {
        "sites": list(selectors.sites()),
        "rooms": [{"room": one, "kind": ROOM_LABELS.get(one.kind, one.kind)} for one in selectors.rooms()],
        "may_edit": may(request.actor, EDIT),
        "tabs": tabs(request.actor, "rooms"),
    }
    return render(request, "practice/rooms.html", context)


def edit_site(request: ActorRequest, site_id: UUID | None = None) -> HttpResponse:
    """Add or edit a site."""
    require(request.actor, EDIT)
    held = selectors.site(site_id) if site_id else None
    form = SiteForm(request.POST or None, initial=initial_of(held, SiteForm))
    return edit_page(
        request, form,
        lambda: services.save_site(actor=request.actor, site_id=_id(request, held), facts=form.facts(), version=_version(held, form)),
        title="Modifier le site" if held else "Ajouter un site", back="/cabinet/sites/", saved="Le site est enregistré.",
    )  # fmt: skip


def edit_room(request: ActorRequest, room_id: UUID | None = None) -> HttpResponse:
    """Add or edit a room."""
    require(request.actor, EDIT)
    held = selectors.room(room_id) if room_id else None
    form = RoomForm(request.POST or None, initial=initial_of(held, RoomForm), sites=selectors.sites())
    return edit_page(
        request, form,
        lambda: services.save_room(actor=request.actor, room_id=_id(request, held), facts=form.facts(), version=_version(held, form)),
        title="Modifier la pièce" if held else "Ajouter une pièce", back="/cabinet/sites/", saved="La pièce est enregistrée.",
    )  # fmt: skip


def devices(request: ActorRequest) -> HttpResponse:
    """Devices, with what doctors declared."""
    require(request.actor, SEE)
    today = timezone.localdate()
    rows = [
        {"device": one, "kind": DEVICE_LABELS.get(one.kind, one.kind), "late": bool(one.next_check and one.next_check <= today)}
        for one in selectors.devices()
    ]  # fmt: skip
    context = {
        "rows": rows,
        "may_edit": may(request.actor, EDIT),
        "may_declare": may(request.actor, DECLARE),
        "tabs": tabs(request.actor, "devices"),
    }
    return render(request, "practice/devices.html", context)


def edit_device(request: ActorRequest, device_id: UUID | None = None) -> HttpResponse:
    """Add or edit a device."""
    require(request.actor, EDIT)
    held = selectors.device(device_id) if device_id else None
    form = DeviceForm(
        request.POST or None, initial=initial_of(held, DeviceForm), rooms=selectors.rooms(active_only=True)
    )
    return edit_page(
        request, form,
        lambda: services.save_device(actor=request.actor, device_id=_id(request, held), facts=form.facts(), version=_version(held, form)),
        title="Modifier l’appareil" if held else "Ajouter un appareil", back="/cabinet/appareils/", saved="L’appareil est enregistré.",
        note="Un médecin déclare ensuite, dans la liste, s’il est totalement automatique.",
    )  # fmt: skip


@require_POST
def declare(request: ActorRequest, device_id: UUID) -> HttpResponse:
    """A doctor declares whether a device is fully automatic."""
    automatic = request.POST.get("fully_automatic") == "yes"
    services.declare_device(
        actor=request.actor, device_id=device_id, fully_automatic=automatic, on=timezone.localdate()
    )
    messages.success(request, "Votre déclaration est enregistrée.")
    return redirect("devices")


def _id(request: ActorRequest, held: Any) -> UUID:
    return identifier(request) if held is None else UUID(str(held.pk))


def _version(held: Any, form: Any) -> int | None:
    return (form.cleaned_data["version"] or 0) if held is not None else None
