"""Rules of the routes: what is open to a person, why, and what a contract's length allows."""

from brasdroit.certification.routes.rules.conditions import follows_adaptation
from brasdroit.certification.routes.rules.contracts import contract_length
from brasdroit.certification.routes.rules.routes import find_routes

__all__ = ["contract_length", "find_routes", "follows_adaptation"]
