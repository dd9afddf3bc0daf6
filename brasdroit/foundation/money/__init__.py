"""Amounts in euros, exact to the cent, written as the French do."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def euros(amount: Decimal) -> str:
    """« 1 234,50 € » with no-break spaces; rounded half up to the cent."""
    rounded = amount.quantize(CENT, rounding=ROUND_HALF_UP)
    return f"{rounded:,.2f}".replace(",", "\u202f").replace(".", ",") + "\u00a0€"
