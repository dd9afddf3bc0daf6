"""Live updates: an outbox in the database that every serving process tails.

A message only names what changed (``waiting_room``), never a person or a fact: the page then asks for the
fragment under its own rights.
"""
