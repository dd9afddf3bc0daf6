"""Versioned reference data (YAML) and typed loaders. Pure: no Django, no I/O but reading its own files."""
