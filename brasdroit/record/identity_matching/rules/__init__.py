"""Probabilistic matching (Fellegi and Sunter, 1969). Pure: records in, pairs out. docs/rules/identity_matching.md."""
