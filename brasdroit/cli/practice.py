"""For whom a command acts: the practice of the installation, or the one named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brasdroit.cli.output import UnusableInput

if TYPE_CHECKING:
    from brasdroit.foundation.actors import Actor


def actor_for(name: str) -> Actor:
    """The program acting for the only practice, or for the one of that name; raises UnusableInput otherwise."""
    from brasdroit.foundation.actors import system_actor
    from brasdroit.foundation.tenancy.selectors import tenants_named

    found = tenants_named(name)
    if not found:
        raise UnusableInput("Aucun cabinet ne porte ce nom." if name else "Aucun cabinet n’est encore installé.")
    if len(found) > 1:
        names = ", ".join(tenant.name for tenant in found[:10])
        raise UnusableInput(f"Plusieurs cabinets sont installés\u202f: précisez --practice parmi {names}.")
    return system_actor(found[0].pk, "Ligne de commande")
