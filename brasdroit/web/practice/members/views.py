"""« Équipe »: who works here, inviting, correcting, ending."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from brasdroit.foundation.errors import Conflict, Invalid, NotFound
from brasdroit.foundation.permissions import may, require
from brasdroit.practice.members import selectors, services
from brasdroit.practice.members.permissions import EDIT, SEE
from brasdroit.practice.members.rules import doctor_warnings
from brasdroit.practice.members.types import ROLE_LABELS, DoctorFacts, Invitation, PersonFacts, Role, role_label
from brasdroit.web.http import ActorRequest
from brasdroit.web.practice.editing import edit_page, identifier
from brasdroit.web.practice.members.forms import NewMemberForm, PersonForm, sheet_form, sheet_initial
from brasdroit.web.practice.places import tabs
from brasdroit.web.ui.forms import add_domain_errors


def members(request: ActorRequest) -> HttpResponse:
    """Everybody, by role; those who left below."""
    require(request.actor, SEE)
    waiting, today = selectors.waiting_invitations(), timezone.localdate()
    rows = [
        {"member": one, "role": role_label(one.role), "waiting": one.pk in waiting, "here": one.is_active(today)}
        for one in selectors.members()
    ]
    context = {"rows": rows, "may_edit": may(request.actor, EDIT), "tabs": tabs(request.actor, "members")}
    return render(request, "practice/members.html", context)


def new_member(request: ActorRequest) -> HttpResponse:
    """Add a person; the one-time link is mailed, or shown once here."""
    require(request.actor, EDIT)
    form = NewMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = services.add_member(
                actor=request.actor, member_id=identifier(request), person=form.person(), role=Role(form.cleaned_data["role"]),
                profile=form.profile(), base=_base(request),
            )  # fmt: skip
        except (Invalid, Conflict) as error:
            add_domain_errors(form, error)
        else:
            return _invited(request, invitation)
    context = {
        "form": form,
        "title": "Ajouter une personne",
        "back": "/cabinet/equipe/",
        "note": "",
        "back_label": "Équipe",
        "sheet": "",
        "id": identifier(request),
    }
    return render(request, "practice/form.html", context, status=422 if form.is_bound else 200)


def _invited(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    if invitation.link and not invitation.mailed:
        person = selectors.member(invitation.member_id)
        return render(request, "practice/invitation.html", {"link": invitation.link, "member": person})
    text = (
        "Le lien d’accès est parti par courriel."
        if invitation.mailed
        else "Cette personne se connecte avec son compte."
    )
    messages.success(request, text)
    return redirect("members")


def member(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """A person's names."""
    require(request.actor, EDIT)
    held = selectors.member(member_id)
    user = held.membership.user if held.membership else None
    names = PersonFacts(user.given_name, user.family_name, user.email, user.title, held.phone) if user else None
    initial = {name: getattr(names, name) for name in ("title", "given_name", "family_name", "phone")} if names else {}
    form = PersonForm(request.POST or None, initial=initial | {"version": held.version})
    return edit_page(
        request, form,
        lambda: services.edit_member(
            actor=request.actor, member_id=member_id, person=form.person(), version=form.cleaned_data["version"] or 0
        ),
        title=held.display_name, back="/cabinet/equipe/", saved="La fiche est à jour.",
    )  # fmt: skip


def member_sheet(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """A doctor's or an assistant's professional sheet."""
    require(request.actor, EDIT)
    held = selectors.member(member_id)
    kind = sheet_form(held.role)
    if kind is None:
        raise NotFound
    form = kind(request.POST or None, initial=sheet_initial(held))
    return edit_page(
        request, form,
        lambda: services.edit_profile(
            actor=request.actor, member_id=member_id, profile=form.profile(), version=form.cleaned_data["version"] or 0
        ),
        title=f"{held.display_name}, profil", back="/cabinet/equipe/", saved="Le profil est à jour.",
        warn=lambda: doctor_warnings(facts) if isinstance(facts := form.profile(), DoctorFacts) else (),
    )  # fmt: skip


@require_POST
def invite_again(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """A fresh one-time link."""
    return _invited(request, services.invite_again(actor=request.actor, member_id=member_id, base=_base(request)))


def end_member(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """GET asks once; POST ends."""
    require(request.actor, EDIT)
    held = selectors.member(member_id)
    if request.method == "POST":
        services.end_membership(actor=request.actor, member_id=member_id, on=timezone.localdate())
        messages.success(request, f"{held.display_name} n’a plus accès au cabinet.")
        return redirect("members")
    return render(request, "practice/end_member.html", {"member": held, "role": ROLE_LABELS[held.role]})


def _base(request: ActorRequest) -> str:
    return request.build_absolute_uri("/invitation/")
