"""Files kept encrypted at rest, with the key outside the database."""
