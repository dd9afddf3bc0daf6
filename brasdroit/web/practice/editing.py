"""The way the practice's forms are shown and saved: two people at once, a refusal beside its field, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from brasdroit.foundation.errors import Conflict, Invalid
from brasdroit.foundation.identifiers import new_id
from brasdroit.web.http import ActorRequest
from brasdroit.web.ui.forms import add_domain_errors


def edit_page(
    request: ActorRequest,
    form: forms.Form,
    save: Callable[[], Any],
    *,
    title: str,
    back: str,
    saved: str,
    warn: Callable[[], tuple[str, ...]] = tuple,
    **words: str,
) -> HttpResponse:
    """Show a form, or save it by ``save`` and go ``back``; ``warn`` tells what was kept and deserves a look.

    ``words``: ``note`` beside the form; ``back_label``, where the way back leads, the list by default; ``sheet``, what the
    form is about, « Fiche » by default.
    """
    if request.method == "POST" and form.is_valid() and _is_saved(form, save):
        messages.success(request, saved)
        for sentence in warn():
            messages.warning(request, sentence)
        return redirect(back)
    said = {"title": title, "back": back, "note": "", "back_label": "", "sheet": "", **words}
    context = {"form": form, **said, "id": identifier(request)}
    return render(request, "practice/form.html", context, status=_status(form))


def identifier(request: ActorRequest) -> UUID:
    """The identifier the form carries for something new: sent twice, it is one thing."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return new_id()


def _is_saved(form: forms.Form, save: Callable[[], Any]) -> bool:
    try:
        save()
    except (Invalid, Conflict) as error:
        add_domain_errors(form, error)
        form.conflict = isinstance(error, Conflict)  # type: ignore[attr-defined]
        return False
    return True


def _status(form: forms.Form) -> int:
    if not form.is_bound:
        return 200
    return 409 if getattr(form, "conflict", False) else 422
