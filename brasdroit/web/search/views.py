"""`/scanner/`: what a keyboard scanner typed, what was pasted, or a picture of a code."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from brasdroit.foundation.clock.formats import numeric_date
from brasdroit.foundation.codes.symbols import UnreadablePicture, read_symbols
from brasdroit.record.patients.rules.labels import TRAIT
from brasdroit.record.patients.selectors.scanned import LONGEST, Scanned, scanned
from brasdroit.web.http import ActorRequest
from brasdroit.web.ui.notices import notice

LARGEST_PICTURE = 12_000_000
UNKNOWN = "Ce code n’est ni une carte d’identité INS ni un produit de santé connu."
_NOTHING: dict[str, Any] = {"product": "", "differences": [], "asked": {}}
NO_CODE = "Aucun code n’a été trouvé sur cette image\u202f: rapprochez-vous et évitez les reflets."


@require_http_methods(["GET", "POST"])
def scanner(request: ActorRequest) -> HttpResponse:
    """Understand a code and lead to what it means; a scan typed anywhere comes by htmx and may move the page."""
    if request.method == "GET":
        return render(request, "search/scanner.html", {"payload": "", "problem": "", "found": None, **_NOTHING})
    payload, problem = _payload(request)
    found = scanned(request.actor, payload) if payload else None
    if found and found.kind == "unknown":
        problem = UNKNOWN
    if found and found.ins:
        _keep(request, found, payload)
    return _moved(found, problem) if request.headers.get("HX-Request") else _shown(request, payload, problem, found)


@require_GET
def scanner_read(request: ActorRequest) -> HttpResponse:
    """`/scanner/lu/`: the INS code read last in this session."""
    payload = request.session.get("scan", {}).get("payload", "")
    if not payload:
        return redirect("scanner")
    return _shown(request, payload, "", scanned(request.actor, payload))


def _payload(request: ActorRequest) -> tuple[str, str]:
    """(payload, problem)."""
    picture = request.FILES.get("picture")
    if picture is None:
        typed = request.POST.get("payload", "")[:LONGEST]
        return typed, "" if typed.strip() else "Scannez un code, collez-le, ou choisissez une image."
    if (picture.size or 0) > LARGEST_PICTURE:
        return "", "Cette image est trop lourde\u202f: douze mégaoctets au plus."
    try:
        texts = read_symbols(picture.read())
    except UnreadablePicture as error:
        return "", str(error)
    return (texts[0], "") if texts else ("", NO_CODE)


def _keep(request: ActorRequest, found: Scanned, payload: str) -> None:
    """Keep the traits in the session, for the form that follows: they never travel in an address."""
    scan = found.ins
    if scan is None:
        return
    given = scan.birth_given_names or ""
    request.session["scan"] = {
        "payload": payload,
        "birth_name": scan.birth_name or "",
        "first_birth_given_name": given.split(" ")[0],
        "birth_given_names": given,
        "sex": scan.sex.value if scan.sex else "",
        "birth_place": scan.birth_place or "",
        "birth_date": scan.birth_date.isoformat() if scan.birth_date else "",
        "matricule": scan.matricule or "",
        "oid": scan.oid or "",
    }


def _moved(found: Scanned | None, problem: str) -> HttpResponse:
    response = HttpResponse(status=204)
    if problem or found is None:
        return notice(response, problem or UNKNOWN, tone="alert")
    if found.kind == "gs1":
        return notice(response, _product(found), tone="info")
    if found.holder and not found.differences:
        response["HX-Redirect"] = reverse("patient", args=[found.holder.id])
    else:
        response["HX-Redirect"] = reverse("scanner_read")
    return response


def _product(found: Scanned) -> str:
    product = found.product
    parts = [f"Produit {product.gtin}"] if product else []
    parts += [f"lot {product.lot}"] if product and product.lot else []
    parts += [f"péremption {numeric_date(product.expiry)}"] if product and isinstance(product.expiry, date) else []
    return f"{', '.join(parts)}. Il n’est pas encore suivi dans les stocks."


def _shown(request: ActorRequest, payload: str, problem: str, found: Scanned | None) -> HttpResponse:
    context: dict[str, Any] = {"payload": payload, "problem": problem, "found": found, **_NOTHING}
    if found and found.holder and not found.differences:
        return redirect("patient", patient_id=found.holder.id)
    if found:
        context |= reading(found)
    return render(request, "search/scanner.html", context, status=422 if problem else 200)


def reading(found: Scanned) -> dict[str, Any]:
    """What the page says of a code."""
    scan = found.ins
    day = scan.birth_date if scan else None
    letters = (scan.birth_name or "")[:3] if scan else ""
    return {
        "product": _product(found) if found.kind == "gs1" else "",
        "differences": [(TRAIT.get(each.trait, each.trait), each.scanned, each.recorded) for each in found.differences],
        "asked": {"naissance": numeric_date(day), "lettres": letters} if day and letters else {},
    }
