"""Identifiers and scanned codes: what a number must look like, and what a symbol contains."""
