"""What keeps practices apart in the database."""

from __future__ import annotations

from django.db import connection

from brasdroit.foundation.checkup.types import Check, fault, fine, warning
from brasdroit.foundation.tenancy.policies import open_tables, search_marked

CODE = "practices_apart"


def practices_apart() -> Check:
    """On PostgreSQL every table with a practice shows only its rows, and the program's role cannot pass (ADR 0007)."""
    if connection.vendor != "postgresql":
        return fine(CODE, "Base embarquée\u202f: le programme sépare les cabinets")
    if _role_passes():
        advice = "Donnez à DATABASE_URL un rôle sans SUPERUSER ni BYPASSRLS (deploy/prepare.sql)."
        return fault(CODE, "Le rôle du programme franchit la séparation des cabinets", advice)
    if missing := open_tables():
        return fault(
            CODE, f"Tables sans séparation\u202f: {', '.join(missing)}", "Lancez «\u202fbrasdroit migrate\u202f»."
        )
    if not search_marked():
        advice = "Faites passer deploy/prepare.sql par l’administrateur de PostgreSQL."
        return warning(CODE, "Cabinets séparés\u202f; la recherche d’un très grand cabinet se passe d’index", advice)
    return fine(CODE, "La base sépare les cabinets")


def _role_passes() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])
