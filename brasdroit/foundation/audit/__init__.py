"""The journal: who did or read what, when, under which role. Append-only, chained by hashes."""
